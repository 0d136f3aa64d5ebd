"""Former people and former files: numbers of people whom no file in force names, and files that were replaced.

With the text of a file goes who loaded it, and why: these words may name people.
"""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased

from gateway.communities import community_codes, loading
from gateway.communities.file import CommunityFileError, parse
from gateway.communities.records import files_in_force
from gateway.core import erased_words
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.storage.models import CommunityRow, CommunityVersion, PersonRow
from menus.domain.acts import ErasedWhy
from menus.domain.record import Source

FORMER = timedelta(days=30)
"""Retention period of the number of a person after they left, and of a file after it was replaced.

It is as long as that of texts, which hold the same numbers. A guess, to be tested with the associations.
"""
_HASH_BYTES = 16


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
            loading.note_former(uow, row.community_id, community)
            if _erase_people(uow, row.community_id):
                community_codes.stamp(uow, in_force)
            _erase_files(uow, row)
            uow.truncates_log = row is files[-1]


def _with_something_to_erase(session: Session, now: datetime) -> set[int]:
    """Return the communities with a number or a file whose time may be over: reading every file takes seconds."""
    until = now - FORMER
    people = select(PersonRow.community_id).where(PersonRow.left_at < until, PersonRow.phone != "")
    files = (
        select(CommunityVersion.community_id)
        .join(CommunityRow, CommunityRow.id == CommunityVersion.community_id)
        .where(
            CommunityVersion.version < CommunityRow.version,
            CommunityVersion.body != "",
            CommunityVersion.loaded_at < until,
        )
    )
    return {*session.scalars(people), *session.scalars(files)}


def _erase_people(uow: UnitOfWork, community_id: int) -> bool:
    """Erase numbers, and return whether there were any.

    The rows stay: events tell by them that the same person did two things.
    """
    is_former = (PersonRow.community_id == community_id, PersonRow.left_at < uow.now - FORMER, PersonRow.phone != "")
    person_ids = uow.session.scalars(select(PersonRow.id).where(*is_former)).all()
    for person_id in person_ids:
        uow.session.execute(
            update(PersonRow)
            .where(PersonRow.id == person_id)
            .values(phone="", phone_hash=os.urandom(_HASH_BYTES))
            .execution_options(synchronize_session=False)
        )
    return bool(person_ids)


def _erase_files(uow: UnitOfWork, in_force: CommunityVersion) -> None:
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
            follower.loaded_at < uow.now - FORMER,
        )
    )
    ids = uow.session.scalars(replaced).all()
    erased_words.erase(uow, in_force.community_id, Source.COMMUNITY_VERSIONS, ids, ErasedWhy.RETENTION)
