"""The timeline of an incident: the kinds of its events, and what the events alone tell of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

INCIDENT_FACTS = (
    "reference",
    "category",
    "level",
    "harm",
    "zone",
    "status",
    "opened_at",
    "reports",
    "unconfirmed",
    "accused_group",
    "topic",
    "alarm",
    "caution",
    "has_red_words",
    "drill",
)
"""The facts of an incident whose changes the timeline holds, by the names of their attributes."""


class EventKind(StrEnum):
    """The kinds of event of an incident. The values are stored and shown to operators."""

    CARRIED_OVER = "carried-over"
    """All facts at once: events of older releases do not hold what they changed."""
    CLOCK_STEPPED = "clock-stepped"
    """Somebody set the database's clock, and the times of a living incident moved with it."""
    REPORTED = "reported"
    ALSO_REPORTED = "also-reported"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    WROTE_AGAIN = "wrote-again"
    PASSED_ON = "told-on"
    """Further words were passed on to responders."""
    RED_WORDS_UPDATE = "told-red"
    """Further words of a report that awaits review tell of weapons or death."""
    DISPATCHED = "sent-out"
    REVIEW_REMINDED = "held-told-again"
    """Coordinators were reminded of a report that awaits review."""
    RAISED = "raised"
    LOWERED = "lowered"
    """A coordinator lowered the level, and gave a reason."""
    TEAM_SENT = "team-sent"
    ESCALATED = "escalated"
    RUNG_FIRED = "rung"
    EXHAUSTED = "spent"
    ANYBODY_ALERTED = "anybody"
    """An exhausted ladder had reached nobody, so everybody on duty was alerted."""
    NOT_REACHED = "not-reached"
    ANSWERED = "answered"
    REMINDED = "reminded"
    LAPSED = "lapsed"
    TAKEN_BACK = "taken-back"
    RESTARTED = "restarted"
    """A ladder begins again at its first rung."""
    LADDER_STARTED = "ladder-started"
    LADDER_CHANGED = "ladder-changed"
    """The incident was raised to a level with another ladder."""
    STOPPED = "stopped"
    """A ladder ends, because the incident has ended."""
    CALLED_ANEW = "called-anew"
    """A graver incident was joined, to which nobody had answered on this track."""
    PRESSED = "pressed"
    """A coordinator asked for the next rung although somebody had answered."""
    TAKEN_UP = "taken-up"
    RECUSED = "recused"
    ARRIVED = "arrived"
    """A person who answered on a track is there."""
    HANDED_OVER = "handed-over"
    """The lead went back, and the person of this event leads now."""
    GOING = "going"
    SEEN = "seen"
    CANNOT = "cannot"
    HERE = "here"
    POLICE_CAME = "police-came"
    """Somebody says that police are at the scene."""
    OVER = "over"
    SAFE = "safe"
    CALLED_AGAIN = "called-again"
    CAME_LATE = "came-late"
    """An answer that was sent before the one that counts, and came in after it. It changes nothing."""
    COMPLETED = "completed"
    """A further part of a long SMS says what kind of report it is."""
    OB_NUMBER = "ob"
    NOTED = "noted"
    """A person with a role wrote a note."""
    ASKED = "asked"
    ANSWER_CAME = "answer-came"
    REVEALED = "revealed"
    JOINED = "joined"
    SPLIT = "split"
    OPENED_UP = "opened-up"
    """A helper found a text not private, and coordinators were told of it."""
    MOVED = "moved"
    """The incident got another zone."""
    PASSED = "passed"
    """A coordinator handed over to another one, whose name the words hold."""
    CLOSED = "closed"
    MARKED_FALSE = "false"


BY_PEOPLE = frozenset(
    {
        EventKind.REPORTED,
        EventKind.ALSO_REPORTED,
        EventKind.CONFIRMED,
        EventKind.WITHDRAWN,
        EventKind.WROTE_AGAIN,
        EventKind.ANSWER_CAME,
        EventKind.REVEALED,
    }
)
"""The kinds of event that people without a role cause. Other events of people name the person."""


@dataclass(frozen=True)
class Recorded:
    """An event as far as it changes anything: the track that it belongs to, if any, and old and new values by name."""

    kind: EventKind
    changes: Mapping[str, tuple[Any, Any]]
    track: str | None = None


@dataclass
class Replayed:
    """The facts of an incident and of its tracks, as its events tell them."""

    facts: dict[str, Any] = field(default_factory=dict)
    tracks: dict[str, dict[str, Any]] = field(default_factory=dict)


def replay(events: Iterable[Recorded]) -> Replayed:
    """Return what the events of one incident, in their order, make of it.

    Raise ValueError if an event changes a value that was not there: an event is missing or was altered.
    """
    made = Replayed()
    for event in events:
        facts = made.facts if event.track is None else made.tracks.setdefault(event.track, {})
        for name, (old, new) in event.changes.items():
            if facts.get(name) != old:
                message = f"{event.kind} changes {name} from {old!r}, but it was {facts.get(name)!r}"
                raise ValueError(message)
            facts[name] = new
    return made
