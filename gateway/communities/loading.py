"""Loading: a community file becomes the version in force. A file with faults changes nothing."""

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from gateway.communities import community_codes, decided
from gateway.communities.file import CommunityFileError, parse, read
from gateway.communities.records import IS_IN_FORCE, body_of
from gateway.core import record_trees
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.errors import Refused
from gateway.storage.models import (
    CommunityRow,
    CommunityVersion,
    DeskCode,
    DeskSession,
    Incident,
    Message,
    Notification,
    PersonRow,
    PhoneChange,
)
from gateway.storage.sealing import Keyring
from gateway.storage.states import MessageState
from menus.domain import new_numbers
from menus.domain.assignment_life import NO_LONGER_NEEDED, AssignmentState
from menus.domain.categories import Level
from menus.domain.community import Community, Stage
from menus.domain.incident_life import LIVE
from menus.domain.stage import may_be_texted

Reading = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True)
class Signed:
    """The person who loads a file, and the reason, as they say it. Both are kept with the version."""

    by: str | None = None
    why: str | None = None


UNSIGNED = Signed()
ANYTHING = object()
"""Any community, or none: whatever is in force."""


def load(
    new_uow: UnitOfWorkMaker,
    reading: Reading,
    keyring: Keyring,
    text: str,
    reader: Callable[[str], Community] = read,
    signed: Signed = UNSIGNED,
    instead_of: object = ANYTHING,
) -> Community:
    """Store a community file as a new version, unless its text is the same; raise CommunityFileError for faults.

    `signed` says who loads it and why. With `instead_of`, a community or None, raise Refused if another one is in force
    by now: somebody has agreed to what the file changes in that one.
    """
    community = parse(text)
    while True:
        with reading() as session:
            found = session.execute(
                select(CommunityRow.version, CommunityVersion.body_hash, CommunityVersion.body)
                .outerjoin(CommunityVersion, IS_IN_FORCE)
                .where(CommunityRow.key == community.key)
            ).first()
        if found is not None and found.body_hash in keyring.digests(text, "community"):
            return community
        before = _in_force(found.body) if found is not None and found.body is not None else None
        if instead_of is not ANYTHING and before != instead_of:
            raise Refused(_meanwhile(community))
        # Making every page takes a second or two: do it only for a new text, and while no lock is held.
        community = reader(text)
        with new_uow() as uow:
            community_codes.lock(uow)
            version = uow.session.scalar(select(CommunityRow.version).where(CommunityRow.key == community.key))
            # Somebody may have got another number meanwhile: the alerts of who had it must follow from there.
            if version == (found.version if found is not None else None):
                _store(uow, text, community, before, signed)
                return community


def _meanwhile(community: Community) -> str:
    return f"another file of {community.name} has been loaded meanwhile; nothing was stored, do it again"


def store(uow: UnitOfWork, text: str, signed: Signed, instead_of: str) -> Community:
    """Store a file whose pages fit as a new version, in a transaction that does other things as well.

    It was made of the text `instead_of`: raise Refused if another file is in force meanwhile. Raise CommunityFileError
    for faults.
    """
    community = parse(text)
    community_codes.lock(uow)
    body = body_of(uow.session, community.key)
    if body != instead_of:
        raise Refused(_meanwhile(community))
    _store(uow, text, community, _in_force(body), signed)
    return community


def in_force(reading: Reading, key: str) -> Community | None:
    """Return the community of a key by its file in force; None if there is none, or if nobody can read it any more."""
    with reading() as session:
        body = body_of(session, key)
    return _in_force(body) if body is not None else None


def keep_people_in_force(new_uow: UnitOfWorkMaker, tell: Callable[[int, int], None] = lambda _done, _of: None) -> None:
    """Keep the people and codes of each file in force anew that was kept by another reading than that of today.

    A newer Doria may read a national number as a number of another country. An unreadable file stays as it is. `tell`
    is told before each community how many are done, and of how many.
    """
    with new_uow() as uow:
        kept_as = uow.session.execute(select(CommunityRow.id, CommunityRow.version, CommunityRow.kept_as)).all()
    for done, (community_id, version, was) in enumerate(kept_as):
        tell(done, len(kept_as))
        if was == community_codes.reading_of(version):
            continue
        # One transaction for each: reading 1,000 files in one would keep every other writer waiting for seconds.
        with new_uow() as uow:
            row = uow.session.get_one(CommunityRow, community_id)
            body = body_of(uow.session, row.key)
            community = _in_force(body) if body is not None else None
            if community is None:
                continue
            community_codes.lock(uow)
            _keep_people(uow, row.id, community)
            community_codes.keep(uow, row, community)


def _store(uow: UnitOfWork, text: str, community: Community, before: Community | None, signed: Signed) -> None:
    session = uow.session
    community_codes.lock(uow)
    community_codes.refuse_shared(uow, community, _in_force)
    row = session.scalar(select(CommunityRow).where(CommunityRow.key == community.key).with_for_update())
    if row is None:
        row = CommunityRow(key=community.key, version=0)
        session.add(row)
        session.flush()
        record_trees.begin(uow, row.id)
    decided.check(session, row.id, text, before, community)
    row.version += 1
    session.add(
        CommunityVersion(
            community_id=row.id,
            version=row.version,
            body=text,
            body_hash=uow.keyring.digest(text, "community"),
            loaded_at=uow.now,
            loaded_by=signed.by,
            why=signed.why,
        )
    )
    if before is not None:
        for old, new in new_numbers.moved(before, community).items():
            _follow_number(uow, row.id, old, new)
    _keep_people(uow, row.id, community)
    if before is not None:
        for old, new in new_numbers.replaced(before, community).items():
            _take_place(uow, row.id, old, new)
    _keep_back(uow, row.id, community)
    community_codes.keep(uow, row, community)


def _keep_back(uow: UnitOfWork, community_id: int, community: Community) -> None:
    """Keep back the texts that wait and that the stage of the new file lets nobody send any more.

    One that is under way now is not tried again.
    """
    if community.stage is Stage.LIVE:
        return
    free = [person for person in community.people if may_be_texted(community.stage, person)]
    hashes = [one for person in free for one in uow.keyring.phones(person.phone)]
    private = select(Incident.id).where(Incident.community_id == community_id, Incident.level == Level.PRIVATE)
    may_not = or_(Message.phone_hash.not_in(hashes), Message.incident_id.in_(private))
    kept = {"state": MessageState.KEPT_BACK, "settled_at": uow.now, "reason": community.stage.value}
    for state, values in ((MessageState.QUEUED, kept), (MessageState.SENDING, {})):
        theirs = (Message.community_id == community_id, Message.state == state, may_not)
        changed = update(Message).where(*theirs).values(**values, is_obsolete=True)
        uow.session.execute(changed.execution_options(synchronize_session=False))


def _in_force(body: str) -> Community | None:
    """Return the community of the file in force, or None if nobody can read it any more."""
    try:
        return parse(body)
    except CommunityFileError:
        return None


def _follow_number(uow: UnitOfWork, community_id: int, old: str, new: str) -> None:
    """Give a person with a new number their old row: their duty and their assignments stay.

    The clock sends the open alerts to the new number. Texts that have not left to the old one are cancelled.
    """
    session, theirs = uow.session, uow.keyring.phones(old)
    of_community = PersonRow.community_id == community_id
    row = session.scalar(select(PersonRow).where(of_community, PersonRow.phone_hash.in_(theirs)))
    if row is None:
        return
    for former in session.scalars(
        select(PersonRow).where(of_community, PersonRow.phone_hash.in_(uow.keyring.phones(new)))
    ):
        # Somebody had this number before, and left.
        former.phone, former.phone_hash = "", os.urandom(len(former.phone_hash))
    session.flush()
    row.phone, row.phone_hash = new, uow.keyring.phone(new)
    row.last_wrote_at, row.asked_at, row.doubted_at, row.moved_at = uow.now, None, None, uow.now
    session.flush()
    # If the new file turns out to be unreadable, the one before is in force again, with the old number.
    session.add(
        PersonRow(community_id=community_id, phone_hash=theirs[0], phone=old, last_wrote_at=uow.now, left_at=uow.now)
    )
    _cancel_texts(uow, community_id, theirs)
    _end_requests(uow, row.id)
    _end_desk(uow, row.id)


def _end_desk(uow: UnitOfWork, person_id: int) -> None:
    """End the codes for the desk and the session of a person: somebody else may hold the old phone."""
    for table, until in ((DeskCode, DeskCode.expires_at), (DeskSession, DeskSession.ends_at)):
        ended = update(table).where(table.person_id == person_id, until > uow.now).values({until: uow.now})
        uow.session.execute(ended.execution_options(synchronize_session=False))


def _end_requests(uow: UnitOfWork, person_id: int) -> None:
    """End the requests for another number that a person has made, or that are about them.

    A thief with the person's old phone may have made them.
    """
    theirs = or_(PhoneChange.asked_by == person_id, PhoneChange.person_id == person_id)
    ended = update(PhoneChange).where(theirs, PhoneChange.ended_at.is_(None)).values(ended_at=uow.now)
    uow.session.execute(ended.execution_options(synchronize_session=False))


def _take_place(uow: UnitOfWork, community_id: int, old: str, new: str) -> None:
    """Let somebody who has come in the place of another get the open alerts of that place, as if for the first time.

    The clock sends them. Texts that have not left to the old number are cancelled.
    """
    session, theirs = uow.session, uow.keyring.phones(old)
    of_community = PersonRow.community_id == community_id
    left = session.scalar(select(PersonRow).where(of_community, PersonRow.phone_hash.in_(theirs)))
    come = session.scalar(select(PersonRow).where(of_community, PersonRow.phone_hash.in_(uow.keyring.phones(new))))
    if left is None or come is None:
        return
    having = select(Notification.incident_id).where(Notification.person_id == come.id)
    for incident_id, track in session.execute(
        select(Notification.incident_id, Notification.track)
        .join(Incident, Incident.id == Notification.incident_id)
        .where(
            Notification.person_id == left.id,
            Notification.state.not_in(NO_LONGER_NEEDED | {AssignmentState.RECUSED}),
            Notification.incident_id.not_in(having),
            Incident.status.in_(LIVE),
        )
    ).all():
        session.add(Notification(incident_id=incident_id, person_id=come.id, track=track, at=uow.now))
    come.moved_at = uow.now
    _cancel_texts(uow, community_id, theirs)


def _cancel_texts(uow: UnitOfWork, community_id: int, theirs: Sequence[bytes]) -> None:
    """Cancel the texts about incidents that have not left to a number (its hashes) that nobody has any more."""
    session = uow.session
    waiting = (Message.community_id == community_id, Message.phone_hash.in_(theirs), Message.incident_id.is_not(None))
    queued = update(Message).where(*waiting, Message.state == MessageState.QUEUED)
    cancelled = queued.values(state=MessageState.CANCELLED, settled_at=uow.now)
    session.execute(cancelled.execution_options(synchronize_session=False))
    obsolete = update(Message).where(*waiting).values(is_obsolete=True)
    session.execute(obsolete.execution_options(synchronize_session=False))
    session.flush()


def _keep_people(uow: UnitOfWork, community_id: int, community: Community) -> None:
    session = uow.session
    known = {
        person.phone_hash: person
        for person in session.scalars(select(PersonRow).where(PersonRow.community_id == community_id))
    }
    for person in community.people:
        hashes = uow.keyring.phones(person.phone)
        row = next((known[one] for one in hashes if one in known), None) or PersonRow(
            community_id=community_id, phone_hash=hashes[0], last_wrote_at=uow.now
        )
        row.phone = person.phone
        session.add(row)
    session.flush()
    note_former(uow, community_id, community)


def note_former(uow: UnitOfWork, community_id: int, community: Community) -> None:
    """Note since when the file in force does not name somebody any more: their number is erased some time later."""
    named = {person.phone for person in community.people}
    for row in uow.session.scalars(select(PersonRow).where(PersonRow.community_id == community_id)):
        if row.phone in named:
            row.left_at = None
        elif row.left_at is None:
            # The clock ends what they were on the way to.
            row.left_at = row.moved_at = uow.now
