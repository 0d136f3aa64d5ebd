"""A coordinator's word on which reports tell of one incident: join and split."""

from sqlalchemy import select

from gateway.incidents import access, merging
from gateway.sms.sender import Reply, Speaker
from gateway.storage.models import Incident, Report
from gateway.storage.states import IncidentState
from menus.domain import references
from menus.domain.categories import Level
from menus.sms.grammar import Command

_TWO = 2


def join(speaker: Speaker, incident: Incident, command: Command) -> Reply:
    """Make one incident of two."""
    reference = incident.reference or ""
    if not speaker.is_coordinator:
        return speaker.refuses()
    other = _other(speaker, command)
    if isinstance(other, Reply):
        return other
    # Two coordinators who join the same two the other way round must not close both.
    both = select(Incident).where(Incident.id.in_((incident.id, other.id))).order_by(Incident.id).with_for_update()
    speaker.unit.session.scalars(both.execution_options(populate_existing=True)).all()
    if incident.state != IncidentState.OPEN or other.state != IncidentState.OPEN:
        return speaker.says("cannot_join", reference=reference)
    levels = {Level(incident.level), Level(other.level)}
    is_barred = incident.held or other.held or incident.around != other.around
    if other.id == incident.id or is_barred or any(level.has_circle for level in levels):
        return speaker.says("cannot_join", reference=reference)
    merging.join(speaker.unit, speaker.town, incident, other, speaker.person_id)
    return speaker.says("joined", reference=reference, other=other.reference or "")


def _other(speaker: Speaker, command: Command) -> Incident | Reply:
    """Return the second incident that is named, or why there is none."""
    others = [other for other in command.extra_references if other != command.reference]
    if len(others) != 1:
        return speaker.says("say_more", example=f"JOIN {command.reference or 'REF'} REF")
    if not references.is_valid(others[0]):
        return speaker.says("wrong_digit", reference=others[0])
    found = access.find(speaker.unit.session, speaker.town, speaker.person, others[0])
    if found is None:
        return speaker.says("unknown_reference", reference=others[0])
    return found if found.state == IncidentState.OPEN else speaker.says("already_closed", reference=others[0])


def split(speaker: Speaker, incident: Incident, command: Command) -> Reply:
    """Take a report out of an incident again; it becomes an incident of its own."""
    if not speaker.is_coordinator:
        return speaker.refuses()
    unit = speaker.unit
    report = unit.session.scalar(select(Report).where(Report.reference == command.reference))
    inside = merging.references_in(unit, incident)
    if report is None or len(inside) < _TWO or report.reference == incident.reference:
        listed = " ".join(reference for reference in inside if reference != incident.reference)[:40] or "-"
        return speaker.says("split_which", reference=incident.reference or "", references=listed)
    merging.split(unit, speaker.town, report, speaker.person_id)
    return speaker.says("split", reference=report.reference or "", other=incident.reference or "")
