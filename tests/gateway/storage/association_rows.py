"""A row in each table of the association's own life, for the test of later columns."""

from sqlalchemy import insert
from sqlalchemy.orm import Session

from gateway.storage.binding import bound
from gateway.storage.models import Course, CourseOpening, DecisionRow, Row
from gateway.storage.models.giving import Account, Giver, GivingReceipt, Movement
from menus.domain.giving import AccountKind, GivenBy
from menus.domain.second_chance import CoursePhase, Petty
from tests.first_release import STOPPED_AT

TABLES: tuple[type[Row], ...] = (DecisionRow, Giver, Account, GivingReceipt, Movement, Course, CourseOpening)
"""The tables of the association's own life."""


def fill(session: Session, community_id: int, person_id: int) -> None:
    """Put a row into each of them."""
    ours = {"community_id": community_id}
    decision = {**ours, "number": 1, "at": STOPPED_AT, "person_id": person_id, "words": "50 a month"}
    session.execute(insert(DecisionRow), bound(session, DecisionRow, [decision]))
    session.execute(insert(Giver), [{**ours, "number": "G10009", "phone_hash": bytes(16), "made_at": STOPPED_AT}])
    kinds = [AccountKind.GIVEN, AccountKind.CASH]
    accounts = [Account(**ours, kind=kind, made_at=STOPPED_AT) for kind in kinds]
    session.add_all(accounts)
    session.flush()
    session.execute(insert(GivingReceipt), [{**ours, "number": "R10009", "book": 1, "made_at": STOPPED_AT}])
    moved = {**ours, "at": STOPPED_AT, "amount_kes": 50, "method": GivenBy.CASH, "by": person_id}
    ends = {"from_account_id": accounts[0].id, "to_account_id": accounts[1].id}
    session.execute(insert(Movement), [{**moved, **ends}])
    course = {**ours, "month": "2026-11", "matter": Petty.THEFT, "phase": CoursePhase.WARNED, "steps": "warned"}
    (row,) = bound(session, Course, [{**course, "code": "JANI 42", "person": "sealed", "note": "came"}])
    session.execute(insert(Course), [row])
    opening = {**ours, "course_id": row["id"], "asked_by": person_id, "asked_at": STOPPED_AT, "expires_at": STOPPED_AT}
    session.execute(insert(CourseOpening), bound(session, CourseOpening, [{**opening, "why": "it is due"}]))
