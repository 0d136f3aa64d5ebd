"""Senders that are no phone: names such as SAFARICOM, short codes, and numbers that the network has hashed.

None of them is ever answered. Most are advertisements, which are only stored, for as long as other texts. A hashed
number may be a person: words that are red, urgent or plainly private are kept as a report that awaits review. Private
ones go to the helpers alone.
"""

from gateway.communities import pauses
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.intake import pausing, text_reports, texts_without_phones
from gateway.sms.sender import Reply
from gateway.storage.models import Inbound
from menus.sms.quoting import Said

STORED = "not-a-phone"
"""The result of a text that is only stored."""


def hash_of(uow: UnitOfWork, name: str) -> bytes:
    """Return the hash by which the texts of a sender that is no phone are found. The name itself is not stored."""
    return uow.keyring.digest(name.casefold(), "sender-name")


def hold(uow: UnitOfWork, record: CommunityRecord, row: Inbound, said: Said) -> Reply:
    """Keep what cannot be left of a sender that is no phone. The words of Doria's own texts do not count."""
    words = said.text if said.talk is None else said.talk.words
    if row.from_hash is None:
        return Reply(STORED, "")
    takes_new = pausing.takes_reports(record, row.received_at)
    taken = texts_without_phones.hold(uow, record, row.from_hash, words, takes_new=takes_new)
    if taken is not None and taken.is_kept:
        return Reply(pauses.TEXT_KEPT if taken.is_private else pauses.NAMELESS_KEPT, "")
    return Reply(STORED, "") if taken is None else Reply(text_reports.RESULT, "", taken.private_report_id)
