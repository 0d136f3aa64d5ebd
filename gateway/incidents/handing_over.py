"""Handing over: a coordinator passes what is open to another one, who reads what there is. The desk does it here, too.

Nobody is told less because of it: whoever hands over still gets every text of a coordinator. A word that silences one
phone might silence a killing.
"""

from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.timeline import Actor
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import access
from gateway.messaging.notices import notify
from gateway.storage.models import Incident
from menus.domain.categories import Level
from menus.domain.community import Person
from menus.domain.messages import Lane
from menus.domain.roles import Role
from menus.domain.timeline import EventKind
from menus.sms import handing_over as wording
from menus.text.names import Text


def hand_over(uow: UnitOfWork, record: CommunityRecord, by: Person, to: Person) -> int:
    """Tell a coordinator that another one hands over to them, and return how many incidents are passed.

    These are the open ones that both may see. Cases of a closed circle belong to the circle, and a drill to nobody.
    """
    passed = _open(uow, record, by, to)
    actor = Actor(record.person_ids[by.phone], Role.COORDINATOR)
    for incident in passed:
        timeline.record(uow, incident, EventKind.PASSED, by=actor, words=to.name)
    red = [incident.reference for incident in passed if incident.level is Level.MAJOR or incident.has_red_words]
    count = str(len(passed))
    if red:
        notify(
            uow,
            record,
            to,
            Text.PASSED_TOLD_RED,
            lane=Lane.RED,
            said=by.name,
            count=count,
            red=wording.named(red),
        )
    else:
        notify(uow, record, to, Text.PASSED_TOLD, lane=Lane.RED, said=by.name, count=count)
    return len(passed)


def _open(uow: UnitOfWork, record: CommunityRecord, by: Person, to: Person) -> list[Incident]:
    """Return the open incidents that both people may see, the newest first."""
    uow.session.flush()
    return [
        incident
        for incident in access.open_seen_by(uow.session, record, by)
        if not incident.level.has_circle
        and incident.drill is None
        and access.may_see(uow.session, record, to, incident)
    ]
