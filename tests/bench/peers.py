"""Public USSD libraries over a menu of the same depth, on the same server, and Doria's menu hop beside each."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench import load, report, sessions
from tests.bench.hops import CALLERS, cost, cost_of_doria, limit_hops
from tests.bench.load import Conversation, ServerFailedError
from tests.bench.peer_apps.menu import CHOICES
from tests.bench.report import Cost, Figure, Pair, Size
from tests.bench.served import AS_WSGI, Served, served, web_line
from tests.bench.sessions import Session
from tests.bench.stage import Stage, stage

_SESSIONS = 200
_KEYS = ("1", "1", "1", "1")
"""A session of a peer goes one page deeper with each key: five hops, as in Doria's."""
Make = Callable[[str, int], Sequence[Conversation]]


@dataclass(frozen=True)
class Peer:
    """A library: its name on the package index, its pinned version, and how its application is served.

    `also` holds what it needs beside what it asks for itself. `is_alone` says that it works in one process only.
    """

    name: str
    version: str
    interface: str
    also: tuple[str, ...] = ()
    is_alone: bool = False

    @property
    def environment(self) -> Path:
        """The folder of its own environment. It is kept for the next run."""
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        return cache / "doria-bench" / f"{self.name}-{self.version}-{sys.version_info.major}.{sys.version_info.minor}"


PEERS = (
    # It does not start with the Redis client of today.
    Peer("anysd", "1.2.7", AS_WSGI, ("redis==5.3.1",)),
    Peer("ussdflow", "0.1.10", AS_WSGI),
    Peer("cardisk", "0.4.7", "--interface asgi", is_alone=True),
)


def run(size: Size) -> None:
    """Print each peer's figure and Doria's, of the same run."""
    report.head("Beside public USSD libraries, sessions of 5 hops")
    with stage() as stand:
        for peer in PEERS:
            report.measured(partial(_beside, stand, peer, size))


def _beside(stand: Stage, peer: Peer, size: Size) -> list[Figure]:
    try:
        install(peer)
        return _figures(stand, peer, size)
    except (ServerFailedError, subprocess.CalledProcessError) as error:
        said = str(getattr(error, "stderr", "") or error).strip().replace("\n", " ").replace("|", "/")[-200:]
        return [Figure(f"{peer.name} {peer.version}", f"does not run: {said}")]


def install(peer: Peer) -> None:
    """Install a library in its own environment, unless it is there; CalledProcessError says what failed."""
    pins = [f"{peer.name}=={peer.version}", *peer.also, *(f"{name}=={version(name)}" for name in ("granian", "flask"))]
    done = peer.environment / "installed"
    if done.exists() and done.read_text(encoding="utf-8").split() == pins:
        return
    shutil.rmtree(peer.environment, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(peer.environment)], check=True, capture_output=True, text=True)  # noqa: S603 - our own command
    pip = [str(peer.environment / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *pins], check=True, capture_output=True, text=True)  # noqa: S603 - our own command
    done.write_text("\n".join(pins), encoding="utf-8")


def _figures(stand: Stage, peer: Peer, size: Size) -> list[Figure]:
    """Measure an empty view, the peer and Doria one after the other, in as many processes."""
    processes = 1 if peer.is_alone else None
    lines = [
        web_line(f"tests.bench.{application}", processes)
        for application in (f"empty:app {AS_WSGI}", f"peer_apps.{peer.name}_app:app {peer.interface}")
    ]
    environment = stand.doria()
    with ExitStack() as stack:
        empty = stack.enter_context(served(line=lines[0], given=environment))
        other = stack.enter_context(served(line=lines[1], given=_given(stand, peer)))
        doria = stack.enter_context(served(line=web_line(processes=processes), given=environment))
        make = _xml if peer.is_alone else _forms
        number = size.of(_SESSIONS, 40)
        theirs, ours = [], []
        for _ in range(size.runs):
            limit = cost(empty, limit_hops(empty, 5 * number))
            theirs.append(Pair(_cost(other, make(other.address, number)), limit))
            ours.append(Pair(cost_of_doria(doria, sessions.mixed(doria.address, number))[1], limit))
    alone = ", 1 process" if peer.is_alone else ""
    ahead = report.median(our.ratio / their.ratio for our, their in zip(ours, theirs, strict=True))
    return [
        report.ratio_of(f"{peer.name} {peer.version}{alone}", theirs, ""),
        report.ratio_of(f"Doria beside it{alone}: {ahead:.1f} x {peer.name}", ours, f"ahead of {peer.name}"),
    ]


def _given(stand: Stage, peer: Peer) -> Mapping[str, str]:
    """Return the environment of a peer's processes: its own packages come first."""
    where = urlsplit(stand.redis_url)
    settings = stand.folder / "anysd.yaml"
    settings.write_text(
        f"development:\n  redis:\n    host: {where.hostname}\n    port: {where.port}\n    db: 4\n", encoding="utf-8"
    )
    return {
        "PATH": f"{peer.environment / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "REDIS_URL": stand.redis_url,
        "ANYSD_CONFIG_FILE": str(settings),
    }


def _forms(address: str, number: int) -> Sequence[Conversation]:
    return [Session().hops(address, _KEYS) for _ in range(number)]


def _xml(address: str, number: int) -> Sequence[Conversation]:
    """Return the same sessions as cardisk takes them. It begins a session by its type, and knows it by the phone."""
    made = []
    for _ in range(number):
        phone = Session().phone
        hops = []
        for hop, key in enumerate(("", *_KEYS)):
            body = (
                f"<ussd><type>{1 if hop == 0 else 2}</type><msisdn>{phone}</msisdn>"
                f"<sessionid>{phone}</sessionid><msg>{key}</msg></ussd>"
            )
            hops.append(load.post(address, "/", body.encode(), "application/xml"))
        made.append(hops)
    return made


def _cost(other: Served, conversations: Sequence[Conversation]) -> Cost:
    """Put the sessions on a peer; raise ServerFailedError if it shows another page than that to which the keys lead."""
    found, cpu = other.put(conversations, CALLERS)
    wrong = [one for one in found.exchanges if f"Choice {CHOICES} of {one.position}" not in one.body]
    if wrong:
        message = f"{len(wrong)} of {len(found.exchanges)} pages were wrong, such as {wrong[0].body[:80]!r}"
        raise ServerFailedError(message)
    return Cost(found.rate, cpu)
