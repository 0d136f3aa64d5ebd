"""The base of all rows, and the types that their columns share."""

from datetime import datetime
from typing import Any, ClassVar, TypeVar

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    func,
    text,
)
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute

from gateway.storage.columns import Named, UtcDateTime
from gateway.storage.states import CodeKind, MessageState
from menus.domain.accused import AccusedGroup
from menus.domain.acts import ActKind
from menus.domain.assignment_life import AssignmentState
from menus.domain.backup import BackupState
from menus.domain.baraza import LineKind, QuestionState, RefusedWhy
from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.classes import CrimeClass
from menus.domain.court import CourtStep
from menus.domain.desk_proofs import CredentialKind, DeskStage
from menus.domain.draft import CallWish, Channel, Safety, Topic
from menus.domain.draft_life import DraftState
from menus.domain.drawings import Audience, DrawingStatus, PlotSubject
from menus.domain.drill import Drill
from menus.domain.escalation_life import EscalationPhase
from menus.domain.first_told import FirstTold
from menus.domain.giving import AccountKind, AskKind, AskState, Band, GivenBy, NoteKind, Offered
from menus.domain.inbound import InboundRoute
from menus.domain.incident_life import IncidentStatus
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.interests import InterestKind
from menus.domain.kept_figures import FigureSubject
from menus.domain.looks import LookKind
from menus.domain.marks import AlarmKind, Caution
from menus.domain.messages import Lane, MessageKind, WaitsFor
from menus.domain.outcomes import Cause, Fate
from menus.domain.patrol_requests import RequestState
from menus.domain.paying import PaymentSource, PaymentState
from menus.domain.pending import PendingVerb
from menus.domain.proposal_life import ProposalState
from menus.domain.pulse import PulseAnswer, PulseKind
from menus.domain.record import Source
from menus.domain.rise import RiseLevel
from menus.domain.roles import Role
from menus.domain.second_chance import CourseEnd, CoursePhase, CourseStep, Petty, Repair, Victim
from menus.domain.station_meetings import MeetingKind
from menus.domain.support import SupportGiver, SupportThing
from menus.domain.tasks import TaskKind, TaskState, VoiceKind
from menus.domain.text_order import Subject
from menus.domain.timeline import EventKind
from menus.domain.vetting import RefusalReason, VettingState
from menus.domain.vote_life import Void, VoteState

T = TypeVar("T")
Serial = BigInteger().with_variant(Integer, "sqlite")
Hash = LargeBinary(16)
_ENUMS = (
    LineKind,
    QuestionState,
    RefusedWhy,
    AccountKind,
    ActKind,
    AskKind,
    AskState,
    Audience,
    BackupState,
    Band,
    CallWish,
    Category,
    Cause,
    Channel,
    CodeKind,
    CourtStep,
    CredentialKind,
    DeskStage,
    DraftState,
    DrawingStatus,
    FigureSubject,
    Drill,
    EventKind,
    Fate,
    FirstTold,
    GivenBy,
    Harm,
    InboundRoute,
    IncidentOutcome,
    CourseEnd,
    CoursePhase,
    CourseStep,
    InterestKind,
    CrimeClass,
    IncidentStatus,
    AccusedGroup,
    AlarmKind,
    AssignmentState,
    Caution,
    EscalationPhase,
    PlotSubject,
    Topic,
    Lane,
    Level,
    LookKind,
    MessageKind,
    MeetingKind,
    MessageState,
    NoteKind,
    Offered,
    PaymentSource,
    PaymentState,
    PendingVerb,
    Petty,
    ProposalState,
    PulseAnswer,
    PulseKind,
    RefusalReason,
    Repair,
    RequestState,
    RiseLevel,
    Role,
    Safety,
    Source,
    Subject,
    TaskKind,
    TaskState,
    SupportGiver,
    SupportThing,
    Track,
    VettingState,
    VoiceKind,
    Void,
    VoteState,
    Victim,
    WaitsFor,
)


def some_rows(name: str, *columns: str, where: str) -> Index:
    """Return an index of the rows that match a condition alone. A query uses it only if it says the same condition."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


def without_index(column: InstrumentedAttribute[T]) -> ColumnElement[T]:
    """Return a column whose indexes a query does not use: another condition of it finds fewer rows.

    Without statistics SQLite takes an index with two conditions before one with one, and would read each text of a
    broadcast that waits to find the few of a batch.
    """
    return func.coalesce(column, column)


class Row(DeclarativeBase):
    """The base of all rows. Constraints have names, so that migrations can use them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        str: String,
        dict[str, Any]: JSON,
        **{members: Named(members) for members in _ENUMS},
    }
