"""Residents' words: what residents wrote about an incident, as coordinators may read it by SMS."""

from sqlalchemy.orm import Session

from gateway.alerts import texted_words
from gateway.communities.directory import CommunityRecord
from gateway.storage.models import Incident
from menus.domain import seeing
from menus.domain.community import Community, Person
from menus.sms import words_to_leave


def may_read(record: CommunityRecord, person: Person, incident: Incident) -> bool:
    """Return whether a person who may see an incident may also read the residents' words by SMS.

    Coordinators may, and oversight may if the report accuses somebody, or if no
    coordinator is left. The words of a private report or of a complaint
    leave by no such text, whoever asks.
    """
    if incident.level.has_circle:
        return False
    return may_steer(record, person, incident)


def may_steer(record: CommunityRecord, person: Person, incident: Incident) -> bool:
    """Return whether the commands of coordinators are a person's for an incident that they may see."""
    lacks = record.lacks_coordinators(incident)
    return seeing.may_steer(person, incident.accused_group, lacks_coordinators=lacks)


def relayed(session: Session, community: Community, incident: Incident) -> str:
    """Return all that residents wrote about an incident, in the order in which it came, names and numbers crossed out.

    The texts are crossed out as a whole: a name may begin in one part of a long SMS and end in the next.
    """
    said = dict.fromkeys(texted_words.written(session, incident))
    return words_to_leave.fit_to_relay(community, " / ".join(said))
