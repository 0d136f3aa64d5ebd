"""The record at the desk: the last night's size and six words, a check of words on paper, and the proof of an incident.

Everything here is of a night whose words have left already: how fast the record grows by day would tell of reports that
few may know of. So a proof of today's events is there tomorrow, and for observers a week later.
"""

import json
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.desk import answers, even_times, incident_proofs, moments
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.errors import Refused
from gateway.record import night_words, proving
from gateway.record.comparing import WordsFound
from gateway.storage.models import RecordCheckpoint
from menus.domain import record_words, references
from menus.domain.incident_proofs import MOST
from menus.domain.record_words import Slip
from menus.domain.roles import Role

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
    services = current_services()
    made = services.do(lambda uow: incident_proofs.ask(uow, viewer, reference, why[:_LONGEST_WHY]))
    if isinstance(made, str):
        return _withheld(viewer, made, typed)
    # Somebody who only looks on gets hashes: no kind of what happened, and no moment.
    is_overseer = incident_proofs.is_overseer(viewer)
    try:
        proof = proving.prove(
            services.database, made.incident, made.checkpoint, opens=opens, shows_contents=is_overseer
        )
    except Refused:
        return _page(viewer, Told("proof.broken", {"reference": reference}), **typed)
    if not proof["entries"]:
        return _withheld(viewer, "proof.tomorrow" if is_overseer else "proof.nothing", typed)
    answer = Response(json.dumps(proof, indent=1) + "\n", content_type="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="proof.json"'
    return answer


def _withheld(viewer: Viewer, which: str, typed: dict[str, str]) -> Response:
    """Say that there is no proof. How long that takes tells nothing of what there is."""
    even_times.keep_even()
    return _page(viewer, Told(which, {"reference": typed["reference"], "most": MOST}), **typed)


def _last_night(session: Session, community_id: int) -> RecordCheckpoint | None:
    nights = select(RecordCheckpoint).where(
        RecordCheckpoint.community_id == community_id, RecordCheckpoint.day.is_not(None)
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
        night = _last_night(session, viewer.record.id)
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
            most=MOST,
            at=partial(moments.at, viewer),
        )
