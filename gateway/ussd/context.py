"""The context of a hop: the services that it needs, and its caller."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from gateway.carrier.payloads import UssdHop
from gateway.core.unit_of_work import UnitOfWorkMaker
from gateway.intake import drafts
from gateway.storage.models import DraftRow
from gateway.storage.sealing import Keyring
from gateway.ussd.memory import UssdMemory
from gateway.ussd.pages import Pages
from menus.domain.draft import Draft
from menus.ussd import flow


@dataclass(frozen=True)
class UssdContext:
    """The services and settings that a hop needs.

    `connected` gives a bare connection for reading: that takes half as long as a session with objects (measured).
    A session that is silent for `drop_after` counts as dropped. `most` is the number of reports an hour that one caller
    may send. A session from `probe_phone()` (E.164) is a probe: it takes the whole way, and alerts nobody.
    """

    new_uow: UnitOfWorkMaker
    reading: Callable[[], AbstractContextManager[Session]]
    connected: Callable[[], AbstractContextManager[Connection]]
    now: Callable[[], datetime]
    memory: UssdMemory
    keyring: Keyring
    drop_after: timedelta
    most: int
    probe_phone: Callable[[], str | None] = lambda: None
    pages: Pages = field(default_factory=Pages)


@dataclass(frozen=True)
class Caller:
    """The caller: their hop, their session key, and the draft that the session began with an offer of.

    `is_ahead`: the session began with this very hop, so that its keys were dialled before a page was read.
    """

    hop: UssdHop
    session_key: bytes
    offer: DraftRow | None
    keyring: Keyring
    is_ahead: bool = False

    @property
    def hashes(self) -> tuple[bytes, ...]:
        """The hashes by which the caller is looked up."""
        return self.keyring.phones(self.hop.phone)

    @property
    def once(self) -> bytes:
        """The name of this hop: the same for the same post, and for no other hop."""
        return self.keyring.session(f"{self.hop.session_id}:{len(self.hop.text)}", self.hop.phone)

    def stands(self, draft: Draft) -> drafts.Hop:
        """Return the caller's position in the conversation, with a draft."""
        continues = self.offer.id if self.offer is not None else None
        return drafts.Hop(self.session_key, self.hashes[0], self.hop.phone, len(self.hop.text), draft, continues)

    def has_come(self, result: flow.FlowResult) -> drafts.Hop:
        """Return the caller's position after a flow result, with the draft that they have left, if any."""
        at = self.stands(result.draft)
        return replace(at, passed=None if result.keeps else result.passed, is_turned_away=result.is_turned_away)
