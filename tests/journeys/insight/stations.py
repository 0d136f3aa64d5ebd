"""What the stories of police stations share: receipts of alerts, and a log of incidents that is told step by step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from menus.domain.categories import Category
from menus.domain.incident_outcomes import CHOICES, IncidentOutcome
from tests.people import COORDINATOR, POLICE, RESIDENTS
from tests.town import Town


@dataclass(frozen=True)
class Logged:
    """One incident of a log: whether the alert arrived, and minutes after that; None for what never happened.

    It is closed at once, or after so many days.
    """

    is_delivered: bool = True
    answer: float | None = None
    came: float | None = None
    has_ob: bool = False
    closed_as: IncidentOutcome | None = None
    closed_after_days: float = 0
    by: str = POLICE


def delivers(town: Town, phone: str) -> None:
    """Let the network say that every text to a phone has arrived."""
    for number, (to, _) in enumerate(town.carrier.sent):
        if to == phone:
            town.receives(f"id-{number}", "Success")


def happens(town: Town, number: int, logged: Logged, category: Category = Category.GUN_KILLING) -> str:
    """Let one incident of a log happen, from the report to its end; return its reference."""
    reference = town.reports(RESIDENTS[number % len(RESIDENTS)], category)
    town.now += timedelta(seconds=2)
    if logged.is_delivered:
        delivers(town, logged.by)
    began = town.now
    if logged.answer is not None:
        town.now = began + timedelta(minutes=logged.answer)
        town.answers(logged.by, "seen", reference)
    if logged.came is not None:
        town.now = began + timedelta(minutes=logged.came)
        town.texts(COORDINATOR, f"CAME {reference}")
    if logged.has_ob:
        town.texts(logged.by, f"OB {reference} 12/23/11/2026 Pangani")
    if logged.closed_as is not None:
        town.now = max(town.now, began + timedelta(days=logged.closed_after_days))
        choice = CHOICES.index(logged.closed_as) + 1
        town.confirms(COORDINATOR, f"CLOSE {reference} {choice}")
    return reference


def all_happen(town: Town, log: Iterable[Logged]) -> list[str]:
    """Let the incidents of a log happen, each some hours after the last one; return their references."""
    references = []
    for number, logged in enumerate(log):
        references.append(happens(town, number, logged))
        town.now += timedelta(hours=5)
    return references
