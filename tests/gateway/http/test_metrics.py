"""The metrics: what a monitor reads about hops, texts, jobs, processes and the disk, and nothing about anybody."""

import re
from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families
from redis import Redis

from gateway.communities.file import load_example
from gateway.core import counts, liveness
from gateway.http.edge import Edge
from gateway.http.hops import AWAY, Hops
from menus.domain.categories import Category
from tests.conftest import free_port
from tests.gateway.http.test_edge import FakeConnection, ask, scope
from tests.gateway.http.test_hops import BODIES
from tests.people import RESIDENT
from tests.town import TOKEN, Town


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give one community, and no counts of other stories."""
    made = Town(database_url, redis_url, load_example("mlango-kubwa"))
    counts.OF_PROCESS.flush(made.services.redis)
    made.services.redis.delete(counts.KEY)
    yield made
    made.close()


def samples(town: Town) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Return the samples of the metrics by name and labels."""
    families = text_string_to_metric_families(town.looks("/metrics").text)
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def test_a_hop_is_counted_by_its_answer(town: Town) -> None:
    edge = Edge(
        town.web.application,
        town.services.settings,
        threads=2,
        away=AWAY,
        hop_timeout=5.0,
        hops=Hops(town.services, is_timed=True),
    )
    kind, body = BODIES["dial"]
    for _ in range(2):
        headers = (("content-type", kind), ("content-length", str(len(body))))
        answered = ask(edge, FakeConnection((body,)), scope("POST", f"/at/{TOKEN}/ussd", *headers))
        assert answered.answers[0][2].startswith(b"CON ")
    found = samples(town)
    by_outcome = {
        labels[0][1]: int(value) for (name, labels), value in found.items() if name == "doria_hop_seconds_count"
    }
    assert set(by_outcome) == {"at-once", "page", "away", "late", "busy"}, "each is there from the start"
    assert by_outcome["at-once"] + by_outcome["page"] == 2
    assert by_outcome["away"] == by_outcome["late"] == by_outcome["busy"] == 0
    until = [value for (name, labels), value in found.items() if name == "doria_hop_seconds_bucket" and value]
    assert max(until) <= 2


def test_texts_and_jobs_are_counted_and_no_label_holds_anything_of_a_person(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    found = samples(town)
    red = [("cause", ""), ("lane", "red"), ("outcome", "accepted"), ("provider", town.carrier.name)]
    assert found["doria_texts_total", tuple(red)] == len(town.carrier.sent)
    assert found["doria_job_seconds_count", (("job", "send"), ("outcome", "done"))] >= 1
    text = town.looks("/metrics").text
    assert reference not in text
    assert not re.search(r"\+?\d{9,}(?!\.)\b", re.sub(r" [0-9.e+-]+$", "", text, flags=re.MULTILINE))
    assert "bondeni" not in text.lower()


def test_processes_the_disk_and_money_have_figures(town: Town) -> None:
    with town.services.uow() as uow:
        liveness.mark_now(uow, "clock")
        liveness.mark_now(uow, "worker-red")
    found = samples(town)
    assert found["doria_process_age_seconds", (("kind", "clock"),)] < 60
    assert found["doria_process_age_seconds", (("kind", "worker-red"),)] < 60
    assert found["doria_texts_for_money", ()] == 0
    assert found["doria_redis_up", ()] == 1
    if town.services.database.on_sqlite:
        assert 0 < found["doria_disk_free_bytes", ()] < found["doria_disk_bytes", ()]


def test_without_redis_the_figures_of_the_database_are_still_there(town: Town) -> None:
    with Redis(port=free_port()) as away:
        town.services.override(redis=away)
        found = samples(town)
    assert found["doria_redis_up", ()] == 0
    assert found["doria_oldest_due_seconds", ()] == 0
    assert not [name for name, _ in found if name.startswith(("doria_hop", "doria_texts_total", "doria_job"))]
