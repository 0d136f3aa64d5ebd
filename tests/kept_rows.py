"""Kept rows: rows of every table with people's data, each column filled, with the moments from which their periods run.

They are written as Doria writes them, and nothing here knows a period.
"""

import itertools
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Float, Integer, LargeBinary, Numeric, String, Table, inspect

from gateway.communities import loading
from gateway.communities.file import load_example, parse
from gateway.core import liveness
from gateway.core.unit_of_work import UnitOfWork
from gateway.intake import hidden_sessions, languages, typed_lengths
from gateway.messaging import outbox
from gateway.storage import models
from gateway.storage.columns import Named, UtcDateTime
from gateway.storage.models import Row
from gateway.storage.models.giving import Giver
from gateway.storage.models.giving_asks import GivingNote
from gateway.storage.sealed_columns import Sealed, SealedNamed
from gateway.storage.states import MessageState
from menus.domain.categories import Level
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import IncidentStatus
from menus.domain.retention.rules import Since
from menus.domain.vote_life import VoteState
from tests.town import Town

_FIRST_ID = 5000
_COUNTER = itertools.count(_FIRST_ID)


@dataclass
class Kept:
    """A row: its table and key, and when each moment was from which a period of it runs."""

    model: type[Row]
    key: Mapping[str, Any]
    moments: Mapping[Since, datetime]
    before: dict[str, Any] = field(default_factory=dict)


def table_of(model: type[Row]) -> Table:
    found = model.__table__
    assert isinstance(found, Table)
    return found


def filled(column: Column[Any], at: datetime) -> Any:
    """Return a value of a column that is not empty; a new one each time, if it must be unique."""
    kind, number = column.type, next(_COUNTER)
    if isinstance(kind, SealedNamed | Named):
        members: Any = kind.members
        return next(iter(members))
    made: dict[Any, Any] = {
        Sealed: f"maneno {number}",
        UtcDateTime: at,
        LargeBinary: os.urandom(getattr(kind, "length", None) or 16),
        String: f"x-{number}",
        Boolean: False,
        JSON: {"steps": []},
        Integer: number,
        Numeric: 1,
        Float: 1.5,
    }
    return next(value for known, value in made.items() if isinstance(kind, known))


class Writer:
    """Writes rows at one moment."""

    def __init__(self, uow: UnitOfWork, community_id: int, person_id: int) -> None:
        self._uow, self._common = uow, {"community_id": community_id, "person_id": person_id}
        self.at = uow.now
        self.kept: list[Kept] = []

    def row(self, model: type[Row], *since: Since, at: Mapping[Since, datetime] | None = None, **given: Any) -> int:
        """Write a row, with the moments that are now and others; return its id, or 0 without one."""
        values: dict[str, Any] = {}
        for attribute in inspect(model).column_attrs:
            column = table_of(model).columns[attribute.columns[0].key]
            if attribute.key == "proof":
                continue
            links = {key.column.table.name for key in column.foreign_keys}
            if attribute.key in given:
                values[attribute.key] = given[attribute.key]
            elif attribute.key in self._common and (attribute.key == "community_id" or "people" in links):
                values[attribute.key] = self._common[attribute.key]
            elif "people" in links:
                values[attribute.key] = self._common["person_id"]
            elif links:
                values[attribute.key] = None
            else:
                values[attribute.key] = filled(column, self.at)
        self._uow.insert(model, [values])
        names = [column.key for column in table_of(model).primary_key]
        moments = dict.fromkeys(since, self.at) | dict(at or {})
        self.kept.append(Kept(model, {name: values[name] for name in names}, moments))
        return int(values.get("id", 0))

    def incident(self, *since: Since, report: tuple[Since, ...], **given: Any) -> tuple[int, int]:
        """Write an incident with one report, a question, an event, an escalation and a notification."""
        reference = f"r-{next(_COUNTER)}"
        of_report: dict[str, Any] = {name: given.pop(name) for name in ("ended_at", "number_shown_at") if name in given}
        own: dict[str, Any] = {
            "erased_at": None,
            "drill": None,
            "alarm": None,
            "accused_group": None,
            "reference": reference,
        }
        incident_id = self.row(models.Incident, *since, **{**own, **given})
        times: dict[str, Any] = {"ended_at": None, "erased_at": None, "number_shown_at": None, **of_report}
        report_id = self.row(models.Report, *report, incident_id=incident_id, reference=reference, **times)
        ages = tuple(one for one in report if one in {Since.REPORT_ENDED, Since.LAST_WORD})
        self.row(models.Question, *ages, Since.ANSWERED, report_id=report_id)
        words = tuple(one for one in since if one in {Since.INCIDENT_ENDED, Since.LAST_WORD})
        self.row(models.Event, *words, incident_id=incident_id, facts={}, changes={})
        self.row(models.EscalationRow, incident_id=incident_id, phase=EscalationPhase.CALLING)
        self.row(models.Notification, incident_id=incident_id)
        self.row(models.StationAlert, Since.HANDED_OVER, incident_id=incident_id)
        return incident_id, report_id


def seed(town: Town) -> list[Kept]:
    """Write rows of every table with people's data; return them as they were written."""
    example, services = load_example("mlango-kubwa"), town.services
    for number in (2, 3):
        signed = loading.Signed("Asha", "somebody has lost a phone")
        loading.load(services.uow, services.reading, services.keyring, f"{example}\n# {number}\n", parse, signed)
    (record,) = services.directory.communities()
    person_id = next(iter(record.person_ids.values()))
    with services.uow() as uow:
        writer = Writer(uow, record.id, person_id)
        _incidents(writer)
        _texts(writer)
        _people(writer)
        _sessions(writer)
        _votes(writer)
        writer.row(models.Act, Since.WRITTEN)
        later = writer.at + timedelta(days=4000)
        course_id = writer.row(models.Course, Since.COURSE_PERSON, ends_at=later)
        writer.row(models.Course, Since.COURSE_PERSON, Since.COURSE_OVER)
        writer.row(models.CourseOpening, Since.EXPIRED, course_id=course_id)
        writer.row(models.LookRow, Since.WRITTEN)
        writer.row(models.FigurePlots, Since.ASKED)
        writer.row(models.KeptFigures, Since.ASKED)
        writer.row(models.RiseRow, Since.WRITTEN, week=writer.at.date())
        writer.row(models.StationReply, Since.WRITTEN)
        day = writer.at.astimezone(UTC).date()
        after_it = datetime.combine(day + timedelta(days=1), time(), UTC)
        writer.row(models.StationMeeting, day=day, at={Since.ITS_DAY: after_it})
        writer.row(models.TaskVoice, Since.WRITTEN)
        writer.row(models.Vetting, Since.ASKED, decided_at=None)
        writer.row(models.Vetting, Since.ASKED, Since.DECIDED)
        giver_id = writer.row(Giver, Since.WRITTEN)
        writer.row(GivingNote, Since.WRITTEN, giver_id=giver_id)
        writer.row(models.Mark, Since.MARKED, name=f"{liveness.PROCESS}of a test")
        writer.row(models.ProbeRow, Since.MARKED)
    with services.reading() as session:
        versions = {row.version: row.id for row in session.query(models.CommunityVersion)}
    writer.kept.append(Kept(models.CommunityVersion, {"id": versions[2]}, {Since.REPLACED: town.now}))
    writer.kept.append(Kept(models.CommunityVersion, {"id": versions[3]}, {}))
    for one in writer.kept:
        one.before = now_of(town, one) or {}
        assert one.before, one
    return writer.kept


def _incidents(writer: Writer) -> None:
    at, opens = writer.at, {"status": IncidentStatus.OPEN, "closed_at": None, "ended_as": None}
    closed = {"status": IncidentStatus.CLOSED, "closed_at": at, "ended_at": at}
    both = (Since.INCIDENT_ENDED, Since.REPORT_ENDED)
    writer.incident(*both, report=(Since.REPORT_ENDED,), level=Level.MINOR, **closed)
    incident_id, _ = writer.incident(Since.LAST_WORD, report=(Since.LAST_WORD,), level=Level.MINOR, **opens)
    private = (Since.PRIVATE_FILED, Since.LAST_WORD)
    for shown in ({}, {"number_shown_at": at}):
        since = (*private, Since.PRIVATE_SHOWN) if shown else private
        writer.incident(Since.LAST_WORD, report=since, level=Level.PRIVATE, **opens, **shown)
    ended = (Since.PRIVATE_ENDED, Since.PRIVATE_FILED, Since.REPORT_ENDED)
    writer.incident(*both, Since.PRIVATE_ENDED, report=ended, level=Level.PRIVATE, **closed)
    # It was joined to an incident that nobody closes for long, or split off into one.
    later = {**opens, "opened_at": at + timedelta(days=4000)}
    writer.incident(Since.REPORT_ENDED, report=(Since.REPORT_ENDED,), level=Level.MINOR, ended_at=at, **later)
    writer.row(models.DraftRow, Since.BROKE_OFF, Since.TOUCHED, due_at=None)
    writer.row(models.Reading, Since.READ, incident_id=incident_id)
    writer.row(models.Claim, Since.EXPIRED, incident_id=incident_id)
    writer.row(models.PulsePhone, Since.EXPIRED)
    writer.row(models.LineBeside, Since.WRITTEN, incident_id=incident_id)
    writer.row(models.DangerQuestion, Since.ASKED)


def _texts(writer: Writer) -> None:
    delivered: dict[str, Any] = {"state": MessageState.DELIVERED, "incident_id": None}
    message_id = writer.row(models.Message, Since.WRITTEN, erase_at=None, **delivered)
    writer.row(models.Message, Since.WRITTEN, Since.SEND_BY, erase_at=writer.at + outbox.ERASED, **delivered)
    writer.row(models.Attempt, Since.HANDED_OVER, message_id=message_id)
    writer.row(models.BackupSend, Since.HANDED_OVER, message_id=message_id)
    writer.row(models.ReceiptRow, Since.CAME, message_id=message_id)
    writer.row(models.Inbound, Since.CAME, private_report_id=None)
    writer.row(models.Inbound, Since.CAME, Since.PRIVATE_TEXT, private_report_id=_FIRST_ID)
    writer.row(models.OptOutRow)
    writer.row(models.BarazaQuestion, Since.ASKED)
    writer.row(models.BarazaReminder, Since.MEETING, meeting_at=writer.at, due_at=writer.at + timedelta(days=9999))


def _people(writer: Writer) -> None:
    unneeded = writer.row(models.PersonRow, Since.LEFT, Since.NEEDED, moved_at=None)
    needed = writer.row(models.PersonRow, Since.LEFT, moved_at=None)
    for person_id in (unneeded, needed):
        writer.row(models.DutyRow, Since.LEFT, person_id=person_id, instead_of=person_id)
        writer.row(models.ShiftCalendar, Since.LEFT, person_id=person_id)
        writer.row(models.DutyLogRow, Since.LEFT, person_id=person_id)
    writer.row(models.PauseRow, Since.RESUMED, paused_by=needed)
    writer.row(models.InterestRow, Since.WRITTEN)
    writer.row(models.PhoneChange, Since.ASKED)
    writer.row(models.Confirmation, Since.EXPIRED)
    writer.row(models.DeskCode, Since.EXPIRED)
    writer.row(models.DeskSession, Since.EXPIRED)
    writer.row(models.DeskRecovery, Since.EXPIRED, first_by=needed)
    writer.row(models.DeskCredential, Since.CREDENTIAL_ENDED, Since.LEFT, person_id=needed)
    writer.row(models.DeskBar, Since.LEFT, person_id=needed, ended_by=needed)
    writer.row(models.PeopleProposal, Since.EXPIRED, asked_by=needed, decided_by=needed)


def _votes(writer: Writer) -> None:
    state = VoteState.COUNTED
    vote_id = writer.row(models.Vote, ended_at=writer.at, state=state, options=[], counts=None)
    writer.row(models.VoteTeller, vote_id=vote_id)
    writer.row(models.VoteVoter, Since.VOTE_ENDED, vote_id=vote_id)
    writer.row(models.Envelope, Since.VOTE_ENDED, vote_id=vote_id)
    writer.row(models.Ballot, vote_id=vote_id)
    writer.row(models.Household)
    writer.row(models.HouseholdRequest, Since.EXPIRED)
    writer.row(models.HouseholdSheet, Since.EXPIRED, numbers="+254722000010")


def _sessions(writer: Writer) -> None:
    uow, session_key, phone_hash = writer._uow, os.urandom(16), os.urandom(16)  # noqa: SLF001 - one file
    hidden_sessions.hide(uow, session_key, 3, report_id=_FIRST_ID, offered_id=_FIRST_ID)
    typed_lengths.keep(uow, session_key, [3])
    of_language = os.urandom(16)
    languages.choose(uow, [phone_hash], of_language, "sw")
    languages.choose(uow, [phone_hash], of_language[::-1], "en")
    ends = {Since.SESSION_ENDS: writer.at}
    hidden = hidden_sessions.key_of(uow.keyring, session_key)
    uow.session.flush()
    (typed,) = uow.session.query(models.TypedLength).all()
    used = {**ends, Since.USED: languages.week_of(writer.at)}
    writer.kept.append(Kept(models.HiddenSession, {"key": hidden}, ends))
    writer.kept.append(Kept(models.TypedLength, {"key": typed.key, "length": 3}, ends))
    writer.kept.append(Kept(models.LanguageChoice, {"phone_hash": phone_hash}, used))


def now_of(town: Town, kept: Kept) -> dict[str, Any] | None:
    """Return the values of a row as they are now, by the names of their attributes; None if it was deleted."""
    with town.services.reading() as session:
        row = session.get(kept.model, tuple(kept.key.values()) if len(kept.key) > 1 else next(iter(kept.key.values())))
        return None if row is None else {one.key: getattr(row, one.key) for one in inspect(kept.model).column_attrs}
