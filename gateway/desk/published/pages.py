"""Pages of what is published: the editions of each quarter, their tables and files, and the form that publishes one.

Whoever observes reads these pages and the record. They hold no incident, and every reader sees the same numbers.
"""

from datetime import date

from flask import Blueprint, Response, request
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, moments, told
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.once import once
from gateway.desk.published import tables
from gateway.desk.viewer import Viewer, current_services
from gateway.errors import Refused
from gateway.incidents import openness
from gateway.insight import counting, edition_files, edition_list, editions, periods
from gateway.insight.edition_list import Edition, Listed
from gateway.insight.editions import LONGEST, SHARED_WITH, WHY, PastDayError, Terms
from gateway.logs import logger
from gateway.storage.models import Incident, LookRow
from menus.domain import checksums, handover, quarters
from menus.domain.desk_roles import PUBLISHED_READERS, PUBLISHERS
from menus.domain.published_tables import COLUMNS
from menus.domain.quarters import Quarter
from menus.domain.roles import Role

pages = Blueprint("published", __name__)
HOME = "/desk/published"
_SUBJECT = "published"
_OFFERED = 4
"""The quarters that the form offers: a year, the newest first. The operator's command takes older ones."""
_TYPES = {".csv": "text/csv", ".md": "text/markdown", ".json": "application/json"}
log = logger()


@pages.get(HOME)
@page_for(*PUBLISHED_READERS)
def show(viewer: Viewer) -> Response:
    """Show the editions, and to those who publish the form for the next one."""
    return _page(viewer)


@pages.post(f"{HOME}/make")
@page_for(*PUBLISHERS, needs_fresh=True)
@once(HOME)
def make(viewer: Viewer) -> Response:
    """Publish a quarter, or correct its edition."""
    quarter = quarters.read(request.form.get("period", "")[:20])
    if quarter is None:
        return _page(viewer, "fault.period")
    terms = _typed(viewer)
    if isinstance(terms, str):
        return _page(viewer, terms)
    corrects = request.form.get("corrects") == "yes"
    with current_services().reading() as session:
        if not counting.may_count_at_once(session, viewer.record.id, periods.span(viewer.record, quarter)):
            return _page(viewer, "fault.many")
        try:
            made = editions.cut(session, viewer.record, quarter, viewer.now, corrects=corrects)
        except Refused:
            return _page(viewer, "fault.not_yet")
        stands = edition_list.newest(session, viewer.record, quarter) if made is None else None
    if made is None:
        return _done(viewer, "told.stands_corrected" if corrects else "told.stands", stands)

    def keep(uow: UnitOfWork) -> Edition:
        return editions.keep(uow, viewer.record, made, terms, by=viewer.person_id)

    kept = current_services().do(keep)
    log.info("edition.made", period=kept.period, edition=kept.number)
    return _done(viewer, "told.made", kept)


@pages.get(f"{HOME}/<int:row_id>")
@page_for(*PUBLISHED_READERS)
def one(viewer: Viewer, row_id: int) -> Response:
    """Show an edition: its terms, its tables and its files."""
    with current_services().reading() as session:
        edition = edition_list.find(session, viewer.record, row_id)
        if edition is None:
            return answers.not_found()
        looks = _looks(session, viewer, edition)
    return answers.page(
        _SUBJECT,
        "desk/published_edition.html",
        viewer,
        edition=edition,
        terms=_terms(Words(viewer.language, _SUBJECT), edition),
        has_list=checksums.NAME in edition.files,
        made=moments.at(viewer, edition.made_at),
        names=[name for name in COLUMNS if f"{name}.csv" in edition.files],
        files=sorted(edition.files),
        looks=looks,
        is_empty=edition_files.is_empty(edition.files),
        reads_record=viewer.has(Role.OVERSIGHT, Role.OBSERVER),
    )


@pages.get(f"{HOME}/<int:row_id>/<name>")
@page_for(*PUBLISHED_READERS)
def table(viewer: Viewer, row_id: int, name: str) -> Response:
    """Show a table of an edition."""
    with current_services().reading() as session:
        edition = edition_list.find(session, viewer.record, row_id)
    found = tables.table(viewer, edition, name) if edition is not None else None
    if edition is None or found is None:
        return answers.not_found()
    return answers.page(_SUBJECT, "desk/published_table.html", viewer, edition=edition, table=found)


@pages.get(f"{HOME}/<int:row_id>/files/<path:name>")
@page_for(*PUBLISHED_READERS)
def file(viewer: Viewer, row_id: int, name: str) -> Response:
    """Give a file of an edition."""
    with current_services().reading() as session:
        edition = edition_list.find(session, viewer.record, row_id)
    text = edition.files.get(name) if edition is not None else None
    if edition is None or text is None:
        return answers.not_found()
    kind = next((kind for ending, kind in _TYPES.items() if name.endswith(ending)), "text/plain")
    answer = Response(text.encode(), content_type=f"{kind}; charset=utf-8")
    saved = f"{viewer.record.community.key}-{edition.period}-{edition.number}-{name.replace('/', '-')}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{saved}"'
    return answer


def _looks(session: Session, viewer: Viewer, edition: Edition) -> handover.Told | None:
    """Return how often somebody looked at what residents wrote in the quarter, in steps of five.

    Looks at what few may know of are left out: their number would tell that it has come.
    """
    quarter = quarters.read(edition.period)
    if quarter is None:
        return None
    within = periods.span(viewer.record, quarter)
    ours = (LookRow.community_id == viewer.record.id, LookRow.at >= within.since, LookRow.at < within.until)
    looks = select(func.count()).select_from(LookRow).join(Incident, Incident.id == LookRow.incident_id)
    return handover.told(session.scalar(looks.where(*ours, *openness.IS_OPEN)) or 0)


def _typed(viewer: Viewer) -> Terms | str:
    """Return the terms of the form; the name of a fault for a day that is none or is over."""
    typed = request.form.get("until", "").strip()
    try:
        until = date.fromisoformat(typed[:10]) if typed else None
        terms = Terms(request.form.get("for", "")[: 2 * LONGEST], request.form.get("why", "")[: 2 * LONGEST], until)
        editions.check_terms(viewer.record, terms, viewer.now)
    except PastDayError:
        return "fault.past"
    except ValueError:
        return "fault.until"
    return terms


def _done(viewer: Viewer, which: str, edition: Listed | None) -> Response:
    say = Words(viewer.language, _SUBJECT)
    values = {}
    if edition is not None:
        shared_with, why = _terms(say, edition)
        head = say("edition.head", period=edition.period, number=edition.number)
        name = edition.period if edition.number == 1 else head
        values = {"name": name, "whom": shared_with, "why": why, "until": f"{edition.until:%d/%m/%Y}"}
    told.of_app().put(viewer.session_id, say(which, **values), viewer.now)
    return answers.go_to(HOME)


def _terms(say: Words, edition: Listed) -> tuple[str, str]:
    """Return with whom an edition is shared and why; the usual words in the language of the page."""
    shared_with = say("usual.for") if edition.shared_with == SHARED_WITH else edition.shared_with
    return shared_with, say("usual.why") if edition.why == WHY else edition.why


def _page(viewer: Viewer, fault: str = "") -> Response:
    with current_services().reading() as session:
        kept = edition_list.listed(session, viewer.record)
    offered = _offered(viewer)
    return answers.page(
        _SUBJECT,
        "desk/published.html",
        viewer,
        status=422 if fault else 200,
        fault=fault,
        editions=[(edition, moments.at(viewer, edition.made_at)) for edition in kept],
        offered=[quarter.name for quarter in offered],
        known={edition.period for edition in kept},
        publishes=viewer.has(*PUBLISHERS),
        typed=request.form,
        longest=LONGEST,
    )


def _offered(viewer: Viewer) -> list[Quarter]:
    """Return the newest quarters that may be published, the newest first."""
    found = [periods.settled(viewer.record, viewer.now)]
    while len(found) < _OFFERED:
        found.append(found[-1].previous)
    return found
