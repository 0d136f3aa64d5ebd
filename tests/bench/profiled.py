"""A web process of Doria that profiles itself: the application that the Procfile's command serves, without sockets.

It writes JSON: the processor seconds of one hop, and the microseconds by room and by function. A profiler makes many
small functions look larger than they are.
"""

import asyncio
import cProfile
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import CodeType
from typing import Any

_ROOT = Path(__file__).parents[2]
_WARM = 40
_TALKS = {
    "sqlite3": "the database's driver",
    "psycopg": "the database's driver",
    "_socket": "sockets",
    "epoll": "sockets",
    "_hashlib": "hashes",
    "openssl": "sealing",
    "_rust": "sealing",
}
"""Whose work a function is that is written in C, by a word of its name."""


class _Headers:
    def __init__(self, values: dict[str, str]) -> None:
        self._values = values

    def items(self) -> list[tuple[str, str]]:
        return list(self._values.items())


class _Scope:
    """A request as the server tells it."""

    proto, http_version, scheme, query_string = "http", "1.1", "http", ""
    client, server = "127.0.0.1:40000", "127.0.0.1:8000"

    def __init__(self, head: bytes) -> None:
        request, *fields = head.decode().split("\r\n")
        self.method, self.path, _ = request.split(" ")
        named = dict(field.split(": ", 1) for field in fields if field)
        self.headers = _Headers({name.lower(): value for name, value in named.items()})


class _Connection:
    """The connection of a request: it gives the body, and keeps the answer."""

    def __init__(self, body: bytes) -> None:
        self._body, self.answer = body, b""

    async def __call__(self) -> bytes:
        return self._body

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        _ = headers
        self.answer = b"HTTP/1.1 %d\r\n\r\n" % status + body


async def _answer(request: bytes) -> bytes:
    from gateway.wsgi import edge  # noqa: PLC0415 - only once every thread is profiled

    head, _, body = request.partition(b"\r\n\r\n")
    connection = _Connection(body)
    served: Any = edge
    await served.__rsgi__(_Scope(head), connection)
    return connection.answer


class Profiles:
    """A profile of each thread, by the processor time of that thread: whoever waits costs nothing."""

    def __init__(self) -> None:
        self._all: list[cProfile.Profile] = []

    def begin(self) -> None:
        """Profile this thread and every thread that begins from now on."""
        threading.setprofile(self._begin_here)
        self._begin_here()

    def _begin_here(self, *_event: object) -> None:
        made = cProfile.Profile(time.thread_time)
        self._all.append(made)
        made.enable()

    def spent(self) -> dict[tuple[CodeType, str], float]:
        """Return the seconds that were spent until now, by function, and by what it called that is written in C."""
        found: dict[tuple[CodeType, str], float] = {}
        for entry in (entry for profile in self._all for entry in profile.getstats()):
            if isinstance(entry.code, CodeType):
                found[entry.code, ""] = found.get((entry.code, ""), 0.0) + entry.inlinetime
                for call in entry.calls or ():
                    if isinstance(call.code, str):
                        found[entry.code, call.code] = found.get((entry.code, call.code), 0.0) + call.inlinetime
        return found


def by_room(spent: Mapping[tuple[CodeType, str], float]) -> Counter[tuple[str, str]]:
    """Return the microseconds by room and function; those of the bench itself are left out.

    What is written in C counts to its caller, but for what talks to others or seals.
    """
    found: Counter[tuple[str, str]] = Counter()
    for (code, builtin), seconds in spent.items():
        room, place = room_of(code.co_filename), f"{short(code.co_filename)}:{code.co_qualname}"
        talks = next((name for word, name in _TALKS.items() if word in builtin), None)
        if room != "tests.bench":
            found[talks or room, builtin if talks else place] += int(seconds * 1e6)
    return found


PROFILES = Profiles()


def short(filename: str) -> str:
    """Return the end of a file's name by which it is known."""
    path = Path(filename)
    if path.is_relative_to(_ROOT) and "site-packages" not in filename:
        return str(path.relative_to(_ROOT))
    return "/".join(path.parts[-2:])


def room_of(filename: str) -> str:
    """Return whose work a function is: a package of Doria, a library, or Python."""
    path = Path(filename)
    if "site-packages" in path.parts:
        return path.parts[path.parts.index("site-packages") + 1].removesuffix(".py")
    if path.is_relative_to(_ROOT):
        return ".".join(path.relative_to(_ROOT).parts[:2]).removesuffix(".py")
    return "Python's own library"


async def _profile(kind: str, number: int) -> dict[str, Any]:
    """Answer hops of one kind, and return where the time of the last of them went."""
    from tests.bench import sessions  # noqa: PLC0415 - as above

    address = "http://127.0.0.1:8000"
    made = sessions.reports if kind == "filing" else sessions.mixed
    whole = made(address, number + _WARM)
    check = sessions.is_filed if kind == "filing" else sessions.is_page
    for hops in whole[:_WARM]:
        for hop in hops:
            await _answer(hop)
    if kind == "filing":
        for hops in whole[_WARM:]:
            for hop in hops[:-1]:
                await _answer(hop)
        whole = [hops[-1:] for hops in whole]
    wrong = answered = 0
    before, cpu = PROFILES.spent(), time.process_time()
    for hop in (hop for hops in whole[_WARM:] for hop in hops):
        wrong += not check(await _answer(hop))
        answered += 1
    busy = time.process_time() - cpu
    after = PROFILES.spent()
    spent = by_room({key: seconds - before.get(key, 0.0) for key, seconds in after.items()})
    rooms: Counter[str] = Counter()
    for (room, _), microseconds in spent.items():
        rooms[room] += microseconds
    return {
        "hops": answered,
        "wrong": wrong,
        "cpu": busy / answered,
        "rooms": rooms.most_common(),
        "places": [(place, microseconds) for (_, place), microseconds in spent.most_common(12)],
    }


if __name__ == "__main__":
    PROFILES.begin()
    sys.stdout.write(json.dumps(asyncio.run(_profile(sys.argv[1], int(sys.argv[2])))) + "\n")
