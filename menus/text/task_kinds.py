"""Kinds of tasks: what a coordinator's words say that a hazard is, and how a page names it."""

import re

from menus.domain.tasks import TaskKind
from menus.text import catalog, gsm7
from menus.text.names import Text

_WORDS = {
    TaskKind.DARK: (
        "dark darkness light lights lighting lamp lamps streetlight streetlights bulb bulbs unlit taa mataa giza gizani"
    ),
    TaskKind.DRAIN: (
        "drain drains drainage sewer sewers sewage ditch ditches culvert culverts mtaro mitaro mfereji mifereji"
    ),
    TaskKind.GARBAGE: "garbage rubbish trash waste litter dump dumpsite taka takataka uchafu jalala",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_WORD = re.compile(r"[a-z]+")


def kind_of(said: str) -> TaskKind:
    """Return the kind that the first known word of some words means; OTHER if they have none."""
    found = (_KINDS.get(word) for word in _WORD.findall(said.casefold()))
    return next((kind for kind in found if kind is not None), TaskKind.OTHER)


def name_of(kind: TaskKind, project: str, language: str) -> str:
    """Return the words of what is to be done, or the name of its kind without any."""
    return gsm7.plain(project) or catalog.say(language, Text(f"task.{kind.value}"))
