"""The desk of `doria up`: where it listens, when nobody waits for it any more, and how rarely it is tried again."""

import socket
import sys
from collections.abc import Iterator
from http.server import HTTPServer
from pathlib import Path

import pytest

from gateway.processes import commands, desk
from gateway.processes.desk import Desk, NoPortError, Place
from gateway.processes.readiness import MOST_DEATHS, Patience
from gateway.processes.supervisor import Child, Supervisor
from tests.conftest import free_port
from tests.servers import Handler, running
from tests.up import wait_for

HERE = "127.0.0.1"
ENDS = (sys.executable, "-c", "raise SystemExit(7)")


@pytest.fixture
def taken() -> Iterator[int]:
    """Give a port on which somebody else listens."""
    with socket.socket() as other:
        other.bind((HERE, 0))
        other.listen()
        yield other.getsockname()[1]


def close(place: Place) -> None:
    if place.listener is not None:
        place.listener.close()


def test_it_takes_the_next_free_port_after_that_of_the_web_server(taken: int) -> None:
    place = desk.find_place(HERE, None, taken - 1)
    assert place.port > taken
    assert place.address == f"http://{HERE}:{place.port}"
    close(place)


def test_a_port_that_was_asked_for_is_taken_or_refused(taken: int) -> None:
    free = free_port()
    place = desk.find_place(HERE, free, taken)
    assert place.port == free
    close(place)
    with pytest.raises(NoPortError, match=f"port {taken} of {HERE} .*--desk-port"):
        desk.find_place(HERE, taken, 1)
    with pytest.raises(NoPortError, match="is that of the web server"):
        desk.find_place(HERE, free, free)
    with pytest.raises(NoPortError, match=r"192\.0\.2\.1"):
        desk.find_place("192.0.2.1", free, taken)


def test_any_port_is_one_that_is_free() -> None:
    place = desk.find_place(HERE, 0, 1)
    assert place.port > 0
    close(place)


@pytest.mark.parametrize(
    ("host", "address"),
    [("0.0.0.0", "http://127.0.0.1:8001"), ("::", "http://127.0.0.1:8001"), ("::1", "http://[::1]:8001")],  # noqa: S104 - shown
)
def test_its_address_is_one_that_a_browser_of_this_machine_opens(host: str, address: str) -> None:
    assert Place(host, 8001).address == address


class Waiting:
    """A desk under a supervisor, with a clock that is moved by hand."""

    def __init__(self, place: Place | None, command: tuple[str, ...] = ENDS) -> None:
        self.now = 1000.0
        self.supervisor = Supervisor([Child("desk", command, is_optional=True)] if place else [])
        self.desk = Desk(self.supervisor, place, Path("doria.log"), lambda: self.now)

    def passes(self, seconds: float) -> bool:
        """Let seconds pass; return whether nobody waits for the desk any more."""
        self.now += seconds
        return self.desk.is_settled()


def test_nobody_waits_for_a_desk_without_a_place() -> None:
    assert Waiting(None).desk.is_settled()


def test_a_desk_that_does_not_answer_is_waited_for_a_while_and_then_named(capsys: pytest.CaptureFixture[str]) -> None:
    waiting = Waiting(Place(HERE, free_port()))
    assert not waiting.passes(0)
    assert not waiting.passes(9)
    assert waiting.passes(2)
    assert waiting.passes(1)
    said = capsys.readouterr()
    assert said.err == "the desk does not answer yet; everything else runs, and doria.log says why\n"
    assert said.out == ""


def test_a_desk_that_ends_at_once_is_not_waited_for(capsys: pytest.CaptureFixture[str]) -> None:
    waiting = Waiting(Place(HERE, free_port()))
    (child,) = waiting.supervisor.children
    child.deaths, child.last_status = 2, 7
    assert waiting.passes(0)
    assert "it ended 2 times, last with status 7" in capsys.readouterr().err


class _Lives(Handler):
    def act(self) -> None:
        self.answer(b"live", "text/plain")


def test_a_desk_that_answers_late_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    with running(HTTPServer((HERE, 0), _Lives)) as server:
        waiting = Waiting(Place(HERE, server.server_port), (sys.executable, "-c", "import time; time.sleep(60)"))
        assert not waiting.passes(0)
        assert waiting.passes(11)
        (tell,) = waiting.supervisor.chores
        waiting.supervisor.start(waiting.supervisor.children[0])

        def is_told() -> bool:
            waiting.now += 1
            tell()
            return "answers now" in capsys.readouterr().err

        wait_for(is_told)
        waiting.now += 1
        tell()
        assert capsys.readouterr().err == ""
        waiting.supervisor.end()


def test_it_is_tried_ever_more_rarely_and_never_keeps_the_rest_from_being_ready() -> None:
    child = commands.desk(HERE, 8001, {})
    other = commands.clock({})
    for each in (child, other):
        each.deaths = 10 * MOST_DEATHS
    assert Patience(Path("log")).ended_for_good([child]) is None
    assert Patience(Path("log")).ended_for_good([child, other]) is not None
    assert child.longest_pause >= 10 * other.longest_pause
    assert child.healthy_after > other.healthy_after


def test_each_death_that_comes_soon_doubles_the_pause() -> None:
    supervisor = Supervisor([Child("desk", ENDS, is_optional=True)])
    (child,) = supervisor.children
    pauses: list[float] = []
    for _ in range(4):
        supervisor.start(child)
        assert child.process is not None
        child.process.wait(60)
        supervisor._look_after(child)  # noqa: SLF001 - one look, without its clock
        pauses.append(child.pause)
    assert pauses == [0.2, 0.4, 0.8, 1.6]
