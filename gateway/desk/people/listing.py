"""The list of people, and one person of it: what the file says of them, their number, and their access to the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.desk.viewer import Viewer
from gateway.storage.models import DeskBar, DeskCredential, DeskSession, PersonRow
from menus.domain.circles import CLOSED
from menus.domain.community import Person
from menus.domain.desk_proofs import CredentialKind, DeskStage
from menus.domain.desk_roles import DESK_ROLES
from menus.domain.phone_changes import ending

A_PAGE = 50
"""The people on a page: some 30 KB with long names."""


class NumberState(StrEnum):
    """Whether a number is known to be its person's. The values name the words."""

    PROVEN = "proven"
    ASKED = "asked"
    """It was asked for an OK, which has not come yet."""
    DOUBTED = "doubted"
    """It was asked days ago, and is silent."""


@dataclass(frozen=True)
class Access:
    """The access of a person to the desk. `last_in` is None for nobody who signed in lately.

    `is_told`: whether their last sign-in is told at all. That of a closed circle may come just after something hidden.
    """

    has_desk: bool
    is_told: bool
    last_in: datetime | None
    passkeys: int
    authenticators: int
    is_barred: bool


@dataclass(frozen=True)
class Listed:
    """A person of the list."""

    row_id: int
    person: Person
    last: str
    number: NumberState
    access: Access


def read(session: Session, viewer: Viewer, people: Sequence[Person]) -> list[Listed]:
    """Return some people of the viewer's community, with what is known of each."""
    ids = {viewer.record.person_ids[person.phone]: person for person in people}
    numbers = _numbers(session, list(ids))
    seen, held, barred = _last_in(session, list(ids)), _held(session, list(ids)), _barred(session, list(ids))
    return [
        Listed(
            row_id,
            person,
            ending(person.phone),
            numbers.get(row_id, NumberState.PROVEN),
            Access(
                bool(person.roles & DESK_ROLES),
                not person.roles & CLOSED,
                seen.get(row_id) if not person.roles & CLOSED else None,
                held.get((row_id, CredentialKind.PASSKEY), 0),
                held.get((row_id, CredentialKind.AUTHENTICATOR), 0),
                row_id in barred,
            ),
        )
        for row_id, person in ids.items()
    ]


def _numbers(session: Session, ids: list[int]) -> Mapping[int, NumberState]:
    asked = select(PersonRow.id, PersonRow.asked_at, PersonRow.doubted_at).where(PersonRow.id.in_(ids))
    return {
        row_id: NumberState.DOUBTED if doubted_at is not None else NumberState.ASKED
        for row_id, asked_at, doubted_at in session.execute(asked)
        if asked_at is not None or doubted_at is not None
    }


def _last_in(session: Session, ids: list[int]) -> Mapping[int, datetime]:
    is_theirs = (DeskSession.person_id.in_(ids), DeskSession.stage == DeskStage.SIGNED_IN)
    found = select(DeskSession.person_id, func.max(DeskSession.began_at)).where(*is_theirs)
    return {row.person_id: row[1] for row in session.execute(found.group_by(DeskSession.person_id))}


def _held(session: Session, ids: list[int]) -> Mapping[tuple[int, CredentialKind], int]:
    is_live = (DeskCredential.person_id.in_(ids), DeskCredential.ended_at.is_(None))
    found = select(DeskCredential.person_id, DeskCredential.kind, func.count(DeskCredential.id)).where(*is_live)
    grouped = session.execute(found.group_by(DeskCredential.person_id, DeskCredential.kind))
    return {(row_id, kind): number for row_id, kind, number in grouped}


def _barred(session: Session, ids: list[int]) -> frozenset[int]:
    return frozenset(session.scalars(select(DeskBar.person_id).where(DeskBar.person_id.in_(ids))))
