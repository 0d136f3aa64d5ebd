"""Reviews of requests for patrols: due 14 days after the last day, told once, and done by whoever reads the figures."""

from datetime import datetime

from sqlalchemy import select

from gateway.association.patrol_requests import figures
from gateway.association.patrol_requests.figures import Review
from gateway.association.patrol_requests.ties import Ties
from gateway.communities.directory import CommunityRecord, Directory
from gateway.core import acts, notices_once
from gateway.core.notices_once import Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import coordinators, notify_of_association
from gateway.storage.models import PatrolRequest
from menus.domain import local_days
from menus.domain import patrol_requests as rules
from menus.domain.acts import ActKind
from menus.domain.community import Person
from menus.domain.patrol_requests import RequestState
from menus.sms import patrol_wording
from menus.text.names import Text

_SENT = tuple(state for state in RequestState if state.is_sent)


def is_due(record: CommunityRecord, row: PatrolRequest, now: datetime) -> bool:
    """Return whether a request that went to the police may be reviewed now."""
    today = local_days.today(record.community, now)
    return row.state.is_sent and today >= rules.review_due_on(row.last_day)


def review(uow: UnitOfWork, record: CommunityRecord, by: Person, row: PatrolRequest) -> Review | None:
    """Return what changed in the zone, and note that somebody has looked; None while it is not due."""
    if not is_due(record, row, uow.now):
        return None
    uow.lock_row(row)
    if row.reviewed_at is None:
        row.reviewed_at, row.reviewed_by = uow.now, record.person_ids[by.phone]
        uow.session.flush()
        acts.note(uow, record.id, ActKind.PATROLS_REVIEWED, by=row.reviewed_by, request=row.number)
    return figures.review(uow.session, record, row, record.person_ids[by.phone])


def tell_of_due(uow: UnitOfWork, directory: Directory) -> None:
    """Tell the coordinators once of each review that is due. A pause holds these texts back."""
    waiting = select(PatrolRequest).where(PatrolRequest.reviewed_at.is_(None), PatrolRequest.state.in_(_SENT))
    for row in uow.session.scalars(waiting.order_by(PatrolRequest.id)).all():
        record = directory.find(row.community_id)
        if record is None or record.paused_at is not None or not is_due(record, row, uow.now):
            continue
        if notices_once.is_first(uow, Notice.PATROLS_REVIEW, row.id):
            ties = Ties.read(uow.session, record)
            for person in (one for one in coordinators(uow, record) if ties.may_know(one, row)):
                where = patrol_wording.zone(record.community, person.language, row.zone)
                values = {"request": row.number, "where": where}
                notify_of_association(
                    uow, record, person, Text.PATROLS_REVIEW_DUE, incident=None, wakes=False, **values
                )
