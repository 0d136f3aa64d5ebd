"""Health and metrics: what anybody learns, what a monitor with its token learns, and how often it is measured."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from gateway.app import create_app
from gateway.communities.directory import Directory
from gateway.communities.file import load_example
from gateway.core import liveness
from gateway.core.trials import Trial
from gateway.core.writes import Writes
from menus.domain.messages import LANES
from tests.town import METRICS_TOKEN, TOKEN, Town

WRONG = [
    "",
    "Bearer",
    f"Bearer {'x' * 40}",
    METRICS_TOKEN,
    f"Basic {METRICS_TOKEN}",
    f"Bearer {TOKEN}",
    "Bearer \u00e9",
]


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give one community whose workers and clock were just seen."""
    made = Town(database_url, redis_url, load_example("mlango-kubwa"))
    are_seen(made)
    yield made
    made.close()


def are_seen(town: Town) -> None:
    """Let the clock and a worker of each lane be seen."""
    with town.services.uow() as uow:
        for name in ("clock", *(f"worker-{lane}" for lane in LANES)):
            liveness.mark_now(uow, name)


def ready(town: Town) -> tuple[int, dict[str, Any]]:
    answer = town.looks("/health/ready")
    return answer.status_code, answer.get_json()


@pytest.mark.parametrize("wrong", WRONG)
def test_without_its_token_anybody_learns_whether_and_not_why(town: Town, wrong: str) -> None:
    headers = {"Authorization": wrong} if wrong else {}
    answer = town.web.get("/health/ready", headers=headers)
    assert (answer.status_code, answer.json) == (200, {"status": "ready"})
    town.now += timedelta(seconds=30)
    answer = town.web.get("/health/ready", headers=headers)
    assert (answer.status_code, answer.json) == (503, {"status": "not ready"})


@pytest.mark.parametrize("wrong", WRONG)
def test_without_its_token_metrics_are_like_any_address_that_is_not_there(town: Town, wrong: str) -> None:
    unknown = town.web.get("/nowhere")
    for method in ("GET", "POST", "OPTIONS", "ODD"):
        found = town.web.open("/metrics", method=method, headers={"Authorization": wrong} if wrong else {})
        assert (found.status_code, list(found.headers), found.data) == (404, list(unknown.headers), unknown.data)


def test_without_a_token_in_the_settings_nobody_may_look(town: Town) -> None:
    settings = town.services.settings.model_copy(update={"metrics_token": None})
    town.services.override(settings=settings)
    town.web = create_app(town.services).test_client()
    assert town.looks("/metrics").status_code == 404
    assert town.looks("/health/ready").json == {"status": "ready"}
    assert town.web.get("/metrics", headers={"Authorization": "Bearer None"}).status_code == 404


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER "])
def test_a_monitor_learns_why_and_sees_the_metrics(town: Town, scheme: str) -> None:
    headers = {"Authorization": f"{scheme} {METRICS_TOKEN}"}
    assert "doria_oldest_due_seconds" in town.web.get("/metrics", headers=headers).text
    assert town.web.get("/health/ready", headers=headers).get_json()["reasons"] == []
    town.now += timedelta(seconds=46)
    found = town.web.get("/health/ready", headers=headers).get_json()
    assert found["status"] == "not ready"
    assert found["reasons"] == ["clock not seen lately", *(f"worker-{lane} not seen lately" for lane in LANES)]


def test_a_good_answer_is_kept_for_fifteen_seconds_and_a_bad_one_for_one(town: Town) -> None:
    assert ready(town)[0] == 200
    town.now += timedelta(seconds=14)
    assert ready(town)[0] == 200, "the clock was last seen fourteen seconds ago"
    town.now += timedelta(seconds=1)
    assert ready(town) == (503, {**ready(town)[1], "reasons": ["clock not seen lately"]})
    are_seen(town)
    assert ready(town)[0] == 503
    town.now += timedelta(seconds=1)
    assert ready(town)[0] == 200


def test_an_answer_from_the_future_is_measured_anew(town: Town) -> None:
    assert ready(town)[0] == 200
    town.now -= timedelta(hours=1)
    town.services.override(writes=Writes(refuse, None))
    assert ready(town)[0] == 503


def test_asking_again_and_again_asks_no_database(town: Town) -> None:
    asked: list[str] = []
    for path in ("/metrics", "/health/ready"):
        town.looks(path)

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(town.services.database.engine, "before_cursor_execute", note)
    try:
        for _ in range(50):
            assert town.looks("/metrics").status_code == town.looks("/health/ready").status_code == 200
            assert town.web.get("/health/ready").status_code == 200
        assert asked == []
        town.now += timedelta(seconds=15)
        town.looks("/metrics")
        assert asked
    finally:
        event.remove(town.services.database.engine, "before_cursor_execute", note)


def refuse() -> None:
    raise OperationalError("", {}, Exception("database or disk is full"))  # noqa: EM101 - as the library raises it


def test_a_database_that_takes_no_write_is_not_ready(town: Town) -> None:
    town.services.override(writes=Writes(refuse, None))
    status, said = ready(town)
    assert status == 503
    assert said["reasons"] == ["database takes no write (database or disk is full)"]
    town.services.remake("writes")
    town.now += timedelta(seconds=1)
    assert ready(town)[0] == 200


def test_a_disk_that_takes_no_file_is_not_ready(town: Town) -> None:
    town.services.writes.file = Trial(refuse)
    assert ready(town)[1]["reasons"] == ["disk takes no file (database or disk is full)"]


def test_the_trial_writes_into_the_database(town: Town) -> None:
    assert ready(town)[0] == 200
    with town.services.reading() as session:
        assert liveness.ages(session, town.now)["write-trial"] == timedelta(0)


def test_free_space_is_named_where_the_database_is_a_file(town: Town) -> None:
    said = ready(town)[1]
    assert ("free_mb" in said) is town.services.database.on_sqlite


def test_the_database_away_is_told(town: Town) -> None:
    town.keeps_timeline = False
    with town.services.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE beats RENAME TO elsewhere")
        connection.exec_driver_sql("ALTER TABLE messages RENAME TO elsewhere_too")
    try:
        status, said = ready(town)
        assert status == 503
        assert [reason.partition(" (")[0] for reason in said["reasons"]] == ["database away", "database takes no write"]
        assert town.looks("/metrics").status_code == 503
    finally:
        with town.services.database.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO beats")
            connection.exec_driver_sql("ALTER TABLE elsewhere_too RENAME TO messages")
    town.now += timedelta(seconds=1)
    assert ready(town)[0] == town.looks("/metrics").status_code == 200


def test_whether_a_caller_would_get_a_menu_is_told_to_anybody(town: Town) -> None:
    assert town.web.get("/health/hops").status_code == 200
    town.services.override(directory=Directory(town.services.database, max_age=0.0))
    with town.services.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE communities RENAME TO elsewhere")
    answer, reasons = town.web.get("/health/hops"), ready(town)[1]["reasons"]
    with town.services.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO communities")
    assert (answer.status_code, answer.json) == (503, {"status": "not answered"})
    assert "communities not read" in reasons
    assert town.web.get("/health/hops").status_code == 200
