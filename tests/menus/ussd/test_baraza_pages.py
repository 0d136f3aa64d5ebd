"""Pages of the baraza: long lists are read to their end, and nothing of them is lost between two pages."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from menus.domain.baraza import Meeting
from menus.domain.baraza_facts import BarazaFacts, DecidedLine, ResultLine, SaidLine, ShownQuestion
from menus.domain.votes import Count
from menus.text import gsm7
from menus.ussd import flow, pagination
from menus.ussd.vote_pages import OpenVote, OpenVotes
from tests.menus.ussd.test_flow import TOWNS

WORDS = st.lists(st.text(alphabet="abcXYZ019.,-", min_size=1, max_size=90), min_size=1, max_size=40)
MEETINGS = tuple(Meeting(date(2026, 12, day), 14 * 60, (("en", f"Hall {day}"),)) for day in range(5, 20))


@given(WORDS, st.integers(20, 120))
def test_parts_of_a_text_hold_all_of_it(words: list[str], room: int) -> None:
    parts = pagination.wrapped(" ".join(words), room)
    assert all(gsm7.septets(part) <= room for part in parts)
    assert "".join(parts).replace(" ", "") == "".join(words)


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=5))
def test_leaves_fit_and_are_numbered(texts: list[str]) -> None:
    pages = pagination.leaves("You said, we did {n}/{of}", texts, "0 Back\n00 Main", "98 More")
    assert all(gsm7.fits(page) for page in pages)
    assert [page.split("\n")[0] for page in pages] == [
        f"You said, we did {number}/{len(pages)}" for number in range(1, len(pages) + 1)
    ]
    assert "98 More" not in pages[-1]


def pages_of(facts: BarazaFacts, keys: str) -> list[str]:
    context = flow.SessionContext(TOWNS[0], "en", today=date(2026, 12, 5), facts={BarazaFacts: facts})
    shown: list[str] = []
    while True:
        screen = flow.advance(context, keys + "*98" * len(shown)).screen
        assert screen is not None
        if screen.text in shown:
            return shown
        shown.append(screen.text)


def test_the_next_meeting_stands_on_the_first_page_and_later_ones_on_the_agenda() -> None:
    facts = BarazaFacts(MEETINGS, ("Lamps at river side",), (ShownQuestion("Q3", "When do lamps come?"),))
    home = pages_of(facts, "0*3")[0]
    assert "1 05/12 14:00 Hall 5: agenda" in home
    whole = "\n".join(pages_of(facts, "0*3*1"))
    assert "A Lamps at river side" in whole
    assert "Q3 When do lamps come?" in whole
    assert all(f"{each.when} {each.place('en')}" in whole for each in MEETINGS)


def test_a_page_says_so_where_nothing_is_known() -> None:
    assert "No date yet" in pages_of(BarazaFacts(), "0*3")[0]
    assert "2 Remind me" not in pages_of(BarazaFacts(), "0*3*1")[0]
    for keys in ("0*3*4", "0*3*5"):
        assert "Nothing stands here yet" in pages_of(BarazaFacts(), keys)[0]


def test_a_vote_stands_among_the_decisions_of_its_day_and_in_its_own_words_where_a_language_is_new() -> None:
    options = [{"sw": "Ndiyo"}, {"sw": "Hapana"}]
    counted = ResultLine(date(2026, 12, 4), {"sw": "Doria ianze?"}, options, Count(20, 14, (8, 6)))
    poll = ResultLine(date(2026, 12, 1), {"sw": "Chai?"}, options, Count(None, 3, None))
    decided = DecidedLine("D1", date(2026, 12, 2), "tea on Saturdays")
    shown = pages_of(BarazaFacts(decided=(decided,), results=(poll, counted)), "0*3*5")
    first, second, third = shown
    assert "04/12: Doria ianze? 14 of 20 on the list voted. Ndiyo 8, Hapana 6." in first
    assert "D1 02/12: tea on Saturdays" in second
    assert "A poll decides nothing. Fewer than 10: no figures are shown." in third


def test_a_figure_is_told_only_where_it_is_given() -> None:
    zone = TOWNS[0].zones[0]
    few, many = SaidLine("", zone=zone.key), SaidLine("", zone=zone.key, count=5)
    said = pages_of(BarazaFacts(said=(few, many)), "0*3*4")
    assert not any(sign.isdigit() for sign in said[0].split("\n")[1])
    assert "5 dangers" in said[1]


def test_an_open_vote_has_its_own_words_where_a_language_is_new() -> None:
    options = [{"sw": "Ndiyo"}, {"sw": "Hapana"}]
    one = OpenVote(1, {"sw": "Doria ianze?"}, options, datetime(2026, 12, 4, 15, tzinfo=UTC), may_vote=True)
    facts = {OpenVotes: OpenVotes((one,)), BarazaFacts: BarazaFacts()}
    context = flow.SessionContext(TOWNS[0], "en", today=date(2026, 12, 5), facts=facts)
    for keys, words in (("0*3*3", "Doria ianze? Till"), ("0*3*3*2", "You choose: Hapana.")):
        screen = flow.advance(context, keys).screen
        assert screen is not None
        assert words in screen.text
