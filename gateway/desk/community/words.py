"""Words of the forms: titles, labels, what is wrong with a file, and what came in force meanwhile."""

import re

from gateway.desk import moments, settings_words
from gateway.desk.answers import Words
from gateway.desk.community import lines
from gateway.desk.community.form import Field, Form
from gateway.desk.community.in_force import InForce
from gateway.desk.viewer import Viewer
from menus.domain.categories import Level, Track
from menus.domain.ladders import Ladder
from menus.domain.roles import Role
from menus.sms import listing

_FIELDS = (
    (re.compile(r"community\.quiet_hours"), "quiet"),
    (re.compile(r"helplines\..*\.number"), "number"),
    (re.compile(r"zones\[\d+\]\.name"), "name"),
    (re.compile(r"zones\[\d+\]\.landmarks"), "landmarks"),
    (re.compile(r"ladders\[\d+\]\.steps\[\d+\]\.after"), "wait"),
    (re.compile(r"ladders\[\d+\]\.steps(\[\d+\]\.notify.*)?$"), "roles"),
    (re.compile(r"ladders\[\d+\]\.repeat"), "repeat"),
    (re.compile(r"barazas\[\d+\]\.at"), "at"),
    (re.compile(r"(barazas\[\d+\]\.place|projects\[\d+\]\.(name|meets))"), "place"),
)
"""The places of a file, and the names of the hints that say what is accepted there."""
_LANGUAGES = ("en", "sw")
_LONGEST_FAULT = 300


def title(say: Words, form: Form) -> str:
    """Return the head of a form."""
    of = form.of
    if form.part == "helpline":
        of = lines.helpline_name(say, form.which)
    elif form.part == "ladder":
        level, track = form.which.split("-")
        of = lines.ladder_name(say, Ladder(Level(level), Track(track), ()))
    return say(form.title, of=of)


def label(say: Words, field: Field) -> str:
    """Return the label of a field."""
    if field.kind == "tick":
        return field.of
    if field.name.startswith("wait-"):
        roles = ", ".join(listing.role_name(say.language, Role(role)) for role in field.of.split(","))
        return say(field.label, number=int(field.name.removeprefix("wait-")) + 1, roles=roles)
    return say(field.label, language=say(f"language.{field.of}") if field.of in _LANGUAGES else field.of)


def legend(say: Words, group: str) -> str:
    """Return what stands above boxes to tick: `near`, or `roles-0` for the first rung of a ladder."""
    kind, _, rung = group.partition("-")
    return say(f"group.{kind}", number=int(rung) + 1) if rung else say(f"group.{kind}")


def fault(say: Words, where: str, message: str) -> tuple[str, str]:
    """Return what would be accepted, in the words of the form if it has some, and the fault in the page's language."""
    known = next((name for place, name in _FIELDS if place.match(where)), None)
    told = settings_words.in_language(say.language, message)
    return say(f"hint.{known}") if known is not None else "", f"{where}: {told}"[:_LONGEST_FAULT]


def stale(say: Words, viewer: Viewer, file: InForce) -> str:
    """Return what came in force since a form was shown."""
    version = file.version
    return say("stale", number=version.number, by=version.by or say("nobody"), at=moments.at(viewer, version.at))
