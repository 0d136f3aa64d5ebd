"""Changes of people as pages show them: who comes, who goes, and what becomes other, in the viewer's words."""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.desk import settings_words
from gateway.desk.answers import Words
from gateway.desk.viewer import Viewer
from gateway.roster.people_edits import Made
from menus.domain import community_changes
from menus.domain.community import Community, Person
from menus.domain.people_changes import Change, Field
from menus.domain.phone_changes import ending
from menus.domain.roles import PRECEDENCE, Role

MOST_LINES = 100
"""The most lines of changes on a page: each is some 200 bytes, and a page stays below 60 KB."""
_TOLD_OF_NEW = (Field.ROLES, Field.ZONES, Field.TEAM, Field.LANGUAGE, Field.TENURE, Field.PHONE)


@dataclass(frozen=True)
class Part:
    """One thing that changes about a person: its name in words, and both values; `was` is empty for somebody new."""

    name: str
    was: str
    now: str


@dataclass(frozen=True)
class Line:
    """One changed person on the page. `kind` names the words: they are added, removed or changed."""

    kind: str
    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Diff:
    """The changes of a new file: a line for each person, the number of people beyond, and the other changes.

    `other_tenure` names those who come back with another tenure than a file of lately gave them.
    """

    lines: tuple[Line, ...]
    more: int
    others: tuple[str, ...]
    other_tenure: str = ""


def diff(viewer: Viewer, made: Made, most: int = MOST_LINES, *, hides_numbers: bool = False) -> Diff:
    """Return what a file changes, as a page shows it. Of a number the last three digits are shown.

    `hides_numbers`: of a new number nothing is shown, as whoever reads the page shall ask its person for it.
    """
    say = Words(viewer.language, "people")
    lines = tuple(_line(viewer, say, change, hides_numbers=hides_numbers) for change in made.changes[:most])
    beside = community_changes.beside_people(made.before, made.after)[:most]
    others = tuple(settings_words.in_language(viewer.language, line) for line in beside)
    other_tenure = names([change.person for change in made.changes if change.has_other_tenure])
    return Diff(lines, max(0, len(made.changes) - most), others, other_tenure)


def _line(viewer: Viewer, say: Words, change: Change, *, hides_numbers: bool) -> Line:
    community, language = viewer.record.community, viewer.language

    def told(person: Person, field: Field) -> str:
        if hides_numbers and field is Field.PHONE and person is change.now and change.brings_number:
            return say("phone.hidden")
        return value(community, say, language, person, field)

    if change.was is None or change.now is None:
        kind, fields = ("added", _TOLD_OF_NEW) if change.was is None else ("removed", (Field.ROLES,))
        named = [(field, told(change.person, field)) for field in fields if getattr(change.person, field)]
        return Line(kind, change.person.name, tuple(Part(say(f"field.{field}"), "", now) for field, now in named))
    was, now = change.was, change.now
    parts = (Part(say(f"field.{field}"), told(was, field), told(now, field)) for field in change.fields)
    return Line("changed", was.name, tuple(parts))


def value(community: Community, say: Words, language: str, person: Person, field: Field) -> str:
    """Return what the file says of a person, in words."""
    zones = [zone.name(language) for zone in community.zones if zone.key in person.zones]
    return {
        Field.NAME: person.name,
        Field.PHONE: say("phone.ending", last=ending(person.phone)),
        Field.ROLES: ", ".join(role_names(say, person.roles)),
        Field.ZONES: ", ".join(zones) or say("everywhere"),
        Field.TEAM: person.team or say("none"),
        Field.LANGUAGE: language_name(say, person.language),
        Field.TENURE: say(f"tenure.{person.tenure}") if person.tenure else say("none"),
    }[field]


def role_names(say: Words, roles: frozenset[Role]) -> list[str]:
    """Return the names of roles, those that lead first."""
    return [say(f"role.{role}") for role in PRECEDENCE if role in roles]


def language_name(say: Words, code: str) -> str:
    """Return the name of a language; one that an operator has added is told by its code."""
    try:
        return say(f"language.{code}")
    except KeyError:
        return code


def names(people: Sequence[Person]) -> str:
    """Return the names of people in a line."""
    return ", ".join(person.name for person in people)
