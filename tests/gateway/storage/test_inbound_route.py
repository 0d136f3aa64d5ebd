"""The migration of the route of an inbound SMS, both ways."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select

from gateway.storage import binding
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import Inbound
from menus.domain.inbound import InboundRoute

BEFORE = "0017"
ROW: dict[str, Any] = {"code": "", "text": "1", "text_hash": b"t" * 16, "from_phone": None, "from_hash": b"h" * 16}
ROW |= {"received_at": datetime(2026, 11, 23, 18, 0, tzinfo=UTC)}


def test_the_route_of_older_texts_is_known_by_their_ids_and_goes_back(database: Database) -> None:
    with database.write() as session:
        for provider_id in ("ATXid_1", "shelf-0a1b", "made-up-shelf-2"):
            session.connection().execute(
                insert(Inbound), binding.bound(session, Inbound, [{**ROW, "provider_id": provider_id}])
            )
    for _ in range(2):
        migrate(database, BEFORE)
        migrate(database)
        with database.read() as session:
            rows = session.execute(select(Inbound.provider_id, Inbound.route)).all()
            routes = {row.provider_id: row.route for row in rows}
        assert routes == {
            "ATXid_1": InboundRoute.SHORT_CODE,
            "shelf-0a1b": InboundRoute.BACKUP_PHONE,
            "made-up-shelf-2": InboundRoute.SHORT_CODE,
        }
