"""Help by role: the SMS commands that a person with a role may send."""

from dataclasses import replace

from gateway.sms.sender import Reply, Sender
from menus.domain.community import CARE_ROLES, PATROL_ROLES, POLICE_ROLES, Role
from menus.sms.grammar import Command
from menus.text.names import Text

MENU = "menu"
"""The result of a text that asks for the commands: unlike a text without a meaning, it is answered each time."""


def menu(sender: Sender, command: Command) -> Reply:
    """Reply to somebody who asks for the commands of their role."""
    return replace(explain(sender, command), result=MENU)


def explain(sender: Sender, _command: Command) -> Reply:
    """Reply with the help text of the sender's role: the commands that they may send."""
    roles = sender.person.roles
    if Role.COORDINATOR in roles:
        return sender.reply(Text.HELP_COORDINATOR)
    if roles & PATROL_ROLES:
        return sender.reply(Text.HELP_PATROL)
    if roles & (POLICE_ROLES | {Role.CHIEF}):
        return sender.reply(Text.HELP_POLICE)
    if roles & CARE_ROLES:
        return sender.reply(Text.HELP_FOCAL)
    if Role.OVERSIGHT in roles:
        return sender.reply(Text.HELP_OVERSIGHT)
    return sender.reply(Text.HELP_RESIDENT, code=sender.record.community.ussd_codes[0])
