"""Decisions of the association: the number by which a change names the one that it rests on, such as D12."""

import re
import unicodedata

_DECISION = re.compile(r"[dD]\s?([1-9][0-9]{0,5})", re.ASCII)
"""The number of a decision has six digits at most: nobody takes a million. A guess."""


_SEEMING = re.compile(r"[\W_]*d[\W_]{0,3}\d", re.IGNORECASE)


def named(typed: str) -> str | None:
    """Return the decision that somebody typed, as it is kept (`D12`); None if it is no letter D with its digits."""
    found = _DECISION.fullmatch(typed.strip())
    return f"D{found[1]}" if found is not None else None


def seems_named(why: str) -> bool:
    """Return whether a reason begins as if it named a decision: read later, nobody could tell it from one."""
    return _SEEMING.match(unicodedata.normalize("NFKC", why)) is not None


def reason(decision: str | None, why: str) -> str:
    """Return the reason that is kept with a version: `D12: why`, or `why` alone where no decision is named."""
    return f"{decision}: {why}" if decision else why
