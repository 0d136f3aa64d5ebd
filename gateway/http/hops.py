"""Hops: one function decides and words the answer of a USSD hop, whichever server and whichever thread asks it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from gateway.carrier import payloads
from gateway.communities import numbers
from gateway.communities.directory import CommunityRecord
from gateway.http import deadline, posted_forms
from gateway.http.admission import BIGGEST_BODY, Head
from gateway.http.support import number_reader
from gateway.logs import logger
from gateway.services import Services
from gateway.ussd import session
from menus.text import catalog
from menus.text.names import Text
from menus.ussd.screen import Screen

_NUMBERS = "999 / 112"
AWAY = f"END Doria haipatikani sasa. Hatari ya maisha: piga {_NUMBERS}. Doria is away. Life in danger: call {_NUMBERS}."
INCOMPLETE = f"END Piga tena. Hatari ya maisha: {_NUMBERS}. Please dial again. Life in danger: call {_NUMBERS}."
NO_SUCH_CODE = f"END Nambari hii haitumiki. Hatari: piga {_NUMBERS}. This code is not in use. Danger: call {_NUMBERS}."

log = logger()


@dataclass(frozen=True)
class Hops:
    """The answers of USSD hops, by the services of this process."""

    services: Services

    def form_of(self, head: Head, body: bytes) -> Mapping[str, str] | None:
        """Return the fields of a posted hop; None for a body that only the web framework reads or refuses."""
        kind = head.headers.get("content-type", "").lower()
        if not body or len(body) > BIGGEST_BODY or kind.startswith("multipart/"):
            return None
        try:
            return posted_forms.of_body(body)
        except (ValueError, LookupError):
            return None

    def answer_at_once(self, form: Mapping[str, str]) -> str | None:
        """Return the answer of a hop if this process can tell it from what it knows; else None. It never waits."""
        services, directory = self.services, self.services.directory

        def read(number: str, code: str) -> str | None:
            record = directory.known_by_ussd_code(code)
            return None if record is None else numbers.read_in(record.community.country, number)

        try:
            now = services.clock.at_once()
            hop = payloads.UssdHop.from_form(form, read)
            if hop is None or now is None or (hop.text == "" and services.writes.database.has_failed):
                return None
            record = directory.known_by_ussd_code(hop.service_code)
            screen = None if record is None else session.page_at_once(services.ussd, record, hop, now)
        except Exception:
            # The other way answers whatever happens, and says so in the log if it happens there, too.
            log.exception("ussd.not_at_once")
            return None
        return None if screen is None else screen.wire

    def answer(self, form: Mapping[str, str]) -> str:
        """Return the answer of a hop: always a page, even while the database is away."""
        services = self.services
        ends_at = time.monotonic() + services.hop_timeout
        trial = services.writes.database
        try:
            read = number_reader(services)
            hop = payloads.UssdHop.from_form(form, read)
            if hop is None:
                return INCOMPLETE if payloads.has_phone(form, read) else _helplines(services, form)
            record = services.directory.by_ussd_code(hop.service_code)
            if record is None:
                return NO_SUCH_CODE
            if hop.text == "" and trial.still_fails(ends_at - time.monotonic()):
                # A caller who could not send at the end should learn it at the beginning.
                return AWAY
            return _screen(services, record, hop, ends_at).wire
        except (SQLAlchemyError, TimeoutError) as error:
            if isinstance(error, DBAPIError):
                trial.note_failed()
            log.warning("ussd.database_away", error=type(error).__name__)
            return AWAY
        except Exception:
            log.exception("ussd.failed")
            return AWAY


def _screen(services: Services, record: CommunityRecord, hop: payloads.UssdHop, ends_at: float) -> Screen:
    preview = session.preview_hop(services.ussd, record, hop)
    return preview.screen or deadline.until(ends_at, lambda: session.dial(services.ussd, preview, ends_at))


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
    page = catalog.say(community.language, Text.HELP_NUMBERS, **community.words)
    return Screen(page, is_open=False).wire
