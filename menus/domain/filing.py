"""Filing: what a report does. It repeats, confirms or completes one that is known, or it opens an incident."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Level, first_level, rank
from menus.domain.community import Community
from menus.domain.draft import Channel, Draft

CONFIRMS_FOR = timedelta(hours=2)
"""The time in which a caller's confirmed report replaces their unconfirmed one. A guess, to be tested."""
GUESSED_FOR = timedelta(minutes=30)
"""The time in which a dialled report confirms its caller's earlier text, of any category. A guess, to be tested."""


@dataclass(frozen=True)
class Known:
    """An earlier report, with the facts of its incident.

    `level`, `awaits_review`, `reports`, `accused_group` and `is_live` (it has not ended) are the incident's, the others
    are the report's.
    """

    report_id: int
    category: Category
    zone: str | None
    channel: Channel
    created_at: datetime
    unconfirmed: bool
    level: Level
    awaits_review: bool
    reports: int
    accused_group: AccusedGroup | None
    is_live: bool = True


@dataclass(frozen=True)
class Seen:
    """The reports that a new one may belong to.

    `own` is the report that the same session has filed. `earlier` are the unconfirmed reports of the same caller, the
    newest first; their incidents are not over.
    """

    own: Known | None
    earlier: Sequence[Known] = ()


@dataclass(frozen=True)
class Manner:
    """The way a report comes: its channel, whether its caller has confirmed it, and whether it needs a review."""

    channel: Channel
    unconfirmed: bool = False
    needs_review: bool = False


@dataclass(frozen=True)
class Repeat:
    """The session has filed this report already."""

    known: Known


@dataclass(frozen=True)
class Confirm:
    """The report replaces an unconfirmed one of its caller. `leaves`: see Open."""

    known: Known
    leaves: Known | None = None


@dataclass(frozen=True)
class CompletePlace:
    """The report gives a place to one that broke off without a place; that one is dispatched, still unconfirmed."""

    known: Known
    leaves: Known | None = None


@dataclass(frozen=True)
class Open:
    """The report is a new one. `leaves` is the session's dispatched report that it leaves behind, if any."""

    leaves: Known | None = None


def decide(
    community: Community, draft: Draft, manner: Manner, seen: Seen, now: datetime
) -> Repeat | Confirm | CompletePlace | Open:
    """Return what a report does. `now` is aware."""
    own = seen.own
    if own is None or leaves_own(draft, manner, own):
        return _of_caller(community, draft, manner, seen, now) or Open(own)
    return Confirm(own) if own.unconfirmed and not manner.unconfirmed else Repeat(own)


def _of_caller(
    community: Community, draft: Draft, manner: Manner, seen: Seen, now: datetime
) -> Confirm | CompletePlace | None:
    """Return what the report does to an earlier one of its caller, or None if it is about something new."""
    for known in seen.earlier:
        if not manner.unconfirmed and manner.channel is Channel.USSD and confirms(community, draft, known, now):
            return Confirm(known, leaves=seen.own)
        if manner.unconfirmed and not manner.needs_review and _lacks_this_place(draft, known):
            return CompletePlace(known, leaves=seen.own)
    return None


def leaves_own(draft: Draft, manner: Manner, own: Known) -> bool:
    """Return whether a session leaves its own unconfirmed report behind.

    It does if it turns to a closed circle's matter or a lesser one: the report that went out then stays as it was,
    because the people notified of it must learn nothing of a private matter. It does if others have reported the same
    incident and it accuses a group that this draft does not accuse. And it does if the incident has ended.
    """
    if not own.unconfirmed:
        return False
    level = first_level(draft.category or Category.UNKNOWN, draft.harm)
    if draft.category != own.category and (level.has_circle or rank(level) < rank(own.level)):
        return True
    if manner.unconfirmed:
        return False
    is_shared = own.reports > 1 and own.accused_group is not None
    return not own.is_live or (is_shared and draft.accused_group is not own.accused_group)


def confirms(community: Community, draft: Draft, known: Known, now: datetime) -> bool:
    """Return whether a dialled report confirms an unconfirmed one of its caller.

    Both have the same category, and are in the same or a neighbouring zone. If the draft takes up an offered one, the
    zone does not matter. A report that awaits review may also have another category, because that one is a guess. A
    dialled report may replace it, but not lower its level.
    """
    if draft.category is None or first_level(draft.category, draft.harm).has_circle:
        return False
    if known.reports > 1 and draft.accused_group is not known.accused_group:
        # Others reported the incident too, with another accused group: its responders may be the people accused here.
        return False
    is_there = _may_be_there(community, draft.zone, known.zone)
    if known.category is draft.category:
        return draft.continues or is_there
    return is_there and _replaces_guess(draft.category, draft, known, now)


def _replaces_guess(category: Category, draft: Draft, known: Known, now: datetime) -> bool:
    is_guess = known.awaits_review and known.created_at > now - GUESSED_FOR
    return is_guess and rank(first_level(category, draft.harm)) >= rank(known.level)


def _lacks_this_place(draft: Draft, known: Known) -> bool:
    return known.channel is Channel.USSD and known.awaits_review and known.category is draft.category


def _may_be_there(community: Community, zone: str | None, other: str | None) -> bool:
    """Return whether two places may be the same: the zones are equal or neighbours, or one of them is unknown."""
    return zone is None or other is None or other in community.zones_near(zone)


def is_shut(category: Category, draft: Draft, *, unconfirmed: bool) -> bool:
    """Return whether a session that has filed a report of a category must refuse this draft.

    A private matter and an open one never share a session. An exception is an open report that was dispatched as a
    dropped draft and is `unconfirmed`: the session leaves it behind and files the private one.
    """
    was_private, is_private = category is Category.ABUSE_CHILD, draft.category is Category.ABUSE_CHILD
    return was_private != is_private and (was_private or not unconfirmed)
