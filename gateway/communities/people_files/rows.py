"""Rows: what a file of people says of each, the faults of its lines, and the text of a file in any encoding."""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

MOST_BYTES = 16_000_000
"""The most bytes of a file of people: a card may hold a photo of 30 KB. A guess."""
_MOST = 20_000
"""The most people and faults of a file: twice the most people that Doria is tested with."""
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class LineFault:
    """A fault of one line of a file of people."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


class TooManyError(Exception):
    """A file with more people and faults than a file of people has. Its value is the line at which reading ended."""


@dataclass(frozen=True)
class Row:
    """One person of a file, as it is written there. A value is None if the file has no place for it."""

    line: int
    name: str
    phone: str
    roles: str | None = None
    zones: str | None = None
    language: str | None = None
    tenure: str | None = None
    team: str | None = None


@dataclass
class Found:
    """The people of a file, and its faults."""

    rows: list[Row] = field(default_factory=list)
    faults: list[LineFault] = field(default_factory=list)

    def fault(self, line: int, message: str) -> None:
        """Note a fault of a line; raise TooManyError if the file has too many."""
        self.faults.append(LineFault(line, message))
        self._refuse_too_many(line)

    def add(self, row: Row) -> None:
        """Add a person; raise TooManyError if the file has too many."""
        self.rows.append(row)
        self._refuse_too_many(row.line)

    def _refuse_too_many(self, line: int) -> None:
        if len(self.rows) + len(self.faults) > _MOST:
            raise TooManyError(line)


def read(data: bytes, rows_in: Callable[[str, Found], Iterator[Row]]) -> Found:
    """Return the people of a file, and its faults; `rows_in` yields those of its text and notes the faults.

    A file with too many has that one fault alone.
    """
    text = _decoded(data)
    if isinstance(text, LineFault):
        return Found(faults=[text])
    found = Found()
    try:
        for row in rows_in(text, found):
            found.add(row)
    except TooManyError as error:
        (line,) = error.args
        return Found(faults=[LineFault(line, f"the file goes on; accepted: at most {_MOST:,} people")])
    return found


def _decoded(data: bytes) -> str | LineFault:
    """Return the text of a file in UTF-8 or UTF-16, with or without a mark at its front; else the fault.

    Each end of a line is a line feed alone.
    """
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), None) or _guessed(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return LineFault(line, 'neither UTF-8 nor UTF-16; save the file as "CSV UTF-8"')
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        return LineFault(text[: text.index("\0")].count("\n") + 1, "no text; accepted: a CSV or vCard file")
    return text


def _guessed(data: bytes) -> str:
    """Return the encoding of a file without a mark: of plain letters in UTF-16, every second byte is zero."""
    head = data[:400]
    zeros = [head[start::2].count(0) for start in (0, 1)]
    most = len(head) // 4
    if max(zeros) <= most or min(zeros) > most:
        return "utf-8"
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
