"""Station findings: what one alert, or one request for patrols, says to each figure of a station's card.

A station is only held to alerts that reached it while the incident was open. Its silence stays silence, however soon
the incident was closed: the closing is no answer, and a contact may answer after it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from menus.domain import police_coming
from menus.domain.incident_outcomes import IncidentOutcome

SEEN_WITHIN = timedelta(minutes=5)
CAME_WITHIN = timedelta(minutes=30)
OUTCOME_WITHIN = timedelta(days=14)
"""The times of the first, the second and the fourth figure (the specification)."""
OB_WITHIN = OUTCOME_WITHIN
"""The time after which a missing OB number counts. A guess: as long as for the outcome."""
ANSWER_WITHIN = timedelta(days=7)
"""The time after which a request for patrols without an answer counts as not answered. A guess: the request has lost
its purpose by then, as patrols that are proposed begin the next day."""


class Finding(StrEnum):
    """The finding of one case for one figure. `PENDING`: its time is not over, and it counts nowhere yet."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    PENDING = "pending"

    @classmethod
    def of(cls, is_yes: bool) -> "Finding":  # noqa: FBT001 - it is the whole question
        """Return yes or no."""
        return cls.YES if is_yes else cls.NO


@dataclass(frozen=True)
class Case:
    """An alert to a station, with what is known of the station's work on it.

    `delivered_at` is when the network said that it had arrived; None if it has not said so. `sent_at` is when the
    network took it. `seen_at` is the first word of the police, `came_at` when somebody said that they were there.
    `outcome_at` is when the outcome was known, `ended_as` the outcome that was chosen at closing. `closed_at` is when
    the incident was closed; None while it is open.
    """

    sent_at: datetime
    delivered_at: datetime | None
    seen_at: datetime | None = None
    came_at: datetime | None = None
    has_ob: bool = False
    outcome_at: datetime | None = None
    ended_as: IncidentOutcome | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Request:
    """A request for patrols that went to the police: when it was sent, when it arrived, and when they answered it.

    `delivered_at` is when the network said that it had arrived; None if it has not said so.
    """

    sent_at: datetime
    delivered_at: datetime | None
    answered_at: datetime | None


def _begins(sent_at: datetime, delivered_at: datetime, done_at: datetime | None) -> datetime:
    """Return from when a station could know of an alert.

    A receipt may come late: whoever answered before it had the alert already, at the earliest when it was sent.
    """
    return delivered_at if done_at is None or done_at >= delivered_at else min(sent_at, delivered_at)


def _within(of: Case | Request, done_at: datetime | None, limit: timedelta, now: datetime) -> Finding:
    if of.delivered_at is None:
        return Finding.UNKNOWN
    ends = _begins(of.sent_at, of.delivered_at, done_at) + limit
    # A yes before the time is over would count sooner than a no: the newest cases would all be good ones.
    return Finding.PENDING if now <= ends else Finding.of(done_at is not None and done_at <= ends)


def _if_open(found: Finding, case: Case) -> Finding:
    """Return a finding that is no silence of a station whose alert arrived when the incident was closed already."""
    came_too_late = case.closed_at is not None and case.delivered_at is not None and case.closed_at < case.delivered_at
    return Finding.UNKNOWN if found is Finding.NO and came_too_late else found


def seen(case: Case, now: datetime) -> Finding:
    """Return whether a station answered an alert in time. Silence is a no; an alert that never arrived is none."""
    return _if_open(_within(case, case.seen_at, SEEN_WITHIN, now), case)


def came(case: Case, now: datetime) -> Finding:
    """Return whether the police came in time.

    Where nobody said when they came, or that they did not, nobody knows: also where they never answered. Their silence
    is told by `seen`.
    """
    found = _if_open(_within(case, case.came_at, CAME_WITHIN, now), case)
    return Finding.UNKNOWN if found is Finding.NO and not police_coming.tells(case.came_at, case.ended_as) else found


def has_ob(case: Case, now: datetime) -> Finding:
    """Return whether the station gave an OB number: one that comes after its time makes a yes of the no.

    It may give one after the closing, too.
    """
    if case.delivered_at is None:
        return Finding.UNKNOWN
    if now <= case.delivered_at + OB_WITHIN:
        return Finding.PENDING
    return _if_open(Finding.of(case.has_ob), case)


def has_outcome(case: Case, now: datetime) -> Finding:
    """Return whether the outcome was known in time. That the police did not come is no outcome of theirs."""
    outcome_at = None if case.ended_as is IncidentOutcome.POLICE_DID_NOT_COME else case.outcome_at
    return _if_open(_within(case, outcome_at, OUTCOME_WITHIN, now), case)


def is_answered(request: Request, now: datetime) -> Finding:
    """Return whether the police answered a request for patrols in time, with a yes or a no.

    One that never arrived is no silence of theirs.
    """
    return _within(request, request.answered_at, ANSWER_WITHIN, now)
