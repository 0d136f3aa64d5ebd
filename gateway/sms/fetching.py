"""Fetching: the clock asks the network for texts whose webhook was lost, and stores what it does not have.

Africa's Talking repeats a webhook that fails, but not for ever, and not if it believes that the text was taken.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from gateway.carrier.contract import CarrierError, TextInbox
from gateway.carrier.payloads import FetchedSms
from gateway.communities.directory import Directory
from gateway.core import notices_once
from gateway.core.notices_once import Course, Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.logs import logger
from gateway.sms import inbox, twins
from gateway.storage.models import InboxRow
from menus.domain import fetched_texts

MOST_PAGES = 50
"""The most pages of one fetch; the next fetch goes on. A page has 100 texts, so this is a day's flood of texts."""
_TOO_OLD = timedelta(days=30)
"""Age from which a text is not even stored: texts are kept as long. See `gateway/upkeep/retention.py::TEXTS`."""
log = logger()
Do = Callable[[Callable[[UnitOfWork], int]], int]
"""A function that does something in one transaction and returns a number."""


def fetch(do: Do, directory: Directory, texts: TextInbox) -> None:
    """Fetch the texts that came since the last fetch. The network is asked outside any transaction."""
    last = do(lambda uow: _last(uow, texts.account))
    try:
        for _ in range(MOST_PAGES):
            page = texts.texts_after(last)
            last = do(partial(_store, directory=directory, account=texts.account, page=page))
            if not page:
                break
    except CarrierError as error:
        why = str(error)
        do(lambda uow: _note(uow, why))
    else:
        do(lambda uow: _note(uow, ""))


def fetched_at(uow: UnitOfWork, account: str) -> datetime | None:
    """Return when the texts of an account were last fetched, or None if they never were."""
    row = uow.session.get(InboxRow, account)
    return None if row is None else row.fetched_at


def _last(uow: UnitOfWork, account: str) -> int:
    row = uow.session.get(InboxRow, account)
    return 0 if row is None else row.last_number


def _store(uow: UnitOfWork, directory: Directory, account: str, page: list[FetchedSms]) -> int:
    """Store the new texts of a page, and how far the inbox was fetched; return the number of the last text."""
    row = uow.session.get(InboxRow, account)
    before = None if row is None else row.fetched_at
    if row is None:
        row = InboxRow(account=account, last_number=0, fetched_at=None)
        uow.session.add(row)
        uow.session.flush()
    # Two clocks may fetch in turn. The second one finds the texts stored.
    uow.lock_row(row)
    found: Counter[str] = Counter()
    for text in page:
        # A text that cannot be stored holds up no other.
        uow.in_savepoint("fetched-text", text.number, partial(_keep, uow, directory, text, before, found))
    if found:
        log.warning("texts.fetched", **found)
    row.last_number = max([row.last_number, *(text.number for text in page)])
    if not page:
        row.fetched_at = uow.now
    return row.last_number


def _keep(
    uow: UnitOfWork, directory: Directory, text: FetchedSms, before: datetime | None, found: "Counter[str]"
) -> None:
    """Store a text that Doria does not have, and count it as new or late."""
    sms = text.sms
    if sms is None or twins.is_known_fetched(uow, sms, text.number, is_first=before is None):
        return
    if not fetched_texts.is_late(sms.date, uow.now, before):
        inbox.store(uow, directory, sms, fetched_id=sms.provider_id)
        found["new"] += 1
        return
    since = fetched_texts.sent_at(sms.date, uow.now) or uow.now - fetched_texts.LATE
    if uow.now - since <= _TOO_OLD:
        inbox.store(uow, directory, sms, fetched_id=sms.provider_id, late_since=since)
        found["late"] += 1


def _note(uow: UnitOfWork, why: str) -> int:
    """Log once that fetching fails, until it works again."""
    if notices_once.while_true(uow, Notice.FETCH_FAILED, condition=bool(why)) is Course.BEGINS:
        log.warning("texts.not_fetched", error=why)
    return 0
