"""The codes of communities: each stands once. And the stamps, which tell every process what has changed."""

from collections.abc import Callable, Iterator

from sqlalchemy import ColumnElement, delete, func, insert, select, tuple_

from gateway.communities.records import body_of
from gateway.core.unit_of_work import UnitOfWork
from gateway.errors import Refused
from gateway.logs import logger
from gateway.storage.models import CommunityCode, CommunityRow
from gateway.storage.states import CodeKind
from menus.domain.community import Community
from menus.text import phones

_READING = f"{phones.PLANS}-1"
"""The numbering plans, and a number that rises when Doria reads a file differently: then people are kept anew."""
_STAMPS = b"stamping"
"""The key of the lock of all stamps. Its eight letters are arbitrary."""
log = logger()


def reading_of(version: int) -> str:
    """Return what the row of a community says once the people and codes of a version of its file are kept."""
    return f"{version} {_READING}"


def lock(uow: UnitOfWork) -> None:
    """Let nobody else change a community until the commit: a stamp must never be seen before a smaller one."""
    uow.lock_key(_STAMPS)


def stamp(uow: UnitOfWork, row: CommunityRow) -> None:
    """Tell every process that the file or the people of a community have changed. Call `lock` first."""
    uow.session.flush()
    row.stamp = (uow.session.scalar(select(func.max(CommunityRow.stamp))) or 0) + 1
    uow.session.flush()


def refuse_shared(uow: UnitOfWork, community: Community, read: Callable[[str], Community | None]) -> None:
    """Raise Refused if another community in force uses one of the codes: its residents would be misled.

    A community whose file cannot be read any more (`read` returns None) answers no code, and loses these.
    """
    session = uow.session
    shared = select(CommunityCode).join(CommunityRow, CommunityRow.id == CommunityCode.community_id)
    for held in session.scalars(shared.where(_among(community), CommunityRow.key != community.key)).all():
        other_row = session.get_one(CommunityRow, held.community_id)
        other = read(body_of(session, other_row.key) or "")
        if other is not None:
            codes = {*other.ussd_codes, *other.sms_codes} & {*community.ussd_codes, *community.sms_codes}
            message = (
                f"{', '.join(sorted(codes))}: answered by {other.name} already; give {community.name} its own codes"
            )
            raise Refused(message)
        session.delete(held)
        other_row.kept_as = None
        stamp(uow, other_row)


def keep(uow: UnitOfWork, row: CommunityRow, community: Community) -> None:
    """Keep the codes of the file in force and what else its row says of it, and raise its stamp. Call `lock` first.

    A code that another community answers stays there.
    """
    session = uow.session
    session.execute(delete(CommunityCode).where(CommunityCode.community_id == row.id))
    taken = {(one.kind, one.code) for one in session.scalars(select(CommunityCode).where(_among(community)))}
    free = [
        {"kind": kind, "code": code, "community_id": row.id}
        for kind, code in _codes(community)
        if (kind, code) not in taken
    ]
    if free:
        session.execute(insert(CommunityCode), free)
    if taken:
        log.error("codes.taken", community=row.key, codes=sorted(code for _, code in taken))
    row.short, row.country, row.is_example = community.short, community.country, community.example
    row.kept_as = reading_of(row.version)
    stamp(uow, row)


def _codes(community: Community) -> Iterator[tuple[CodeKind, str]]:
    for code in community.ussd_codes:
        yield CodeKind.USSD, code
    for code in community.sms_codes:
        yield CodeKind.SMS, code


def _among(community: Community) -> ColumnElement[bool]:
    return tuple_(CommunityCode.kind, CommunityCode.code).in_(list(_codes(community)))
