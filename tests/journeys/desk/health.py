"""Health at the desk: what its stories do, and what they read on the page."""

import re

from sqlalchemy import func, select

from gateway.carrier.contract import Outcome
from gateway.core import liveness
from gateway.storage.models import Message
from gateway.storage.states import MessageState
from menus.text import page_words
from tests.desk import Shown, Visitor
from tests.people import (
    ABOUT_LEADERS,
    COORDINATOR,
)
from tests.town import Town

ADDRESS = "/desk/health"
EVERYBODY = [
    f"+2547000001{number}" for number in ("01", "02", "11", "12", "21", "22", "31", "32", "33", "41", "42", "51")
]
"""The people with a role in the example file."""
HIDDEN = {
    "private help": ("7", "2", "2"),
    "a complaint": ("9", "1", "Alichukua pesa", "1"),
    "a report that accuses leaders": (*ABOUT_LEADERS, "1"),
}


def signed_in(town: Town, phone: str = COORDINATOR, language: str = "en") -> Visitor:
    """Return somebody who has signed in."""
    visitor = Visitor(town, phone, language)
    visitor.signs_in()
    return visitor


def all_beat(town: Town) -> None:
    """Let every kind of process send its heartbeat."""
    town.workers_beat()
    with town.services.uow() as uow:
        liveness.mark_now(uow, "clock")
        liveness.mark_now(uow, liveness.process_mark(1, "web"))


def fails(town: Town, outcome: Outcome, *phones: str) -> None:
    """Let the carrier answer each of the next texts to some phones in one way."""
    for phone in phones:
        town.carrier.outcomes[phone] = [outcome] * 50


def number_of(town: Town, state: MessageState) -> int:
    """Return how many texts are in a state."""
    with town.services.reading() as session:
        return session.scalar(select(func.count()).select_from(Message).where(Message.state == state)) or 0


def without_token(page: Shown) -> str:
    """Return a page without the token of its forms."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page.html)


def red(visitor: Visitor, page: Shown) -> dict[str, str]:
    """Return the red lines by the part that they are about."""
    rows = list(page.root.all("li", class_="is-red"))
    names = {visitor.says("health", f"part.{part}"): part for part in parts()}
    return {names[next(iter(row.all("strong"))).text]: row.text for row in rows}


def parts() -> list[str]:
    return [name.removeprefix("part.") for name in page_words.texts("desk_health.po", "en") if name.startswith("part.")]


def lanes(page: Shown) -> dict[str, tuple[str, str]]:
    """Return what waits in each lane, and since when, by the words of the lane."""
    body = next(iter(page.root.all("tbody")))
    rows = [[cell.text for cell in row.children if not isinstance(cell, str)] for row in body.all("tr")]
    return {name: (waits, oldest) for name, waits, oldest in rows}
