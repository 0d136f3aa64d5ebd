"""Arrests at the desk: the matters that wait for word, what is told of them, and figures by station.

A station has figures from ten arrests on: of fewer, a figure would tell of people.
"""

from collections import defaultdict
from dataclasses import dataclass

from flask import Blueprint, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.association.court import steps as court
from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, asking, moments
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.matters import forms
from gateway.desk.once import once
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import access, openness
from gateway.sms.association import matter_commands
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import CourtStepRow, Incident
from menus.domain import court as rules
from menus.domain.court import CourtStep, Stepped
from menus.domain.desk_roles import BOARD_ROLES
from menus.domain.roles import Role
from menus.sms.association_verbs import AssociationVerb
from menus.sms.matter_forms import MatterForm
from menus.text.names import Text

pages = Blueprint("court", __name__)
READERS = (Role.COORDINATOR, Role.OVERSIGHT)
_MOST = 100
"""The most matters that wait on the page. A guess."""
_VERBS = {
    CourtStep.ARRESTED: AssociationVerb.ARREST,
    CourtStep.CHARGED: AssociationVerb.CHARGED,
    CourtStep.RELEASED: AssociationVerb.RELEASED,
    CourtStep.COURT: AssociationVerb.COURT,
    CourtStep.ENDED: AssociationVerb.ENDED,
}
_DONE = {Text.COURT_NOTED.key, Text.COURT_KNOWN.key}
"""The replies that say that a step is written down."""


@dataclass(frozen=True)
class Waiting:
    """A matter that waits for word: its reference, its last step, and since when."""

    reference: str
    step: str
    at: str
    is_overdue: bool


@dataclass(frozen=True)
class Station:
    """The arrests of a station, and what followed."""

    name: str
    arrests: int
    charged: int
    released: int
    silent: int


@pages.get("/desk/court")
@page_for(*READERS)
def show(viewer: Viewer) -> Response:
    """Show the matters that wait, and the figures."""
    return _page(viewer)


@pages.post("/desk/court/tell")
@page_for(*READERS)
@once("/desk/court")
def tell(viewer: Viewer) -> Response:
    """Write down a step, as the text by SMS does."""
    typed = forms.typed("reference", "step", "day")
    step = next((one for one in CourtStep if one.value == typed["step"]), None)
    if step is None:
        return _page(viewer, "fault.step", typed=typed, status=422)

    def do(uow: UnitOfWork) -> Reply:
        day = forms.day_of(viewer, typed["day"]) if typed["day"] else None
        rest = (f"{day:%d/%m/%Y}" if day is not None else typed["day"],) if step is CourtStep.COURT else ()
        form = MatterForm(typed["reference"].replace(" ", "")[:9], tuple(word for word in rest if word))
        sender = Sender(uow, viewer.record, viewer.person)
        return matter_commands.tell_step(sender, _VERBS[step], form)

    reply = current_services().do(do)
    if reply.result not in _DONE:
        return _page(viewer, said=reply.text, typed=typed, status=422)
    return asking.done(viewer, reply.text, "/desk/court")


def _page(
    viewer: Viewer, fault: str = "", typed: dict[str, str] | None = None, status: int = 200, *, said: str = ""
) -> Response:
    with current_services().reading() as session:
        waiting = _waiting(session, viewer)
        stations = _stations(session, viewer)
    return answers.page(
        "court",
        "desk/court.html",
        viewer,
        status=status,
        waiting=waiting,
        stations=stations,
        fewest=rules.FEWEST,
        has_board=viewer.has(*BOARD_ROLES),
        fault=fault,
        said=said,
        typed=typed or {},
        steps=[(step.value, Words(viewer.language, "court")(f"step.{step}")) for step in CourtStep],
    )


def _waiting(session: Session, viewer: Viewer) -> list[Waiting]:
    arrested = select(CourtStepRow.incident_id).where(
        CourtStepRow.community_id == viewer.record.id, CourtStepRow.step == CourtStep.ARRESTED
    )
    known = court.of_incidents(session, list(session.scalars(arrested.distinct())))
    still = {incident_id: found for incident_id, found in known.items() if rules.is_open(found)}
    rows = session.scalars(select(Incident).where(Incident.id.in_(still)).order_by(Incident.id.desc()))
    seen = [one for one in rows if access.may_see(session, viewer.record, viewer.person, one)]
    return [_told(viewer, one, still[one.id]) for one in seen[:_MOST]]


def _told(viewer: Viewer, incident: Incident, known: list[Stepped]) -> Waiting:
    last, timezone = known[-1], viewer.record.community.timezone
    is_overdue = bool(rules.overdue(known, viewer.now, timezone))
    return Waiting(incident.reference, last.step.value, moments.at(viewer, last.at), is_overdue)


def _stations(session: Session, viewer: Viewer) -> list[Station]:
    """Return the figures of each station that has ten arrests or more in what everybody may count."""
    ours = (Incident.community_id == viewer.record.id, Incident.ob_station.is_not(None), *openness.IS_OPEN)
    theirs = openness.without_interests(viewer.person_id, viewer.record.interests)
    arrested = select(CourtStepRow.incident_id).where(CourtStepRow.step == CourtStep.ARRESTED)
    rows = session.scalars(select(Incident).where(*ours, *theirs, Incident.id.in_(arrested))).all()
    known = court.of_incidents(session, [one.id for one in rows])
    by_station: defaultdict[str, list[list[Stepped]]] = defaultdict(list)
    for one in rows:
        by_station[" ".join((one.ob_station or "").casefold().split())].append(known[one.id])
    return [
        Station(
            name.title(),
            len(found),
            _having(found, CourtStep.CHARGED),
            _having(found, CourtStep.RELEASED),
            sum(rules.is_open(each) for each in found),
        )
        for name, found in sorted(by_station.items())
        if len(found) >= rules.FEWEST
    ]


def _having(found: list[list[Stepped]], step: CourtStep) -> int:
    return sum(any(one.step is step for one in each) for each in found)
