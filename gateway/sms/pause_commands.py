"""SMS commands that stop Doria for new reports and start it again: PAUSE and RESUME, each with its code."""

from gateway.communities import pauses
from gateway.intake import pausing
from gateway.sms import confirmation_codes
from gateway.sms.sender import Reply, Sender
from menus.domain.pending import PendingPause, PendingResume
from menus.sms import wording
from menus.sms.command import Command
from menus.text import gsm7
from menus.text.names import Text


def pause(sender: Sender, command: Command) -> Reply:
    """Ask for the code that stops Doria; without a reason, ask for one."""
    if not sender.is_coordinator:
        return sender.refuse()
    if not any(map(str.isalnum, gsm7.plain(command.rest))):
        return sender.reply(Text.PAUSE_WHY)
    return _already(sender) or confirmation_codes.question(sender, Text.CONFIRM_PAUSE, PendingPause(command.rest))


def confirmed(sender: Sender, pending: PendingPause | PendingResume) -> Reply:
    """Stop Doria for new callers and new texts, or start it again: the code has come."""
    if not sender.is_coordinator:
        return sender.refuse()
    return _pause_now(sender, pending) if isinstance(pending, PendingPause) else _resume_now(sender)


def _pause_now(sender: Sender, pending: PendingPause) -> Reply:
    row = pausing.pause(sender.uow, sender.record, pending.why, sender.person)
    return (_already(sender) if row is None else None) or sender.reply(Text.PAUSED_NOW)


def resume(sender: Sender, _command: Command) -> Reply:
    """Ask for the code that starts Doria again."""
    if not sender.is_coordinator:
        return sender.refuse()
    row = pauses.open_one(sender.uow.session, sender.record.id)
    if row is None:
        return sender.reply(Text.NOT_PAUSED)
    count = str(pauses.texts_since(sender.uow.session, sender.record, row.paused_at))
    return confirmation_codes.question(sender, Text.CONFIRM_RESUME, PendingResume(), count=count)


def _resume_now(sender: Sender) -> Reply:
    row = pausing.resume(sender.uow, sender.record, sender.person)
    if row is None:
        return sender.reply(Text.NOT_PAUSED)
    count = pauses.texts_since(sender.uow.session, sender.record, row.paused_at)
    return sender.reply(Text.RESUMED_NOW, count=str(count))


def _already(sender: Sender) -> Reply | None:
    """Return the reply that Doria is stopped already, or None if it is not."""
    row = pauses.open_one(sender.uow.session, sender.record.id)
    if row is None:
        return None
    at = wording.moment(sender.record.community, row.paused_at, sender.uow.now)
    return sender.reply(Text.PAUSED_ALREADY, at=at)
