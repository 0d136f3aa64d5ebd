"""The check of a language: what a translator forgot or broke is said, each thing in a line of its own."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from menus.sms import language_check
from menus.sms.verbs import WORDS, Verb, verb_of
from menus.text import languages
from menus.text.catalog import LANGUAGES, read
from tests import third_language

English = dict[str, str]
GUIDE = (Path(__file__).parents[3] / ".docs" / "languages.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    languages.look_in()


def faults(folder: Path, code: str, texts: English | None = None, words: str | None = None) -> tuple[str, ...]:
    third_language.write(folder, code, texts, words)
    languages.look_in(folder)
    return language_check.faults(code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_languages_that_come_with_doria_have_no_fault(language: str) -> None:
    assert language_check.faults(language) == ()


def test_a_whole_translation_has_no_fault(folder: Path) -> None:
    assert faults(folder, "xx") == ()
    assert languages.codes() == tuple(sorted((*LANGUAGES, "xx")))


def changed(name: str, old: str, new: str) -> Callable[[English], None]:
    def change(texts: English) -> None:
        assert old in texts[name]
        texts[name] = texts[name].replace(old, new)

    return change


@pytest.mark.parametrize(
    ("code", "change", "said"),
    [
        ("xa", lambda texts: texts.pop("sms.going"), "these texts are missing: sms.going"),
        ("xb", lambda texts: texts.update({"sms.going": ""}), "these texts are missing: sms.going"),
        ("xc", lambda texts: texts.update({"sms.gone": "Gone"}), "Doria has no such texts: sms.gone"),
        ("xd", changed("sms.closed", "{reference}", "{number}"), "sms.closed: its placeholders are not"),
        ("xe", changed("sms.closed", "{reference}", "{reference"), "sms.closed: "),
        ("xf", changed("private", "\n4 ", "\n"), "private: its keys are not those"),
        ("xg", changed("sms.closed", "closed", "closed \N{HEAVY CHECK MARK}"), "a basic phone cannot show"),
    ],
)
def test_each_fault_of_a_translation_is_said(
    folder: Path, code: str, change: Callable[[English], object], said: str
) -> None:
    texts = read("en")
    change(texts)
    found = faults(folder, code, texts)
    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize(
    ("code", "words", "said"),
    [
        ("ya", "small_words = [", "words.toml is not TOML"),
        ("yb", 'smal_words = "a b"', "smal_words: unknown key"),
        ("yc", "small_words = 1", "small_words: accepted"),
        ("yd", '[commands]\ngoing = ["TBVAT"]', "there is no such command"),
        ("ye", '[commands]\ngo = "TBVAT"', "commands.go: accepted"),
        ("yf", '[commands]\ngo = ["FUNGA"]', "FUNGA means close already"),
        ("yg", '[commands]\ngo = ["TBVAT"]\ncannot = ["TBVAT"]', "TBVAT means go already"),
        ("yh", "commands = 1", "commands: accepted"),
    ],
)
def test_each_fault_of_the_words_is_said(folder: Path, code: str, words: str, said: str) -> None:
    found = faults(folder, code, read("en"), words)
    assert len(found) == 1
    assert said in found[0]


def test_a_word_is_read_with_and_without_its_accents(folder: Path) -> None:
    assert faults(folder, "yi", read("en"), '[commands]\ngo = ["n\N{LATIN SMALL LETTER I WITH TILDE}ngokwo"]') == ()
    assert verb_of("NINGOKWO") is verb_of("N\N{LATIN CAPITAL LETTER I WITH TILDE}NGOKWO") is Verb.GO


def test_no_language_takes_a_word_away_or_changes_what_it_means(folder: Path) -> None:
    before = {word: verb_of(word) for word in WORDS}
    assert faults(folder, "sw", read("sw"), '[commands]\ngo = ["FUNGA", "TBVAT"]')
    assert verb_of("TBVAT") is Verb.GO
    assert {word: verb_of(word) for word in WORDS} == before


def test_a_folder_that_is_no_language_is_passed_over(folder: Path) -> None:
    third_language.write(folder, "Not_a_code")
    (folder / "xz").mkdir()
    languages.look_in(folder, folder / "absent")
    assert languages.codes() == LANGUAGES


def test_the_words_that_the_documents_show_are_words_that_doria_takes(folder: Path) -> None:
    shown = re.search(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    assert shown
    assert faults(folder, "yj", read("en"), shown[1]) == ()
    assert {verb_of(word) for word in languages.words("yj").commands} == {Verb.GO, Verb.HERE, Verb.CANNOT}
    assert languages.words("yj").small


@pytest.mark.parametrize("verb", Verb)
def test_the_documents_name_every_command(verb: Verb) -> None:
    _, _, table = GUIDE.partition("| command |")
    assert f"`{verb}`" in table
