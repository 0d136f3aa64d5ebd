"""Writing a vote: its question and options in each language, its times, and its three tellers."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, request

from gateway.association.votes import proposing
from gateway.desk import answers, asking
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.once import once
from gateway.desk.viewer import Viewer, current_services
from gateway.desk.votes.pages import LIST
from menus.domain.community import Person
from menus.domain.desk_roles import MEMBER_ROLES
from menus.domain.votes import LONGEST_OPTION, MOST_OPTIONS, OFFICERS, TELLERS, Fault, Wanted

pages = Blueprint("vote_writing", __name__)
_NEW = f"{LIST}/new"
_LONGEST = 200
"""The most characters of a field that are read. A guess: a page of a phone has 160."""


@pages.get(_NEW)
@page_for(*OFFICERS)
def new(viewer: Viewer) -> Response:
    """Show the empty form."""
    return _form(viewer, (), 200)


@pages.post(_NEW)
@page_for(*OFFICERS)
@once(LIST)
def write(viewer: Viewer) -> Response:
    """Write a vote down, or show the form again with what is wrong."""
    zone = viewer.record.community.timezone
    opens_at, closes_at = _moment("opens", zone), _moment("closes", zone)
    if opens_at is None or closes_at is None:
        return _form(viewer, (Fault.NO_TIME,), 422)
    languages = viewer.record.community.languages
    questions = {one: _field(f"question_{one}") for one in languages}
    options = [{one: _field(f"option_{number}_{one}") for one in languages} for number in _numbers()]
    filled = [option for option in options if any(option.values())]
    wanted = Wanted(questions, filled, opens_at, closes_at, is_poll=bool(_field("is_poll")))
    chosen = {_field(f"teller_{seat}") for seat in range(1, TELLERS + 1)}
    tellers = [person for value, person in _people(viewer) if value in chosen]
    made = current_services().do(lambda uow: proposing.propose(uow, viewer.record, viewer.person, wanted, tellers))
    if isinstance(made, proposing.Refused):
        return _form(viewer, made.faults, 422)
    return asking.done(viewer, Words(viewer.language, "votes")("done.written"), f"{LIST}/{made}")


def _numbers() -> range:
    return range(1, MOST_OPTIONS + 1)


def _field(name: str) -> str:
    """Return what was typed into a field, on one line."""
    return " ".join(request.form.get(name, "").replace("\0", " ").split())[:_LONGEST]


def _moment(name: str, zone: ZoneInfo) -> datetime | None:
    """Return the moment (aware) of a field, in the time of the community; None if it is none."""
    try:
        return datetime.fromisoformat(_field(name)).replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _people(viewer: Viewer) -> list[tuple[str, Person]]:
    """Return those who may be tellers, each with the number of their row."""
    record = viewer.record
    return [
        (str(record.person_ids[person.phone]), person)
        for person in record.community.people
        if person.roles & MEMBER_ROLES
    ]


def _form(viewer: Viewer, faults: Sequence[Fault], status: int) -> Response:
    return answers.page(
        "votes",
        "desk/vote_new.html",
        viewer,
        status,
        faults=faults,
        typed=request.form,
        languages=viewer.record.community.languages,
        numbers=list(_numbers()),
        seats=list(range(1, TELLERS + 1)),
        people=_people(viewer),
        longest=LONGEST_OPTION,
    )
