"""Forms about matters, support and patrols: any text is read without an error, and no name gets into one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain import lettered, references
from menus.domain.categories import Category
from menus.domain.lettered import Letter
from menus.domain.support import Entry, SupportGiver, SupportThing
from menus.sms import day_forms, matter_forms, patrol_forms, support_forms
from menus.sms.patrol_forms import PatrolsForm, Wanted
from menus.sms.support_forms import Fault, SupportForm

COMMUNITY = parse(load_example("mlango-kubwa"))
TODAY = date(2026, 11, 30)
WORDS = st.lists(st.text(min_size=1, max_size=12), max_size=8)
ENTRY = ("LANDLORDS", "FUEL", "3000", "Pangani", "NOV", "D12")


@given(WORDS)
def test_any_words_are_read_without_an_error(words: list[str]) -> None:
    matter_forms.read_matter(words)
    matter_forms.read_request(words)
    matter_forms.read_police_answer(words)
    form = support_forms.read_support(words)
    if form is not None:
        support_forms.entry_of(form, TODAY)
    patrol_forms.wanted(COMMUNITY, PatrolsForm(tuple(words)), TODAY)


@pytest.mark.parametrize(
    ("text", "is_yes"),
    [
        ("1 A30514", True),
        ("A30514 2", False),
        ("A30514 YES.", True),
        ("ndiyo A30514", True),
        ("1 A30514 yes", True),
        ("2 A30514 no", False),
        ("A30514", None),
        ("yes", None),
        ("1 A30514 no", None),
        ("1 A30514 2 A30514", None),
        ("yes A30514 we come at nine", None),
    ],
)
def test_an_answer_of_the_police_is_a_number_and_yes_or_no(text: str, is_yes: bool | None) -> None:  # noqa: FBT001 - a table
    number = lettered.mint(Letter.REQUEST, 1, b"k" * 32)
    found = matter_forms.read_police_answer(text.replace("A30514", number).split())
    assert found == (None if is_yes is None else (number, is_yes))


def test_the_bare_verb_of_a_request_for_patrols_is_answered_with_its_form() -> None:
    assert patrol_forms.wanted(COMMUNITY, patrol_forms.read_patrols([]), TODAY) is patrol_forms.Fault.WORDS


@given(st.text(max_size=20))
def test_any_word_is_a_day_a_period_or_hours_or_none(word: str) -> None:
    day_forms.day_of(word, TODAY)
    day_forms.period_of(word, TODAY)
    day_forms.hours_of(word)


@given(more=st.lists(st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=10), min_size=1, max_size=4))
def test_a_request_holds_a_zone_days_hours_and_a_kind_and_no_other_word(more: list[str]) -> None:
    found = patrol_forms.wanted(COMMUNITY, PatrolsForm(("Kiamutisya", *more)), TODAY)
    if isinstance(found, Wanted):
        left = [one for one in more if not (day_forms.period_of(one, TODAY) or day_forms.hours_of(one))]
        assert not left or patrol_forms.category_of(COMMUNITY, " ".join(left)) is not None


@given(serial=st.integers(1, 8_999), at=st.integers(0, 6))
def test_no_entry_of_support_holds_a_reference(serial: int, at: int) -> None:
    reference = references.mint(serial)
    words = [*ENTRY[:at], reference, *ENTRY[at:]]
    assert support_forms.entry_of(SupportForm(tuple(words)), TODAY) in set(Fault)


@given(serial=st.integers(1, 8_999))
def test_a_value_with_the_digits_of_a_reference_is_full_hundreds(serial: int) -> None:
    reference = references.mint(serial)
    found = support_forms.entry_of(SupportForm((*ENTRY[:2], reference, *ENTRY[3:])), TODAY)
    assert found is Fault.INCIDENT or int(reference) % 100 == 0


def test_a_whole_entry_is_one() -> None:
    wanted = Entry(SupportGiver.LANDLORDS, SupportThing.FUEL, 3000, "Pangani", date(2026, 11, 1), "D12")
    assert support_forms.entry_of(SupportForm(ENTRY), TODAY) == wanted


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("24/12", date(2026, 12, 24)),
        ("01/11", date(2026, 11, 1)),
        ("5.1", date(2027, 1, 5)),
        ("24/12/2027", date(2027, 12, 24)),
        ("31/02", None),
        ("2412", None),
    ],
)
def test_a_day_without_a_year_is_the_nearest(word: str, day: date | None) -> None:
    assert day_forms.day_of(word, TODAY) == day


@pytest.mark.parametrize(
    ("said", "category"),
    [
        ("break-ins", Category.BREAK_IN),
        ("Break-in", Category.BREAK_IN),
        ("kuvunja nyumba", Category.BREAK_IN),
        ("theft", Category.THEFT),
        ("thefts by Kamau", None),
        ("abuse-child", None),
        ("", None),
    ],
)
def test_a_kind_is_named_by_its_name_alone(said: str, category: Category | None) -> None:
    assert patrol_forms.category_of(COMMUNITY, said) is category
