"""Requests for patrols at the desk: what waits, what the police said, and the reviews with their figures."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.association.patrol_requests import figures, requests, reviews
from gateway.association.patrol_requests.figures import Compared, Review
from gateway.association.patrol_requests.ties import Ties
from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, asking
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.matters import forms
from gateway.desk.once import once
from gateway.desk.viewer import Viewer, current_services
from gateway.sms.association import patrol_commands
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import PatrolRequest
from menus.domain import handover, lettered
from menus.domain import patrol_requests as rules
from menus.domain.drawings import Audience, audience_of
from menus.domain.handover import Told
from menus.domain.lettered import Letter
from menus.domain.roles import Role
from menus.domain.small_cells import SMALLEST
from menus.sms import patrol_wording, wording
from menus.sms.patrol_forms import CATEGORIES, PatrolsForm
from menus.sms.patrol_wording import ToldRequest
from menus.text import catalog
from menus.text.names import Text

pages = Blueprint("patrols", __name__)
READERS = tuple(sorted(rules.OFFICERS))
_MOST = 60
"""The most requests on the page, the newest ones. A guess."""
_DONE = {Text.PATROLS_ASKED.key, Text.PATROLS_SENT.key, Text.PATROLS_REFUSED.key, Text.PATROLS_REVIEW.key}
"""The replies that say that something was done."""


@dataclass(frozen=True)
class ShownRequest:
    """A request as the page tells it."""

    number: str
    said: str
    state: str
    figures: str
    may_agree: bool
    may_take_back: bool
    may_review: bool
    review: dict[str, str] | None


@pages.get("/desk/patrols")
@page_for(*READERS)
def show(viewer: Viewer) -> Response:
    """Show the requests, and the form of a new one: filled with a zone and a kind, if a page leads here with them."""
    zone, kind = request.args.get("zone", ""), request.args.get("kind", "")
    is_zone = viewer.record.community.zone(zone) is not None
    is_kind = kind in CATEGORIES
    return _page(viewer, typed={"zone": zone if is_zone else "", "kind": kind if is_kind else ""})


@pages.post("/desk/patrols/ask")
@page_for(Role.COORDINATOR)
@once("/desk/patrols")
def ask(viewer: Viewer) -> Response:
    """Ask for patrols, as the text by SMS does."""
    typed = forms.typed("zone", "first", "last", "kind")
    zone = viewer.record.community.zone(typed["zone"])
    days = [forms.day_of(viewer, typed[name]) for name in ("first", "last") if typed[name]]
    if zone is None or len(days) == 1 or None in days:
        return _page(viewer, "fault.form", typed, status=422)
    period = ["-".join(f"{day:%d/%m/%Y}" for day in days if day is not None)] if days else []
    form = PatrolsForm((typed["zone"], *period, *typed["kind"].split()))
    reply = current_services().do(lambda uow: patrol_commands.ask(Sender(uow, viewer.record, viewer.person), form))
    return _told(viewer, reply, typed)


@pages.post("/desk/patrols/agree")
@page_for(*READERS, needs_fresh=True)
@once("/desk/patrols")
def agree(viewer: Viewer) -> Response:
    """Agree to a request: it goes to the police."""
    return _acted(viewer, patrol_commands.agree)


@pages.post("/desk/patrols/refuse")
@page_for(*READERS)
@once("/desk/patrols")
def refuse(viewer: Viewer) -> Response:
    """Refuse a request, or take one's own back."""
    return _acted(viewer, patrol_commands.refuse)


@pages.post("/desk/patrols/review")
@page_for(Role.COORDINATOR)
@once("/desk/patrols")
def review(viewer: Viewer) -> Response:
    """Note that the figures of a request were looked at."""
    return _acted(viewer, lambda sender, number: patrol_commands.ask(sender, PatrolsForm((number,))))


def _acted(viewer: Viewer, act: Callable[[Sender, str], Reply | None]) -> Response:
    number = lettered.named(request.form.get("number", "")[:12], Letter.REQUEST)
    if number is None:
        return answers.not_found()

    def do(uow: UnitOfWork) -> Reply | None:
        row = requests.find(uow.session, viewer.record, number)
        # A request that somebody is out of is for them as if it did not exist.
        if row is None or not requests.may_know(uow.session, viewer.record, viewer.person, row):
            return None
        return act(Sender(uow, viewer.record, viewer.person), number)

    reply = current_services().do(do)
    return answers.not_found() if reply is None else _told(viewer, reply)


def _told(viewer: Viewer, reply: Reply | None, typed: dict[str, str] | None = None) -> Response:
    """Return the page with what was done, or the form again with what is wrong."""
    if reply is None:
        return _page(viewer, "fault.form", typed, status=422)
    if reply.result not in _DONE:
        return _page(viewer, typed=typed, status=422, said=reply.text)
    return asking.done(viewer, reply.text, "/desk/patrols")


def _page(
    viewer: Viewer, fault: str = "", typed: dict[str, str] | None = None, status: int = 200, *, said: str = ""
) -> Response:
    community, language = viewer.record.community, viewer.language
    with current_services().reading() as session:
        rows = _rows(session, viewer)
    return answers.page(
        "patrols",
        "desk/patrols.html",
        viewer,
        status=status,
        rows=rows,
        may_ask=viewer.has(Role.COORDINATOR),
        zones=[(zone.key, zone.name(language)) for zone in community.zones],
        kinds=[(one.value, wording.category_name(language, one)) for one in CATEGORIES],
        fault=fault,
        said=said,
        typed=typed or {},
    )


def _rows(session: Session, viewer: Viewer) -> list[ShownRequest]:
    """Return the newest requests that a viewer may know of."""
    ties = Ties.read(session, viewer.record)
    ours = select(PatrolRequest).where(PatrolRequest.community_id == viewer.record.id)
    rows = session.scalars(ours.order_by(PatrolRequest.id.desc()).limit(_MOST))
    return [_row(session, viewer, ties, row) for row in rows if ties.may_know(viewer.person, row)]


def _row(session: Session, viewer: Viewer, ties: Ties, row: PatrolRequest) -> ShownRequest:
    community, facts = viewer.record.community, requests.told(row)
    values = patrol_wording.values_of(community, viewer.language, facts)
    said = ", ".join(values[name] for name in ("where", "days", "hours", "kind"))
    has_lapsed = rules.has_lapsed(row.state, row.asked_at, viewer.now)
    is_open = row.state is rules.RequestState.ASKED and not has_lapsed
    has_interest = any(one.person_id == viewer.person_id for one in viewer.record.interests)
    is_tied = requests.is_tied_to_zone(viewer.record, viewer.person, row)
    asker, is_due = viewer.record.person(row.asked_by), reviews.is_due(viewer.record, row, viewer.now)
    able = rules.approvers(community.people, asker, ties.phones(row)) if asker is not None else []
    is_reviewed, may_review = row.reviewed_at is not None, viewer.has(Role.COORDINATOR) and not is_tied
    reviewed = figures.review(session, viewer.record, row, viewer.person_id) if is_reviewed and not is_tied else None
    return ShownRequest(
        row.number,
        said,
        "lapsed" if has_lapsed else row.state.value,
        # What was asked counts as its asker may know of it: whoever has an interest would read what they may not.
        "" if has_interest else _figures(viewer, facts),
        may_agree=is_open and viewer.person.phone in {person.phone for person in able},
        may_take_back=is_open and row.asked_by == viewer.person_id,
        may_review=is_due and not is_reviewed and may_review,
        review=_told_review(viewer, reviewed) if reviewed is not None else None,
    )


def _figures(viewer: Viewer, facts: ToldRequest) -> str:
    """Return the numbers that the police read; in steps of five for whoever has no part in the incidents."""
    if _is_inside(viewer) or facts.lately is None or facts.usual is None:
        return patrol_wording.to_police(viewer.record.community, viewer.language, facts)["figures"].strip()
    count, usual = (_step(viewer, number) for number in (facts.lately, facts.usual))
    return catalog.say(viewer.language, Text.PATROLS_FIGURES, count=count, usual=usual).strip()


def _told_review(viewer: Viewer, found: Review) -> dict[str, str]:
    return {
        "incidents": _pair(viewer, found.incidents),
        "calls": _pair(viewer, found.calls),
        "complaints": " / ".join(_say_step(viewer, one) for one in (found.complaints.before, found.complaints.since)),
    }


def _pair(viewer: Viewer, compared: Compared) -> str:
    numbers = (compared.before, compared.since)
    if _is_inside(viewer):
        return " / ".join(f"<{SMALLEST}" if one is None else str(one) for one in numbers)
    return " / ".join(_step(viewer, one or 0) for one in numbers)


def _step(viewer: Viewer, number: int) -> str:
    return _say_step(viewer, handover.told(number))


def _say_step(viewer: Viewer, step: Told | None) -> str:
    say = Words(viewer.language, "patrols")
    return say("fewer", count=SMALLEST) if step is None else say("step", least=step.least, most=step.most)


def _is_inside(viewer: Viewer) -> bool:
    return audience_of(viewer.person.roles) is Audience.INSIDE
