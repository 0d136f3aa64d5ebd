"""Columns: an order that the members of an enum have, and their values have not."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select

from gateway.storage.binding import bound
from gateway.storage.columns import in_order
from gateway.storage.database import Database
from gateway.storage.models import Inbound
from gateway.storage.sealing import Keyring
from menus.domain.messages import LANES, Lane

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize("order", [LANES, (Lane.NORMAL, Lane.BULK, Lane.RED)])
def test_rows_are_sorted_by_a_named_precedence(database_url: str, order: Sequence[Lane]) -> None:
    database = Database(database_url, Keyring(("k" * 40,)))
    with database.write() as session:
        sms = {"code": "", "text": "x", "text_hash": b"x" * 16, "received_at": NOW, "tries": 0}
        lanes = (Lane.BULK, Lane.RED, Lane.NORMAL)
        rows = [{**sms, "provider_id": f"sms-{lane}", "lane": lane} for lane in lanes]
        session.connection().execute(insert(Inbound), bound(session, Inbound, rows))
    with database.read() as session:
        assert tuple(session.scalars(select(Inbound.lane).order_by(in_order(Inbound.lane, order)))) == tuple(order)
    database.close()
