"""The roster now, in words: who is on duty and why, when each was last heard of, and numbers that have not answered.

The time of a person's last text is told by the week alone: an hour or a day could tell that it was they who reported
something.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities import on_duty
from gateway.desk.answers import Words
from gateway.desk.roster.hours import Clock, shift_name
from gateway.desk.viewer import Viewer
from gateway.storage.models import PersonRow
from menus.domain import roster_now
from menus.domain.community import Community
from menus.domain.roles import PATROL_ROLES
from menus.domain.roster_now import Standing, Why

A_PAGE = 20
"""The people on a page. A guess."""
MOST_NAMES = 10
"""The most names of the next shift, and of numbers without an answer. A guess."""


@dataclass(frozen=True)
class Line:
    """A person in words: how they stand, and when they were last heard of. `is_unproven`: no answer to the check."""

    name: str
    why: str
    heard: str
    is_on: bool
    is_unproven: bool


@dataclass(frozen=True)
class Now:
    """The people of one page, how many are on duty in all, the next shift, and the unproven numbers by name."""

    lines: tuple[Line, ...]
    number_on: int
    coming: str
    unproven: tuple[str, ...]
    more_unproven: int
    page: int
    pages: int


def read(session: Session, viewer: Viewer, community: Community, say: Words, page: int) -> Now:
    """Return how the roster stands now."""
    duties = on_duty.duties_at(session, viewer.record, viewer.now)
    found = roster_now.standings(community, viewer.now, duties)
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * A_PAGE : page * A_PAGE]
    unproven = _unproven(session, viewer, community)
    coming = roster_now.coming(community, viewer.now, duties)
    return Now(
        _lines(session, viewer, community, say, shown),
        sum(one.is_on for one in found),
        _next(viewer, community, say, coming) if coming is not None else "",
        tuple(unproven[:MOST_NAMES]),
        max(0, len(unproven) - MOST_NAMES),
        page,
        pages,
    )


def _lines(
    session: Session, viewer: Viewer, community: Community, say: Words, shown: Sequence[Standing]
) -> tuple[Line, ...]:
    ids = viewer.record.person_ids
    wanted = select(PersonRow.id, PersonRow.last_wrote_at, PersonRow.asked_at)
    rows = session.execute(wanted.where(PersonRow.id.in_([ids[one.person.phone] for one in shown]))).all()
    known = {row.id: row for row in rows}
    lines = []
    for one in shown:
        row = known.get(ids[one.person.phone])
        wrote, asked = (row.last_wrote_at, row.asked_at) if row is not None else (None, None)
        lines.append(
            Line(
                one.person.name,
                _why(viewer, community, say, one),
                _heard(viewer, say, wrote),
                one.is_on,
                asked is not None,
            )
        )
    return tuple(lines)


def _why(viewer: Viewer, community: Community, say: Words, one: Standing) -> str:
    clock = Clock(viewer, say)
    begins, until = clock.at(one.span.begins), clock.at(one.span.ends)
    if one.why is Why.SHIFT and one.shift is not None:
        return say("why.shift", shift=shift_name(community, say, one.shift), until=until)
    other = one.other.name if one.other is not None else ""
    which = f"why.{one.why}" if other or one.why not in {Why.COVER, Why.COVERED} else "why.cover.alone"
    return say(which, begins=begins, until=until, other=other)


def _heard(viewer: Viewer, say: Words, wrote_at: datetime | None) -> str:
    if wrote_at is None:
        return ""
    weeks = (viewer.now - wrote_at) // timedelta(weeks=1)
    return say("heard.weeks", weeks=weeks) if weeks > 0 else say("heard.week")


def _unproven(session: Session, viewer: Viewer, community: Community) -> list[str]:
    """Return the names of the patrollers whose number was asked for an OK and has not answered."""
    asked = select(PersonRow.id).where(PersonRow.community_id == viewer.record.id, PersonRow.asked_at.is_not(None))
    ids = set(session.scalars(asked))
    patrol = community.having(PATROL_ROLES) if ids else ()
    return [person.name for person in patrol if viewer.record.person_ids.get(person.phone) in ids]


def _next(viewer: Viewer, community: Community, say: Words, coming: roster_now.Next) -> str:
    names = [person.name for person in coming.people[:MOST_NAMES]]
    more = [say("more", count=len(coming.people) - MOST_NAMES)] if len(coming.people) > MOST_NAMES else []
    return say(
        "next",
        when=Clock(viewer, say).at(coming.span.begins),
        shift=shift_name(community, say, coming.shift),
        names=" · ".join([*names, *more]) or say("nobody"),
    )
