"""Stories of the last page of a report: it names only people whom an alert reaches at that moment."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from gateway.communities.file import load_example
from menus.domain.first_told import FirstTold
from menus.sms import wording
from menus.text.names import Text
from tests.people import BONDENI, BREAK_IN, CODE, COORDINATOR, DEPUTY, KILLING, LEADER, OTHER, POLICE, RESIDENT, THEFT
from tests.town import Town, reference_in

PATROL = (LEADER, DEPUTY, BONDENI)


def ends_with(town: Town, page: str, name: Text) -> bool:
    """Return whether a session ends with the page of that name."""
    return page.startswith("END ") and town.is_a(page, name, to=RESIDENT)


def said_there(town: Town, name: Text, page: str) -> str:
    """Return the text of that name as the only community words it, with the reference of a page."""
    (record,) = town.services.directory.communities()
    return wording.say(record.community, record.community.language, name, reference=reference_in(page))


def test_the_leader_is_named_if_the_leader_is_alerted(town: Town) -> None:
    page = town.dials(RESIDENT, CODE, *KILLING)
    assert ends_with(town, page, Text.FILED_MAJOR)
    assert town.alerts(LEADER)


def test_a_leader_who_is_off_duty_is_not_named(town: Town) -> None:
    town.texts(LEADER, "OFF")
    page = town.dials(RESIDENT, CODE, *KILLING)
    assert ends_with(town, page, Text.FILED_OTHER)
    assert town.alerts(BONDENI)
    assert town.alerts(LEADER) == []


def test_the_same_post_again_reads_the_same_and_the_next_caller_reads_of_the_leader_who_has_come(town: Town) -> None:
    town.texts(LEADER, "OFF")
    page = town.presses(*KILLING, session="one")
    town.texts(LEADER, "ON")
    assert ends_with(town, page, Text.FILED_OTHER)
    assert town.hop(RESIDENT, CODE, "*".join(KILLING), "one") == page
    assert len(town.alerts(LEADER)) == 1, "whoever comes on duty gets what waits"
    assert ends_with(town, town.dials(OTHER, CODE, *KILLING), Text.FILED_MAJOR)


def test_a_leader_at_home_is_named_at_night_if_nobody_is_on_duty(new_town: Callable[..., Town]) -> None:
    before, _, after = load_example("mlango-kubwa").partition("[[shifts]]")
    town = new_town(before + "[[ladders]]" + after.partition("[[ladders]]")[2])
    assert ends_with(town, town.dials(RESIDENT, CODE, *BREAK_IN), Text.FILED_MAJOR)
    assert town.alerts(LEADER)


def test_the_police_contact_is_named_by_day_if_nobody_is_on_duty(new_town: Callable[..., Town]) -> None:
    before, _, after = load_example("mlango-kubwa").partition("[[shifts]]")
    ladders = after.partition("[[ladders]]")[2].replace('["coordinator"]', '["deputy-leader"]')
    town = new_town(before + "[[ladders]]" + ladders)
    town.now += timedelta(hours=16)
    assert ends_with(town, town.dials(RESIDENT, CODE, *KILLING), Text.FILED_POLICE_TOLD)
    assert town.alerts(POLICE)
    assert [town.alerts(phone) for phone in PATROL] == [[], [], []]


def test_a_community_without_a_patrol_names_no_patrol(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("kawangware"))
    code = town.services.directory.communities()[0].community.ussd_codes[0]
    major, minor = (town.dials(RESIDENT, code, *keys) for keys in (KILLING, THEFT))
    assert "END " + said_there(town, Text.FILED_POLICE_TOLD, major) == major
    assert "END " + said_there(town, Text.FILED_COORDINATOR, minor) == minor


def test_a_hazard_names_the_coordinator_and_a_minor_report_of_the_night_the_morning(town: Town) -> None:
    assert ends_with(town, town.dials(RESIDENT, CODE, "8", "2", "2"), Text.FILED_COORDINATOR)
    assert town.alerts(COORDINATOR)
    for phone in PATROL:
        town.texts(phone, "OFF")
    town.now += timedelta(hours=4)
    assert ends_with(town, town.dials(RESIDENT, CODE, *THEFT), Text.FILED_LATER)
    assert town.alerts(LEADER) == []


def test_nobody_is_named_where_nobody_is_told(town: Town) -> None:
    for keys in (KILLING, BREAK_IN, ("6", "2", "1")):
        page = town.page(*keys, reference="987654321", told=None)
        assert ends_with(town, page, Text.FILED_NOBODY)


@pytest.mark.parametrize("told", [None, *FirstTold])
def test_a_mob_is_told_of_helpers_only_if_the_patrol_is_told(town: Town, told: FirstTold | None) -> None:
    page = town.page("6", "2", "1", reference="987654321", told=told)
    is_patrol = told in {FirstTold.LEADER, FirstTold.PATROL}
    assert town.is_a(page, Text.FILED_MOB, to=RESIDENT) is is_patrol


def test_somebody_who_accuses_the_patrol_reads_of_no_leader(town: Town) -> None:
    page = town.dials(RESIDENT, CODE, "1", "2", "1", "3", "4", "1", "1")
    assert ends_with(town, page, Text.FILED_ACCUSED)
    assert town.alerts(LEADER) == []
