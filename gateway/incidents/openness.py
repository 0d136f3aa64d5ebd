"""Openness: the conditions of incidents that are not hidden, for numbers and lists that many people read.

They are what `menus/domain/circles.py` and `menus/domain/seeing.py` say, for a database. No other module says it again.
"""

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import ColumnElement, or_

from gateway.storage.models import Incident, Report
from menus.domain import circles, interests
from menus.domain.figures import COUNTED, LEVELS
from menus.domain.interests import Interest
from menus.domain.marks import AlarmKind, Caution

FOR_MANY: tuple[ColumnElement[bool], ...] = (
    Incident.level.not_in(list(circles.ROLES)),
    Incident.accused_group.is_(None),
)
"""The conditions of an incident that has no closed circle and accuses nobody."""
NOT_SILENT: tuple[ColumnElement[bool], ...] = (
    Incident.alarm.is_distinct_from(AlarmKind.DURESS),
    Incident.caution.is_distinct_from(Caution.MAYBE_PRIVATE),
)
"""The conditions of an incident that is no call under duress, and no text that may be private."""
IS_OPEN: tuple[ColumnElement[bool], ...] = (*FOR_MANY, *NOT_SILENT)
"""The conditions of an incident that is not hidden at all: it may be in a number that everybody reads."""
REPORT_IS_OPEN: tuple[ColumnElement[bool], ...] = (Report.accused_group.is_(None),)
"""The conditions of a report that may be in such a number, beside those of its incident: it accuses nobody either.

The rules of joining let no such report stand in an open incident. A number that counted one would tell that it came.
"""
COUNTS: tuple[ColumnElement[bool], ...] = (
    Incident.status.in_(COUNTED),
    Incident.level.in_(LEVELS),
    *IS_OPEN,
    Incident.drill.is_(None),
)
"""The conditions of an incident that is in the figures: it happened, it is hidden from nobody, and it was no drill."""


def for_viewer(person_id: int, known: Iterable[Interest] = ()) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of an incident that may be in the numbers of one person, as far as they may see it.

    Nobody's own call under duress is in their own numbers: whoever forces them may look on. What a person has an
    interest in does not count for them either.
    """
    is_of_another = Incident.person_id.is_distinct_from(person_id)
    not_theirs = without_interests(person_id, known)
    return (*FOR_MANY, or_(Incident.alarm.is_distinct_from(AlarmKind.DURESS), is_of_another), *not_theirs)


def without_named(name: str, known: Collection[Interest]) -> tuple[ColumnElement[bool], ...] | None:
    """Return the conditions of an incident outside the interests of a name; None if nobody has these any more.

    An empty name leaves nothing out: see `menus/domain/interests.py::name_of`.
    """
    if not name:
        return ()
    person_id = interests.named(known, name)
    return None if person_id is None else tuple(without_interests(person_id, known))


def without_interests(person_id: int, known: Iterable[Interest]) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions of an incident in which a person has no interest, as `menus/domain/interests.py` says."""
    theirs = [one for one in known if one.person_id == person_id]
    ids = sorted({one.incident_id for one in theirs if one.incident_id is not None})
    if ids:
        yield Incident.id.not_in(ids)
    for one in theirs:
        if one.incident_id is None and one.zone is not None:
            elsewhere = or_(Incident.zone.is_distinct_from(one.zone), Incident.level.in_(list(circles.ROLES)))
            yield elsewhere if one.until is None else or_(elsewhere, Incident.opened_at >= one.until)
