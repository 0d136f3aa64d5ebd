"""Changing the settings: what was typed becomes a new text of the file, which is checked, shown, and then stored.

The text is made anew for the button that confirms it, of the file that was in force when the form was shown. Another
file in force meanwhile stops both. The pages of the new file are made before any transaction: that takes seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import request

from gateway.association import decisions as kept_decisions
from gateway.communities import history
from gateway.communities.file import CommunityFileError, parse, read
from gateway.communities.loading import Signed
from gateway.core.unit_of_work import UnitOfWork
from gateway.desk.community import calling_forms, telling_forms
from gateway.desk.community import in_force as in_force_of
from gateway.desk.community.form import Form, Slip, Wrong
from gateway.desk.community.in_force import InForce
from gateway.desk.community.telling_forms import PRESSED
from gateway.desk.viewer import Viewer, current_services
from gateway.errors import Refused
from gateway.roster import known_tenures, new_versions, settings_notices
from menus.domain import decisions, people_changes, settings_changes
from menus.domain.community import Community, Mode, Person
from menus.domain.people_changes import AtOnce
from menus.text.typed_numbers import number_in

LONGEST_WHY = 300
"""The most characters of a reason. A guess, as for the other pages."""
LONGEST_DECISION = 12
_LONGEST_NUMBER = 6
_MOST_FAULTS = 20
"""The most faults of a file that are shown. A guess: whoever mends these reads the others then."""
_FORMS = {
    "quiet": calling_forms.quiet,
    "ladder": calling_forms.ladder,
    "zone": telling_forms.zone,
    "helpline": telling_forms.helpline,
    "meeting": telling_forms.meeting,
    "project": telling_forms.project,
}


@dataclass(frozen=True)
class Problem:
    """The reasons that stop a change: refused fields, faults of the file, or another file meanwhile."""

    slips: tuple[Slip, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()
    refused: str = ""
    is_stale: bool = False


@dataclass(frozen=True)
class Proposal:
    """A change that can be stored: the file in force, the new text with what it says, and the reason."""

    file: InForce
    form: Form
    text: str
    after: Community
    why: str

    @property
    def needs_proof(self) -> bool:
        """Whether it needs a fresh proof."""
        return self.form.is_restore or settings_changes.needs_proof(self.file.community, self.after)

    @property
    def is_told(self) -> bool:
        """Whether oversight reads of it by SMS."""
        return self.form.is_restore or settings_changes.is_told(self.file.community, self.after)


def find(viewer: Viewer, part: str, which: str) -> tuple[InForce, Form] | None:
    """Return the file in force, and the form of one thing in it; None if there is no such thing, or no such file."""
    with current_services().reading() as session:
        file = in_force_of.read(session, viewer)
        if file is None:
            return None
        if part == "version":
            number = number_in(which, _LONGEST_NUMBER) or 0
            older = history.texts(session, viewer.record.id, number, number).get(number)
            form = _restoring(which, older, file)
        elif part == "mode":
            before = history.last_of_mode(session, viewer.record.id, file.version.number, Mode.PATROL)
            form = calling_forms.mode(file, which, before)
        else:
            make = _FORMS.get(part)
            form = make(file, viewer, which) if make is not None else None
    return (file, form) if form is not None else None


def _restoring(which: str, older: history.Text | None, file: InForce) -> Form | None:
    """Return the form that puts an older version in force again; None if it is not older, or its text is erased."""
    if older is None or not older.body or older.version.number >= file.version.number:
        return None
    return Form(
        "version",
        str(older.version.number),
        "form.version",
        lambda _typed: older.body,
        of=which,
        note="note.version",
        is_restore=True,
    )


def typed(form: Form) -> dict[str, str]:
    """Return what was typed into a form, a little longer than allowed at most."""
    known = {field.name: field.most for field in form.fields}
    known |= {"why": LONGEST_WHY, "decision": LONGEST_DECISION, PRESSED: 1, "seen": LONGEST_DECISION}
    given = {name: request.form[name][: most + 1] for name, most in known.items() if name in request.form}
    # A browser sends no box that is not ticked.
    return {field.name: "" for field in form.fields if field.kind == "tick"} | given


def propose(viewer: Viewer, file: InForce, form: Form, given: Mapping[str, str]) -> Proposal | Problem:
    """Return the change that a form of an officer means, or what stops it. This makes the pages of the new file."""
    if given.get("seen") != str(file.version.number):
        return Problem(is_stale=True)
    why = _plain(given.get("why", ""))
    slips = _slips(form, given, why)
    if not given.get("decision", "").strip() and decisions.seems_named(why):
        slips += (Slip(Wrong.WHY_DECISION),)
    if slips:
        return Problem(slips)
    try:
        text, after = _made(file, form, given, viewer.person)
    except Slip as slip:
        return Problem((slip,))
    except CommunityFileError as error:
        return _faulty(error)
    except Refused as error:
        return Problem(refused=str(error))
    return _signed(viewer, Proposal(file, form, text, after, why), given.get("decision", ""))


def _slips(form: Form, given: Mapping[str, str], why: str) -> tuple[Slip, ...]:
    """Return what is too long, and that a reason is missing."""
    lengths = [(len(given.get(field.name, "")), field.most) for field in form.fields]
    is_long = any(length > most for length, most in [*lengths, (len(why), LONGEST_WHY)])
    return (*([Slip(Wrong.LONG)] if is_long else []), *([] if why else [Slip(Wrong.WHY)]))


def _made(file: InForce, form: Form, given: Mapping[str, str], asker: Person) -> tuple[str, Community]:
    """Return the new text of the file, and what it says; raise Slip, Refused or CommunityFileError."""
    text = form.make(given)
    after = parse(text)
    if after == file.community:
        raise Slip(Wrong.SAME)
    changes = people_changes.between(file.community, after)
    if changes:
        with current_services().reading() as session:
            changes = people_changes.with_tenures(changes, known_tenures.of_lately(session, after.key))
    is_at_once = people_changes.ruling(file.community, asker, changes) == AtOnce()
    if changes and not (is_at_once and people_changes.keeps_coordinator(after)):
        # One officer alone puts no other leaders in force, not even those of before.
        raise Slip(Wrong.PEOPLE)
    if form.is_restore and file.community.covers != after.covers:
        # A cover of before would let somebody serve, or serve no longer, whom nobody has asked now.
        raise Slip(Wrong.COVERS)
    return text, read(text, file.community)


def _signed(viewer: Viewer, made: Proposal, named: str) -> Proposal | Problem:
    """Return a change with its decision before its reason, or that one is missing, or is not written down."""
    decision = decisions.named(named)
    is_needed = settings_changes.needs_decision(made.file.community, made.after)
    if decision is None and (is_needed or named.strip()):
        return Problem((Slip(Wrong.DECISION),))
    with current_services().reading() as session:
        is_known = decision is None or kept_decisions.find(session, viewer.record.id, decision) is not None
    if not is_known:
        return Problem((Slip(Wrong.DECISION_UNKNOWN, number=decision or ""),))
    return replace(made, why=decisions.reason(decision, made.why))


def _plain(text: str) -> str:
    """Return words on one line, without what no page shows."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def store(viewer: Viewer, made: Proposal) -> Problem | None:
    """Put a change in force, and tell oversight where it must know; return what stopped it, if anything did."""
    signed = Signed(viewer.person.name, made.why)

    def act(uow: UnitOfWork) -> None:
        new_versions.store(uow, viewer.record, made.text, made.file.body, signed, by=viewer.person)
        if made.is_told:
            before = made.file.community
            settings_notices.tell(uow, viewer.record, before, made.after, by=viewer.person, why=made.why)

    try:
        current_services().do(act)
    except Refused as error:
        with current_services().reading() as session:
            is_stale = in_force_of.newest(session, viewer) != made.file.version.number
        return Problem(is_stale=True) if is_stale else Problem(refused=str(error))
    except CommunityFileError as error:
        return _faulty(error)
    return None


def _faulty(error: CommunityFileError) -> Problem:
    return Problem(faults=tuple((fault.where, fault.message) for fault in error.faults[:_MOST_FAULTS]))
