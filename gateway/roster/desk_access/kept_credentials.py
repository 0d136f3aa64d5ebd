"""Credentials of the desk: the passkeys and the authenticators of people, kept, listed and ended."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import DeskCredential, PersonRow
from gateway.storage.sealing import Keyring
from menus.domain.acts import ActKind
from menus.domain.desk_proofs import CredentialKind

_PURPOSE = "desk-passkey"
_IS_LIVE = DeskCredential.ended_at.is_(None)


def live(session: Session, person_id: int) -> Sequence[DeskCredential]:
    """Return the credentials of a person that are of use, the oldest first."""
    found = select(DeskCredential).where(DeskCredential.person_id == person_id, _IS_LIVE)
    return session.scalars(found.order_by(DeskCredential.id)).all()


def kinds(session: Session, person_id: int) -> frozenset[CredentialKind]:
    """Return the kinds of the credentials of a person that are of use."""
    found = select(DeskCredential.kind).where(DeskCredential.person_id == person_id, _IS_LIVE)
    return frozenset(session.scalars(found))


def authenticator(session: Session, person_id: int, *, is_locked: bool = False) -> DeskCredential | None:
    """Return the authenticator of a person, perhaps locked until the commit; None without one."""
    found = select(DeskCredential).where(
        DeskCredential.person_id == person_id, DeskCredential.kind == CredentialKind.AUTHENTICATOR, _IS_LIVE
    )
    found = found.order_by(DeskCredential.id.desc()).limit(1)
    return session.scalar(found.with_for_update() if is_locked else found)


def passkey(session: Session, keyring: Keyring, credential_id: str) -> DeskCredential | None:
    """Return the passkey with an id (base 64 for addresses) that is of use, locked until the commit; else None."""
    hashes = keyring.digests(credential_id, _PURPOSE)
    found = select(DeskCredential).where(DeskCredential.credential_hash.in_(hashes), _IS_LIVE)
    return session.scalar(found.with_for_update())


def add_passkey(
    uow: UnitOfWork, person_id: int, credential_id: str, public_key: str, sign_count: int, *, is_backed_up: bool
) -> bool:
    """Keep a passkey of a person; return False for one whose id is known already, in use or ended."""
    known = select(DeskCredential.id).where(
        DeskCredential.credential_hash.in_(uow.keyring.digests(credential_id, _PURPOSE))
    )
    if uow.session.scalar(known) is not None:
        return False
    row = DeskCredential(
        person_id=person_id,
        kind=CredentialKind.PASSKEY,
        credential_hash=uow.keyring.digest(credential_id, _PURPOSE),
        credential_id=credential_id,
        secret=public_key,
        sign_count=sign_count,
        is_backed_up=is_backed_up,
    )
    _add(uow, row)
    return True


def add_authenticator(uow: UnitOfWork, person_id: int, secret: str, pin: str, step: int) -> None:
    """Keep the authenticator of a person. `pin` is a slow hash; the code of `step` has been used."""
    kind = CredentialKind.AUTHENTICATOR
    _add(uow, DeskCredential(person_id=person_id, kind=kind, secret=secret, pin=pin, last_step=step))


def _add(uow: UnitOfWork, row: DeskCredential) -> None:
    row.made_at = row.last_used_at = uow.now
    uow.session.add(row)
    uow.session.flush()
    _note(uow, row, ActKind.CREDENTIAL_ADDED, row.person_id)


def end(uow: UnitOfWork, person_id: int, row_id: int) -> bool:
    """End a credential of a person at their own wish; return False if it is not theirs, or ended already."""
    row = uow.session.get(DeskCredential, row_id, with_for_update=True)
    if row is None or row.person_id != person_id or row.ended_at is not None:
        return False
    row.ended_at = uow.now
    _note(uow, row, ActKind.CREDENTIAL_ENDED, person_id)
    return True


def end_all(uow: UnitOfWork, person_id: int, by: int | None) -> int:
    """End every credential of a person, and return how many. `by` is who did it; None is the operator."""
    rows = live(uow.session, person_id)
    for row in rows:
        row.ended_at = uow.now
        _note(uow, row, ActKind.CREDENTIAL_ENDED, by)
    return len(rows)


def _note(uow: UnitOfWork, row: DeskCredential, kind: ActKind, by: int | None) -> None:
    community_id = uow.session.get_one(PersonRow, row.person_id).community_id
    acts.note(uow, community_id, kind, by=by, person=row.person_id, credential=row.id, way=row.kind.value)
