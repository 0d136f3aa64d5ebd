"""Acts at the desk: what can be done about an incident on its page, and what happened meanwhile that asks again."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from menus.domain.timeline import BY_PEOPLE, EventKind


class DeskAct(StrEnum):
    """An act on an incident. The value stands in the address of its form, and names its words."""

    SEND = "send"
    POLICE = "police"
    ASK = "ask"
    CLOSE = "close"
    FALSE = "false"
    JOIN = "join"
    SPLIT = "split"
    LOWER = "lower"
    NOTE = "note"
    HAND_OVER = "pass"
    CAME = "came"
    OB = "ob"
    GOING = "going"
    HERE = "here"
    OVER = "over"
    CANNOT = "cannot"

    @property
    def needed(self) -> tuple[str, ...]:
        """The fields of its form: without any of them the press of a button opens the form, and does nothing yet."""
        return _NEEDED.get(self, ())


_NEEDED: dict[DeskAct, tuple[str, ...]] = {
    DeskAct.ASK: ("text",),
    DeskAct.CLOSE: ("outcome", "words"),
    DeskAct.FALSE: ("why",),
    DeskAct.JOIN: ("other",),
    DeskAct.SPLIT: ("report",),
    DeskAct.LOWER: ("level", "why"),
    DeskAct.NOTE: ("text",),
    DeskAct.HAND_OVER: ("to",),
    DeskAct.OB: ("number",),
}
STEERING = frozenset(
    {
        DeskAct.SEND,
        DeskAct.POLICE,
        DeskAct.ASK,
        DeskAct.CLOSE,
        DeskAct.FALSE,
        DeskAct.JOIN,
        DeskAct.SPLIT,
        DeskAct.LOWER,
        DeskAct.OB,
        DeskAct.HAND_OVER,
        DeskAct.CAME,
    }
)
"""The acts of whoever coordinates the incident."""
RESPONDING = frozenset({DeskAct.GOING, DeskAct.HERE, DeskAct.OVER, DeskAct.CANNOT, DeskAct.CAME})
"""The acts of whoever may go to it."""
_NEWS = frozenset({EventKind.RAISED})
"""Events of Doria's own that change the meaning of a press. Rungs are left out: they fire all the time."""
_CHANGE_NOTHING = frozenset({EventKind.REVEALED})


def acts_of(*, is_live: bool, may_coordinate: bool, may_go: bool, has_several_reports: bool) -> frozenset[DeskAct]:
    """Return the acts that a page offers. The command of an act makes its own checks besides."""
    if not is_live:
        return frozenset()
    found = {DeskAct.NOTE}
    if may_coordinate:
        found |= STEERING
    if may_go:
        found |= RESPONDING
    return frozenset(found if has_several_reports else found - {DeskAct.SPLIT})


@dataclass(frozen=True)
class Meanwhile:
    """An event since a page was shown: its number, its kind, and the person who did it, if anybody with a role did."""

    number: int
    kind: EventKind
    person_id: int | None


def acted(events: Iterable[Meanwhile]) -> list[Meanwhile]:
    """Return what people did among the events since a form was shown: a form that does not know of it asks again.

    They are people with a role and residents. The viewer is one of them: the same form may be sent twice.
    """
    return [event for event in events if _changes_the_press(event)]


def _changes_the_press(event: Meanwhile) -> bool:
    if event.kind in _CHANGE_NOTHING:
        return False
    return event.person_id is not None or event.kind in BY_PEOPLE or event.kind in _NEWS
