"""Changes of covers: what a new cover or the end of one changes, in words, and the step that stores it."""

from dataclasses import dataclass

from gateway.communities.file import parse
from gateway.core.unit_of_work import UnitOfWork
from gateway.desk.answers import Words
from gateway.desk.roster import week
from gateway.desk.roster.hours import Clock, shift_name
from gateway.desk.viewer import Viewer
from gateway.escalation import coming_on_duty
from gateway.roster import cover_edits
from gateway.roster.cover_edits import InForce
from menus.domain import covering, local_days, local_weeks, roster_plan
from menus.domain.community import Community
from menus.domain.cover import Cover
from menus.domain.local_weeks import WEEK
from menus.domain.roster_plan import Cell
from menus.domain.shifts import Span


@dataclass(frozen=True)
class Plan:
    """A change before it is stored: the file that it changes, the new text with its community, and the cover."""

    before: InForce
    text: str
    after: Community
    cover: Cover
    is_new: bool


@dataclass(frozen=True)
class Changed:
    """A shift that others serve after the change, in lines."""

    when: str
    before: str
    after: str


def new(viewer: Viewer, before: InForce, cover: Cover) -> Plan:
    """Return the plan of a new cover; raise Refused or CommunityFileError if the file cannot be edited so."""
    text = cover_edits.with_cover(before, cover, viewer.now)
    return Plan(before, text, parse(text), cover, is_new=True)


def end(viewer: Viewer, before: InForce, place: int) -> Plan:
    """Return the plan that takes the cover at a place away; raise as `new` does."""
    text = cover_edits.without_cover(before, place, viewer.now)
    return Plan(before, text, parse(text), before.community.covers[place], is_new=False)


def store(uow: UnitOfWork, viewer: Viewer, plan: Plan) -> None:
    """Store a plan, tell both people, and alert whoever serves from now on to what waits for an answer.

    Raise Refused if another file is in force meanwhile.
    """
    record = cover_edits.store(uow, viewer.record, plan.text, plan.before, plan.cover.why, viewer.person)
    cover_edits.tell(uow, record, plan.cover, is_new=plan.is_new, by=viewer.person)
    of = plan.after if plan.is_new else plan.before.community
    if plan.cover.runs(uow.now) and covering.serves(of, plan.cover, uow.now):
        person = record.by_phone(plan.cover.phone if plan.is_new else plan.cover.instead_of or "")
        if person is not None:
            coming_on_duty.alert(uow, record, person)


def changed(viewer: Viewer, say: Words, plan: Plan) -> list[Changed]:
    """Return the shifts that others serve after the change, in all the weeks of the cover."""
    community = plan.before.community
    first = local_weeks.monday(local_days.today(community, plan.cover.begins)) - WEEK
    last = local_days.today(community, plan.cover.ends)
    found: list[tuple[Cell, Cell]] = []
    while first <= last:
        found += roster_plan.changed(roster_plan.week(community, first), roster_plan.week(plan.after, first))
        first += WEEK
    return [_told(viewer, say, *both) for both in found]


def _told(viewer: Viewer, say: Words, before: Cell, after: Cell) -> Changed:
    was, becomes = (week.people_line(say, cell, week.cover_lines(viewer, say, cell)) for cell in (before, after))
    return Changed(Clock(viewer, say).span(before.span), was, becomes)


def line(viewer: Viewer, community: Community, say: Words, cover: Cover) -> str:
    """Return a cover in words."""
    names = {one.phone: one.name for one in community.people if one.phone in {cover.phone, cover.instead_of}}
    when, name = Clock(viewer, say).span(Span(cover.begins, cover.ends)), names.get(cover.phone, "?")
    if cover.instead_of is not None:
        return say("cover.for", name=name, other=names.get(cover.instead_of, "?"), when=when)
    if cover.shift is not None:
        return say("cover.joins", name=name, shift=shift_name(community, say, community.shifts[cover.shift]), when=when)
    return say("cover.alone", name=name, when=when)
