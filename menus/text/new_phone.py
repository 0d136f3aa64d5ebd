"""New phones: whether a number that somebody writes by SMS may become that of a person with a role."""

from enum import Enum, auto

from menus.text import phones


class NumberFault(Enum):
    """The reason why a number cannot be somebody's."""

    NO_NUMBER = auto()
    LANDLINE = auto()
    FOREIGN = auto()


def read(text: str, home: str | None) -> str | NumberFault:
    """Return a number as E.164, or why it cannot be taken by SMS.

    It must be a mobile one of the country `home`: one that rings elsewhere is rather a slip of the keys, or a trap.
    """
    number = phones.normalise(text, home)
    if number is None:
        return NumberFault.NO_NUMBER
    if home is not None and not number.startswith(f"+{phones.code_of(home)}"):
        return NumberFault.FOREIGN
    if phones.is_landline(number, home):
        return NumberFault.LANDLINE
    return phones.textable(number, home) or NumberFault.NO_NUMBER
