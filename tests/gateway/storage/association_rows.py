"""A row in each table of the association's own life, for the test of later columns."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from gateway.storage.binding import bound
from gateway.storage.models import (
    DecisionRow,
    DutyLogRow,
    Incident,
    PulseCount,
    PulsePhone,
    Row,
    Task,
    TaskReport,
    TaskVoice,
    Vetting,
)
from gateway.storage.models.giving import Account, Giver, GivingReceipt, Movement
from menus.domain.giving import AccountKind, GivenBy
from menus.domain.pulse import PulseAnswer, PulseKind
from menus.domain.tasks import TaskKind, TaskState, VoiceKind
from menus.domain.vetting import RefusalReason, VettingState
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
    asked = {**ours, "kind": PulseKind.SAFE, "period": "2026-11"}
    session.execute(insert(PulseCount), [{**asked, "zone": "", "answer": PulseAnswer.GOOD, "count": 1}])
    session.execute(insert(PulsePhone), [{**asked, "phone_hash": bytes(16), "ends_at": STOPPED_AT}])
    _fill_youth(session, community_id, person_id)


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
