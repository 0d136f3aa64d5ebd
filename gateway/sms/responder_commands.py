"""What those who were alerted answer: going, cannot, there, over, seen, an occurrence book number, in danger."""

import re

from sqlalchemy import select

from gateway.alerts import audience
from gateway.escalation import acknowledgements, assignments
from gateway.incidents import access, disclosure
from gateway.incidents.lifecycle import close
from gateway.messaging.notices import coordinators, tell
from gateway.safety import checks, panic
from gateway.sms.duty_commands import explain
from gateway.sms.sender import Reply, Speaker
from gateway.storage.models import Event, Incident, Page
from gateway.storage.states import IncidentState
from menus.domain import references
from menus.domain.categories import Level, Track
from menus.domain.community import PATROL_ROLES, POLICE_ROLES, Role
from menus.sms import wording
from menus.sms.grammar import Command
from menus.sms.verbs import Verb
from menus.text import cries, gsm7, lexicon
from menus.text.kin import Privacy

_NUMBER = re.compile(r"\d+")


def _tracks(speaker: Speaker, incident: Incident, verb: Verb | None) -> dict[Track, Role]:
    """Return the tracks a person's word counts for, and the role it counts as."""
    session = speaker.unit.session
    told = access.told_on(session, speaker.town, speaker.person, incident)
    tracks = access.answerable_tracks(session, speaker.person, incident, told)
    if not speaker.is_coordinator or told & set(tracks):
        return tracks
    # A coordinator whom nobody has asked yet speaks for one track: seen for the police, anything else for the patrol.
    known = [Track(climb.track) for climb in speaker.climbs(incident)]
    wanted = Track.POLICE if verb in {Verb.ACK, Verb.OB} else Track.PATROL
    return dict.fromkeys([wanted] if wanted in known else told or known[:1], Role.COORDINATOR)


def _answer_tracks(speaker: Speaker, incident: Incident, verb: Verb | None) -> dict[Track, Role]:
    tracks = _tracks(speaker, incident, verb)
    for track, role in tracks.items():
        acknowledgements.answer(speaker.unit, incident, track, speaker.person_id, role)
    _remember(speaker, incident, tracks)
    return tracks


def _remember(speaker: Speaker, incident: Incident, tracks: dict[Track, Role], *, is_done: bool = False) -> None:
    for track in tracks:
        page = speaker.unit.session.get(Page, (incident.id, speaker.person_id, track.value))
        if page is None:
            page = Page(incident_id=incident.id, person_id=speaker.person_id, track=track.value, at=speaker.unit.now)
            speaker.unit.session.add(page)
        page.is_done = is_done


def _is_own_danger(speaker: Speaker, incident: Incident) -> bool:
    return incident.person_id == speaker.person_id


def go(speaker: Speaker, incident: Incident, command: Command) -> Reply:
    """Answer an alert: going, or seen."""
    if _is_own_danger(speaker, incident):
        return speaker.says("officer_down_started", reference=incident.reference or "")
    tracks = _answer_tracks(speaker, incident, command.verb)
    if Track.PATROL in tracks:
        position = _set_out(speaker, incident)
        return speaker.says(assignments.answer_to(position), reference=incident.reference or "")
    speaker.notes(incident, "seen")
    seen = speaker.says("seen", reference=incident.reference or "")
    if Track.CARE not in tracks:
        return seen
    wish = disclosure.call_wish(speaker.unit.session, incident, speaker.person.language)
    return Reply(seen.result, gsm7.cut_to_fit(f"{seen.text} {wish}".rstrip(), gsm7.LIMIT))


def _set_out(speaker: Speaker, incident: Incident) -> int:
    """Give a place to somebody who goes, tell the others, and begin to look after them; return the place."""
    speaker.unit.session.flush()
    position = assignments.take_place(speaker.unit, incident, speaker.person_id)
    if not _is_going(speaker, incident):
        speaker.notes(incident, "going")
        assignments.tell_others(speaker.unit, speaker.town, incident, speaker.person, position)
        if position <= assignments.SUPPORT:
            assignments.watch(speaker.unit, incident, speaker.person_id)
    return position


def _is_going(speaker: Speaker, incident: Incident) -> bool:
    """Tell whether somebody has said before, and not taken back, that they go."""
    kinds = speaker.unit.session.scalars(
        select(Event.kind)
        .where(
            Event.incident_id == incident.id,
            Event.person_id == speaker.person_id,
            Event.kind.in_(("going", "cannot")),
        )
        .order_by(Event.id.desc())
        .limit(1)
    )
    return kinds.first() == "going"


def cannot(speaker: Speaker, incident: Incident, command: Command) -> Reply:
    """Ask the next at once; whoever had said that they go takes that back."""
    tracks = _tracks(speaker, incident, command.verb)
    speaker.notes(incident, "cannot")
    asks = [acknowledgements.cannot(speaker.unit, speaker.town, incident, track, speaker.person_id) for track in tracks]
    _remember(speaker, incident, tracks, is_done=True)
    return speaker.says("cannot" if any(asks) else "cannot_noted", reference=incident.reference or "")


def here(speaker: Speaker, incident: Incident, command: Command) -> Reply:
    """Note an arrival; who is there goes, too, whether or not they have said so before."""
    if _is_own_danger(speaker, incident):
        return speaker.says("officer_down_started", reference=incident.reference or "")
    if not speaker.may_go:
        return speaker.refuses()
    tracks = _answer_tracks(speaker, incident, command.verb)
    if Track.PATROL in tracks:
        _set_out(speaker, incident)
    for track in tracks:
        acknowledgements.arrive(speaker.unit, incident, track)
    speaker.notes(incident, "here")
    return speaker.says("here", reference=incident.reference or "")


def done(speaker: Speaker, incident: Incident, command: Command) -> Reply:
    """Note that it is over: that closes a lesser incident; a major one waits for a coordinator."""
    if not speaker.may_go:
        return speaker.refuses()
    tracks = _answer_tracks(speaker, incident, command.verb)
    for track in tracks:
        acknowledgements.arrive(speaker.unit, incident, track)
    speaker.notes(incident, "over", command.rest or None)
    _remember(speaker, incident, tracks, is_done=True)
    if Level(incident.level) is Level.MAJOR:
        _tell_coordinators(speaker, incident, command.rest)
    else:
        close(speaker.unit, speaker.town, incident, IncidentState.CLOSED, command.rest, by=speaker.actor)
    return speaker.says("done", reference=incident.reference or "")


def _tell_coordinators(speaker: Speaker, incident: Incident, note: str) -> None:
    unit, town = speaker.unit, speaker.town
    said = wording.fit_to_leave(town.community, note)
    for person in audience.free_to_know(town, incident, coordinators(unit, town)):
        if person.phone != speaker.person.phone:
            tell(unit, town, person, "over_told", incident=incident, said=said)


def record_ob(speaker: Speaker, incident: Incident, command: Command) -> Reply:
    """Keep the occurrence book number that a station gave."""
    if not speaker.person.roles & (POLICE_ROLES | {Role.CHIEF, Role.COORDINATOR}):
        return speaker.refuses()
    if not any(character.isdigit() for character in command.rest):
        return speaker.says("say_more", example=f"OB {incident.reference} 12/23/11/2026")
    incident.ob_number = command.rest[:40]
    if not speaker.is_coordinator:
        _answer_tracks(speaker, incident, command.verb)
    speaker.notes(incident, "ob", incident.ob_number)
    number = gsm7.cut(gsm7.plain(incident.ob_number), 20)
    return speaker.says("ob", reference=incident.reference or "", number=number)


def danger(speaker: Speaker, command: Command) -> Reply:
    """Open a major incident of its own for a patroller in danger, from the top of the ladders."""
    if not may_call_for_help(speaker, command):
        return explain(speaker, command)
    reference = call_for_help(speaker, command.rest, named=command.reference)
    return speaker.says("officer_down_started", reference=reference)


def is_crying(speaker: Speaker, said: str, *, beside_an_answer: bool) -> bool:
    """Tell whether words are the cry of somebody of the patrol, or of somebody who goes like them.

    Words of kin never are. A beating by somebody who is not named may be at home or on patrol: it is a cry on the way
    to an incident, or where they call for help in so many words.
    """
    is_on_the_way = access.is_on_the_way(speaker.unit.session, speaker.person_id)
    if not speaker.person.roles & PATROL_ROLES and not is_on_the_way:
        return False
    hint = lexicon.hint(said, speaker.town.community.zones)
    if hint.is_private and not (hint.home is Privacy.UNNAMED and (is_on_the_way or cries.calls(said))):
        return False
    return cries.is_cry(said, beside_an_answer=beside_an_answer)


def cry(speaker: Speaker, said: str, *, is_on_the_way: bool) -> Reply:
    """Raise the alarm where who cries goes to an incident or is there; else ask whether they are in danger."""
    if not is_on_the_way or not cries.is_plain(said):
        return speaker.says("are_you_in_danger", code=speaker.town.community.ussd_codes[0])
    named = next((word for word in _NUMBER.findall(said) if references.is_valid(word)), None)
    return speaker.says("officer_down_started", reference=call_for_help(speaker, said, named=named))


def may_call_for_help(speaker: Speaker, command: Command) -> bool:
    """Tell whether a call is an alarm: of the patrol, of whoever is asked if they are safe, or a coordinator's `5`.

    HELP from a coordinator at home asks for the commands.
    """
    if speaker.person.roles & PATROL_ROLES or checks.is_asked(speaker.unit, speaker.person_id):
        return True
    return speaker.is_coordinator and command.verb is Verb.DANGER


def call_for_help(speaker: Speaker, said: str, flag: str | None = None, named: str | None = None) -> str:
    """Raise the alarm for who writes: at the incident or the place they name, or where they are as far as is known.

    Return its reference.
    """
    session, town = speaker.unit.session, speaker.town
    at = access.find(session, town, speaker.person, named) if named is not None else None
    said_zone = lexicon.place(said, town.community.zones)
    zone = at.zone if at is not None else said_zone or access.where_is(session, town, speaker.person)
    return panic.raise_alarm(speaker.unit, speaker.town, speaker.person, panic.Alarm(zone, said, flag))
