"""Confirming: a command that by SMS waits for its code is confirmed on the desk by a page that says what it will do.

The command is the same function as that of the SMS, so that each refusal is the same. Its code is never kept, and
leaves by no text: no command of the desk can be confirmed from a phone.
"""

from collections.abc import Callable

from flask import Response

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import guards
from gateway.desk.viewer import Viewer
from gateway.sms import confirmation_codes, coordinator_commands
from gateway.sms.sender import Reply, Sender
from menus.domain.pending import Stored, from_stored


def sender_of(uow: UnitOfWork, viewer: Viewer) -> Sender:
    """Return the viewer as the sender of a command."""
    return Sender(uow, viewer.record, viewer.person)


def ask(sender: Sender, command: Callable[[Sender], Reply]) -> Reply:
    """Return what a command answers. If it would wait for a code (`asked`), nothing of it is kept."""
    reply = command(sender)
    _take_back(sender.uow, reply)
    return reply


def do(sender: Sender, command: Callable[[Sender], Reply]) -> Reply:
    """Carry out a command that its person has confirmed with the button; it may be refused as things are now."""
    reply = ask(sender, command)
    if reply.asked is None:
        return reply
    row = reply.asked.row
    pending = from_stored(Stored(row.verb, row.incident_id, row.words))
    return reply if pending is None else coordinator_commands.carry_out(sender, pending)


def _take_back(uow: UnitOfWork, reply: Reply) -> None:
    """Leave the commands that wait for a code as they were before this one. One that waits by SMS goes on to wait."""
    if reply.asked is None:
        return
    confirmation_codes.take_back(reply.asked, uow.now)
    if reply.asked.row in uow.session.new:
        uow.session.expunge(reply.asked.row)


def lacks_proof(viewer: Viewer) -> Response | None:
    """Return the page that asks for a fresh proof before what cannot be undone; None if the person gave one."""
    if viewer.is_fresh:
        return None
    return guards.ask_again(viewer)
