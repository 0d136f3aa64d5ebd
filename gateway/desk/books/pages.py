"""The page of the books, and what people do there: count, freeze an account, give a payment to who names it."""

from functools import partial

from flask import Blueprint, Response, request

from gateway.association.giving import accounts, counting, export, incoming
from gateway.association.giving import books as public
from gateway.association.giving.counting import Counted
from gateway.association.giving.incoming import Claimed
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, asked_period, moments, told
from gateway.desk.answers import Words
from gateway.desk.books import shown, waiting
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.logs import logger
from menus.domain import books, lettered, local_weeks, paying
from menus.domain.acts import ActKind
from menus.domain.books import Within
from menus.domain.lettered import Letter
from menus.domain.roles import Role
from menus.text.typed_numbers import number_in

pages = Blueprint("books", __name__)
READERS = (Role.TREASURER, Role.COORDINATOR, Role.OVERSIGHT)
SIGNERS = (Role.TREASURER, Role.COORDINATOR)
"""Those who may give a payment to a giver: the same who take gifts by SMS."""
SUBJECT, HOME = "books", "/desk/books"
_MOST_WAITING = 20
_LARGEST = 10_000
_LONGEST_PERIOD = 10
"""The letters of a period such as `2026-11`, with some to spare."""
_CSV, _JOURNAL = "csv", "journal"
log = logger()


@pages.get(HOME)
@page_for(*READERS)
def show(viewer: Viewer) -> Response:
    """Show the books of a month."""
    read = partial(shown.read_month, viewer)
    return page(viewer, asked_period.chosen("month", read, shown.month_of(viewer, "")))


@pages.post(f"{HOME}/freeze")
@page_for(Role.OVERSIGHT, needs_fresh=True)
def freeze(viewer: Viewer) -> Response:
    """Freeze an account, so that nobody is told to pay there, or end that. Its ledger stays."""
    account_id = number_in(request.form.get("account"), 18) or 0
    is_frozen = request.form.get("frozen") == "yes"

    def act(uow: UnitOfWork) -> bool:
        is_done = accounts.freeze(uow, viewer.record, account_id, is_frozen=is_frozen)
        if is_done:
            kind = ActKind.ACCOUNT_FROZEN if is_frozen else ActKind.ACCOUNT_THAWED
            acts.note(uow, viewer.record.id, kind, by=viewer.person_id, account=account_id)
        return is_done

    is_done = current_services().do(act)
    return _back(viewer, ("told.frozen" if is_frozen else "told.thawed") if is_done else "told.nothing")


@pages.post(f"{HOME}/counted")
@page_for(*READERS)
def counted(viewer: Viewer) -> Response:
    """Note that the viewer has counted the money of a month."""
    month = request.form.get("month", "")
    made = current_services().do(lambda uow: counting.note(uow, viewer.record, viewer.person, month))
    if made not in {Counted.NOTED, Counted.BEFORE}:
        return page(viewer, shown.month_of(viewer, month), f"told.counted.{made}")
    return _back(viewer, f"told.counted.{made}", month)


@pages.post(f"{HOME}/claim")
@page_for(*SIGNERS)
def claim(viewer: Viewer) -> Response:
    """Give a payment that waits to the giver who named it. What was typed comes back if it fits nothing."""
    typed = {name: " ".join(request.form.get(name, "").split())[:60] for name in ("number", "giver")}
    number = paying.number_of(typed["number"]) or typed["number"]
    giver = paying.account_of(typed["giver"])
    if giver is None or not lettered.is_valid(giver):
        return page(viewer, shown.month_of(viewer, ""), "claim.no-giver", typed)
    made = current_services().do(lambda uow: incoming.claim(uow, viewer.record, number, giver, viewer.person_id))
    if not isinstance(made, Claimed):
        return page(viewer, shown.month_of(viewer, ""), f"claim.{made}", typed)
    log.info("payment.claimed")
    values = {"amount": made.amount, "giver": made.giver.number, "receipt": made.written.receipt.number}
    told.of_app().put(viewer.session_id, Words(viewer.language, SUBJECT)("told.claimed", **values), viewer.now)
    return answers.go_to(HOME)


@pages.get(f"{HOME}/export")
@page_for(*READERS)
def download(viewer: Viewer) -> Response:
    """Give the books of a period as a file; those of this month if none is asked for."""
    typed = request.args.get("period")
    within = shown.month_of(viewer, "") if typed is None else books.read_period(typed)
    if within is None:
        return page(viewer, shown.month_of(viewer, ""), "export.wrong", {"period": (typed or "")[:_LONGEST_PERIOD]})
    with current_services().reading() as session:
        found = export.of_period(session, viewer.record, within)
    is_table = request.args.get("form") == _CSV
    text, end, kind = (
        (books.table(found), "csv", "text/csv") if is_table else (books.journal(found), "journal", "text/plain")
    )
    answer = Response(text, content_type=f"{kind}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="books-{within.name}.{end}"'
    return answer


def _back(viewer: Viewer, which: str, month: str = "") -> Response:
    told.of_app().put(viewer.session_id, Words(viewer.language, SUBJECT)(which), viewer.now)
    return answers.go_to(f"{HOME}?month={month}" if counting.is_month(month) else HOME)


def page(
    viewer: Viewer, month: Within, fault: str = "", typed: dict[str, str] | None = None, *, said: str = ""
) -> Response:
    """Return the page of a month, with what is wrong: a name of its words, or what a command has said."""
    say, record = Words(viewer.language, SUBJECT), viewer.record
    wanted = min(max(number_in(request.args.get("page"), 5) or 1, 1), _LARGEST)
    with current_services().reading() as session:
        balances = accounts.balances(session, record)
        found = export.of_period(session, record, month)
        begins, until = (local_weeks.begins(day, record.community.timezone) for day in (month.begins, month.until))
        unclaimed = incoming.waiting(session, record, _MOST_WAITING + 1)
        may_count = counting.may_count(session, record, viewer.person)
        of_month = public.of_month(session, record, begins, until)
        asked = waiting.of_community(session, viewer, say, balances)
    named = shown.names(viewer, say, balances)
    last = max(1, -(-len(found.lines) // shown.PAGE))
    number = min(wanted, last)
    return answers.page(
        SUBJECT,
        "desk/books.html",
        viewer,
        status=422 if fault or said else 200,
        fault=fault,
        said=said,
        typed=typed or {},
        month=month,
        before=shown.beside(month, -1),
        after=shown.beside(month, 1) if until <= viewer.now else "",
        of_month=of_month,
        out=[(named.get(f"expenses:{heading}", heading), amount) for heading, amount in of_month.out],
        accounts=shown.accounts(viewer, say, balances),
        lines=shown.lines(found, say, named, number),
        page=number,
        last=last,
        unclaimed=[
            (one.number, shown.amount(say, one.cents), moments.at(viewer, one.paid_at), one.account or "")
            for one in unclaimed[:_MOST_WAITING]
        ],
        is_more=len(unclaimed) > _MOST_WAITING,
        may_freeze=viewer.has(Role.OVERSIGHT),
        may_sign=viewer.has(*SIGNERS),
        may_count=may_count,
        asked=asked,
        letter=Letter.GIVER,
    )
