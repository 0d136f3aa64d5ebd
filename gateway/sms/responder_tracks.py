"""The tracks and the role that a responder's SMS answer counts for, and when it needs a reference."""

from sqlalchemy import select

from gateway.core import known
from gateway.escalation import acknowledgements, assignments
from gateway.incidents import access
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Incident, Notification
from menus.domain.assignment_life import AssignmentState, AssignmentStep
from menus.domain.categories import Track
from menus.domain.inbound import needs_reference
from menus.domain.roles import Role, first_role
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text.names import Text


def tracks_of(sender: Sender, incident: Incident, verb: Verb | None) -> dict[Track, Role]:
    """Return the tracks that the sender's answer counts for, each with the role that it counts as."""
    # A coordinator who has not been notified answers for one track: ACK and OB for the police, other verbs for patrol.
    wanted = Track.POLICE if verb in {Verb.ACK, Verb.OB} else Track.PATROL
    return access.answered_tracks(sender.uow.session, sender.record, sender.person, incident, wanted)


def acting_on(sender: Sender, tracks: dict[Track, Role]) -> Role:
    """Return the role in which the sender answers: that of the patrol's track, if they answer for it."""
    return tracks.get(Track.PATROL) or first_role(tuple(tracks.values()) or sender.person.roles)


def answer_tracks(sender: Sender, incident: Incident, verb: Verb | None, *, closes: bool = False) -> dict[Track, Role]:
    """Answer each track that the sender may answer; `closes`: the incident is closed next."""
    is_over = verb is Verb.DONE
    tracks = tracks_of(sender, incident, verb)
    for track, role in tracks.items():
        acknowledgements.answer(sender.uow, incident, track, sender.person_id, role, closes=closes, is_over=is_over)
    assignments.take(sender.uow, incident, sender.person_id, tracks, AssignmentStep.ANSWER)
    return tracks


def states_of(sender: Sender, incident: Incident) -> set[AssignmentState]:
    """Return the states of the sender's assignments to an incident."""
    seen = known.of(sender.uow.session, incident, sender.person_id)
    if seen is not None and seen.everybody is not None:
        return {row.state for row in seen.notifications}
    mine = select(Notification.state).where(
        Notification.incident_id == incident.id, Notification.person_id == sender.person_id
    )
    return set(sender.uow.session.scalars(mine))


def lacks_reference(sender: Sender, incident: Incident, command: Command) -> bool:
    """Return whether an answer must name its incident and does not: a bare one may be forged."""
    return needs_reference(sender.route, incident.level, names_one=command.reference is not None)


def ask_for_reference(sender: Sender, incident: Incident, example: str) -> Reply:
    """Return the reply that asks for the reference, with an example of the whole answer."""
    return sender.reply(Text.ANSWER_NEEDS_REFERENCE, reference=incident.reference, example=example)
