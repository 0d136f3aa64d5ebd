"""Echoes: gateways repeat an SMS within seconds under a new id, and the repetition must not act again."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select

from gateway.communities.directory import Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.sms import writers
from gateway.sms.arrivals import Others
from gateway.storage.models import DeskCode, Inbound, Incident, Message
from menus.domain.messages import kinds_that
from menus.text.names import Text

ECHO = timedelta(seconds=10)
"""How soon the same text under a new id is an echo: gateways repeat a text within seconds.

It is an echo only if nothing else came from that phone in between.
"""
READS_ON = "more"
"""The result of a text that reads on: the same text again asks for the next page. An echo only sends it early."""
_ASKS_FOR_A_CODE = {name.key for name in (Text.DESK_CODE, Text.DESK_CODE_COMES)}
"""The results of DESK. Whoever asks again is answered, with the same code: see `desk_commands`."""
_DID_NOT_COUNT = {name.key for name in (Text.CAME_LATE, Text.OVERTAKEN, Text.OVERTAKEN_DUTY)}
_ASKING = kinds_that(lambda rules: rules.asks_anew)


def is_echo(uow: UnitOfWork, directory: Directory, row: Inbound, others: Others) -> bool:
    """Return whether an SMS is a gateway's repetition of the previous one from its phone, under a new id.

    If something has changed in between, the same word may be about another incident, and is no repetition. Neither is
    the same word after one that came too late to count: its sender was told so. Nor DESK: an echo costs one line.
    """
    lately = [each for each in others.before(row) if each.received_at > row.received_at - ECHO]
    before = max(lately, key=lambda each: each.id, default=None)
    if before is None or before.text_hash not in uow.keyring.digests(row.text, "sms") or before.code != row.code:
        return False
    if before.result in _DID_NOT_COUNT | _ASKS_FOR_A_CODE or before.result == READS_ON:
        return False
    return not _has_changed(uow, directory, row, before.received_at)


def _has_changed(uow: UnitOfWork, directory: Directory, row: Inbound, since: datetime) -> bool:
    """Return whether, since a moment, the phone was alerted or an incident was opened or closed.

    Alarms for the phone's owner do not count. Without a role, no opened or closed incident counts. Whoever has used the
    code that DESK brought wants another one.
    """
    phone = row.from_phone or ""
    own = [record.person_ids[phone] for record in directory.communities_of(phone)]
    alerted = select(Message.id).where(
        Message.phone_hash.in_(writers.hashes_of(uow, row)), Message.kind.in_(_ASKING), Message.created_at > since
    )
    moved = select(Incident.id).where(
        or_(Incident.opened_at > since, Incident.closed_at > since),
        or_(Incident.person_id.is_(None), Incident.person_id.not_in(own)),
    )
    signed_in = select(DeskCode.id).where(DeskCode.person_id.in_(own), DeskCode.used_at >= since)
    asked = [alerted, *([moved, signed_in] if own else [])]
    return any(uow.session.scalar(one.limit(1)) is not None for one in asked)
