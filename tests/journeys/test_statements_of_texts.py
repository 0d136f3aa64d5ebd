"""How many statements a text of a patroller and a receipt take: every other writer waits for them."""

from sqlalchemy import select

from gateway.storage.models import Attempt
from menus.domain.categories import Category
from tests.people import LEADER, RESIDENT
from tests.statements import counted
from tests.town import TOKEN, Town
from workers import jobs

ANSWER = {"sqlite": 18, "postgresql": 25}
"""From the webhook until the answer is queued.

On PostgreSQL a writer is not alone: rows are locked, and read again once they are. The look at the database's clock is
not among them, one for each transaction: the clock of these stories is a fake.
"""
RECEIPT = 3


def test_an_answer_of_a_patroller_takes_few_statements(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    form = {"from": LEADER, "to": "22384", "text": f"1 {reference}", "id": "a", "date": "2026-11-23 18:00:01"}
    with counted(town.services) as seen:
        assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
        jobs.handle_sms_here(1)
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol-leader"
    most = ANSWER[town.services.database.engine.dialect.name]
    assert len(seen) <= most, "\n".join(seen)


def test_a_receipt_takes_few_statements(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    with town.services.reading() as session:
        provider_id = session.scalars(select(Attempt.provider_id).order_by(Attempt.id).limit(1)).one()
    with counted(town.services) as seen:
        town.receives(str(provider_id), "Success")
    assert len(seen) <= RECEIPT, "\n".join(seen)
