"""The draft of a report: the caller's answers so far."""

from dataclasses import dataclass
from enum import StrEnum

from menus.domain.categories import Category, Harm


class Channel(StrEnum):
    """The way a report came: dialled, or written."""

    USSD = "ussd"
    SMS = "sms"


class CallWish(StrEnum):
    """The call that somebody wants from a helper when they ask for private help; `AT` is a time that they typed."""

    NONE = "none"
    NOW = "now"
    AT = "at"


class Safety(StrEnum):
    """The answer of somebody who asks for private help to the question whether they are safe."""

    SAFE = "safe"
    ADULT = "adult"
    DANGER = "danger"


class AccusedGroup(StrEnum):
    """The group that a report accuses; `LEADER` includes landlords."""

    PATROL = "patrol"
    LEADER = "leader"
    POLICE = "police"


@dataclass(frozen=True)
class Draft:
    """The caller's answers so far.

    `place` is the typed text, kept verbatim. `guess` is the zone that it may mean. `subject` is whom a complaint is
    about. `continues` means that the draft continues one from an earlier session that broke off. `call` and `safety`
    are for private help only, None if nobody asked. `call_at` is the wanted time of a call, as typed.
    """

    language: str
    category: Category | None = None
    harm: Harm | None = None
    zone: str | None = None
    place: str = ""
    guess: str | None = None
    callback: bool = False
    subject: str = ""
    detail: str = ""
    continues: bool = False
    call: CallWish | None = None
    call_at: str = ""
    safety: Safety | None = None
