"""vCards: people as phones and address books export them, in the versions 2.1, 3.0 and 4.0.

A card gives a name and a number. Roles stand in ROLE, or among the CATEGORIES, where other words are passed over.
"""

import io
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gateway.communities.people_files import rows
from gateway.communities.people_files.rows import Found, Row
from menus.domain.roles import Role

_LINE = re.compile(r'(?:[\w-]+\.)?(?P<name>[\w-]+)(?P<params>(?:;(?:"[^"]*"|[^":])*)?):(?P<value>.*)', re.DOTALL)
_PARTED = re.compile(r'(?:"[^"]*"|[^;])+')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_LONGEST_HEAD = 1_000
"""Characters in which the head of a property ends. Behind it a photo may go on for megabytes."""
_NO_PHONES = {"FAX", "PAGER", "MODEM", "VIDEO"}
_MOBILE = {"CELL", "MOBILE"}
_ROLES = frozenset(Role)


@dataclass(frozen=True)
class _Property:
    """A property of a card: its name and the words of its parameters in capitals, and its value."""

    line: int
    name: str
    words: frozenset[str]
    value: str


@dataclass
class _Card:
    line: int
    properties: list[_Property] = field(default_factory=list)

    def having(self, name: str) -> list[_Property]:
        return [each for each in self.properties if each.name == name]


def read(data: bytes) -> Found:
    """Return the people of a vCard file, and its faults. The line of a person is that of their card's BEGIN."""
    return rows.read(data, _rows)


def _rows(text: str, found: Found) -> Iterator[Row]:
    for card in _cards(text, found):
        row = _row(card, found)
        if row is not None:
            yield row
    if not (found.rows or found.faults):
        found.fault(1, "there is no card; accepted: cards between BEGIN:VCARD and END:VCARD")


def _cards(text: str, found: Found) -> Iterator[_Card]:
    card: _Card | None = None
    for line, written in _unfolded(text):
        read_as = _property(line, written)
        if read_as is None:
            if card is not None:
                found.fault(line, "no line of a card; accepted: NAME:value")
        elif (read_as.name, read_as.value.strip().upper()) == ("BEGIN", "VCARD"):
            if card is not None:
                found.fault(card.line, "this card has no END:VCARD")
            card = _Card(line)
        elif (read_as.name, read_as.value.strip().upper()) == ("END", "VCARD"):
            if card is not None:
                yield card
            card = None
        elif card is not None:
            card.properties.append(read_as)
    if card is not None:
        found.fault(card.line, "this card has no END:VCARD")


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its number, put together of the pieces that it was folded into."""
    begun, whole = 0, ""
    for number, ended in enumerate(io.StringIO(text), 1):
        line = ended.removesuffix("\n")
        is_printable = "QUOTED-PRINTABLE" in whole[:_LONGEST_HEAD].partition(":")[0].upper()
        if is_printable and whole.endswith("="):
            whole = whole[:-1] + line.lstrip(" \t")
        elif begun and line[:1] in {" ", "\t"} and line.strip():
            whole += line[1:]
        else:
            if whole.strip():
                yield begun, whole
            begun, whole = number, line
    if whole.strip():
        yield begun, whole


def _property(line: int, written: str) -> _Property | None:
    matched = _LINE.fullmatch(written.strip())
    if matched is None:
        return None
    words: set[str] = set()
    charset = "utf-8"
    for parameter in _PARTED.findall(matched["params"]):
        key, _, given = parameter.upper().rpartition("=")
        words.update(word.strip('" ') for word in given.split(","))
        if key == "CHARSET":
            charset = given.strip('" ')
    value = matched["value"]
    if "QUOTED-PRINTABLE" in words:
        try:
            value = quopri.decodestring(value.encode()).decode(charset)
        except (UnicodeDecodeError, LookupError):
            return None
    return _Property(line, matched["name"].upper(), frozenset(words), value)


def _row(card: _Card, found: Found) -> Row | None:
    """Return the person of a card; None if it lacks a name or a number, which is noted."""
    name, phone = _name(card), _phone(card, found)
    if not name:
        found.fault(card.line, "this card has no name (FN)")
    if phone is None or not name:
        return None
    roles = [_plain(each.value) for each in card.having("ROLE")]
    for each in card.having("CATEGORIES"):
        roles += [word for word in _plain(each.value).split(",") if word.strip().casefold() in _ROLES]
    return Row(card.line, name, phone, roles=",".join(roles) or None)


def _name(card: _Card) -> str:
    for each in card.having("FN"):
        if shown := _plain(each.value).strip():
            return shown
    for each in card.having("N"):
        family, given, *_ = [*(_plain(part).strip() for part in re.split(r"(?<!\\);", each.value)), "", ""]
        if shown := f"{given} {family}".strip():
            return shown
    return ""


def _phone(card: _Card, found: Found) -> str | None:
    """Return the only number of a card, or the only mobile one; None if there is none or several, which is noted."""
    numbers = [each for each in card.having("TEL") if not each.words & _NO_PHONES and each.value.strip()]
    mobile = [each for each in numbers if each.words & _MOBILE] or numbers
    different = dict.fromkeys(_digits(_plain(each.value)) for each in mobile)
    if len(different) > 1:
        found.fault(mobile[1].line, f"this card has {len(different)} numbers; keep the one that Doria shall text")
        return None
    if not mobile:
        found.fault(card.line, "this card has no number (TEL)")
        return None
    return _plain(mobile[0].value).strip()


def _digits(number: str) -> str:
    """Return the end of a number, by which two spellings of it are one: `0712...` and `+254712...`."""
    return re.sub(r"\D", "", number)[-9:]


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value)
