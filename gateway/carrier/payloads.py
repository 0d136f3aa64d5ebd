"""The forms of Africa's Talking, read leniently into types of our own."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from menus.domain.inbound import InboundRoute
from menus.domain.receipts import News
from menus.text import dates

LONGEST_ID = 128
LONGEST_TEXT = 2_000
_CUT = " ..."
"""The mark at the end of a text that was longer."""
LONGEST_REASON = 64
_LONGEST_CODE = 64
_LONGEST_DATE = 40
_CONTENT = ("from", "to", "date", "linkId", "text")
FIELDS = frozenset(
    {"sessionId", "phoneNumber", "serviceCode", "text", "status", "from", "id", "to", "linkId", "date"}
    | {"failureReason", "senderId"}
)
"""The names of all fields of the webhooks that are read."""
_LONGEST_NUMBER = 18
"""The most digits of a number that both databases can store."""
ReadNumber = Callable[[str, str], str | None]
"""A function that reads a number of the wire: the number, the code that it came with; E.164, or None."""


class Status(StrEnum):
    """The delivery status of a text. A new word of the network is UNKNOWN."""

    SENT = "Sent"
    SUBMITTED = "Submitted"
    BUFFERED = "Buffered"
    REJECTED = "Rejected"
    SUCCESS = "Success"
    FAILED = "Failed"
    ABSENT = "AbsentSubscriber"
    EXPIRED = "Expired"
    UNKNOWN = "Unknown"

    @classmethod
    def from_word(cls, word: str) -> "Status":
        """Return the status of a word of the network, in capital or small letters."""
        return _BY_WORD.get(word.casefold(), cls.UNKNOWN)

    @property
    def news(self) -> News:
        """The meaning of the word for a message."""
        return _NEWS.get(self, News.ON_ITS_WAY)


_BY_WORD = {status.value.casefold(): status for status in Status}
_NEWS = {
    Status.SUCCESS: News.DELIVERED,
    Status.REJECTED: News.FAILED,
    Status.FAILED: News.FAILED,
    Status.EXPIRED: News.FAILED,
    Status.ABSENT: News.ABSENT,
}
FAILED_WORDS = tuple(status.value for status, news in _NEWS.items() if news is News.FAILED)
"""The words of receipts that say that a text has failed for good."""


@dataclass(frozen=True)
class UssdHop:
    """One hop of a USSD session; `text` is the whole transcript, `phone` is E.164."""

    session_id: str
    phone: str
    service_code: str
    text: str

    @classmethod
    def from_form(cls, form: Mapping[str, str], read: ReadNumber) -> Self | None:
        """Return the hop, or None without a session id or a phone number."""
        session_id = _field(form, "sessionId", LONGEST_ID)
        code = service_code(form)
        phone = read(_field(form, "phoneNumber", LONGEST_ID), code)
        if not session_id or phone is None:
            return None
        return cls(
            session_id=session_id,
            phone=phone,
            service_code=code,
            # Keep the text as typed: without its spaces it would be another transcript.
            text=_clean(form.get("text", ""))[:LONGEST_TEXT],
        )


@dataclass(frozen=True)
class UssdEnd:
    """The end of a USSD session; `status` is the word of the network."""

    session_id: str
    phone: str | None
    status: str

    @property
    def has_dropped(self) -> bool:
        """Return whether the session broke off: every status but success."""
        return known_end(self.status) != "success"

    @classmethod
    def from_form(cls, form: Mapping[str, str], read: ReadNumber) -> Self | None:
        """Return the end, or None without a session id or a phone number."""
        session_id = _field(form, "sessionId", LONGEST_ID)
        number = _field(form, "phoneNumber", LONGEST_ID)
        if not session_id or not number:
            return None
        return cls(
            session_id=session_id,
            phone=read(number, _field(form, "serviceCode", _LONGEST_CODE)),
            status=_field(form, "status", LONGEST_REASON),
        )


def service_code(form: Mapping[str, str]) -> str:
    """Return the service code that a hop came to, as the network wrote it; empty if there is none."""
    return _field(form, "serviceCode", _LONGEST_CODE)


def has_phone(form: Mapping[str, str], read: ReadNumber) -> bool:
    """Return whether a form names the number of a phone."""
    return read(_field(form, "phoneNumber", LONGEST_ID), _field(form, "serviceCode", _LONGEST_CODE)) is not None


def says_something(form: Mapping[str, str]) -> bool:
    """Return whether a form is an SMS: it names a sender, or it has words. Words without a sender may be a cry."""
    return bool(_field(form, "from", LONGEST_ID) or _field(form, "text", LONGEST_TEXT))


def known_end(word: str) -> str:
    """Return the end of a session: success, incomplete or failed, and unknown for any other word."""
    folded = word.casefold()
    return folded if folded in {"success", "incomplete", "failed"} else "unknown"


@dataclass(frozen=True)
class InboundSms:
    """An inbound SMS; `sender_phone` is E.164, None if a name, a short code or a hashed number sent it.

    `sender_name` is that name, code or hash; it is empty if a phone or nobody known sent the SMS. `link_id` and `date`
    are in the network's own words, empty if it gave none. `sent_at` is that date, read as UTC: its zone is not known.
    It is None if it is missing or unreadable.

    `is_made_up` says that the network gave no id: `provider_id` is made from the content then, with the number in it.
    It is never stored as it is, because it can be tried with every number there is.
    """

    provider_id: str
    sender_phone: str | None
    to: str
    text: str
    link_id: str = ""
    date: str = ""
    sender_name: str = ""
    sent_at: datetime | None = None
    route: InboundRoute = InboundRoute.SHORT_CODE
    is_made_up: bool = False

    @classmethod
    def from_form(cls, form: Mapping[str, str], read: ReadNumber) -> Self | None:
        """Return the SMS, or None without a sender and without words; a missing id is made from its content."""
        if not says_something(form):
            return None
        sender = _field(form, "from", LONGEST_ID)
        provider_id = _field(form, "id", LONGEST_ID)
        to = _field(form, "to", _LONGEST_CODE)
        phone = read(sender, to) if sender else None
        return cls(
            provider_id=provider_id or made_up([form.get(name, "") for name in _CONTENT]),
            is_made_up=not provider_id,
            sender_phone=phone,
            sender_name="" if phone is not None else sender,
            to=to,
            text=_text(form),
            link_id=_field(form, "linkId", LONGEST_ID),
            date=_field(form, "date", _LONGEST_DATE),
            sent_at=dates.read(_field(form, "date", LONGEST_ID)),
        )


@dataclass(frozen=True)
class FetchedSms:
    """An SMS that was fetched. `number` orders the texts of an account; `sms` is None without sender and words."""

    number: int
    sms: InboundSms | None

    @classmethod
    def from_json(cls, row: object, account: str, read: ReadNumber) -> Self | None:
        """Return the SMS of one row, or None without a whole number as its id."""
        if not isinstance(row, Mapping):
            return None
        form = {str(name): "" if value is None else str(value) for name, value in row.items()}
        number = form.get("id", "").strip()
        if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
            return None
        return cls(int(number), InboundSms.from_form({**form, "id": fetched_id(account, int(number))}, read))


def fetched_id(account: str, number: int) -> str:
    """Return the id under which a fetched text is stored: two accounts may give one number twice."""
    return f"fetched-{account[:_LONGEST_CODE]}-{number}"


@dataclass(frozen=True)
class ReceiptForm:
    """A delivery receipt; `reason` is None if the network gave none.

    `recipient` is the phone (E.164) that the receipt must be about; None if that is not checked.
    """

    provider_id: str
    status: Status
    reason: str | None
    recipient: str | None = None

    @classmethod
    def from_form(cls, form: Mapping[str, str]) -> Self | None:
        """Return the receipt, or None without an id or a status."""
        provider_id = _field(form, "id", LONGEST_ID)
        word = _field(form, "status", LONGEST_REASON)
        if not provider_id or not word:
            return None
        return cls(
            provider_id=provider_id,
            status=Status.from_word(word),
            reason=_field(form, "failureReason", LONGEST_REASON) or None,
        )


@dataclass(frozen=True)
class OptOut:
    """A phone (E.164) that wants no more texts."""

    phone: str

    @classmethod
    def from_form(cls, form: Mapping[str, str], read: ReadNumber) -> Self | None:
        """Return the opt-out, or None without a phone number."""
        phone = read(_field(form, "phoneNumber", LONGEST_ID), _field(form, "senderId", _LONGEST_CODE))
        return None if phone is None else cls(phone)


def made_up(content: Iterable[str]) -> str:
    """Return an id that is made from the content of a text. No part can hold the mark between two parts."""
    return hashlib.sha256("\0".join(map(_clean, content)).encode()).hexdigest()[:40]


def _text(form: Mapping[str, str]) -> str:
    """Return the words of an SMS; those of a longer one end with a mark."""
    text = _clean(form.get("text", "")).strip()
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(_CUT)] + _CUT


def _field(form: Mapping[str, str], name: str, longest: int) -> str:
    return _clean(form.get(name, "")).strip()[:longest]


def _clean(text: str) -> str:
    # PostgreSQL can store neither NUL nor half of a surrogate pair.
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
