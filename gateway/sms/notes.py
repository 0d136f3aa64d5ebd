"""Notes: what a person with a role writes beside an answer, beside a reference alone, or beside a copy of an alert.

A reaction alone opens nothing and answers nothing. The person's own words beside it are a note of that incident.
"""

from collections.abc import Sequence

from sqlalchemy import select

from gateway.alerts import audience, coordinator_texts
from gateway.communities.on_duty import holders_now
from gateway.escalation import assignments
from gateway.incidents import access
from gateway.messaging.notices import coordinators, notify
from gateway.sms import own_words
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Incident, Notification
from menus.domain.assignment_life import AssignmentState
from menus.domain.categories import Level
from menus.domain.community import Person
from menus.domain.messages import Lane
from menus.domain.roles import PATROL_ROLES, Role, first_role
from menus.domain.timeline import EventKind
from menus.sms import words_to_leave
from menus.sms.quoting import Talk
from menus.text import lexicon, news_words
from menus.text.names import Text

TALK = "talk"
"""The result of a reaction or a copy that has no words of its own."""
_SAID_ALREADY = {Text.NO_ANSWER, Text.NOTE_KEPT, Text.NOTE_KEPT_GOING}
"""The answers of this file. A copy of one gets none: a machine that quotes every text would go on for ever."""
_LONGEST = 1_000


def keep(sender: Sender, talk: Talk) -> Reply:
    """Keep the words beside a copy as a note of its incident.

    Without words, tell the sender if an alert still waits for their answer. If they may not see the incident, or if it
    has ended, words that suggest something are kept as a report.
    """
    session, reference = sender.uow.session, talk.reference
    incident = access.find(session, sender.record, sender.person, reference) if reference is not None else None
    if not talk.words:
        return _without_words(sender, incident, talk)
    hint = lexicon.hint(talk.words, sender.record.community.zones)
    if reference is None:
        return own_words.file_own_words(sender, talk.words)
    is_open = incident is not None and incident.status.is_live
    is_of_another_circle = hint.is_private and not (incident is not None and incident.level is Level.PRIVATE)
    if hint.words and (not is_open or is_of_another_circle):
        return own_words.file_own_words(sender, talk.words)
    if incident is None:
        return sender.reply(Text.UNKNOWN_REFERENCE, reference=reference)
    if not is_open:
        return sender.reply(Text.ALREADY_CLOSED, reference=reference)
    _note(sender, incident, talk.words, hint)
    return Reply(TALK, "") if talk.of in _SAID_ALREADY else kept(sender, incident)


def kept(sender: Sender, incident: Incident) -> Reply:
    """Answer that words are a note: whoever goes reads how to go on, everybody else that it is no answer."""
    is_going = sender.person in assignments.those_going(sender.uow, sender.record, incident)
    name = Text.NOTE_KEPT_GOING if is_going else Text.NOTE_KEPT
    return sender.reply(name, reference=incident.reference)


def _without_words(sender: Sender, incident: Incident | None, talk: Talk) -> Reply:
    """Return no answer, or tell somebody whom an open alert asks that a reaction has not answered it."""
    if incident is None or not incident.status.is_live or not _is_asked(sender, incident) or talk.of in _SAID_ALREADY:
        return Reply(TALK, "")
    return sender.reply(Text.NO_ANSWER, reference=incident.reference)


def _is_asked(sender: Sender, incident: Incident) -> bool:
    """Return whether the sender was alerted to an incident and has not answered."""
    asked = select(Notification.person_id).where(
        Notification.incident_id == incident.id,
        Notification.person_id == sender.person_id,
        Notification.state == AssignmentState.NOTIFIED,
    )
    return sender.uow.session.scalar(asked.limit(1)) is not None


def keep_beside(sender: Sender, incident: Incident, words: str) -> None:
    """Keep the words beside an answer such as `3 48273 they have guns`; marks and pictures alone are none."""
    if any(character.isalnum() for character in words):
        _note(sender, incident, words, lexicon.hint(words, sender.record.community.zones))


def keep_news(sender: Sender, incident: Incident, words: str) -> None:
    """Keep a patroller's news of an incident as a note, and tell the coordinators and the others who go."""
    _note(sender, incident, words, lexicon.hint(words, sender.record.community.zones), is_news=True)


def _note(sender: Sender, incident: Incident, words: str, hint: lexicon.Hint, *, is_news: bool = False) -> None:
    """Record a note. Weapons, death and a patroller's news are told, but not in a closed circle."""
    sender.note(incident, EventKind.NOTED, first_role(sender.person.roles), words[:_LONGEST])
    if incident.level.has_circle:
        return
    is_of_patrol = bool(sender.person.roles & PATROL_ROLES)
    is_news = is_news or (is_of_patrol and news_words.is_news_of_patrol(words))
    if hint.is_red:
        name = Text.HINT_RED if incident.awaits_review else coordinator_texts.more_words(incident)
        said = words_to_leave.fit_to_relay(sender.record.community, words, hint.weapons or hint.words)
        coordinator_texts.notify_coordinators(sender.uow, sender.record, incident, name, is_red=True, said=said)
    elif is_news:
        _tell_coordinators(sender, incident, words)
    if is_of_patrol and (hint.is_red or is_news):
        _tell_others_who_go(sender, incident, words)


def _tell_coordinators(sender: Sender, incident: Incident, words: str) -> None:
    """Tell the coordinators what a patroller writes from an incident: who is hurt, how many they are, where they ran.

    Nobody is told whom the incident accuses.
    """
    record = sender.record
    everybody = holders_now(sender.uow, record, (Role.COORDINATOR,), incident.zone) or coordinators(sender.uow, record)
    _tell(sender, incident, words, everybody)


def pass_on_unnamed(sender: Sender, words: str) -> None:
    """Tell the coordinators a patroller's news that may be of any of several incidents."""
    said = f"{sender.person.name}: {words_to_leave.fit_to_relay(sender.record.community, words)}"
    for person in coordinators(sender.uow, sender.record):
        if person.phone != sender.person.phone:
            notify(sender.uow, sender.record, person, Text.PATROL_WRITES_UNNAMED, lane=Lane.RED, said=said)


def _tell_others_who_go(sender: Sender, incident: Incident, words: str) -> None:
    """Tell a patroller's news to the others who go: they may walk into it. Coordinators among them have read it."""
    going = assignments.those_going(sender.uow, sender.record, incident)
    _tell(sender, incident, words, [person for person in going if Role.COORDINATOR not in person.roles])


def _tell(sender: Sender, incident: Incident, words: str, people: Sequence[Person]) -> None:
    """Tell people what a patroller writes, but neither the sender nor anybody whom the incident accuses."""
    uow, record = sender.uow, sender.record
    said = f"{sender.person.name}: {words_to_leave.fit_to_relay(record.community, words)}"
    for person in audience.free_to_know(record, incident, people):
        if person.phone != sender.person.phone:
            notify(uow, record, person, Text.PATROL_WRITES, lane=Lane.RED, incident=incident, said=said)
