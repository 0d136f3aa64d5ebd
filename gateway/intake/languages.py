"""Languages: what a caller chose in the menu, kept by the hash of their phone; what it tells is told by its model."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Delete, ScalarSelect, Update, bindparam, case, delete, func, select, update
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import UnitOfWork
from gateway.intake import hidden_sessions
from gateway.storage.models import HiddenSession, LanguageChoice, Report
from gateway.storage.prepared import among
from menus.domain.retention import periods
from menus.domain.retention.rules import Since
from menus.domain.retention.sessions import LANGUAGE_CHOICES

_NO_TIE = dict.fromkeys(LANGUAGE_CHOICES.blanked(Since.SESSION_ENDS))
_MOST = 500
"""Rows of one task of the clock. A guess: it has the size of other tasks."""


def week_of(moment: datetime) -> datetime:
    """Return the Monday of a moment's week, at midnight."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=midnight.weekday())


_OF_PHONE = LanguageChoice.phone_hash.in_(bindparam("hashes", expanding=True))
# After a change of keys a phone may have a row under each of its hashes: the newest one counts.
_CHOSEN = select(LanguageChoice.language).where(_OF_PHONE).order_by(LanguageChoice.used_in_week.desc()).limit(1)


def began_in(hashes: int) -> ScalarSelect[str | None]:
    """Return a part of a statement: the language in which a session begins (its `session_key`).

    Its phone has so many hashes, which are given as `hash_0` and so on. If the session has chosen another language
    meanwhile, it is the one before.
    """
    has_chosen = LanguageChoice.chosen_in == bindparam("session_key")
    return (
        select(case((has_chosen, LanguageChoice.before), else_=LanguageChoice.language))
        .where(among(LanguageChoice.phone_hash, "hash", hashes))
        .order_by(LanguageChoice.used_in_week.desc())
        .limit(1)
        .scalar_subquery()
    )


def chosen(session: Session, hashes: Sequence[bytes]) -> str | None:
    """Return the language that a phone (its hashes) has chosen last; None if it has chosen none."""
    return session.scalar(_CHOSEN, {"hashes": hashes})


def choose(uow: UnitOfWork, hashes: Sequence[bytes], session_key: bytes, language: str) -> None:
    """Keep the language that a phone (its hashes, the newest key's first) has chosen in a session."""
    of_phone = select(LanguageChoice).where(LanguageChoice.phone_hash.in_(hashes))
    rows = list(uow.session.scalars(of_phone.order_by(LanguageChoice.used_in_week.desc())))
    before = rows[0].language if rows else None
    if rows and rows[0].chosen_in == session_key:
        before = rows[0].before
    uow.upsert(
        LanguageChoice,
        [
            {
                "phone_hash": hashes[0],
                "language": language,
                "used_in_week": week_of(uow.now),
                "before": before,
                "chosen_in": session_key,
                "ends_at": uow.now + periods.SESSIONS,
            }
        ],
        changed=("language", "used_in_week", "before", "chosen_in", "ends_at"),
    )
    if any(row.phone_hash != hashes[0] for row in rows):
        uow.session.execute(delete(LanguageChoice).where(LanguageChoice.phone_hash.in_(hashes[1:])))


def cut_ties(uow: UnitOfWork) -> None:
    """Take back each choice of a session that turned to private help, and forget the sessions that have ended.

    Do this before hidden sessions are deleted: they tell which session turned to private help.
    """
    session, is_tied = uow.session, LanguageChoice.ends_at.is_not(None)
    tied = session.scalars(select(LanguageChoice.chosen_in).where(is_tied)).all()
    keys = {hidden_sessions.key_of(uow.keyring, key): key for key in tied if key is not None}
    if keys:
        hidden = session.scalars(select(HiddenSession.key).where(HiddenSession.key.in_(keys))).all()
        of_hidden = (is_tied, LanguageChoice.chosen_in.in_([keys[key] for key in hidden]))
        _do(session, delete(LanguageChoice).where(*of_hidden, LanguageChoice.before.is_(None)))
        _do(session, update(LanguageChoice).where(*of_hidden).values(language=LanguageChoice.before))
    has_ended = LanguageChoice.ends_at <= uow.now
    _do(session, update(LanguageChoice).where(has_ended).values(**_NO_TIE))


def delete_unused(uow: UnitOfWork) -> int:
    """Delete the choices of phones that were not used for so long, as far as open reports tell; return how many it saw.

    A few rows at a time: a phone that has reported since is looked at again after as long a time.
    """
    since = uow.now - LANGUAGE_CHOICES.after(Since.USED)
    newest = select(func.max(Report.created_at)).where(Report.reporter_hash == LanguageChoice.phone_hash)
    old = select(LanguageChoice.phone_hash, newest.scalar_subquery()).where(LanguageChoice.used_in_week < since)
    rows = uow.session.execute(old.order_by(LanguageChoice.used_in_week).limit(_MOST)).all()
    used = {found: week_of(at) for found, at in rows if at is not None and week_of(at) >= since}
    unused = [found for found, _ in rows if found not in used]
    if unused:
        _do(uow.session, delete(LanguageChoice).where(LanguageChoice.phone_hash.in_(unused)))
    for found, week in used.items():
        which = LanguageChoice.phone_hash.in_([found])
        _do(uow.session, update(LanguageChoice).where(which).values(used_in_week=week))
    return len(rows)


def _do(session: Session, change: Delete | Update) -> None:
    session.execute(change.execution_options(synchronize_session=False))
