"""Questions for the baraza: asked without a trace of who asked, let through by two people or by 48 hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.communities.on_duty import holders_now
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import notify
from gateway.storage.models import BarazaLine, BarazaLook, BarazaQuestion, CommunityRow
from menus.domain import baraza, lettered
from menus.domain.acts import ActKind
from menus.domain.baraza import Look, QuestionState, RefusedWhy
from menus.domain.baraza_facts import ShownQuestion
from menus.domain.community import Person
from menus.domain.lettered import Letter
from menus.domain.messages import Lane
from menus.sms import words_to_leave
from menus.text.names import Text

_TOLD_WITHIN, _MOST_TOLD = timedelta(days=1), 6
"""The most questions of a day of which people are told by SMS: more of them stand on the desk. A guess.

Nothing is kept of who asked, so nothing else stops one phone that asks a hundred.
"""
_MOST_SHOWN = 20
"""The most questions of an agenda, the newest ones. A guess: nobody reads more on a phone."""


@dataclass(frozen=True)
class Question:
    """A question: its row, its number (`Q17`), when it was asked (aware), its words, its state, and who looked.

    `is_shown`: everybody may read it.
    """

    id: int
    number: str
    asked_at: datetime
    words: str
    state: QuestionState
    is_shown: bool
    looks: tuple[Look, ...] = ()

    @property
    def opens_at(self) -> datetime:
        """The latest moment at which everybody may read it."""
        return self.asked_at + baraza.WAITS


def ask(uow: UnitOfWork, record: CommunityRecord, words: str, once: bytes) -> str:
    """Keep a question, and tell those who may let it through; return its number.

    `once` names the hop in which it was asked: the same post twice is one question. Names are crossed out.
    """
    session = uow.session
    # Two people may ask at once: the second waits for the first, and gets the next number. Nothing else waits.
    session.execute(select(CommunityRow.id).where(CommunityRow.id == record.id).with_for_update(key_share=True))
    known = session.scalar(select(BarazaQuestion.number).where(BarazaQuestion.once == once))
    if known is not None:
        return lettered.mint(Letter.QUESTION, known)
    ours = BarazaQuestion.community_id == record.id
    number = (session.scalar(select(func.max(BarazaQuestion.number)).where(ours)) or 0) + 1
    lately = (
        select(func.count()).select_from(BarazaQuestion).where(ours, BarazaQuestion.asked_at > uow.now - _TOLD_WITHIN)
    )
    is_told = (session.scalar(lately) or 0) < _MOST_TOLD
    fit = words_to_leave.fit_for_strangers(record.community, words)
    row = {"community_id": record.id, "number": number, "asked_at": uow.now, "words": fit, "once": once}
    uow.insert(BarazaQuestion, [{**row, "state": QuestionState.WAITING, "why": None}])
    made = lettered.mint(Letter.QUESTION, number)
    if is_told:
        for person in holders_now(uow, record, tuple(baraza.REVIEWERS)):
            notify(uow, record, person, Text.BARAZA_QUESTION, lane=Lane.BULK, said=fit, mark=made)
    return made


def find(session: Session, community_id: int, number: str, now: datetime) -> Question | None:
    """Return the question with a number (`Q17`); None if there is none, or if its words are erased."""
    kept = lettered.named(number, Letter.QUESTION)
    if kept is None:
        return None
    ours = (BarazaQuestion.community_id == community_id, BarazaQuestion.number == int(kept[1:]))
    row = session.scalar(select(BarazaQuestion).where(*ours, BarazaQuestion.words.is_not(None)))
    return None if row is None else _read(session, row, now)


def look(
    uow: UnitOfWork, record: CommunityRecord, question: Question, person: Person, why: RefusedWhy | None
) -> QuestionState:
    """Note the verdict of a person on a question that waits, and return what has become of it."""
    row = uow.locked(BarazaQuestion, question.id)
    if row.state is not QuestionState.WAITING or baraza.is_shown(row.state, row.asked_at, uow.now):
        return row.state
    person_id = record.person_ids[person.phone]
    mine = baraza.look_of(person, person_id, why)
    own = {"question_id": row.id, "person_id": person_id, "at": uow.now, "is_coordinator": mine.is_coordinator}
    uow.upsert(BarazaLook, [{**own, "tenure": mine.tenure, "why": why}], ("at", "is_coordinator", "tenure", "why"))
    row.state = baraza.decided(_looks(uow.session, row.id))
    if row.state is QuestionState.REFUSED:
        row.why = why
    reason = why.value if why is not None else None
    acts.note(
        uow,
        record.id,
        ActKind.QUESTION_LOOKED_AT,
        by=person_id,
        question=row.number,
        state=row.state.value,
        reason=reason,
    )
    return row.state


def waiting(session: Session, community_id: int, now: datetime) -> list[Question]:
    """Return the questions that wait to be let through, the oldest first."""
    own = _of(community_id).where(
        BarazaQuestion.state == QuestionState.WAITING, BarazaQuestion.asked_at > now - baraza.WAITS
    )
    return [_read(session, row, now) for row in session.scalars(own.order_by(BarazaQuestion.number))]


def unanswered(session: Session, community_id: int, now: datetime) -> list[Question]:
    """Return the newest questions that everybody may read and nobody has answered, the oldest of them first."""
    answered = select(BarazaLine.about).where(BarazaLine.community_id == community_id)
    number = literal(Letter.QUESTION.value) + cast(BarazaQuestion.number, String)
    own = _of(community_id).where(_is_shown(now), number.not_in(answered))
    rows = session.scalars(own.order_by(BarazaQuestion.number.desc()).limit(_MOST_SHOWN)).all()
    return [_read(session, row, now) for row in reversed(rows)]


def shown(session: Session, community_id: int, now: datetime) -> tuple[ShownQuestion, ...]:
    """Return the questions of the agenda, as everybody reads them."""
    return tuple(ShownQuestion(each.number, each.words) for each in unanswered(session, community_id, now))


def refused(session: Session, community_id: int) -> tuple[tuple[RefusedWhy, int], ...]:
    """Return how many questions were refused, by their reason: everybody may read that."""
    own = select(BarazaQuestion.why, func.count()).where(
        BarazaQuestion.community_id == community_id, BarazaQuestion.state == QuestionState.REFUSED
    )
    counts = {why: count for why, count in session.execute(own.group_by(BarazaQuestion.why)) if why is not None}
    return tuple((why, counts[why]) for why in RefusedWhy if why in counts)


def _is_shown(now: datetime) -> ColumnElement[bool]:
    has_waited = and_(BarazaQuestion.state == QuestionState.WAITING, BarazaQuestion.asked_at <= now - baraza.WAITS)
    return or_(BarazaQuestion.state == QuestionState.SHOWN, has_waited)


def _of(community_id: int) -> Select[BarazaQuestion]:
    return select(BarazaQuestion).where(BarazaQuestion.community_id == community_id, BarazaQuestion.words.is_not(None))


def _looks(session: Session, question_id: int) -> Sequence[Look]:
    rows = session.scalars(select(BarazaLook).where(BarazaLook.question_id == question_id).order_by(BarazaLook.at))
    return [Look(row.person_id, row.is_coordinator, row.tenure, row.why) for row in rows]


def _read(session: Session, row: BarazaQuestion, now: datetime) -> Question:
    number = lettered.mint(Letter.QUESTION, row.number)
    is_shown = baraza.is_shown(row.state, row.asked_at, now)
    looks = tuple(_looks(session, row.id))
    return Question(row.id, number, row.asked_at, row.words or "", row.state, is_shown, looks)
