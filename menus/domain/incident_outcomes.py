"""Outcomes of an incident that can be chosen, so that a reporter reads no words that may name somebody."""

from enum import StrEnum


class IncidentOutcome(StrEnum):
    """How an incident ended. The value is stored; the number that chooses it is its place in this list, from 1."""

    TALKED_TO = "talked-to"
    FAMILY_MET = "family-met"
    ITEM_RETURNED = "item-returned"
    POLICE_TOOK_OVER = "police-took-over"
    NOBODY_FOUND = "nobody-found"
    SAFE_NOW = "safe-now"


def chosen(typed: str) -> IncidentOutcome | None:
    """Return the outcome that a number chooses; None if the text is no such number."""
    number = typed.strip(" .,)#")
    outcomes = list(IncidentOutcome)
    if not (number.isascii() and number.isdecimal()) or not 1 <= int(number) <= len(outcomes):
        return None
    return outcomes[int(number) - 1]


def is_number(typed: str) -> bool:
    """Return whether somebody typed nothing but a number: it chooses an outcome, or means nothing."""
    return typed.strip(" .,)#").isdecimal()
