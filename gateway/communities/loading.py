"""Loading: a community file becomes the version in force. A file with faults changes nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from gateway.communities import changed_phones, community_codes, decided, people_rows
from gateway.communities.file import CommunityFileError, parse, read
from gateway.communities.records import IS_IN_FORCE, body_of
from gateway.core import record_trees
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.errors import Refused
from gateway.storage.models import (
    CommunityRow,
    CommunityVersion,
    Incident,
    Message,
)
from gateway.storage.sealing import Keyring
from gateway.storage.states import MessageState
from menus.domain import new_numbers
from menus.domain.categories import Level
from menus.domain.community import Community, Stage
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
            people_rows.keep(uow, row.id, community)
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
            changed_phones.follow_number(uow, row.id, old, new)
    people_rows.keep(uow, row.id, community)
    if before is not None:
        for old, new in new_numbers.replaced(before, community).items():
            changed_phones.take_place(uow, row.id, old, new)
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
