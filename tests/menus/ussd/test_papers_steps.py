"""Our papers: residents read until when the association is registered, and what it does without papers."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.communities.file import load_example, parse
from menus.domain import mode_in_force
from menus.domain.community import Community
from menus.domain.draft import Draft
from menus.domain.papers import Paper, PaperKind
from menus.text import gsm7
from menus.ussd import all_screens, flow
from menus.ussd.screen_names import ScreenName
from menus.ussd.steps import SessionContext

TODAY = date(2027, 3, 12)
COMMUNITY = parse(load_example("mlango-kubwa"))
LONGEST = "W" * 20


def with_paper(ends: date | None, number: str = "CG/0000") -> Community:
    paper = Paper(PaperKind.CERTIFICATE, number, date(2025, 3, 13), ends, "Oversight")
    return replace(COMMUNITY, papers=(paper,))


def shown(community: Community, today: date | None = TODAY, language: str = "en") -> str:
    (text,) = flow.STEPS[ScreenName.PAPERS].show(SessionContext(community, language, today=today), Draft(language))
    return text


def test_the_page_names_the_number_and_the_last_day_on_that_day_too() -> None:
    assert shown(with_paper(TODAY)).startswith("Registered community group CG/0000, until 12/03/2027. We tell police;")


def test_a_certificate_without_an_end_and_none_at_all() -> None:
    assert shown(with_paper(None)).startswith("Registered community group CG/0000. We tell police;")
    assert shown(COMMUNITY).startswith("Our papers are not written here yet. We tell police;")


def test_without_patrols_the_page_says_so_and_since_when_it_waits() -> None:
    turned = mode_in_force.refer_only(with_paper(date(2026, 10, 1)))
    text = shown(turned)
    assert text.startswith("We do not patrol.")
    assert "waiting since 02/10" in text
    assert "CG/0000" not in text
    assert "waiting" not in shown(mode_in_force.refer_only(COMMUNITY))


@pytest.mark.parametrize("language", ["en", "sw"])
def test_every_page_fits_with_the_longest_number(language: str) -> None:
    whole = [with_paper(TODAY, LONGEST), with_paper(None, LONGEST), COMMUNITY]
    turned = [mode_in_force.refer_only(with_paper(date(2026, 10, 1), LONGEST)), mode_in_force.refer_only(COMMUNITY)]
    for community in (*whole, *turned):
        for today in (TODAY, None):
            assert gsm7.fits(shown(community, today, language))


def test_nobody_who_has_seen_the_paper_is_named() -> None:
    assert "Oversight" not in shown(with_paper(TODAY))


def test_the_walk_over_all_pages_shows_it() -> None:
    small = replace(COMMUNITY, zones=COMMUNITY.zones[:1], languages=("en",), papers=with_paper(TODAY).papers)
    assert any(page.step == ScreenName.PAPERS and "CG/0000" in page.text for page in all_screens.checked(small))
