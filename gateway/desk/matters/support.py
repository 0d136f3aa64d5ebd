"""Support to the police at the desk: the ledger by quarter and month, beside the month's first answers of all zones.

Whoever gives is not served first, or everybody can see that they are. No entry can be tied to an incident.
"""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.association.support import ledger
from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, asked_period, told
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.matters import first_answers, forms
from gateway.desk.once import once
from gateway.desk.viewer import Viewer, current_services
from gateway.sms.association import support_commands
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import DecisionRow
from menus.domain import lettered
from menus.domain.desk_roles import MEMBER_ROLES
from menus.domain.lettered import Letter
from menus.domain.roles import Role
from menus.domain.small_cells import SMALLEST
from menus.domain.support import SupportGiver, SupportThing
from menus.sms.support_forms import Fault, SupportForm, entry_of, giver_of, thing_of
from menus.text import languages
from menus.text.names import Text

pages = Blueprint("support", __name__)
_WRITERS = (Role.TREASURER, Role.COORDINATOR)
_MOST_MONTHS = 24


@dataclass(frozen=True)
class Line:
    """An entry as the page tells it."""

    giver: str
    thing: str
    kes: int
    station: str
    decision: str


@pages.get("/desk/support")
@page_for(*MEMBER_ROLES)
def show(viewer: Viewer) -> Response:
    """Show the ledger."""
    return _page(viewer)


@pages.post("/desk/support/write")
@page_for(*_WRITERS)
@once("/desk/support")
def write(viewer: Viewer) -> Response:
    """Write an entry down, as the text by SMS does."""
    typed = forms.typed("giver", "thing", "kes", "station", "month", "decision")
    words = _words(typed)
    entry = entry_of(SupportForm(words), viewer.today) if words is not None else Fault.FORM
    if isinstance(entry, Fault):
        return _page(viewer, f"fault.{entry.name.lower()}", typed, status=422)

    def do(uow: UnitOfWork) -> Reply:
        return support_commands.write(Sender(uow, viewer.record, viewer.person), SupportForm(words or ()))

    reply = current_services().do(do)
    if reply.result != Text.SUPPORT_NOTED.key:
        which = "fault.decision" if reply.result == Text.SUPPORT_DECISION.key else "fault.form"
        return _page(viewer, which, typed, status=422)
    told.of_app().put(viewer.session_id, reply.text, viewer.now)
    return answers.go_to("/desk/support")


def _words(typed: dict[str, str]) -> tuple[str, ...] | None:
    """Return the words of the form by SMS that the fields make; None if one is empty."""
    names = languages.association()
    giver = next((word for word in names if giver_of(word) == typed["giver"]), "")
    thing = next((word for word in names if thing_of(word) == typed["thing"]), "")
    rest = (typed["kes"], *typed["station"].split(), typed["month"], typed["decision"])
    words = (giver, thing, *rest)
    return words if all(words) else None


def _page(viewer: Viewer, fault: str = "", typed: dict[str, str] | None = None, status: int = 200) -> Response:
    say = Words(viewer.language, "support")
    with current_services().reading() as session:
        months = ledger.months(session, viewer.record.id)[:_MOST_MONTHS]
        names = {f"{one:%Y-%m}": one for one in months}
        month = asked_period.chosen("month", names.get, months[0] if months else None)
        lines = _lines(session, viewer, month) if month is not None else []
        zones = first_answers.of_month(session, viewer, month) if month is not None else []
        quarters = ledger.by_quarter(session, viewer.record.id)
    return answers.page(
        "support",
        "desk/support.html",
        viewer,
        status=status,
        quarters=quarters,
        months=[f"{one:%Y-%m}" for one in months],
        month=f"{month:%m/%Y}" if month is not None else "",
        lines=lines,
        zones=zones,
        may_write=viewer.has(*_WRITERS),
        givers=[(one.value, say(f"giver.{one}")) for one in SupportGiver],
        things=[(one.value, say(f"thing.{one}")) for one in SupportThing],
        fault=fault,
        typed=typed or {},
        smallest=SMALLEST,
    )


def _lines(session: Session, viewer: Viewer, month: date) -> list[Line]:
    rows = ledger.of_month(session, viewer.record.id, month)
    numbers = {
        row.id: lettered.mint(Letter.DECISION, row.number)
        for row in session.scalars(select(DecisionRow).where(DecisionRow.id.in_([one.decision_id for one in rows])))
    }
    return [
        Line(one.giver.value, one.thing.value, one.value_kes, one.station, numbers[one.decision_id]) for one in rows
    ]
