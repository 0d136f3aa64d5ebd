"""A .po file as Doria reads it: each text with its name, its English text, its flags and the notes for translators.

A running program needs this small part of gettext alone. A line that cannot be read costs its own text and no other:
`PoFile.faults` says where it is, and the English stands in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

FUZZY = "fuzzy"
"""The flag of a text that a tool has guessed and nobody has looked at yet."""
_KEYWORD = re.compile(r"(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)(?=[\s\"]|$)\s*(.*)", re.DOTALL)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")
_CHARSET = re.compile(rb"charset=([A-Za-z0-9_.:-]+)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_FIRST = ("msgstr", "msgstr[0]")
"""The form of a text that is shown. No text of Doria has a plural."""
_UNREADABLE = "unreadable"


@dataclass
class Entry:
    """One text. `english` is its msgid, `text` its msgstr, `context` its msgctxt, which is its name in Doria."""

    context: str | None = None
    english: str = ""
    text: str = ""
    notes: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The name of the text: its context, beside the English text; or its id alone."""
        return self.context or self.english

    @property
    def is_fuzzy(self) -> bool:
        """Whether nobody has looked at the text yet."""
        return FUZZY in self.flags


@dataclass(frozen=True)
class PoFile:
    """The texts of a file in their order, without its head, and what could not be read, a line each."""

    entries: tuple[Entry, ...]
    faults: tuple[str, ...]


def parse(raw: bytes) -> PoFile:
    """Read a .po file. Texts that are no longer used (`#~`) are left out."""
    faults: list[str] = []
    reader = _Reader(faults)
    for number, line in enumerate(_decoded(raw, faults).split("\n"), start=1):
        reader.take(number, line.strip())
    reader.finish()
    return PoFile(tuple(reader.entries()), tuple(faults))


def _decoded(raw: bytes, faults: list[str]) -> str:
    """Return the text of a file. What its bytes cannot mean becomes a mark that no phone shows."""
    named = _CHARSET.search(raw)
    charset = named[1].decode("ascii") if named else "utf-8"
    try:
        "".encode(charset)
    except LookupError:
        # A template of gettext has the word CHARSET here.
        charset = "utf-8"
    try:
        return raw.decode(charset).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    except UnicodeDecodeError as error:
        number = raw.count(b"\n", 0, error.start) + 1
        faults.append(f"line {number}: the byte 0x{raw[error.start]:02x} is no {charset}; accepted: UTF-8")
        return raw.decode(charset, errors="replace").removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")


class _Reader:
    """Takes the lines of a file one after the other."""

    def __init__(self, faults: list[str]) -> None:
        self._faults = faults
        self._found: dict[tuple[str | None, str], Entry] = {}
        self._entry, self._parts = Entry(), dict[str, str]()
        self._keyword = ""

    def entries(self) -> Iterator[Entry]:
        """Return the texts, without the head of the file."""
        return (entry for entry in self._found.values() if entry.english)

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        if not line:
            return
        if line.startswith("#"):
            self._take_comment(line)
            return
        keyword = _KEYWORD.fullmatch(line)
        if keyword:
            if keyword[1] in {"msgctxt", "msgid"} and "msgid" in self._parts:
                self.finish()
            self._keyword = keyword[1]
            self._parts.setdefault(self._keyword, "")
        quoted = _QUOTED.fullmatch(keyword[2] if keyword else line)
        if quoted is None or not self._keyword:
            self._faults.append(f'line {number}: {line[:40]} is no line of a .po file; accepted: msgstr "a text"')
            if self._parts:
                # Half a text must not be shown.
                self._parts[_UNREADABLE] = ""
            return
        self._parts[self._keyword] += _ESCAPED.sub(_meant, quoted[1])

    def _take_comment(self, line: str) -> None:
        if "msgid" in self._parts:
            self.finish()
        kind, rest = line[:2], line[2:].strip()
        if kind == "#~":
            # The comments above a text that is no longer used belong to it.
            self._entry, self._keyword = Entry(), ""
        elif kind == "#,":
            self._entry.flags.update(flag.strip() for flag in rest.split(","))
        elif kind == "#." and rest:
            self._entry.notes.append(rest)

    def finish(self) -> None:
        """Keep the text that was read."""
        entry, parts = self._entry, self._parts
        self._entry, self._parts, self._keyword = Entry(), {}, ""
        if "msgid" not in parts:
            return
        entry.context, entry.english = parts.get("msgctxt"), parts["msgid"]
        if _UNREADABLE not in parts:
            entry.text = next((parts[form] for form in _FIRST if form in parts), "")
        first = self._found.setdefault((entry.context, entry.english), entry)
        if first is not entry:
            self._faults.append(f"{entry.name}: this text stands there twice; accepted: once")
            first.flags |= entry.flags
            first.notes += [note for note in entry.notes if note not in first.notes]


def _meant(escaped: re.Match[str]) -> str:
    return _ESCAPES.get(escaped[1], escaped[1])
