"""Sealing marks: each process that writes tells the key that it seals with. No key goes that is in use."""

import os
import re
import socket
import threading
import time
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.core.liveness import PROCESS
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage import keys
from gateway.storage.models import Mark
from gateway.storage.sealing import key_id

_EVERY = 10.0
"""Seconds after which a process that writes tells its key again: each time is one more row to write."""
FRESH = timedelta(seconds=45)
"""For this long after its mark a process counts as writing. A process that was silent for longer looks first.

That is longer than `_EVERY`, so a key cannot go between a look and the writes after it.
"""
_NAME = re.compile(rf"{PROCESS}(\d+)-on-(.*)-seals-([0-9a-f]+)")


class SealingMark:
    """The mark of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next = 0.0
        self._pid = 0

    def set(self, uow: UnitOfWork) -> None:
        """Tell the key of this process, at most every few seconds; raise WrongKeyError if that key was let go."""
        with self._lock:
            if os.getpid() == self._pid and time.monotonic() < self._next:
                return
            self._pid, self._next = os.getpid(), time.monotonic() + _EVERY
        keys.refuse_if_let_go(uow.session, uow.keyring)
        name = f"{PROCESS}{os.getpid()}-on-{socket.gethostname()}-seals-{key_id(uow.keyring.secrets[0]).hex()}"
        uow.upsert(Mark, [{"name": name, "at": uow.now}], changed=("at",))

    def take_back(self) -> None:
        """Tell the key again with the next write: the transaction that told it has failed."""
        self._next = 0.0


def with_other_keys(session: Session, now: datetime, newest: str) -> list[str]:
    """Return the processes that have written lately and seal with another secret than `newest`, in words."""
    own = key_id(newest).hex()
    fresh = session.scalars(select(Mark.name).where(Mark.name.startswith(PROCESS), Mark.at > now - FRESH))
    found = [match for name in sorted(fresh) if (match := _NAME.fullmatch(name)) and match[3] != own]
    return [f"process {match[1]} on {match[2]}" for match in found]
