"""The words of the pages in a browser: each text in both languages, with the same placeholders."""

from pathlib import Path

import pytest

from menus.text import catalog, languages, page_words, po_file
from tests import third_language


def entries(file: str, language: str) -> list[po_file.Entry]:
    """Return the texts of a file."""
    read = po_file.parse(page_words.path(file, language).read_bytes())
    assert read.faults == ()
    return list(read.entries)


def test_the_files_are_all_there() -> None:
    assert {"pages.po", "happened.po", "story.po"} <= set(page_words.files())
    assert Path(languages.CATALOGUE).name not in page_words.files()


@pytest.mark.parametrize("file", page_words.files())
@pytest.mark.parametrize("language", page_words.LANGUAGES)
def test_each_text_is_in_both_languages_with_the_same_placeholders(file: str, language: str) -> None:
    source, found = entries(file, page_words.SOURCE), entries(file, language)
    assert [(entry.name, entry.english) for entry in found] == [(entry.name, entry.text) for entry in source]
    for english, entry in zip(source, found, strict=True):
        assert entry.text, entry.name
        assert not entry.is_fuzzy, entry.name
        assert catalog.placeholders(entry.text) == catalog.placeholders(english.text), entry.name


def test_a_language_that_the_pages_have_not_is_english() -> None:
    assert page_words.texts("pages.po", "fr") == page_words.texts("pages.po", "en")


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        page_words.say("pages.po", "sw", "nothing")


def test_a_catalogue_of_an_operator_takes_no_words_from_the_pages(tmp_path: Path) -> None:
    third_language.write(tmp_path, "sw", {})
    try:
        languages.look_in(tmp_path)
        assert languages.folder("sw").parent == tmp_path
        assert all(page_words.path(file, "sw").exists() for file in page_words.files())
    finally:
        languages.look_in()
