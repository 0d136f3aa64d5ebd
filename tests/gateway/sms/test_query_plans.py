"""Query plans of an SMS: it looks up a few rows about its phone by an index, however many texts the phone has sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, text

from gateway.communities.file import load_example
from gateway.storage.models import Inbound
from menus.domain.categories import Category
from tests.people import BONDENI, RESIDENT
from tests.town import Town

PHONES, EACH, FLOOD = 60, 50, 1_000


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give a town with the texts of many phones, and a flood of one of them."""
    made = Town(database_url, redis_url, load_example("mlango-kubwa"))
    keyring = made.services.keyring
    numbers = [(f"+2547220{number:05}", EACH) for number in range(PHONES)] + [(BONDENI, FLOOD)]
    row: dict[str, Any] = {"from_phone": None, "code": "22384", "text": "", "text_hash": b"t" * 16, "tries": 0}
    rows = [
        {
            **row,
            "provider_id": f"{phone}-{number}",
            "from_hash": keyring.phone(phone),
            "lane": "normal",
            "received_at": made.now - timedelta(seconds=number + 20),
            "handled_at": made.now,
            "sent_at": made.now - timedelta(seconds=number + 20),
            "result": "not_understood_role",
            "subject": "duty",
            "answer_hash": keyring.phone(phone),
        }
        for phone, count in numbers
        for number in range(count)
    ]
    with made.services.database.write() as session:
        session.connection().execute(insert(Inbound), rows)
    with made.services.database.engine.connect() as connection:
        connection.execute(text("ANALYZE inbound_sms"))
        connection.commit()
    yield made
    made.close()


@contextmanager
def looked_up(town: Town) -> Iterator[list[str]]:
    """Give the plans of the look-ups among inbound SMS in a block, once it has ended."""
    seen: dict[str, Any] = {}
    plans: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if statement.lstrip().startswith("SELECT") and "FROM inbound_sms" in statement:
            seen[statement] = parameters

    engine = town.services.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield plans
    finally:
        event.remove(engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    with engine.connect() as connection:
        for statement, parameters in seen.items():
            rows = connection.exec_driver_sql(explain + statement, parameters).all()
            plans.append("\n".join(str(row[-1]) for row in rows))


@pytest.mark.parametrize("command", ["I am driving", "1 REF", "ON"])
def test_no_look_up_of_a_text_reads_the_whole_flood(town: Town, command: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.now += timedelta(seconds=60)
    with looked_up(town) as plans:
        assert town.texts(BONDENI, command.replace("REF", reference), date="2026-11-23 21:00:00")
    assert len(plans) >= 3
    for plan in plans:
        assert "SCAN inbound_sms" not in plan, plan
        assert "Seq Scan on inbound_sms" not in plan, plan
