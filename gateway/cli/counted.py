"""Counted things in English: one of them stands in the singular."""


def counted(number: object, noun: str) -> str:
    """Return a number of things: "1 file", "2 files"."""
    return f"{number} {noun_of(number, noun)}"


def noun_of(number: object, noun: str) -> str:
    """Return a noun as it stands behind a number; it takes an "s" in the plural."""
    return noun if str(number) == "1" else f"{noun}s"
