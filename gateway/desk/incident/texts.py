"""Texts: the SMS about an incident, to whom by role, how far each has come, and what it cost. Never its words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from gateway.carrier.payloads import Status
from gateway.desk.incident.looking import Looking
from gateway.desk.incident.paging import Part, part
from gateway.desk.viewer import current_services
from gateway.storage.models import Message, Notification, ReceiptRow
from gateway.storage.states import MessageState
from menus.domain.categories import Track
from menus.domain.messages import Lane, MessageKind
from menus.domain.receipts import News
from menus.domain.roles import Role
from menus.text import page_words

PAGE = 20
_WORDS = "desk_incident.po"


@dataclass(frozen=True)
class TextLine:
    """A text: when it was written, to whom (empty: somebody without a role), its lane, its state and its cost in KES.

    `receipt` is the name of what the network reports of it, and `receipt_at` when.
    """

    at: str
    to: str
    kind: MessageKind
    lane: Lane
    state: MessageState
    receipt: str = ""
    receipt_at: str = ""
    cost: str = ""


@dataclass(frozen=True)
class Texts:
    """A part of the texts, the newest first, and the cost of all of them in KES."""

    lines: Sequence[TextLine]
    part: Part
    cost: str


def of_incident(session: Session, looking: Looking, asked: str | None) -> Texts:
    """Return the texts about an incident; only somebody who may read names reads of them."""
    of_it = [Message.incident_id == looking.incident.id]
    if not looking.viewer.has(Role.OVERSIGHT):
        of_it.append(or_(Message.track.is_(None), Message.track != Track.OVERSIGHT))
        of_it.append(Message.phone_hash.not_in(_phones_of_oversight(session, looking)))
    number, cost = session.execute(select(func.count(), func.sum(Message.cost)).where(*of_it)).one()
    which = part(asked, PAGE, number)
    newest = select(Message).where(*of_it).order_by(Message.id.desc()).offset(which.skipped).limit(PAGE)
    rows = session.scalars(newest).all()
    receipts = _receipts(session, [row.id for row in rows])
    return Texts([_line(looking, row, receipts.get(row.id)) for row in rows], which, f"{cost or 0:.2f}")


def _phones_of_oversight(session: Session, looking: Looking) -> list[bytes]:
    """Return the phones (their hashes) of the people who know of the incident from the track of oversight alone.

    A text to one of them, on no track, would tell as much as the track does.
    """
    told = select(Notification.person_id, Notification.track).where(Notification.incident_id == looking.incident.id)
    tracks: defaultdict[int, set[Track]] = defaultdict(set)
    for person_id, track in session.execute(told):
        tracks[person_id].add(track)
    people = (looking.record.person(person_id) for person_id, known in tracks.items() if known == {Track.OVERSIGHT})
    keyring = current_services().keyring
    return [digest for person in people if person is not None for digest in keyring.phones(person.phone)]


def _receipts(session: Session, ids: Sequence[int]) -> dict[int, ReceiptRow]:
    """Return the last receipt of each of some messages that says more than that it is on its way."""
    found: dict[int, ReceiptRow] = {}
    for row in session.scalars(select(ReceiptRow).where(ReceiptRow.message_id.in_(ids)).order_by(ReceiptRow.id)):
        if row.message_id is not None and Status.from_word(row.status).news is not News.ON_ITS_WAY:
            found[row.message_id] = row
    return found


def _line(looking: Looking, row: Message, receipt: ReceiptRow | None) -> TextLine:
    person = looking.record.by_phone(row.phone) if row.phone else None
    # Only people with a role are called on a track, or by an alert; other texts without one went to a reporter.
    is_former = person is None and (row.track is not None or row.kind is MessageKind.ALERT)
    to = looking.name(looking.record.person_ids[person.phone]) if person is not None else ""
    to = page_words.say(_WORDS, looking.language, "texts.former") if is_former else to
    return TextLine(
        looking.moment(row.created_at),
        to,
        row.kind,
        row.lane,
        row.state,
        Status.from_word(receipt.status).news.name.lower() if receipt is not None else "",
        looking.moment(receipt.received_at) if receipt is not None else "",
        f"{row.cost:.2f}" if row.cost is not None else "",
    )
