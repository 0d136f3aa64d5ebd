"""The bounds of rises as people read them: each text has the number of the rule, so that none can say another one."""

import re

import pytest

from menus.domain import rise, usual
from menus.domain.rise import LEAST_PHI, FourWeeks, RiseLevel
from menus.text import page_words
from menus.text.catalog import catalog
from menus.text.names import Text

LANGUAGES = ("en", "sw")
ODDS = re.compile(r"1 in \S+|1/\S+|once in \S+|mara moja kwa \S+|uwezekano <\S+", re.IGNORECASE)
"""The places of texts in which chance is told in numbers."""
TEXTS = ("sms.rise", "sms.rise_other", "sms.rise_looks", "sms.rise_silent")
SILENT_WEEKS, SILENT_CALLERS = 26, 12
"""The weeks before of a zone that is known for long, and the usual callers below which the page promises no silence."""


def said(language: str) -> dict[str, str]:
    """Return all texts about rises, and those of the page of trends."""
    pages = {
        f"{file}:{name}": text
        for file in ("desk_rises.po", "desk_trends.po")
        for name, text in page_words.texts(file, language).items()
    }
    return pages | {name: catalog(language)[Text(name)] for name in TEXTS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_types_a_chance_as_a_number(language: str) -> None:
    found = {name: told for name, text in said(language).items() if (told := ODDS.findall(text))}
    assert set(found) == {
        "desk_rises.po:chance.look",
        "desk_rises.po:chance.rise",
        "desk_rises.po:chance.silent",
        "desk_trends.po:how",
        "sms.rise",
        "sms.rise_other",
    }
    assert all("{odds}" in one for told in found.values() for one in told), found


def test_the_chance_that_people_read_is_the_bound_of_the_rule() -> None:
    assert {level: 1 / level.odds for level in RiseLevel} == {
        RiseLevel.LOOK: rise.LOOK_BELOW,
        RiseLevel.RISE: rise.RISE_BELOW,
        RiseLevel.SILENT: rise.SILENT_BELOW,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_weeks_that_texts_type_are_those_of_the_rule(language: str) -> None:
    for name in TEXTS:
        weeks = re.findall(r"(\d+) weeks|wiki (\d+)", catalog(language)[Text(name)])
        assert {int(one or other) for one, other in weeks} == {usual.LATELY}, name
    assert re.findall(r"\d+", page_words.texts("desk_rises.po", language)["column.now"]) == [str(usual.LATELY)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_callers_below_which_a_zone_is_never_silent_are_those_of_the_rule(language: str) -> None:
    def is_silent(callers: int) -> bool:
        """Whether a zone of so many usual callers is silent once all of them vanish."""
        before = callers * SILENT_WEEKS // usual.LATELY
        return rise.silence_of(FourWeeks(0, before, SILENT_WEEKS), LEAST_PHI)[0] is not None

    least = next(callers for callers in range(1, 100) if is_silent(callers))
    # The text says "some": the rule has one fewer where the weeks before are all known.
    assert abs(least - SILENT_CALLERS) <= 1
    assert f"{SILENT_CALLERS}" in page_words.texts("desk_rises.po", language)["wrong.missed"]
