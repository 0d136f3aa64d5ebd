"""The order of the texts of one phone: by the dates that the network gives, if they are of use, else by arrival.

Nobody says in which time zone the network's dates are. A date alone therefore tells nothing. It tells something beside
the other dates of the same phone: the usual offset between date and arrival is the zone, and what is behind it is late.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

OLDEST = timedelta(hours=12)
"""The most that a text may be late and keep its order by date. The network repeats a text for 12 h (field notes)."""
FAR_BEHIND = timedelta(minutes=30)
"""The delay from which on a text tells of another situation: its news may be over. A guess, to be tested."""
LATEST = timedelta(days=3)
"""A date that is further behind is the date of a wrong clock. Networks keep an SMS for two or three days (a guess)."""
_AHEAD = timedelta(minutes=15)
"""The most that a date may be ahead of the usual offset, which may be that of late texts. A guess, to be tested."""
_FITS = timedelta(minutes=5)
"""The most that a text may be late so that its offset still shows the network's zone. A guess, to be tested."""
_ENOUGH = 3
"""The number of dates of a phone that show its usual offset in any zone. A guess, to be tested."""
_WESTMOST, _EASTMOST = timedelta(hours=-12), timedelta(hours=14)


class Subject(StrEnum):
    """The thing that a text decides: what its sender does about an incident, or whether they are on duty.

    The value is stored. A newer text about the same thing counts, and not one that only comes later.
    """

    INCIDENT = "incident"
    DUTY = "duty"


@dataclass(frozen=True)
class Stamp:
    """The times of a text: when it came in, and its date, read as UTC; None if there is none or if it is unreadable."""

    arrived: datetime
    sent: datetime | None

    @property
    def offset(self) -> timedelta | None:
        """The date minus the arrival; None if no zone and no delay explains it."""
        if self.sent is None:
            return None
        offset = self.sent - self.arrived
        return offset if _WESTMOST - OLDEST <= offset <= _EASTMOST + _AHEAD else None


@dataclass(frozen=True)
class Usual:
    """The usual offset of a phone's texts. `is_sure`: it is that of a likely zone, or of several texts."""

    offset: timedelta
    is_sure: bool


def usual_of(text: Stamp, earlier: Sequence[Stamp], zones: Collection[timedelta]) -> Usual | None:
    """Return the usual offset of a phone's texts, or None if no date is of use.

    `earlier` are the texts that came in before `text`. `zones` are the offsets of the zones that the dates are most
    likely in. The zone that most texts fit is the usual one, the eastmost of several, because a delay only moves an
    offset west. If no text fits any zone, the middle offset of the earlier ones is the usual one.
    """
    offsets = _offsets((text, *earlier))
    fitting = [[offset for offset in offsets if zone - _FITS <= offset <= zone + _FITS] for zone in sorted(zones)]
    best = max(reversed(fitting), key=len, default=[])
    if best:
        return Usual(best[-1], is_sure=True)
    before = _offsets(earlier)
    return Usual(before[(len(before) - 1) // 2], is_sure=len(before) >= _ENOUGH) if before else None


def _offsets(texts: Iterable[Stamp]) -> list[timedelta]:
    """Return the offsets of texts in ascending order. A date that comes twice counts once."""
    by_date = {text.sent: text.offset for text in texts}
    return sorted(offset for offset in by_date.values() if offset is not None)


def is_overtaken(text: Stamp, decided: Stamp, earlier: Sequence[Stamp], zones: Collection[timedelta]) -> bool:
    """Return whether a text was sent before the one that has decided its matter, although it came in after it.

    `earlier` are the texts of the phone that came in before. Dates that are equal, missing, ahead, or more than
    `OLDEST` behind say nothing: then the arrival counts.
    """
    if text.sent is None or decided.sent is None or text.sent >= decided.sent:
        return False
    usual = usual_of(text, (decided, *earlier), zones)
    delays = [_delay(each, usual) for each in (text, decided)]
    if any(delay is None or delay > OLDEST for delay in delays):
        return False
    return usual is not None and (usual.is_sure or decided.sent - text.sent <= FAR_BEHIND)


def _delay(text: Stamp, usual: Usual | None) -> timedelta | None:
    """Return how late a text came in, or None if its date is of no use."""
    if usual is None or text.offset is None:
        return None
    delay = usual.offset - text.offset
    return None if delay < -_AHEAD else max(delay, timedelta(0))


def sent_long_ago(text: Stamp, earlier: Sequence[Stamp], zones: Collection[timedelta]) -> timedelta | None:
    """Return how late a text came in, if it is far behind the usual offset of its phone; else None.

    A date that an earlier text of the phone has, too, is that of a clock that stands still.
    """
    usual = usual_of(text, earlier, zones)
    if text.sent is None or usual is None or not usual.is_sure or any(each.sent == text.sent for each in earlier):
        return None
    delay = usual.offset - (text.sent - text.arrived)
    return delay if FAR_BEHIND <= delay <= LATEST else None
