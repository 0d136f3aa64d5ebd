"""A period that a page does not have gets a clear word on every page that takes one, above what it usually shows."""

import pytest

from tests.desk import Visitor
from tests.people import COORDINATOR, OVERSIGHT
from tests.town import Town

PAGES = {
    "/desk/equity?period": "2026-Q3",
    "/desk/figures?weeks": "13",
    "/desk/support?month": "",
    "/desk/books?month": "2026-11",
    "/desk/roster?week": "2026-W50",
    "/desk/print/rota?week": "2",
    "/desk/print/handover?week": "2026-11-16",
}
"""The pages that take a period, each with one that it has at the start of a test; the ledger of support is empty."""
NONE = ("foo", "2031-Q1", "2020-Q1", "2099-01", "2099-W01", "99", "-1", "2026-Q5", "%00", "%F0%9F%98%80", "9" * 5_000)
"""Names of no period of any of these pages: no names at all, what is long over, and what has not begun."""


@pytest.mark.parametrize("language", ["en", "sw"])
@pytest.mark.parametrize("page", PAGES)
def test_a_period_that_is_none_or_has_not_begun_is_said_to_be_none(town: Town, page: str, language: str) -> None:
    visitor = Visitor(town, COORDINATOR, language)
    visitor.signs_in()
    word = visitor.says("board", "no_period")
    usual = visitor.opens(page.partition("?")[0])
    assert word not in usual.text
    for name in NONE:
        shown = visitor.opens(f"{page}={name}")
        assert shown.status == 200
        assert word in shown.text, name
        assert shown.text.replace(word, "").split() == usual.text.split(), "it shows what it usually shows"
    known = visitor.opens(f"{page}={PAGES[page]}")
    assert (known.status, word in known.text) == (200, False)


def test_oversight_reads_that_a_quarter_that_is_not_settled_is_none_for_them(town: Town) -> None:
    visitor = Visitor(town, OVERSIGHT)
    visitor.signs_in()
    word = visitor.says("board", "no_period")
    for address, is_theirs in (
        ("/desk/equity?period=2026-Q4", False),
        ("/desk/equity?period=2026-Q3", True),
        ("/desk/figures?weeks=4", False),
        ("/desk/figures?weeks=13", True),
    ):
        assert (word not in visitor.opens(address).text) == is_theirs
