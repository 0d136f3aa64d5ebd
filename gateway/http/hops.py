"""Hops: one function decides and words the answer of a USSD hop, whichever server and whichever thread asks it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from gateway.carrier import payloads
from gateway.communities import numbers
from gateway.http import deadline, posted_forms
from gateway.http.admission import BIGGEST_BODY, Head
from gateway.http.support import number_reader
from gateway.logs import logger
from gateway.services import Services
from gateway.ussd import preview, session
from menus.ussd import endings
from menus.ussd.screen import Screen

_NUMBERS = "999 / 112"
AWAY = f"END Doria haipatikani sasa. Hatari ya maisha: piga {_NUMBERS}. Doria is away. Life in danger: call {_NUMBERS}."
INCOMPLETE = f"END Piga tena. Hatari ya maisha: {_NUMBERS}. Please dial again. Life in danger: call {_NUMBERS}."
NO_SUCH_CODE = f"END Nambari hii haitumiki. Hatari: piga {_NUMBERS}. This code is not in use. Danger: call {_NUMBERS}."

log = logger()


@dataclass(frozen=True)
class Hops:
    """The answers of USSD hops, by the services of this process.

    If `is_timed`, whoever asks gives up in time by itself. Else a hop that is late is answered here, by `AWAY`.
    """

    services: Services
    is_timed: bool = False

    def form_of(self, head: Head, body: bytes) -> Mapping[str, str] | None:
        """Return the fields of a posted hop; None for a body that only the web framework reads or refuses."""
        kind = head.headers.get("content-type", "").lower()
        # The event loop parses no long body: a thread does.
        if not body or len(body) > BIGGEST_BODY or kind.startswith("multipart/"):
            return None
        try:
            return posted_forms.of_body(body)
        except (ValueError, LookupError):
            return None

    def glance(self, form: Mapping[str, str]) -> preview.Preview | None:
        """Return a hop as far as this process can tell it from what it knows; None if it knows too little.

        It never waits. If the result has a screen, that is the answer.
        """
        services = self.services
        try:
            now = services.clock.at_once()
            record = services.directory.known_by_ussd_code(payloads.service_code(form))
            if now is None or record is None:
                return None
            country = record.community.country
            hop = payloads.UssdHop.from_form(form, lambda number, _: numbers.read_in(country, number))
            if hop is None or (hop.text == "" and services.writes.database.has_failed):
                return None
            return preview.glance(services.ussd, record, hop, now)
        except Exception:
            # The other way answers whatever happens, and says so in the log if it happens there, too.
            log.exception("ussd.not_at_once")
            return None

    def answer(self, form: Mapping[str, str], glance: preview.Preview | None = None) -> str:
        """Return the answer of a hop: always a page, even while the database is away.

        `glance` is what a glance at the same form has told a moment ago.
        """
        ends_at = time.monotonic() + self.services.hop_timeout
        try:
            return self._wire(form, ends_at) if glance is None else self._screen(glance, ends_at).wire
        except (SQLAlchemyError, TimeoutError) as error:
            if isinstance(error, DBAPIError):
                self.services.writes.database.note_failed()
            log.warning("ussd.database_away", error=type(error).__name__)
            return AWAY
        except Exception:
            log.exception("ussd.failed")
            return AWAY

    def _wire(self, form: Mapping[str, str], ends_at: float) -> str:
        services = self.services
        read = number_reader(services)
        hop = payloads.UssdHop.from_form(form, read)
        if hop is None:
            return INCOMPLETE if payloads.has_phone(form, read) else _helplines(services, form)
        record = services.directory.by_ussd_code(hop.service_code)
        if record is None:
            return NO_SUCH_CODE
        if hop.text == "" and services.writes.database.still_fails(ends_at - time.monotonic()):
            # A caller who could not send at the end should learn it at the beginning.
            return AWAY
        return self._screen(preview.glance(services.ussd, record, hop, services.clock()), ends_at).wire

    def _screen(self, glance: preview.Preview, ends_at: float) -> Screen:
        ussd = self.services.ussd
        seen = preview.look(ussd, glance)
        if seen.elsewhere is not None:
            # The code has moved to another community in the middle of the session.
            record = self.services.directory.find(seen.elsewhere)
            if record is None:
                return Screen(INCOMPLETE.removeprefix("END "), is_open=False)
            seen = preview.look(ussd, preview.glance(ussd, record, seen.hop, self.services.clock()))
        if seen.screen is not None:
            return seen.screen
        if self.is_timed:
            return session.dial(ussd, seen, ends_at)
        return deadline.until(ends_at, lambda: session.dial(ussd, seen, ends_at))


def _helplines(services: Services, form: Mapping[str, str]) -> str:
    """Return the last page for a caller without a number: the helplines of the community that was dialled.

    Nobody could be asked back or told anything, so nothing is filed.
    """
    try:
        record = services.directory.by_ussd_code(form.get("serviceCode", ""))
    except (SQLAlchemyError, TimeoutError):
        record = None
    log.info("ussd.no_number")
    if record is None:
        return INCOMPLETE
    community = record.community
    return endings.help_numbers(community, community.language).wire
