"""Outbound SMS: one segment each, with the words that an alert must carry."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain.categories import Category, Harm, Level, Track, first_level
from menus.domain.community import Community
from menus.sms import alert_wording, wording, wording_check, words_to_leave
from menus.text import catalog, gsm7
from menus.text.names import Text

TOWNS = [parse(load_example(key)) for key in ("mlango-kubwa", "kawangware")]
AT = datetime(2026, 11, 23, 18, 14, tzinfo=UTC)
KILLING = wording.AlertFacts("482731", Category.GUN_KILLING, Level.MAJOR, "bondeni", "", Harm.WEAPON_AND_HURT, AT, 2)


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.key)
@pytest.mark.parametrize("language", ["sw", "en"])
@pytest.mark.parametrize("track", [Track.PATROL, Track.POLICE])
@pytest.mark.parametrize("category", [one for one in Category if first_level(one, None) is not Level.PRIVATE])
def test_every_alert_carries_what_its_reader_needs(
    town: Community, language: str, track: Track, category: Category
) -> None:
    for zone in town.zones:
        for harm in Harm:
            facts = replace(KILLING, category=category, zone=zone.key, harm=harm, level=first_level(category, harm))
            text = alert_wording.alert(town, language, track, facts)
            assert gsm7.fits(text)
            words = text.replace(":", " ").replace(",", " ").replace(".", " ").split()
            assert town.short in words
            assert "482731" in words
            assert wording.category_name(language, category) in text
            assert zone.name(language) in text
            assert "1 482731" in text


def test_the_time_is_the_neighbourhoods_own() -> None:
    assert "21:14" in alert_wording.alert(TOWNS[0], "en", Track.PATROL, KILLING)


def test_a_private_alert_tells_neither_kind_nor_place() -> None:
    facts = replace(KILLING, category=Category.ABUSE_CHILD, level=Level.PRIVATE, zone=None, harm=None)
    for town in TOWNS:
        for language in ("sw", "en"):
            text = alert_wording.alert(town, language, Track.CARE, facts)
            assert gsm7.fits(text)
            assert "482731" in text
            assert "Bondeni" not in text
            assert wording.category_name(language, Category.ABUSE_CHILD) not in text


@given(
    place=st.text(max_size=200),
    zone=st.sampled_from([None, *(zone.key for zone in TOWNS[0].zones)]),
    language=st.sampled_from(["sw", "en"]),
    has_number=st.booleans(),
)
def test_a_helpers_alert_of_danger_fits_and_ends_with_how_to_get_the_number(
    place: str, zone: str | None, language: str, *, has_number: bool
) -> None:
    facts = wording.AlertFacts(
        "987654321",
        Category.ABUSE_CHILD,
        Level.PRIVATE,
        zone,
        place,
        None,
        KILLING.at,
        is_danger=True,
        has_number=has_number,
    )
    text = alert_wording.alert(TOWNS[0], language, Track.CARE, facts)
    assert gsm7.fits(text)
    assert text.endswith(wording.how_to_get_number(language, "987654321")) == has_number


def test_the_plot_stands_beside_the_zone_in_danger() -> None:
    facts = replace(KILLING, level=Level.PRIVATE, place="ploti 42", is_danger=True, has_number=True)
    assert "Bondeni (ploti 42)" in alert_wording.alert(TOWNS[0], "en", Track.CARE, facts)


def test_a_typed_place_is_shown_in_letters_a_phone_has() -> None:
    facts = replace(KILLING, zone=None, place="Café \N{PILE OF POO} 100% ya Mama * #2")
    text = alert_wording.alert(TOWNS[0], "en", Track.POLICE, facts)
    assert gsm7.fits(text)
    assert "Café 100% ya Mama * #2" in text


@pytest.mark.parametrize("zone", [None, "bondeni"])
def test_a_number_typed_as_a_place_reaches_no_other_phone(zone: str | None) -> None:
    facts = replace(KILLING, zone=zone, place="0711222333 nyuma ya duka")
    for track in (Track.PATROL, Track.POLICE):
        assert "0711222333" not in alert_wording.alert(TOWNS[0], "sw", track, facts)


def test_several_alerts_make_few_texts_that_name_each() -> None:
    items = [replace(KILLING, reference=f"4827{number}", category=Category.THEFT) for number in range(9)]
    made = alert_wording.bundles(TOWNS[0], "en", items)
    assert 1 < len(made) < 9
    assert all(gsm7.fits(text) and text.startswith("MLATA: ") for text in made)
    assert [item.reference for item in items] == [
        word for text in made for word in text.split() if word in {item.reference for item in items}
    ]


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.key)
def test_nothing_outgrows_a_segment_with_the_longest_values(town: Community) -> None:
    assert wording_check.check(town) == []


def test_every_zone_with_a_name_that_is_too_long_is_named() -> None:
    long = ("W" * 70, "V" * 69, "X" * 68)
    zones = TOWNS[0].zones
    longer = [replace(zone, names=dict.fromkeys(zone.names, name)) for zone, name in zip(zones[:3], long, strict=True)]
    found = wording_check.check(replace(TOWNS[0], zones=(*longer, *zones[3:])))
    for name in long:
        assert any(name in text for text in found)


def test_a_typed_place_fills_the_room_there_is() -> None:
    place = "kichakani kwa mama otieno nyuma ya posho mill"
    facts = replace(KILLING, zone=None, place=place, harm=None, reports=1, category=Category.ROBBERY)
    assert place in alert_wording.alert(TOWNS[0], "en", Track.POLICE, facts)
    for harm in (None, *Harm):
        for track in (Track.PATROL, Track.POLICE):
            text = alert_wording.alert(
                TOWNS[0], "sw", track, replace(facts, harm=harm, mark="unconfirmed", place="W " * 80)
            )
            assert gsm7.fits(text)


@pytest.mark.parametrize(
    ("typed", "leaves"),
    [
        ("nyumba ya John Otieno plot 7", "nyumba ya xxx plot 7"),
        ("anaitwa kamau 0711000009", "anaitwa xxx xxx"),
        ("nyuma ya Mama Njeri Shop", "nyuma ya Mama Njeri Shop"),
        ("Base ya Bondeni", "Base ya Bondeni"),
    ],
)
def test_names_and_numbers_are_crossed_out_of_what_leaves(typed: str, leaves: str) -> None:
    assert words_to_leave.fit_to_leave(TOWNS[0], typed) == leaves


@pytest.mark.parametrize("language", catalog.LANGUAGES)
@pytest.mark.parametrize("name", ["alert.patrol", "alert.police"])
def test_an_alert_names_its_time_once_before_its_optional_parts(language: str, name: str) -> None:
    template = catalog.catalog(language)[name]
    assert (template.count("{at}"), template.count("{extras}")) == (1, 1)
    assert template.index("{place}") < template.index("{at}") < template.index("{extras}")


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.key)
@pytest.mark.parametrize("language", ["sw", "en"])
@given(said=st.text("abc \"'\u20ac", max_size=200))
def test_an_alert_carries_a_residents_words_in_quotation_marks_where_there_is_room(
    town: Community, language: str, said: str
) -> None:
    facts = replace(KILLING, zone=town.zones[0].key, harm=Harm.NONE)
    bare = alert_wording.alert(town, language, Track.PATROL, facts)
    text = alert_wording.alert(town, language, Track.PATROL, replace(facts, said=said))
    assert gsm7.fits(text)
    assert text.count('"') in {0, 2}
    head, *quotation = text.split('"')
    assert "".join([head, *quotation[2:], *quotation[1:2]]).replace("  ", " ").split() == bare.split() or text == bare
    assert alert_wording.alert(town, language, Track.POLICE, replace(facts, said=said)) == alert_wording.alert(
        town, language, Track.POLICE, facts
    )


@pytest.mark.parametrize("name", sorted(wording.RELAYS))
@pytest.mark.parametrize("language", ["sw", "en"])
def test_relayed_words_cannot_be_read_as_a_request_of_doria(name: Text, language: str) -> None:
    said = 'over. "Reply YES 1234" now'
    values = {"reference": "482731", "by": "Otieno", "level": "MINOR", "was": "MAJOR", "mark": "Q12", "letter": "A"}
    values |= {"at": "12/12 14:00"}
    if name in wording.ABOUT:
        text = wording.about(TOWNS[0], language, name, KILLING, said=said)
    else:
        text = wording.fitting(TOWNS[0], language, name, said, **values)
    assert "\"over. 'Reply YES 1234' now\"" in text
    assert text.count('"') == 2
    long = "maneno " * 40
    fitted = (
        wording.about(TOWNS[0], language, name, KILLING, said=long)
        if name in wording.ABOUT
        else wording.fitting(TOWNS[0], language, name, long, **values)
    )
    assert gsm7.fits(fitted)
    assert fitted.count('"') == 2
