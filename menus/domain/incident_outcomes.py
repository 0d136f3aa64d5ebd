"""Outcomes of an incident that can be chosen, so that a reporter reads no words that may name somebody."""

from enum import StrEnum


class IncidentOutcome(StrEnum):
    """The end of an incident. The value is stored."""

    TALKED_TO = "talked-to"
    FAMILY_MET = "family-met"
    ITEM_RETURNED = "item-returned"
    POLICE_TOOK_OVER = "police-took-over"
    NOBODY_FOUND = "nobody-found"
    SAFE_NOW = "safe-now"
    POLICE_CAME = "police-came"
    POLICE_DID_NOT_COME = "police-did-not-come"
    NOBODY_CLOSED = "nobody-closed"
    """Nobody closed it for a year after the last word, and Doria ended it. Nobody chooses this one."""


CHOICES = tuple(outcome for outcome in IncidentOutcome if outcome is not IncidentOutcome.NOBODY_CLOSED)
"""The outcomes that people choose; the number that chooses one is its place in this list, from 1."""


def chosen(typed: str) -> IncidentOutcome | None:
    """Return the outcome that a number chooses; None if the text is no such number."""
    number = typed.strip(" .,)#")
    if not (number.isascii() and number.isdecimal()) or not 1 <= int(number) <= len(CHOICES):
        return None
    return CHOICES[int(number) - 1]


def is_number(typed: str) -> bool:
    """Return whether somebody typed nothing but numbers: one chooses an outcome, and several mean nothing."""
    numbers = [number for word in typed.replace(",", " ").split() if (number := word.strip(".)#"))]
    return bool(numbers) and all(number.isdecimal() for number in numbers)
