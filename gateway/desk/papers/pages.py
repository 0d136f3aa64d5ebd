"""Papers at the desk: how long each is valid and what comes after it, the card to print, and the pack to hand out."""

from flask import Blueprint, Response, request

from gateway.association.papers import pack, pack_page, register
from gateway.desk import answers, moments
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.errors import Refused
from menus.domain import local_days, mode_in_force, papers, quarters
from menus.domain.community import Mode
from menus.domain.roles import Role

pages = Blueprint("papers", __name__)
READERS = (Role.COORDINATOR, Role.OVERSIGHT)
_SUBJECT = "papers"
_QUARTERS = 5
"""The quarters that the page offers: this one, and a year before it. The texts of older files are erased."""


@pages.get("/desk/papers")
@page_for(*READERS)
def show(viewer: Viewer) -> Response:
    """Show the register."""
    return _page(viewer)


@pages.get("/desk/papers/card")
@page_for(*READERS)
def card(viewer: Viewer) -> Response:
    """Show the card of the association to print. The day after the end of the certificate it says that it is not valid.

    It names nobody: who carries it writes a name in, and a coordinator signs. No page without sign-in shows it.
    """
    community = viewer.record.community
    day = local_days.today(community, viewer.now)
    paper = papers.certificate(community.papers, day)
    return answers.page(_SUBJECT, "desk/papers_card.html", viewer, paper=paper, day=day, community=community)


@pages.get("/desk/papers/pack")
@page_for(*READERS)
def download(viewer: Viewer) -> Response:
    """Give the pack of a quarter as a file."""
    if not request.args.get("period"):
        return answers.go_to("/desk/papers")
    quarter = quarters.read(request.args["period"][:20])
    if quarter is None:
        return _page(viewer, "pack.which")
    try:
        with current_services().reading() as session:
            made = pack.of(session, viewer.record, quarter, viewer.now)
    except Refused:
        return _page(viewer, "pack.cannot")
    answer = Response(pack_page.page(made, viewer.language).encode(), content_type="text/html; charset=utf-8")
    name = f"{viewer.record.community.key}-{quarter.name}.html"
    # It is saved and not shown: its own style would be none under the rules of the desk.
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _page(viewer: Viewer, fault: str = "") -> Response:
    record, community = viewer.record, viewer.record.community
    whole = (record.of_file or record).community
    with current_services().reading() as session:
        former = [(one, moments.at(viewer, one.until)) for one in register.former(session, record)]
    ends = mode_in_force.next_refer_only(whole, viewer.now)
    this = quarters.of(local_days.today(community, viewer.now))
    offered = [this]
    while len(offered) < _QUARTERS:
        offered.append(offered[-1].previous)
    return answers.page(
        _SUBJECT,
        "desk/papers.html",
        viewer,
        status=422 if fault else 200,
        fault=fault,
        standing=register.standing(record, viewer.now),
        former=former,
        has_turned=community.mode is Mode.REFER_ONLY and whole.mode is Mode.PATROL,
        turns=f"{ends.astimezone(community.timezone):%d/%m/%Y %H:%M}" if ends is not None else "",
        mode=community.mode.value,
        quarters=offered,
        accepted=quarters.ACCEPTED,
    )
