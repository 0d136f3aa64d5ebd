"""Help by role: the SMS commands that a person with a role may send."""

from dataclasses import replace

from gateway.sms.sender import Reply, Sender
from menus.domain.community import CARE_ROLES, PATROL_ROLES, POLICE_ROLES, Role
from menus.sms.command import Command
from menus.text.names import Text

MENU = "menu"
"""The result of a text that asks for the commands: unlike a text without a meaning, it is answered each time."""

_HELP: tuple[tuple[frozenset[Role], Text], ...] = (
    (frozenset({Role.COORDINATOR}), Text.HELP_COORDINATOR),
    (PATROL_ROLES, Text.HELP_PATROL),
    (POLICE_ROLES | {Role.CHIEF}, Text.HELP_POLICE),
    (CARE_ROLES, Text.HELP_FOCAL),
    (frozenset({Role.OVERSIGHT}), Text.HELP_OVERSIGHT),
)
"""The help texts, each with its roles. The first one of a person's roles counts."""


def menu(sender: Sender, command: Command) -> Reply:
    """Reply to somebody who asks for the commands of their role."""
    return replace(explain(sender, command), result=MENU)


def explain(sender: Sender, _command: Command) -> Reply:
    """Reply with the help text of the sender's role: the commands that they may send."""
    roles = sender.person.roles
    if roles & CARE_ROLES and Role.COORDINATOR in roles:
        return sender.reply(Text.HELP_COORDINATOR_HELPER)
    if roles & PATROL_ROLES and Role.COORDINATOR in roles:
        return sender.reply(Text.HELP_BOTH)
    for of_text, name in _HELP:
        if roles & of_text:
            return sender.reply(name)
    return sender.reply(Text.HELP_RESIDENT, code=sender.record.community.ussd_codes[0])
