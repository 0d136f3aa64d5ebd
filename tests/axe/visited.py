"""A visit: how somebody comes to a page of the desk, and the forms that they send on the way."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A form: the fields that are filled in, by their selectors, and the button that is pressed."""

    press: str
    fill: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Visit:
    """A page: its address in the table of addresses, its name in plain words, who opens what, and the forms to send.

    `opens` and its steps may hold `{killing}`, `{accusing}`, `{leader}`, `{proposal}`, `{edition}`, and the names of
    `Life`.
    """

    rule: str
    name: str
    phone: str | None
    opens: str
    steps: tuple[Step, ...] = ()


def form(action: str, *fill: tuple[str, str]) -> Step:
    """Return the step that sends the form with an action; a word before `$` is the end of an address."""
    return Step(f"form[action$='{action}'] button", fill)
