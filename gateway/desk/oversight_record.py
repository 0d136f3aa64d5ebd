"""The record at the desk: the last night's size and six words, a check of words on paper, and the proof of an incident.

Everything here is of a night whose words have left already: how fast the record grows by day would tell of reports that
few may know of. So a proof of today's events is there tomorrow.
"""

import json
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, moments
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.errors import Refused
from gateway.incidents import access, looks
from gateway.record import night_words, proving
from gateway.record.comparing import WordsFound
from gateway.record.proving import Proved
from gateway.storage.models import Incident, RecordCheckpoint
from menus.domain import record_words, references
from menus.domain.accused import is_accused
from menus.domain.community import Role
from menus.domain.looks import LookKind
from menus.domain.marks import AlarmKind
from menus.domain.record_words import Slip

pages = Blueprint("record", __name__)
READERS = (Role.OVERSIGHT, Role.OBSERVER)
_LONGEST_WORDS, _LONGEST_WHY = 80, 300
"""The most characters of six words, and of a reason, that the forms take. A guess."""


_SLIPS = {Slip.NOT_OUR_WORD: "words.not_our_word", Slip.COUNT: "words.count", Slip.CHECK: "words.check_slip"}
"""The words of the page about a slip of the pen."""


@dataclass(frozen=True)
class Told:
    """The answer of the page to a form: the name of its words, and the values in them."""

    which: str
    values: dict[str, object]
    is_fault: bool = True


@pages.get("/desk/record")
@page_for(*READERS)
def show(viewer: Viewer) -> Response:
    """Show how the record stood last night."""
    return _page(viewer)


@pages.post("/desk/record/words")
@page_for(*READERS)
def check_words(viewer: Viewer) -> Response:
    """Say for which night the six words that somebody typed stand, and whether the record still leads to them."""
    typed = " ".join(request.form.get("words", "").split())[:_LONGEST_WORDS]
    services, record = current_services(), viewer.record
    try:
        found = night_words.check(services.database, record.id, record.community.key, typed)
    except Refused:
        return _page(viewer, Told("words.large", {}), words=typed)
    return _page(viewer, _told(viewer, found), words=typed)


@pages.post("/desk/record/proof")
@page_for(*READERS)
def prove(viewer: Viewer) -> Response:
    """Give the proof of an incident as a file of JSON; with its facts, if oversight asks for them."""
    reference, why = request.form.get("reference", "").strip(), " ".join(request.form.get("why", "").split())
    opens = request.form.get("opens") == "yes" and viewer.has(Role.OVERSIGHT)
    typed = {"reference": reference[:9], "why": why[:_LONGEST_WHY], "opens": "yes" if opens else ""}
    if not references.is_valid(reference):
        return _page(viewer, Told("proof.mistyped", {}), **typed)
    made = current_services().do(lambda uow: _provable(uow, viewer, reference, why[:_LONGEST_WHY]))
    if isinstance(made, Told):
        return _page(viewer, made, **typed)
    proved, checkpoint = made
    try:
        proof = proving.prove(current_services().database, proved, checkpoint, opens=opens)
    except Refused:
        return _page(viewer, Told("proof.broken", {"reference": reference}), **typed)
    if not proof["entries"]:
        return _page(viewer, Told("proof.tomorrow", {"reference": reference}), **typed)
    answer = Response(json.dumps(proof, indent=1) + "\n", content_type="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="proof.json"'
    return answer


def _provable(uow: UnitOfWork, viewer: Viewer, reference: str, why: str) -> tuple[Proved, RecordCheckpoint] | Told:
    """Return what is proved, and against which night; the look at an incident that few may know of is written down.

    One that the viewer may not know of is answered as an unknown one, after the same one question to the database.
    """
    incident = access.by_reference(uow.session, reference)
    if incident is None or not _may_prove(viewer, incident):
        return Told("proof.unknown", {"reference": reference})
    if incident.is_hidden and not why:
        return Told("proof.why", {"reference": reference})
    checkpoint = _last_night(uow.session, viewer)
    if checkpoint is None or checkpoint.size > night_words.MOST:
        return Told("proof.none" if checkpoint is None else "words.large", {})
    if incident.is_hidden:
        looks.note(uow, incident, LookKind.NOTES, looks.with_role(viewer.record, viewer.person), why=why)
    uow.session.expunge(checkpoint)
    return Proved(incident.id, viewer.record.id, viewer.record.community.key), checkpoint


def _may_prove(viewer: Viewer, incident: Incident) -> bool:
    """Return whether somebody may have the proof of an incident: of one that few may know of, only oversight.

    Private help, a call under duress, and a report that accuses a group of the viewer are not for them either.
    """
    if incident.community_id != viewer.record.id:
        return False
    if viewer.person.phone in viewer.record.recused_from(incident):
        return False
    if not incident.is_hidden:
        return True
    is_closed = looks.is_closed(incident) or incident.alarm is AlarmKind.DURESS
    return viewer.has(Role.OVERSIGHT) and not is_closed and not is_accused(viewer.person, incident.accused_group)


def _last_night(session: Session, viewer: Viewer) -> RecordCheckpoint | None:
    nights = select(RecordCheckpoint).where(
        RecordCheckpoint.community_id == viewer.record.id, RecordCheckpoint.day.is_not(None)
    )
    return session.scalar(nights.order_by(RecordCheckpoint.id.desc()).limit(1))


def _told(viewer: Viewer, found: WordsFound) -> Told:
    """Return what the words that somebody typed say of the record."""
    if found.found is not None:
        at = found.found.at
        night = moments.at(viewer, at) if at is not None else moments.at(viewer, viewer.now)
        return Told("words.fit", {"at": night, "size": found.found.size}, is_fault=False)
    if found.nearest is not None:
        at = found.nearest.at
        differing = ", ".join(str(place) for place in found.differing)
        return Told("words.near", {"at": moments.at(viewer, at or viewer.now), "places": differing})
    if found.mistyped is None:
        return Told("words.unknown", {})
    position, word = found.mistyped.position, found.mistyped.word
    return Told(_SLIPS[found.mistyped.why], {"place": position, "word": word, "count": record_words.COUNT})


def _page(viewer: Viewer, told: Told | None = None, **typed: str) -> Response:
    with current_services().reading() as session:
        night = _last_night(session, viewer)
        return answers.page(
            "record",
            "desk/oversight_record.html",
            viewer,
            night=night,
            words=" ".join(record_words.words_of(night.root)) if night is not None else "",
            told=told,
            typed=typed,
            may_open=viewer.has(Role.OVERSIGHT),
            longest=_LONGEST_WORDS,
            longest_why=_LONGEST_WHY,
            at=partial(moments.at, viewer),
        )
