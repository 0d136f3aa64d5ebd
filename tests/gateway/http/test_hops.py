"""USSD hops: the event loop, a thread and the web framework give the same bytes, and the loop never waits."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest
from sqlalchemy.exc import OperationalError

from gateway.app import create_app
from gateway.communities.directory import Directory
from gateway.communities.file import load_example
from gateway.core.timekeeper import LOOK_EVERY
from gateway.http.admission import BIGGEST_BODY, BIGGEST_FORM, Head
from gateway.http.edge import Edge
from gateway.http.hops import AWAY, Hops
from gateway.ussd.preview import Preview
from tests.gateway.http.test_edge import FakeConnection, ask, scope
from tests.people import FOCAL
from tests.town import TOKEN, Town

FORM = "application/x-www-form-urlencoded"
GOOD = {
    "sessionId": "s",
    "phoneNumber": "+254711000009",
    "serviceCode": "*384*77#",
    "networkCode": "63902",
    "text": "",
}


def form(**more: str) -> bytes:
    return urlencode({**GOOD, **more}).encode()


MULTIPART = b'--b\r\nContent-Disposition: form-data; name="phoneNumber"\r\n\r\n+254711000009\r\n--b--\r\n'
BODIES: dict[str, tuple[str, bytes]] = {
    "dial": (FORM, form()),
    "key": (FORM, form(text="2")),
    "again": (FORM, form(text="2")),
    "more keys": (FORM, form(text="0*3")),
    "a draft": (FORM, form(text="4*2")),
    "typed": (FORM, form(text="4*7*nyuma ya kanisa *5")),
    "no key": (FORM, form(text="x*5")),
    "signs": (FORM, form(text="\0\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace"))),
    "national": (FORM, form(phoneNumber="0711 000 009", text="2")),
    "another script": (FORM, form(phoneNumber="+٢٥٤٧١١", text="2")),
    "no phone": (FORM, form(phoneNumber="", text="2")),
    "withheld": (FORM, form(phoneNumber="anonymous", text="2")),
    "no session": (FORM, form(sessionId="", text="2")),
    "unknown code": (FORM, form(serviceCode="*999#", text="2")),
    "no code": (FORM, form(serviceCode="", text="2")),
    "keys behind the code": (FORM, form(serviceCode="*384*77*4#", text="2")),
    "helper": (FORM, form(phoneNumber=FOCAL, text="0")),
    "json": ("application/json", json.dumps({**GOOD, "text": "2"}).encode()),
    "json as text": ("text/plain", json.dumps({**GOOD, "text": 2}).encode()),
    "broken json": ("application/json", b'{"text": '),
    "utf-16": ("application/json", json.dumps({**GOOD, "text": "2"}).encode("utf-16-le")),
    "wrong charset": (f"{FORM}; charset=utf-16", form(text="2")),
    "bytes": (FORM, b"text=%ff&phoneNumber=\xff"),
    "twice": (FORM, form(text="2") + b"&text=4"),
    "too many fields": (FORM, b"&".join(b"a=1" for _ in range(200))),
    "multipart": ("multipart/form-data; boundary=b", MULTIPART),
    "multipart in capitals": ("Multipart/Form-Data; boundary=b", MULTIPART),
    "no multipart": ("multipart/form-data", form(text="2")),
    "nothing": (FORM, b""),
    "no type": ("", form(text="2")),
    "long": (FORM, form(text="2") + b"&filler=" + b"x" * BIGGEST_BODY),
    "long transcript": (FORM, form(text="2" * BIGGEST_BODY)),
    "many fields": (FORM, b"&".join(b"a=1" for _ in range(200)) + b"&" + form(text="2")),
    "too long": (FORM, form(text="2" * BIGGEST_FORM)),
}


@pytest.fixture
def town(sqlite_url: str, redis_url: str) -> Iterator[Town]:
    """Give one community on SQLite."""
    made = Town(sqlite_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


@dataclass(frozen=True)
class Noted(Hops):
    """The answers of hops, and which ways they went."""

    ways: list[str] = field(default_factory=list)

    def glance(self, form: Mapping[str, str]) -> Preview | None:
        """Note an answer on the event loop."""
        found = super().glance(form)
        self.ways.extend(["at once"] if found is not None and found.screen is not None else [])
        return found

    def answer(self, form: Mapping[str, str], glance: Preview | None = None) -> str:
        """Note an answer in a thread."""
        self.ways.append("in a thread")
        return super().answer(form, glance)


def at_once(hops: Hops, form: Mapping[str, str]) -> str | None:
    """Return the answer that the event loop gives; None if it leaves the hop to a thread."""
    found = hops.glance(form)
    return None if found is None or found.screen is None else found.screen.wire


def edge(town: Town, hops: Hops | None) -> Edge:
    app = create_app(town.services).wsgi_app
    return Edge(app, town.services.settings, threads=2, away=AWAY, hop_timeout=30.0, hops=hops)


def posted(made: Edge, kind: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
    """Return the answer to one body, as the edge gives it."""
    headers = [("content-length", str(len(body))), *([("content-type", kind)] if kind else [])]
    found = ask(made, FakeConnection((body,)), scope("POST", f"/at/{TOKEN}/ussd", *headers)).answers
    (answer,) = found
    return answer


def test_every_way_gives_the_same_bytes(town: Town) -> None:
    noted = Noted(town.services)
    direct, framework = edge(town, noted), edge(town, None)
    for name, (kind, body) in BODIES.items():
        by_framework = posted(framework, kind, body)
        first, again = posted(direct, kind, body), posted(direct, kind, body)
        alone = town.web.post(f"/at/{TOKEN}/ussd", data=body, content_type=kind)
        assert first == again == by_framework, name
        assert (alone.status_code, alone.data) == (first[0], first[2]), name
        assert first[0] == 200, name
    assert {"at once", "in a thread"} <= set(noted.ways)


def test_a_hop_that_the_process_knows_takes_no_thread_and_a_draft_does(town: Town) -> None:
    noted = Noted(town.services)
    direct = edge(town, noted)
    pages = [posted(direct, FORM, form(text=text))[2] for text in ("", "", "2", "4*2", "0*6", "x")]
    assert noted.ways == ["in a thread", "at once", "at once", *["in a thread"] * 3]
    assert pages[0] == pages[1]


def test_the_page_of_a_helper_is_nobody_elses(town: Town) -> None:
    direct = edge(town, Noted(town.services))
    mine, theirs = (
        [posted(direct, FORM, form(phoneNumber=phone, text=text))[2] for text in ("", "0", "0")]
        for phone in (FOCAL, GOOD["phoneNumber"])
    )
    assert mine[0] == theirs[0]
    assert mine[1] == mine[2] != theirs[1] == theirs[2]


def test_the_loop_leaves_whatever_may_wait_to_a_thread(town: Town) -> None:
    services, hops = town.services, Hops(town.services)
    known = hops.answer({**GOOD})
    assert at_once(hops, GOOD) == known
    services.writes.database.note_failed()
    assert at_once(hops, GOOD) is None, "a caller who could not send at the end learns it when they dial"
    assert at_once(hops, {**GOOD, "text": "2"}) is not None
    services.writes.database.has_failed = False
    fresh = services.directory
    services.override(directory=Directory(services.database, max_age=0.0))
    assert at_once(hops, GOOD) is None, "the communities must be read again"
    services.override(directory=fresh)
    assert at_once(hops, GOOD) == known
    services.remake("clock", "timekeeper")
    assert at_once(hops, GOOD) is None, f"nobody has looked at the clock within {LOOK_EVERY} s"
    services.clock()
    assert at_once(hops, GOOD) == known


def test_a_fault_on_the_loop_is_answered_by_a_thread(town: Town) -> None:
    class Broken(Directory):
        def known_by_ussd_code(self, code: str) -> None:
            raise OperationalError(code, {}, Exception())

    hops = Hops(town.services)
    known = hops.answer(GOOD)
    town.services.override(directory=Broken(town.services.database))
    direct = edge(town, hops)
    assert posted(direct, FORM, form())[2].decode() == known


def test_a_body_for_the_framework_is_left_to_it() -> None:
    def left(kind: str, body: bytes) -> bool:
        return Hops.form_of(Hops(None), Head("POST", "/", {"content-type": kind}), body) is None  # type: ignore[arg-type]

    assert not left(FORM, b"a=1")
    assert left("multipart/form-data; boundary=b", b"a=1")
    assert left(FORM, b"")
    assert left(FORM, b"a" * (BIGGEST_BODY + 1))
    assert left("application/json", b"{")
