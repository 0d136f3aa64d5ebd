"""Open311: hazards in the form that other software reads, without a word, a time or a place beyond the zone."""

import json
from datetime import date
from itertools import permutations

from menus.domain import open311
from menus.domain.open311 import FIRE, HAZARD, Hazard

FOUND = (
    Hazard(date(2026, 11, 3), "bondeni", HAZARD, is_closed=True),
    Hazard(date(2026, 10, 1), "market", FIRE, is_closed=False),
    Hazard(date(2026, 11, 3), "bondeni", FIRE, is_closed=True),
)
_OF_THE_FORM = {"service_request_id", "status", "service_code", "service_name", "requested_datetime", "address"}


def test_the_order_of_requests_tells_nothing_and_their_number_is_their_place() -> None:
    texts = {open311.requests(found, "2026-Q4-1") for found in permutations(FOUND)}
    assert len(texts) == 1
    (text,) = texts
    found = json.loads(text)
    assert [one["service_request_id"] for one in found] == ["2026-Q4-1-0001", "2026-Q4-1-0002", "2026-Q4-1-0003"]
    assert [one["requested_datetime"] for one in found] == ["2026-10-01", "2026-11-03", "2026-11-03"]


def test_a_request_holds_no_more_than_a_day_a_zone_a_service_and_a_status() -> None:
    for one in json.loads(open311.requests(FOUND, "2026-Q4-1")):
        assert set(one) == _OF_THE_FORM
        assert one["status"] in {"open", "closed"}


def test_each_request_names_a_service_of_the_list() -> None:
    services = {one["service_code"]: one for one in json.loads(open311.services())}
    assert set(services) == {FIRE, HAZARD}
    for one in json.loads(open311.requests(FOUND, "x")):
        assert services[one["service_code"]]["service_name"] == one["service_name"]
    assert json.loads(open311.requests([], "x")) == []
