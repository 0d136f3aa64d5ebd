"""`doria figures`: what can be learned from the incidents of a quarter, as lines or as JSON."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from gateway.cli import figure_lines, figure_pictures
from gateway.cli.choice import COMMUNITY, choose
from gateway.cli.printing import say_json, say_lines
from gateway.cli.shared import AS_JSON, DATA, answered, services_of
from gateway.communities.directory import CommunityRecord
from gateway.errors import Refused
from gateway.incidents import known_weeks
from gateway.insight import association_figures, equity, periods, rises, scorecards, trends
from gateway.services import Services
from menus.domain import quarters
from menus.domain.quarters import Quarter

Found = dict[str, Any]
Section = Callable[[Session, CommunityRecord, Quarter, datetime], Found | Callable[[], Found]]
"""What gives a value; or what gives something that counts it, after the reading of the database has ended."""


def _trends(session: Session, record: CommunityRecord, quarter: Quarter, now: datetime) -> dict[str, Any]:
    return trends.as_json(session, record, trends.window_of_quarter(session, record, quarter, now))


def _rise(session: Session, record: CommunityRecord, quarter: Quarter, now: datetime) -> dict[str, Any]:
    return rises.as_json(session, record, min(now, periods.span(record, quarter).until))


def _scorecard(session: Session, record: CommunityRecord, quarter: Quarter, now: datetime) -> dict[str, Any]:
    """Return the cards of a quarter; of the running one, those of the last ninety days."""
    return scorecards.as_json(session, record, now, None if quarter == periods.running(record, now) else quarter)


SECTIONS: dict[str, Section] = {
    "rise": _rise,
    "scorecard": _scorecard,
    "equity": equity.read_json,
    "trends": _trends,
    "pulse": lambda session, record, quarter, _now: association_figures.pulse_as_json(session, record, quarter),
    "money": association_figures.money_as_json,
}
"""The keys of the JSON in their order, each with what gives its value."""


@click.command("figures")
@AS_JSON
@click.option("--period", metavar="QUARTER", help=f"{quarters.ACCEPTED}; without it the quarter of today.")
@click.option(
    "--pictures",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write each picture as SVG, with its numbers as CSV, into a new or an empty folder.",
)
@click.option("--png", "with_png", is_flag=True, help="With --pictures: write each as PNG, too.")
@COMMUNITY
@DATA
@answered
def figures_command(
    *,
    as_json: bool,
    period: str | None,
    pictures: Path | None,
    with_png: bool,
    community_key: str | None,
    data: str | None,
) -> None:
    """Print what can be learned from the incidents of a quarter.

    JSON has the same keys for each community. With several communities and without --community, it is an object of such
    objects by the keys of the communities. The figures are for those who work with the incidents: numbers are small and
    exact. What is published is made by other commands.
    """
    quarter = _quarter(period)
    services = services_of(data)
    choice = choose(services, None, community_key)
    every = services.directory.communities()
    records = [record for record in every if choice.community_id in {None, record.id}]
    if not records:
        message = "no community is loaded; `doria community load FILE` loads one"
        raise Refused(message)
    now = services.clock()
    if pictures is not None:
        with services.reading() as session:
            asked = [(record, _quarter_of(session, record, quarter, now)) for record in records]
        say_lines(figure_pictures.write(services, asked, pictures, with_png=with_png))
        return
    found = {record.community.key: of_community(services, record, quarter, now) for record in records}
    if as_json:
        say_json(found if len(found) > 1 else next(iter(found.values())))
        return
    for key, sections in found.items():
        say_lines([key, *figure_lines.of(sections)])


def _quarter(period: str | None) -> Quarter | None:
    quarter = quarters.read(period) if period is not None else None
    if period is not None and quarter is None:
        message = f"--period {period[:40]}: refused; accepted: {quarters.ACCEPTED}"
        raise Refused(message)
    return quarter


def of_community(services: Services, record: CommunityRecord, asked: Quarter | None, now: datetime) -> Found:
    """Return the figures of a community; raise Refused for a quarter of which nothing can be known."""
    with services.reading() as session:
        quarter = _quarter_of(session, record, asked, now)
        read = {name: section(session, record, quarter, now) for name, section in SECTIONS.items()}
    return {name: found() if callable(found) else found for name, found in read.items()}


def _quarter_of(session: Session, record: CommunityRecord, asked: Quarter | None, now: datetime) -> Quarter:
    """Return the quarter that is asked for, else that of today; raise Refused if nothing can be known of it."""
    quarter = asked or periods.running(record, now)
    within = periods.span(record, quarter)
    if within.since > now:
        message = f"--period {quarter.name}: it has not begun"
        raise Refused(message)
    first = known_weeks.since(session, record, within.since)
    if first is None or first >= within.until:
        message = f"--period {quarter.name}: {record.community.key} was not here yet; nothing is known of that quarter"
        raise Refused(message)
    return quarter
