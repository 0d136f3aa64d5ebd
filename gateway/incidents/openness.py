"""Openness: the conditions of incidents that are not hidden, for numbers and lists that many people read.

They are what `menus/domain/circles.py` and `menus/domain/seeing.py` say, for a database. No other module says it again.
"""

from sqlalchemy import ColumnElement, or_

from gateway.storage.models import Incident
from menus.domain import circles
from menus.domain.marks import AlarmKind, Caution

FOR_MANY: tuple[ColumnElement[bool], ...] = (
    Incident.level.not_in(list(circles.ROLES)),
    Incident.accused_group.is_(None),
)
"""The conditions of an incident that has no closed circle and accuses nobody."""
IS_OPEN: tuple[ColumnElement[bool], ...] = (
    *FOR_MANY,
    Incident.alarm.is_distinct_from(AlarmKind.DURESS),
    Incident.caution.is_distinct_from(Caution.MAYBE_PRIVATE),
)
"""The conditions of an incident that is not hidden at all: it may be in a number that everybody reads."""


def for_viewer(person_id: int) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of an incident that may be in the numbers of one person, as far as they may see it.

    Nobody's own call under duress is in their own numbers: whoever forces them may look on.
    """
    is_of_another = Incident.person_id.is_distinct_from(person_id)
    return (*FOR_MANY, or_(Incident.alarm.is_distinct_from(AlarmKind.DURESS), is_of_another))
