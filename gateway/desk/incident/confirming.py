"""Confirming: the page that says what an act will do before it is done, because it cannot be undone."""

from dataclasses import dataclass

from flask import Response
from sqlalchemy.orm import Session

from gateway.desk import answers, late
from gateway.desk.acts import Press
from gateway.desk.incident import head, page, reports, tracks
from gateway.desk.incident.head import Head
from gateway.desk.incident.looking import Looking
from gateway.desk.viewer import Viewer, current_services
from gateway.storage.models import Incident
from menus.domain.pending import Pending, PendingClose, PendingFalse, PendingJoin


@dataclass(frozen=True)
class Side:
    """An incident that an act will change: its facts, and what residents wrote as the viewer may read it."""

    head: Head
    words: str


def confirmation(viewer: Viewer, pressed: Press, pending: Pending) -> Response:
    """Return the page that says what will happen, with the button that does it."""
    with current_services().reading() as session:
        incident = page.find(session, viewer, pressed.reference)
        if incident is None:
            return answers.not_found()
        seen_other = ""
        sides = [_side(session, viewer, incident)]
        crime = None
        match pending:
            case PendingClose(_, said, chosen):
                words, crime = said, chosen
            case PendingFalse(_, said):
                words = said
            case PendingJoin(_, other_id):
                words, other = "", session.get_one(Incident, other_id)
                # The number comes first, as that of the page does.
                seen_other = late.newest(session, viewer, other)
                sides.append(_side(session, viewer, other))
            case _:
                return answers.not_found()
        return answers.page(
            "incident",
            "desk/incident_confirm.html",
            viewer,
            act=pressed.act,
            typed=pressed.typed,
            seen=pressed.seen,
            seen_other=seen_other,
            said=words,
            crime=crime,
            sides=sides,
            address=f"/desk/incidents/{incident.reference}",
        )


def _side(session: Session, viewer: Viewer, incident: Incident) -> Side:
    looking = Looking(viewer, incident)
    phases = [one.phase for one in tracks.of_incident(session, looking)]
    return Side(head.of_incident(looking, phases), reports.of_incident(session, looking).words)
