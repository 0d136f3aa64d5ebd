"""Listing: every entry stands whole on exactly one page, each page is one segment and says what is left."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain.board_order import Standing
from menus.domain.categories import Category, Level
from menus.domain.community import Person
from menus.domain.references import mint
from menus.domain.roles import Role
from menus.sms import listing, wording
from menus.sms.listing import Entry
from menus.text import catalog, gsm7
from menus.text.names import Text

TOWN = parse(load_example("mlango-kubwa"))
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
ENTRIES = st.lists(
    st.builds(
        lambda level, category, zone, place, standing, hours: Entry(
            wording.AlertFacts("", category, level, zone, place, None, NOW - timedelta(hours=hours)), standing
        ),
        st.sampled_from(Level),
        st.sampled_from(Category),
        st.sampled_from([None, *(zone.key for zone in TOWN.zones)]),
        st.sampled_from(["", "nyuma ya duka", "W" * 30]),
        st.sampled_from(Standing),
        st.integers(0, 60),
    ),
    min_size=1,
    max_size=24,
)


def numbered(entries: list[Entry]) -> list[Entry]:
    """Return entries with a reference of their own each."""
    facts = [wording.AlertFacts(mint(number * 911), *_rest(each.facts)) for number, each in enumerate(entries, start=1)]
    return [Entry(one, each.standing) for one, each in zip(facts, entries, strict=True)]


def _rest(facts: wording.AlertFacts) -> tuple[Category, Level, str | None, str, None, datetime]:
    return facts.category, facts.level, facts.zone, facts.place, None, facts.at


@settings(max_examples=40)
@given(ENTRIES, st.sampled_from(TOWN.languages))
def test_each_open_incident_is_told_once_over_all_pages(entries: list[Entry], language: str) -> None:
    entries = numbered(entries)
    pages = listing.incidents(TOWN, language, entries, NOW)
    lines = [line for page in pages for line in page.split("\n")[1:]]
    told = [line.split()[0] for line in lines if not line.startswith("+")]
    assert told == [entry.facts.reference for entry in entries]
    assert all(gsm7.fits(page) for page in pages)
    seen = 0
    for number, page in enumerate(pages, start=1):
        shown = [line for line in page.split("\n")[1:] if not line.startswith("+")]
        seen += len(shown)
        left = len(entries) - seen
        tail = catalog.say(language, Text.LIST_MORE, count=str(left), page=str(number + 1))
        assert (page.split("\n")[-1] == tail) == (left > 0)


def test_a_line_tells_the_level_and_the_standing_and_a_private_one_neither_kind_nor_place() -> None:
    facts = wording.AlertFacts(mint(17), Category.ROBBERY, Level.URGENT, "bondeni", "", None, NOW)
    (page,) = listing.incidents(TOWN, "en", [Entry(facts, Standing.GOING)], NOW)
    for word in ("level.urgent", "list.going", "list.kind.robbery"):
        assert catalog.say("en", Text(word)) in page
    private = wording.AlertFacts(mint(18), Category.ABUSE_CHILD, Level.PRIVATE, "bondeni", "plot 7", None, NOW)
    (page,) = listing.incidents(TOWN, "en", [Entry(private, Standing.CALLING)], NOW)
    for word in ("level.private", "category.abuse-child", "list.kind.abuse-child"):
        assert catalog.say("en", Text(word)) not in page
    assert "Bondeni" not in page
    assert "plot" not in page


ORDINARY = [
    (Category.GUN_KILLING, Level.MAJOR, Standing.UNANSWERED),
    (Category.ROBBERY, Level.MAJOR, Standing.GOING),
    (Category.BREAK_IN, Level.URGENT, Standing.NOT_SENT),
    (Category.FIRE_HAZARD, Level.URGENT, Standing.CALLING),
    (Category.MOB_BEATING, Level.MAJOR, Standing.THERE),
    (Category.THEFT, Level.MINOR, Standing.ANSWERED),
    (Category.FIGHT_THREAT, Level.URGENT, Standing.OVER),
    (Category.UNKNOWN, Level.MINOR, Standing.NOT_SENT),
]


@settings(max_examples=200)
@given(
    st.lists(
        st.builds(
            lambda kind, zone: Entry(wording.AlertFacts("", kind[0], kind[1], zone, "", None, NOW), kind[2]),
            st.sampled_from(ORDINARY),
            st.sampled_from([None, *(zone.key for zone in TOWN.zones)]),
        ),
        min_size=4,
        max_size=12,
    ),
    st.sampled_from(TOWN.languages),
)
def test_three_ordinary_incidents_fit_a_text(entries: list[Entry], language: str) -> None:
    pages = listing.incidents(TOWN, language, numbered(entries), NOW)
    shown = [sum(not line.startswith("+") for line in page.split("\n")[1:]) for page in pages]
    assert all(number >= 3 for number in shown[:-1]), pages


def test_a_place_is_whole_where_there_is_room_and_no_two_zones_read_the_same() -> None:
    facts = wording.AlertFacts(mint(17), Category.ROBBERY, Level.URGENT, "kiamutisya", "", None, NOW)
    (page,) = listing.incidents(TOWN, "en", [Entry(facts, Standing.GOING)], NOW)
    assert "Kiamutisya" in page
    names = {"juja-road": "Bondeni upper side", "bondeni": "Bondeni upper gate"}
    zones = tuple(replace(zone, names={"en": names.get(zone.key, zone.name("en"))}) for zone in TOWN.zones)
    several = numbered([Entry(replace(facts, zone=zone), Standing.UNANSWERED) for zone in (*names, "market") * 3])
    pages = listing.incidents(replace(TOWN, zones=zones), "en", several, NOW)
    for name in names.values():
        assert any(name in page for page in pages)


PEOPLE = st.lists(
    st.tuples(
        st.integers(1, 60).map(lambda length: Person("N" * length, "+254700000101", frozenset(), frozenset(), "en")),
        st.sampled_from(Role),
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=40)
@given(people=PEOPLE, language=st.sampled_from(TOWN.languages), police=st.booleans())
def test_each_person_is_told_once_with_a_role(
    people: list[tuple[Person, Role]], language: str, *, police: bool
) -> None:
    pages = listing.people(TOWN, language, people, police=police)
    told = [one for page in pages for one in page.partition(": ")[2].split(", ") if not one.startswith("+")]
    names = [f"{person.name} ({listing.role_name(language, role)})" for person, role in people]
    # The word that asks for the next page stands behind a comma of its own.
    assert [one for one in told if "(" in one] == names
    assert all(gsm7.fits(page) for page in pages)
