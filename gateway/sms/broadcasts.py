"""Broadcasts by SMS (SAY): a coordinator's text to a zone.

The coordinator first gets the number of phones, the cost and a confirmation code. The code sends the text.
"""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import select

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import access
from gateway.messaging import opt_outs, outbox
from gateway.sms import confirmation_codes, for_residents
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Incident, Message
from menus.domain import money
from menus.domain.categories import Level
from menus.domain.community import Zone
from menus.domain.incident_life import LIVE
from menus.domain.messages import Lane, MessageKind
from menus.domain.money import Money
from menus.domain.pending import Broadcast, PendingBroadcast
from menus.domain.roles import POLICE_ROLES
from menus.sms.command import Command
from menus.text import gsm7
from menus.text.names import Text
from menus.text.quotation import quoted

SEGMENT_KES = Decimal("0.80")
"""The approximate cost of one SMS segment in KES (field notes), until the network has told a real one."""
_RECENT = 50
"""The number of texts whose real costs make the estimate. A guess, to be tested."""
HIDDEN_FOR = timedelta(hours=2)
"""How long a text waits if the zone has an open major incident that the sender may not see. A guess, to be tested."""
EVERYWHERE = ("all", "wote")


def say(sender: Sender, command: Command) -> Reply:
    """Count the phones that a text to a zone reaches, estimate its cost, and ask for the code that sends it."""
    if not sender.is_coordinator:
        return sender.refuse()
    zone, said = _zone_and_words(sender.record, command.rest)
    if said is None or not any(map(str.isalnum, gsm7.plain(said))):
        return _ask_where(sender)
    refused = _refusal(sender, zone, said) if _may_address(sender, zone) else sender.reply(Text.SAY_ZONE)
    if refused is not None:
        return refused
    reached = _phones(sender.uow, sender.record, zone)
    if not reached:
        return sender.reply(Text.SAY_NOBODY)
    pending = PendingBroadcast(Broadcast(zone.key if zone else None, said))
    place = zone.name(sender.person.language) if zone else command.rest.split()[0].lower()
    cost = _cost(sender.uow, len(reached))
    return confirmation_codes.question(sender, Text.SAY_CONFIRM, pending, place, count=str(len(reached)), cost=cost)


def _cost(uow: UnitOfWork, texts: int) -> str:
    """Return the approximate cost of some texts in the account's currency; `?` while the network has told no cost."""
    currency = uow.policy.currency
    told = select(Message.cost).where(Message.cost > 0).order_by(Message.id.desc()).limit(_RECENT)
    recent = [cost for cost in uow.session.scalars(told) if cost is not None]
    each = sum(recent) / len(recent) if recent else SEGMENT_KES if currency == money.HOME else None
    return f"{currency} ?" if each is None else str(Money(currency, Decimal(each * texts)))


def send(sender: Sender, broadcast: Broadcast) -> Reply:
    """Send a text whose code has been given, unless a reason to refuse it has come up meanwhile."""
    zone, said = sender.record.community.zone(broadcast.zone), broadcast.said
    if zone is None and broadcast.zone is not None:
        # The community file no longer has this zone: a text for a few phones must not go to every phone.
        return _ask_where(sender)
    refused = _refusal(sender, zone, said)
    if refused is not None:
        return refused
    reached = _phones(sender.uow, sender.record, zone)
    text = _text(sender.record, said)
    # A refusal would reveal an incident that is hidden from the sender. A text sent now might gather a crowd there.
    wait = sender.uow.now + HIDDEN_FOR if _live(sender, zone, is_hidden=True) else None
    outgoing = outbox.OutgoingText(MessageKind.BROADCAST, Lane.BULK, text, tuple(reached), not_before=wait)
    count = outbox.queue(sender.uow, sender.record, outgoing)
    return sender.reply(Text.SAID, count=str(count))


def _may_address(sender: Sender, zone: Zone | None) -> bool:
    """Return whether a coordinator may write to a zone. Only a coordinator of all zones may write to all (None)."""
    return sender.person.covers(zone.key) if zone is not None else not sender.person.zones


def _ask_where(sender: Sender) -> Reply:
    zones = ", ".join(known.name(sender.person.language) for known in sender.record.community.zones)
    return sender.reply_quoting(Text.SAY_WHERE, zones)


def _text(record: CommunityRecord, said: str) -> str:
    return f"{record.community.short}: {quoted(gsm7.plain(said))}"


def _zone_and_words(record: CommunityRecord, rest: str) -> tuple[Zone | None, str | None]:
    """Return the zone that a text begins with (None for all zones), and the words after it.

    The words are None if the text names no zone, or if nothing follows the zone.
    """
    folded = rest.casefold()
    names = [
        (name.casefold(), zone)
        for zone in record.community.zones
        for name in (zone.key, zone.key.replace("-", " "), *zone.names.values())
    ]
    for name, zone in sorted(names, key=lambda pair: -len(pair[0])):
        if folded.startswith(name + " "):
            return zone, rest[len(name) :].strip() or None
    for name in EVERYWHERE:
        if folded.startswith(name + " "):
            return None, rest[len(name) :].strip() or None
    return None, None


def _refusal(sender: Sender, zone: Zone | None, said: str) -> Reply | None:
    over = gsm7.septets(_text(sender.record, said)) - gsm7.LIMIT
    if over > 0:
        return sender.reply(Text.SAY_LONG, count=str(over))
    harmful = for_residents.refuse_harm(sender, said)
    if harmful is not None:
        return harmful
    doubted = for_residents.may_name(sender, said)
    if doubted:
        name = Text.SAY_NAMES if doubted == [for_residents.NUMBER] else Text.SAY_MAY_NAME
        return sender.reply_quoting(name, ", ".join(doubted))
    if _live(sender, zone, is_hidden=False):
        return sender.reply(Text.SAY_LIVE)
    return None


def _live(sender: Sender, zone: Zone | None, *, is_hidden: bool) -> bool:
    """Return whether a zone (None for any zone) has an open major incident, because a broadcast would gather a crowd.

    With `is_hidden`, only incidents that the sender may not see count. Without it, only incidents that they may see.
    """
    session, record = sender.uow.session, sender.record
    query = select(Incident).where(
        Incident.community_id == record.id,
        Incident.status.in_(LIVE),
        Incident.level == Level.MAJOR,
        Incident.drill.is_(None),
    )
    if zone is not None:
        query = query.where((Incident.zone == zone.key) | Incident.zone.is_(None))
    found = session.scalars(query).all()
    return any(access.may_see(session, record, sender.person, incident) != is_hidden for incident in found)


def _phones(uow: UnitOfWork, record: CommunityRecord, zone: Zone | None) -> list[str]:
    """Return the phones of a zone (None for all zones) that get broadcasts.

    They belong to people in the community file. Police contacts and phones that sent STOP are left out.
    """
    people = [person for person in record.community.people if zone is None or person.covers(zone.key)]
    wanting = [person.phone for person in people if not person.roles <= POLICE_ROLES]
    opted_out = opt_outs.opted_out(uow)
    if not opted_out:
        return wanting
    return [phone for phone in wanting if opted_out.isdisjoint(uow.keyring.phones(phone))]
