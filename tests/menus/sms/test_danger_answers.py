"""Answers to the question whether somebody is in danger, and words that take an alarm back."""

import pytest

from menus.domain.references import mint
from menus.sms.danger_answers import DangerAnswer, read
from menus.sms.grammar import parse
from menus.text import cries, mistakes

REF = mint(17)
CALM = """sawa|niko salama|hapana|HAPANA niko sawa|no|siko hatarini|hakuna shida|samahani ni makosa
|SALAMA|ok|poa|zii|nope
|ni mistake|am safe|no problem|am not in danger|sio kweli|fiti|tuko sawa|sawa hakuna shida"""
IN_DANGER = """5|ndio|NDIYO haraka|yes|nisaidie tena|wananipiga|siko salama|hapana siko salama|HELP|help me|am not safe
|ndio niko hatarini|tuko kwa shida|SAIDIA|nimepigwa|hatuko salama"""
TAKEN_BACK = """nimekosea|ni mistake|sio kweli|si kweli|cancel alarm|samahani|pole, ilikuwa makosa
|false alarm|futa alarm|sorry
|tulikosea|it was a mistake|ghairi hiyo alarm|ilikuwa kwa makosa samahani|not true"""


def meant_by(text: str, *, is_red: bool = False) -> DangerAnswer:
    command = parse(text, freely=True)
    is_cry = cries.is_cry(text, beside_an_answer=command.verb is not None)
    return read(text, command, is_cry=is_cry, is_red=is_red)


@pytest.mark.parametrize(
    "text",
    CALM.split("|"),
)
def test_calm_answers(text: str) -> None:
    assert meant_by(text.strip()) is DangerAnswer.CALM


@pytest.mark.parametrize(
    "text",
    IN_DANGER.split("|"),
)
def test_answers_of_somebody_in_danger(text: str) -> None:
    assert meant_by(text.strip()) is DangerAnswer.IN_DANGER


@pytest.mark.parametrize("text", [f"1 {REF}", "naenda", "LIST", "ON", f"2 {REF}", "kuna wezi sokoni", "YES 1234"])
def test_other_texts_settle_the_question_and_go_on(text: str) -> None:
    assert meant_by(text) is DangerAnswer.OTHER


def test_words_of_weapons_are_danger_unless_they_stand_beside_an_answer_to_an_alert() -> None:
    assert meant_by("wana bunduki", is_red=True) is DangerAnswer.IN_DANGER
    assert meant_by(f"3 {REF} wana bunduki", is_red=True) is DangerAnswer.OTHER


@pytest.mark.parametrize(
    "text",
    TAKEN_BACK.split("|"),
)
def test_words_that_take_an_alarm_back(text: str) -> None:
    assert mistakes.takes_alarm_back(text.strip())


@pytest.mark.parametrize(
    "text",
    ["sio mistake", "si makosa", "not a mistake", "naenda", "wanakuja", "amekosea njia", "cancel", "nisaidie haraka"],
)
def test_words_that_take_nothing_back(text: str) -> None:
    assert not mistakes.takes_alarm_back(text)
