"""Whoever writes with a role: what they may mean, and how they are answered."""

from collections.abc import Callable
from dataclasses import dataclass

from gateway.communities.directory import Town
from gateway.core.unit_of_work import Unit
from gateway.incidents import access, board
from gateway.incidents.lifecycle import Actor
from gateway.storage.models import ClimbRow, Incident
from gateway.storage.states import IncidentState
from menus.domain import references
from menus.domain.community import PATROL_ROLES, Person, Role
from menus.sms import wording
from menus.sms.grammar import Command
from menus.sms.verbs import Verb

MOST_LISTED = 8


@dataclass(frozen=True)
class Reply:
    """What was done, for the log, and what is said back (nothing, if empty)."""

    result: str
    text: str


@dataclass(frozen=True)
class Speaker:
    """Who writes, in which community, in which unit of work."""

    unit: Unit
    town: Town
    person: Person

    def says(self, name: str, **values: str) -> Reply:
        """Return a reply by the name of its text."""
        return Reply(name, wording.say(self.town.community, self.person.language, name, **values))

    def quotes(self, name: str, said: str, **values: str) -> Reply:
        """Return a reply that holds somebody's own words, as much of them as fits."""
        return Reply(name, wording.fitting(self.town.community, self.person.language, name, said, **values))

    def steers(self, incident: Incident) -> bool:
        """Tell whether a coordinator's word on an incident is theirs: oversight's, where it goes around people."""
        return self.is_coordinator or (Role.OVERSIGHT in self.person.roles and incident.around is not None)

    def refuses(self) -> Reply:
        """Return the reply to a command that is not this role's; to a patroller, HELP would mean danger."""
        if self.person.roles & PATROL_ROLES:
            return self.says("not_yours_patrol")
        return self.says("not_yours")

    @property
    def person_id(self) -> int:
        """The row of the person who writes."""
        return self.town.person_ids[self.person.phone]

    @property
    def is_coordinator(self) -> bool:
        """Whether the coordinator's commands are theirs."""
        return Role.COORDINATOR in self.person.roles

    @property
    def may_go(self) -> bool:
        """Whether they may say that they are there, or that it is over."""
        return self.is_coordinator or bool(self.person.roles & PATROL_ROLES)

    @property
    def actor(self) -> Actor:
        """The person who writes, as what happens to an incident is written down."""
        return Actor(self.person_id, self.person.phone, min(self.person.roles).value)

    def notes(self, incident: Incident, kind: str, words: str | None = None) -> None:
        """Write down what happened to an incident."""
        self.unit.note(incident.id, kind, person_id=self.person_id, words=words, role=self.actor.role)

    def climbs(self, incident: Incident) -> list[ClimbRow]:
        """Return the climbs of an incident."""
        standing = board.standings(self.unit.session, reference=incident.reference)
        return list(standing[0].climbs)


Act = Callable[[Speaker, Incident, Command], Reply]
Plain = Callable[[Speaker, Command], Reply]


def meant(speaker: Speaker, command: Command) -> Incident | Reply:
    """Return the incident a command means, or what to say where it means none or several."""
    session, town, person = speaker.unit.session, speaker.town, speaker.person
    if command.reference is None:
        return _only_one(speaker)
    others = [reference for reference in command.extra_references if reference != command.reference]
    if others and command.verb is not Verb.JOIN:
        return speaker.says("which", references=" ".join((command.reference, *others)[:MOST_LISTED]))
    if not references.is_valid(command.reference):
        return speaker.says("wrong_digit", reference=command.reference)
    incident = access.find(session, town, person, command.reference)
    if incident is None:
        return speaker.says("unknown_reference", reference=command.reference)
    if incident.state != IncidentState.OPEN and command.verb is not Verb.SHOW:
        return speaker.says("already_closed", reference=command.reference)
    return incident


def _only_one(speaker: Speaker) -> Incident | Reply:
    mine = access.open_for(speaker.unit.session, speaker.town, speaker.person)
    if len(mine) == 1:
        return mine[0]
    if not mine and speaker.is_coordinator:
        # A coordinator steers what others were told of, too.
        mine = list(reversed(access.open_seen_by(speaker.unit.session, speaker.town, speaker.person)))
        if len(mine) == 1:
            return mine[0]
    if not mine:
        return speaker.says("nothing_open")
    newest = [incident.reference or "" for incident in reversed(mine)][:MOST_LISTED]
    return speaker.says("which", references=" ".join(newest))
