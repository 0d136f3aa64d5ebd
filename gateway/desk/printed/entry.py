"""Enter from paper: a report that was written on a pad while Doria was off is filed under the reference of its slip."""

from datetime import datetime

from flask import Blueprint, Response, request

from gateway.core.timeline import Actor
from gateway.desk import answers, moments
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import access
from gateway.intake import paper as filing
from gateway.intake.paper import Entry
from gateway.logs import logger
from menus.domain.categories import Category, Harm
from menus.domain.paper import KINDS_ON_PAPER, Fault, OnPaper
from menus.domain.roles import Role
from menus.sms import wording
from menus.text import phones
from menus.text.catalog import say
from menus.text.names import Text

pages = Blueprint("paper", __name__)
_SUBJECT = "print"
_LONGEST_PLACE = 160
"""As much as a caller may type of a place."""
_LONGEST_WORDS = 300
"""The most characters of words from a slip. A guess: a slip has room for two lines."""
_FIELDS = ("reference", "kind", "harm", "zone", "place", "at", "words", "phone")
log = logger()


@pages.get("/desk/print/entry")
@page_for(Role.COORDINATOR)
def show(viewer: Viewer) -> Response:
    """Show the form."""
    return _page(viewer, {})


@pages.post("/desk/print/entry")
@page_for(Role.COORDINATOR)
def enter(viewer: Viewer) -> Response:
    """File what a slip says, or say what is wrong with it, with all that was typed."""
    typed = {name: " ".join(request.form.get(name, "").split()) for name in _FIELDS}
    typed["reference"] = typed["reference"].replace(" ", "")
    record, community = viewer.record, viewer.record.community
    phone = phones.normalise(typed["phone"], community.country) if typed["phone"] else None
    if typed["phone"] and phone is None:
        return _page(viewer, typed, Fault.PHONE)
    at = _time(viewer, typed["at"])
    slip = OnPaper(
        typed["reference"],
        next((kind for kind in Category if kind == typed["kind"]), None),
        next((harm for harm in Harm if harm == typed["harm"]), None),
        next((zone.key for zone in community.zones if zone.key == typed["zone"]), None),
        typed["place"][:_LONGEST_PLACE],
        at,
    )
    note = Words(viewer.language, _SUBJECT)("entry.note", at=moments.at(viewer, at)) if at is not None else ""
    entry = Entry(slip, typed["words"][:_LONGEST_WORDS], phone, note)
    by = Actor(viewer.person_id, Role.COORDINATOR)
    made = current_services().do(lambda uow: filing.enter(uow, record, entry, viewer.language, by=by))
    if isinstance(made, Fault):
        return _page(viewer, typed, made)
    log.info("paper.entered")
    return _page(viewer, {}, entered=slip.reference)


def _time(viewer: Viewer, said: str) -> datetime | None:
    """Return the moment of a day and a time on the wall (aware); None for anything else."""
    try:
        wall = datetime.strptime(said.replace(" ", "T")[:16], "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - on the wall
        return wall.replace(tzinfo=viewer.record.community.timezone).astimezone(viewer.now.tzinfo)
    except (ValueError, OverflowError):
        return None


def _page(viewer: Viewer, typed: dict[str, str], fault: Fault | None = None, entered: str = "") -> Response:
    into, language, community = "", viewer.language, viewer.record.community
    if entered:
        with current_services().reading() as session:
            incident = access.find(session, viewer.record, viewer.person, entered)
            into = incident.reference if incident is not None else ""
    return answers.page(
        _SUBJECT,
        "desk/print_entry.html",
        viewer,
        status=422 if fault else 200,
        fault=fault,
        typed=typed,
        entered=entered,
        into=into,
        kinds=[(kind.value, wording.category_name(language, kind)) for kind in KINDS_ON_PAPER],
        harms=[(harm.value, say(language, Text(f"harm.{harm}"))) for harm in Harm],
        zones=[(zone.key, zone.name(language)) for zone in community.zones],
        longest={"place": _LONGEST_PLACE, "words": _LONGEST_WORDS},
    )
