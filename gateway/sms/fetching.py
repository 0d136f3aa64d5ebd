"""Fetching: the clock asks the network for texts whose webhook was lost, and stores what it does not have.

Africa's Talking repeats a webhook that fails, but not for ever, and not if it believes that the text was taken.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from gateway.carrier.contract import CarrierError, TextInbox
from gateway.carrier.payloads import FetchedSms, InboundSms
from gateway.communities import numbers
from gateway.communities.directory import Directory
from gateway.core import notices_once
from gateway.core.notices_once import Course, Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.logs import logger
from gateway.sms import inbox, twins
from gateway.storage.models import InboxRow
from menus.domain import fetched_texts
from menus.domain.retention.rules import Since
from menus.domain.retention.texts import INBOUND_SMS
from menus.sms import grammar
from menus.sms.verbs import Verb
from menus.text import dates

MOST_PAGES = 50
"""The most pages of one fetch; the next fetch goes on. A page has 100 texts, so this is a day's flood of texts."""
_AT_ONCE = 10
"""The most texts of one transaction: on SQLite nobody else writes meanwhile."""
_TOO_OLD = INBOUND_SMS.after(Since.CAME)
"""Age from which a text is not even stored: it would be erased at once."""
log = logger()
Do = Callable[[Callable[[UnitOfWork], int]], int]
"""A function that does something in one transaction and returns a number."""


def fetch(do: Do, directory: Directory, texts: TextInbox) -> None:
    """Fetch the texts that came since the last fetch. The network is asked outside any transaction."""
    account, read = texts.account, partial(numbers.read, directory)
    last = do(partial(_last, account=account))
    try:
        for _ in range(MOST_PAGES):
            page = texts.texts_after(last, read)
            for first in range(0, len(page), _AT_ONCE):
                do(partial(_keep_some, directory=directory, account=account, texts=page[first : first + _AT_ONCE]))
            last = do(partial(_note_progress, account=account, last=page[-1].number if page else None))
            if not page:
                break
    except CarrierError as error:
        do(partial(_note_failure, why=str(error)))
    else:
        do(partial(_note_failure, why=""))


def fetched_at(session: Session, account: str) -> datetime | None:
    """Return when the texts of an account were last fetched to the end, or None if they never were."""
    row = session.get(InboxRow, account)
    return None if row is None else row.fetched_at


def _last(uow: UnitOfWork, account: str) -> int:
    row = uow.session.get(InboxRow, account)
    return 0 if row is None else row.last_number


def _keep_some(uow: UnitOfWork, directory: Directory, account: str, texts: list[FetchedSms]) -> int:
    """Store those of some texts that are new; return how many are."""
    before = fetched_at(uow.session, account)
    found: Counter[str] = Counter()
    for text in texts:
        # A text that cannot be stored holds up no other.
        uow.in_savepoint("fetched-text", text.number, partial(_keep, uow, directory, text, before, found))
    if found:
        log.warning("texts.fetched", **found)
    return found.total()


def _note_progress(uow: UnitOfWork, account: str, last: int | None) -> int:
    """Store how far an inbox was fetched: to a text, or, with None, to the end; return the number of the last text."""
    row = uow.session.get(InboxRow, account)
    if row is None:
        row = InboxRow(account=account, last_number=0, fetched_at=None)
        uow.session.add(row)
    if last is None:
        row.fetched_at = uow.now
    else:
        row.last_number = max(row.last_number, last)
    return row.last_number


def _keep(
    uow: UnitOfWork, directory: Directory, text: FetchedSms, before: datetime | None, found: "Counter[str]"
) -> None:
    """Store a text that Doria does not have, and count it as new or late."""
    sms = text.sms
    if sms is None or not _is_ours(directory, sms) or twins.is_known_fetched(uow, sms, text.number, before):
        return
    now, date = _at_the_network(uow), dates.moment(sms.date)
    ahead = uow.now - now
    fetched_before = before - ahead if before else None
    is_heard = _is_no_command(directory, sms) and fetched_texts.is_heard_late(date, now, fetched_before)
    if is_heard or not fetched_texts.is_late(date, now, fetched_before):
        inbox.store(uow, directory, sms, fetched_id=sms.provider_id)
        found["new"] += 1
        return
    since = fetched_texts.sent_at(date, now) or now - fetched_texts.LATE
    if now - since <= _TOO_OLD:
        inbox.store(uow, directory, sms, fetched_id=sms.provider_id, late_since=since + ahead)
        found["late"] += 1


def _is_no_command(directory: Directory, sms: InboundSms) -> bool:
    """Return whether a text is its sender's own words or a call for help."""
    has_role = bool(sms.sender_phone and directory.communities_of(sms.sender_phone))
    return grammar.parse(sms.text, freely=has_role).verb in {None, Verb.DANGER, Verb.HELP}


def _is_ours(directory: Directory, sms: InboundSms) -> bool:
    """Return whether a text was sent to a community here: an account may have short codes for other ends, too."""
    return not sms.to or directory.by_sms_code(sms.to) is not None


def _at_the_network(uow: UnitOfWork) -> datetime:
    """Return the moment to which the dates of the network belong: it knows nothing of the simulated time."""
    return uow.now - uow.simulated


def _note_failure(uow: UnitOfWork, why: str) -> int:
    """Log once that fetching fails, until it works again."""
    if notices_once.while_true(uow, Notice.FETCH_FAILED, condition=bool(why)) is Course.BEGINS:
        log.warning("texts.not_fetched", error=why)
    return 0
