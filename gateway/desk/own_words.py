"""Own words: the texts of residents that await review, each claimed by one reader, who decides what becomes of it.

Forms carry the reference, so that no address holds one. An act is answered by the page itself, with what was done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, Response, request

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, confirming, moments, own_words_queue
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.own_words_queue import Queue
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import accusing, review_claims
from gateway.sms import complaint_commands, coordinator_commands, merge_commands, review_commands
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Incident
from menus.domain import references, reviewing
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category
from menus.domain.community import Role
from menus.domain.limits import LONGEST_QUESTION
from menus.domain.reviewing import Refusal, kinds_for
from menus.sms import wording
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text.names import Text

pages = Blueprint("words", __name__)
_MOST_PAGES = 99
_LONGEST_REFERENCE = 9
_LONGEST_WHY = 300
"""The most characters of a reason that a form takes. A guess."""


@dataclass(frozen=True)
class Said:
    """The answer to an act: words of the page by their name, or the text of the reply that the SMS would have got.

    `is_fault`: nothing was done. `asks`: the act waits for the button that confirms it. `is_asked`: the question is
    put, so that its box is empty again.
    """

    which: str = ""
    text: str = ""
    is_fault: bool = False
    asks: bool = False
    is_asked: bool = False
    name: str = ""


_NOBODY = Said("refused.group", is_fault=True)
"""The answer where nobody was chosen whom a text accuses."""


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
    return _acted(viewer, _claim)


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
    return _acted(viewer, _decides(_send))


@pages.post("/desk/words/ask")
@page_for(Role.COORDINATOR)
def ask(viewer: Viewer) -> Response:
    """Ask the resident who wrote a text."""
    question = _field("question")
    return _acted(
        viewer, _decides(lambda sender, one: _said(coordinator_commands.ask(sender, one, _ask(one, question))))
    )


@pages.post("/desk/words/join")
@page_for(Role.COORDINATOR)
def join(viewer: Viewer) -> Response:
    """Say what joining a text to an incident will do, and ask for the button."""
    return _acted(viewer, _decides(lambda sender, one: _said(confirming.ask(sender, _join(one)))), act="join")


@pages.post("/desk/words/false")
@page_for(Role.COORDINATOR)
def mark_false(viewer: Viewer) -> Response:
    """Say what marking a text as no report will do, and ask for the button."""
    return _acted(viewer, _decides(lambda sender, one: _said(confirming.ask(sender, _false(one)))), act="false")


@pages.post("/desk/words/accuse")
@page_for(Role.COORDINATOR)
def accuse(viewer: Viewer) -> Response:
    """Say what filing a text as one that accuses somebody will do, and ask for the button."""
    return _acted(viewer, _decides(lambda _sender, _one: Said(asks=True) if _accused() else _NOBODY), act="accuse")


@pages.post("/desk/words/accuse/confirmed")
@page_for(Role.COORDINATOR)
def accuse_confirmed(viewer: Viewer) -> Response:
    """File a text as one that accuses somebody: its reader loses sight of it."""
    lacking = confirming.lacks_proof(viewer)
    if lacking is not None:
        return lacking
    return _acted(viewer, _decides(_accuse))


@pages.post("/desk/words/join/confirmed")
@page_for(Role.COORDINATOR)
def join_confirmed(viewer: Viewer) -> Response:
    """Join a text to an incident."""
    return _confirmed(viewer, _join)


@pages.post("/desk/words/false/confirmed")
@page_for(Role.COORDINATOR)
def false_confirmed(viewer: Viewer) -> Response:
    """Mark a text as no report."""
    return _confirmed(viewer, _false)


def _confirmed(viewer: Viewer, command: Callable[[Incident], Callable[[Sender], Reply]]) -> Response:
    lacking = confirming.lacks_proof(viewer)
    if lacking is not None:
        return lacking
    return _acted(viewer, _decides(lambda sender, one: _said(confirming.do(sender, command(one)))))


def _field(name: str) -> str:
    """Return what was typed into a field, on one line."""
    return " ".join(request.form.get(name, "").split())


def _reference() -> str:
    return _field("reference")


def _ask(incident: Incident, question: str) -> Command:
    return Command(Verb.ASK, incident.reference, rest=question)


def _join(incident: Incident) -> Callable[[Sender], Reply]:
    """Return the command that joins a text to the incident that was typed: that one goes on."""

    def command(sender: Sender) -> Reply:
        into = _into(sender, incident)
        if isinstance(into, Reply):
            return into
        return merge_commands.join(
            sender, into, Command(Verb.JOIN, into.reference, extra_references=(incident.reference,))
        )

    return command


def _into(sender: Sender, incident: Incident) -> Incident | Reply:
    """Return the incident that was typed, as SMS would find it, or the reply that says why there is none."""
    typed = Command(Verb.JOIN, incident.reference, extra_references=tuple(filter(None, [_typed_reference()])))
    return merge_commands.other_of(sender, typed)


def _typed_reference() -> str:
    """Return the digits of the reference that was typed; an answer quotes them."""
    return "".join(letter for letter in _field("into") if letter.isascii() and letter.isdecimal())[:_LONGEST_REFERENCE]


def _accused() -> AccusedGroup | None:
    """Return the group that was chosen; None for none."""
    return next((group for group in AccusedGroup if group == _field("group")), None)


def _false(incident: Incident) -> Callable[[Sender], Reply]:
    command = Command(Verb.FALSE, incident.reference, rest=_field("why")[:_LONGEST_WHY])
    return lambda sender: coordinator_commands.mark_false(sender, incident, command)


def _accuse(sender: Sender, incident: Incident) -> Said:
    group = _accused()
    return _NOBODY if group is None else _said(complaint_commands.accuse(sender, incident, group))


def _send(sender: Sender, incident: Incident) -> Said:
    chosen = _field("kind")
    kind = next((kind for kind in Category if kind == chosen), None)
    if chosen and kind is None:
        return Said(f"refused.{Refusal.KIND}", is_fault=True)
    reply = review_commands.send_as(sender, incident, kind)
    return Said(f"refused.{reply}", is_fault=True) if isinstance(reply, Refusal) else _said(reply)


def _said(reply: Reply) -> Said:
    return Said(text=reply.text, asks=reply.asked is not None, is_asked=reply.result == Text.ASKED.key)


def _claim(uow: UnitOfWork, viewer: Viewer, incident: Incident) -> Said:
    if not incident.awaits_review:
        return Said("decided", is_fault=True)
    if review_claims.take(uow, incident, viewer.person_id):
        return Said()
    return _said_taken(uow, viewer, incident)


def _said_taken(uow: UnitOfWork, viewer: Viewer, incident: Incident) -> Said:
    row = review_claims.of_another(uow, incident, viewer.person_id)
    person = viewer.record.person(row.person_id) if row is not None else None
    return Said("taken", is_fault=True, name=person.name if person is not None else "?")


def _decides(act: Callable[[Sender, Incident], Said]) -> Callable[[UnitOfWork, Viewer, Incident], Said]:
    """Return an act on a text that is refused if somebody else decides on it, or knows more of it than its reader."""

    def decide(uow: UnitOfWork, viewer: Viewer, incident: Incident) -> Said:
        uow.lock_row(incident)
        if not incident.awaits_review:
            return Said("decided", is_fault=True)
        if review_claims.of_another(uow, incident, viewer.person_id) is not None:
            return _said_taken(uow, viewer, incident)
        if _field("seen") != own_words_queue.newest_event(uow.session, viewer, incident):
            return Said("changed", is_fault=True)
        said = act(confirming.sender_of(uow, viewer).about(incident), incident)
        if not incident.awaits_review:
            review_claims.end(uow, incident)
            return said
        # Nothing was decided: a refusal, a question, or what waits for its button.
        review_claims.take(uow, incident, viewer.person_id)
        return said

    return decide


def _acted(viewer: Viewer, act_on: Callable[[UnitOfWork, Viewer, Incident], Said], act: str = "") -> Response:
    """Do an act on the text whose reference the form carries, and answer with the page."""
    reference = _reference()
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
        other = own_words_queue.find(session, viewer, _typed_reference()) if act == "join" else None
        if text is not None:
            shown = {"into": _field("into"), "why": _field("why")[:_LONGEST_WHY], "seen": _field("seen")}
            shown |= {"group": _accused() or ""}
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
            most_why=_LONGEST_WHY,
        )


def _shown(viewer: Viewer, queue: Queue) -> dict[str, Any]:
    """Return what the list of the texts that wait is made of."""
    words = Words(viewer.language, "words")
    return {"queue": queue, "age": partial(moments.age, words), "at": partial(moments.at, viewer)}


def _page_asked() -> int:
    """Return the page of the list that was asked for, 1 for anything strange."""
    asked = request.args.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= len(str(_MOST_PAGES)) else 1
