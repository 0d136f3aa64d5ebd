"""Rises that were told: read by all who say what is above usual, so that a text, a page and a request say the same."""

from dataclasses import fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.storage.models import RiseRow
from menus.domain.rise_told import Told

_COLUMNS = tuple(getattr(RiseRow, one.name) for one in fields(Told))


def told(session: Session, community_id: int, after: date) -> list[Told]:
    """Return what was told on the Mondays after a day, in the order in which it was."""
    ours = (RiseRow.community_id == community_id, RiseRow.week > after)
    rows = session.execute(select(*_COLUMNS).where(*ours).order_by(RiseRow.week, RiseRow.id))
    return [Told(*row) for row in rows]
