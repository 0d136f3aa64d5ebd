"""Turns: texts of one phone are acted on one after the other, whoever acts on them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.sms.inbox import Turn
from gateway.storage.models import Inbound
from tests.people import LEADER
from tests.statements import with_the_real_clock
from tests.town import TOKEN, Town


@pytest.fixture
def town(postgresql_url: str, redis_url: str) -> Iterator[Town]:
    made = Town(postgresql_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


@pytest.mark.postgres
@pytest.mark.parametrize("has_real_clock", [False, True])
def test_whoever_acts_on_a_text_begins_with_the_lock_of_its_phone(town: Town, *, has_real_clock: bool) -> None:
    form = {"from": LEADER, "to": "22384", "text": "LIST", "id": "a", "date": "2026-11-23 18:00:01"}
    assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    if has_real_clock:
        with_the_real_clock(town)
    with town.services.reading() as session:
        inbound_id, phone = session.execute(select(Inbound.id, Inbound.from_hash)).one()
    assert phone is not None
    key = int.from_bytes(phone[:8], "big", signed=True)
    with town.services.uow(Turn(inbound_id).lock), town.services.uow() as other:
        assert not other.is_alone(key)
    with town.services.uow() as other:
        assert other.is_alone(key)
