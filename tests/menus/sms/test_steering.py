"""Steering: LOWER, CAME, NOTE and PASS are commands of people with a role, in their full form alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities import file
from menus.domain.categories import Level
from menus.domain.references import mint
from menus.sms import level_words, note_parts, steering
from menus.sms.grammar import parse
from menus.sms.verbs import Verb
from menus.text import gsm7

REF = mint(17)
TOWN = file.parse(file.load_example("mlango-kubwa"))


@pytest.mark.parametrize(
    ("text", "verb", "reference", "rest"),
    [
        (f"LOWER {REF} minor a quarrel", Verb.LOWER, REF, "minor a quarrel"),
        (f"{REF} punguza ndogo ugomvi tu", Verb.LOWER, REF, "ndogo ugomvi tu"),
        (f"Lower ref {REF} 3 a quarrel", Verb.LOWER, REF, "3 a quarrel"),
        ("lower minor a quarrel", Verb.LOWER, None, "minor a quarrel"),
        ("LOWER", Verb.LOWER, None, ""),
        (f"CAME {REF}", Verb.CAME, REF, ""),
        (f"{REF} Wamefika", Verb.CAME, REF, ""),
        (f"CAME{REF}", Verb.CAME, REF, ""),
        (f"polisi wamefika {REF}", Verb.CAME, REF, ""),
        (f"{REF} police came", Verb.CAME, REF, ""),
        (f"NOTE {REF} naenda na wenzangu", Verb.NOTE, REF, "naenda na wenzangu"),
        (f"{REF} andika 4 men ran", Verb.NOTE, REF, "4 men ran"),
        ("note", Verb.NOTE, None, ""),
        ("PASS Wanjiru", Verb.HAND_OVER, None, "Wanjiru"),
        ("nakuachia Asha wa Bondeni", Verb.HAND_OVER, None, "Asha wa Bondeni"),
    ],
)
def test_the_full_forms_of_people_with_a_role(text: str, verb: Verb, reference: str | None, rest: str) -> None:
    found = parse(text, freely=True)
    assert (found.verb, found.reference, found.rest) == (verb, reference, rest)
    assert parse(text).verb not in steering.VERBS, "a resident has no such command"


@pytest.mark.parametrize(
    "text",
    [
        "lower your voice",
        f"lower {REF[:3]} they come",
        "wamefika na bunduki",
        "wamefika",
        f"came {REF} two men with guns",
        f"they came {REF}",
        "note the car KBA 123A",
        f"pass {REF}",
        "pass by the market there are men",
        "pass plot 12",
        f"thieves note {REF}",
    ],
)
def test_other_forms_are_the_senders_own_words(text: str) -> None:
    assert parse(text, freely=True).verb not in {Verb.LOWER, Verb.CAME, Verb.NOTE, Verb.HAND_OVER}


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("MAJOR", Level.MAJOR),
        ("urgent", Level.URGENT),
        ("haraka", Level.URGENT),
        ("tah", Level.HAZARD),
        ("4", Level.HAZARD),
        ("5", None),
        ("mi", None),
        ("minority", None),
        ("private", None),
        ("siri", None),
    ],
)
def test_the_words_of_a_level(word: str, level: Level | None) -> None:
    assert level_words.level_of(word) is level


@given(st.text(max_size=300))
def test_every_part_of_a_note_fits_behind_the_beginning_of_a_text(said: str) -> None:
    parts = list(note_parts.parts(TOWN, "sw", said, at="31/12 23:59", by="mpokezi"))
    assert all(gsm7.septets(part) <= 60 + 40 for part in parts)
    assert all(gsm7.is_gsm7(part) for part in parts)
