"""The weekly sheet: the counts of the last whole week, for the police and the peace committee, without a person."""

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from gateway.communities.records import CommunityRecord
from gateway.incidents import known_weeks
from gateway.insight import counting
from gateway.storage.models import Incident
from menus.domain import classes, handover, local_weeks
from menus.domain.figures import Period
from menus.domain.handover import Seen, Sheet
from menus.domain.parts_of_day import part_of
from menus.domain.published import UNLISTED


def of_week(session: Session, record: CommunityRecord, now: datetime, *which: ColumnElement[bool]) -> Sheet:
    """Return the sheet of the last week that is over at a moment (aware): unknown, if no report could come in it.

    The same incidents count as in the figures, and only those for which all conditions of `which` hold, too.
    """
    community = record.community
    first, last = handover.week_before(now, community)
    begins, ends = local_weeks.edges([first], community.timezone)
    if not known_weeks.was_there(session, record, begins, ends, *which):
        return handover.unknown(first, last)
    counted = counting.counted_in(record.id, Period((first,), begins, ends, community.timezone))
    seen = [
        Seen(incident.zone, crime, part_of(incident.opened_at, community.timezone))
        for incident in session.scalars(select(Incident).where(*counted, *which))
        if (crime := classes.known(incident.category, incident.harm, incident.crime_class)) not in UNLISTED
    ]
    return handover.sheet(seen, first, last, [zone.key for zone in community.zones])
