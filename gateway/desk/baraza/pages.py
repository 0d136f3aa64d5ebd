"""The pages of barazas and decisions: meetings, the agenda, questions that wait, answers, and what was decided.

Each form does what a text of the same person does, by the same function, and is answered in the same words.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, Response, request

from gateway.association.barazas import lines, meetings, questions
from gateway.desk import answers, asking, confirming, moments
from gateway.desk.guards import page_for
from gateway.desk.once import once
from gateway.desk.viewer import Viewer, current_services
from gateway.sms.association import baraza_commands
from gateway.sms.sender import Reply, Sender
from menus.domain import baraza, lettered
from menus.domain.baraza import REVIEWERS, WRITERS, RefusedWhy
from menus.domain.lettered import Letter
from menus.sms.baraza_forms import LineOff, Numbered, SetMeeting, Verdict, Words
from menus.text.names import Text

pages = Blueprint("baraza", __name__)
HOME, DECISIONS = "/desk/baraza", "/desk/decisions"
_SUBJECT = "baraza"
_MOST_WAITING, _MOST_DECISIONS = 30, 100
"""The most questions and decisions on a page: it stays small on a phone. A guess."""
_LONGEST = 1_000
"""The most letters of a field that are looked at: any form takes fewer."""
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_TIME = re.compile(r"([0-9]{2}):([0-9]{2})(?::[0-9]{2})?", re.ASCII)
_DONE = {
    Text.BARAZA_SET.key,
    Text.BARAZA_OFF.key,
    Text.AGENDA_ADDED.key,
    Text.AGENDA_OFF.key,
    Text.QUESTION_LET.key,
    Text.QUESTION_OPEN.key,
    Text.QUESTION_REFUSED.key,
    Text.BARAZA_WRITTEN.key,
    Text.DECISION_WRITTEN.key,
}
"""The replies that say that something was done."""


@pages.get(HOME)
@page_for(*REVIEWERS)
def show(viewer: Viewer) -> Response:
    """Show the meetings, the agenda and the questions."""
    return _page(viewer)


@pages.post(f"{HOME}/meeting")
@page_for(*WRITERS)
@once(HOME)
def set_meeting(viewer: Viewer) -> Response:
    """Set a meeting."""
    return _do(viewer, "meeting", lambda sender: baraza_commands.set_meeting(sender, _meeting(_field("place"))))


@pages.post(f"{HOME}/off")
@page_for(*WRITERS)
def take_off(viewer: Viewer) -> Response:
    """Take a meeting off the menu that was set by SMS or here."""
    return _do(viewer, "off", lambda sender: baraza_commands.set_meeting(sender, _meeting("0")))


@pages.post(f"{HOME}/line")
@page_for(*WRITERS)
@once(HOME)
def add_line(viewer: Viewer) -> Response:
    """Add a line to the agenda."""
    return _do(viewer, "line", lambda sender: _add_line(sender, _field("words")))


@pages.post(f"{HOME}/line-off")
@page_for(*WRITERS)
@once(HOME)
def take_line_off(viewer: Viewer) -> Response:
    """Take a line off the agenda, as long as its letter still stands for the words that the viewer saw."""
    letter, words = _field("letter")[:1].upper(), _field("words")
    return _do(viewer, "line-off", lambda sender: baraza_commands.take_line_off(sender, LineOff(letter), words))


@pages.post(f"{HOME}/look")
@page_for(*REVIEWERS)
@once(HOME)
def look(viewer: Viewer) -> Response:
    """Let a question through, or refuse it."""
    number, why = _number(Letter.QUESTION), _field("verdict")
    if why == "let":
        return _do(viewer, "look", lambda sender: baraza_commands.agree(sender, Verdict(number)))
    reason = RefusedWhy(why) if why in set(RefusedWhy) else None
    return _do(viewer, "look", lambda sender: baraza_commands.refuse(sender, Verdict(number, reason)))


@pages.post(f"{HOME}/answer")
@page_for(*WRITERS)
@once(HOME)
def answer(viewer: Viewer) -> Response:
    """Answer a question."""
    wanted = Numbered(_number(Letter.QUESTION), _field("words"))
    return _do(viewer, "answer", lambda sender: baraza_commands.answer(sender, wanted))


@pages.post(f"{HOME}/did")
@page_for(*WRITERS)
@once(HOME)
def did(viewer: Viewer) -> Response:
    """Write down what was done."""
    number = _number(Letter.QUESTION, Letter.TASK)
    wanted = Numbered(number, _field("words"), is_mistyped=not lettered.is_valid(number))
    return _do(viewer, "did", lambda sender: baraza_commands.did(sender, wanted))


@pages.get(DECISIONS)
@page_for(*REVIEWERS)
def show_decisions(viewer: Viewer) -> Response:
    """Show the decisions."""
    return _decisions(viewer)


@pages.post(f"{DECISIONS}/new")
@page_for(*WRITERS, needs_fresh=True)
@once(DECISIONS)
def decide(viewer: Viewer) -> Response:
    """Write a decision down: it cannot be changed."""
    typed = _field("number")
    number = lettered.named(typed, Letter.DECISION)
    if typed and number is None:
        return _decisions(viewer, "number")
    words = _field("words")
    wanted: Numbered | Words = Words(words) if number is None else Numbered(number, words)
    reply = current_services().do(lambda uow: baraza_commands.decided(confirming.sender_of(uow, viewer), wanted))
    if reply.result in _DONE:
        return asking.done(viewer, reply.text, DECISIONS)
    return _decisions(viewer, "reply", reply.text)


def _add_line(sender: Sender, words: str) -> Reply:
    if not any(map(str.isalnum, words)):
        return sender.reply(Text.BARAZA_NO_WORDS, mark="A")
    return baraza_commands.add_line(sender, Words(words))


def _do(viewer: Viewer, form: str, command: Callable[[Sender], Reply]) -> Response:
    """Return the answer to a form: the page with what was done, or the form again with what is wrong."""
    reply = current_services().do(lambda uow: command(confirming.sender_of(uow, viewer)))
    if reply.result in _DONE:
        return asking.done(viewer, reply.text, HOME)
    return _page(viewer, form, reply.text)


def _field(name: str) -> str:
    """Return what was typed into a field, on one line."""
    return " ".join(request.form.get(name, "")[:_LONGEST].split())


def _number(*letters: Letter) -> str:
    """Return the number that was typed; one that nothing has if it has another form."""
    found = (lettered.named(_field("number"), letter) for letter in letters)
    return next((number for number in found if number is not None), "Q0")


def _meeting(place: str) -> SetMeeting:
    day, time = _DAY.fullmatch(_field("day")), _TIME.fullmatch(_field("time"))
    minutes = int(time[1]) * 60 + int(time[2]) if time is not None and int(time[1]) < 24 and int(time[2]) < 60 else None  # noqa: PLR2004 - a clock
    if day is None:
        return SetMeeting(0, 0, 1, minutes, place)
    return SetMeeting(int(day[3]), int(day[2]), int(day[1]), minutes, place)


def _page(viewer: Viewer, form: str = "", fault: str = "") -> Response:
    record, now = viewer.record, viewer.now
    with current_services().reading() as session:
        waiting = questions.waiting(session, record.id, now)
        values: dict[str, Any] = {
            "meetings": meetings.coming(session, record, now),
            "set_here": meetings.set_here(session, record),
            "agenda": meetings.agenda(session, record, now),
            "open": questions.unanswered(session, record.id, now),
            "refused": questions.refused(session, record.id),
            "said": lines.said(session, record, now),
        }
    return answers.page(
        _SUBJECT,
        "desk/baraza.html",
        viewer,
        status=422 if fault else 200,
        form=form,
        fault=fault,
        typed=_typed() if fault else {},
        waiting=waiting[:_MOST_WAITING],
        waiting_count=len(waiting),
        has_looked={each.number for each in waiting if any(one.person_id == viewer.person_id for one in each.looks)},
        may_write=viewer.has(*WRITERS),
        reasons=list(RefusedWhy),
        at=partial(moments.at, viewer),
        zone_name=lambda key: _zone_name(viewer, key),
        longest=baraza.LONGEST_WORDS,
        longest_line=baraza.LONGEST_LINE,
        longest_place=baraza.LONGEST_PLACE,
        **values,
    )


def _zone_name(viewer: Viewer, key: str) -> str:
    community = viewer.record.community
    zone = community.zone(key)
    language = viewer.language if viewer.language in community.languages else community.languages[0]
    return zone.name(language) if zone is not None else ""


def _typed() -> dict[str, str]:
    return {name: _field(name) for name in ("day", "time", "place", "words", "number")}


def _decisions(viewer: Viewer, which: str = "", fault: str = "") -> Response:
    with current_services().reading() as session:
        found = lines.decided(session, viewer.record, _MOST_DECISIONS)
    return answers.page(
        _SUBJECT,
        "desk/decisions.html",
        viewer,
        status=422 if which else 200,
        which=which,
        fault=fault,
        typed=_typed() if which else {},
        decisions=found,
        may_write=viewer.has(*WRITERS),
        longest=baraza.LONGEST_WORDS,
    )
