"""Former people and former files: numbers of people whom no file in force names, and files that were replaced.

With the text of a file goes who loaded it, and why: these words may name people.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from gateway.communities import community_codes, people_rows
from gateway.communities.file import CommunityFileError, parse
from gateway.communities.records import files_in_force
from gateway.core import erased_words
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.storage.models import CommunityRow, CommunityVersion, PersonRow
from gateway.upkeep import blanks, former_people
from menus.domain.acts import ErasedWhy
from menus.domain.retention.rules import Since


def erase_former(
    new_uow: UnitOfWorkMaker,
    reading: Callable[[], AbstractContextManager[Session]],
    now: datetime,
    is_stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Erase the numbers of people who left, and the text of replaced files, once `FORMER` is over.

    While the file in force cannot be read, an older one and its people are in force: then everything stays. The files
    are read before anything is locked, and each community has a transaction of its own: reading takes longer than
    erasing.
    """
    with reading() as session:
        files = files_in_force(session, _with_something_to_erase(session, now))
    for row in files:
        if is_stopped():
            return
        try:
            community = parse(row.body)
        except CommunityFileError:
            continue
        with new_uow() as uow:
            community_codes.lock(uow)
            in_force = uow.session.get(CommunityRow, row.community_id)
            if in_force is None or in_force.version != row.version:
                # It was replaced meanwhile. The next run reads the new one.
                continue
            people_rows.note_former(uow, row.community_id, community)
            if former_people.erase_numbers(uow, row.community_id):
                community_codes.stamp(uow, in_force)
            former_people.delete_unneeded(uow, row.community_id)
            _erase_files(uow, row)
            uow.truncates_log = row is files[-1]


def _with_something_to_erase(session: Session, now: datetime) -> set[int]:
    """Return the communities with a number or a file whose time may be over: reading every file takes seconds."""
    # Two statements: with one condition for both, PostgreSQL would read every event to find whom none names.
    people = [
        select(PersonRow.community_id).where(is_over)
        for is_over in (former_people.holds_something(now), former_people.is_unneeded(now))
    ]
    files = (
        select(CommunityVersion.community_id)
        .join(CommunityRow, CommunityRow.id == CommunityVersion.community_id)
        .where(
            CommunityVersion.version < CommunityRow.version,
            CommunityVersion.body != "",
            CommunityVersion.loaded_at < now - _replaced(),
        )
    )
    return {community_id for one in (*people, files) for community_id in session.scalars(one)}


def _replaced() -> timedelta:
    return blanks.after(CommunityVersion, Since.REPLACED, "body")


def _erase_files(uow: UnitOfWork, in_force: CommunityVersion) -> None:
    """Erase the words of replaced files. The rows stay: that there was a file, and when, is on record."""
    follower = aliased(CommunityVersion)
    replaced = (
        select(CommunityVersion.id)
        .join(
            follower,
            (follower.community_id == CommunityVersion.community_id)
            & (follower.version == CommunityVersion.version + 1),
        )
        .where(
            CommunityVersion.community_id == in_force.community_id,
            CommunityVersion.version < in_force.version,
            CommunityVersion.body != "",
            follower.loaded_at < uow.now - _replaced(),
        )
    )
    ids = uow.session.scalars(replaced).all()
    if ids:
        source = CommunityVersion.recording.source
        erased_words.erase(uow, in_force.community_id, source, ids, ErasedWhy.RETENTION)
