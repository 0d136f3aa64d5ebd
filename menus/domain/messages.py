"""Messages: their lanes and kinds, each with one table of rules, and the reasons for which a message waits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Lane(StrEnum):
    """The priority of a message. The value is stored and names a queue."""

    RED = "red"
    NORMAL = "normal"
    BULK = "bulk"

    @property
    def rules(self) -> "LaneRules":
        """The rules for messages of this lane."""
        return _LANE_RULES[self]


LANES = (Lane.RED, Lane.NORMAL, Lane.BULK)
"""The lanes in their order of precedence: red goes first."""


@dataclass(frozen=True)
class LaneRules:
    """The rules for messages of one lane. A rule with the same name in `KindRules` must hold as well."""

    gives_way_to_red: bool = False
    """It waits while a red text is due."""
    waits_on_low_balance: bool = False
    counts_to_limit: bool = False
    """It counts to the hourly limit of texts to one phone, and waits for it."""
    uses_backup: bool = False
    """It goes by the backup provider, too, if it may not have arrived."""
    always_waits_for_circuit: bool = False
    """It waits for an open circuit even if there is no backup provider."""
    sent_by_clock: bool = False
    """The clock sends it itself if no worker takes it."""
    resent_at_once: bool = False
    """It is due at once if the worker that was sending it has died: it has waited long enough."""


_LANE_RULES = {
    Lane.RED: LaneRules(uses_backup=True, sent_by_clock=True, resent_at_once=True),
    Lane.NORMAL: LaneRules(waits_on_low_balance=True, counts_to_limit=True),
    Lane.BULK: LaneRules(
        gives_way_to_red=True, waits_on_low_balance=True, counts_to_limit=True, always_waits_for_circuit=True
    ),
}


class MessageKind(StrEnum):
    """The kind of a message. The value is stored.

    An alert calls people to an incident or to something as urgent. An answer is for a person who wrote or who has a
    role. A notice tells a reporter what became of the report. A broadcast goes to a zone, a heartbeat to the probe.
    One of the association tells people with a role of its own life.
    """

    ALERT = "alert"
    ANSWER = "answer"
    NOTICE = "notice"
    BROADCAST = "broadcast"
    HEARTBEAT = "heartbeat"
    ASSOCIATION = "association"

    @property
    def rules(self) -> "KindRules":
        """The rules for messages of this kind."""
        return _KIND_RULES[self]


BROADCAST_EXPIRES = timedelta(hours=12)
"""The age at which a broadcast is dropped: its meeting is probably over. A guess, to be tested."""

ASSOCIATION_EXPIRES = timedelta(days=2)
"""The age at which a text about the association's own life is dropped: the desk shows it as well. A guess."""


@dataclass(frozen=True)
class KindRules:
    """The rules for messages of one kind."""

    wants_reply: bool = False
    """People answer it, so it comes from the short code: nobody can reply to a name."""
    counts_to_limit: bool = False
    """It counts to the hourly limit of texts to one phone, and waits for it."""
    gives_way: bool = True
    """It waits on a low balance and for red texts, if its lane does."""
    may_come_twice: bool = True
    """It is sent again if it may have been sent."""
    is_repeated: bool = False
    """If it may have been sent, it is sent again as often as its lane allows. Any other kind is sent once more."""
    uses_backup: bool = False
    """It goes by the backup provider, too, if it may not have arrived."""
    ends_with_incident: bool = False
    """It is cancelled when its incident is over or somebody has answered its track."""
    escalates: bool = False
    """If it cannot be delivered, the next rung is fired."""
    keeps_quiet_hours: bool = False
    """If it has a time of its own, it waits for the end of the quiet hours."""
    may_be_bundled: bool = False
    """Several of it, on the normal lane, may become one text."""
    is_awaited: bool = False
    """The person who wrote waits for it: the clock sends it itself if no worker takes it, in every lane."""
    asks_anew: bool = False
    """The same word of its reader, before and after it, may mean two things."""
    expires_after: timedelta | None = None
    """The age at which it is dropped unsent."""


_KIND_RULES = {
    MessageKind.ALERT: KindRules(
        wants_reply=True,
        counts_to_limit=True,
        is_repeated=True,
        uses_backup=True,
        ends_with_incident=True,
        escalates=True,
        keeps_quiet_hours=True,
        may_be_bundled=True,
        asks_anew=True,
    ),
    MessageKind.ANSWER: KindRules(wants_reply=True, gives_way=False, is_awaited=True),
    MessageKind.NOTICE: KindRules(counts_to_limit=True),
    MessageKind.BROADCAST: KindRules(counts_to_limit=True, may_come_twice=False, expires_after=BROADCAST_EXPIRES),
    MessageKind.HEARTBEAT: KindRules(),
    MessageKind.ASSOCIATION: KindRules(
        wants_reply=True, counts_to_limit=True, may_come_twice=False, expires_after=ASSOCIATION_EXPIRES
    ),
}


def kinds_that(follow: Callable[[KindRules], bool]) -> tuple[MessageKind, ...]:
    """Return the kinds whose rules say so, for a query: `kinds_that(lambda rules: rules.uses_backup)`."""
    return tuple(kind for kind in MessageKind if follow(kind.rules))


def lanes_that(follow: Callable[[LaneRules], bool]) -> tuple[Lane, ...]:
    """Return the lanes whose rules say so, first to last in precedence."""
    return tuple(lane for lane in LANES if follow(lane.rules))


def uses_backup(kind: MessageKind, lane: Lane) -> bool:
    """Return whether a message goes by the backup provider, too, if it may not have arrived."""
    return kind.rules.uses_backup and lane.rules.uses_backup


def sent_by_clock(kind: MessageKind, lane: Lane) -> bool:
    """Return whether the clock sends a message itself if no worker takes it, even while others of its lane wait."""
    return lane.rules.sent_by_clock or kind.rules.is_awaited


def counts_to_limit(kind: MessageKind, lane: Lane) -> bool:
    """Return whether a message counts to the hourly limit of texts to one phone, and waits for it."""
    return kind.rules.counts_to_limit and lane.rules.counts_to_limit


class WaitsFor(StrEnum):
    """The reason why a queued message waits. It is stored when Doria decides to wait, and removed by the claim."""

    LOW_BALANCE = "low-balance"
    RED_FIRST = "red-first"
    CIRCUIT_OPEN = "provider-rests"
    HOURLY_LIMIT = "hourly-limit"
    QUIET_HOURS = "quiet-hours"
    ITS_TIME = "its-time"
