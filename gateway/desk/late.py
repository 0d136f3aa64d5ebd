"""Late forms: what was done since the page of a form was shown. A form that does not know of it asks again.

A form carries a mark of the newest event that its viewer may know of. The number itself would tell how many events came
meanwhile in all incidents, also in those that nobody else may know of.
"""

from flask import request
from sqlalchemy.orm import Session

from gateway.desk.incident import history
from gateway.desk.incident.looking import Looking
from gateway.desk.viewer import Viewer, current_services
from gateway.storage.models import Incident
from menus.domain.desk_acts import Meanwhile, acted

_LETTERS = 16
"""The letters of a mark: nobody meets the same one twice by chance."""


def mark(person_id: int, incident_id: int, event_id: int) -> str:
    """Return the mark of an event of an incident on the pages of one person; 0 stands for no event."""
    said = f"{person_id}\0{incident_id}\0{event_id}"
    return current_services().keyring.digest(said, "desk-event").hex()[:_LETTERS]


def newest(session: Session, viewer: Viewer, incident: Incident) -> str:
    """Return what a form about an incident carries: the mark of the newest event that the viewer may know of."""
    known = history.known(session, Looking(viewer, incident))
    return mark(viewer.person_id, incident.id, known[0].number if known else 0)


def since(session: Session, viewer: Viewer, incident: Incident, seen: str) -> list[Meanwhile]:
    """Return what people did to an incident after the event with a mark, the oldest first.

    Only what the viewer may know of is among it. With a mark that is none, it is everything.
    """
    later = []
    for event in history.known(session, Looking(viewer, incident)):
        if mark(viewer.person_id, incident.id, event.number) == seen:
            break
        later.append(event)
    return acted(reversed(later))


def seen(name: str = "seen") -> str:
    """Return the mark that the form of this request carries; an empty text if it carries none."""
    return request.form.get(name, "")[:_LETTERS]
