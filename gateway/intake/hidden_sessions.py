"""Hidden sessions: what ties a USSD session to private help, kept as long as the session lives and no longer."""

from sqlalchemy import ColumnElement, Integer, case, delete, func, literal_column
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import HiddenSession, Report
from gateway.storage.sealing import Keyring
from menus.domain.retention import periods

LIVES, LATE = periods.SESSION_LIVES, periods.SESSION_LATE


def key_of(keyring: Keyring, session_key: bytes) -> bytes:
    """Return the key of a session's row: no other row has this key, so that no row leads to it."""
    return keyring.digest(session_key.hex(), "hidden-session")


def of_session(session: Session, keyring: Keyring, session_key: bytes) -> HiddenSession | None:
    """Return the row of a session, or None if the session hid nothing, or ended a while ago."""
    return session.get(HiddenSession, key_of(keyring, session_key))


def hide(
    uow: UnitOfWork, session_key: bytes, length: int, *, report_id: int | None = None, offered_id: int | None = None
) -> None:
    """Note that a session, with a transcript of this length, has turned to a matter that may not be stored."""
    # A later or repeated post makes the session no longer: it had begun before.
    row = {"key": key_of(uow.keyring, session_key), "length": length, "report_id": report_id, "offered_id": offered_id}
    uow.upsert(HiddenSession, [{**row, "ends_at": uow.now + periods.SESSIONS}], (), computed=_KEPT)


def _new(name: str) -> ColumnElement[int]:
    """Return the value of a column in the row that is to be inserted, where another row has its key."""
    return literal_column(f"excluded.{name}", Integer)


_KEPT = (
    ("length", case((_new("length") > HiddenSession.length, _new("length")), else_=HiddenSession.length)),
    *(
        (column.key, func.coalesce(column, _new(column.key)))
        for column in (HiddenSession.report_id, HiddenSession.offered_id)
    ),
)
"""The new values of a row that is there already: the longest transcript counts, and the first report and draft stay."""


def hide_report(uow: UnitOfWork, session_key: bytes, length: int, report_id: int, left: Report | None) -> None:
    """Tie a private report to its session as long as that lives, and the report that the session left to nobody."""
    hide(uow, session_key, length, report_id=report_id)
    leave(left, report_id)


def leave(left: Report | None, report_id: int) -> None:
    """Leave the report that a session filed before its private one to nobody, if there is one."""
    if left is not None and left.id != report_id:
        # It went out unconfirmed a moment before. Its caller would be the caller of the private report, too.
        left.reporter_hash = left.reporter_phone = None


def end(uow: UnitOfWork, session_key: bytes) -> None:
    """Let a session's tie end soon: the network says that the session has ended."""
    row = of_session(uow.session, uow.keyring, session_key)
    if row is not None:
        row.ends_at = min(row.ends_at, uow.now + LATE)


def delete_ended(uow: UnitOfWork) -> None:
    """Delete the ties of sessions that have ended."""
    ended = delete(HiddenSession).where(HiddenSession.ends_at <= uow.now)
    uow.session.execute(ended.execution_options(synchronize_session=False))
