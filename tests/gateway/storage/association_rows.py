"""A row in each table of the association's own life, for the test of later columns."""

from sqlalchemy import insert
from sqlalchemy.orm import Session

from gateway.storage.binding import bound
from gateway.storage.models import (
    BarazaAgendaLine,
    BarazaLine,
    BarazaLook,
    BarazaMeeting,
    BarazaQuestion,
    BarazaReminder,
    DecisionRow,
    Row,
)
from gateway.storage.models.giving import Account, Giver, GivingReceipt, Movement
from menus.domain.baraza import LineKind, QuestionState
from menus.domain.giving import AccountKind, GivenBy
from tests.first_release import STOPPED_AT

BARAZAS = (BarazaMeeting, BarazaAgendaLine, BarazaQuestion, BarazaLook, BarazaLine, BarazaReminder)
TABLES: tuple[type[Row], ...] = (DecisionRow, Giver, Account, GivingReceipt, Movement, *BARAZAS)
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
    _fill_barazas(session, community_id, person_id)


def _fill_barazas(session: Session, community_id: int, person_id: int) -> None:
    by = {"community_id": community_id, "person_id": person_id}
    session.add(BarazaMeeting(**by, begins_at=STOPPED_AT, place="Hall"))
    session.add(BarazaAgendaLine(**by, written_at=STOPPED_AT, meeting_at=STOPPED_AT, words="Lamps"))
    asked = {"community_id": community_id, "number": 1, "asked_at": STOPPED_AT, "words": "When?", "once": bytes(16)}
    question = BarazaQuestion(**asked, state=QuestionState.WAITING)
    session.add(question)
    session.flush()
    look = {"question_id": question.id, "person_id": person_id, "at": STOPPED_AT}
    session.add(BarazaLook(**look, is_coordinator=True, tenure="tenant"))
    session.add(BarazaLine(**by, kind=LineKind.ANSWER, about="Q1", words="Soon", at=STOPPED_AT))
    wish = {"community_id": community_id, "meeting_at": STOPPED_AT, "due_at": STOPPED_AT, "language": "sw"}
    session.add(BarazaReminder(**wish, phone="+254700000009", phone_hash=bytes(16)))
    session.flush()
