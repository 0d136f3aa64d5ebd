"""Forms of a second chance's texts: the full form alone is read, in both languages."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.second_chance import CODES, CourseStep, Petty, Repair, Victim
from menus.sms.second_chance_forms import Answered, Other, Stepped, Warned, answer, step, warning
from menus.text import course_codes


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("bondeni theft", Warned("bondeni", Petty.THEFT)),
        ("Juja Road wizi", Warned("Juja Road", Petty.THEFT)),
        ("theft bondeni", Warned("bondeni", Petty.THEFT)),
        ("bondeni 4", Warned("bondeni", Petty.THEFT)),
        ("bondeni tishio 16", Warned("bondeni", Petty.THREAT, is_under_age=True)),
        ("bondeni theft 18", Warned("bondeni", Petty.THEFT)),
        ("bondeni theft mtoto", Warned("bondeni", Petty.THEFT, is_under_age=True)),
        ("bondeni killing", Warned("bondeni", None)),
        ("bondeni gun-killing", Warned("bondeni", None)),
        ("bondeni theft Kamau", Warned("bondeni", Petty.THEFT, rest="Kamau")),
        ("the people at bondeni of robbery", None),
        ("bondeni", None),
        ("", None),
        ("4 men", None),
    ],
)
def test_a_warning_is_a_zone_and_a_matter(text: str, read: Warned | None) -> None:
    assert warning(text.split()) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("JANI 42 FAMILY", Stepped("JANI 42", CourseStep.FAMILY)),
        ("jani42 familia", Stepped("JANI 42", CourseStep.FAMILY)),
        ("JANI-42: wazee", Stepped("JANI 42", CourseStep.ELDERS)),
        ("JANI 42 PINGA", Stepped("JANI 42", Other.OBJECT)),
        ("JANI 42 safi amelipa amekubali", Stepped("JANI 42", CourseStep.WELL, Repair.PAID, Victim.AGREED)),
        ("JANI 42 WELL returned bicycle", Stepped("JANI 42", CourseStep.WELL, Repair.RETURNED, rest="bicycle")),
        ("JANI 42 Kamau", Stepped("JANI 42", None, rest="Kamau")),
        ("JANI 42", Stepped("JANI 42", None)),
        ("KAMAU 42 FAMILY", Stepped(None, CourseStep.FAMILY)),
        ("back from the door", None),
        ("JANI 421 FAMILY", None),
        ("JANI 4 FAMILY", None),
        ("family JANI 42", None),
    ],
)
def test_a_step_is_a_code_and_a_word(text: str, read: Stepped | None) -> None:
    assert step(text.split()) == read


def test_an_answer_is_a_code() -> None:
    assert answer(["jani", "42"]) == Answered("JANI 42")
    assert answer(["KAMAU", "42"]) == Answered(None)
    assert answer(["done", "everybody"]) is None
    assert answer(["done", "42", "are", "home"]) is None


@given(st.sampled_from(CODES), st.sampled_from(["", " ", "-", ". "]), st.sampled_from([str.upper, str.lower]))
def test_every_code_is_read_and_found_however_it_is_written(
    code: str, between: str, case: Callable[[str], str]
) -> None:
    word, number = code.split()
    typed = f"{case(word)}{between}{number}"
    assert step([*typed.split(), "WELL"]) == Stepped(code, CourseStep.WELL)
    assert course_codes.codes_as_kept(f"about {typed}, please") == [code]
    assert number not in course_codes.without_codes(typed, "xxx")


@given(st.lists(st.text(min_size=1, max_size=12), max_size=6))
def test_no_words_break_the_reading(words: list[str]) -> None:
    warning(words)
    step(words)
    answer(words)


def test_other_numbers_are_no_codes() -> None:
    assert course_codes.codes_in("taa 30, JANI 421, jani 4, plot 42") == []
