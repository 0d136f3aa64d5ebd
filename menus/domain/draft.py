"""The draft of a report: the caller's answers so far."""

from dataclasses import dataclass
from enum import StrEnum

from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm


class Channel(StrEnum):
    """The way a report came: dialled, written by SMS, or entered from paper."""

    USSD = "ussd"
    SMS = "sms"
    PAPER = "paper"


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


class PrivateKind(StrEnum):
    """The kind of abuse that somebody who asks for private help chose from the menu."""

    RAPE = "rape"
    HOME = "home"
    CHILD = "child"
    I_AM_A_CHILD = "i-am-a-child"


class Topic(StrEnum):
    """The topic of a message to oversight that accuses nobody."""

    NEWS = "news"
    FEEDBACK = "feedback"
    DATA = "data"


@dataclass(frozen=True)
class Draft:
    """The caller's answers so far.

    `place` is the typed text, kept verbatim. `guess` is the zone that it may mean. `words` are the typed words of a
    message to oversight, and `topic` is its topic if it accuses nobody. `continues` means that the draft continues one
    from an earlier session that broke off. `call` and `safety` are for private help only, None if nobody asked.
    `call_at` is the wanted time of a call, as typed. `asked_about` is the reference of the report whose question the
    caller reads, of the case that a helper reads,
    or the number or name of a youth project.
    """

    language: str
    category: Category | None = None
    harm: Harm | None = None
    zone: str | None = None
    place: str = ""
    guess: str | None = None
    callback: bool = False
    accused_group: AccusedGroup | None = None
    topic: Topic | None = None
    words: str = ""
    private_kind: PrivateKind | None = None
    continues: bool = False
    call: CallWish | None = None
    call_at: str = ""
    safety: Safety | None = None
    asked_about: str = ""
