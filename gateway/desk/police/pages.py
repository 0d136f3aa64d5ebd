"""The addresses of the police's page: the cards, a note of a meeting, and a station's own words.

A coordinator reads every number of the last ninety days. Oversight has no part in the incidents, and reads shares of
the last quarter alone.
"""

from datetime import timedelta
from functools import partial

from flask import Blueprint, Response, request

from gateway.association.stations import meetings, replies
from gateway.association.stations.meetings import Note
from gateway.association.stations.wording import doubts
from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, asking, moments
from gateway.desk.answers import Words
from gateway.desk.figures import drawn
from gateway.desk.guards import page_for
from gateway.desk.matters import forms
from gateway.desk.once import once
from gateway.desk.police import shown
from gateway.desk.police.shown import Beside, Pages
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import openness
from gateway.insight import police_answers, scorecards, station_pictures
from gateway.sms.association import station_commands
from gateway.sms.sender import Reply, Sender
from menus.domain import scorecard_spans, stations
from menus.domain.drawings import Audience, PlotSubject, audience_of
from menus.domain.roles import Role
from menus.domain.scorecard import LEAST
from menus.domain.station_meetings import FURTHEST, LONGEST_WORDS, MeetingKind, MeetingNote
from menus.text.names import Text

pages = Blueprint("police", __name__)
READERS = (Role.COORDINATOR, Role.OVERSIGHT)
_PAGE = "/desk/police"
_ONE_DAY = timedelta(days=1)


@pages.get(_PAGE)
@page_for(*READERS)
def show(viewer: Viewer) -> Response:
    """Show the cards."""
    return _page(viewer)


@pages.post("/desk/police/note")
@page_for(Role.COORDINATOR)
@once(_PAGE)
def note(viewer: Viewer) -> Response:
    """Note a joint baraza or a visit, as the text by SMS does."""
    typed = forms.typed("station", "kind", "what", "day") | {"words": _line("words", LONGEST_WORDS)}
    kind = next((one for one in MeetingKind if one.value == typed["kind"]), None)
    what = next((one for one in MeetingNote if one.value == typed["what"]), None)
    day = forms.day_of(viewer, typed["day"])
    station = _station(viewer, typed["station"])
    if kind is None or what is None or day is None or station is None:
        return _page(viewer, "fault.day" if day is None else "fault.form", typed, status=422)

    def do(uow: UnitOfWork) -> Reply:
        sender = Sender(uow, viewer.record, viewer.person)
        return station_commands.write(sender, Note(station, kind, what, day, typed["words"]))

    reply = current_services().do(do)
    if reply.result != Text.STATION_NOTED.key:
        return _page(viewer, typed=typed, status=422, said=reply.text)
    return asking.done(viewer, reply.text, _PAGE)


@pages.post("/desk/police/reply")
@page_for(*READERS)
@once(_PAGE)
def reply(viewer: Viewer) -> Response:
    """Write down what a station says to its card."""
    say = Words(viewer.language, "police")
    typed = {"station": forms.typed("station")["station"], "reply": _line("words", replies.LONGEST + 1)}
    station, words = _station(viewer, typed["station"]), typed["reply"]
    if station is None or not words:
        return _page(viewer, "fault.form", typed, status=422)
    doubted = doubts(viewer.record, words, viewer.today)
    if len(words) > replies.LONGEST or doubted:
        fault = say("fault.names", words=", ".join(doubted)) if doubted else say("fault.long", most=replies.LONGEST)
        return _page(viewer, typed=typed, status=422, said=fault)
    by = viewer.person_id
    current_services().do(lambda uow: replies.write(uow, viewer.record, station, words, by=by))
    return asking.done(viewer, say("replied"), _PAGE)


def _line(name: str, most: int) -> str:
    """Return what was typed into a field, on one line, and no longer than that."""
    return " ".join(request.form.get(name, "").replace("\0", " ").split())[:most]


def _station(viewer: Viewer, key: str) -> str | None:
    """Return the station of a form; None if the file names it no longer."""
    names = scorecards.names(viewer.record)
    return key if key in names else stations.meant(key, names)


def _page(
    viewer: Viewer, fault: str = "", typed: dict[str, str] | None = None, status: int = 200, *, said: str = ""
) -> Response:
    is_inside = audience_of(viewer.person.roles) is Audience.INSIDE
    zone, record = viewer.record.community.timezone, viewer.record
    span = scorecard_spans.lately(viewer.now, zone) if is_inside else scorecard_spans.settled(viewer.now, zone)
    # No gap tells a coordinator of what they have an interest in; nobody else reads a number of incidents.
    theirs = tuple(openness.without_interests(viewer.person_id, record.interests)) if is_inside else ()
    with current_services().reading() as session:
        found = scorecards.of_span(session, record, span, viewer.now, *theirs, is_for_page=True)
        is_counted = is_inside and not found.too_many
        counted = police_answers.for_person(session, record, viewer.person_id, viewer.now) if is_counted else None
        days = (shown.local(viewer, span.since).date(), viewer.today + FURTHEST)
        beside = Beside(meetings.between(session, record.id, *days), replies.all_of(session, record.id))
        counts = station_pictures.drawn_of(found)
        plots = drawn.find(
            session,
            viewer,
            drawn.wanted(viewer, PlotSubject.POLICE, station_pictures.LATELY),
            lambda: None if found.too_many else counts,
            has_data=not found.too_many and station_pictures.has_some(counts),
        )
    names = scorecards.names(record)
    made = Pages(viewer, names, is_inside=is_inside)
    cards = made.cards(found, beside)
    return answers.page(
        "police",
        "desk/police.html",
        viewer,
        status=status,
        cards=cards,
        together=shown.together(made, found),
        too_many=found.too_many,
        is_inside=is_inside,
        plots=plots,
        at=partial(moments.at, viewer),
        counted=counted,
        since=f"{shown.local(viewer, span.since):%d/%m/%Y}",
        until=f"{shown.local(viewer, span.until - (timedelta() if is_inside else _ONE_DAY)):%d/%m/%Y}",
        quarter=span.answers_of.name,
        least=LEAST,
        stations=[(name, made.name(name)) for name in names],
        kinds=list(MeetingKind),
        notes=list(MeetingNote),
        may_note=viewer.has(Role.COORDINATOR) and bool(names),
        longest={"words": LONGEST_WORDS, "reply": replies.LONGEST},
        fault=fault,
        said=said,
        typed=typed or {},
    )
