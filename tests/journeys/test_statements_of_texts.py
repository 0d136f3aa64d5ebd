"""How many statements a text of a patroller and a receipt take: every other writer waits for them."""

import pytest
from sqlalchemy import select

from gateway.storage.models import Attempt
from menus.domain.categories import Category
from tests.people import LEADER, POLICE, RESIDENT
from tests.statements import counted, with_the_real_clock
from tests.town import TOKEN, Town
from workers import jobs

MOST = 15
"""The most statements of an answer that names its incident, or that calls nobody else."""
KILLING, THEFT = Category.GUN_KILLING, Category.THEFT
ANSWERS = [
    ("1 REF", LEADER, KILLING, 14),
    ("1 REF", POLICE, KILLING, 13),
    ("3 REF", LEADER, KILLING, 14),
    ("naenda REF", LEADER, KILLING, 14),
    ("1 REF wana bunduki", LEADER, KILLING, 15),
    # Without a reference, the open incidents of the sender are read first.
    ("1", LEADER, KILLING, 15),
    ("3", LEADER, KILLING, 15),
    ("nimefika", LEADER, KILLING, 15),
    # The next rung is fired at once, or the coordinators are told.
    ("2 REF", LEADER, KILLING, 15),
    ("4 REF", LEADER, KILLING, 15),
    ("4 REF imekwisha", LEADER, KILLING, 15),
    ("1 REF", LEADER, THEFT, 14),
    # A person with a role reads.
    ("REF", LEADER, KILLING, 15),
]
"""From the webhook until the answer is queued, both looks at the database's clock among them.

The text is the first one of its phone in an hour: for a further answer it is one statement less.
"""
LONGER = [
    # By day the next people are alerted at once, and by night their alert waits: the real clock decides which it is.
    ("2 REF", LEADER, THEFT, 17),
    ("2", LEADER, KILLING, 16),
    ("4 imekwisha", LEADER, KILLING, 16),
    # It closes the incident, too, and tells its reporters.
    ("4 REF imekwisha", LEADER, THEFT, 17),
    # The history of duty is read and written beside the last word, and on PostgreSQL it is locked.
    ("OFF", LEADER, KILLING, 16),
]
"""Answers that do two of these things at once."""
RECEIPT = 3


@pytest.mark.parametrize(("answer", "phone", "category", "most"), ANSWERS + LONGER)
def test_an_answer_takes_few_statements(town: Town, answer: str, phone: str, category: Category, most: int) -> None:
    reference = town.reports(RESIDENT, category)
    with_the_real_clock(town)
    text = answer.replace("REF", reference)
    form = {"from": phone, "to": "22384", "text": text, "id": "a", "date": "2026-11-23 18:00:01"}
    with counted(town.services) as seen:
        assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
        assert jobs.handle_sms_here(1), "it is answered"
    assert len(seen) <= most, "\n".join(seen)


def test_no_answer_may_take_more_than_fifteen() -> None:
    assert max(most for *_, most in ANSWERS) == MOST


def test_a_receipt_takes_few_statements(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    with town.services.reading() as session:
        provider_id = session.scalars(select(Attempt.provider_id).order_by(Attempt.id).limit(1)).one()
    with counted(town.services) as seen:
        town.receives(str(provider_id), "Success")
    assert len(seen) <= RECEIPT, "\n".join(seen)
