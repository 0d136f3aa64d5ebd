"""Twins: an SMS that came by the webhook and was fetched, too, is stored once and acted on once."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select

from gateway.carrier.payloads import InboundSms
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Inbound
from menus.domain import fetched_texts
from menus.domain.fetched_texts import Trace


def link_hash(uow: UnitOfWork, sms: InboundSms) -> bytes | None:
    """Return the hash under which a link id is stored, or None if the network gave none."""
    return uow.keyring.digest(sms.link_id, "sms-link") if sms.link_id else None


def is_known(uow: UnitOfWork, sms: InboundSms) -> bool:
    """Return whether an SMS of the webhook is stored already, under its id or as a text that was fetched."""
    _alone(uow, sms)
    if uow.session.scalar(select(Inbound.id).where(Inbound.provider_id == sms.provider_id)) is not None:
        return True
    twin = _twin(uow, sms, Inbound.provider_id == Inbound.fetched_id)
    if twin is None:
        return False
    # The webhook may come again: from now on its own id is known.
    twin.provider_id = sms.provider_id
    twin.link_hash = twin.link_hash or link_hash(uow, sms)
    return True


def is_known_fetched(uow: UnitOfWork, sms: InboundSms, number: int) -> bool:
    """Return whether a fetched SMS is stored already: it was fetched before, or the webhook has brought it."""
    _alone(uow, sms)
    if uow.session.scalar(select(Inbound.id).where(Inbound.fetched_id == sms.provider_id)) is not None:
        return True
    # The documentation of older interfaces had one id for both.
    same_id = (Inbound.provider_id == str(number), Inbound.text_hash == _words(uow, sms), Inbound.fetched_id.is_(None))
    twin = uow.session.scalar(select(Inbound).where(*same_id)) or _twin(uow, sms, Inbound.fetched_id.is_(None))
    if twin is None:
        return False
    # Each stored text is one that the network has. Another one of the same words is another text.
    twin.fetched_id = sms.provider_id
    return True


def _alone(uow: UnitOfWork, sms: InboundSms) -> None:
    """Let no other transaction store a text of the same words from the same phone until the commit."""
    uow.lock_key(uow.keyring.digest(f"{sms.sender_phone}\0{sms.text}", "sms-lock"))


def _words(uow: UnitOfWork, sms: InboundSms) -> bytes:
    return uow.keyring.digest(sms.text, "sms")


def _twin(uow: UnitOfWork, sms: InboundSms, is_single: ColumnElement[bool]) -> Inbound | None:
    """Return the stored row of an SMS among those that came one way alone, or None."""
    sender = uow.keyring.phone(sms.sender_phone) if sms.sender_phone else None
    # The link from a private text to its phone is soon erased. Its date still tells it.
    is_theirs = Inbound.from_phone.is_(None) & Inbound.from_hash.is_(None)
    rows: Sequence[Inbound] = uow.session.scalars(
        select(Inbound)
        .where(
            Inbound.text_hash == _words(uow, sms),
            Inbound.code == sms.to,
            or_(Inbound.from_hash == sender, is_theirs) if sender else is_theirs,
            is_single,
        )
        .order_by(Inbound.id)
    ).all()
    new = Trace(link_hash(uow, sms), sms.date, uow.now)
    found = fetched_texts.same(new, [Trace(row.link_hash, row.network_date, row.received_at) for row in rows])
    return None if found is None else rows[found]
