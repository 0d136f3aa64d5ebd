"""The history of the settings: every version with who loaded it, when, why and what it changed, and one version opened.

The text of a version that was replaced long ago is erased, and with it who loaded it and why: its row stays.
"""

from functools import partial

from flask import Blueprint, Response, request

from gateway.communities import history
from gateway.desk import answers, moments
from gateway.desk.answers import Words
from gateway.desk.community import in_force as in_force_of
from gateway.desk.community import lines as lines_of
from gateway.desk.community.pages import HOME, SUBJECT
from gateway.desk.community.seeing import READERS, said, shown_version
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from menus.domain.roles import Role
from menus.text.typed_numbers import number_in

pages = Blueprint("community_history", __name__)
_A_PAGE = 10
"""The versions of a page. Comparing them reads one file more than that: 0.2 s with 200 people each (measured)."""
_LONGEST_NUMBER = 6
_MOST_LINES = 300
"""The most lines of a version that its page shows. A guess: 95 zones and all ladders fit."""


@pages.get(f"{HOME}/history")
@page_for(*READERS)
def listing(viewer: Viewer) -> Response:
    """List the versions, the newest first."""
    with current_services().reading() as session:
        newest = in_force_of.newest(session, viewer)
        last = max(1, -(-newest // _A_PAGE))
        page = min(max(1, _number(request.args.get("page", "1"))), last)
        first = newest - (page - 1) * _A_PAGE
        texts = history.texts(session, viewer.record.id, first - _A_PAGE, first)
    rows = [shown_version(viewer, texts, number) for number in range(first, max(0, first - _A_PAGE), -1)]
    return answers.page(
        SUBJECT,
        "desk/community_history.html",
        viewer,
        rows=[row for row in rows if row is not None],
        page=page,
        last=last,
        home=HOME,
        at=partial(moments.at, viewer),
    )


@pages.get(f"{HOME}/history/<int:number>")
@page_for(*READERS)
def one(viewer: Viewer, number: int) -> Response:
    """Show one version: what it changed, and what it says, without its people."""
    if number >= 10**_LONGEST_NUMBER:
        return answers.not_found()
    with current_services().reading() as session:
        newest = in_force_of.newest(session, viewer)
        texts = history.texts(session, viewer.record.id, number - 1, number)
    row = shown_version(viewer, texts, number)
    if row is None:
        return answers.not_found()
    community = said(texts[number])
    say = Words(viewer.language, SUBJECT)
    parts = lines_of.parts(say, community) if community is not None else []
    before = said(texts[number - 1]) if number - 1 in texts else None
    return answers.page(
        SUBJECT,
        "desk/community_version.html",
        viewer,
        row=row,
        differences=lines_of.differences(say, before, community) if before and community else [],
        parts=[(part, part.lines[:_MOST_LINES]) for part in parts],
        may_restore=viewer.has(Role.COORDINATOR) and community is not None and number < newest,
        home=HOME,
        at=partial(moments.at, viewer),
    )


def _number(text: str) -> int:
    found = number_in(text, _LONGEST_NUMBER)
    return 1 if found is None else found
