"""The reader of .po files: it reads what Babel, which translators' tools use, reads; a faulty line costs one text."""

from io import BytesIO

import pytest
from babel.core import get_global
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import currencies
from menus.text import catalog, languages, po_file

HEAD = 'msgid ""\nmsgstr ""\n"Language: xx\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
ODD = """\
# The head has a comment.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

#: menus/somewhere.py:7
#. A note.
#.  A second note.
#, fuzzy, python-brace-format
#| msgctxt "older"
#| msgid "Older"
msgctxt "one"
msgid ""
"One "
"\\"line\\" \\\\ and\\n"
"another\\ttab"
msgstr "Moja"
msgid "no context"
msgstr   "bila"
#~ msgid "gone"
#~ msgstr "imeenda"

#, fuzzy
#~ msgctxt "gone too"
#~ msgid "gone"
#~ msgstr ""
#~ "imeenda"

msgctxt "two"
msgid "Two"
msgstr ""
msgctxt "three"
msgid "Three"
msgstr ""
"Tatu"
""
"!"
"""


def of_babel(raw: bytes) -> list[tuple[str | None, str, str, bool, tuple[str, ...]]]:
    """Return what Babel reads."""
    return [
        (entry.context, str(entry.id), str(entry.string), entry.fuzzy, tuple(entry.auto_comments))
        for entry in read_po(BytesIO(raw))
        if entry.id
    ]


def of_doria(raw: bytes) -> list[tuple[str | None, str, str, bool, tuple[str, ...]]]:
    """Return what Doria reads, where nothing is faulty."""
    read = po_file.parse(raw)
    assert read.faults == ()
    return [(entry.context, entry.english, entry.text, entry.is_fuzzy, tuple(entry.notes)) for entry in read.entries]


@pytest.mark.parametrize("language", catalog.LANGUAGES)
def test_the_catalogues_that_come_with_doria_are_read_as_babel_reads_them(language: str) -> None:
    raw = (languages.folder(language) / languages.CATALOGUE).read_bytes()
    assert of_doria(raw) == of_babel(raw)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_an_odd_file_is_read_as_babel_reads_it(ends: str) -> None:
    raw = ODD.replace("\n", ends).encode()
    assert of_doria(raw) == of_babel(raw)


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from('"\\\n\t#~'))


@given(
    st.dictionaries(
        st.tuples(st.none() | st.text("abc.", min_size=1), TEXTS.filter(bool)), st.tuples(TEXTS, st.booleans())
    ),
    st.sampled_from([0, 20, 76]),
)
def test_what_babel_writes_is_read(texts: dict[tuple[str | None, str], tuple[str, bool]], width: int) -> None:
    made = Catalog(locale="sw")
    for (context, english), (text, is_fuzzy) in texts.items():
        made.add(english, text, context=context, flags=["fuzzy"] if is_fuzzy else [])
    raw = BytesIO()
    write_po(raw, made, width=width)
    found = {
        (entry.context, entry.english): (entry.text, entry.is_fuzzy) for entry in po_file.parse(raw.getvalue()).entries
    }
    assert found == texts


def test_a_mark_at_the_beginning_and_another_alphabet_in_the_file_do_no_harm() -> None:
    text = HEAD + 'msgctxt "a"\nmsgid "A"\nmsgstr "Ä"\n'
    assert of_doria(b"\xef\xbb\xbf" + text.encode())[0][:3] == ("a", "A", "Ä")
    assert of_doria(text.replace("utf-8", "iso-8859-1").encode("latin-1"))[0][:3] == ("a", "A", "Ä")
    assert of_doria(text.replace("utf-8", "CHARSET").encode())[0][:3] == ("a", "A", "Ä")


def test_the_first_form_of_a_plural_is_the_text() -> None:
    raw = (HEAD + 'msgctxt "a"\nmsgid "A"\nmsgid_plural "As"\nmsgstr[0] "Moja"\nmsgstr[1] "Nyingi"\n').encode()
    assert of_doria(raw) == [("a", "A", "Moja", False, ())]


@pytest.mark.parametrize(
    "line",
    [
        'msgstr "Where',
        'msgstr "Where "here""',
        'msgstr "ends in \\"',
        "msgstr Where",
        'mgsstr "Where"',
        'msgstr "Where"\nmore"',
    ],
)
def test_a_line_that_cannot_be_read_costs_its_own_text_and_is_named(line: str) -> None:
    before, after = 'msgctxt "a"\nmsgid "A"\nmsgstr "a"\n\n', '\n\nmsgctxt "c"\nmsgid "C"\nmsgstr "c"\n'
    read = po_file.parse(f'{HEAD}{before}msgctxt "b"\nmsgid "B"\n{line}{after}'.encode())
    assert {entry.name: entry.text for entry in read.entries} == {"a": "a", "b": "", "c": "c"}
    (fault,) = read.faults
    assert fault.startswith(f"line {12 + line.count(chr(10))}: ")


def test_a_byte_of_another_alphabet_costs_its_own_text_and_is_named() -> None:
    raw = HEAD.encode() + b'msgctxt "a"\nmsgid "A"\nmsgstr "a\xe4"\n\nmsgctxt "b"\nmsgid "B"\nmsgstr "b"\n'
    read = po_file.parse(raw)
    assert [catalog.can_show(entry.text, entry.english) for entry in read.entries] == [False, True]
    assert read.faults == ("line 8: the byte 0xe4 is no utf-8; accepted: UTF-8",)


def test_a_text_that_stands_there_twice_is_named_and_the_first_one_counts() -> None:
    read = po_file.parse((HEAD + 'msgctxt "a"\nmsgid "A"\nmsgstr "1"\nmsgctxt "a"\nmsgid "A"\nmsgstr "2"\n').encode())
    assert [entry.text for entry in read.entries] == ["1"]
    assert read.faults == ("a: this text stands there twice; accepted: once",)


def test_the_currencies_are_those_of_babel() -> None:
    assert frozenset(get_global("all_currencies")) == currencies.KNOWN
