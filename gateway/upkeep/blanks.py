"""Blanks: what the retention table says of a row, as the values that are written into it."""

import os
from datetime import timedelta

from sqlalchemy import LargeBinary, Table

from gateway.storage.models import Row
from menus.domain.retention import TABLES
from menus.domain.retention.rules import Since, Then

_HASH_BYTES = 16


def of(table: type[Row], since: Since) -> dict[str, object]:
    """Return the values that stand in a row some time after a moment. Random ones are new in each call."""
    kept = table.__table__
    assert isinstance(kept, Table)  # noqa: S101 - every model is a table
    made: dict[str, object] = {}
    for name, then in TABLES[table.__tablename__].blanked(since).items():
        if then is Then.RANDOM:
            made[name] = os.urandom(_HASH_BYTES)
        elif then is Then.EMPTY:
            made[name] = bytes(_HASH_BYTES) if isinstance(kept.c[name].type, LargeBinary) else ""
        else:
            made[name] = None
    return made


def after(table: type[Row], since: Since, column: str = "") -> timedelta:
    """Return the period of a column after a moment; without a column, of the row."""
    return TABLES[table.__tablename__].after(since, column)
