"""The migration of ids of inbound SMS that led to a phone, both ways."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select

from gateway.carrier.payloads import InboundSms
from gateway.storage import binding
from gateway.storage.database import Database
from gateway.storage.migrate import migrate
from gateway.storage.models import Inbound
from tests.numbers import kenyan

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
BEFORE = "0021"
PHONE = "+254711000009"
FORM = {"from": PHONE, "to": "22384", "date": "2026-11-23 18:00:00", "linkId": "", "text": "ON"}
MARK = hashlib.sha256("\0".join(FORM.values()).encode()).hexdigest()[:40]
ROW: dict[str, Any] = {"code": "22384", "text": "", "text_hash": b"t" * 16, "received_at": NOW, "handled_at": NOW}


def stored(database: Database) -> list[tuple[Any, ...]]:
    """Return what could lead to the phone, of every stored SMS, in order."""
    with database.read() as session:
        columns = (Inbound.provider_id, Inbound.fetched_id, Inbound.link_hash)
        return [tuple(row) for row in session.execute(select(*columns).order_by(Inbound.id))]


def test_an_id_that_can_be_tried_gets_a_key_and_one_of_a_cut_text_goes(database: Database) -> None:
    texts: list[dict[str, Any]] = [
        {"provider_id": f"shelf-{MARK}", "from_hash": b"h" * 16},
        {"provider_id": "made-up-of-another", "from_hash": b"h" * 16, "fetched_id": "fetched-live-9"},
        {"provider_id": f"made-up-{MARK}", "from_hash": None, "link_hash": b"l" * 16},
        {"provider_id": "ATXid_9", "from_hash": None, "fetched_id": "fetched-live-10"},
    ]
    with database.write() as session:
        for text in texts:
            session.connection().execute(insert(Inbound), binding.bound(session, Inbound, [{**ROW, **text}]))
    migrate(database, BEFORE)
    migrate(database)
    by_phone, other, *cut = stored(database)
    keyed = database.keyring.digest(MARK, "sms-id").hex()
    assert by_phone == (f"made-up-{keyed}", None, None)
    assert other == ("made-up-of-another", "fetched-live-9", None)
    assert [(provider_id[:4], *rest) for provider_id, *rest in cut] == [("cut-", None, None)] * 2
    assert len({provider_id for provider_id, *_ in cut}) == 2
    migrate(database, BEFORE)
    migrate(database)
    assert stored(database)[0] == by_phone, "an id with a key is left alone"


def test_a_text_that_is_posted_again_after_the_migration_is_known() -> None:
    sms = InboundSms.from_form(FORM, kenyan)
    assert sms is not None
    assert (sms.provider_id, sms.is_made_up) == (MARK, True)
