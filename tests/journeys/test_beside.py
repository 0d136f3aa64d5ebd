"""Stories of a line beside SMS: it names nobody, comes once for each step, and SMS never waits for it."""

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import select, update

from gateway.cli import network_checks
from gateway.settings import Settings, SettingsError, read_settings
from gateway.storage.models import Incident, LineBeside
from gateway.upkeep import beside, other_networks
from menus.domain.categories import Category
from menus.domain.marks import Caution
from menus.text.names import Text
from tests.people import CODE, DEPUTY, LEADER, POLICE, RESIDENT
from tests.town import TOKEN, Town

URLS = {"mlango-kubwa": ["tgram://token/chat"]}
SECRETS = {"database_url": "sqlite:///x", "redis_url": "redis://x", "secret_key": "s" * 40, "webhook_token": TOKEN}


class Network:
    """Another network: it keeps the lines that it was handed, and may refuse them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.takes = True

    def send(self, urls: object, line: str) -> bool:
        """Keep a line, and say whether the network takes it."""
        assert urls == URLS["mlango-kubwa"]
        self.lines.append(line)
        return self.takes


def looks(town: Town, network: Network) -> int:
    return beside.tell(town.services.uow, town.services.directory, URLS, network.send)


def test_a_line_comes_once_for_each_step_of_the_climbing_and_names_nobody(town: Town) -> None:
    network = Network()
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    assert looks(town, network) == 0, "the first rung may still answer"
    town.passes(minutes=4)
    assert (looks(town, network), looks(town, network)) == (1, 0)
    town.passes(minutes=60)
    assert (looks(town, network), looks(town, network)) == (1, 0)
    assert len(network.lines) == 2
    for line in network.lines:
        assert town.values_of(line, Text.BESIDE, RESIDENT, reference=reference)
        for person in town.community.people:
            assert person.name not in line
        for zone in town.community.zones:
            assert zone.name("sw") not in line
        assert town.community.short not in line


def test_an_answered_incident_is_no_line(town: Town) -> None:
    network = Network()
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    town.answers(POLICE, "seen", reference)
    town.passes(minutes=15)
    assert looks(town, network) == 0


@pytest.mark.parametrize("keys", [("7", "2", "1"), ("9", "3", "1", "1"), ("1", "2", "1", "3", "4", "1", "1")])
def test_no_line_of_a_private_matter_a_complaint_or_of_the_accused_leaves(town: Town, keys: tuple[str, ...]) -> None:
    network = Network()
    assert town.dials(RESIDENT, CODE, *keys).startswith("END ")
    town.passes(minutes=120)
    assert looks(town, network) == 0


def test_what_may_be_private_is_no_line(town: Town) -> None:
    network = Network()
    town.reports(RESIDENT, Category.GUN_KILLING)
    town.keeps_timeline = False
    with town.services.uow() as uow:
        uow.session.execute(update(Incident).values(caution=Caution.MAYBE_PRIVATE))
    town.passes(minutes=60)
    assert looks(town, network) == 0


def test_incidents_that_were_told_to_the_end_hold_back_no_newer_one(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = Network()
    monkeypatch.setattr(beside, "_MOST_LOOKED_AT", 2)
    first = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(minutes=60)
    assert looks(town, network) == 1
    second = town.reports("+254700000901", Category.GUN_KILLING, zone="river")
    town.passes(minutes=4)
    assert looks(town, network) == 1
    assert first in network.lines[0]
    assert second in network.lines[1]


def test_a_network_that_refuses_changes_nothing_of_sms_and_is_told_by_the_doctor(town: Town) -> None:
    network = Network()
    network.takes = False
    town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(minutes=4)
    sent = len(town.carrier.sent)
    assert looks(town, network) == 1
    assert looks(town, network) == 0, "it is not sent again"
    town.passes(minutes=10)
    assert len(town.carrier.sent) > sent
    assert town.inbox(DEPUTY)
    with town.services.reading() as session:
        assert session.scalars(select(LineBeside.has_left)).all() == [False]


def test_a_process_that_dies_while_it_sends_sends_the_line_at_most_once(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(minutes=4)

    def dies(_urls: object, _line: str) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        beside.tell(town.services.uow, town.services.directory, URLS, dies)
    network = Network()
    assert looks(town, network) == 0
    assert network.lines == []


@contextmanager
def server(wait: float = 0.0) -> Iterator[tuple[str, list[str]]]:
    """Give the address of another network that answers after some seconds, and what it was handed."""
    bodies: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            time.sleep(wait)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"json://127.0.0.1:{made.server_address[1]}/lines", bodies
    made.shutdown()
    made.server_close()


def test_the_library_hands_the_line_over_and_gives_up_in_time() -> None:
    pytest.importorskip("apprise")
    with server() as (url, bodies):
        assert other_networks.send([url], "48273 MAJOR unanswered: send LIST")
        assert "48273 MAJOR unanswered: send LIST" in json.loads(bodies[0])["message"]
    assert not other_networks.send([url], "nobody listens there any more")
    with server(wait=2.0) as (url, bodies):
        began = time.monotonic()
        assert not other_networks.send([url], "slow", limit=0.3)
        assert time.monotonic() - began < 1.5
        assert len(bodies) <= 1


def test_the_doctor_names_an_unknown_community_and_an_address_that_nobody_can_read(town: Town) -> None:
    pytest.importorskip("apprise")

    def said(urls: dict[str, list[str]]) -> str:
        settings = Settings.model_validate({**town.services.settings.model_dump(), "doria_beside_urls": urls})
        town.services.override(settings=settings)
        return network_checks.beside(town.services)

    assert said({"mlango-kubwa": ["json://127.0.0.1/x"]}) == "mlango-kubwa: 1 addresses"
    with pytest.raises(LookupError, match="nowhere"):
        said({"nowhere": ["json://127.0.0.1/x"]})
    with pytest.raises(LookupError, match="address 2 of mlango-kubwa") as caught:
        said({"mlango-kubwa": ["json://127.0.0.1/x", "nosuch://secret-word"]})
    assert "secret-word" not in str(caught.value)


@pytest.mark.parametrize("given", ["[1]", "{", '{"mlango-kubwa": "tgram://a/b"}', '{"mlango-kubwa": ["secret-word"]}'])
def test_a_faulty_setting_is_named_without_its_secrets(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The extra need not be there: only its name is looked for.
    monkeypatch.setitem(sys.modules, "apprise", json)
    with pytest.raises(SettingsError) as caught:
        read_settings({"DORIA_BESIDE_URLS": given}, **SECRETS)
    assert "DORIA_BESIDE_URLS" in str(caught.value)
    assert "secret-word" not in str(caught.value)


def test_the_extra_that_is_absent_is_a_named_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(SettingsError) as caught:
        read_settings({"DORIA_BESIDE_URLS": json.dumps(URLS)}, **SECRETS)
    assert ".[beside]" in str(caught.value)
    assert read_settings({}, **SECRETS).beside_urls == {}
