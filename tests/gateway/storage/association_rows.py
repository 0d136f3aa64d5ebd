"""A row in each table of the association's own life, for the test of later columns."""

from dataclasses import asdict
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from gateway.storage.binding import bound
from gateway.storage.models import (
    Ballot,
    BarazaAgendaLine,
    BarazaLine,
    BarazaLook,
    BarazaMeeting,
    BarazaQuestion,
    BarazaReminder,
    Course,
    CourseOpening,
    CourtStepRow,
    DecisionRow,
    DutyLogRow,
    EditionRow,
    Envelope,
    Household,
    HouseholdRequest,
    HouseholdSheet,
    Incident,
    InterestRow,
    Message,
    PatrolRequest,
    PatrolRequestText,
    PulseCount,
    PulsePhone,
    RiseRow,
    RiseWeek,
    Row,
    StationAlert,
    StationMeeting,
    StationReply,
    SupportRow,
    Task,
    TaskReport,
    TaskVoice,
    Vetting,
    Vote,
    VoteTeller,
    VoteVoter,
)
from gateway.storage.models.giving import Account, Giver, GivingReceipt, Movement
from gateway.storage.models.giving_asks import BookCheck, GiftInKind, GivingAsk, GivingNote
from gateway.storage.models.paying import IncomingPayment
from menus.domain.baraza import LineKind, QuestionState
from menus.domain.categories import Category
from menus.domain.court import CourtStep
from menus.domain.giving import AccountKind, AskKind, AskState, GivenBy, NoteKind
from menus.domain.interests import InterestKind
from menus.domain.patrol_requests import RequestState
from menus.domain.paying import PaymentSource, PaymentState
from menus.domain.pulse import PulseAnswer, PulseKind
from menus.domain.rise import RiseLevel
from menus.domain.rise_told import ToldRise
from menus.domain.second_chance import CoursePhase, Petty
from menus.domain.station_meetings import MeetingKind
from menus.domain.support import SupportGiver, SupportThing
from menus.domain.tasks import TaskKind, TaskState, VoiceKind
from menus.domain.vetting import RefusalReason, VettingState
from menus.domain.vote_life import VoteState
from tests.first_release import STOPPED_AT

TABLES: tuple[type[Row], ...] = (
    DecisionRow,
    Giver,
    Account,
    GivingReceipt,
    Movement,
    Task,
    TaskReport,
    TaskVoice,
    DutyLogRow,
    Vetting,
    PulseCount,
    PulsePhone,
    GivingAsk,
    GiftInKind,
    GivingNote,
    BookCheck,
    IncomingPayment,
    BarazaMeeting,
    BarazaAgendaLine,
    BarazaQuestion,
    BarazaLook,
    BarazaLine,
    BarazaReminder,
    Household,
    HouseholdRequest,
    HouseholdSheet,
    Vote,
    VoteTeller,
    VoteVoter,
    Envelope,
    Ballot,
    Course,
    CourseOpening,
    InterestRow,
    CourtStepRow,
    SupportRow,
    PatrolRequest,
    PatrolRequestText,
    StationAlert,
    StationMeeting,
    StationReply,
    EditionRow,
    RiseRow,
    RiseWeek,
)
"""The tables of the association's own life."""


def fill(session: Session, community_id: int, person_id: int) -> None:
    """Put a row into each of them."""
    ours = {"community_id": community_id}
    decision = {**ours, "number": 1, "at": STOPPED_AT, "person_id": person_id, "words": "50 a month"}
    session.execute(insert(DecisionRow), bound(session, DecisionRow, [decision]))
    giver = {**ours, "number": "G10009", "phone_hash": bytes(16), "phone": "+254711000021", "made_at": STOPPED_AT}
    session.execute(insert(Giver), bound(session, Giver, [giver]))
    kinds = [AccountKind.GIVEN, AccountKind.CASH]
    accounts = [Account(**ours, kind=kind, made_at=STOPPED_AT) for kind in kinds]
    session.add_all(accounts)
    session.flush()
    session.execute(insert(GivingReceipt), [{**ours, "number": "R10009", "book": 1, "made_at": STOPPED_AT}])
    moved = {**ours, "at": STOPPED_AT, "amount_kes": 50, "method": GivenBy.CASH, "by": person_id}
    ends = {"from_account_id": accounts[0].id, "to_account_id": accounts[1].id}
    session.execute(insert(Movement), [{**moved, **ends}])
    asked = {**ours, "kind": PulseKind.SAFE, "period": "2026-11"}
    session.execute(insert(PulseCount), [{**asked, "zone": "", "answer": PulseAnswer.GOOD, "count": 1}])
    session.execute(insert(PulsePhone), [{**asked, "phone_hash": bytes(16), "ends_at": STOPPED_AT}])
    _fill_youth(session, community_id, person_id)
    _fill_giving(session, community_id, person_id)
    _fill_barazas(session, community_id, person_id)
    _fill_votes(session, community_id, person_id)
    _fill_courses(session, community_id, person_id)
    _fill_matters(session, community_id, person_id)
    _fill_rises(session, community_id)


def _fill_rises(session: Session, community_id: int) -> None:
    week = date(2026, 11, 23)
    told = ToldRise(
        week, "bondeni", Category.THEFT, RiseLevel.RISE, 20, 4.0, 21, 4.5, 12, 3.5, 1, 0.0001, 26, 1.5, None
    )
    session.execute(insert(RiseRow), [{"community_id": community_id, "at": STOPPED_AT, **asdict(told)}])
    session.execute(insert(RiseWeek), [{"community_id": community_id, "week": week}])


def _fill_youth(session: Session, community_id: int, person_id: int) -> None:
    """Put a row into each table of youth work."""
    ours = {"community_id": community_id}
    times = {"made_at": STOPPED_AT, "taken_at": STOPPED_AT, "done_at": STOPPED_AT, "reopened_at": STOPPED_AT}
    task = Task(
        **ours,
        **times,
        number="T10009",
        zone="river",
        kind=TaskKind.DARK,
        project="lamps",
        state=TaskState.DONE,
        made_by=person_id,
        taken_by=person_id,
        did="3 lamps",
    )
    session.add(task)
    session.flush()
    incident_id = session.scalars(select(Incident.id).limit(1)).one()
    session.execute(insert(TaskReport), [{"incident_id": incident_id, "task_id": task.id}])
    voice = {"voice": bytes(16), "subject": "T10009", "kind": VoiceKind.COMES, "at": STOPPED_AT}
    session.execute(insert(TaskVoice), [{**ours, **voice}])
    duty = dict.fromkeys(("on_at", "last_on_at", "lapses_at", "off_at"), STOPPED_AT)
    session.execute(insert(DutyLogRow), [{"person_id": person_id, **duty}])
    decided = {"decided_at": STOPPED_AT, "decided_by": person_id, "reason": RefusalReason.NO_PLACE}
    asked = {"asked_at": STOPPED_AT, "asked_by": person_id, "name": "Somebody", "checks": {"done": []}}
    session.execute(
        insert(Vetting), bound(session, Vetting, [{**ours, **asked, **decided, "state": VettingState.REFUSED}])
    )


def _fill_giving(session: Session, community_id: int, person_id: int) -> None:
    """Put a row into each table of what waits for a second person, of gifts in kind and of payments that came in."""
    ours = {"community_id": community_id}
    given = {**ours, "giver_id": session.scalars(select(Giver.id)).one()}
    receipt_id = session.scalars(select(GivingReceipt.id)).one()
    asked = {"number": "P10009", "kind": AskKind.UNDOING, "amount_kes": 50, "asked_by": person_id}
    times = {"asked_at": STOPPED_AT, "expires_at": STOPPED_AT, "state": AskState.WAITING}
    session.execute(insert(GivingAsk), [{**ours, **asked, **times}])
    things = {"at": STOPPED_AT, "count": 4, "things": "torches", "receipt_id": receipt_id, "by": person_id}
    session.execute(insert(GiftInKind), [{**given, **things}])
    note = {**given, "once": bytes(16), "at": STOPPED_AT, "kind": NoteKind.OFFER, "words": "ten chairs"}
    session.execute(insert(GivingNote), bound(session, GivingNote, [note]))
    checked = {**ours, "month": "2026-11", "person_id": person_id, "at": STOPPED_AT}
    session.execute(insert(BookCheck), [checked])
    paid = {"external_id": "SKU1ABC234", "amount_cents": 5_000, "paid_at": STOPPED_AT, "came_at": STOPPED_AT}
    waits = {"came_by": PaymentSource.CALLBACK, "state": PaymentState.UNCLAIMED}
    session.execute(insert(IncomingPayment), [{**ours, **paid, **waits}])


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


def _fill_courses(session: Session, community_id: int, person_id: int) -> None:
    ours = {"community_id": community_id}
    course = {**ours, "month": "2026-11", "matter": Petty.THEFT, "phase": CoursePhase.WARNED, "steps": "warned"}
    (row,) = bound(session, Course, [{**course, "code": "JANI 42", "person": "sealed", "note": "came"}])
    session.execute(insert(Course), [row])
    opening = {**ours, "course_id": row["id"], "asked_by": person_id, "asked_at": STOPPED_AT, "expires_at": STOPPED_AT}
    session.execute(insert(CourseOpening), bound(session, CourseOpening, [{**opening, "why": "it is due"}]))


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
    request_id = session.scalar(select(PatrolRequest.id).limit(1))
    message_id = session.scalar(select(Message.id).limit(1))
    sent = {"message_id": message_id, "request_id": request_id, "station": "Pangani"}
    session.execute(insert(PatrolRequestText), [sent])
    reached = {"station": "Pangani", "sent_at": STOPPED_AT, "delivered_at": STOPPED_AT}
    session.execute(insert(StationAlert), [{**reached, "incident_id": incident_id}])
    noted = {"station": "Pangani", "kind": MeetingKind.BARAZA, "day": STOPPED_AT.date(), "words": "lamps"}
    held = {"planned_at": STOPPED_AT, "planned_by": person_id, "held_at": STOPPED_AT, "held_by": person_id}
    session.execute(insert(StationMeeting), [{**ours, **noted, **held}])
    said = {"station": "Pangani", "words": "two cars", "at": STOPPED_AT, "person_id": person_id}
    session.execute(insert(StationReply), [{**ours, **said}])
    terms = {"shared_with": "researchers", "why": "to learn", "until": STOPPED_AT.date()}
    made = {"period": "2026-Q3", "number": 1, "made_at": STOPPED_AT, "person_id": person_id, "digest": "0"}
    session.execute(insert(EditionRow), [{**ours, **made, **terms, "files": {}, "cells": {}}])
