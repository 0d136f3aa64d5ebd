"""Reports of an incident, what residents wrote, and the questions to them with their answers.

The words of residents are shown by the rules of the texts: to whoever may read them by SMS, names and numbers crossed
out. While the incident is open, that is ordinary work. Once it is over, reading is a look, which is written down first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk.incident.looking import Looking
from gateway.incidents import looks, residents_words
from gateway.storage.models import Question, Report
from menus.domain.draft import Channel
from menus.domain.looks import LookKind, is_of_work
from menus.sms import words_to_leave

MOST = 30
"""The most reports and questions that a page shows, the newest ones. A guess."""
_LONGEST = 6_000
"""The most characters of residents' words on a page: a page stays under 60 KB with everything else."""


@dataclass(frozen=True)
class ReportLine:
    """A report: its reference, how it came, when, and whether its reporter has confirmed it."""

    reference: str
    channel: Channel
    at: str
    is_unconfirmed: bool


@dataclass(frozen=True)
class QuestionLine:
    """A question to a hidden reporter, and the answer, names and numbers crossed out; None as long as there is none."""

    reference: str
    asked_at: str
    text: str
    answered_at: str | None
    answer: str | None


@dataclass(frozen=True)
class Reports:
    """The reports of an incident with residents' words. `must_look`: reading the words and answers is a look first.

    `is_cut`: the words are longer than a page shows.
    """

    lines: Sequence[ReportLine]
    questions: Sequence[QuestionLine]
    words: str = ""
    has_words: bool = False
    must_look: bool = False
    is_cut: bool = False

    @property
    def asks_for_look(self) -> bool:
        """Whether there is something to read that a look must come before."""
        return self.must_look and (self.has_words or any(line.answered_at for line in self.questions))


def of_incident(session: Session, looking: Looking, *, has_looked: bool = False) -> Reports:
    """Return the reports of an incident with what the viewer may read of them. `has_looked`: the look is written."""
    rows = session.scalars(
        select(Report).where(Report.incident_id == looking.incident.id).order_by(Report.id.desc()).limit(MOST)
    ).all()
    lines = [
        ReportLine(row.reference, row.channel, looking.moment(row.created_at), row.unconfirmed)
        for row in reversed(rows)
    ]
    if not looking.is_free:
        return Reports(lines, ())
    must_look = not (has_looked or is_of_work(is_live=looking.incident.status.is_live))
    words = residents_words.relayed(session, looking.community, looking.incident)
    return Reports(
        lines,
        _questions(session, looking, must_look=must_look),
        "" if must_look else words[:_LONGEST],
        bool(words),
        must_look,
        len(words) > _LONGEST,
    )


def _questions(session: Session, looking: Looking, *, must_look: bool) -> list[QuestionLine]:
    wanted = select(Question, Report.reference).join(Report, Report.id == Question.report_id)
    wanted = wanted.where(Report.incident_id == looking.incident.id).order_by(Question.id.desc()).limit(MOST)
    return [
        QuestionLine(
            reference,
            looking.moment(row.asked_at),
            row.text,
            looking.moment(row.answered_at) if row.answered_at is not None else None,
            None if must_look or row.answer is None else words_to_leave.fit_to_leave(looking.community, row.answer),
        )
        for row, reference in reversed(session.execute(wanted).all())
    ]


def look(uow: UnitOfWork, looking: Looking) -> None:
    """Write down that the viewer reads what residents wrote about an incident that is over."""
    looker = looks.with_role(looking.record, looking.viewer.person)
    looks.note_once(uow, looking.incident, LookKind.WORDS, looker)
