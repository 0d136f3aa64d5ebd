"""The sender of an SMS with a role: their permissions, their replies, and the incident that a command means."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from gateway.communities.directory import CommunityRecord
from gateway.core import known, timeline
from gateway.core.timeline import Actor
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import access, residents_words
from gateway.sms import reference_tries
from gateway.sms.arrivals import Arrival
from gateway.storage.models import Confirmation, Incident
from menus.domain import circles, seeing
from menus.domain.community import Person
from menus.domain.inbound import InboundRoute
from menus.domain.reference_tries import TryAnswer
from menus.domain.roles import PATROL_ROLES, Role, acting_role, first_role
from menus.domain.timeline import EventKind
from menus.sms import naming, wording
from menus.sms.command import Command
from menus.sms.verbs import Verb, word_of
from menus.text.names import Text

MOST_LISTED = 8
ANSWERS = {Verb.GO, Verb.ACK, Verb.CANNOT, Verb.HERE, Verb.DONE}
"""The verbs that say what a person does about an incident."""
_ALSO_CLOSED = {Verb.SHOW, Verb.MORE}
"""The verbs that read an incident. It may have ended."""


@dataclass(frozen=True)
class Asked:
    """A command that waits for its code, and the one that it has replaced (`before`), if any.

    `series` is the same for a command that is sent again and again, until one of them is done or lapses.
    """

    row: Confirmation
    series: str
    before: Confirmation | None = None


@dataclass(frozen=True)
class Reply:
    """The result of a text for the log, and the text of the answer; an empty text sends no answer.

    `private_report_id` is the private report that the text became, if it did. `asked` is the command whose code the
    answer tells, if it tells one. `is_confirmed`: a right code has carried out a command. `is_erased`: the outbox
    forgets the text soon. `more` are further texts that follow the answer. `drops_number`: the text is kept without the
    number of its sender. `drops_words`: nothing of its words is kept, nor its number.
    """

    result: str
    text: str
    private_report_id: int | None = None
    asked: Asked | None = None
    is_confirmed: bool = False
    is_erased: bool = False
    more: tuple[str, ...] = ()
    drops_number: bool = False
    drops_words: bool = False


@dataclass(frozen=True)
class Sender:
    """The person who writes, with their community's record and the unit of work.

    `arrival` is what is known of their SMS beside its words.
    """

    uow: UnitOfWork
    record: CommunityRecord
    person: Person
    arrival: Arrival | None = None

    def reply(self, name: Text, **values: str) -> Reply:
        """Return the reply with a text."""
        return Reply(name.key, wording.say(self.record.community, self.person.language, name, **values))

    def word(self, verb: Verb) -> str:
        """Return the word of a verb in the sender's language."""
        return word_of(verb, self.person.language)

    def reply_quoting(self, name: Text, said: str, **values: str) -> Reply:
        """Return the reply with a text and as much of a person's own words as fits."""
        return Reply(name.key, wording.fitting(self.record.community, self.person.language, name, said, **values))

    def about(self, incident: Incident) -> "Sender":
        """Return the sender with whom replies about an incident are worded: those about a drill say so."""
        return self if incident.drill is None else replace(self, record=self.record.worded(incident.drill))

    def may_coordinate(self, incident: Incident) -> bool:
        """Return whether the sender may use coordinator commands on an incident.

        Coordinators may. Oversight may if the report accuses somebody, or if interests have left no coordinator.
        """
        return residents_words.may_steer(self.record, self.person, incident)

    def refuse(self) -> Reply:
        """Return the reply to a command that the sender's role may not use.

        A patroller gets another text that does not mention HELP, because HELP from them raises the alarm.
        """
        if self.person.roles & PATROL_ROLES:
            return self.reply(Text.NOT_YOURS_PATROL)
        return self.reply(Text.NOT_YOURS)

    @property
    def received_at(self) -> datetime:
        """The moment at which the SMS came (aware): it may have waited for a worker."""
        return self.uow.now if self.arrival is None else self.arrival.row.received_at

    @property
    def route(self) -> InboundRoute:
        """The route of the SMS: whether the sender's number can be believed."""
        return InboundRoute.SHORT_CODE if self.arrival is None else self.arrival.row.route

    @property
    def person_id(self) -> int:
        """The id of the sender's PersonRow."""
        return self.record.person_ids[self.person.phone]

    @property
    def is_coordinator(self) -> bool:
        """Return whether the sender may use the coordinator commands."""
        return Role.COORDINATOR in self.person.roles

    @property
    def may_go(self) -> bool:
        """Return whether the sender may report that they have arrived, or that an incident is over."""
        return self.is_coordinator or bool(self.person.roles & PATROL_ROLES)

    def acting(self, among: Collection[Role]) -> Role:
        """Return the role in which the sender does what the roles in `among` may do."""
        return acting_role(self.person.roles, among) or first_role(self.person.roles)

    def coordinating(self, incident: Incident) -> Role:
        """Return the role that lets the sender use coordinator commands on an incident."""
        lacks = self.record.lacks_coordinators(incident)
        steering = seeing.steering(incident.accused_group, lacks_coordinators=lacks)
        return self.acting(circles.ROLES.get(incident.level, steering))

    def coordinator(self, incident: Incident) -> Actor:
        """Return the sender as the Actor of a coordinator command on an incident."""
        return self.actor(self.coordinating(incident))

    def actor(self, role: Role) -> Actor:
        """Return the sender as the Actor that an incident's events record, in the role in which they act."""
        return Actor(self.person_id, role)

    def note(
        self, incident: Incident, kind: EventKind, role: Role, words: str | None = None, **changes: object
    ) -> None:
        """Record an event of an incident, with the sender as its actor, in the role in which they act."""
        timeline.record(self.uow, incident, kind, changes, by=self.actor(role), words=words)


IncidentCommand = Callable[[Sender, Incident, Command], Reply]
PlainCommand = Callable[[Sender, Command], Reply]


def find_incident(sender: Sender, command: Command) -> Incident | Reply:
    """Return the incident that a command means, or the reply if it means none or several.

    The incident is locked until the commit, because somebody may close it at this moment. JOIN locks both of its own.
    """
    found = _meant(sender, command)
    if isinstance(found, Reply) or command.verb in {*_ALSO_CLOSED, Verb.JOIN}:
        return found
    session = sender.uow.session
    if command.verb in ANSWERS and not known.is_locked(session, found):
        access.lock_to_answer(session, sender.record, sender.person, found.reference)
    if not known.is_locked(session, found):
        sender.uow.lock_row(found)
    return found if found.status.is_live else sender.about(found).reply(Text.ALREADY_CLOSED, reference=found.reference)


def _meant(sender: Sender, command: Command) -> Incident | Reply:
    named = naming.named_by(command)
    match named:
        case naming.NamesNone():
            return _only_one(sender, command.verb)
        case naming.NamesSeveral(all_of_them):
            return sender.reply(Text.WHICH, references=" ".join(all_of_them[:MOST_LISTED]))
        case naming.Mistyped(reference):
            return unknown_reference(sender, reference, Text.WRONG_DIGIT)
        case naming.NamesOne(reference):
            return _with_reference(sender, reference, also_closed=command.verb in _ALSO_CLOSED)
        case never:
            assert_never(never)


def _with_reference(sender: Sender, reference: str, *, also_closed: bool) -> Incident | Reply:
    incident = access.find(sender.uow.session, sender.record, sender.person, reference)
    if incident is None:
        return unknown_reference(sender, reference)
    if not incident.status.is_live and not also_closed:
        return sender.about(incident).reply(Text.ALREADY_CLOSED, reference=reference)
    return incident


def unknown_reference(sender: Sender, reference: str, name: Text = Text.UNKNOWN_REFERENCE) -> Reply:
    """Return the reply to a reference that is not the sender's; `name` says what is wrong with it.

    Somebody who tries many references learns nothing more of them.
    """
    is_mistyped = name is Text.WRONG_DIGIT
    match reference_tries.note(sender.uow, sender.record, sender.person, sender.route, is_mistyped=is_mistyped):
        case TryAnswer.WHY:
            return sender.reply(name, reference=reference)
        case TryAnswer.UNKNOWN:
            return sender.reply(Text.UNKNOWN_REFERENCE, reference=reference)
        case TryAnswer.SILENCE:
            return Reply(Text.UNKNOWN_REFERENCE.key, "")
        case never:
            assert_never(never)


def _only_one(sender: Sender, verb: Verb | None) -> Incident | Reply:
    """Return the only incident that a command without a reference can mean, or the reply that lists those it may mean.

    An answer is to an alert: it means the one that its sender has and is not done with. Any other command, and whatever
    closes something, may mean all that LIST shows.
    """
    session, record, person = sender.uow.session, sender.record, sender.person
    is_answer = verb in ANSWERS and not (verb is Verb.DONE and sender.is_coordinator)
    mine = access.open_for(session, record, person) if is_answer else []
    if not mine and (sender.is_coordinator or not is_answer):
        # A coordinator may also act on incidents that only other people were notified of.
        mine = list(reversed(access.open_seen_by(session, record, person)))
    if len(mine) == 1:
        return mine[0]
    return ask_which(sender, mine) if mine else sender.reply(Text.NOTHING_OPEN)


def ask_which(sender: Sender, mine: Sequence[Incident]) -> Reply:
    """Ask which of some incidents is meant, and list the newest."""
    newest = [incident.reference for incident in reversed(mine)][:MOST_LISTED]
    return sender.reply(Text.WHICH, references=" ".join(newest))
