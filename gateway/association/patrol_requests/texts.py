"""Texts of a request for patrols: which one went to which station, so that a lost one is no silence of the police."""

from sqlalchemy import func, select

from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import outbox
from gateway.storage.models import Message, PatrolRequest, PatrolRequestText
from menus.domain.community import Person
from menus.domain.messages import MessageKind
from menus.domain.stations import UNNAMED


def note(uow: UnitOfWork, row: PatrolRequest, contact: Person) -> None:
    """Keep that the text that was just queued for a contact takes a request to their station.

    Its receipt says later whether it has arrived. The station is kept at once, as the file in force names it.
    """
    outbox.write(uow)
    ours = (
        Message.phone_hash.in_(uow.keyring.phones(contact.phone)),
        Message.kind == MessageKind.ASSOCIATION,
        Message.created_at == uow.now,
    )
    message_id = uow.session.scalar(select(func.max(Message.id)).where(*ours))
    if message_id is not None:
        text = {"message_id": message_id, "request_id": row.id, "station": contact.station or UNNAMED}
        uow.insert(PatrolRequestText, [text])
