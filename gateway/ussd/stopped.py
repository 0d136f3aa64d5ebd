"""A pause, as somebody who dials meets it: new sessions read whom to call; those that were open go on and file."""

from sqlalchemy import select

from gateway.carrier.payloads import UssdHop
from gateway.communities.directory import CommunityRecord
from gateway.incidents import cases
from gateway.intake import draft_offers
from gateway.storage.models import DraftRow
from gateway.ussd.context import UssdContext
from gateway.ussd.memory import Began
from menus.text import detect_language
from menus.ussd import endings
from menus.ussd.screen import Screen


def is_new(ussd: UssdContext, record: CommunityRecord, hop: UssdHop, key: bytes, *, began: Began | None) -> bool:
    """Return whether a session in a pause has not been open before it. The probe takes its whole way at any time.

    This process, Redis or the draft in the database know of a session that is open. A helper with an open case is no
    new caller: Doria tells helpers to read a case without SMS, and whoever asked for help before the pause still waits.
    """
    if began is not None or hop.phone == ussd.probe_phone() or ussd.memory.recall(key) is not None:
        return False
    if cases.is_helper(record, hop.phone):
        with ussd.reading() as session:
            if cases.of_helper(session, record, hop.phone, ussd.now()):
                return False
    if not hop.text:
        return True
    with ussd.connected() as connection:
        return connection.scalar(select(DraftRow.id).where(DraftRow.session_key == key)) is None


def page(ussd: UssdContext, record: CommunityRecord, hop: UssdHop, key: bytes) -> Screen:
    """Return the only page of a new session, in the language that the caller has chosen before."""
    with ussd.connected() as connection:
        since = ussd.now() - draft_offers.OFFERED_FOR
        found = draft_offers.beginning(connection, ussd.keyring, record, key, hop.phone, since)
    language = detect_language.read_by(record.community.languages, found.language)
    return endings.paused(record.community, language)
