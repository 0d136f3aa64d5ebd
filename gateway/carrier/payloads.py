"""Africa's Talking's forms, turned into our types: nothing required that is not needed, nothing unknown refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from menus.rules import phones

_LONGEST_ID = 128
_LONGEST_TEXT = 2000
_LONGEST_WORD = 64

Form = Mapping[str, str]


def _field(form: Form, name: str, longest: int) -> str:
    # PostgreSQL refuses NUL in text, and no phone can type it.
    return form.get(name, "").replace("\0", "")[:longest]


@dataclass(frozen=True)
class UssdHop:
    """One hop of a session; `phone` is E.164, None where it is no number; `text` is the whole history."""

    session_id: str
    phone: str | None
    service_code: str
    text: str
    network_code: str = ""

    @classmethod
    def from_form(cls, form: Form) -> "UssdHop | None":
        """Return the hop, or None where no session can be told."""
        session_id = _field(form, "sessionId", _LONGEST_ID).strip()
        phone = phones.normalise(_plus(_field(form, "phoneNumber", _LONGEST_WORD)))
        if not session_id or phone is None:
            return None
        return cls(
            session_id, phone, _field(form, "serviceCode", _LONGEST_WORD),
            _field(form, "text", _LONGEST_TEXT), _field(form, "networkCode", _LONGEST_WORD),
        )


@dataclass(frozen=True)
class UssdEnd:
    """The end of a session: `status` is the network's word, `hops` None where it is no number."""

    session_id: str
    phone: str | None
    status: str
    hops: int | None
    text: str

    @classmethod
    def from_form(cls, form: Form) -> "UssdEnd | None":
        """Return the end, or None where no session can be told."""
        session_id = _field(form, "sessionId", _LONGEST_ID).strip()
        if not session_id:
            return None
        hops = _field(form, "hopsCount", 8)
        return cls(
            session_id, phones.normalise(_plus(_field(form, "phoneNumber", _LONGEST_WORD))),
            _field(form, "status", _LONGEST_WORD), int(hops) if hops.isascii() and hops.isdigit() else None,
            _field(form, "input", _LONGEST_TEXT),
        )


@dataclass(frozen=True)
class InboundSms:
    """An SMS that came in; `sender_phone` is E.164, None where the sender is a name or a short code."""

    provider_id: str
    sender_phone: str | None
    to: str
    text: str

    @classmethod
    def from_form(cls, form: Form) -> "InboundSms | None":
        """Return the SMS, or None without an id or a sender."""
        provider_id = _field(form, "id", _LONGEST_ID).strip()
        sender = _field(form, "from", _LONGEST_WORD).strip()
        if not provider_id or not sender:
            return None
        return cls(
            provider_id, phones.normalise(_plus(sender)), _field(form, "to", _LONGEST_WORD).strip(),
            _field(form, "text", _LONGEST_TEXT),
        )


class Status(StrEnum):
    """A receipt's word; words that are not known yet are UNKNOWN."""

    SENT = "Sent"
    SUBMITTED = "Submitted"
    BUFFERED = "Buffered"
    REJECTED = "Rejected"
    SUCCESS = "Success"
    FAILED = "Failed"
    ABSENT = "AbsentSubscriber"
    EXPIRED = "Expired"
    UNKNOWN = "unknown"

    @property
    def is_final(self) -> bool:
        """Whether nothing else will follow."""
        return self in {Status.REJECTED, Status.SUCCESS, Status.FAILED, Status.EXPIRED}

    @property
    def is_success(self) -> bool:
        """Whether the phone has the text."""
        return self is Status.SUCCESS


_STATUSES = {status.value.lower(): status for status in Status}


@dataclass(frozen=True)
class ReceiptForm:
    """The carrier's word on a message."""

    provider_id: str
    status: Status
    reason: str | None

    @classmethod
    def from_form(cls, form: Form) -> "ReceiptForm | None":
        """Return the receipt, or None without an id or a status."""
        provider_id = _field(form, "id", _LONGEST_ID).strip()
        word = _field(form, "status", _LONGEST_WORD).strip()
        if not provider_id or not word:
            return None
        status = _STATUSES.get(word.lower(), Status.UNKNOWN)
        return cls(provider_id, status, _field(form, "failureReason", _LONGEST_WORD).strip() or None)


@dataclass(frozen=True)
class OptOut:
    """A phone (E.164) that wants no more texts."""

    phone: str
    sender_id: str

    @classmethod
    def from_form(cls, form: Form) -> "OptOut | None":
        """Return the wish, or None where no phone can be told."""
        phone = phones.normalise(_plus(_field(form, "phoneNumber", _LONGEST_WORD)))
        return None if phone is None else cls(phone, _field(form, "senderId", _LONGEST_WORD))


def _plus(number: str) -> str:
    """Return a number with the plus that a form's decoding turned into a space."""
    return "+" + number[1:] if number.startswith(" ") else number
