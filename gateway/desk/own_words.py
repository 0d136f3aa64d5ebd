"""Own words: the texts of residents that await review, each claimed by one reader, who decides what becomes of it.

Forms carry the reference, so that no address holds one. An act is answered by the page itself, with what was done.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, Response, request

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, confirming, moments, own_words_queue
from gateway.desk import own_words_acts as acts_on
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.own_words_acts import Said
from gateway.desk.own_words_queue import Queue
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import accusing, review_claims
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Incident
from menus.domain import references, reviewing
from menus.domain.accused import AccusedGroup
from menus.domain.limits import LONGEST_QUESTION
from menus.domain.reviewing import kinds_for
from menus.domain.roles import Role
from menus.sms import wording
from menus.text.typed_numbers import number_in

pages = Blueprint("words", __name__)
_MOST_PAGES = 99


@pages.get("/desk/words")
@page_for(Role.COORDINATOR)
def words(viewer: Viewer) -> Response:
    """Show the queue."""
    return _page(viewer)


@pages.get("/desk/words/since")
@page_for(Role.COORDINATOR, is_poll=True)
def since(viewer: Viewer) -> Response:
    """Answer an open page of the queue: 204 if it would look the same now, else the texts that wait now.

    `mine` is the mark of the text that its viewer reads there. If that one has changed, the page only says that it is
    old: nothing moves what somebody writes into.
    """
    mine = request.args.get("mine", "")
    with current_services().reading() as session:
        stamp = own_words_queue.stamp(session, viewer)
        queue = own_words_queue.read(session, viewer, _page_asked())
        is_old = bool(mine) and (queue.mine is None or queue.mine.seen != mine)
        if stamp == request.args.get("seen", "") and not is_old:
            return Response(status=204)
        return answers.page(
            "words",
            "desk/own_words_since.html",
            viewer,
            **_shown(viewer, queue),
            stamp=stamp,
            mine_seen=mine,
            mine_is_old=is_old,
        )


@pages.post("/desk/words/claim")
@page_for(Role.COORDINATOR)
def claim(viewer: Viewer) -> Response:
    """Let the viewer have a text alone for two minutes."""
    return _acted(viewer, acts_on.claim)


@pages.post("/desk/words/release")
@page_for(Role.COORDINATOR)
def release(viewer: Viewer) -> Response:
    """Let the viewer go of what they read."""
    current_services().do(lambda uow: review_claims.release(uow, viewer.person_id))
    return answers.go_to("/desk/words")


@pages.post("/desk/words/send")
@page_for(Role.COORDINATOR)
def send(viewer: Viewer) -> Response:
    """Dispatch a text, as the kind that the viewer chooses."""
    return _acted(viewer, acts_on.decides(acts_on.send))


@pages.post("/desk/words/ask")
@page_for(Role.COORDINATOR)
def ask(viewer: Viewer) -> Response:
    """Ask the resident who wrote a text."""
    return _acted(viewer, acts_on.decides(acts_on.ask))


@pages.post("/desk/words/join")
@page_for(Role.COORDINATOR)
def join(viewer: Viewer) -> Response:
    """Say what joining a text to an incident will do, and ask for the button."""
    return _acted(
        viewer,
        acts_on.decides(lambda sender, one: acts_on.said(confirming.ask(sender, acts_on.join(one)))),
        act="join",
    )


@pages.post("/desk/words/false")
@page_for(Role.COORDINATOR)
def mark_false(viewer: Viewer) -> Response:
    """Say what marking a text as no report will do, and ask for the button."""
    return _acted(
        viewer,
        acts_on.decides(lambda sender, one: acts_on.said(confirming.ask(sender, acts_on.mark_false(one)))),
        act="false",
    )


@pages.post("/desk/words/accuse")
@page_for(Role.COORDINATOR)
def accuse(viewer: Viewer) -> Response:
    """Say what filing a text as one that accuses somebody will do, and ask for the button."""
    return _acted(
        viewer,
        acts_on.decides(lambda _sender, _one: Said(asks=True) if acts_on.accused() else acts_on.NOBODY),
        act="accuse",
    )


@pages.post("/desk/words/accuse/confirmed")
@page_for(Role.COORDINATOR)
def accuse_confirmed(viewer: Viewer) -> Response:
    """File a text as one that accuses somebody: its reader loses sight of it."""
    lacking = confirming.lacks_proof(viewer)
    if lacking is not None:
        return lacking
    return _acted(viewer, acts_on.decides(acts_on.accuse))


@pages.post("/desk/words/join/confirmed")
@page_for(Role.COORDINATOR)
def join_confirmed(viewer: Viewer) -> Response:
    """Join a text to an incident."""
    return _confirmed(viewer, acts_on.join)


@pages.post("/desk/words/false/confirmed")
@page_for(Role.COORDINATOR)
def false_confirmed(viewer: Viewer) -> Response:
    """Mark a text as no report."""
    return _confirmed(viewer, acts_on.mark_false)


def _confirmed(viewer: Viewer, command: Callable[[Incident], Callable[[Sender], Reply]]) -> Response:
    lacking = confirming.lacks_proof(viewer)
    if lacking is not None:
        return lacking
    return _acted(viewer, acts_on.decides(lambda sender, one: acts_on.said(confirming.do(sender, command(one)))))


def _acted(viewer: Viewer, act_on: Callable[[UnitOfWork, Viewer, Incident], Said], act: str = "") -> Response:
    """Do an act on the text whose reference the form carries, and answer with the page."""
    reference = acts_on.field("reference")
    if not references.is_valid(reference):
        return answers.not_found()

    def do(uow: UnitOfWork) -> Said | None:
        incident = own_words_queue.find(uow.session, viewer, reference)
        return act_on(uow, viewer, incident) if incident is not None else None

    said = current_services().do(do)
    if said is None:
        return answers.not_found()
    if said.asks:
        return _asking(viewer, reference, act)
    return _page(viewer, said, reference, typed={} if said.is_asked else dict(request.form))


def _asking(viewer: Viewer, reference: str, act: str) -> Response:
    """Show what a command will do, with the button that does it."""
    with current_services().reading() as session:
        text = own_words_queue.one(session, viewer, reference)
        other = own_words_queue.find(session, viewer, acts_on.typed_reference()) if act == "join" else None
        if text is not None:
            shown = {
                "into": acts_on.field("into"),
                "why": acts_on.field("why")[: acts_on.LONGEST_WHY],
                "seen": acts_on.field("seen"),
            }
            shown |= {"group": acts_on.accused() or ""}
            return answers.page(
                "words",
                "desk/own_words_confirm.html",
                viewer,
                text=text,
                other=_other(viewer, other),
                act=act,
                is_grave=act == "accuse" and reviewing.is_grave(accusing.waiting(text.incident)),
                typed=shown,
            )
    # Somebody has decided between the act and this page.
    return _page(viewer, Said("decided", is_fault=True), reference)


def _other(viewer: Viewer, incident: Incident | None) -> dict[str, str] | None:
    if incident is None:
        return None
    return {
        "reference": incident.reference,
        "kind": wording.category_name(viewer.language, incident.category),
        "place": wording.place_name(viewer.record.community, viewer.language, incident.zone, incident.place or ""),
    }


def _page(
    viewer: Viewer, said: Said | None = None, reference: str = "", typed: dict[str, str] | None = None
) -> Response:
    with current_services().reading() as session:
        queue = own_words_queue.read(session, viewer, _page_asked())
        kinds = kinds_for(accusing.waiting(queue.mine.incident)) if queue.mine is not None else ()
        return answers.page(
            "words",
            "desk/own_words.html",
            viewer,
            **_shown(viewer, queue),
            stamp=own_words_queue.stamp(session, viewer),
            mine_seen=queue.mine.seen if queue.mine is not None else "",
            mine_is_old=False,
            said=said,
            reference=reference,
            typed=typed or {},
            kinds=[(kind.value, wording.category_name(viewer.language, kind)) for kind in kinds],
            groups=[group.value for group in AccusedGroup],
            most=LONGEST_QUESTION,
            most_why=acts_on.LONGEST_WHY,
        )


def _shown(viewer: Viewer, queue: Queue) -> dict[str, Any]:
    """Return what the list of the texts that wait is made of."""
    words = Words(viewer.language, "words")
    return {"queue": queue, "age": partial(moments.age, words), "at": partial(moments.at, viewer)}


def _page_asked() -> int:
    """Return the page of the list that was asked for, 1 for anything strange."""
    asked = number_in(request.args.get("page"), len(str(_MOST_PAGES)))
    return 1 if asked is None else asked
