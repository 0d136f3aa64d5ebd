"""Words of police contacts that are no command: the coordinators read them at once, and the answer gives a number.

A police contact asks where it is, or says that nobody can come. Nobody must wait for an answer from a machine.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from sqlalchemy import ColumnElement, func, select

from gateway.alerts import audience
from gateway.communities.on_duty import holders_now
from gateway.incidents import access
from gateway.intake import earlier_reports
from gateway.messaging.notices import notify
from gateway.sms.arrivals import CONTINUED
from gateway.sms.reading import Said
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Inbound, Incident
from menus.domain import contacts, further_words, police_words
from menus.domain.community import PATROL_ROLES, POLICE_ROLES, Person, Role
from menus.domain.messages import Lane
from menus.domain.police_words import Relay
from menus.domain.references import is_valid
from menus.sms import answer_kinds, wording
from menus.text import auto_replies, lexicon
from menus.text.names import Text

_OTHERS = PATROL_ROLES | {Role.COORDINATOR}
"""The roles whose words are read in another way, also if their holder is a police contact, too."""
_TOLD = {Text.POLICE_HEARD.key, answer_kinds.POLICE_LATER}
"""The results of words that coordinators read, now or later."""
_MOST_KEPT = 6
"""The most words that waited and are told with the next. One SMS holds two or three of them (a guess)."""


def go_on(sender: Sender, said: Said) -> Reply | None:
    """Tell the coordinators the next part of a police contact's long SMS; it gets no answer of its own."""
    head = said.part.head if said.part is not None else None
    if head is None or head.result not in _TOLD or not _is_for_coordinators(sender, said.text):
        return None
    return Reply(_relayed(sender, said.text) or CONTINUED, "")


def heard(sender: Sender, said: Said) -> Reply | None:
    """Tell the coordinators what a police contact wrote, and give the contact a number to call.

    Words that suggest a report, or a private matter, are read like anybody's.
    """
    if said.command.verb is not None or _is_note(sender, said.text) or not _is_for_coordinators(sender, said.text):
        return None
    result = _relayed(sender, said.text)
    return Reply(result, _answer(sender)) if result is not None else None


def _is_note(sender: Sender, text: str) -> bool:
    """Return whether words begin with the reference of an open incident: they are kept with it."""
    first = text.split(maxsplit=1)[0].strip(".,:;") if text.strip() else ""
    incident = access.find(sender.uow.session, sender.record, sender.person, first) if is_valid(first) else None
    return incident is not None and incident.status.is_live


def _is_for_coordinators(sender: Sender, text: str) -> bool:
    roles = sender.person.roles
    if not roles & POLICE_ROLES or roles & _OTHERS or not any(letter.isalnum() for letter in text):
        return False
    hint = lexicon.hint(text, sender.record.community.zones)
    # Words may continue a private report of this phone.
    return (
        not hint.words and not hint.is_private and not earlier_reports.wrote_in_private(sender.uow, sender.person.phone)
    )


def _relayed(sender: Sender, text: str) -> str | None:
    """Tell the coordinators the words, if it is time; return the result of the text, or None if nobody is told."""
    match police_words.decide(_facts(sender, text)):
        case Relay.NOW:
            _tell(sender, " / ".join((*_kept(sender), text)))
            return Text.POLICE_HEARD.key
        case Relay.LATER:
            return answer_kinds.POLICE_LATER
        case Relay.NEVER:
            return None
        case never:
            assert_never(never)


def _facts(sender: Sender, text: str) -> police_words.Words:
    now, last = sender.uow.now, _last_told(sender)
    return police_words.Words(
        is_automatic=auto_replies.is_like_one(text),
        is_repeated=_is_repeated(sender, text),
        since=now - last if last is not None else None,
        told=_told(sender),
    )


def _theirs(sender: Sender) -> list[ColumnElement[bool]]:
    """Return the conditions for the earlier texts of this phone."""
    phones = sender.uow.keyring.phones(sender.person.phone)
    own = [] if sender.arrival is None else [Inbound.id != sender.arrival.row.id]
    return [Inbound.from_hash.in_(phones), *own]


def _is_repeated(sender: Sender, text: str) -> bool:
    raw = sender.arrival.row.text if sender.arrival is not None else text
    same = select(Inbound.id).where(
        *_theirs(sender),
        Inbound.received_at > sender.received_at - police_words.compared_within(text),
        Inbound.text_hash.in_(sender.uow.keyring.digests(raw, "sms")),
    )
    return sender.uow.session.scalar(same.limit(1)) is not None


def _last_told(sender: Sender) -> datetime | None:
    """Return when words of this phone were last told, or None if none were lately."""
    since = sender.received_at - further_words.SAME
    told = select(func.max(Inbound.received_at)).where(
        *_theirs(sender), Inbound.received_at > since, Inbound.result == Text.POLICE_HEARD.key
    )
    return sender.uow.session.scalar(told)


def _told(sender: Sender) -> int:
    since = sender.received_at - further_words.SAME
    told = select(func.count(Inbound.id)).where(
        *_theirs(sender), Inbound.received_at > since, Inbound.result == Text.POLICE_HEARD.key
    )
    return sender.uow.session.scalar(told) or 0


def _kept(sender: Sender) -> list[str]:
    """Return the words of this phone that wait to be told, oldest first."""
    since = _last_told(sender) or sender.received_at - further_words.SAME
    kept = sender.uow.session.scalars(
        select(Inbound.text)
        .where(*_theirs(sender), Inbound.received_at >= since, Inbound.result == answer_kinds.POLICE_LATER)
        .order_by(Inbound.id.desc())
        .limit(_MOST_KEPT)
    ).all()
    return list(reversed(kept))


def _tell(sender: Sender, text: str) -> None:
    """Text the coordinators, with the reference of the incident that the words are probably about.

    Nobody is told whom one of the police contact's open incidents accuses.
    """
    uow, record = sender.uow, sender.record
    incidents = access.open_for(uow.session, record, sender.person)
    about = incidents[0] if len(incidents) == 1 else None
    zone = about.zone if about is not None else None
    roles = (Role.COORDINATOR,)
    people = _free(sender, incidents, holders_now(uow, record, roles, zone) or holders_now(uow, record, roles))
    words = wording.fit_to_relay(record.community, text)
    name = Text.POLICE_WRITES if about is None else Text.POLICE_WRITES_OF
    for person in people or _free(sender, incidents, holders_now(uow, record, (Role.OVERSIGHT,))):
        notify(uow, record, person, name, lane=Lane.RED, incident=about, said=f"{sender.person.name}: {words}")


def _free(sender: Sender, incidents: Sequence[Incident], people: Sequence[Person]) -> Sequence[Person]:
    for incident in incidents:
        people = audience.free_to_know(sender.record, incident, people)
    return people


def _answer(sender: Sender) -> str:
    """Return the answer, with the number of a coordinator whom none of the open incidents accuses, if there is one."""
    incidents = access.open_for(sender.uow.session, sender.record, sender.person)
    zone = incidents[0].zone if len(incidents) == 1 else None
    free = _free(sender, incidents, sender.record.community.having((Role.COORDINATOR,)))
    number = contacts.public_phone_of(free, zone)
    if number is None:
        return sender.reply(Text.POLICE_HEARD).text
    return sender.reply(Text.POLICE_HEARD_CALL, number=number).text
