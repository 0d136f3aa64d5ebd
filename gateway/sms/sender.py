"""The sender of a command by SMS: what they may do, which incident they mean, and how they are answered."""

from collections.abc import Callable
from dataclasses import dataclass

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import access, board
from gateway.incidents.lifecycle import Actor
from gateway.storage.models import EscalationRow, Incident
from gateway.storage.states import IncidentState
from menus.domain import references
from menus.domain.community import PATROL_ROLES, Person, Role
from menus.sms import wording
from menus.sms.grammar import Command
from menus.sms.verbs import Verb

MOST_LISTED = 8


@dataclass(frozen=True)
class Reply:
    """The result of a command for the log, and the text of the answer (empty for no answer)."""

    result: str
    text: str


@dataclass(frozen=True)
class Sender:
    """The person with a role who wrote an SMS, with their community record and the unit of work."""

    uow: UnitOfWork
    record: CommunityRecord
    person: Person

    def reply(self, name: str, **values: str) -> Reply:
        """Return the reply whose text has this name (`sms.<name>` in the locales)."""
        return Reply(name, wording.say(self.record.community, self.person.language, name, **values))

    def reply_quoting(self, name: str, said: str, **values: str) -> Reply:
        """Return a reply that quotes somebody's own words, as many of them as fit."""
        return Reply(name, wording.fitting(self.record.community, self.person.language, name, said, **values))

    def may_steer(self, incident: Incident) -> bool:
        """Return whether the sender may steer an incident: a coordinator, or oversight if it accuses somebody."""
        return self.is_coordinator or (Role.OVERSIGHT in self.person.roles and incident.accused_group is not None)

    def refuse(self) -> Reply:
        """Return the reply to a command that the sender's role may not give.

        A patroller gets a text of their own, because HELP from a patroller means danger.
        """
        if self.person.roles & PATROL_ROLES:
            return self.reply("not_yours_patrol")
        return self.reply("not_yours")

    @property
    def person_id(self) -> int:
        """The row of the sender."""
        return self.record.person_ids[self.person.phone]

    @property
    def is_coordinator(self) -> bool:
        """Whether the sender may give coordinator commands."""
        return Role.COORDINATOR in self.person.roles

    @property
    def may_go(self) -> bool:
        """Whether the sender may say that they are there, or that it is over."""
        return self.is_coordinator or bool(self.person.roles & PATROL_ROLES)

    @property
    def actor(self) -> Actor:
        """The sender as the events of an incident record them."""
        return Actor(self.person_id, self.person.phone, min(self.person.roles).value)

    def note(self, incident: Incident, kind: str, words: str | None = None) -> None:
        """Record an event of an incident, done by the sender; `words` are what they wrote."""
        self.uow.note(incident.id, kind, person_id=self.person_id, words=words, role=self.actor.role)

    def escalations(self, incident: Incident) -> list[EscalationRow]:
        """Return the escalations of an incident."""
        entry = board.board_entries(self.uow.session, reference=incident.reference)
        return list(entry[0].escalations)


IncidentCommand = Callable[[Sender, Incident, Command], Reply]
PlainCommand = Callable[[Sender, Command], Reply]


def find_meant(sender: Sender, command: Command) -> Incident | Reply:
    """Return the incident that a command means, or the reply if it means none or several."""
    session, record, person = sender.uow.session, sender.record, sender.person
    if command.reference is None:
        return _only_one(sender)
    others = [reference for reference in command.extra_references if reference != command.reference]
    if others and command.verb is not Verb.JOIN:
        return sender.reply("which", references=" ".join((command.reference, *others)[:MOST_LISTED]))
    if not references.is_valid(command.reference):
        return sender.reply("wrong_digit", reference=command.reference)
    incident = access.find(session, record, person, command.reference)
    if incident is None:
        return sender.reply("unknown_reference", reference=command.reference)
    if incident.state != IncidentState.OPEN and command.verb is not Verb.SHOW:
        return sender.reply("already_closed", reference=command.reference)
    return incident


def _only_one(sender: Sender) -> Incident | Reply:
    mine = access.open_for(sender.uow.session, sender.record, sender.person)
    if len(mine) == 1:
        return mine[0]
    if not mine and sender.is_coordinator:
        # A coordinator may also steer incidents of which only others were notified.
        mine = list(reversed(access.open_seen_by(sender.uow.session, sender.record, sender.person)))
        if len(mine) == 1:
            return mine[0]
    if not mine:
        return sender.reply("nothing_open")
    newest = [incident.reference or "" for incident in reversed(mine)][:MOST_LISTED]
    return sender.reply("which", references=" ".join(newest))
