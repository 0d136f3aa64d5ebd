"""Cards of stations, as stories ask for them."""

from datetime import timedelta
from typing import Any

from gateway.communities.file import load_example
from gateway.insight import scorecards
from menus.domain import scorecard_spans
from menus.domain.quarters import Quarter
from menus.domain.scorecard import Card
from tests.people import COORDINATOR
from tests.town import Town

TWO = load_example("mlango-kubwa").replace(
    'roles = ["police-alternate"]\nlanguage = "en"\nstation = "Pangani"',
    'roles = ["police-alternate"]\nlanguage = "en"\nstation = "Huruma"',
)
OVER = timedelta(days=15)
"""The time after which each figure of a case counts."""


def cards(town: Town, *which: Any, later: timedelta = OVER) -> dict[str, Card]:
    """Return the cards of the ninety days up to now, as they stand once the time of each case is over."""
    record = town.record(COORDINATOR)
    span = scorecard_spans.lately(town.now, record.community.timezone)
    with town.services.reading() as session:
        return {one.station: one for one in scorecards.of_span(session, record, span, town.now + later, *which).cards}


def as_json(town: Town, quarter: Quarter | None = None) -> dict[str, Any]:
    with town.services.reading() as session:
        return scorecards.as_json(session, town.record(COORDINATOR), town.now, quarter)
