"""Faults of a community file: the place, the fault, and the values that would be accepted."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from gateway.communities.file_parts import Finding, Path
from gateway.communities.schema import CommunityEntry, Entry
from gateway.communities.schema_giving import AccountEntry, BandEntry, GivingEntry
from gateway.communities.schema_ladders import LadderEntry, StepEntry
from gateway.communities.schema_people import PersonEntry
from gateway.communities.values import languages_accepted, phone_accepted
from menus.domain.said import Said

_BARE = re.compile(r"[\w-]+")
_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\"' -]+?)\s*\]\]?\s*(#.*)?")
_LONGEST_QUOTE = 60
_INNER: dict[tuple[type[Entry], str], type[Entry]] = {
    (LadderEntry, "steps"): StepEntry,
    (GivingEntry, "bands"): BandEntry,
    (GivingEntry, "accounts"): AccountEntry,
}
"""The models of tables that stand in a list of another table."""


@dataclass(frozen=True)
class Fault:
    """One fault of a file: the path of its key, the message, and the line."""

    where: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.where}: {self.message}"


class CommunityFileError(ValueError):
    """A community file cannot be used; `faults` holds every fault."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def said(path: Path) -> str:
    """Return a path as text: `ladders[2].steps[1].notify`, positions from 0."""
    words = (key if isinstance(key, int) or _BARE.fullmatch(key) else repr(key) for key in path)
    return "".join(f"[{word}]" if isinstance(word, int) else f".{word}" for word in words).removeprefix(".")


def found_by(model: type[Entry], path: Path, error: ValidationError, home: str | None) -> Iterator[Finding]:
    """Yield (path, message) for each fault that pydantic found in the entry at `path`.

    `home` is the country of national phone numbers in the file, or None.
    """
    errors = error.errors(include_url=False)
    outer = {each["loc"][:length] for each in errors for length in range(len(each["loc"]))}
    for each in errors:
        if each["loc"] in outer - {()}:
            continue  # a list that is too short because of its own faulty members
        inner = model
        accepted: Said = Said("a table with the keys {keys}", keys=_keys(model))
        location: list[str | int] = []
        for key in each["loc"]:
            fields = {field.alias or name: field for name, field in inner.model_fields.items()}
            if isinstance(key, str) and key in fields:
                accepted = _accepted(inner, key, fields[key].description or "", home)
                inner = _INNER.get((inner, key), inner)
            elif isinstance(key, str) and key.startswith("["):
                break  # pydantic's mark for a faulty key of a table
            location.append(key)
        if each["type"] == "extra_forbidden":
            yield (*path, *location), Said("unknown key; accepted: {keys}", keys=_keys(inner))
        elif each["type"] == "missing":
            yield (*path, *location), Said("missing; accepted: {accepted}", accepted=accepted)
        elif not each["loc"] and each["type"] == "value_error":
            raised = each["ctx"]["error"].args[0]
            yield path, raised if isinstance(raised, Said) else Said(str(raised))
        else:
            quoted = _quoted(each["input"])
            yield (*path, *location), Said("{value} is refused; accepted: {accepted}", value=quoted, accepted=accepted)


def _accepted(model: type[Entry], key: str, description: str, home: str | None) -> Said:
    """Return what a key accepts: phones differ by country, and an operator may have added languages."""
    if (model, key) == (PersonEntry, "phone"):
        return phone_accepted(home)
    is_language = (model, key) in {(CommunityEntry, "languages"), (PersonEntry, "language")}
    return languages_accepted(description) if is_language else Said(description)


def _keys(model: type[Entry]) -> str:
    return ", ".join(field.alias or name for name, field in model.model_fields.items())


def _quoted(value: object) -> str:
    quoted = repr(value)
    return quoted if len(quoted) <= _LONGEST_QUOTE else quoted[: _LONGEST_QUOTE - 3] + "..."


class Lines:
    """The lines of a file: a file with a fault in each of 10,000 entries is searched through once, not once a fault."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._headers: list[int] = []
        self._sections: defaultdict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self._lines):
            if line.lstrip().startswith("[") and (match := _HEADER.fullmatch(line)):
                self._headers.append(number)
                self._sections[match[2]].append(number)

    def number_of(self, path: Path) -> int | None:
        """Return the line (from 1) of the key at a path, else the line of its table, else None."""
        section, *rest = path
        if rest and f"{section}.{rest[0]}" in self._sections:
            # A table such as [[giving.accounts]] stands apart from the one that it belongs to.
            section = f"{section}.{rest.pop(0)}"
        place = rest.pop(0) if rest and isinstance(rest[0], int) else None
        named = self._sections.get(str(section), [])
        which = place if isinstance(place, int) else 0
        if which >= len(named) or path == ("ladders",):  # a missing ladder has no line
            return None
        start = named[which]
        behind = bisect_right(self._headers, start)
        end = self._headers[behind] if behind < len(self._headers) else len(self._lines)
        if not rest:
            return start + 1
        key = re.compile(rf"\s*[\"']?{re.escape(str(rest[0]))}[\"']?\s*=")
        line = next((number for number in range(start + 1, end) if key.match(self._lines[number])), None)
        if line is None:
            return start + 1
        if rest[0] != "steps" or len(rest) == 1:
            return line + 1
        braces = [number for number in range(line, end) for letter in self._lines[number] if letter == "{"]
        step = rest[1]
        return (braces[step] if isinstance(step, int) and step < len(braces) else line) + 1
