"""What a request for patrols reads: its zone alone, before its lock, and no more than an SMS may wait for."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from gateway.association.patrol_requests import figures
from gateway.storage.models import PatrolRequest
from menus.domain.categories import Category
from tests.people import COORDINATOR
from tests.rises import Weekly, began, keep, request
from tests.statements import counted
from tests.town import Town

ZONE = "market"


def test_incidents_are_read_once_and_before_the_lock_of_the_numbers(town: Town) -> None:
    keep(town, Weekly(ZONE, 5, [1, 2], Category.THEFT))
    with counted(town.services) as statements:
        town.texts(COORDINATOR, "PATROLS Market theft")
    assert request(town).zone == ZONE
    numbered = next(place for place, one in enumerate(statements) if "FROM patrol_requests" in one)
    reading = [place for place, one in enumerate(statements) if "FROM incidents" in one and "category" in one]
    assert len([place for place in reading if "harm" in statements[place]]) == 1
    assert all(place < numbered for place in reading)
    locks = [place for place, one in enumerate(statements) if "advisory" in one and place < numbered]
    assert not locks or max(reading) < max(locks)


def test_of_a_zone_with_very_many_incidents_the_last_weeks_alone_are_read(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    began(town, 40)
    keep(town, Weekly(ZONE, 1, range(5, 20), Category.THEFT), Weekly(ZONE, 2, [1, 2, 3], Category.THEFT))
    town.texts(COORDINATOR, "PATROLS Market")
    whole = request(town)
    with town.services.uow() as uow:
        uow.session.execute(delete(PatrolRequest))
    assert (whole.category, whole.lately is not None, whole.usual is not None) == (Category.THEFT, True, True)
    monkeypatch.setattr(figures, "MOST", 10)
    town.now += timedelta(hours=1)
    town.texts(COORDINATOR, "PATROLS Market")
    bounded = request(town)
    assert (bounded.category, bounded.lately, bounded.usual) == (Category.THEFT, whole.lately, None)
