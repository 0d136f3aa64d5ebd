"""Forks: what a process must do around a fork, so that the fork is like a process that was started by its command."""

import atexit
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NoReturn

from setproctitle import setproctitle
from sqlalchemy.orm import configure_mappers

from gateway.core import known
from gateway.storage import binding
from menus.text import catalog

_STANDARD = 3
"""The descriptors below this one are input, output and errors."""
_LOOK = 0.02
"""Seconds between two looks whether a fork has ended."""
KEPT = _STANDARD
"""The descriptor of a file that a fork is given beside them."""


def warm_up() -> None:
    """Make what each process would make by itself at its first use, and what never changes after that.

    The listeners change every mapper: in a fork that copies 11 MB of what was shared (measured).
    """
    configure_mappers()
    binding.listen()
    known.listen()
    for language in catalog.LANGUAGES:
        catalog.catalog(language)


def flush() -> None:
    """Write what is in the buffers: else each fork would write it once more."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def fork(
    signals: "Mapping[signal.Signals, signal._HANDLER]",
    output: Sequence[int],
    act: Callable[[], None],
    kept: int | None = None,
) -> int:
    """Run `act` in a fork, in a session of its own, and return its process id.

    `signals` are the handlers that the fork gets, and `output` the descriptor of its output, if it has another one.
    `kept` is a descriptor that it has as number `KEPT`. It has no other open file of this process.
    """
    flush()
    leads, begun = os.pipe()
    # A signal to a fork that still has the handlers of this process would be taken for one to this process.
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        pid = os.fork()
        if not pid:
            _begin(signals, blocked, output, act, kept)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        os.close(begun)
    try:
        # Nobody can send a signal to its session before it leads one.
        os.read(leads, 1)
    finally:
        os.close(leads)
    return pid


def does(act: Callable[[], None], is_stopping: Callable[[], bool]) -> bool:
    """Return whether a fork did something well. What that took of memory goes back to the system with the fork.

    What a fork cannot do, this process may try by itself: then it meets the same fault, and says it. The fork ends with
    this process, and is told to stop when this process is.
    """
    alive, held = os.pipe()

    def do() -> None:
        end_with(KEPT)
        try:
            act()
        except Exception:  # noqa: BLE001 - as above
            sys.exit(1)

    try:
        pid = fork({}, (), do, alive)
        while not (ended := os.waitpid(pid, os.WNOHANG))[0]:
            if is_stopping():
                os.kill(pid, signal.SIGTERM)
            time.sleep(_LOOK)
    except OSError:
        return False
    finally:
        os.close(alive)
        os.close(held)
    return ended[1] == 0


def _begin(
    signals: "Mapping[signal.Signals, signal._HANDLER]",
    blocked: "set[signal.Signals] | set[int]",
    output: Sequence[int],
    act: Callable[[], None],
    kept: int | None,
) -> NoReturn:
    status = 1
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        for number, handler in signals.items():
            signal.signal(number, handler)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        for descriptor in output:
            os.dup2(descriptor, 1)
            os.dup2(descriptor, 2)
        if kept is not None and kept != KEPT:
            os.dup2(kept, KEPT)
        for descriptor in map(int, os.listdir("/proc/self/fd")):  # noqa: PTH208 - their names are numbers
            if descriptor >= _STANDARD + (kept is not None):
                with suppress(OSError):
                    os.close(descriptor)
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        act()
        status = 0
    except SystemExit as end:
        status = _status_of(end)
    except BaseException:  # noqa: BLE001 - as at the end of any Python program
        traceback.print_exc()
    finally:
        _end(status)


def _status_of(end: SystemExit) -> int:
    if end.code is None or isinstance(end.code, int):
        return end.code or 0
    sys.stderr.write(f"{end.code}\n")
    return 1


def _end(status: int) -> NoReturn:
    """End a fork like an interpreter, but leave its memory to the system: to take it apart would copy it first."""
    try:
        threading._shutdown()  # type: ignore[attr-defined] # noqa: SLF001 - multiprocessing does the same
        atexit._run_exitfuncs()  # noqa: SLF001 - as above
        flush()
    finally:
        os._exit(status)


def ended() -> Iterator[tuple[int, int]]:
    """Return the children that have ended: the id of each, and its status, which is below zero for a signal."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        yield pid, os.waitstatus_to_exitcode(status)


def end_like(status: int) -> NoReturn:
    """End this process with the status of another one, or by the signal that ended it."""
    if status < 0:
        with suppress(OSError):
            # SIGKILL has no handler.
            signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    os._exit(status if status >= 0 else 128 - status)


def end_with(alive: int) -> None:
    """End this process at once when the other end of a pipe is closed."""

    def watch() -> None:
        os.read(alive, 1)
        os._exit(1)

    threading.Thread(target=watch, name="nursery-guard", daemon=True).start()


def name_process(command: Sequence[str]) -> None:
    """Let `ps` show this command for this process."""
    setproctitle(" ".join(command))
