"""Oversight: the complaints, and the incidents that accuse a group, with the acts that SMS gives oversight.

An incident that accuses a group of the viewer is nowhere on the page, and nothing tells that one is missing. Forms
carry the reference, so that no address holds one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, request
from sqlalchemy import and_, or_
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, confirming, late, moments
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import access, telling
from gateway.sms import closing_commands, coordinator_commands
from gateway.sms.sender import IncidentCommand, Reply, Sender
from gateway.storage.models import Incident
from menus.domain import incident_outcomes, references
from menus.domain.categories import Level
from menus.domain.limits import LONGEST_QUESTION
from menus.domain.roles import Role
from menus.sms import summaries, wording
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text.names import Text

pages = Blueprint("oversight", __name__)
_LONGEST = 300
"""The most characters of a reason or an outcome that a form takes. A guess."""
_WATCHED = or_(
    Incident.level == Level.COMPLAINT, and_(Incident.accused_group.is_not(None), Incident.level != Level.PRIVATE)
)
"""The matters that oversight watches. A private report that accuses a group is not among them."""
_ACTS: dict[str, tuple[Verb, IncidentCommand]] = {
    "send": (Verb.SEND, coordinator_commands.send),
    "police": (Verb.POLICE, coordinator_commands.bring_in_police),
    "ask": (Verb.ASK, coordinator_commands.ask),
    "close": (Verb.CLOSE, closing_commands.close_it),
    "false": (Verb.FALSE, closing_commands.mark_false),
}
"""The acts, by the last part of their addresses. Each is the command that SMS gives oversight."""


@dataclass(frozen=True)
class Watched:
    """An incident that oversight watches: a complaint, or one that accuses a group (`accused`)."""

    reference: str
    kind: str
    accused: str
    place: str
    age: str
    status: str
    level: Level


@pages.get("/desk/oversight")
@page_for(Role.OVERSIGHT)
def listing(viewer: Viewer) -> Response:
    """Show the open complaints and the open incidents that accuse a group."""
    return _list(viewer)


@pages.post("/desk/oversight/open")
@page_for(Role.OVERSIGHT)
def show(viewer: Viewer) -> Response:
    """Show one of them, as its text by SMS tells it, with the residents' words where oversight may read them."""
    with current_services().reading() as session:
        reference = request.form.get("reference", "")
        incident = _find(session, viewer, reference)
        if incident is None:
            return answers.not_found()
        is_open, closed = incident.status.is_live, Text.ALREADY_CLOSED
        said = "" if is_open else wording.say(viewer.record.community, viewer.language, closed, reference=reference)
    return _one(viewer, reference, said)


@pages.post("/desk/oversight/<act>")
@page_for(Role.OVERSIGHT)
def do(viewer: Viewer, act: str) -> Response:
    """Act on one of them; what waits for a code by SMS is asked back with a button."""
    if act not in _ACTS:
        return answers.not_found()
    return _on_one(viewer, lambda sender, incident: confirming.ask(sender, _command(act, incident)), act)


@pages.post("/desk/oversight/<act>/confirmed")
@page_for(Role.OVERSIGHT)
def confirmed(viewer: Viewer, act: str) -> Response:
    """Do what was asked back."""
    if act not in _ACTS:
        return answers.not_found()
    lacking = confirming.lacks_proof(viewer)
    if lacking is not None:
        return lacking
    return _on_one(viewer, lambda sender, incident: confirming.do(sender, _command(act, incident)))


def _command(act: str, incident: Incident) -> Callable[[Sender], Reply]:
    verb, command = _ACTS[act]
    asked = Command(verb, incident.reference, rest="" if act == "send" else _typed())
    return lambda sender: command(sender.about(incident), incident, asked)


def _typed() -> str:
    """Return what was typed, or the number of the outcome that was chosen instead."""
    said = " ".join(request.form.get("said", "").split())[:_LONGEST]
    return said or request.form.get("outcome", "")[:2]


def _on_one(viewer: Viewer, act_on: Callable[[Sender, Incident], Reply], act: str = "") -> Response:
    """Act on the incident that the form names, and show it again; one that is not theirs is the one 404.

    If others have acted since the page of the form was shown, nothing is done, and the page says so.
    """
    reference = request.form.get("reference", "")

    def work(uow: UnitOfWork) -> Reply | None:
        incident = _find(uow.session, viewer, reference)
        if incident is None:
            return None
        uow.lock_row(incident)
        sender = confirming.sender_of(uow, viewer)
        if not incident.status.is_live:
            return sender.reply(Text.ALREADY_CLOSED, reference=reference)
        if late.since(uow.session, viewer, incident, late.seen()):
            return Reply(Words(viewer.language, "oversight")("changed"), "changed")
        return act_on(sender, incident)

    reply = current_services().do(work)
    if reply is None:
        return answers.not_found()
    if reply.asked is not None:
        shown = {"said": request.form.get("said", ""), "outcome": request.form.get("outcome", "")}
        return answers.page(
            "oversight",
            "desk/oversight_confirm.html",
            viewer,
            reference=reference,
            act=act,
            typed=shown,
            seen=late.seen(),
        )
    return _one(viewer, reference, reply.text)


def _find(session: Session, viewer: Viewer, reference: str) -> Incident | None:
    if not references.is_valid(reference):
        return None
    incident = access.find(session, viewer.record, viewer.person, reference)
    return incident if incident is not None and _is_watched(incident) else None


def _is_watched(incident: Incident) -> bool:
    """Return whether oversight watches an incident. A private report that accuses a group is not among them."""
    return incident.level is Level.COMPLAINT or (
        incident.accused_group is not None and incident.level is not Level.PRIVATE
    )


def _list(viewer: Viewer, said: str = "") -> Response:
    with current_services().reading() as session:
        seen = access.open_seen_by(session, viewer.record, viewer.person, _WATCHED)
        rows = [_watched(viewer, incident) for incident in seen]
    return answers.page("oversight", "desk/oversight.html", viewer, rows=rows, said=said)


def _watched(viewer: Viewer, incident: Incident) -> Watched:
    say = Words(viewer.language, "oversight")
    accused = say(f"accused.{incident.accused_group}") if incident.accused_group is not None else ""
    place = wording.place_name(viewer.record.community, viewer.language, incident.zone, incident.place or "")
    return Watched(
        incident.reference,
        wording.category_name(viewer.language, incident.category),
        accused or (say(f"topic.{incident.topic}") if incident.topic is not None else ""),
        "" if incident.level is Level.COMPLAINT and incident.zone is None else place,
        moments.age(say, viewer.now - incident.opened_at),
        say(f"status.{incident.status}"),
        incident.level,
    )


def _one(viewer: Viewer, reference: str, said: str) -> Response:
    """Show one incident; the list, once it is no longer open."""
    community, language = viewer.record.community, viewer.language
    with current_services().reading() as session:
        incident = _find(session, viewer, reference)
        is_open = incident is not None and incident.status.is_live
        if incident is not None and is_open:
            told = telling.summary(session, viewer.record, viewer.person, incident)
            row, seen = _watched(viewer, incident), late.newest(session, viewer, incident)
            awaits_review, is_circle = incident.awaits_review, incident.level.has_circle
    if not is_open:
        return _list(viewer, said)
    page = summaries.first(community, language, told, viewer.now)
    outcomes = [
        (str(number), wording.outcome_name(language, outcome))
        for number, outcome in enumerate(incident_outcomes.CHOICES, start=1)
    ]
    return answers.page(
        "oversight",
        "desk/oversight_one.html",
        viewer,
        row=row,
        seen=seen,
        told=page.text,
        words=told.said,
        said=said,
        typed=_typed() if said else "",
        awaits_review=awaits_review,
        is_circle=is_circle,
        outcomes=outcomes,
        most=LONGEST_QUESTION,
        longest=_LONGEST,
        at=partial(moments.at, viewer),
    )
