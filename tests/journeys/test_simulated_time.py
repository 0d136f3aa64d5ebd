"""Simulated time: somebody who tries Doria lets minutes pass at once, for all of its processes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.core.timekeeper import Timekeeper
from gateway.storage.models import Inbound
from menus.domain.categories import Category
from menus.text.names import Text
from tests.people import BONDENI, DEPUTY, RESIDENT
from tests.town import Town
from workers import chores


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a town beside a simulated network, which lives by a real timekeeper."""
    made = new_town(load_example("mlango-kubwa"), doria_simulator_url="http://127.0.0.1:1")
    made.services.override(clock=Timekeeper(made.services.database.read))
    return made


def now(town: Town) -> datetime:
    """Return the simulated time as the door tells it."""
    return datetime.fromisoformat(town.web.get("/simulator/time").get_json()["now"])


def test_time_moves_forward_for_every_process_and_the_ladder_goes_on(town: Town) -> None:
    evening = now(town).replace(hour=18, minute=0) - now(town)
    hours = int((evening % timedelta(days=1)).total_seconds() // 3600)
    town.web.post("/simulator/time", json={"forward": f"{hours}h"})
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    before = now(town)
    answer = town.web.post("/simulator/time", json={"forward": "3m"})
    assert answer.status_code == 200
    moved = datetime.fromisoformat(answer.get_json()["now"]) - before
    assert timedelta(minutes=3, seconds=-1) <= moved < timedelta(minutes=4)
    other_process = Timekeeper(town.services.database.read)
    assert abs(other_process() - now(town)) < timedelta(seconds=5)
    town.ticks()
    assert town.alerts(DEPUTY) == [town.alert_to(DEPUTY, reference)]


def test_the_dates_of_the_network_know_nothing_of_simulated_time_and_no_text_is_late(town: Town) -> None:
    def date() -> str:
        return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")

    assert town.texts(BONDENI, "ON", date=date()) == town.said(Text.ON, to=BONDENI)
    for forward in ("3h", "2h"):
        town.web.post("/simulator/time", json={"forward": forward})
        assert town.texts(BONDENI, "OFF", date=date()) == town.said(Text.OFF, to=BONDENI)


@pytest.mark.parametrize("forward", ["26h", "168h", "1000h"])
def test_a_text_that_came_before_a_move_does_not_act_again_when_it_is_fetched(town: Town, forward: str) -> None:
    date = datetime.now(UTC).isoformat()
    town.waits_at_the_network(BONDENI, "ON", date=date)
    town.texts(BONDENI, "ON", date=date)
    town.web.post("/simulator/time", json={"forward": forward})
    chores.erase_expired()
    town.fetches()
    town.ticks()
    assert town.got(BONDENI, Text.ON) == [town.said(Text.ON, to=BONDENI)]


def test_a_lost_text_is_heard_at_the_time_at_which_it_was_sent(town: Town) -> None:
    town.fetches()
    town.waits_at_the_network(BONDENI, "OFF", date=datetime.now(UTC).isoformat())
    sent = now(town)
    town.web.post("/simulator/time", json={"forward": "26h"})
    town.fetches()
    with town.services.reading() as session:
        (kept,) = session.scalars(select(Inbound)).all()
    assert kept.sent_at is not None
    assert abs(kept.sent_at - sent) < timedelta(minutes=1)
    assert kept.result != "late"


def test_a_page_of_a_public_website_moves_no_time(town: Town) -> None:
    before = now(town)
    page = {"Origin": "https://evil.example", "Content-Type": "text/plain"}
    assert town.web.post("/simulator/time", data='{"forward": "168h"}', headers=page).status_code == 403
    assert now(town) - before < timedelta(minutes=1)
    own = {"Origin": "http://localhost:8000"}
    assert town.web.post("/simulator/time", json={"forward": "3m"}, headers=own).status_code == 200


@pytest.mark.parametrize("wrong", [{}, {"forward": "-3m"}, {"forward": 3}, {"forward": "3 weeks"}, [], "3m", None])
def test_what_is_no_span_is_refused_and_moves_nothing(town: Town, wrong: Any) -> None:
    before = now(town)
    answer = town.web.post("/simulator/time", json=wrong)
    assert answer.status_code == 400
    assert '"3m"' in answer.get_json()["error"]
    assert now(town) - before < timedelta(seconds=30)


def test_a_real_network_has_no_simulated_time(new_town: Callable[..., Town]) -> None:
    real = new_town(load_example("mlango-kubwa"))
    assert real.web.post("/simulator/time", json={"forward": "3m"}).status_code == 404
