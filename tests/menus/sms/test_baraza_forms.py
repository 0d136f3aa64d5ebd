"""Forms of texts about barazas: each is read in its full form alone, and no text breaks the reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.baraza import RefusedWhy
from menus.sms import baraza_forms
from menus.sms.baraza_forms import LineOff, Numbered, SetMeeting, Verdict, Words

READERS = [
    baraza_forms.meeting,
    baraza_forms.line,
    baraza_forms.answer,
    baraza_forms.did,
    baraza_forms.decision,
    baraza_forms.agreed,
    baraza_forms.refused,
]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("16/01 14:00 Ukumbi wa kanisa", SetMeeting(16, 1, None, 840, "Ukumbi wa kanisa")),
        ("16/01/2027 9.30 Hall", SetMeeting(16, 1, 2027, 570, "Hall")),
        ("31/02 14:00 Hall", SetMeeting(31, 2, None, 840, "Hall")),
        ("16/01 Ukumbi", SetMeeting(16, 1, None, None, "Ukumbi")),
        ("16/01 25:00 Hall", SetMeeting(16, 1, None, None, "Hall")),
        ("16/01", SetMeeting(16, 1, None, None, "")),
        ("ni kesho saa nane", None),
        ("", None),
    ],
)
def test_a_meeting_begins_with_its_day(said: str, found: SetMeeting | None) -> None:
    assert baraza_forms.meeting(said.split()) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("lamps at river side", Words("lamps at river side")),
        ("B 0", LineOff("B")),
        ("b, 0", LineOff("B")),
        ("B 0 lamps", Words("B 0 lamps")),
        ("BB 0", Words("BB 0")),
        ("0 B", Words("0 B")),
        ("lamps", None),
    ],
)
def test_a_line_is_words_or_the_letter_of_one_that_goes(said: str, found: Words | LineOff | None) -> None:
    assert baraza_forms.line(said.split()) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Q17 lamps come in May", Numbered("Q17", "lamps come in May")),
        ("q 17 lamps", Numbered("Q17", "lamps")),
        ("Q17", Numbered("Q17", "")),
        ("48273 lamps", None),
        ("me please", None),
        ("D17 lamps", None),
    ],
)
def test_an_answer_names_a_question(said: str, found: Numbered | None) -> None:
    assert baraza_forms.answer(said.split()) == found


def test_what_was_done_names_a_question_or_a_task_and_a_slip_in_a_task_is_found() -> None:
    valid = next(f"T{number}" for number in range(50210, 50220) if _is_valid(f"T{number}"))
    slip = f"{valid[:-1]}{(int(valid[-1]) + 1) % 10}"
    assert baraza_forms.did([valid, "done"]) == Numbered(valid, "done")
    assert baraza_forms.did([slip, "done"]) == Numbered(slip, "done", is_mistyped=True)
    assert baraza_forms.did(["Q1", "done"]) == Numbered("Q1", "done")
    assert baraza_forms.did(["you", "hear", "that"]) is None


def _is_valid(number: str) -> bool:
    found = baraza_forms.did([number])
    return found is not None and not found.is_mistyped


def test_a_decision_has_its_number_or_gets_the_next_one() -> None:
    assert baraza_forms.decision(["D12", "50", "a", "month"]) == Numbered("D12", "50 a month")
    assert baraza_forms.decision(["50", "a", "month"]) == Words("50 a month")
    assert baraza_forms.decision(["that"]) is None


def test_a_verdict_names_a_question_and_nothing_else() -> None:
    assert baraza_forms.agreed(["Q17"]) == Verdict("Q17")
    assert baraza_forms.agreed(["Q17", "but", "later"]) is None
    assert baraza_forms.agreed(["P20417"]) is None
    assert [baraza_forms.refused(["q17", key]) for key in "123"] == [Verdict("Q17", why) for why in RefusedWhy]
    assert baraza_forms.refused(["Q17", "9"]) == baraza_forms.refused(["Q17"]) == Verdict("Q17")


@given(st.lists(st.text(min_size=1, max_size=12), max_size=6))
def test_no_words_break_the_reading(words: list[str]) -> None:
    for read in READERS:
        read(words)
