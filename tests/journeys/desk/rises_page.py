"""The page of rises as tests read it: its alarms with their numbers."""

import re

from tests.desk import Element, Shown

RISES = "/desk/rises"


def alarms(page: Shown) -> list[Element]:
    """Return the alarms of a page."""
    return list(page.root.all("li", data_level=None))


def numbers(alarm: Element, place: int = 0) -> dict[str, list[str]]:
    """Return the cells of a table of an alarm, by the name of the row."""
    rows = list(list(alarm.all("table"))[place].all("tr"))[1:]
    return {next(row.all("th")).text: [cell.text for cell in row.all("td")] for row in rows}


def names(page: Shown) -> list[str]:
    """Return the heads of the alarms of a page."""
    return [next(one.all("h3")).text for one in alarms(page)]


def without_tokens(html: str) -> str:
    """Return a page without what proves that its forms are Doria's: that is new each time."""
    return re.sub(r'(name="csrf_token" value=")[^"]+', r"\1", html)
