"""Turns: texts of one phone are acted on one after the other, whoever acts on them."""

import threading
from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.storage.models import Inbound
from tests.people import LEADER
from tests.statements import with_the_real_clock
from tests.town import TOKEN, Town
from workers import jobs

_MOMENT = 0.5
"""Seconds in which a text would be acted on if nobody held its phone. A guess: it takes much less."""


@pytest.fixture
def town(postgresql_url: str, redis_url: str) -> Iterator[Town]:
    made = Town(postgresql_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


@pytest.mark.postgres
@pytest.mark.parametrize("has_real_clock", [False, True])
def test_whoever_acts_on_a_text_waits_for_whoever_acts_on_one_of_the_same_phone(
    town: Town, *, has_real_clock: bool
) -> None:
    form = {"from": LEADER, "to": "22384", "text": "LIST", "id": "a", "date": "2026-11-23 18:00:01"}
    with town.without_hints():
        assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    if has_real_clock:
        with_the_real_clock(town)
    with town.services.reading() as session:
        inbound_id, phone = session.execute(select(Inbound.id, Inbound.from_hash)).one()
    assert phone is not None
    acting = threading.Thread(target=jobs.handle_sms_here, args=(inbound_id,))
    with town.services.uow() as other:
        other.lock_key(phone)
        acting.start()
        acting.join(_MOMENT)
        assert acting.is_alive()
        assert was_read(town) is None
    acting.join()
    assert was_read(town) is not None


def was_read(town: Town) -> datetime | None:
    with town.services.reading() as session:
        return session.scalars(select(Inbound.handled_at)).one()
