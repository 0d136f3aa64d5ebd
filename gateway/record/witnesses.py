"""The witnesses of each night: the words of the record leave by SMS when a local day has ended, once.

They leave at once, and not in the morning: what has left can no longer be rewritten. They leave also when nothing was
added, so that a night without a text means something. A pause of a community changes nothing here.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial

from sqlalchemy import select

from gateway.communities.directory import CommunityRecord, Directory
from gateway.core import notices_once
from gateway.core.notices_once import Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import outbox
from gateway.record import checkpoints
from gateway.storage.models import RecordTree
from menus.domain import record_words, witnesses
from menus.domain.community import Person
from menus.domain.messages import Lane, MessageKind
from menus.sms import wording
from menus.text.names import Text

AT_ONCE = 20
"""Communities whose words leave in one transaction; the others follow at the next look. A guess: 0.2 s at most."""
_FORGOTTEN = timedelta(days=3)
"""The age at which Doria forgets that the words of a day have left. No clock is set back as far as that. A guess."""


def tell(uow: UnitOfWork, directory: Directory) -> None:
    """Send the words of each community whose newest ended day has none yet to its witnesses."""
    records = directory.communities()
    nights = {_key(record, day): (record, day) for record in records for day in (_newest(uow, record),)}
    left = AT_ONCE
    for key in sorted(nights.keys() - notices_once.known(uow, Notice.RECORD_WORDS, nights)):
        record, day = nights[key]
        left -= uow.in_savepoint("witnesses", record.id, partial(_tell, uow, record, day, records))
        if not left:
            break
    notices_once.forget(uow, Notice.RECORD_WORDS, _FORGOTTEN)


def _newest(uow: UnitOfWork, record: CommunityRecord) -> date:
    return witnesses.newest_ended_day(uow.now, record.community.timezone)


def _key(record: CommunityRecord, day: date) -> str:
    return f"{record.id}-{day.isoformat()}"


def _tell(uow: UnitOfWork, record: CommunityRecord, day: date, records: Sequence[CommunityRecord]) -> None:
    tree = uow.session.execute(
        select(RecordTree.began_at, RecordTree.carried_over_at).where(RecordTree.community_id == record.id)
    ).first()
    if tree is None or tree.carried_over_at is None:
        # The rows of an earlier release still come in: that takes many transactions. The words leave after them.
        return
    notices_once.is_first(uow, Notice.RECORD_WORDS, _key(record, day))
    if not witnesses.is_due(day, record.community.timezone, tree.began_at):
        return
    made = checkpoints.make(uow, record, day)
    if made.size:
        values = {
            "day": f"{day:%d/%m}",
            "size": str(made.size),
            "words": " ".join(record_words.words_of(made.root)),
        }
        for person in witnesses.of(record.community):
            _queue(uow, record, person, wording.say(record.community, person.language, Text.RECORD_NIGHT, **values))
        _tell_neighbour(uow, record, records, values)


def _tell_neighbour(
    uow: UnitOfWork, record: CommunityRecord, records: Iterable[CommunityRecord], values: dict[str, str]
) -> None:
    """Send the words to the neighbour's oversight, from the code that they know; its stage must let them be texted."""
    by_key = {each.community.key: each for each in records}
    found = witnesses.of_neighbour(record.community, [each.community for each in by_key.values()])
    if found is None:
        return
    neighbour, people = found
    spoken = record.community.languages
    for person in people:
        # A text was tried in the languages of its own community alone: with its short name it fits in those.
        language = person.language if person.language in spoken else record.community.language
        text = wording.say(record.community, language, Text.RECORD_NEIGHBOUR, **values)
        _queue(uow, by_key[neighbour.key], person, text)


def _queue(uow: UnitOfWork, record: CommunityRecord, person: Person, text: str) -> None:
    outbox.queue(uow, record, outbox.OutgoingText(MessageKind.ANSWER, Lane.BULK, text, (person.phone,)))
