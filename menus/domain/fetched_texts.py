"""Fetched texts: whether a webhook has brought one before, and whether it is too old to act on.

Africa's Talking gives a text one id in the webhook (`ec9adc86-51d5-...`) and another one when it is fetched (15071),
as its documentation shows. It does not say that the link id is the same in both, nor in which zone the dates are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

LATE = timedelta(hours=12)
"""Age from which an answer or a command is not acted on: it would do harm. The network repeats webhooks as long."""
HEARD = timedelta(days=3)
"""Up to this age people's own words and calls for help are heard. Networks keep an SMS as long (a guess)."""
_ROUNDED = timedelta(seconds=2)
"""The most that two dates of one text may differ. One may be rounded. A guess, to be tested."""
_ZONES_DIFFER_BY = timedelta(minutes=15)
"""Any two zones of the world differ by a multiple of this."""
_FARTHEST_ZONES = timedelta(hours=26)


@dataclass(frozen=True)
class Trace:
    """A trace of a text: it tells the text from others of the same words from the same phone to the same number.

    `link` is a hash of the network's link id, and `date` is the network's date; its zone is not known. Each may be
    missing. `arrived_at` is when Doria got the text.
    """

    link: bytes | None
    date: datetime | None
    arrived_at: datetime


def same(new: Trace, known: Sequence[Trace], within: timedelta = LATE) -> int | None:
    """Return which of some known texts of the same words a text is, as an index; None if it is another text.

    The link decides where it is the same. Else the dates decide: those of one text are the same but for their zones.
    If a date is missing, the text is the oldest one that came `within` so long.
    """
    for number, one in enumerate(known):
        if new.link is not None and one.link == new.link:
            return number
    return next((number for number, one in enumerate(known) if _at_the_same_time(new, one, within)), None)


def _at_the_same_time(new: Trace, known: Trace, within: timedelta) -> bool:
    if new.date is None or known.date is None:
        return abs(new.arrived_at - known.arrived_at) <= within
    apart = abs(new.date - known.date)
    rest = apart % _ZONES_DIFFER_BY
    return min(rest, _ZONES_DIFFER_BY - rest) <= _ROUNDED and apart <= _FARTHEST_ZONES + _ROUNDED


def sent_at(date: datetime | None, now: datetime) -> datetime | None:
    """Return when a text was sent, or None if its date says nothing: it is missing, or lies ahead of now."""
    return date if date is not None and date <= now else None


def is_heard_late(date: datetime | None, now: datetime, fetched_before: datetime | None) -> bool:
    """Return whether a late text is heard if it is no answer and no command: nobody else has heard of a killing.

    The first fetch of an account may bring what was heard long ago by other means: it is only stored.
    """
    if fetched_before is None:
        return False
    return now - (sent_at(date, now) or fetched_before) <= HEARD


def is_late(date: datetime | None, now: datetime, fetched_before: datetime | None) -> bool:
    """Return whether a fetched text is too old to be obeyed.

    If its date says nothing, the text is as old as the fetch before, at most. The first fetch of an account may
    bring texts of any age.
    """
    since = sent_at(date, now) or fetched_before
    return since is None or now - since > LATE
