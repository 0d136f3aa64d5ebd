"""Numbers of the wire, for tests: how those of one country are read."""

from gateway.carrier.payloads import ReadNumber
from menus.text import phones


def of_country(home: str | None) -> ReadNumber:
    """Return a function that reads the numbers of one country, whatever code they came with."""
    return lambda number, _code: phones.from_wire(number, home)


kenyan = of_country("KE")
