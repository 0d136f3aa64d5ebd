"""SMS commands about the desk: DESK sends a code that opens it, DESK OFF and NOTME end what is open in one's name."""

from dataclasses import replace

from gateway.core import acts
from gateway.roster.desk_access import open_sessions, session_ends, sign_in_codes
from gateway.sms.sender import Reply, Sender
from menus.domain.acts import ActKind
from menus.domain.desk_roles import DESK_ROLES
from menus.sms.command import Command
from menus.text.names import Text


def desk(sender: Sender, command: Command) -> Reply:
    """Send a code that opens the desk to the number on file; with OFF, end the session of this person.

    OFF works for somebody whose roles were just taken away, too, as long as a session of theirs is there. Whoever asks
    again within seconds is told that the code comes: a second code would end the first.
    """
    was_in = bool(command.rest) and open_sessions.sign_out(sender.uow, sender.record.id, sender.person_id)
    if not (sender.person.roles & DESK_ROLES or was_in):
        return sender.refuse()
    if command.rest:
        return sender.reply(Text.DESK_OFF)
    if sign_in_codes.is_coming(sender.uow, sender.person_id):
        return sender.reply(Text.DESK_CODE_COMES)
    acts.note(sender.uow, sender.record.id, ActKind.DESK_CODE_ASKED, by=sender.person_id)
    code = sign_in_codes.give(sender.uow, sender.person_id)
    # The outbox forgets the code soon: it lives for minutes.
    return replace(sender.reply(Text.DESK_CODE, code=f"{code[:4]} {code[4:]}"), is_erased=True)


def not_me(sender: Sender, _command: Command) -> Reply:
    """End the codes and the sessions in the name of somebody who has not asked for them."""
    if not sender.person.roles & DESK_ROLES:
        return sender.refuse()
    session_ends.disown(sender.uow, sender.record, sender.person)
    return sender.reply(Text.DESK_NOT_ME)
