"""A row in each table of the association's own life, for the test of later columns."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from gateway.storage.binding import bound
from gateway.storage.models import (
    CourtStepRow,
    DecisionRow,
    Incident,
    InterestRow,
    PatrolRequest,
    Row,
    SupportRow,
)
from gateway.storage.models.giving import Account, Giver, GivingReceipt, Movement
from menus.domain.categories import Category
from menus.domain.court import CourtStep
from menus.domain.giving import AccountKind, GivenBy
from menus.domain.interests import InterestKind
from menus.domain.patrol_requests import RequestState
from menus.domain.support import SupportGiver, SupportThing
from tests.first_release import STOPPED_AT

TABLES: tuple[type[Row], ...] = (
    *(DecisionRow, Giver, Account, GivingReceipt, Movement),
    *(InterestRow, CourtStepRow, SupportRow, PatrolRequest),
)
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
    _fill_matters(session, community_id, person_id)


def _fill_matters(session: Session, community_id: int, person_id: int) -> None:
    ours = {"community_id": community_id}
    incident_id = session.scalar(select(Incident.id).limit(1))
    interest = {**ours, "person_id": person_id, "kind": InterestKind.KIN, "incident_id": incident_id, "at": STOPPED_AT}
    session.execute(insert(InterestRow), bound(session, InterestRow, [{**interest, "said_by": "Oversight"}]))
    step = {**ours, "incident_id": incident_id, "step": CourtStep.ARRESTED, "at": STOPPED_AT, "person_id": person_id}
    session.execute(insert(CourtStepRow), [step])
    decision_id = session.scalar(select(DecisionRow.id).limit(1))
    given = {"giver": SupportGiver.LANDLORDS, "thing": SupportThing.FUEL, "value_kes": 300, "station": "Pangani"}
    told = {"month": STOPPED_AT.date(), "decision_id": decision_id, "at": STOPPED_AT, "person_id": person_id}
    session.execute(insert(SupportRow), [{**ours, **given, **told}])
    asked = {"number": "A10009", "zone": "bondeni", "category": Category.BREAK_IN, "begins": 1200, "ends": 240}
    days = {"first_day": STOPPED_AT.date(), "last_day": STOPPED_AT.date()}
    by = {"state": RequestState.ASKED, "asked_at": STOPPED_AT, "asked_by": person_id}
    session.execute(insert(PatrolRequest), [{**ours, **asked, **days, **by}])
