"""The pages and texts of giving fit a phone with the longest values that a file may hold, in both languages."""

from gateway.communities.file import parse, read
from menus.sms import wording_check
from menus.ussd import all_screens
from menus.ussd.screen_names import ScreenName
from tests.giving import file_of, without_treasurer

LONGEST = """
[giving]
decision = "D999999"
decided_on = 2026-12-31
month = 100000
bands = [{ upto = 997, amount = 100000 }, { upto = 998, amount = 100000 }, { amount = 100000 }]
headings = { wwwwwwwwwwww = "WWWWWWWWWWWW", vvvvvvvvvvvv = "VVVVVVVVVVVV", uuuuuuuuuuuu = "UUUUUUUUUUUU" }
stipend_cap = 100000

[[giving.accounts]]
kind = "mpesa"
number = "9999999999999999"
custodian = "+254700000122"

[[giving.accounts]]
kind = "bank"
number = "9999999999999999"
custodian = "+254700000121"
"""
GIVE = {name for name in ScreenName if name.startswith("give")}
OWNERS = {ScreenName.GIVE_PREMISES, ScreenName.GIVE_OWNER}
"""The pages that tell owners what was decided."""


def test_a_file_with_giving_is_in_order() -> None:
    assert read(file_of()).giving is not None


def test_the_longest_values_fit_in_both_languages() -> None:
    community = parse(file_of(LONGEST).replace('"MLATA"', '"MLANGOKUBWA"', 1))
    shown = [page for page in all_screens.checked(community) if page.step.startswith("give")]
    for language in ("en", "sw"):
        assert {page.step for page in shown if page.language == language} >= GIVE
    assert any("99999999999" in page.text for page in shown if page.step == ScreenName.GIVE_HOW)
    assert wording_check.check(community) == []


def test_where_giving_is_not_open_no_page_of_it_is_reached() -> None:
    shown = {page.step for page in all_screens.checked(parse(without_treasurer()))}
    assert not shown & GIVE
    assert {page.step for page in all_screens.checked(parse(file_of("")))} >= GIVE - OWNERS
