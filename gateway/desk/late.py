"""Late forms: what others did since the page of a form was shown. A form that does not know of it asks again."""

from flask import request
from sqlalchemy.orm import Session

from gateway.desk.incident import history
from gateway.desk.incident.looking import Looking
from gateway.desk.viewer import Viewer
from gateway.storage.models import Incident
from menus.domain.desk_acts import Meanwhile, acted_since

_LONGEST_NUMBER = 18
"""Digits of the greatest number of an event."""


def newest(session: Session, viewer: Viewer, incident: Incident) -> int:
    """Return the number that a form about an incident carries: its newest event that the viewer may know of."""
    return history.newest(session, Looking(viewer, incident))


def since(session: Session, viewer: Viewer, incident: Incident, seen: int) -> list[Meanwhile]:
    """Return what others did to an incident after the event `seen`, as far as the viewer may know of it."""
    return acted_since(seen, viewer.person_id, history.after(session, Looking(viewer, incident), seen))


def seen(name: str = "seen") -> int:
    """Return the number that the form of this request carries; 0 for anything else, so that everything asks again."""
    text = request.form.get(name, "")
    is_one = text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER
    return int(text) if is_one else 0
