"""Loading: a community file becomes the version in force. A file with faults changes nothing."""

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gateway.communities.directory import bodies
from gateway.communities.file import CommunityFileError, parse, read
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.errors import Refused
from gateway.storage.models import CommunityRow, CommunityVersion, Message, PersonRow
from gateway.storage.sealing import Keyring
from gateway.storage.states import MessageState
from menus.domain import new_numbers
from menus.domain.community import Community

Reading = Callable[[], AbstractContextManager[Session]]


def load(
    new_uow: UnitOfWorkMaker, reading: Reading, keyring: Keyring, text: str, reader: Callable[[str], Community] = read
) -> Community:
    """Store a community file as a new version, unless its text is the same; raise CommunityFileError for faults."""
    community = parse(text)
    body_hash = keyring.digest(text, "community")
    with reading() as session:
        in_force = session.execute(
            select(CommunityVersion.body_hash, CommunityVersion.body)
            .join(CommunityRow, CommunityRow.id == CommunityVersion.community_id)
            .where(CommunityRow.key == community.key, CommunityVersion.version == CommunityRow.version)
        ).first()
    if in_force is not None and in_force.body_hash in keyring.digests(text, "community"):
        return community
    # Making every page takes a second or two: do it only for a new text, and while no lock is held.
    community = reader(text)
    moved = _moved(in_force.body, community) if in_force is not None else {}
    with new_uow() as uow:
        _store(uow, text, body_hash, community, moved)
    return community


def keep_people_in_force(new_uow: UnitOfWorkMaker) -> None:
    """Store the people of a file in force again if Doria now reads one of their numbers differently.

    A newer Doria may read a national number as a number of another country. An unreadable file stays as it is.
    """
    with new_uow() as uow:
        stored = select(CommunityVersion.community_id, CommunityVersion.body).join(
            CommunityRow,
            (CommunityRow.id == CommunityVersion.community_id) & (CommunityRow.version == CommunityVersion.version),
        )
        for community_id, body in uow.session.execute(stored).all():
            try:
                community = parse(body)
            except CommunityFileError:
                continue
            kept = select(PersonRow.phone_hash).where(PersonRow.community_id == community_id)
            known = set(uow.session.scalars(kept))
            if any(known.isdisjoint(uow.keyring.phones(person.phone)) for person in community.people):
                _keep_people(uow, community_id, community)


def _store(uow: UnitOfWork, text: str, body_hash: bytes, community: Community, moved: Mapping[str, str]) -> None:
    session = uow.session
    _refuse_shared_codes(uow, community)
    row = session.scalar(select(CommunityRow).where(CommunityRow.key == community.key).with_for_update())
    if row is None:
        row = CommunityRow(key=community.key, version=0)
        session.add(row)
        session.flush()
    row.version += 1
    session.add(
        CommunityVersion(community_id=row.id, version=row.version, body=text, body_hash=body_hash, loaded_at=uow.now)
    )
    for old, new in moved.items():
        _follow_number(uow, row.id, old, new)
    _keep_people(uow, row.id, community)


def _moved(before: str, community: Community) -> Mapping[str, str]:
    """Return the new number of each person who got one since the file in force, by their old number."""
    try:
        return new_numbers.moved(parse(before), community)
    except CommunityFileError:
        return {}


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
    waiting = (Message.community_id == community_id, Message.phone_hash.in_(theirs), Message.incident_id.is_not(None))
    queued = update(Message).where(*waiting, Message.state == MessageState.QUEUED)
    cancelled = queued.values(state=MessageState.CANCELLED, settled_at=uow.now)
    session.execute(cancelled.execution_options(synchronize_session=False))
    obsolete = update(Message).where(*waiting).values(is_obsolete=True)
    session.execute(obsolete.execution_options(synchronize_session=False))
    session.flush()


def _refuse_shared_codes(uow: UnitOfWork, community: Community) -> None:
    """Raise Refused if another community in force uses one of the codes: its residents would be misled."""
    for key, body in bodies(uow.session).items():
        if key == community.key:
            continue
        try:
            other = parse(body)
        except CommunityFileError:
            # An unreadable file answers no code.
            continue
        shared = {*other.ussd_codes, *other.sms_codes} & {*community.ussd_codes, *community.sms_codes}
        if shared:
            message = (
                f"{', '.join(sorted(shared))}: answered by {other.name} already; give {community.name} its own codes"
            )
            raise Refused(message)


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
            row.left_at = uow.now
