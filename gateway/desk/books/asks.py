"""Agreeing and refusing at the desk: the same command as by SMS, so that each refusal is the same."""

from collections.abc import Callable

from flask import Blueprint, Response, request

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, confirming, told
from gateway.desk.answers import Words
from gateway.desk.books.pages import HOME, SIGNERS, SUBJECT
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.sms.association import payment_commands
from gateway.sms.sender import Reply, Sender
from menus.domain import lettered
from menus.domain.giving import Giving
from menus.domain.lettered import Letter
from menus.text import giving_in_force

pages = Blueprint("book_asks", __name__)
_LONGEST = 20
Command = Callable[[Sender, Giving, str], Reply]


@pages.post(f"{HOME}/agree")
@page_for(*SIGNERS, needs_fresh=True)
def agree(viewer: Viewer) -> Response:
    """Agree to what another person has asked; the first who may, does it."""
    return _settle(viewer, payment_commands.agree)


@pages.post(f"{HOME}/refuse")
@page_for(*SIGNERS, needs_fresh=True)
def refuse(viewer: Viewer) -> Response:
    """Refuse what was asked, or take back what one has asked oneself."""
    return _settle(viewer, payment_commands.refuse)


def _settle(viewer: Viewer, command: Command) -> Response:
    number = lettered.named(request.form.get("number", "")[:_LONGEST], Letter.PAYMENT) or ""
    giving = giving_in_force.of(viewer.record.community)

    def act(uow: UnitOfWork) -> str:
        if giving is None:
            return Words(viewer.language, SUBJECT)("told.nothing")
        return command(confirming.sender_of(uow, viewer), giving, number).text

    told.of_app().put(viewer.session_id, current_services().do(act), viewer.now)
    return answers.go_to(HOME)
