"""The alarm of a call for help that came late: its hour always stands in the text, however long the rest is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateway.communities.file import load_example, parse
from menus.domain.categories import Category, Harm, Level, Track
from menus.sms import alert_wording, wording
from menus.text import catalog, gsm7
from menus.text.names import Text

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize("example", ["mlango-kubwa", "kawangware"])
@pytest.mark.parametrize("track", [Track.PATROL, Track.POLICE])
def test_the_hour_of_a_late_call_for_help_is_never_left_out(example: str, track: Track) -> None:
    community = parse(load_example(example))
    for language in community.languages:
        for zone in (None, *(zone.key for zone in community.zones)):
            facts = wording.AlertFacts(
                "987654321",
                Category.OFFICER_DOWN,
                Level.MAJOR,
                zone,
                "W" * 40,
                Harm.WEAPON_AND_HURT,
                NOW,
                99,
                "W" * 30,
                "unconfirmed",
                weapons="W" * 40,
                called_at=NOW - timedelta(days=1, minutes=80),
            )
            text = alert_wording.alert(community, language, track, facts)
            assert gsm7.fits(text)
            assert catalog.say(language, Text.EXTRA_SENT, at="22/11 19:40") in text
            on_paper = alert_wording.alert(community, language, track, replace(facts, person=""))
            assert gsm7.fits(on_paper)
            assert catalog.say(language, Text.EXTRA_HAPPENED, at="22/11 19:40") in on_paper


def test_the_day_stands_before_the_hour_only_if_it_is_another_day() -> None:
    community = parse(load_example("mlango-kubwa"))
    assert wording.moment(community, NOW - timedelta(hours=2), NOW) == "19:00"
    assert wording.moment(community, NOW - timedelta(hours=22), NOW) == "22/11 23:00"
