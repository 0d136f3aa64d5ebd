"""SAY: a coordinator's text to a zone, after a confirming code that says how many phones and how much."""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import select

from gateway.communities.directory import Town
from gateway.core.unit_of_work import Unit
from gateway.incidents import access
from gateway.messaging import opt_outs, outbox
from gateway.sms import confirmation_codes
from gateway.sms.sender import Reply, Speaker
from gateway.storage.models import Incident
from gateway.storage.states import IncidentState
from menus.domain.categories import Level
from menus.domain.community import POLICE_ROLES, Zone
from menus.sms.grammar import Command
from menus.text import gsm7, phones, redaction

SEGMENT_KES = Decimal("0.80")
"""What a segment costs about; what it did cost stands with each message."""
HIDDEN_FOR = timedelta(hours=2)
"""How long a text waits where something is going on that whoever sends it must not know of."""
EVERYWHERE = ("all", "wote")
_PARTED = "\n"


def say(speaker: Speaker, command: Command) -> Reply:
    """Count what a text to a zone would reach and cost, and ask for the code that sends it."""
    if not speaker.is_coordinator:
        return speaker.refuses()
    community = speaker.town.community
    zone, said = _zone_and_words(speaker.town, command.rest)
    if said is None:
        zones = ", ".join(known.name(speaker.person.language) for known in community.zones)
        return speaker.quotes("say_where", zones)
    if not speaker.person.covers(zone.key if zone else None) or (zone is None and speaker.person.zones):
        return speaker.says("say_zone")
    refused = _refusal(speaker, zone, said)
    if refused is not None:
        return refused
    reached = _phones(speaker.unit, speaker.town, zone)
    if not reached:
        return speaker.says("say_nobody")
    words = f"{zone.key if zone else ''}{_PARTED}{said}"
    code = confirmation_codes.ask(speaker.unit, speaker.person_id, None, "say", words)
    place = zone.name(speaker.person.language) if zone else EVERYWHERE[0]
    cost = f"{SEGMENT_KES * len(reached):.2f}"
    return speaker.quotes("say_confirm", place, count=str(len(reached)), cost=cost, code=code)


def send(speaker: Speaker, words: str) -> Reply:
    """Send a text whose code has been given, unless something has come up meanwhile."""
    key, _, said = words.partition(_PARTED)
    zone = speaker.town.community.zone(key)
    refused = _refusal(speaker, zone, said)
    if refused is not None:
        return refused
    reached = _phones(speaker.unit, speaker.town, zone)
    text = _text(speaker.town, said)
    # A refusal would tell of what is hidden from who speaks; sent now, the text might gather a crowd there.
    wait = speaker.unit.now + HIDDEN_FOR if _live(speaker, zone, is_hidden=True) else None
    envelope = outbox.Envelope("broadcast", "bulk", text, tuple(reached), not_before=wait)
    outbox.queue(speaker.unit, speaker.town, envelope)
    return speaker.says("said", count=str(len(reached)))


def _text(town: Town, said: str) -> str:
    return f"{town.community.short}: {gsm7.plain(said)}"


def _zone_and_words(town: Town, rest: str) -> tuple[Zone | None, str | None]:
    """Return the zone a text begins with and the words behind it; no words where no zone is named."""
    folded = rest.casefold()
    names = [
        (name.casefold(), zone)
        for zone in town.community.zones
        for name in (zone.key, zone.key.replace("-", " "), *zone.names.values())
    ]
    for name, zone in sorted(names, key=lambda pair: -len(pair[0])):
        if folded.startswith(name + " "):
            return zone, rest[len(name) :].strip() or None
    for name in EVERYWHERE:
        if folded.startswith(name + " "):
            return None, rest[len(name) :].strip() or None
    return None, None


def _refusal(speaker: Speaker, zone: Zone | None, said: str) -> Reply | None:
    over = gsm7.septets(_text(speaker.town, said)) - gsm7.LIMIT
    if over > 0:
        return speaker.says("say_long", count=str(over))
    names = redaction.names_in(said, speaker.town.community)
    if phones.without_numbers(said) != said:
        names.append("0...")
    if names:
        return speaker.quotes("say_names", ", ".join(names))
    if _live(speaker, zone, is_hidden=False):
        return speaker.says("say_live")
    return None


def _live(speaker: Speaker, zone: Zone | None, *, is_hidden: bool) -> bool:
    """Tell whether a major incident is open there that is hidden from who speaks, or not: a crowd would gather."""
    session, town = speaker.unit.session, speaker.town
    query = select(Incident).where(
        Incident.community_id == town.id, Incident.state == IncidentState.OPEN, Incident.level == Level.MAJOR.value
    )
    if zone is not None:
        query = query.where((Incident.zone == zone.key) | Incident.zone.is_(None))
    found = session.scalars(query).all()
    return any(access.may_see(session, town, speaker.person, incident) != is_hidden for incident in found)


def _phones(unit: Unit, town: Town, zone: Zone | None) -> list[str]:
    """Return the phones of a zone that take such texts: the file's people there, without police and STOP."""
    people = [person for person in town.community.people if zone is None or person.covers(zone.key)]
    return [
        person.phone
        for person in people
        if not person.roles <= POLICE_ROLES and opt_outs.wants_texts(unit, person.phone)
    ]
