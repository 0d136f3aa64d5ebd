"""The words of a text: its source, what they suggest, and the private report that its sender wrote just before."""

from dataclasses import dataclass

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents.opening import Source
from gateway.intake import earlier_reports
from gateway.storage.models import Report
from menus.domain.draft import Channel
from menus.sms import parts
from menus.text import lexicon


@dataclass(frozen=True)
class Words:
    """A text in a language: its source, what it suggests, and the private report that its sender wrote just before.

    `whole` is the long SMS of which the text is a part, or the end of a very long one; the text alone, unless
    `is_part`. `is_further_part`: an earlier part of it has come in.
    """

    source: Source
    said: str
    language: str
    hint: lexicon.Hint
    in_private: Report | None
    whole: str
    is_part: bool = False
    is_further_part: bool = False


def from_phone(uow: UnitOfWork, phone: str) -> Source:
    """Return the source of an SMS from a phone (E.164)."""
    return Source(Channel.SMS, phone, sender=uow.keyring.phone(phone))


def words_of(
    uow: UnitOfWork,
    record: CommunityRecord,
    source: Source,
    said: str,
    language: str,
    *,
    before: str = "",
    after: str = "",
) -> Words:
    """Return what a source wrote, with what it suggests and the private report that it may continue.

    `before` and `after` are the other parts of a long SMS. They count for what the text suggests.
    """
    zones = record.community.zones
    whole = parts.read_behind(before, parts.joined(filter(None, (said, after)), zones), zones)
    hint = lexicon.hint(whole, zones)
    return Words(
        source,
        said,
        language,
        hint,
        earlier_reports.private_one(uow, earlier_reports.hashes_of(uow, source)),
        whole,
        is_part=bool(before or after),
        is_further_part=bool(before),
    )


def is_by_one(words: Words) -> bool:
    """Return whether a text says that one person does it: then it is most likely the one whom it was about before."""
    return lexicon.names_one_doer(words.whole) and not lexicon.names_several_doers(words.whole)
