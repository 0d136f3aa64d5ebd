"""Rows: what a file of people says of each, the faults of its lines, and the text of a file in any encoding."""

import codecs
from dataclasses import dataclass, field

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class LineFault:
    """A fault of one line of a file of people."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


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
        """Note a fault of a line."""
        self.faults.append(LineFault(line, message))


def decoded(data: bytes) -> str | LineFault:
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
