"""The readers of the pages of equity and of trends, and the tables that they find there."""

from menus.domain.equity import Measure
from tests import learned
from tests.desk import Shown
from tests.journeys.desk.figures import Reading, table
from tests.town import Town

ZONES = ("bondeni", "market", "river")


class Comparing(Reading):
    """Somebody who reads the page of equity."""

    def words(self, which: str, **values: object) -> str:
        """Return words of the page."""
        return self.says("equity", which, **values)


def rows_of(page: Shown, section: str = "patrol") -> dict[str, list[str]]:
    """Return a table; of a measure, the numbers of each zone, and then what is said of it, which stands first there."""
    found = table(page, section)
    return {zone: [*cells[1:], cells[0]] for zone, cells in found.items()} if section in list(Measure) else found


class Watching(Reading):
    """Somebody who reads the page of trends."""

    def words(self, which: str, **values: object) -> str:
        """Return words of the page."""
        return self.says("trends", which, **values)


def rows(page: Shown, name: str = "zones") -> dict[str, list[str]]:
    """Return a table of the page by the name of each row: its numbers, then the word of change, which stands first."""
    (part,) = page.root.all("div", aria_labelledby=f"{name}-caption")
    found = list(part.all("tr"))[1:]
    cells = {next(row.all("th")).text: [cell.text for cell in row.all("td")] for row in found}
    return {name: [*numbers, word] for name, (word, *numbers) in cells.items()}


def old(town: Town, weeks: float = 30) -> None:
    learned.known_for(town, weeks)
