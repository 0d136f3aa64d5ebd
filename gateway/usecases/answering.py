"""Answers by SMS from people with a role: each command does one thing and is answered by one text."""

from collections.abc import Callable
from dataclasses import dataclass

from gateway.storage.models import ClimbRow, DutyRow, Event, Incident, Page
from gateway.usecases import board, climbing, confirming, outbox, reporting
from gateway.usecases.communities import Town, duties
from gateway.usecases.unit import Unit
from menus import texts
from menus.commands import Command, Verb
from menus.rules import gsm7, references, roster
from menus.rules.categories import Category, Harm, Level, Track
from menus.rules.community import CARE_ROLES, PATROL_ROLES, POLICE_ROLES, Person, Role
from menus.rules.draft import Draft


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
        return Reply(name, texts.say(self.town.community, self.person.language, name, **values))

    @property
    def person_id(self) -> int:
        """The row of the person who writes."""
        return self.town.person_ids[self.person.phone]

    @property
    def is_coordinator(self) -> bool:
        """Whether the coordinator's commands are theirs."""
        return Role.COORDINATOR in self.person.roles

    def notes(self, incident: Incident, kind: str, words: str | None = None) -> None:
        """Write down what happened to an incident."""
        self.unit.session.add(
            Event(
                incident_id=incident.id,
                at=self.unit.now,
                kind=kind,
                person_id=self.person_id,
                facts={"role": min(self.person.roles)},
                words=words,
            )
        )


Act = Callable[[Speaker, Incident, Command], Reply]


def answer(unit: Unit, town: Town, person: Person, command: Command) -> Reply:
    """Do what a person with a role asks, if it is theirs to ask."""
    speaker = Speaker(unit, town, person)
    plain = _PLAIN.get(command.verb) if command.verb else None
    if plain is not None:
        return plain(speaker, command)
    act = _ON_INCIDENT.get(command.verb) if command.verb else None
    if act is None:
        return speaker.says("not_understood", code=town.community.ussd_codes[0])
    incident = _incident(speaker, command)
    return incident if isinstance(incident, Reply) else act(speaker, incident, command)


def _incident(speaker: Speaker, command: Command) -> Incident | Reply:  # noqa: PLR0911 - one return a clear answer
    """Return the incident a command means, or what to say where it means none or several."""
    session, town, person = speaker.unit.session, speaker.town, speaker.person
    if command.reference is None:
        mine = board.open_for(session, town, person)
        if len(mine) == 1:
            return mine[0]
        if not mine:
            return speaker.says("nothing_open")
        return speaker.says("which", references=" ".join(incident.reference or "" for incident in mine[:8]))
    if command.extra_references:
        return speaker.says("which", references=" ".join((command.reference, *command.extra_references)[:8]))
    if not references.is_valid(command.reference):
        return speaker.says("wrong_digit", reference=command.reference)
    incident = board.find(session, town, person, command.reference)
    if incident is None:
        return speaker.says("unknown_reference", reference=command.reference)
    if incident.state != "open" and command.verb is not Verb.SHOW:
        return speaker.says("already_closed", reference=command.reference)
    return incident


def _tracks(speaker: Speaker, incident: Incident) -> dict[Track, Role]:
    session = speaker.unit.session
    told = board.told_on(session, speaker.town, speaker.person, incident)
    tracks = board.answerable_tracks(session, speaker.person, incident, told)
    if not tracks and speaker.is_coordinator:
        return dict.fromkeys((Track(climb.track) for climb in _climbs(speaker, incident)), Role.COORDINATOR)
    return tracks


def _climbs(speaker: Speaker, incident: Incident) -> list[ClimbRow]:
    standing = board.standings(speaker.unit.session, reference=incident.reference)
    return list(standing[0].climbs)


def _answer_tracks(speaker: Speaker, incident: Incident) -> dict[Track, Role]:
    tracks = _tracks(speaker, incident)
    for track, role in tracks.items():
        climbing.answer(speaker.unit, incident, track, speaker.person_id, role)
    _remember(speaker, incident, tracks)
    return tracks


def _remember(speaker: Speaker, incident: Incident, tracks: dict[Track, Role], *, is_done: bool = False) -> None:
    for track in tracks:
        page = speaker.unit.session.get(Page, (incident.id, speaker.person_id, track.value))
        if page is None:
            page = Page(incident_id=incident.id, person_id=speaker.person_id, track=track.value, at=speaker.unit.now)
            speaker.unit.session.add(page)
        page.is_done = is_done


def _go(speaker: Speaker, incident: Incident, _command: Command) -> Reply:
    tracks = _answer_tracks(speaker, incident)
    if Track.PATROL in tracks:
        speaker.notes(incident, "going")
        return speaker.says("going", reference=incident.reference or "")
    speaker.notes(incident, "seen")
    return speaker.says("seen", reference=incident.reference or "")


def _cannot(speaker: Speaker, incident: Incident, _command: Command) -> Reply:
    tracks = _tracks(speaker, incident)
    speaker.notes(incident, "cannot")
    for track in tracks:
        climbing.hurry(speaker.unit, speaker.town, incident, track)
    _remember(speaker, incident, tracks, is_done=True)
    return speaker.says("cannot", reference=incident.reference or "")


def _here(speaker: Speaker, incident: Incident, _command: Command) -> Reply:
    _answer_tracks(speaker, incident)
    speaker.notes(incident, "here")
    return speaker.says("here", reference=incident.reference or "")


def _done(speaker: Speaker, incident: Incident, command: Command) -> Reply:
    """Note that it is over: that closes a lesser incident; a major one waits for a coordinator."""
    tracks = _answer_tracks(speaker, incident)
    speaker.notes(incident, "over", command.rest or None)
    _remember(speaker, incident, tracks, is_done=True)
    if Level(incident.level) is Level.MAJOR:
        _tell_coordinators(speaker, incident)
    else:
        close(speaker, incident, "closed", command.rest)
    return speaker.says("done", reference=incident.reference or "")


def _tell_coordinators(speaker: Speaker, incident: Incident) -> None:
    unit, town = speaker.unit, speaker.town
    for person in roster.holders(town.community, (Role.COORDINATOR,), None, unit.now, duties(unit.session, town)):
        if person.phone != speaker.person.phone:
            text = texts.say(town.community, person.language, "over_told", reference=incident.reference or "")
            outbox.queue(unit, town, outbox.Envelope("answer", "normal", text, (person.phone,), incident.id))


def close(speaker: Speaker, incident: Incident, state: str, words: str) -> None:
    """Close an incident, as closed or as false, and stop everything that climbs for it."""
    incident.state, incident.closed_at, incident.outcome = state, speaker.unit.now, words or None
    climbing.stop_all(speaker.unit, incident)
    speaker.notes(incident, state, words or None)


def _record_ob(speaker: Speaker, incident: Incident, command: Command) -> Reply:
    if not speaker.person.roles & (POLICE_ROLES | {Role.CHIEF, Role.COORDINATOR}):
        return speaker.says("not_yours")
    if not command.rest:
        return speaker.says("say_more", example=f"OB {incident.reference} 12/23/11/2026")
    incident.ob_number = command.rest[:40]
    if not speaker.is_coordinator:
        _answer_tracks(speaker, incident)
    speaker.notes(incident, "ob", incident.ob_number)
    number = gsm7.cut(gsm7.plain(incident.ob_number), 20)
    return speaker.says("ob", reference=incident.reference or "", number=number)


def _show(speaker: Speaker, incident: Incident, _command: Command) -> Reply:
    tracks = [(Track(climb.track), climb.answered_role or "") for climb in _climbs(speaker, incident)]
    status = board.standings(speaker.unit.session, reference=incident.reference)[0].status
    facts = climbing.facts_of(incident)
    return Reply("show", texts.summary(speaker.town.community, speaker.person.language, facts, tracks, status))


def _close(speaker: Speaker, incident: Incident, command: Command) -> Reply:
    reference = incident.reference or ""
    circle = Level(incident.level) in {Level.PRIVATE, Level.COMPLAINT}
    if not speaker.is_coordinator and not circle:
        return speaker.says("not_yours")
    if not command.rest:
        return speaker.says("say_more", example=f"CLOSE {reference} ...")
    if Level(incident.level) is Level.MAJOR:
        code = confirming.ask(speaker.unit, speaker.person_id, incident.id, "close", command.rest)
        return speaker.says("confirm_close", reference=reference, code=code)
    close(speaker, incident, "closed", command.rest)
    return speaker.says("closed", reference=reference)


def _false(speaker: Speaker, incident: Incident, command: Command) -> Reply:
    reference = incident.reference or ""
    if not speaker.is_coordinator:
        return speaker.says("not_yours")
    if not command.rest:
        return speaker.says("say_more", example=f"FALSE {reference} ...")
    code = confirming.ask(speaker.unit, speaker.person_id, incident.id, "false", command.rest)
    return speaker.says("confirm_false", reference=reference, code=code)


def _confirm(speaker: Speaker, command: Command) -> Reply:
    asked = confirming.use(speaker.unit, speaker.person_id, command.rest)
    if asked is None or asked.incident_id is None:
        return speaker.says("expired")
    incident = speaker.unit.session.get_one(Incident, asked.incident_id)
    reference = incident.reference or ""
    if incident.state != "open":
        return speaker.says("already_closed", reference=reference)
    if asked.verb == "close":
        close(speaker, incident, "closed", asked.words)
        return speaker.says("closed", reference=reference)
    close(speaker, incident, "false", asked.words)
    return speaker.says("marked_false", reference=reference)


def _list(speaker: Speaker, _command: Command) -> Reply:
    incidents = board.open_seen_by(speaker.unit.session, speaker.town, speaker.person)
    if not incidents:
        return speaker.says("list_none")
    facts = [
        climbing.facts_of(incident)
        if Level(incident.level) is not Level.PRIVATE
        else climbing.without_place(climbing.facts_of(incident))
        for incident in incidents
    ]
    return Reply("list", texts.listing(speaker.town.community, speaker.person.language, facts))


def _on(speaker: Speaker, _command: Command) -> Reply:
    return _set_duty(speaker, is_on=True)


def _off(speaker: Speaker, _command: Command) -> Reply:
    return _set_duty(speaker, is_on=False)


def _set_duty(speaker: Speaker, *, is_on: bool) -> Reply:
    if not speaker.person.roles & PATROL_ROLES:
        return speaker.says("not_yours")
    row = speaker.unit.session.get(DutyRow, speaker.person_id)
    if row is None:
        row = DutyRow(person_id=speaker.person_id)
        speaker.unit.session.add(row)
    row.is_on, row.at = is_on, speaker.unit.now
    return speaker.says("on" if is_on else "off")


def _danger(speaker: Speaker, command: Command) -> Reply:
    """Open a major incident of its own for a patroller in danger, from the top of the ladders."""
    if not speaker.person.roles & PATROL_ROLES:
        return _help(speaker, command)
    mine = board.open_for(speaker.unit.session, speaker.town, speaker.person)
    zones = sorted(speaker.person.zones)
    zone = mine[-1].zone if mine else (zones[0] if zones else None)
    draft = Draft(language=speaker.person.language, category=Category.OFFICER_DOWN, harm=Harm.UNSURE, zone=zone)
    source = reporting.Source("sms", speaker.person.phone)
    reference = reporting.file(speaker.unit, speaker.town, draft, source, person=speaker.person.name)
    return speaker.says("officer_down_started", reference=reference)


def _help(speaker: Speaker, _command: Command) -> Reply:
    roles = speaker.person.roles
    if Role.COORDINATOR in roles:
        return speaker.says("help_coordinator")
    if roles & PATROL_ROLES:
        return speaker.says("help_patrol")
    if roles & (POLICE_ROLES | {Role.CHIEF}):
        return speaker.says("help_police")
    if roles & (CARE_ROLES | {Role.OVERSIGHT}):
        return speaker.says("help_focal")
    return speaker.says("help_resident", code=speaker.town.community.ussd_codes[0])


def _who(speaker: Speaker, _command: Command) -> Reply:
    """Tell a coordinator which patrollers are on duty, by the names in the community file."""
    if not speaker.is_coordinator:
        return speaker.says("not_yours")
    unit, town = speaker.unit, speaker.town
    on = roster.holders(town.community, tuple(PATROL_ROLES), None, unit.now, duties(unit.session, town))
    names = [gsm7.plain(person.name) for person in on if person.roles & PATROL_ROLES]
    if not names:
        return speaker.says("who_none")
    lead = f"{town.community.short}: "
    return Reply("who", lead + gsm7.cut(", ".join(names), gsm7.LIMIT - len(lead)))


def _stop(speaker: Speaker, command: Command) -> Reply:
    """Take a patroller off duty: texts to a person on duty are their duty."""
    if speaker.person.roles & PATROL_ROLES:
        return _off(speaker, command)
    return _help(speaker, command)


_PLAIN: dict[Verb, Callable[[Speaker, Command], Reply]] = {
    Verb.LIST: _list,
    Verb.ON: _on,
    Verb.OFF: _off,
    Verb.DANGER: _danger,
    Verb.HELP: _danger,
    Verb.WHO: _who,
    Verb.STOP: _stop,
    Verb.START: _help,
    Verb.YES: _confirm,
}
_ON_INCIDENT: dict[Verb, Act] = {
    Verb.GO: _go,
    Verb.ACK: _go,
    Verb.CANNOT: _cannot,
    Verb.HERE: _here,
    Verb.DONE: _done,
    Verb.OB: _record_ob,
    Verb.SHOW: _show,
    Verb.CLOSE: _close,
    Verb.FALSE: _false,
}
