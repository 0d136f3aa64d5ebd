"""A report on its way: what a caller has said so far."""

from dataclasses import dataclass
from enum import StrEnum

from menus.domain.categories import Category, Harm


class CallWish(StrEnum):
    """Whether a caller of private help wants a helper to ring; `AT` is a moment that they typed."""

    NONE = "none"
    NOW = "now"
    AT = "at"


class Safety(StrEnum):
    """What a caller of private help says of their own safety."""

    SAFE = "safe"
    ADULT = "adult"
    DANGER = "danger"


@dataclass(frozen=True)
class Draft:
    """What a caller has said so far.

    `place` is typed text kept verbatim, `guess` the zone it may mean, `subject` whom a complaint is about; `continues`
    says that it takes up what an earlier session broke off. `call` and `safety` are of private help alone, None where
    nobody was asked; `call_at` is when a call is wanted, as it was typed.
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
