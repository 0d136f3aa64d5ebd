"""Notices: texts to a person with a role, in that person's language, and the list of coordinators."""

from typing import Protocol

from gateway.communities.directory import CommunityRecord
from gateway.communities.on_duty import holders_now
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import outbox
from menus.domain import quiet_hours
from menus.domain.categories import Level
from menus.domain.community import Person
from menus.domain.drill import Drill
from menus.domain.messages import Lane, MessageKind
from menus.domain.roles import Role
from menus.sms import wording
from menus.text.names import Text


class Referenced(Protocol):
    """A thing that a text is about: it has a row id, and a reference that the text can name."""

    @property
    def id(self) -> int:
        """The id of its row."""

    @property
    def reference(self) -> str:
        """The reference that people write."""

    @property
    def drill(self) -> Drill | None:
        """The tracks of a drill; None for what is real."""


def notify(
    uow: UnitOfWork,
    record: CommunityRecord,
    person: Person,
    name: Text,
    *,
    lane: Lane = Lane.NORMAL,
    incident: Referenced | None = None,
    said: str | None = None,
    **values: str,
) -> None:
    """Queue a text for a person.

    If `incident` is given, the text can name its reference. `said` is a person's own words: they are cut to fit into
    one SMS segment. `values` fill the other placeholders of the text.
    """
    if incident is not None:
        record = record.worded(incident.drill)
        values["reference"] = incident.reference
    if said is None:
        text = wording.say(record.community, person.language, name, **values)
    else:
        text = wording.fitting(record.community, person.language, name, said, **values)
    incident_id = incident.id if incident is not None else None
    outbox.queue(uow, record, outbox.OutgoingText(MessageKind.ANSWER, lane, text, (person.phone,), incident_id))


def notify_of_association(
    uow: UnitOfWork,
    record: CommunityRecord,
    person: Person,
    name: Text,
    *,
    said: str | None = None,
    incident: Referenced | None = None,
    wakes: bool = True,
    **values: str,
) -> None:
    """Queue a text of the association's own life for a person: it waits for all others, and is never sent twice.

    `said` is cut to fit into one SMS segment. One that does not wake anybody waits for the end of the quiet hours.
    """
    if incident is not None:
        values["reference"] = incident.reference
    language = person.language
    if said is None:
        text = wording.say(record.community, language, name, **values)
    else:
        text = wording.fitting(record.community, language, name, said, **values)
    incident_id = incident.id if incident is not None else None
    morning = None if wakes else quiet_hours.waits_until(record.community, Level.MINOR, uow.now)
    outgoing = outbox.OutgoingText(
        MessageKind.ASSOCIATION, Lane.BULK, text, (person.phone,), incident_id, not_before=morning
    )
    outbox.queue(uow, record, outgoing)


def coordinators(uow: UnitOfWork, record: CommunityRecord) -> tuple[Person, ...]:
    """Return the coordinators of every zone."""
    return holders_now(uow, record, (Role.COORDINATOR,))
