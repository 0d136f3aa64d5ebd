"""The words beside published tables: the codebook, and the page that says who shares an edition, why, and until when.

Both are in English, as the columns are: they are read by software and by people of other towns.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from menus.domain.books import safe_cell
from menus.domain.figures import BANDS
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.published import ALL, CLASSES, NOT_CALLED, OUTCOMES, TRACKS, UNKNOWN
from menus.domain.published_stations import (
    ALERTS,
    CAME,
    FEWEST,
    FIGURES,
    NO,
    NOT_KNOWN,
    OB_GIVEN,
    OUTCOME,
    SEEN,
    UNNAMED,
    YES,
)
from menus.domain.published_tables import ABOUT_POLICE, COLUMNS, HIDDEN, KINDS_OF_YEAR, NONE, PRIVATE
from menus.domain.quarters import Quarter
from menus.domain.small_cells import SMALLEST

FEWEST_OF_YEAR = 10
"""The fewest that the table of a year tells (the specification of what is published: private help from ten on)."""
_COLUMNS = {
    "week_begins": "The first day of a week. A week that two months share is two.",
    "week_ends": "The last day of that week.",
    "month": "The month in which the incident was reported, by the clocks of the place.",
    "quarter": "The quarter in which the incident was reported.",
    "year": "The year.",
    "zone": "The key of a part of the neighbourhood, as the community's file has it.",
    "class": "The class of crime that whoever closed the incident chose, or that its kind means.",
    "police_class": "The class in which the Kenyan police count that class.",
    "iccs": "The code of the International Classification of Crime for Statistical Purposes (level 2), as text.",
    "incidents": "Incidents, not reports: what several people reported is one. They are reports, not proven crimes.",
    "track": "The people who are called.",
    "answer": "How many minutes after the report the first of them answered, counted from the band before it.",
    "station": "The police station that alerts went to, as the community's file names it.",
    "figure": "What is counted of the alerts that reached the station. Its silence counts as no.",
    YES: "Of how many alerts it is so. An incident is one alert to a station, however many texts it took.",
    NO: f"Of how many it is not so. Where yes and no are fewer than {FEWEST} together, both are hidden.",
    NOT_KNOWN: "Of how many nobody knows: the network did not say that the alert arrived, nobody said what the police"
    " did, it arrived after the incident was closed, or the time of the figure was not over when this was made.",
    ALERTS: "All alerts to the station. An incident that none of several stations answered counts for each of them.",
    "outcome": "How the incident ended.",
    "kind": "The kind of report that is told by the year alone.",
}
_ANSWERS = {
    **{f"within-{minutes}": f"Within {minutes} minutes" for minutes in BANDS},
    "later": f"After more than {BANDS[-1]} minutes",
    "nobody": "Nobody answered",
    NOT_CALLED: "Nobody of this track was called",
}
_FIGURES = {
    SEEN: "A police contact answered within five minutes after the alert arrived",
    CAME: (
        "The police came within thirty minutes after the alert arrived. It is known only where somebody said it. Where"
        " more is unknown than known, yes and no are hidden"
    ),
    OB_GIVEN: "The police gave a number of the occurrence book. A no counts after fourteen days",
    OUTCOME: "The outcome was known within fourteen days. That the police did not come is no outcome of theirs",
}
_OUTCOMES = {
    IncidentOutcome.NOBODY_CLOSED: "Nobody closed it for a year",
    "other": "It was told in words",
    "open": "It had not ended when this was made",
}
_KINDS = {
    PRIVATE: f"Asked for private help, of the whole community. Fewer than {FEWEST_OF_YEAR} are hidden",
    ABOUT_POLICE: f"Complaints about the police, of the whole community. Fewer than {FEWEST_OF_YEAR} are hidden",
}
_OF_ALL = {
    HIDDEN: f"Fewer than {SMALLEST}, also none, or more, and hidden so that nobody can work out a small one",
    ALL: "A total: all values of this column",
}


@dataclass(frozen=True)
class Sharing:
    """The terms on which an edition is shared: whose it is, for whom, why, from when, and until when it is looked at.

    `number` counts the editions of the quarter from 1. `corrected` and `stands` are the files that a correction cuts
    anew, and those that stay as they were.
    """

    community: str
    quarter: Quarter
    number: int
    made_on: date
    shared_with: str
    why: str
    until: date
    corrected: Sequence[str] = ()
    stands: Sequence[str] = ()


def codebook() -> str:
    """Return the codebook: each column of each table, its type and tag, and the words for its values."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("table", "column", "type", "tag", "value", "meaning"))
    writer.writerow(("#meta+table", "#meta+column", "#meta+type", "#meta+tag", "#meta+value", "#description"))
    for table, columns in COLUMNS.items():
        for column in columns:
            writer.writerow((table, column.name, column.type, column.tag, "", _COLUMNS[column.name]))
            for value, meaning in _values(column.name, column.type).items():
                writer.writerow([safe_cell(cell) for cell in (table, column.name, column.type, "", value, meaning)])
    return out.getvalue()


def _values(column: str, kind: str) -> Mapping[str, str]:
    if kind == "number":
        return {HIDDEN: _OF_ALL[HIDDEN]}
    known: dict[str, Mapping[str, str]] = {
        "zone": {UNKNOWN: "The place is not known, or the file has no such zone any more"},
        "class": {crime: _plain(crime) for crime in CLASSES} | {NONE: "No offence that the police count, or not known"},
        "police_class": {NONE: "The police have no class for it"},
        "iccs": {NONE: "There is no code for it"},
        "track": {track.value: f"The {track.value}" for track in TRACKS},
        "answer": _ANSWERS,
        "station": {UNNAMED: "Police contacts of whom the file names no station, and what belongs to no station of it"},
        "figure": {figure: _FIGURES[figure] for figure in FIGURES},
        "outcome": {outcome: _plain(outcome) for outcome in OUTCOMES} | _OUTCOMES,
        "kind": {kind: _KINDS[kind] for kind in KINDS_OF_YEAR},
    }
    has_total = column not in {"quarter", "year", "kind", "station", "figure"}
    return {**known.get(column, {}), **({ALL: _OF_ALL[ALL]} if has_total else {})}


def sharing_note(of: Sharing) -> str:
    """Return the page of sharing of an edition."""
    return "\n".join(_lines(of)) + "\n"


def _lines(of: Sharing) -> Iterator[str]:
    yield f"# {of.community}, {of.quarter.name}, edition {of.number}"
    yield ""
    yield f"- Made on: {of.made_on.isoformat()}"
    yield f"- Shared with: {of.shared_with}"
    yield f"- Why: {of.why}"
    yield f"- Look again on: {of.until.isoformat()}. After that day ask the association whether it may be used."
    yield "- Sensitivity: low. Small numbers are hidden, and no line is about one person."
    yield ""
    yield from _RULES
    if of.number > 1:
        yield ""
        yield f"This edition corrects the one before it, which is in the folder edition-{of.number - 1}."
        yield f"- Corrected: {', '.join(of.corrected) or 'no table'}"
        yield f"- As in the edition before: {', '.join(of.stands) or 'no table'}"
        yield ""
        yield from _CORRECTED


_RULES: Sequence[str] = (
    "Whoever gets this edition may publish it and what is worked out from it, and names the association as its source.",
    "Nobody may try to find out who reported, or what a hidden number is.",
    "Incidents are reports and no proven crimes. More reports may mean more trust, and not more crime.",
    "Private help, complaints, what accuses somebody, drills and false reports count in no table of a quarter.",
    "A published quarter is never cut again. What was wrong is put right in a new edition, which holds the old one.",
)
_CORRECTED: Sequence[str] = (
    "A table is corrected only if each of its numbers is as it was, or has changed by five or more.",
    "Otherwise it stays as it was: whoever subtracts two editions shall find no single incident.",
    "So the totals of two tables may differ.",
    "The list of hazards is never corrected, for each of its lines is one hazard.",
)


def _plain(value: str) -> str:
    return value.replace("-", " ").capitalize()
