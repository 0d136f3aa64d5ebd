"""The load generator tells no fast lie: what is wrong counts as wrong, and what fails is an error."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from itertools import count

import pytest

from tests.bench import load, report, sessions
from tests.bench.load import ServerFailedError
from tests.bench.report import Cost, Pair
from tests.bench.served import DORIA, line_of, web_line
from tests.bench.sessions import Session
from tests.conftest import free_port
from tests.servers import Handler, running

Answer = Callable[[Handler], None]


class _Server(ThreadingHTTPServer):
    request_queue_size = 64
    daemon_threads = True


@contextmanager
def answering(answer: Answer) -> Iterator[str]:
    """Run a server that answers each request by a function; yield its address."""

    class Answering(Handler):
        protocol_version = "HTTP/1.1"

        def act(self) -> None:
            answer(self)

    with running(_Server(("127.0.0.1", 0), Answering)) as server:
        yield f"http://127.0.0.1:{server.server_address[1]}"


def page(text: str, status: int = 200) -> Answer:
    """Return a function that answers with a page."""
    return lambda handler: handler.answer(text.encode(), "text/plain", status)


def hops(address: str, number: int) -> list[load.Conversation]:
    return load.each([Session().hop(address, []) for _ in range(number)])


def test_each_request_is_sent_once_over_a_connection_of_its_own() -> None:
    seen: list[tuple[str, int]] = []

    def answer(handler: Handler) -> None:
        seen.append(handler.client_address)
        page("CON Kuna nini?")(handler)

    with answering(answer) as address:
        found = load.put(address, hops(address, 20), callers=4, check=sessions.is_page)
    assert found.bad == 0
    assert len(seen) == len(set(seen)) == len(found.exchanges) == 20


def test_a_conversation_waits_for_each_answer() -> None:
    open_now, most = [0], [0]
    lock = threading.Lock()

    def answer(handler: Handler) -> None:
        with lock:
            open_now[0] += 1
            most[0] = max(most[0], open_now[0])
        threading.Event().wait(0.02)
        with lock:
            # Before the answer: the next request comes at once after it.
            open_now[0] -= 1
        page("CON")(handler)

    with answering(answer) as address:
        found = load.put(address, [Session().hops(address, ["1", "2"]) for _ in range(3)], callers=1)
    assert most[0] == 1
    assert [(one.conversation, one.position) for one in found.exchanges] == [(c, p) for c in range(3) for p in range(3)]


def test_a_wrong_answer_counts_as_bad() -> None:
    numbers = count()

    def answer(handler: Handler) -> None:
        page("CON Kuna nini?" if next(numbers) % 2 else "END Doria haipatikani sasa. Piga 999 / 112.")(handler)

    with answering(answer) as address:
        assert load.put(address, hops(address, 10), check=sessions.is_page).bad == 5


def test_an_error_of_the_server_counts_as_bad() -> None:
    with answering(page("CON Kuna nini?", 500)) as address:
        assert load.put(address, hops(address, 4), check=sessions.is_page).bad == 4


def test_an_answer_that_breaks_off_is_an_error() -> None:
    def answer(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nCON")
        handler.close_connection = True

    with answering(answer) as address, pytest.raises(ServerFailedError, match="of an answer"):
        load.put(address, hops(address, 3))


def test_an_answer_without_a_length_is_whole_at_its_end() -> None:
    head = b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n"
    assert not load.is_whole(head + b"CON Ku", is_over=False)
    assert load.is_whole(head + b"CON Kuna nini?", is_over=True)
    assert not load.is_whole(head[:-2], is_over=True)


def test_a_server_that_says_nothing_is_an_error() -> None:
    def answer(handler: Handler) -> None:
        handler.close_connection = True

    with answering(answer) as address, pytest.raises(ServerFailedError, match="after 0 of 3 answers"):
        load.put(address, hops(address, 3))


def test_a_server_that_is_not_there_is_an_error() -> None:
    address = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(ServerFailedError, match="refused"):
        load.put(address, hops(address, 3))


def test_a_server_that_hangs_is_an_error() -> None:
    free = threading.Event()

    def answer(_handler: Handler) -> None:
        free.wait(20)

    with answering(answer) as address:
        try:
            with pytest.raises(ServerFailedError, match="no answer for"):
                load.put(address, hops(address, 3), silence=0.3)
        finally:
            free.set()


def test_requests_that_queue_at_the_server_count_from_when_they_were_due() -> None:
    lock = threading.Lock()

    def answer(handler: Handler) -> None:
        with lock:
            threading.Event().wait(0.02)
        page("CON")(handler)

    with answering(answer) as address:
        found = load.put(address, hops(address, 10), a_second=1000)
    # The last one is due after 9 ms, and waits for nine others of 20 ms each.
    assert found.worst > 0.15
    assert found.p50 > 0.07


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(number) for number in range(1, 101)]
    assert report.percentile(values, 0.5) == 50
    assert report.percentile(values, 0.99) == 99
    assert report.percentile(values, 1.0) == 100
    assert report.percentile([3.0], 0.99) == 3.0
    assert report.percentile([1.0, 2.0], 0.99) == 2.0


def test_nothing_measured_has_no_percentile() -> None:
    with pytest.raises(ValueError, match="nothing"):
        report.percentile([], 0.5)


def test_a_ratio_is_the_median_of_the_ratios_of_each_run() -> None:
    pairs = [Pair(Cost(90, 0.002), Cost(100, 0.001)), Pair(Cost(10), Cost(100)), Pair(Cost(400), Cost(500))]
    figure = report.ratio_of("hop", pairs, ">= 0.9")
    assert figure.ratio == 0.8
    assert figure.cpu_ratio == 0.5


def test_a_row_tells_how_many_were_told_away() -> None:
    pairs = [Pair(Cost(90, away=2), Cost(100)), Pair(Cost(90, away=1), Cost(100))]
    assert "3 told away" in report.ratio_of("hop", pairs, "").row("0.1 - 0.2")
    assert "away" not in report.ratio_of("hop", [Pair(Cost(90), Cost(100))], "").row("0.1 - 0.2")


def test_the_bench_runs_the_line_of_the_procfile_on_this_machine_alone() -> None:
    assert web_line() == line_of("web").replace("0.0.0.0", "127.0.0.1")  # noqa: S104 - what the line says
    limit = web_line("tests.bench.empty:edge --interface rsgi")
    assert limit == web_line().replace(DORIA, "tests.bench.empty:edge --interface rsgi")
    assert "--workers 1 " in web_line(processes=1)
