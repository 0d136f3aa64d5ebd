"""A row in each table of the association's own life, for the test of later columns."""

from sqlalchemy import insert
from sqlalchemy.orm import Session

from gateway.storage.binding import bound
from gateway.storage.models import (
    Ballot,
    DecisionRow,
    Envelope,
    Household,
    HouseholdRequest,
    HouseholdSheet,
    Row,
    Vote,
    VoteTeller,
    VoteVoter,
)
from gateway.storage.models.giving import Account, Giver, GivingReceipt, Movement
from menus.domain.giving import AccountKind, GivenBy
from menus.domain.vote_life import VoteState
from tests.first_release import STOPPED_AT

TABLES: tuple[type[Row], ...] = (
    DecisionRow,
    Giver,
    Account,
    GivingReceipt,
    Movement,
    Household,
    HouseholdRequest,
    HouseholdSheet,
    Vote,
    VoteTeller,
    VoteVoter,
    Envelope,
    Ballot,
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
    _fill_votes(session, community_id, person_id)


def _fill_votes(session: Session, community_id: int, person_id: int) -> None:
    ours, own = {"community_id": community_id}, {"household_hash": bytes(16)}
    session.execute(insert(Household), [{**ours, **own}])
    asked = {**ours, **own, "phone": "+254700000777", "language": "sw", "code": "1234", "expires_at": STOPPED_AT}
    named = {"first_hash": bytes(16), "second_hash": bytes(16), "first_vouched": True, "second_vouched": False}
    session.execute(insert(HouseholdRequest), bound(session, HouseholdRequest, [{**asked, **named}]))
    sheet = {**ours, "entered_by": person_id, "numbers": "+254700000777", "count": 1, "expires_at": STOPPED_AT}
    session.execute(insert(HouseholdSheet), bound(session, HouseholdSheet, [sheet]))
    times = {"opens_at": STOPPED_AT, "closes_at": STOPPED_AT, "proposed_by": person_id}
    vote = Vote(**ours, state=VoteState.OPEN, is_poll=False, questions={}, options=[], **times)
    session.add(vote)
    session.flush()
    of_vote = {"vote_id": vote.id}
    session.execute(insert(VoteTeller), [{**of_vote, "seat": 1, "person_id": person_id}])
    session.execute(insert(VoteVoter), [{**of_vote, **own, "has_voted": True}])
    session.execute(insert(Envelope), [{**of_vote, **own, "sealed": bytes(49), "has_voted": True}])
    session.execute(insert(Ballot), [{**of_vote, "id": 1 << 60, "sealed": bytes(49)}])
