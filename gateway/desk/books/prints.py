"""Receipt books to print: blank receipts with numbers that no other receipt ever gets. The browser prints them."""

from flask import Blueprint, Response, request

from gateway.association.giving import printed_books, receipts
from gateway.association.giving.printed_books import NotMade
from gateway.desk import answers, moments
from gateway.desk.books.pages import HOME, SUBJECT
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.logs import logger
from menus.domain import pads
from menus.domain.roles import Role

pages = Blueprint("receipt_books", __name__)
PRINTERS = (Role.TREASURER, Role.COORDINATOR)
_BOOKS = f"{HOME}/receipts"
_MOST = 20
"""The books that the page lists. A guess."""
_LARGEST = 2**31 - 1
"""The largest number that the column of books holds on PostgreSQL."""
log = logger()


@pages.get(_BOOKS)
@page_for(*PRINTERS)
def listing(viewer: Viewer) -> Response:
    """Show the receipt books, and the form that makes one."""
    return _page(viewer)


@pages.post(_BOOKS)
@page_for(*PRINTERS)
def make(viewer: Viewer) -> Response:
    """Reserve numbers, and show them as a book to print."""
    typed, seen = request.form.get("count", ""), request.form.get("seen", "")
    count = pads.read_count(typed)
    if count is None:
        return _page(viewer, "receipts.wrong", typed)
    made = current_services().do(lambda uow: printed_books.reserve(uow, viewer.record, count, seen))
    if isinstance(made, NotMade):
        return _page(viewer, f"receipts.{made}", typed)
    log.info("receipt_book.made", receipts=count)
    return answers.go_to(f"{_BOOKS}/{made}")


@pages.get(f"{_BOOKS}/<int:number>")
@page_for(*PRINTERS)
def book(viewer: Viewer, number: int) -> Response:
    """Show a book to print, also once more."""
    with current_services().reading() as session:
        found = receipts.of_book(session, viewer.record, number) if 0 < number <= _LARGEST else ()
    if not found:
        return answers.not_found()
    return answers.page(SUBJECT, "desk/books_print.html", viewer, receipts=found, number=number)


def _page(viewer: Viewer, fault: str = "", typed: str = "") -> Response:
    with current_services().reading() as session:
        made = printed_books.of_community(session, viewer.record, _MOST)
    return answers.page(
        SUBJECT,
        "desk/books_receipts.html",
        viewer,
        status=422 if fault else 200,
        fault=fault,
        typed=typed[:10] or "20",
        rules=pads,
        seen=made[0].number if made else 0,
        books=[(one, moments.at(viewer, one.made_at)) for one in made],
    )
