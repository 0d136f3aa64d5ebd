"""What coordinators, and those of a closed circle, steer by SMS: list, show, send, ask, close, false."""

from gateway.alerts import incident_alerts
from gateway.escalation import acknowledgements, state
from gateway.incidents import access, board, disclosure, lifecycle
from gateway.intake import questions
from gateway.sms import broadcasts, confirmation_codes
from gateway.sms.sender import Reply, Speaker
from gateway.storage.models import Incident
from gateway.storage.states import IncidentState
from menus.domain import roster
from menus.domain.categories import Level, Track
from menus.domain.community import Person, Role
from menus.sms import wording
from menus.sms.grammar import Command
from menus.text import gsm7
from menus.ussd.my_reports_steps import LONGEST_QUESTION

_FLAGS = ("many", "false-before")


def show(speaker: Speaker, incident: Incident, _command: Command) -> Reply:
    """Say how one incident stands; of one that waits, the words that suggested what it is."""
    standing = board.standings(speaker.unit.session, reference=incident.reference)[0]
    facts = incident_alerts.facts_of(incident)
    community, language = speaker.town.community, speaker.person.language
    if incident.held:
        words = board.hint_words(speaker.unit.session, incident)
        name = "hint" if words else "broke_off" if incident.unconfirmed else "waits"
        return Reply("show", wording.about(community, language, name, facts, said=words))
    tracks = board.tracks_of(standing)
    if Role.OVERSIGHT not in speaker.person.roles:
        # That oversight is asked would tell those beside the accused whom it is about.
        tracks = [(track, role) for track, role in tracks if track is not Track.OVERSIGHT]
    text = wording.summary(community, language, facts, tracks, standing.status)
    more = [wording.occurrence(language, incident.ob_number)] if incident.ob_number else []
    if incident.flag in _FLAGS:
        more.append(wording.flag(language, incident.flag))
    wish = disclosure.call_wish(speaker.unit.session, incident, language)
    if wish:
        more.append(wish)
    return Reply("show", gsm7.cut_to_fit(" ".join((text, *more)), gsm7.LIMIT))


def listing(speaker: Speaker, _command: Command) -> Reply:
    """List what is open, newest first."""
    incidents = access.open_seen_by(speaker.unit.session, speaker.town, speaker.person)
    if not incidents:
        return speaker.says("list_none")
    facts = [
        incident_alerts.facts_of(incident)
        if Level(incident.level) is not Level.PRIVATE
        else incident_alerts.without_place(incident_alerts.facts_of(incident))
        for incident in incidents
    ]
    return Reply("list", wording.listing(speaker.town.community, speaker.person.language, facts))


def send(speaker: Speaker, incident: Incident, command: Command) -> Reply:
    """Dispatch an incident that waits, or send one team more."""
    reference = incident.reference or ""
    if not speaker.steers(incident) or Level(incident.level).has_circle:
        return speaker.refuses()
    team: tuple[Person, ...] = ()
    if command.rest:
        team = roster.team_of(speaker.town.community, gsm7.plain(command.rest))
        if not team:
            return speaker.quotes("no_team", command.rest, reference=reference)
    if incident.held:
        lifecycle.release(speaker.unit, speaker.town, incident)
        speaker.notes(incident, "sent-out")
    elif not team:
        return speaker.says("already_sent", reference=reference)
    if not team:
        return speaker.says("sent_out", reference=reference)
    told = incident_alerts.alert_more(speaker.unit, speaker.town, incident, team)
    speaker.notes(incident, "team-sent", command.rest)
    return speaker.quotes("sent_team", command.rest, reference=reference, count=str(len(told)))


def escalate(speaker: Speaker, incident: Incident, _command: Command) -> Reply:
    """Bring the police in: their ladder is started, or its next rung asked at once."""
    reference = incident.reference or ""
    if not speaker.steers(incident):
        return speaker.refuses()
    if incident.held:
        return speaker.says("send_first", reference=reference)
    unit, town = speaker.unit, speaker.town
    row = state.climb_of(unit, incident, Track.POLICE)
    speaker.notes(incident, "escalated")
    if row is None:
        lifecycle.raise_level(unit, town, incident, Level.MAJOR, "coordinator")
        row = state.climb_of(unit, incident, Track.POLICE)
    else:
        acknowledgements.press(unit, town, incident, row)
    return speaker.says("police_asked" if row is not None else "police_spent", reference=reference)


def ask(speaker: Speaker, incident: Incident, command: Command) -> Reply:
    """Put a question to the hidden reporter: it waits under My reports."""
    reference = incident.reference or ""
    if not speaker.steers(incident) and Level(incident.level) is not Level.COMPLAINT:
        return speaker.refuses()
    if not command.rest:
        return speaker.says("say_more", example=f"ASK {reference} ...")
    over = len(gsm7.plain(command.rest)) - LONGEST_QUESTION
    if over > 0:
        return speaker.says("ask_long", reference=reference, count=str(over))
    if not questions.ask(speaker.unit, speaker.person_id, incident, command.rest):
        return speaker.says("ask_nobody", reference=reference)
    return speaker.says("asked", reference=reference)


def close_it(speaker: Speaker, incident: Incident, command: Command) -> Reply:
    """Close an incident; a major one asks for the confirming code."""
    reference = incident.reference or ""
    circle = Level(incident.level).has_circle
    if not speaker.steers(incident) and not circle:
        return speaker.refuses()
    if not command.rest:
        return speaker.says("say_more", example=f"CLOSE {reference} ...")
    if Level(incident.level) is Level.MAJOR:
        code = confirmation_codes.ask(speaker.unit, speaker.person_id, incident.id, "close", command.rest)
        return speaker.says("confirm_close", reference=reference, code=code)
    lifecycle.close(speaker.unit, speaker.town, incident, IncidentState.CLOSED, command.rest, by=speaker.actor)
    return speaker.says("closed", reference=reference)


def mark_false(speaker: Speaker, incident: Incident, command: Command) -> Reply:
    """Ask for the code that marks a report as false."""
    reference = incident.reference or ""
    if not speaker.steers(incident):
        return speaker.refuses()
    if not command.rest:
        return speaker.says("say_more", example=f"FALSE {reference} ...")
    code = confirmation_codes.ask(speaker.unit, speaker.person_id, incident.id, "false", command.rest)
    return speaker.says("confirm_false", reference=reference, code=code)


def confirm(speaker: Speaker, command: Command) -> Reply:
    """Do what a four-digit code confirms."""
    asked = confirmation_codes.use(speaker.unit, speaker.person_id, command.rest)
    if asked is None:
        return speaker.says("expired")
    if asked.incident_id is None:
        return broadcasts.send(speaker, asked.words)
    incident = speaker.unit.session.get_one(Incident, asked.incident_id)
    reference = incident.reference or ""
    if incident.state != IncidentState.OPEN:
        return speaker.says("already_closed", reference=reference)
    if asked.verb == "close":
        lifecycle.close(speaker.unit, speaker.town, incident, IncidentState.CLOSED, asked.words, by=speaker.actor)
        return speaker.says("closed", reference=reference)
    lifecycle.close(speaker.unit, speaker.town, incident, IncidentState.FALSE, asked.words, by=speaker.actor)
    return speaker.says("marked_false", reference=reference)
