"""The nursery: a process that has imported Doria once, and forks the other processes of this machine from itself.

A fork shares the memory of all that was imported, and begins at once. A process that imported Doria by itself took
85 MB of its own and two seconds of a processor (measured). The nursery opens no database and no connection, and begins
no thread, because none of them outlives a fork. So the supervisor is a fork too, and asks the nursery for the others.

Linux alone forks: elsewhere libraries of the system may not bear it, and each process is started by its command.
"""

import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO

from gateway.processes import forking
from gateway.processes.nursery_line import BIGGEST, Nursery
from gateway.quick_start import quick_start

IMPORTED = (
    "workers.clock",
    "workers.lane",
    "gateway.app",
    "gateway.http.edge",
    "granian.server",
    "gateway.simulator.web",
)
"""The modules that the processes of `doria up` need, imported once before the first fork.

The pages of the desk are not among them: the desk alone imports them, so that a fault there stops nothing else.
"""
_FORWARDED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1)


def begin(imported: Sequence[str] = IMPORTED) -> Nursery | None:
    """Import Doria, and go on as its supervisor in a fork; this process becomes the nursery and never returns.

    `imported` are the modules that are not imported yet. Return None where no process is forked.
    """
    if sys.platform != "linux":
        return None
    with quick_start():
        for module in imported:
            importlib.import_module(module)
        forking.warm_up()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    # The end of this pipe says that the nursery has ended, however it did.
    alive, held = os.pipe()
    forking.flush()
    supervisor = os.fork()
    if supervisor:
        theirs.close()
        os.close(alive)
        _serve(ours, supervisor)
    ours.close()
    os.close(held)
    forking.end_with(alive)
    return Nursery(theirs)


def begin_anew(output: "IO[bytes] | None") -> Nursery | None:
    """Start a nursery with the code that is installed now, as a child of this process.

    Return None where no process is forked.
    """
    if sys.platform != "linux":
        return None
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = subprocess.Popen(  # noqa: S603 - our own command
        (sys.executable, "-m", "gateway.processes.nursery", str(theirs.fileno())),
        pass_fds=(theirs.fileno(),),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        # Ctrl-C reaches it through the supervisor alone: it ends when the line is closed.
        start_new_session=True,
    )
    theirs.close()
    return Nursery(ours, process)


def serve_apart(descriptor: int) -> None:
    """Be the nursery at the end of a line that this process was given, until the supervisor hangs up."""
    with quick_start():
        for module in IMPORTED:
            importlib.import_module(module)
        forking.warm_up()
    line = socket.socket(fileno=descriptor)
    line.send(json.dumps({"ready": True}).encode())
    _serve(line, None)


def _serve(line: socket.socket, supervisor: int | None) -> None:
    """Fork what the supervisor asks for, and pass signals on to it, until it ends. Then end as it did.

    Without the id of a supervisor it is the parent: then this process ends when it hangs up.
    """
    woken, wakes = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(wakes, False)
    before = {number: signal.signal(number, lambda *_: None) for number in (*_FORWARDED, signal.SIGCHLD)}
    signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
    heard = [line.fileno(), woken]
    # A child may have ended before its signal could wake this process.
    ready = [woken]
    while True:
        if woken in ready:
            for number in _signals(woken):
                if supervisor is not None and number in _FORWARDED:
                    with suppress(ProcessLookupError):
                        os.kill(supervisor, number)
            for pid, status in forking.ended():
                if pid == supervisor:
                    forking.end_like(status)
                with suppress(OSError):
                    line.send(json.dumps({"pid": pid, "status": status}).encode())
        if line.fileno() in ready and not _answer(line, before):
            if supervisor is None:
                os._exit(0)
            # The supervisor is ending.
            heard = [woken]
        ready = select.select(heard, [], [])[0]


def _signals(woken: int) -> bytes:
    try:
        return os.read(woken, 1024)
    except BlockingIOError:
        return b""


def _answer(line: socket.socket, signals: "Mapping[signal.Signals, signal._HANDLER]") -> bool:
    """Fork the process that the supervisor asks for, and tell it which; return False if it has hung up."""
    try:
        message, descriptors, _, _ = socket.recv_fds(line, BIGGEST, 2)
    except ConnectionResetError:
        # It ended before it had heard of the end of each process.
        return False
    if not message:
        return False
    wanted = json.loads(message)
    output, kept = (descriptors[:-1], descriptors[-1]) if wanted["has_kept"] else (descriptors, None)
    try:
        pid = forking.fork(signals, output, lambda: _become(**wanted["asked"]), kept)
    except OSError as error:
        answer = {"error": error.errno or 0}
    else:
        answer = {"pid": pid}
    for descriptor in descriptors:
        os.close(descriptor)
    with suppress(OSError):
        line.send(json.dumps(answer).encode())
    return True


def _become(command: Sequence[str], changed: Mapping[str, str], gone: Sequence[str], umask: int) -> None:
    """Do in this fork what `python -m MODULE ARGUMENTS` does."""
    os.umask(umask)
    os.environ.update(changed)
    for name in gone:
        os.environ.pop(name, None)
    forking.name_process(command)
    _, _, module, *arguments = command
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    serve_apart(int(sys.argv[1]))
