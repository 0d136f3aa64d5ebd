"""Pending commands: the commands that cannot be undone, which wait for their code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from menus.domain.classes import CrimeClass

_PARTED = "\n"
_STOPPED = "stopped"


class PendingVerb(StrEnum):
    """The kind of a pending command. The values are stored."""

    CLOSE = "close"
    FALSE = "false"
    SAY = "say"
    JOIN = "join"
    OFF = "off"
    SWAP = "swap"
    NUMBER = "number"
    PHONE = "phone"
    PAUSE = "pause"
    RESUME = "resume"
    ERASE = "erase"
    CASH = "cash"


@dataclass(frozen=True)
class Broadcast:
    """A coordinator's text for a zone. `zone` is the zone's key, None for all zones."""

    zone: str | None
    said: str

    def format(self) -> str:
        """Return the broadcast as one string, as it is stored until its code comes."""
        return f"{self.zone or ''}{_PARTED}{self.said}"

    @classmethod
    def parse(cls, stored: str) -> "Broadcast | None":
        """Return the broadcast that `format` wrote; None if the string is no broadcast."""
        zone, parted, said = stored.partition(_PARTED)
        return cls(zone or None, said) if parted else None


@dataclass(frozen=True)
class PendingClose:
    """An incident is to be closed, with an outcome in words, and the class of crime if the coordinator chose one."""

    incident_id: int
    outcome: str
    crime: CrimeClass | None = None


@dataclass(frozen=True)
class PendingFalse:
    """An incident is to be marked as false, with a reason in the coordinator's words."""

    incident_id: int
    reason: str


@dataclass(frozen=True)
class PendingBroadcast:
    """A text is to be sent to a zone."""

    broadcast: Broadcast


@dataclass(frozen=True)
class PendingJoin:
    """The incident `other_id` is to be joined to another one."""

    incident_id: int
    other_id: int


@dataclass(frozen=True)
class PendingOff:
    """The last patroller on duty is to go off duty. `has_stopped`: they sent STOP."""

    has_stopped: bool = False


@dataclass(frozen=True)
class PendingSwap:
    """The person `other_id` is to go on duty in the place of the last patroller on duty."""

    other_id: int


@dataclass(frozen=True)
class PendingNumber:
    """A helper is to get the number of a private incident's caller by SMS."""

    incident_id: int


@dataclass(frozen=True)
class PendingErase:
    """A helper is to erase the number and the words of a private incident."""

    incident_id: int


@dataclass(frozen=True)
class PendingPhone:
    """The request `change_id` that a person gets another number is to be confirmed."""

    change_id: int


@dataclass(frozen=True)
class PendingCash:
    """The cash that somebody hands over (`ask_id`) was counted by the person who gets it."""

    ask_id: int


@dataclass(frozen=True)
class PendingPause:
    """A community is to take no new report, for a reason in the coordinator's words."""

    why: str


@dataclass(frozen=True)
class PendingResume:
    """A community is to take reports again."""


Pending = (
    PendingClose
    | PendingFalse
    | PendingBroadcast
    | PendingJoin
    | PendingOff
    | PendingSwap
    | PendingNumber
    | PendingErase
    | PendingPhone
    | PendingCash
    | PendingPause
    | PendingResume
)


@dataclass(frozen=True)
class Stored:
    """A pending command as its row holds it."""

    verb: PendingVerb
    incident_id: int | None
    words: str


def to_store(pending: Pending) -> Stored:
    """Return the values of a pending command that its row holds."""
    match pending:
        case PendingClose() | PendingFalse() | PendingJoin() | PendingNumber() | PendingErase():
            return _on_incident(pending)
        case PendingBroadcast(broadcast):
            return Stored(PendingVerb.SAY, None, broadcast.format())
        case PendingOff(has_stopped):
            return Stored(PendingVerb.OFF, None, _STOPPED if has_stopped else "")
        case PendingSwap() | PendingPhone() | PendingCash():
            return _by_id(pending)
        case PendingPause() | PendingResume():
            return _on_community(pending)
        case never:
            assert_never(never)


def _by_id(pending: PendingSwap | PendingPhone | PendingCash) -> Stored:
    match pending:
        case PendingSwap(other_id):
            return Stored(PendingVerb.SWAP, None, str(other_id))
        case PendingPhone(change_id):
            return Stored(PendingVerb.PHONE, None, str(change_id))
        case PendingCash(ask_id):
            return Stored(PendingVerb.CASH, None, str(ask_id))
        case never:
            assert_never(never)


def _on_community(pending: PendingPause | PendingResume) -> Stored:
    match pending:
        case PendingPause(why):
            return Stored(PendingVerb.PAUSE, None, why)
        case PendingResume():
            return Stored(PendingVerb.RESUME, None, "")
        case never:
            assert_never(never)


def _on_incident(pending: PendingClose | PendingFalse | PendingJoin | PendingNumber | PendingErase) -> Stored:
    match pending:
        case PendingClose(incident_id, words, crime):
            return Stored(PendingVerb.CLOSE, incident_id, _with_class(words, crime))
        case PendingFalse(incident_id, words):
            return Stored(PendingVerb.FALSE, incident_id, words)
        case PendingJoin(incident_id, other_id):
            return Stored(PendingVerb.JOIN, incident_id, str(other_id))
        case PendingNumber(incident_id):
            return Stored(PendingVerb.NUMBER, incident_id, "")
        case PendingErase(incident_id):
            return Stored(PendingVerb.ERASE, incident_id, "")
        case never:
            assert_never(never)


def _with_class(words: str, crime: CrimeClass | None) -> str:
    """Return the words of a closing with the class before them. Typed words begin with no new line."""
    return words if crime is None else f"{_PARTED}{crime}{_PARTED}{words}"


def _without_class(stored: str) -> tuple[str, CrimeClass | None]:
    _, parted, rest = stored.partition(_PARTED)
    name, parted_again, words = rest.partition(_PARTED)
    is_class = stored.startswith(_PARTED) and parted and parted_again and name in set(CrimeClass)
    return (words, CrimeClass(name)) if is_class else (stored, None)


_OF_ID: Mapping[PendingVerb, Callable[[int], PendingSwap | PendingPhone | PendingCash]] = {
    PendingVerb.SWAP: PendingSwap,
    PendingVerb.PHONE: PendingPhone,
    PendingVerb.CASH: PendingCash,
}


def from_stored(stored: Stored) -> Pending | None:
    """Return the pending command of a row; None if its values are not those of any command."""
    if stored.incident_id is not None:
        return _of_incident(stored.verb, stored.incident_id, stored.words)
    match stored.verb, stored.words:
        case PendingVerb.OFF, words if words in {"", _STOPPED}:
            return PendingOff(has_stopped=words == _STOPPED)
        case ((PendingVerb.SWAP | PendingVerb.PHONE | PendingVerb.CASH as verb), words) if _is_id(words):
            return _OF_ID[verb](int(words))
        case PendingVerb.SAY, words:
            broadcast = Broadcast.parse(words)
            return PendingBroadcast(broadcast) if broadcast is not None else None
        case _:
            return _of_pause(stored)


def _of_pause(stored: Stored) -> PendingPause | PendingResume | None:
    if stored.verb is PendingVerb.PAUSE and stored.words:
        return PendingPause(stored.words)
    return PendingResume() if stored.verb is PendingVerb.RESUME and not stored.words else None


def _of_incident(verb: PendingVerb, incident_id: int, words: str) -> Pending | None:
    match verb:
        case PendingVerb.CLOSE:
            return PendingClose(incident_id, *_without_class(words))
        case PendingVerb.FALSE:
            return PendingFalse(incident_id, words)
        case PendingVerb.JOIN if _is_id(words):
            return PendingJoin(incident_id, int(words))
        case PendingVerb.NUMBER if not words:
            return PendingNumber(incident_id)
        case PendingVerb.ERASE if not words:
            return PendingErase(incident_id)
        case _:
            return None


def _is_id(words: str) -> bool:
    return words.isascii() and words.isdecimal()
