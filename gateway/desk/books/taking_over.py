"""Taking over at the desk: the cash of somebody who has left goes to a signatory, once a second person agrees."""

from flask import Blueprint, Response, request

from gateway.association.giving import taking_over
from gateway.association.giving.taking_over import NotAsked
from gateway.desk import asking
from gateway.desk.answers import Words
from gateway.desk.books import shown
from gateway.desk.books.pages import HOME, SIGNERS, SUBJECT, page
from gateway.desk.guards import page_for
from gateway.desk.once import once
from gateway.desk.viewer import Viewer, current_services
from menus.text.typed_numbers import number_in

pages = Blueprint("book_taking_over", __name__)


@pages.post(f"{HOME}/take-over")
@page_for(*SIGNERS, needs_fresh=True)
@once(HOME)
def take_over(viewer: Viewer) -> Response:
    """Ask whether all cash of an account without a holder may go to the viewer."""
    account_id = number_in(request.form.get("account"), 18) or 0
    made = current_services().do(lambda uow: taking_over.ask(uow, viewer.record, viewer.person, account_id))
    if isinstance(made, NotAsked):
        return page(viewer, shown.month_of(viewer, ""), f"take_over.{made}")
    say = Words(viewer.language, SUBJECT)
    return asking.done(viewer, say("take_over.asked", number=made.number, amount=made.amount_kes), HOME)
