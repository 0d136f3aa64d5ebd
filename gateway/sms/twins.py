"""Twins: an SMS that came by the webhook and was fetched, too, is stored once and acted on once.

A row that came one way alone has a key, by which its twin finds it. It holds no phone: a private text must leave no
tie to one.
"""

from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select

from gateway.carrier.payloads import InboundSms
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Inbound
from menus.domain import fetched_texts
from menus.domain.fetched_texts import Trace
from menus.text import dates

_MOST = 5_000
"""The most rows of the same words that are looked at: an hour of more than one a second."""


class Way(StrEnum):
    """A way by which a text comes. The value goes into the stored key."""

    WEBHOOK = "webhook"
    FETCH = "fetch"


def key(uow: UnitOfWork, sms: InboundSms, way: Way) -> bytes:
    """Return the key of a text that came one way alone: of its words, and of the number to which they were sent."""
    return uow.keyring.digest(f"{way}\0{sms.to}\0{sms.text}", "sms-twin")


def link_hash(uow: UnitOfWork, sms: InboundSms) -> bytes | None:
    """Return the hash under which a link id is stored, or None if the network gave none."""
    return uow.keyring.digest(sms.link_id, "sms-link") if sms.link_id else None


def is_known(uow: UnitOfWork, sms: InboundSms) -> bool:
    """Return whether an SMS of the webhook is stored already, under its id or as a text that was fetched."""
    _alone(uow, sms)
    if uow.session.scalar(select(Inbound.id).where(Inbound.provider_id == sms.provider_id)) is not None:
        return True
    twin = _twin(uow, sms, Inbound.twin_key == key(uow, sms, Way.FETCH))
    if twin is None:
        return False
    # The webhook may come again: from now on its own id is known.
    twin.provider_id = sms.provider_id
    _pair(twin)
    return True


def is_known_fetched(uow: UnitOfWork, sms: InboundSms, number: int, *, is_first: bool) -> bool:
    """Return whether a fetched SMS is stored already: it was fetched before, or the webhook has brought it.

    `is_first` says that this account is fetched for the first time: the texts of an older Doria have no keys.
    """
    _alone(uow, sms)
    if uow.session.scalar(select(Inbound.id).where(Inbound.fetched_id == sms.provider_id)) is not None:
        return True
    words = uow.keyring.digest(sms.text, "sms")
    # In the documentation of older interfaces, both ways have one id.
    same_id = select(Inbound).where(Inbound.provider_id == str(number), Inbound.text_hash == words)
    twin = uow.session.scalar(same_id) or _twin(uow, sms, Inbound.twin_key == key(uow, sms, Way.WEBHOOK))
    if twin is None and is_first:
        is_older = Inbound.twin_key.is_(None) & Inbound.fetched_id.is_(None)
        twin = _twin(uow, sms, (Inbound.text_hash == words) & (Inbound.code == sms.to) & is_older)
    if twin is None:
        return False
    twin.fetched_id = sms.provider_id
    _pair(twin)
    return True


def _pair(row: Inbound) -> None:
    """Note that a row has come both ways. Its ids tell it from now on; another text of the same words is another."""
    row.twin_key, row.link_hash, row.network_date = None, None, ""


def _alone(uow: UnitOfWork, sms: InboundSms) -> None:
    """Let no other transaction store a text of the same words from the same phone until the commit."""
    uow.lock_key(uow.keyring.digest(f"{sms.sender_phone}\0{sms.text}", "sms-lock"))


def _twin(uow: UnitOfWork, sms: InboundSms, is_of_these_words: ColumnElement[bool]) -> Inbound | None:
    """Return the stored row of an SMS among rows that came one way alone, or None."""
    sender = uow.keyring.phone(sms.sender_phone) if sms.sender_phone else None
    # The link from a private text to its phone is soon erased. Its date still tells it.
    is_nobodys = Inbound.from_phone.is_(None) & Inbound.from_hash.is_(None)
    theirs = (is_of_these_words, or_(Inbound.from_hash == sender, is_nobodys) if sender else is_nobodys)
    new = Trace(link_hash(uow, sms), dates.moment(sms.date), uow.now)
    linked = select(Inbound).where(*theirs, Inbound.link_hash == new.link).order_by(Inbound.id).limit(1)
    if new.link is not None and (twin := uow.session.scalar(linked)) is not None:
        return twin
    columns = (Inbound.id, Inbound.link_hash, Inbound.network_date, Inbound.received_at)
    rows = uow.session.execute(select(*columns).where(*theirs).order_by(Inbound.id.desc()).limit(_MOST)).all()[::-1]
    known = [Trace(row.link_hash, dates.moment(row.network_date), row.received_at) for row in rows]
    found = fetched_texts.same(new, known)
    return None if found is None else uow.session.get_one(Inbound, rows[found].id)
