"""Telling people with a role something, in their own language: one of them, or the coordinators."""

from gateway.communities.directory import CommunityRecord
from gateway.communities.on_duty import holders
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import outbox
from gateway.storage.models import Incident
from menus.domain.community import Person, Role
from menus.sms import wording


def notify(
    uow: UnitOfWork,
    record: CommunityRecord,
    person: Person,
    name: str,
    *,
    lane: str = "normal",
    incident: Incident | None = None,
    said: str | None = None,
    **values: str,
) -> None:
    """Queue the text of that name (`sms.<name>` in the locales) for a person.

    Of an `incident`, it names the reference. What is `said` in it is cut to fit.
    """
    if incident is not None:
        values["reference"] = incident.reference or ""
    if said is None:
        text = wording.say(record.community, person.language, name, **values)
    else:
        text = wording.fitting(record.community, person.language, name, said, **values)
    incident_id = incident.id if incident is not None else None
    outbox.queue(uow, record, outbox.OutgoingText("answer", lane, text, (person.phone,), incident_id))


def coordinators(uow: UnitOfWork, record: CommunityRecord) -> tuple[Person, ...]:
    """Return the coordinators of every zone."""
    return holders(uow, record, (Role.COORDINATOR,))
