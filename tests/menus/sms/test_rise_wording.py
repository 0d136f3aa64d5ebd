"""The wording of rises: each text is one segment, names patrols only where they can be asked, and hides no number."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain.community import Community
from menus.domain.rise import RiseLevel
from menus.domain.rise_kinds import KINDS
from menus.domain.rise_told import ToldRise
from menus.sms import rise_wording, wording
from menus.sms.association_verbs import AssociationVerb, verb_of
from menus.sms.patrol_forms import CATEGORIES, PatrolsForm, wanted
from menus.text import gsm7
from menus.text.names import Text

TOWN = parse(load_example("mlango-kubwa"))
LONG = replace(
    TOWN,
    short="W" * 11,
    zones=(replace(TOWN.zones[0], names=dict.fromkeys(TOWN.languages, "Mtaa wa Chini Kabisa")), *TOWN.zones[1:]),
)
NUMBERS = st.integers(0, 999)
ALARMS = st.builds(
    ToldRise,
    st.just(date(2026, 11, 30)),
    st.sampled_from([None, "nowhere", *(zone.key for zone in TOWN.zones)]),
    st.sampled_from([None, *KINDS]),
    st.sampled_from(RiseLevel),
    NUMBERS,
    st.floats(0, 999),
    NUMBERS,
    st.floats(0, 999),
    NUMBERS,
    st.floats(0, 999),
    NUMBERS,
    st.floats(0, 0.01),
    st.integers(13, 26),
)


def said(community: Community, language: str, told: ToldRise) -> str:
    """Return the text about an alarm, that of something to look at included."""
    values = rise_wording.values_of(community, language, told)
    name = Text.RISE_LOOKS if told.level is RiseLevel.LOOK else rise_wording.name_of(community, told)
    return wording.say(community, language, name, count="99", code=community.ussd_codes[0], **values)


@pytest.mark.parametrize("community", [TOWN, LONG], ids=["short", "long"])
@pytest.mark.parametrize("language", ["sw", "en"])
@given(told=ALARMS)
def test_each_text_is_one_segment_and_tells_its_callers(community: Community, language: str, told: ToldRise) -> None:
    text = said(community, language, told)
    assert gsm7.fits(text)
    assert f"{told.callers}" in text


@pytest.mark.parametrize("language", ["sw", "en"])
@given(told=ALARMS)
def test_patrols_are_named_only_where_they_can_be_asked_and_the_command_is_read(language: str, told: ToldRise) -> None:
    told = replace(told, level=RiseLevel.RISE)
    text = said(TOWN, language, told)
    words = text.replace(";", " ").replace(".", " ").split()
    verbs = [place for place, word in enumerate(words) if verb_of(word) is AssociationVerb.PATROLS]
    can = TOWN.zone(told.zone) is not None and (told.kind is None or told.kind in CATEGORIES)
    assert len(verbs) == can
    named = rise_wording.values_of(TOWN, language, told)["asked"].split()
    if can and named:
        assert wanted(TOWN, PatrolsForm(tuple(named)), told.week) is not None
