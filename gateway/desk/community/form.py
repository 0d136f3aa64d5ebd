"""Forms of the settings: the fields that a part has, and the new text of the file that they make together."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gateway.communities.table_edits import Edit
from gateway.desk.community.in_force import InForce

Typed = Mapping[str, str]
LONGEST = 120
"""The most characters of a field. A name has 40 at most; a guess with room for a slip, which is then shown again."""
LONGEST_LIST = 4_000
"""The most characters of a list of landmarks. A guess: a hundred names."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Wrong(StrEnum):
    """The fault of a field. The value is the name of the words that say what would be accepted."""

    COVERS = "slip.covers"
    DAY = "slip.day"
    DECISION = "slip.decision"
    DECISION_UNKNOWN = "slip.decision_unknown"
    FUTURE = "slip.future"
    HOURS = "slip.hours"
    HOUSEHOLDS = "slip.households"
    LONG = "slip.long"
    MODE = "slip.mode"
    NAME = "slip.name"
    NOBODY = "slip.nobody"
    PEOPLE = "slip.people"
    PLACE = "slip.place"
    REPEAT = "slip.repeat"
    ROLES = "slip.roles"
    SAME = "slip.same"
    WHY = "slip.why"
    WHY_DECISION = "slip.why_decision"


class Slip(Exception):  # noqa: N818 - it is an answer to a form, not a failure of the program
    """A field that cannot be taken."""

    def __init__(self, name: Wrong, **values: str) -> None:
        super().__init__(name)
        self.name, self.values = name, values


@dataclass(frozen=True)
class Field:
    """A field: its name in the form, its value by the file, the names of its label and its hint, and its kind.

    `of` fills the label. A field of the kind `select` has `options`, each with the name of its words. Boxes to tick are
    of the kind `tick`: `of` is what one is for, `group` the name of the words above those that belong together.
    """

    name: str
    value: str
    label: str
    hint: str = ""
    kind: str = "text"
    of: str = ""
    options: tuple[tuple[str, str], ...] = ()
    most: int = LONGEST
    is_needed: bool = False
    group: str = ""


@dataclass(frozen=True)
class Form:
    """The form of one thing that can be changed.

    `make` returns the new text of the file, and raises Slip for a field that cannot be taken. `title` is the name of
    its words, filled with `of`. `press` names a second button: it takes a thing away, or notes a call of today.
    `why` is the reason that this button gives by itself. `is_restore`: it puts another version of the file in force.
    """

    part: str
    which: str
    title: str
    make: Callable[[Typed], str]
    fields: tuple[Field, ...] = ()
    of: str = ""
    press: str = ""
    why: str = ""
    note: str = ""
    is_restore: bool = False

    @property
    def address(self) -> str:
        """The address of the form."""
        return f"/desk/community/change/{self.part}/{self.which}"


def editing(file: InForce, edit: Callable[[Typed], Edit]) -> Callable[[Typed], str]:
    """Return what makes the new text of a file by an edit."""

    def make(typed: Typed) -> str:
        # Its library takes a process some time to load, and most processes never edit a file.
        from gateway.communities import settings_edits  # noqa: PLC0415

        return settings_edits.edited(file.body, edit(typed))

    return make


def tick(name: str, of: str, group: str, *, is_ticked: bool) -> Field:
    """Return a box to tick."""
    return Field(name, "1" if is_ticked else "", "", kind="tick", of=of, group=group, most=1)


def day_of(typed: Typed, name: str) -> date:
    """Return the day that was typed into a field of dates; raise Slip for anything else."""
    text = typed.get(name, "").strip()
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise Slip(Wrong.DAY) from None


def names_field(typed: Typed, name: str, languages: tuple[str, ...], before: object) -> str | dict[str, str] | None:
    """Return a name as the file gives it, of a field for each language: plain if it is the same in each.

    None means that nothing was typed. Names in a language that the form does not show stay as the file has them.
    """
    given = {language: typed.get(f"{name}-{language}", "").strip() for language in languages}
    filled = {language: text for language, text in given.items() if text}
    if not filled:
        return None
    others = {key: text for key, text in before.items() if key not in given} if isinstance(before, dict) else {}
    if others or len(filled) < len(given) or len(set(filled.values())) > 1:
        return {**others, **filled}
    return next(iter(filled.values()))


def name_fields(name: str, languages: tuple[str, ...], before: object, label: str, hint: str) -> tuple[Field, ...]:
    """Return the fields of a name, one for each language of the community."""
    shown = dict.fromkeys(languages, before) if isinstance(before, str) else before
    known = shown if isinstance(shown, dict) else {}
    return tuple(
        Field(f"{name}-{language}", str(known.get(language, "")), label, hint, of=language) for language in languages
    )
