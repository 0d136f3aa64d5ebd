"""The message catalogue: each language has every text, with the same placeholders, in GSM-7."""

from enum import StrEnum
from functools import cache
from string import Formatter

import pytest

from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.draft import Topic
from menus.domain.marks import Caution
from menus.domain.standing import BoardStatus, ReporterStatus
from menus.text import gsm7
from menus.text.catalog import LANGUAGES, catalog, read
from menus.text.names import Text

_texts = cache(read)
"""The texts of a language. A file is read once for the hundreds of tests that look at one text each."""


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text_that_the_code_names_and_no_other(language: str) -> None:
    assert set(read(language)) == {text.value for text in Text}


@pytest.mark.parametrize(
    ("prefix", "members"),
    [
        ("category", Category),
        ("level", Level),
        ("track", Track),
        ("harm", Harm),
        ("around", AccusedGroup),
        ("about", AccusedGroup),
        ("about", Topic),
        ("flag", Caution),
        ("status", ReporterStatus),
    ],
)
def test_every_value_that_a_text_may_show_has_a_name_in_the_catalogue(prefix: str, members: type[StrEnum]) -> None:
    assert {Text(f"{prefix}.{member.value}") for member in members} <= set(Text)


@pytest.mark.parametrize("msgid", sorted(read("en")))
def test_a_text_asks_for_the_same_values_in_each_language_and_is_gsm7(msgid: str) -> None:
    texts = [_texts(language)[msgid] for language in LANGUAGES]
    assert all(texts)
    assert all(gsm7.is_gsm7(text) for text in texts)
    assert len({frozenset(placeholders(text)) for text in texts}) == 1


def test_a_language_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        read("fr")


def test_a_language_that_is_lost_while_a_community_speaks_it_is_shown_in_english() -> None:
    assert catalog("fr") == catalog("en")


def test_every_status_on_the_board_has_a_name_but_that_of_a_joined_incident() -> None:
    assert {f"state.{status.value}" for status in BoardStatus} - {text.value for text in Text} == {"state.joined"}
