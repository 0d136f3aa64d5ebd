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
from menus.domain.community import Person
from menus.domain.messages import Lane
from menus.domain.police_words import Relay
from menus.domain.references import is_valid
from menus.domain.roles import PATROL_ROLES, POLICE_ROLES, Role
from menus.sms import answer_kinds, words_to_leave
from menus.text import auto_replies, lexicon
from menus.text.names import Text

_OTHERS = PATROL_ROLES | {Role.COORDINATOR}
"""The roles whose words are read in another way, also if their holder is a police contact, too."""
_TOLD = (Text.POLICE_HEARD.key, answer_kinds.WORDS, Text.NOTE_KEPT.key, Text.NOTE_KEPT_GOING.key)
"""The results of words that coordinators have read: alone, or beside the report or the note that they became."""
_HEARD = {Text.POLICE_HEARD.key, answer_kinds.POLICE_LATER}
"""The results of words that became nothing else; coordinators read them, now or later."""
_MOST_KEPT = 6
"""The most words that waited and are told with the next. One SMS holds two or three of them (a guess)."""


def go_on(sender: Sender, said: Said) -> Reply | None:
    """Tell the coordinators the next part of a police contact's long SMS; it gets no answer of its own."""
    head = said.part.head if said.part is not None else None
    if head is None or head.result not in _HEARD or not _is_for_coordinators(sender, said.text):
        return None
    if lexicon.hint(said.text, sender.record.community.zones).words:
        return None
    return Reply(_relayed(sender, said.text, _called_to(sender)) or CONTINUED, "")


def heard(sender: Sender, said: Said) -> Reply | None:
    """Tell the coordinators what a police contact wrote, and give the contact a number to call.

    Words that suggest a report are kept as one, and words behind a reference as a note, like anybody's. If the contact
    is called to an incident, the coordinators read these words, too: they are probably an answer.
    """
    text = said.text
    if said.command.verb is not None or not _is_for_coordinators(sender, text):
        return None
    noted = _noted(sender, text)
    if noted is None and sender.route.may_be_forged:
        # A number that anybody can write to proves no police, unless they know the reference.
        return None
    about = [noted] if noted is not None else _called_to(sender)
    is_kept = noted is not None or bool(lexicon.hint(text, sender.record.community.zones).words)
    if is_kept and not about:
        return None
    result = _relayed(sender, text, about)
    return Reply(result, _answer(sender, about)) if result is not None and not is_kept else None


def _is_for_coordinators(sender: Sender, text: str) -> bool:
    """Return whether a text is a police contact's, and not about a private matter."""
    roles = sender.person.roles
    if not roles & POLICE_ROLES or roles & _OTHERS:
        return False
    if lexicon.hint(text, sender.record.community.zones).is_private or not any(map(str.isalnum, text)):
        return False
    # Words may continue a private report of this phone.
    return not earlier_reports.wrote_in_private(sender.uow, sender.person.phone)


def _noted(sender: Sender, text: str) -> Incident | None:
    """Return the open incident with whose reference words begin: they are kept with it. None if there is none."""
    first = text.split(maxsplit=1)[0].strip(".,:;")
    incident = access.find(sender.uow.session, sender.record, sender.person, first) if is_valid(first) else None
    return incident if incident is not None and incident.status.is_live else None


def _called_to(sender: Sender) -> Sequence[Incident]:
    return access.open_for(sender.uow.session, sender.record, sender.person)


def _relayed(sender: Sender, text: str, about: Sequence[Incident]) -> str | None:
    """Tell the coordinators the words, if it is time; return the result of the text, or None if nobody is told."""
    match police_words.decide(_facts(sender, text)):
        case Relay.NOW:
            is_told = _tell(sender, " / ".join((*_kept(sender), text)), about)
            return Text.POLICE_HEARD.key if is_told else None
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
        *_theirs(sender), Inbound.received_at > since, Inbound.result.in_(_TOLD)
    )
    return sender.uow.session.scalar(told)


def _told(sender: Sender) -> int:
    since = sender.received_at - further_words.SAME
    told = select(func.count(Inbound.id)).where(
        *_theirs(sender), Inbound.received_at > since, Inbound.result.in_(_TOLD)
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


def _tell(sender: Sender, text: str, about: Sequence[Incident]) -> bool:
    """Text the coordinators, with the reference of the incident if there is one alone; return whether anybody is told.

    Nobody is told whom one of these incidents accuses; if no coordinator is left, oversight is told.
    """
    uow, record = sender.uow, sender.record
    incident = about[0] if len(about) == 1 else None
    zone = incident.zone if incident is not None else None
    roles = (Role.COORDINATOR,)
    coordinating = _free(sender, about, holders_now(uow, record, roles, zone) or holders_now(uow, record, roles))
    people = coordinating or _free(sender, about, holders_now(uow, record, (Role.OVERSIGHT,)))
    words = words_to_leave.fit_to_relay(record.community, text)
    name = Text.POLICE_WRITES if incident is None else Text.POLICE_WRITES_OF
    for person in people:
        notify(uow, record, person, name, lane=Lane.RED, incident=incident, said=f"{sender.person.name}: {words}")
    return bool(people)


def _free(sender: Sender, incidents: Sequence[Incident], people: Sequence[Person]) -> Sequence[Person]:
    for incident in incidents:
        people = audience.free_to_know(sender.record, incident, people)
    return people


def _answer(sender: Sender, about: Sequence[Incident]) -> str:
    """Return the answer, with the number of a coordinator whom none of these incidents accuses, if there is one."""
    zone = about[0].zone if len(about) == 1 else None
    free = _free(sender, about, sender.record.community.having((Role.COORDINATOR,)))
    number = contacts.public_phone_of(free, zone)
    if number is None:
        return sender.reply(Text.POLICE_HEARD).text
    return sender.reply(Text.POLICE_HEARD_CALL, number=number).text
