"""Delivery figures: what waits in each lane and since when, what failed for good lately, and which provider failed.

`doria outbox` tells them of everything. The desk tells them of what all its readers may know of, by the same code.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from gateway.incidents import stats
from gateway.incidents.openness import IS_OPEN
from gateway.incidents.stats import LATELY
from gateway.messaging.settlement import UNSENT
from gateway.storage.models import Attempt, Incident, Message
from gateway.storage.states import MessageState
from menus.domain import account, circuit, health
from menus.domain.messages import LANES, Lane, MessageKind
from menus.domain.outcomes import Cause, Fate

_MOST_TRIES = 500
"""The tries that are read at most: many times those of a night. A guess."""
_WAITING = (MessageState.QUEUED, MessageState.SENDING)
_OF_NOBODY = (MessageKind.BROADCAST, MessageKind.HEARTBEAT)
"""The kinds of texts without an incident that everybody may know of."""
_HAS_OPEN = exists().where(Incident.id == Message.incident_id, *IS_OPEN)
_IS_PLAIN = or_(_HAS_OPEN, Message.incident_id.is_(None) & Message.kind.in_(_OF_NOBODY))
_IS_LOOSE = Message.incident_id.is_(None) & Message.kind.not_in(_OF_NOBODY)


@dataclass(frozen=True)
class LaneFigures:
    """Texts of a lane that wait or are under way, and the seconds since the oldest due one was created."""

    lane: Lane
    waiting: int
    oldest_due: float


@dataclass(frozen=True)
class DeliveryFigures:
    """The figures of the outbox: of each lane, and of the last day.

    `failures` counts the texts given up by their cause (None: it is not known), `kinds` the same texts by their kind.
    `providers` counts the tries that failed by the name of the provider.
    """

    lanes: Sequence[LaneFigures]
    failures: Mapping[Cause | None, int]
    kinds: Mapping[MessageKind, int]
    providers: Mapping[str, int]

    @property
    def oldest_due(self) -> float:
        """The age in seconds of the oldest due text of all lanes."""
        return max(lane.oldest_due for lane in self.lanes)


def read(
    session: Session, now: datetime, community_id: int | None = None, *, is_shown: bool = False
) -> DeliveryFigures:
    """Return the figures of a community, or of all without one; `is_shown`: as the desk may show them."""
    return _Reading(session, now, community_id, is_shown).figures()


@dataclass(frozen=True)
class _Reading:
    """Whose texts are counted: those of one community (None: of all), and `is_shown` on the desk or to the operator."""

    session: Session
    now: datetime
    community_id: int | None = None
    is_shown: bool = False

    @property
    def _ours(self) -> list[ColumnElement[bool]]:
        return [] if self.community_id is None else [Message.community_id == self.community_id]

    def figures(self) -> DeliveryFigures:
        """Return the figures."""
        lately = self.now - LATELY
        failed = (Message.state == MessageState.FAILED, Message.created_at > lately)
        tries = select(func.count()).select_from(Attempt).join(Message, Message.id == Attempt.message_id)
        waiting = self._counted(Message.lane, select(func.count()).where(Message.state.in_(_WAITING)))
        return DeliveryFigures(
            [LaneFigures(lane, waiting.get(lane, 0), self._oldest(lane)) for lane in LANES],
            self._counted(Message.cause, select(func.count()).where(*failed)),
            self._counted(Message.kind, select(func.count()).where(*failed)),
            self._counted(Attempt.carrier, tries.where(Attempt.at > lately, Attempt.outcome != Fate.ACCEPTED)),
        )

    def _counted(self, by: Any, what: Select[Any]) -> dict[Any, int]:
        """Count by a column. On the desk nothing hidden counts, and texts that may be hidden count in fives."""
        is_loose = case((_IS_LOOSE, literal(1)), else_=0) if self.is_shown else literal(0)
        shown = [or_(_IS_PLAIN, _IS_LOOSE)] if self.is_shown else []
        rows = self.session.execute(
            what.add_columns(by, is_loose.label("is_loose")).where(*self._ours, *shown).group_by(by, "is_loose")
        )
        found: Counter[Any] = Counter()
        for number, key, loose in rows:
            found[key] += health.in_crowds(number) if loose else number
        shown_first = sorted(found.items(), key=lambda one: (-one[1], str(one[0])))
        return {key: number for key, number in shown_first if number}

    def _oldest(self, lane: Lane) -> float:
        """Return the age of the oldest due text of a lane. On the desk it tells of a text whose incident is open."""
        only = [*self._ours, Message.lane == lane, *([_IS_PLAIN] if self.is_shown else [])]
        return stats.oldest_due(self.session, self.now, only)


@dataclass(frozen=True)
class Failing:
    """A provider that took none of the last texts: its name, how many texts in a row, and when the last was tried."""

    name: str
    texts: int
    at: datetime


def failing(session: Session, now: datetime, community_id: int) -> list[Failing]:
    """Return the providers that took none of the last texts of a community, as the desk may show them.

    The circuit of a provider counts every text, also the hidden ones. So the desk does not tell of the circuit, but
    counts anew the texts that all its readers may know of.
    """
    tries = (
        select(Attempt.carrier, Attempt.message_id, Attempt.at, Attempt.outcome, Message.cause)
        .join(Message, Message.id == Attempt.message_id)
        .where(Message.community_id == community_id, _IS_PLAIN)
        .where(Attempt.at > now - health.PROVIDER_SEEN, Attempt.carrier != UNSENT)
        .order_by(Attempt.id.desc())
        .limit(_MOST_TRIES)
    )
    signs: dict[str, dict[int, tuple[circuit.Sign, datetime]]] = {}
    for carrier, message_id, at, fate, cause in session.execute(tries):
        # A row tells the cause of the last try of its text alone.
        signs.setdefault(carrier, {}).setdefault(message_id, (circuit.sign_of([(fate, cause)]), at))
    found = []
    for carrier, of_texts in sorted(signs.items()):
        texts = circuit.failures_in_row(sign for sign, _ in of_texts.values())
        if texts >= circuit.MOST_FAILURES:
            found.append(Failing(carrier, texts, max(at for _, at in of_texts.values())))
    return found


def cost_of_week(session: Session, now: datetime) -> Decimal:
    """Return the cost of the texts of the last seven days, of all communities: they share one account.

    Texts of hidden incidents, and texts that may be about one, are left out, so that the days that are left are rather
    too many than a trace of them.
    """
    of_week = (Message.created_at > now - account.WEEK, Message.cost.is_not(None))
    return session.scalar(select(func.sum(Message.cost)).where(*of_week, _IS_PLAIN)) or Decimal(0)
