"""Listing: every entry stands whole on exactly one page, each page is one segment and says what is left."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain.board_order import Standing
from menus.domain.categories import Category, Level
from menus.domain.community import Person, Role
from menus.domain.references import mint
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
    for word in ("level.urgent", "list.going", "category.robbery"):
        assert catalog.say("en", Text(word)) in page
    private = wording.AlertFacts(mint(18), Category.ABUSE_CHILD, Level.PRIVATE, "bondeni", "plot 7", None, NOW)
    (page,) = listing.incidents(TOWN, "en", [Entry(private, Standing.CALLING)], NOW)
    for word in ("level.private", "category.abuse-child"):
        assert catalog.say("en", Text(word)) not in page
    assert "Bondeni" not in page
    assert "plot" not in page


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
