"""Published figures of stations: of the alerts to each, how many went which way, as its scorecard counts them.

The stations are those of the community's file. A figure of fewer than ten known cases is not told. Whether they came is
not told where more is unknown than known. The table does not add stations up: an incident that none of two stations
answered is the silence of both. But readers may add them up, for where each station has its own zones, an incident is
an alert to one. What they find is checked with the rest.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from menus.domain import police_coming, published_ties, scorecard, station_findings
from menus.domain.police_coming import Coming
from menus.domain.published import ALL, Numbers
from menus.domain.published_ties import Row
from menus.domain.station_findings import Case, Finding
from menus.domain.suppression import Cell, Sum

FEWEST = scorecard.LEAST
"""The known cases that make a figure, as on a scorecard."""
UNNAMED = "unnamed"
"""The row of police contacts of whom the file names no station, and of what belongs to no station of the file."""
SEEN, CAME, OB_GIVEN, OUTCOME = "seen-in-5", "came-in-30", "ob-given", "outcome-in-14-days"
FIGURES = (SEEN, CAME, OB_GIVEN, OUTCOME)
YES, NO, NOT_KNOWN = "yes", "no", "not_known"
ALERTS = "alerts"
_RULES = {
    SEEN: station_findings.seen,
    CAME: station_findings.came,
    OB_GIVEN: station_findings.has_ob,
    OUTCOME: station_findings.has_outcome,
}
_ANSWERS = {Finding.YES: YES, Finding.NO: NO, Finding.UNKNOWN: NOT_KNOWN, Finding.PENDING: NOT_KNOWN}
"""The columns of the findings. A case whose time was not over when the table was cut is not known."""


@dataclass(frozen=True)
class StationFact:
    """An alert to a station: its row, the answer of each figure, and the zone of the incident.

    `is_unsaid`: it arrived, and nobody said whether the police came. `coming` is what was said of one that arrived;
    None of another one. `incident` is the number of the incident, by which
    alerts to two stations are known to be of one; without it, the alert is the only one of its incident.
    """

    row: str
    answers: Mapping[str, str]
    zone: str | None = None
    is_unsaid: bool = False
    incident: int | None = None
    coming: Coming | None = None


@dataclass(frozen=True)
class StationNumbers:
    """The numbers of stations, the rows in their order, and the numbers of figures with too few known cases.

    `likely` are sums that may hold but for a small difference, which somebody may guess: see `published_ties`.
    """

    numbers: Numbers
    rows: Sequence[str]
    few: frozenset[Cell]
    likely: Sequence[Sum]


def rows_of(names: Sequence[str]) -> list[str]:
    """Return the rows for the stations of a file, each once; the name that stands for none has a row of its own."""
    some = [row_of(name) for name in names]
    # With several stations, a contact who has left the file is of none of them.
    return list(dict.fromkeys([*some, UNNAMED] if len(some) > 1 else some))


def row_of(name: str) -> str:
    """Return the row of a station."""
    return name or UNNAMED


def fact(name: str, case: Case, now: datetime, zone: str | None = None, incident: int | None = None) -> StationFact:
    """Return an alert to a station as it stands at `now` (aware)."""
    is_unsaid = case.delivered_at is not None and station_findings.came(case, now) is Finding.UNKNOWN
    answers = {figure: _ANSWERS[rule(case, now)] for figure, rule in _RULES.items()}
    coming = police_coming.of(case.came_at, case.ended_as) if case.delivered_at is not None else None
    return StationFact(row_of(name), answers, zone, is_unsaid, incident, coming)


def numbers(
    facts: Iterable[StationFact],
    rows: Sequence[str],
    figures: Sequence[str] = FIGURES,
    zones: Collection[str] = (),
    of_file: Mapping[str, Collection[str]] | None = None,
) -> StationNumbers:
    """Return the numbers of a quarter, for these rows and figures alone.

    `zones` are those of the tables, and `of_file` those of each station as the file divides them.
    """
    listed = list(facts)
    values: Counter[Cell] = Counter()
    unsaid: Counter[str] = Counter()
    said: defaultdict[str, list[Coming]] = defaultdict(list)
    for one in listed:
        unsaid[one.row] += one.is_unsaid
        said[one.row] += [one.coming] if one.coming is not None else []
        values[ALERTS, one.row, ALL] += 1
        for figure, answer in one.answers.items():
            values[ALERTS, one.row, figure, answer] += 1
    sums = list(_sums(rows, figures))
    names = sorted({cell for one in sums for cell in (one.whole, *one.parts)})
    few = {
        (ALERTS, row, figure, answer)
        for row in rows
        for figure in figures
        for answer in (YES, NO)
        if _is_too_little(
            figure, values[ALERTS, row, figure, YES] + values[ALERTS, row, figure, NO], unsaid[row], said[row]
        )
    }
    named = {row_of(name): [zone for zone in here if zone in zones] for name, here in (of_file or {}).items()}
    # An alert without an incident has a number that no incident has.
    numbered = [(one, -place if one.incident is None else one.incident) for place, one in enumerate(listed, 1)]
    by_alerts = published_ties.divided(((one.row, one.zone, incident) for one, incident in numbered), zones)
    tied = {row: _tied(row, numbered, () if of_file is None else named.get(row)) for row in rows}
    likely = published_ties.ties(tied, UNNAMED, [named, by_alerts])
    return StationNumbers(Numbers({cell: values[cell] for cell in names}, sums), rows, frozenset(few), likely)


def _tied(row: str, numbered: Sequence[tuple[StationFact, int]], zones: Collection[str] | None) -> Row:
    """Return a row with its incidents, for the sums that somebody may guess."""
    own = [(one, incident) for one, incident in numbered if one.row == row]
    quick = {incident for one, incident in own if one.answers.get(SEEN) == YES}
    return Row((ALERTS, row, ALL), (ALERTS, row, SEEN, YES), {incident for _, incident in own}, quick, zones)


def _is_too_little(figure: str, known: int, unsaid: int, said: Iterable[Coming]) -> bool:
    """Return whether a figure is not told, as on a scorecard."""
    return known < FEWEST or (figure == CAME and police_coming.is_one_sided(known, unsaid, said))


def _sums(rows: Sequence[str], figures: Sequence[str]) -> Iterator[Sum]:
    for row in rows:
        for figure in figures:
            parts = tuple((ALERTS, row, figure, answer) for answer in (YES, NO, NOT_KNOWN))
            yield Sum((ALERTS, row, ALL), parts)
