"""The register of interests: oversight reads who is out of what, and says it of somebody who has not said it.

What the viewer has an interest in themselves is nowhere on the page. Nor are matters that they may not know of.
"""

from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, Response
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, moments, told
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.matters import forms
from gateway.desk.once import once
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import access, interests
from gateway.incidents.interests import Tie
from gateway.storage.models import Incident, InterestRow
from menus.domain import local_weeks, references
from menus.domain.categories import Level
from menus.domain.community import Person
from menus.domain.interests import InterestKind
from menus.domain.roles import Role
from menus.sms import wording

pages = Blueprint("interests", __name__)
_MOST = 200
"""The most interests, and people to choose from, on the page. A guess."""


@dataclass(frozen=True)
class Row:
    """An interest as the page tells it."""

    name: str
    kind: str
    of: str
    at: str
    until: str
    said_by: str


@pages.get("/desk/interests")
@page_for(Role.OVERSIGHT)
def register(viewer: Viewer) -> Response:
    """Show the register, and the form."""
    return _page(viewer)


@pages.post("/desk/interests/say")
@page_for(Role.OVERSIGHT, needs_fresh=True)
@once("/desk/interests")
def say_of(viewer: Viewer) -> Response:
    """Take somebody out of an incident or a zone that they are tied to."""
    typed = forms.typed("person", "kind", "reference", "zone", "until")
    said = current_services().do(lambda uow: _say(uow, viewer, typed))
    if said != "done":
        return _page(viewer, said, typed, status=422)
    current_services().directory.look()
    told.of_app().put(viewer.session_id, Words(viewer.language, "interests")("said.done"), viewer.now)
    return answers.go_to("/desk/interests")


def _say(uow: UnitOfWork, viewer: Viewer, typed: dict[str, str]) -> str:
    """Write an interest down, and return the name of what the page says."""
    person = _person(viewer, typed["person"])
    kind = next((one for one in InterestKind if one.value == typed["kind"]), None)
    if person is None or kind is None:
        return "said.person"
    tie = Tie(kind, viewer.person)
    if bool(typed["reference"]) == bool(typed["zone"]):
        return "said.of"
    return _of_zone(uow, viewer, person, tie, typed) if typed["zone"] else _of_one(uow, viewer, person, tie, typed)


def _of_one(uow: UnitOfWork, viewer: Viewer, person: Person, tie: Tie, typed: dict[str, str]) -> str:
    incident = _found(uow.session, viewer, typed["reference"])
    if incident is None:
        return "said.unknown"
    uow.lock_row(incident)
    if interests.would_leave_nobody(viewer.record, person, incident):
        return "said.last"
    interests.take_out(uow, viewer.record, person, incident, tie)
    return "done"


def _of_zone(uow: UnitOfWork, viewer: Viewer, person: Person, tie: Tie, typed: dict[str, str]) -> str:
    if viewer.record.community.zone(typed["zone"]) is None:
        return "said.of"
    until = None
    if typed["until"]:
        day = forms.day_of(viewer, typed["until"])
        if day is None or day < viewer.today:
            return "said.until"
        until = local_weeks.begins(day + timedelta(days=1), viewer.record.community.timezone)
    is_done = interests.take_out_of_zone(uow, viewer.record, person, typed["zone"], until, tie)
    return "done" if is_done else "said.last"


def _found(session: Session, viewer: Viewer, reference: str) -> Incident | None:
    """Return an incident that oversight may name: one that it may see, or one that is hidden from nobody."""
    if not references.is_valid(reference):
        return None
    incident = access.by_reference(session, reference)
    if incident is None or not _may_name(session, viewer, incident):
        return None
    return incident


def _may_name(session: Session, viewer: Viewer, incident: Incident) -> bool:
    record, person = viewer.record, viewer.person
    if incident.community_id != record.id or person.phone in record.recused_from(incident):
        return False
    if incident.level is Level.PRIVATE:
        return False
    return not incident.is_hidden or access.may_see(session, record, person, incident)


def _person(viewer: Viewer, typed: str) -> Person | None:
    person_id = int(typed) if typed.isascii() and typed.isdecimal() else 0
    return viewer.record.person(person_id)


def _page(viewer: Viewer, fault: str = "", typed: dict[str, str] | None = None, status: int = 200) -> Response:
    record, language = viewer.record, viewer.language
    with current_services().reading() as session:
        found = interests.register(session, record.id)[:_MOST]
        rows = [row for one in found if (row := _row(session, viewer, one)) is not None]
    people = [(record.person_ids[one.phone], one.name) for one in record.community.people if one.roles != {Role.PATROL}]
    return answers.page(
        "interests",
        "desk/interests.html",
        viewer,
        status=status,
        rows=rows,
        fault=fault,
        typed=typed or {},
        people=[(str(person_id), name) for person_id, name in people[:_MOST]],
        kinds=[(kind.value, Words(language, "interests")(f"kind.{kind}")) for kind in InterestKind],
        zones=[(zone.key, zone.name(language)) for zone in record.community.zones],
    )


def _row(session: Session, viewer: Viewer, one: InterestRow) -> Row | None:
    record, say = viewer.record, Words(viewer.language, "interests")
    incident = session.get(Incident, one.incident_id) if one.incident_id is not None else None
    if incident is not None and not _may_name(session, viewer, incident):
        return None
    person = record.person(one.person_id)
    name = person.name if person is not None else say("somebody")
    of = (
        incident.reference
        if incident is not None
        else wording.place_name(record.community, viewer.language, one.zone, "")
    )
    until = f"{one.until.astimezone(record.community.timezone) - timedelta(minutes=1):%d/%m/%Y}" if one.until else ""
    return Row(name, say(f"kind.{one.kind}"), of, moments.at(viewer, one.at), until, one.said_by or say("themselves"))
