"""The models: every table and column of the database.

A column keeps its first name in the database. If the code uses a better word today, the attribute has another name than
the column, and `key` lets inserts use that name, too. The models of giving are not named here: who asks for them says
so, and the rooms that help may not.
"""

from gateway.storage.models import giving, giving_asks, paying
from gateway.storage.models.association import DecisionRow
from gateway.storage.models.baraza import (
    BarazaAgendaLine,
    BarazaLine,
    BarazaLook,
    BarazaMeeting,
    BarazaQuestion,
    BarazaReminder,
)
from gateway.storage.models.base import Row
from gateway.storage.models.communities import (
    CommunityCode,
    CommunityRow,
    CommunityVersion,
    DutyRow,
    PauseRow,
    PersonRow,
    PhoneChange,
)
from gateway.storage.models.court import CourtStepRow
from gateway.storage.models.desk import Claim, DeskCode, DeskCredential, DeskRecovery, DeskSession, ShiftCalendar
from gateway.storage.models.editions import EditionRow
from gateway.storage.models.erasing import EraseRequest
from gateway.storage.models.figures import FigurePlots, KeptFigures
from gateway.storage.models.incidents import (
    DraftRow,
    EscalationRow,
    Event,
    Incident,
    Notification,
    Question,
    Reading,
    Report,
)
from gateway.storage.models.interests import InterestRow
from gateway.storage.models.keys import HashKey, SealingKey
from gateway.storage.models.looks import LookRow
from gateway.storage.models.messages import (
    Attempt,
    BackupPhone,
    BackupSend,
    Confirmation,
    Inbound,
    InboxRow,
    Message,
    OptOutRow,
    ProviderRow,
    ReceiptRow,
)
from gateway.storage.models.patrol_requests import PatrolRequest, PatrolRequestText
from gateway.storage.models.people_proposals import DeskBar, PeopleProposal
from gateway.storage.models.pulse import PulseCount, PulsePhone
from gateway.storage.models.record import Act, RecordCheckpoint, RecordEntry, RecordTree
from gateway.storage.models.reserved import ReservedReference
from gateway.storage.models.rises import RiseRow, RiseWeek
from gateway.storage.models.safety import DangerQuestion
from gateway.storage.models.second_chance import Course, CourseOpening
from gateway.storage.models.sessions import HiddenSession, LanguageChoice, TypedLength
from gateway.storage.models.stations import StationAlert, StationMeeting, StationReply
from gateway.storage.models.support import SupportRow
from gateway.storage.models.upkeep import AccountBalance, ClockRow, LineBeside, MachineClock, Mark, ProbeRow
from gateway.storage.models.votes import (
    Ballot,
    Envelope,
    Household,
    HouseholdRequest,
    HouseholdSheet,
    Vote,
    VoteTeller,
    VoteVoter,
)
from gateway.storage.models.youth import DutyLogRow, Task, TaskReport, TaskVoice, Vetting

__all__ = [
    "AccountBalance",
    "Act",
    "Attempt",
    "BackupPhone",
    "BackupSend",
    "Ballot",
    "BarazaAgendaLine",
    "BarazaLine",
    "BarazaLook",
    "BarazaMeeting",
    "BarazaQuestion",
    "BarazaReminder",
    "Claim",
    "ClockRow",
    "CommunityCode",
    "CommunityRow",
    "CommunityVersion",
    "Confirmation",
    "Course",
    "CourseOpening",
    "CourtStepRow",
    "DangerQuestion",
    "DecisionRow",
    "DeskBar",
    "DeskCode",
    "DeskCredential",
    "DeskRecovery",
    "DeskSession",
    "DraftRow",
    "DutyLogRow",
    "DutyRow",
    "EditionRow",
    "Envelope",
    "EraseRequest",
    "EscalationRow",
    "Event",
    "FigurePlots",
    "HashKey",
    "HiddenSession",
    "Household",
    "HouseholdRequest",
    "HouseholdSheet",
    "Inbound",
    "InboxRow",
    "Incident",
    "InterestRow",
    "KeptFigures",
    "LanguageChoice",
    "LineBeside",
    "LookRow",
    "MachineClock",
    "Mark",
    "Message",
    "Notification",
    "OptOutRow",
    "PatrolRequest",
    "PatrolRequestText",
    "PauseRow",
    "PeopleProposal",
    "PersonRow",
    "PhoneChange",
    "ProbeRow",
    "ProviderRow",
    "PulseCount",
    "PulsePhone",
    "Question",
    "Reading",
    "ReceiptRow",
    "RecordCheckpoint",
    "RecordEntry",
    "RecordTree",
    "Report",
    "ReservedReference",
    "RiseRow",
    "RiseWeek",
    "Row",
    "SealingKey",
    "ShiftCalendar",
    "StationAlert",
    "StationMeeting",
    "StationReply",
    "SupportRow",
    "Task",
    "TaskReport",
    "TaskVoice",
    "TypedLength",
    "Vetting",
    "Vote",
    "VoteTeller",
    "VoteVoter",
    "giving",
    "giving_asks",
    "paying",
]
