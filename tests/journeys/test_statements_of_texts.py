"""How many statements a text of a patroller and a receipt take: every other writer waits for them."""

import pytest
from sqlalchemy import select

from gateway.storage.models import Attempt
from menus.domain.categories import Category
from tests.people import LEADER, POLICE, RESIDENT
from tests.statements import counted, with_the_real_clock
from tests.town import TOKEN, Town
from workers import jobs

ANSWERS = [
    ("1 REF", LEADER, 15),
    ("1 REF", POLICE, 14),
    ("3 REF", LEADER, 15),
    ("naenda REF", LEADER, 15),
    # Without a reference, every open incident of the sender is looked at first.
    ("1", LEADER, 19),
    ("nimefika", LEADER, 19),
    # The next rung is fired at once, or the coordinators are told.
    ("2 REF", LEADER, 25),
    ("4 REF imekwisha", LEADER, 26),
    # A person with a role reads.
    ("REF", LEADER, 18),
    ("OFF", LEADER, 16),
]
"""From the webhook until the answer is queued, both looks at the database's clock among them.

On PostgreSQL a writer is not alone: two statements are only there to lock what the next ones read.
"""
RECEIPT = 3


@pytest.mark.parametrize(("answer", "phone", "most"), ANSWERS)
def test_an_answer_takes_few_statements(town: Town, answer: str, phone: str, most: int) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    with_the_real_clock(town)
    text = answer.replace("REF", reference)
    form = {"from": phone, "to": "22384", "text": text, "id": "a", "date": "2026-11-23 18:00:01"}
    with counted(town.services) as seen:
        assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
        assert jobs.handle_sms_here(1), "it is answered"
    assert len(seen) <= most, "\n".join(seen)


def test_a_receipt_takes_few_statements(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    with town.services.reading() as session:
        provider_id = session.scalars(select(Attempt.provider_id).order_by(Attempt.id).limit(1)).one()
    with counted(town.services) as seen:
        town.receives(str(provider_id), "Success")
    assert len(seen) <= RECEIPT, "\n".join(seen)
