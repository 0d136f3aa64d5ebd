"""The catalogues: each text stands beside its English text, so that tools of gettext can compare the two."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from gateway.cli.catalogues import as_po, main, rewritten
from menus.sms import language_check
from menus.text import catalog, languages, page_words
from tests import third_language

# `.ci/run` installs gettext. Everywhere else a machine without it passes, and says what it did not check.
needs_gettext = pytest.mark.skipif(
    shutil.which("msgfmt") is None, reason="gettext is missing: install it to check the catalogues with msgfmt"
)
HEAD = 'msgid ""\nmsgstr ""\n"Language: xx\\n"\n"Content-Type: text/plain; charset=utf-8\\n"'


def test_a_catalogue_is_read_as_it_was_written(tmp_path: Path) -> None:
    texts = {"a": 'One "{x}"\n1 \\ two', "b": "Two", "c": ""}
    file = tmp_path / "doria.po"
    file.write_text(as_po(HEAD, texts, {"a": "{x} 1", "b": "2", "c": "3"}, {"b": "A note."}), encoding="utf-8")
    with file.open("rb") as stream:
        entries = {entry.context: entry for entry in read_po(stream) if entry.id}
    assert {name: entry.string for name, entry in entries.items()} == texts
    assert [name for name, entry in entries.items() if "python-brace-format" in entry.flags] == ["a"]
    assert entries["b"].auto_comments == ["A note."]


def test_a_language_gets_a_place_for_each_text_that_it_lacks_and_keeps_what_it_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    english = catalog.read("en")
    texts = {name: text for name, text in english.items() if name != "sms.closed"}
    folder = third_language.write(tmp_path, "xx", texts)
    file = folder / languages.CATALOGUE
    file.write_text(file.read_text(encoding="utf-8").replace('msgid "Where?"', 'msgid "Where"'), encoding="utf-8")
    try:
        assert main([str(tmp_path)]) == 0
        assert catalog.read("xx") == {**texts, "sms.closed": ""}
    finally:
        languages.look_in()
    assert "xx: look again" in (said := capsys.readouterr().out)
    assert "where.head" in said
    assert rewritten(folder / languages.CATALOGUE, english) == (file.read_text(encoding="utf-8"), [])


def test_a_text_that_nobody_has_looked_at_stays_marked(tmp_path: Path) -> None:
    english = catalog.read("en")
    folder = third_language.write(tmp_path, "xx")
    file = folder / languages.CATALOGUE
    guessed = file.read_text(encoding="utf-8").replace('msgctxt "sms.closed"', '#, fuzzy\nmsgctxt "sms.closed"')
    file.write_text(guessed, encoding="utf-8")
    made, _ = rewritten(folder / languages.CATALOGUE, english)
    file.write_text(made, encoding="utf-8")
    assert [entry.name for entry in catalog.file_of(folder).entries if entry.is_fuzzy] == ["sms.closed"]


def test_a_catalogue_with_a_faulty_line_stays_as_it_is_and_its_language_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = third_language.write(tmp_path, "xx") / languages.CATALOGUE
    text = file.read_text(encoding="utf-8") + '\nmsgctxt "sms.closed"\nmsgid "Closed\n'
    file.write_text(text, encoding="utf-8")
    try:
        assert main([str(tmp_path)]) == 1
        assert file.read_text(encoding="utf-8") == text
        number = text.count("\n")
        fault = f'line {number}: msgid "Closed is no line of a .po file; accepted: msgstr "a text"'
        assert fault in capsys.readouterr().out
        assert f"{languages.CATALOGUE}: {fault}" in language_check.faults("xx")
    finally:
        languages.look_in()


@pytest.mark.parametrize("language", catalog.LANGUAGES)
def test_the_catalogues_that_come_with_doria_are_in_their_form(language: str) -> None:
    file = languages.folder(language) / languages.CATALOGUE
    written = file.read_text(encoding="utf-8")
    assert rewritten(file, catalog.read(catalog.SOURCE)) == (written, []), "run `make texts`"


@pytest.mark.parametrize("name", page_words.files())
@pytest.mark.parametrize("language", page_words.LANGUAGES)
def test_the_words_of_the_pages_are_in_their_form_too(language: str, name: str) -> None:
    file = page_words.path(name, language)
    written = file.read_text(encoding="utf-8")
    assert rewritten(file, page_words.texts(name, page_words.SOURCE)) == (written, []), "run `make texts`"


@needs_gettext
@pytest.mark.parametrize("language", catalog.LANGUAGES)
def test_gettext_finds_no_fault_in_the_catalogues_that_come_with_doria(language: str) -> None:
    assert msgfmt(languages.folder(language) / languages.CATALOGUE) == (0, "")


@needs_gettext
@pytest.mark.parametrize("name", page_words.files())
@pytest.mark.parametrize("language", page_words.LANGUAGES)
def test_gettext_finds_no_fault_in_the_words_of_the_pages(language: str, name: str) -> None:
    assert msgfmt(page_words.path(name, language)) == (0, "")


@needs_gettext
def test_gettext_finds_a_placeholder_that_a_translation_has_alone(tmp_path: Path) -> None:
    file = tmp_path / "doria.po"
    file.write_text(as_po(HEAD, {"a": "{x} {y}"}, {"a": "{x}"}), encoding="utf-8")
    status, said = msgfmt(file)
    assert status == 1
    assert "'y'" in said


def msgfmt(file: Path) -> tuple[int, str]:
    """Return the exit status of gettext's check, and what it says."""
    command = [shutil.which("msgfmt") or "msgfmt", "-c", "-o", os.devnull, str(file)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - gettext, on our own file
    return made.returncode, made.stderr
