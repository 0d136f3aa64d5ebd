"""Cries for help: words that are a cry, and words that only sound like one."""

import pytest

from menus.text import cries

CRIES = (
    "nisaidie",
    "NISAIDIE!!",
    "nisaidi",
    "nsaidie",
    "tusaidieni hapa",
    "nimevamiwa bondeni",
    "tumevamiwa",
    "tuko kwa shida mtoni",
    "niko hatarini",
    "hatari hapa",
    "wananipiga",
    "wamenizunguka",
    "they are shooting at us",
    "help us pls",
    "i am in danger",
    "nimedungwa",
    "SOS",
    "niokoeni",
    "nauawa",
    "nakufa",
    "wameniteka",
    "nimetekwa",
    "tumezidiwa",
    "wanatufukuza",
    "we are trapped",
    "am bleeding",
    "officer down",
    "send reinforcements",
    "tumejificha kwa duka",
)
OTHERS = (
    "nakufa njaa",
    "njaa inaniua",
    "am dying laughing",
    "amejificha",
    "wamemteka mtoto",
    "hakuna shida",
    "hakuna hatari",
    "no danger",
    "shida imeisha",
    "nimefika salama",
    "naenda",
    "habari",
    "",
)


@pytest.mark.parametrize("text", CRIES)
def test_words_of_who_is_in_danger_are_a_cry(text: str) -> None:
    assert cries.is_cry(text)


@pytest.mark.parametrize("text", OTHERS)
def test_words_that_deny_it_or_tell_of_something_else_are_none(text: str) -> None:
    assert not cries.is_cry(text)


@pytest.mark.parametrize(("text", "is_one"), [("niko na shida ya tumbo", False), ("nimevamiwa", True)])
def test_a_reason_beside_an_answer_is_no_cry(text: str, *, is_one: bool) -> None:
    assert cries.is_cry(text, beside_an_answer=True) is is_one
