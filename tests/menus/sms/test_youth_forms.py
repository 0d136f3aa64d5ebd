"""The forms of TASK, TAKE and DONE: what is no full form is left to be read as before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import lettered, references
from menus.domain.lettered import Letter
from menus.sms import youth_forms
from menus.sms.youth_forms import TaskAsked, TaskMeant

WORDS = st.lists(st.text("abcdefgh ,.", min_size=1, max_size=9).filter(str.strip), max_size=6)
SERIALS = st.integers(1, 500_000)


@given(serials=st.lists(SERIALS, min_size=1, max_size=4, unique=True), words=WORDS)
def test_references_come_first_and_the_rest_is_the_work(serials: list[int], words: list[str]) -> None:
    named = [references.mint(serial) for serial in serials]
    asked = youth_forms.task([*named, *words])
    assert asked == TaskAsked(tuple(named), " ".join(words))


@given(serial=SERIALS, task=SERIALS, is_first=st.booleans())
def test_a_hazard_is_added_to_a_task_in_either_order(serial: int, task: int, *, is_first: bool) -> None:
    number, reference = lettered.mint(Letter.TASK, task), references.mint(serial)
    words = [number, reference] if is_first else [reference, f"T {number[1:]}"]
    assert youth_forms.task(" ".join(words).split()) == TaskAsked((reference,), "", number)


@given(serial=SERIALS, words=WORDS)
def test_the_number_of_a_task_comes_first_and_the_rest_is_what_was_done(serial: int, words: list[str]) -> None:
    number = lettered.mint(Letter.TASK, serial)
    assert youth_forms.meant([number.lower() + ":", *words]) == TaskMeant(number, " ".join(words))


@given(WORDS)
def test_words_without_a_number_are_no_command(words: list[str]) -> None:
    assert youth_forms.task(words) is None
    assert youth_forms.meant(words) is None


@pytest.mark.parametrize("letter", [letter for letter in Letter if letter is not Letter.TASK])
def test_a_number_of_another_thing_is_no_task(letter: Letter) -> None:
    assert youth_forms.meant([lettered.mint(letter, 7), "done"]) is None


def test_digits_alone_are_always_an_incident() -> None:
    assert youth_forms.meant([references.mint(7), "done"]) is None
