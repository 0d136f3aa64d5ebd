"""Paper: a report that was written on a pad without power is entered afterwards, and goes the way of any report."""

from dataclasses import dataclass

from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.timeline import Actor
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import opening, reserved
from gateway.incidents.reserved import OnPad
from gateway.intake import filing
from gateway.storage.models import CommunityRow, Incident, Report
from menus.domain import paper
from menus.domain.draft import Channel, Draft
from menus.domain.paper import Fault, OnPaper
from menus.domain.timeline import EventKind
from menus.text import accusing, lexicon


@dataclass(frozen=True)
class Entry:
    """A report from paper, what else its slip holds, and the note that the incident keeps of it.

    `phone` (E.164) is that of a reporter who allows a text or a call.
    """

    slip: OnPaper
    words: str
    phone: str | None
    note: str


def enter(uow: UnitOfWork, record: CommunityRecord, entry: Entry, language: str, *, by: Actor) -> Incident | Fault:
    """File a report from paper under the reference of its slip, and return its incident; or why it is not filed.

    It joins what is open, alerts and climbs as one that is dialled now; alerts of what is long ago say when it was.
    """
    slip = entry.slip
    wrong = paper.fault(slip, uow.now)
    if wrong is not None:
        return wrong
    # Of two who enter the same slip at once, the second one reads that it is used.
    uow.locked(CommunityRow, record.id)
    match reserved.on_pad(uow.session, record, slip.reference):
        case OnPad.NOWHERE:
            return Fault.UNKNOWN
        case OnPad.USED:
            return Fault.USED
        case OnPad.UNUSED:
            pass
    said = f"{slip.place} {entry.words}"
    if lexicon.hint(said, record.community.zones).is_private or accusing.find(said) is not None:
        # Such words belong to a circle of their own, and a resident reaches it without a third person.
        return Fault.WORDS
    draft = Draft(language, slip.kind, slip.harm, slip.zone, slip.place, callback=entry.phone is not None)
    how = opening.Filing(
        said=entry.words or None, called_at=paper.late_since(slip.at or uow.now, uow.now), reference=slip.reference
    )
    filed = filing.file(uow, record, draft, opening.Source(Channel.PAPER, entry.phone), how)
    incident = uow.session.get_one(Incident, uow.session.get_one(Report, filed.report_id).incident_id)
    timeline.record(uow, incident, EventKind.NOTED, by=by, words=entry.note)
    return incident
