"""Naming: which incident a command names, before anybody looks it up."""

from dataclasses import dataclass

from menus.domain import references
from menus.sms.command import Command
from menus.sms.verbs import Verb


@dataclass(frozen=True)
class NamesNone:
    """The command names no incident: it means the only one that is open for its sender."""


@dataclass(frozen=True)
class NamesOne:
    """The command names the incident with this reference."""

    reference: str


@dataclass(frozen=True)
class NamesSeveral:
    """The command names several incidents and may mean only one. The references are in their order."""

    references: tuple[str, ...]


@dataclass(frozen=True)
class Mistyped:
    """The check digit of the reference is wrong."""

    reference: str


def named_by(command: Command) -> NamesNone | NamesOne | NamesSeveral | Mistyped:
    """Return which incident a command names. JOIN names a second one on purpose."""
    reference = command.reference
    if reference is None:
        return NamesNone()
    others = tuple(other for other in command.extra_references if other != reference)
    if others and command.verb is not Verb.JOIN:
        return NamesSeveral((reference, *others))
    return NamesOne(reference) if references.is_valid(reference) else Mistyped(reference)


def second_of(command: Command) -> NamesNone | NamesOne | Mistyped:
    """Return which second incident a JOIN names. It must name exactly one beside the first."""
    others = [other for other in command.extra_references if other != command.reference]
    if len(others) != 1:
        return NamesNone()
    return NamesOne(others[0]) if references.is_valid(others[0]) else Mistyped(others[0])
