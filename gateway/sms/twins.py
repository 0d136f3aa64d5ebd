"""Twins: an SMS that came by the webhook and was fetched, too, is stored once and acted on once.

A row that came one way alone has a key, by which its twin finds it. It holds no phone: a private text must leave no
tie to one. Where the tie of a private text was cut, its ids are gone, too: the key and the network's date still tell
that its webhook came again.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, literal, or_, select, true, union_all

from gateway.carrier.payloads import InboundSms
from gateway.core import locks
from gateway.core.locks import Lock
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage import serials
from gateway.storage.models import Inbound
from gateway.storage.sealing import Keyring
from menus.domain import fetched_texts
from menus.domain.fetched_texts import Trace
from menus.text import dates

_TRACES = (
    Inbound.id,
    Inbound.provider_id,
    Inbound.twin_key,
    Inbound.link_hash,
    Inbound.network_date,
    Inbound.received_at,
)
_INBOUND = Inbound.metadata.tables["inbound_sms"]
_MOST = 5_000
"""The most rows of the same words that are looked at: an hour of more than one a second."""


class Way(StrEnum):
    """A way by which a text comes. The value goes into the stored key."""

    WEBHOOK = "webhook"
    FETCH = "fetch"
    BOTH = "both"


def key(uow: UnitOfWork, sms: InboundSms, way: Way) -> bytes:
    """Return the key of a text that came a way: of its words, and of the number to which they were sent."""
    return _keys(uow, sms, way)[0]


def _keys(uow: UnitOfWork, sms: InboundSms, *ways: Way) -> list[bytes]:
    """Return the keys under which a text that came one of some ways may be stored: one for each secret."""
    return [one for way in ways for one in uow.keyring.digests(f"{way}\0{sms.to}\0{sms.text}", "sms-twin")]


def stored_id(uow: UnitOfWork, sms: InboundSms) -> str:
    """Return the id under which an SMS is stored. One that was made up holds the number, so it is hashed with a key."""
    return _ids(uow, sms)[0]


def _ids(uow: UnitOfWork, sms: InboundSms) -> list[str]:
    """Return the ids under which an SMS may be stored."""
    if not sms.is_made_up:
        return [sms.provider_id]
    return [f"made-up-{digest.hex()}" for digest in uow.keyring.digests(sms.provider_id, "sms-id")]


def link_hash(uow: UnitOfWork, sms: InboundSms) -> bytes | None:
    """Return the hash under which a link id is stored, or None if the network gave none."""
    return uow.keyring.digest(sms.link_id, "sms-link") if sms.link_id else None


def is_known(uow: UnitOfWork, sms: InboundSms) -> bool:
    """Return whether an SMS of the webhook is stored already, under its id or as a text that was fetched."""
    _alone(uow, sms)
    ids, fetched = _ids(uow, sms), _keys(uow, sms, Way.FETCH)
    # One statement asks for all that may be the same text: its id, its fetched twin, a private text of the same date.
    # Each part has an index of its own: with one condition for all, SQLite would read the whole table.
    alike = (Inbound.provider_id.in_(ids), Inbound.twin_key.in_(fetched) & _is_from(uow, sms), _was_cut(uow, sms))
    parts = (_newest(which).subquery().select() for which in alike if which is not None)
    found, one = union_all(*parts).subquery(), select(literal(1).label("one")).subquery()
    # The text most often is new: the same statement takes the id of its row.
    asked = select(*found.c, serials.NextId(_INBOUND).label("next")).select_from(one.outerjoin(found, true()))
    read: Sequence[Any] = uow.session.execute(asked).all()
    serials.keep(uow.session, _INBOUND, read[0].next)
    rows = sorted((row for row in read if row.id is not None), key=lambda row: row.id)
    twins = [row for row in rows if row.twin_key in fetched]
    if len(twins) < len(rows) or any(row.provider_id in ids for row in rows):
        return True
    twin = _same(uow, sms, twins)
    if twin is None:
        return False
    if not _is_nobodys(twin):
        # The webhook may come again: from now on its own id is known.
        twin.provider_id = stored_id(uow, sms)
    _pair(uow, twin, sms)
    twin.network_date = sms.date
    return True


def is_known_fetched(uow: UnitOfWork, sms: InboundSms, number: int, before: datetime | None) -> bool:
    """Return whether a fetched SMS is stored already: it was fetched before, or the webhook has brought it.

    `before` is when this account was last fetched (aware). Without it, it is fetched for the first time: the texts of
    an older Doria have no keys. A text without a date may have come at any time since then.
    """
    _alone(uow, sms)
    if uow.session.scalar(select(Inbound.id).where(Inbound.fetched_id == sms.provider_id)) is not None:
        return True
    words = uow.keyring.digests(sms.text, "sms")
    # In the documentation of older interfaces, both ways have one id.
    same_id = select(Inbound).where(Inbound.provider_id == str(number), Inbound.text_hash.in_(words))
    within = fetched_texts.LATE if before is None else max(fetched_texts.LATE, uow.now - before)
    by_webhook = Inbound.twin_key.in_(_keys(uow, sms, Way.WEBHOOK))
    twin = uow.session.scalar(same_id) or _twin(uow, sms, by_webhook, within)
    if twin is None and before is None:
        is_older = Inbound.twin_key.is_(None) & Inbound.fetched_id.is_(None)
        twin = _twin(uow, sms, Inbound.text_hash.in_(words) & (Inbound.code == sms.to) & is_older, within)
    if twin is None:
        return False
    if not _is_nobodys(twin):
        twin.fetched_id = sms.provider_id
    _pair(uow, twin, sms)
    return True


def _pair(uow: UnitOfWork, row: Inbound, sms: InboundSms) -> None:
    """Note that a row has come both ways. Its ids tell it from now on; another text of the same words is another."""
    row.twin_key, row.link_hash = key(uow, sms, Way.BOTH), None


def _is_nobodys(row: Inbound) -> bool:
    """Return whether nothing leads from a row to its phone any more: no id of the network may lead there again."""
    return row.from_hash is None and row.from_phone is None


def _was_cut(uow: UnitOfWork, sms: InboundSms) -> ColumnElement[bool] | None:
    """Return the condition of a private text, stored before, whose tie to its phone was cut; None if nothing tells it.

    The network repeats a webhook with the same date. A date without a time tells nothing: two people may write the
    same words on one day, and a report that is opened twice is better than one that is lost.
    """
    if dates.read(sms.date) is None:
        return None
    return and_(
        Inbound.twin_key.in_(_keys(uow, sms, Way.WEBHOOK, Way.BOTH)),
        Inbound.from_hash.is_(None),
        Inbound.from_phone.is_(None),
        Inbound.network_date == sms.date,
    )


def lock_of(keyring: Keyring, sms: InboundSms) -> Lock:
    """Return the lock under which no other transaction stores a text of the same words from the same phone."""
    return locks.of_key(keyring.digest(f"{sms.sender_phone}\0{sms.text}", "sms-lock"))


def _alone(uow: UnitOfWork, sms: InboundSms) -> None:
    """Take the lock of a text, unless the transaction began with it."""
    wanted = lock_of(uow.keyring, sms)
    if uow.lock != wanted:
        wanted.take(uow.session)


def _twin(
    uow: UnitOfWork, sms: InboundSms, is_of_these_words: ColumnElement[bool], within: timedelta
) -> Inbound | None:
    """Return the stored row of an SMS among rows that came one way alone, or None."""
    theirs = _newest(is_of_these_words, _is_from(uow, sms))
    return _same(uow, sms, uow.session.execute(theirs).all()[::-1], within)


def _newest(*which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the query for the newest rows that match, the newest first."""
    return select(*_TRACES).where(*which).order_by(Inbound.id.desc()).limit(_MOST)


def _is_from(uow: UnitOfWork, sms: InboundSms) -> ColumnElement[bool]:
    """Return the condition that a row is from the sender of an SMS, or from nobody any more."""
    senders = uow.keyring.phones(sms.sender_phone) if sms.sender_phone else ()
    # The link from a private text to its phone is soon erased. Its date still tells it.
    is_nobodys = Inbound.from_phone.is_(None) & Inbound.from_hash.is_(None)
    return or_(Inbound.from_hash.in_(senders), is_nobodys) if senders else is_nobodys


def _same(
    uow: UnitOfWork, sms: InboundSms, rows: Sequence[Row[Any]], within: timedelta = fetched_texts.LATE
) -> Inbound | None:
    """Return the row of an SMS among some, in the order of their ids: by its link, or by its date; None if none is."""
    new = Trace(link_hash(uow, sms), dates.moment(sms.date), uow.now)
    linked = next((row for row in rows if new.link is not None and row.link_hash == new.link), None)
    if linked is not None:
        return uow.session.get_one(Inbound, linked.id)
    known = [Trace(row.link_hash, dates.moment(row.network_date), row.received_at) for row in rows]
    found = fetched_texts.same(new, known, within)
    return None if found is None else uow.session.get_one(Inbound, rows[found].id)
