"""The file that a page about people works on: its number, its text, and the viewer as it names them."""

from dataclasses import dataclass, replace

from flask import request

from gateway.communities import records
from gateway.desk.viewer import Viewer, current_services

SEEN = "seen"
"""The field of a form with the number of the version that its person has read."""
_LONGEST = 12


@dataclass(frozen=True)
class Current:
    """The version of the file in force, and the viewer by it."""

    viewer: Viewer
    version: int
    body: str

    @property
    def is_seen(self) -> bool:
        """Whether the form was made of this very version."""
        return request.form.get(SEEN, "")[:_LONGEST] == str(self.version)


def read(viewer: Viewer) -> Current | None:
    """Return what is in force now; None if the file does not name the viewer in their role any more.

    Another process may have stored a file in this very second, which the directory does not know yet.
    """
    services = current_services()
    with services.reading() as session:
        version, body = records.in_force(session, viewer.record.id)
    if version == viewer.record.version:
        return Current(viewer, version, body)
    services.directory.look()
    record = services.directory.find(viewer.record.id)
    person = record.person(viewer.person_id) if record is not None else None
    if record is None or person is None or person.roles != viewer.person.roles:
        return None
    return Current(replace(viewer, record=record, person=person), version, body)
