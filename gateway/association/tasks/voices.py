"""Voices: what callers say of tasks and projects. Each phone counts once, by a hash of this thing alone."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.association.tasks import making, telling
from gateway.association.tasks.taking import forget_voices
from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import TaskVoice
from menus.domain.acts import ActKind
from menus.domain.tasks import TASK, TaskState, TaskStep, VoiceKind, reopens

_PURPOSE = "task voice"


def come(uow: UnitOfWork, record: CommunityRecord, phone: str, subject: str) -> None:
    """Count a phone among those that will come to a task or a project."""
    _say(uow, record, phone, subject, VoiceKind.COMES)


def still(uow: UnitOfWork, record: CommunityRecord, phone: str, number: str) -> None:
    """Count a phone among those that say that a task is still undone; with the third one it is open again.

    The youth leads and the coordinators are then told, and the voices are erased.
    """
    task = making.find(uow.session, record.id, number)
    if task is None:
        return
    uow.lock_row(task)
    if task.state is not TaskState.DONE:
        return
    _say(uow, record, phone, number, VoiceKind.STILL)
    if not reopens(task.state, count(uow.session, record.id, number, VoiceKind.STILL)):
        return
    task.state = TASK.after(task.state, TaskStep.REOPEN)
    task.reopened_at, task.taken_by, task.taken_at, task.done_at = uow.now, None, None, None
    forget_voices(uow, task)
    acts.note(uow, record.id, ActKind.TASK_REOPENED, task=task.number)
    telling.tell_of_reopened(uow, record, task)


def _say(uow: UnitOfWork, record: CommunityRecord, phone: str, subject: str, kind: VoiceKind) -> None:
    newest, *older = uow.keyring.digests(f"{record.id} {subject} {kind} {phone}", _PURPOSE)
    if older and uow.session.scalar(select(TaskVoice.voice).where(TaskVoice.voice.in_(older)).limit(1)) is not None:
        return
    row = {"voice": newest, "community_id": record.id, "subject": subject, "kind": kind, "at": uow.now}
    uow.upsert(TaskVoice, [row], ("at",))


def count(session: Session, community_id: int, subject: str, kind: VoiceKind) -> int:
    """Return how many phones say something of a task or a project."""
    said = (TaskVoice.community_id == community_id, TaskVoice.subject == subject, TaskVoice.kind == kind)
    return session.scalar(select(func.count()).select_from(TaskVoice).where(*said)) or 0


def hands(session: Session, community_id: int) -> dict[str, int]:
    """Return how many phones will come to each task or project of a community that has any."""
    rows = session.execute(
        select(TaskVoice.subject, func.count())
        .where(TaskVoice.community_id == community_id, TaskVoice.kind == VoiceKind.COMES)
        .group_by(TaskVoice.subject)
    )
    return {row[0]: row[1] for row in rows}
