"""Columns that came after the first release: its rows get their empty value, and filled ones go down and come up."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, insert, inspect, select, update
from sqlalchemy.orm import Session

from gateway.storage.binding import bound
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import (
    AccountBalance,
    Act,
    Claim,
    CommunityCode,
    CommunityRow,
    CommunityVersion,
    DangerQuestion,
    DeskBar,
    DeskCode,
    DeskCredential,
    DeskRecovery,
    DeskSession,
    DutyLogRow,
    EraseRequest,
    Event,
    FigurePlots,
    Incident,
    KeptFigures,
    LanguageChoice,
    LineBeside,
    LookRow,
    Mark,
    Message,
    Notification,
    PauseRow,
    PeopleProposal,
    PersonRow,
    PhoneChange,
    Reading,
    RecordCheckpoint,
    RecordEntry,
    RecordTree,
    Report,
    ReservedReference,
    Row,
    ShiftCalendar,
    TypedLength,
)
from gateway.storage.states import CodeKind
from menus.domain.acts import ActKind
from menus.domain.classes import CrimeClass
from menus.domain.desk_proofs import CredentialKind, DeskStage
from menus.domain.drawings import Audience, DrawingStatus, PlotSubject
from menus.domain.drill import Drill
from menus.domain.first_told import FirstTold
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.kept_figures import FigureSubject
from menus.domain.looks import LookKind
from menus.domain.proposal_life import ProposalState
from menus.domain.record import CARRIED_OVER, Source
from tests.first_release import STOPPED_AT, opened
from tests.gateway.storage import association_rows

BEFORE = "0024"
FILLED: dict[type[Row], dict[str, Any]] = {
    Message: {"erase_at": STOPPED_AT, "claimed_by": "machine 17"},
    Incident: {
        "told": next(iter(FirstTold)),
        "words_due_at": STOPPED_AT,
        "ended_as": next(iter(IncidentOutcome)),
        "crime_class": next(iter(CrimeClass)),
        "ob_station": None,
        "erased_at": STOPPED_AT,
        "drill": next(iter(Drill)),
    },
    Report: {"is_texted_back": True, "erased_at": STOPPED_AT},
    Notification: {"station": "Pangani"},
    PersonRow: {"moved_at": STOPPED_AT},
    Mark: {"connections": 17},
    CommunityRow: {"stamp": 7, "short": "MLATA", "country": "KE", "is_example": True, "kept_as": "1 of today"},
    CommunityVersion: {"loaded_by": "", "why": "", "proof": None},
    Event: {"proof": None},
}
"""The columns that came since `BEFORE`, with a value of each."""
LATER: tuple[type[Row], ...] = (
    Reading,
    Claim,
    DangerQuestion,
    LanguageChoice,
    CommunityCode,
    TypedLength,
    PauseRow,
    LineBeside,
    PhoneChange,
    LookRow,
    Act,
    RecordTree,
    RecordEntry,
    RecordCheckpoint,
    EraseRequest,
    DeskCode,
    DeskSession,
    DeskCredential,
    DeskRecovery,
    ShiftCalendar,
    Claim,
    PeopleProposal,
    DeskBar,
    ReservedReference,
    AccountBalance,
    FigurePlots,
    KeptFigures,
    *association_rows.TABLES,
)
"""The tables that came since `BEFORE`."""
OF_OLD_ROWS = {("reports", "ended_at")}
"""The columns that a migration fills in old rows, with what they are: a test of that migration looks at them."""
EMPTY = {"is_texted_back": False, "stamp": 0, "proof": CARRIED_OVER}
"""The empty values of those that are not null."""


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """Give the first release's database after its migration."""
    made = opened(migrated_url)
    yield made
    made.close()


def values(database: Database, table: type[Row]) -> set[tuple[Any, ...]]:
    """Return the different values of the later columns of a table."""
    with database.read() as session:
        return {tuple(row) for row in session.execute(select(*(getattr(table, name) for name in FILLED[table])))}


def empty(table: type[Row]) -> set[tuple[Any, ...]]:
    return {tuple(EMPTY.get(name) for name in FILLED[table])}


def numbers(database: Database) -> list[int]:
    """Return how many rows each table with later columns holds."""
    with database.read() as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in FILLED]


def columns(database: Database) -> set[tuple[str, str]]:
    """Return the table and the name of each column that a database has."""
    found = inspect(database.engine)
    return {(table, column["name"]) for table in found.get_table_names() for column in found.get_columns(table)}


def fill(database: Database) -> None:
    """Put a value into each later column of every row, and a row into each later table."""
    with database.write() as session:
        for table, filled in FILLED.items():
            session.execute(update(table).values(**filled).execution_options(synchronize_session=False))
        person_id = session.scalars(select(PersonRow.id).limit(1)).one()
        reading = {"person_id": person_id, "incident_id": session.scalars(select(Incident.id).limit(1)).one()}
        session.execute(insert(Reading), [{**reading, "details": 1, "words": 2, "has_more": True, "at": STOPPED_AT}])
        asked = {"person_id": person_id, "asked_at": STOPPED_AT, "due_at": STOPPED_AT, "words": "nisaidie"}
        of_one = {"community_id": session.scalars(select(CommunityRow.id).limit(1)).one()}
        session.execute(insert(CommunityCode), [{**of_one, "kind": CodeKind.USSD, "code": "*384*77#"}])
        session.execute(insert(DangerQuestion), bound(session, DangerQuestion, [asked]))
        choice = {"phone_hash": bytes(16), "language": "en", "used_in_week": STOPPED_AT}
        session.execute(insert(LanguageChoice), [choice])
        paused = {**of_one, "paused_at": STOPPED_AT, "why": "the patrol is in danger", "texts_told": 0}
        session.execute(insert(PauseRow), bound(session, PauseRow, [paused]))
        line = {"incident_id": reading["incident_id"], "step": 1, "at": STOPPED_AT, "has_left": True}
        session.execute(insert(LineBeside), [line])
        request = {"phone_hash": bytes(16), "asked_at": STOPPED_AT, "due_at": STOPPED_AT}
        session.execute(insert(EraseRequest), [request])
        session.execute(insert(TypedLength), [{"key": bytes(16), "length": 3, "ends_at": STOPPED_AT}])
        change = {
            **of_one,
            "person_id": person_id,
            "asked_by": person_id,
            "phone": "+254700000777",
            "phone_hash": bytes(16),
        }
        change |= {"code": "1234", "wrong": 0, "asked_at": STOPPED_AT, "expires_at": STOPPED_AT}
        session.execute(insert(PhoneChange), bound(session, PhoneChange, [change]))
        look = {**of_one, "at": STOPPED_AT, "kind": next(iter(LookKind)), "by": "Asha", "why": "to ring"}
        session.execute(insert(LookRow), bound(session, LookRow, [look]))
        act = {**of_one, "at": STOPPED_AT, "kind": ActKind.PAUSED, "is_hidden": False, "facts": {}, "words": "danger"}
        session.execute(insert(Act), bound(session, Act, [act]))
        entry = {**of_one, "seq": 0, "source": Source.EVENTS, "row_id": 1, "is_hidden": False, "salt": bytes(16)}
        session.execute(insert(RecordEntry), [{**entry, "leaf": bytes(32), "seal": bytes(16)}])
        point = {**of_one, "at": STOPPED_AT, "size": 1, "root": bytes(32), "note": "doria/example"}
        session.execute(insert(RecordCheckpoint), [point])
        on_paper = {**of_one, "reference": "10009", "pad": 1, "reserved_at": STOPPED_AT}
        session.execute(insert(ReservedReference), [on_paper])
        balance = {"provider": "africastalking", "currency": "KES", "amount": 100, "at": STOPPED_AT}
        session.execute(insert(AccountBalance), [balance])
        _fill_desk(session, person_id)
        association_rows.fill(session, of_one["community_id"], person_id)


def _fill_desk(session: Session, person_id: int) -> None:
    """Put a row into each table of the desk."""
    soon = {"person_id": person_id, "asked_at": STOPPED_AT, "expires_at": STOPPED_AT}
    session.execute(insert(DeskCode), [{**soon, "code_hash": bytes(16)}])
    session.execute(insert(DeskRecovery), [soon])
    plots = {"community_id": 1, "subject": PlotSubject.RISES, "period": "4", "left_out": ""}
    plots |= {"audience": next(iter(Audience)), "language": "sw"}
    plots |= {"status": next(iter(DrawingStatus)), "asked_at": STOPPED_AT, "counts": {}, "plots": {}}
    session.execute(insert(FigurePlots), [plots])
    kept = {
        "community_id": 1,
        "subject": FigureSubject.EQUITY,
        "period": "2026-Q4",
        "left_out": "",
        "asked_at": STOPPED_AT,
        "found": {},
    }
    session.execute(insert(KeptFigures), [kept])
    session.execute(insert(Claim), [{"incident_id": 1, "person_id": person_id, "until": STOPPED_AT}])
    session.execute(insert(DeskBar), [{"person_id": person_id, "ended_by": person_id, "ended_at": STOPPED_AT}])
    of_one = {"community_id": session.scalars(select(CommunityRow.id).limit(1)).one(), "asked_by": person_id}
    wanted = {
        **of_one,
        "wanted": "{}",
        "asked_at": STOPPED_AT,
        "expires_at": STOPPED_AT,
        "state": ProposalState.WAITING,
    }
    session.execute(insert(PeopleProposal), bound(session, PeopleProposal, [wanted]))
    session.execute(insert(ShiftCalendar), [{"person_id": person_id, "number": 1, "is_open": True}])
    moments = dict.fromkeys(("began_at", "acted_at", "proven_at", "ends_at"), STOPPED_AT)
    signed_in = {"person_id": person_id, "token_hash": bytes(16), "stage": DeskStage.SIGNED_IN, "wrong_proofs": 0}
    session.execute(insert(DeskSession), [{**signed_in, **moments}])
    made = {"person_id": person_id, "kind": CredentialKind.PASSKEY, "secret": "key", "pin": None}
    made |= {"sign_count": 0, "is_backed_up": False, "last_step": 0, "made_at": STOPPED_AT, "last_used_at": STOPPED_AT}
    session.execute(insert(DeskCredential), bound(session, DeskCredential, [made]))


def test_rows_of_the_first_release_have_the_empty_value_and_filled_ones_go_down_and_up(database: Database) -> None:
    before = numbers(database)
    assert all(before)
    for table in FILLED:
        assert values(database, table) == empty(table)
    fill(database)
    now = columns(database)
    migrate(database, BEFORE)
    later = now - columns(database)
    assert later - OF_OLD_ROWS == {
        (table.__tablename__, name) for table, filled in FILLED.items() for name in filled
    } | {(table.__tablename__, column.name) for table in LATER for column in table.__table__.c}
    migrate(database)
    assert numbers(database) == before
    for table in FILLED:
        assert values(database, table) == empty(table)
    with database.read() as session:
        # The last ON of a person begins a time on duty.
        emptied = [table for table in LATER if table not in {RecordTree, DutyLogRow}]
        assert [session.scalars(select(table)).all() for table in emptied] == [[] for _ in emptied]
        # Each community has its tree, and it stands for no row yet.
        trees = session.execute(select(RecordTree.community_id, RecordTree.size).order_by(RecordTree.community_id))
        assert trees.all() == [(one, 0) for one in session.scalars(select(CommunityRow.id).order_by(CommunityRow.id))]
    fill(database)
    assert values(database, Incident) == {tuple(FILLED[Incident].values())}
