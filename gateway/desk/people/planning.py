"""Planning changes of people: the file that an edit leads to, who must agree, what stands against it; and doing it."""

from dataclasses import dataclass

from gateway.association import decisions
from gateway.communities.edits import Edit
from gateway.communities.file import CommunityFileError
from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import settings_words
from gateway.desk.people.current import Current
from gateway.desk.people.forms import Fault
from gateway.desk.viewer import Viewer, current_services
from gateway.errors import Refused
from gateway.roster import known_tenures, people_edits, people_proposals
from gateway.roster.people_edits import Made, NotFollowedError, Wanted
from menus.domain import people_changes, tenures
from menus.domain.people_changes import Operator, Ruling, Second

LIST, PROPOSALS = "/desk/people", "/desk/people/proposals"


@dataclass(frozen=True)
class Planned:
    """A change that can be made: the file that it leads to, with the reason, and who must agree."""

    made: Made
    wanted: Wanted
    ruling: Ruling


def plan(now: Current, wanted: Wanted) -> Planned | list[Fault]:
    """Return the change that an edit asks for, or what stands against it."""
    made = made_of(now, wanted.edit)
    if isinstance(made, list):
        return made
    if not people_changes.keeps_coordinator(made.after):
        return [Fault("top", "fault.last_coordinator")]
    ruling = people_changes.ruling(now.viewer.record.community, now.viewer.person, made.changes)
    if isinstance(ruling, Operator):
        return [Fault("top", "fault.operator")]
    if not wanted.decision and any(change.needs_decision for change in made.changes):
        return [Fault("decision", "fault.decision_missing")]
    if wanted.decision and not _is_written_down(now, wanted.decision):
        return [Fault("decision", "fault.decision_unknown", wanted.decision)]
    return Planned(made, wanted, ruling)


def _is_written_down(now: Current, number: str) -> bool:
    with current_services().reading() as session:
        return decisions.find(session, now.viewer.record.id, number) is not None


def made_of(now: Current, edit: Edit, *, is_final: bool = True) -> Made | list[Fault]:
    """Return the file that an edit makes of the one in force, or what stands against it.

    With `is_final` all pages of the file are made: that takes half a second.
    """
    if edit == Edit():
        return [Fault("top", "fault.same")]
    with current_services().reading() as session:
        known = (
            known_tenures.of_lately(session, now.viewer.record.community.key)
            if _may_bring_back(edit)
            else tenures.NOBODY
        )
    try:
        return people_edits.make(now.body, edit, now.viewer.now, tenures=known, is_final=is_final)
    except NotFollowedError as error:
        return [Fault("phone", "fault.phone.followed", str(error))]
    except CommunityFileError as error:
        said = (settings_words.in_language(now.viewer.language, one.message) for one in error.faults)
        return [Fault("top", "fault.file", why) for why in said]
    except Refused as error:
        return [Fault("top", "fault.file", str(error))]


def _may_bring_back(edit: Edit) -> bool:
    """Return whether an edit gives somebody a number or a name: reading the files of lately takes a while."""
    return bool(edit.added) or any({"phone", "name"} & values.keys() for values in edit.changed.values())


def carry_out(viewer: Viewer, planned: Planned) -> tuple[str, str]:
    """Store a change, or ask the second officer; return the name of the words that say so, and the next page.

    Raise Refused or CommunityFileError if another file is in force meanwhile.
    """
    record, ruling = viewer.record, planned.ruling

    def once(uow: UnitOfWork) -> str:
        if isinstance(ruling, Second):
            is_kept = people_proposals.ask(uow, record, viewer.person, planned.wanted, planned.made, ruling)
            return "told.asked" if is_kept else "told.too_many"
        people_edits.store(uow, record, planned.made, planned.wanted, viewer.person)
        return "told.done"

    services = current_services()
    which = services.do(once)
    services.directory.look()
    return which, PROPOSALS if isinstance(ruling, Second) else LIST
