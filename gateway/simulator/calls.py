"""The USSD calls of the simulated phones: dialling, keys, hanging up, and the page that a phone shows last."""

import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from gateway.simulator.postman import Postman
from gateway.simulator.texts import now

_OK = 200
_DIALLABLE = re.compile(r"\*[0-9]+(\*.*)?#", re.DOTALL)
_BROKEN = "Connection problem or invalid MMI code."


class OffError(Exception):
    """The phone is off: it can neither call nor text."""


@dataclass(frozen=True)
class Page:
    """The last page of a phone's call."""

    text: str
    is_open: bool


@dataclass
class Session:
    """An open USSD session of one phone."""

    session_id: str
    code: str
    typed: list[str] = field(default_factory=list)


class Calls:
    """The calls of this moment. None survives a restart.

    `codes` gives the service codes of the communities of this moment, `is_on` whether a phone is switched on.
    """

    def __init__(self, postman: Postman, codes: Callable[[], Iterable[str]], is_on: Callable[[str], bool]) -> None:
        self._postman, self._codes, self._is_on = postman, codes, is_on
        self._sessions: dict[str, Session] = {}
        self._pages: dict[str, Page] = {}

    def is_open(self, phone: str) -> bool:
        """Return whether a call is open on a phone."""
        return phone in self._sessions

    def page(self, phone: str) -> Page | None:
        """Return the last page of a phone's call, or None."""
        return self._pages.get(phone)

    def dial(self, phone: str, code: str) -> tuple[str, bool]:
        """Begin a session; keys dialled behind the code (`*384*77*1*2#`) are its first text.

        Return the first page, and whether the call goes on. Raise OffError if the phone is off.
        """
        if not self._is_on(phone):
            raise OffError
        self.hang_up(phone)
        if not _DIALLABLE.fullmatch(code.strip()):
            return _BROKEN, False
        dialled = code.strip().removesuffix("#")
        stem = next((stem for stem in self._stems() if dialled == stem or dialled.startswith(stem + "*")), dialled)
        session = Session(
            f"ATUid_{uuid.uuid4().hex}",
            stem + "#",
            dialled[len(stem) + 1 :].split("*") if len(dialled) > len(stem) + 1 else [],
        )
        self._sessions[phone] = session
        if not self._is_on(phone):
            # Somebody switched it off in this very moment: no call may stay on a phone that is off.
            self._sessions.pop(phone, None)
            raise OffError
        return self._hop(phone, session)

    def press(self, phone: str, given: str) -> tuple[str, bool]:
        """Send an input to the open session; raise LookupError if the phone has none, OffError if it is off."""
        if not self._is_on(phone):
            raise OffError
        session = self._sessions[phone]
        session.typed.append(given)
        return self._hop(phone, session)

    def hang_up(self, phone: str) -> None:
        """End the session of a phone, as a dropped call does."""
        session = self._sessions.pop(phone, None)
        if session is not None:
            self._end(phone, session, "Incomplete", "")

    def _hop(self, phone: str, session: Session) -> tuple[str, bool]:
        form = {
            "sessionId": session.session_id,
            "phoneNumber": phone,
            "networkCode": "99999",
            "serviceCode": session.code,
            "text": "*".join(session.typed),
        }
        answer = self._postman.post("ussd", form)
        body = answer.content.decode("utf-8", "replace") if answer is not None and answer.status_code == _OK else ""
        if self._sessions.get(phone) is not session:
            # The phone was switched off meanwhile, or dialled anew: nobody sees this page.
            return _BROKEN, False
        if body.startswith("CON "):
            self._pages[phone] = Page(body[4:], is_open=True)
            return body[4:], True
        self._sessions.pop(phone, None)
        is_end = body.startswith("END ")
        self._end(phone, session, "Success" if is_end else "Failed", body)
        self._pages[phone] = Page(body[4:] if is_end else _BROKEN, is_open=False)
        return self._pages[phone].text, False

    def _stems(self) -> list[str]:
        """Return the service codes without their last sign, the longest first."""
        return sorted((code.rstrip("#") for code in self._codes()), key=len, reverse=True)

    def _end(self, phone: str, session: Session, status: str, last: str) -> None:
        form = {
            "date": now(),
            "sessionId": session.session_id,
            "serviceCode": session.code,
            "networkCode": "99999",
            "phoneNumber": phone,
            "status": status,
            "cost": "KES 0.10",
            "durationInMillis": "1000",
            "hopsCount": str(len(session.typed) + 1),
            "input": "*".join(session.typed),
            "lastAppResponse": last,
        }
        self._postman.send("ussd-events", form)
