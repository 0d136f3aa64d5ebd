"""Help by role: the SMS commands that a person with a role may send."""

from dataclasses import replace

from gateway.sms.sender import Reply, Sender
from menus.domain.baraza import REVIEWERS
from menus.domain.community import Mode
from menus.domain.roles import CARE_ROLES, PATROL_ROLES, POLICE_ROLES, Role
from menus.domain.signing import SIGNATORIES
from menus.sms import paging, wording
from menus.sms.command import Command
from menus.text.names import Text

MENU = "menu"
"""The result of a text that asks for the commands: unlike a text without a meaning, it is answered each time."""


def menu(sender: Sender, command: Command) -> Reply:
    """Reply to somebody who asks for the commands of their role; `MENU 2` is those of the association's own life."""
    page = paging.wanted(command.rest)
    names = of_association(sender.person.roles) if page is not None and page.page > 1 else ()
    if not names:
        return replace(explain(sender, command), result=MENU)
    first, *more = (wording.say(sender.record.community, sender.person.language, name) for name in names)
    return Reply(MENU, first, more=tuple(more))


def explain(sender: Sender, _command: Command) -> Reply:
    """Reply with the commands that the sender may send. Somebody with several roles may get a second text."""
    person, record = sender.person, sender.record
    first, *more = texts_of(person.roles, record.community.mode) or (Text.HELP_RESIDENT,)
    reply = sender.reply(first, code=record.community.ussd_codes[0])
    return replace(reply, more=tuple(wording.say(record.community, person.language, name) for name in more))


def of_association(roles: frozenset[Role]) -> tuple[Text, ...]:
    """Return the help texts of the association's own life: only who asks for them gets them, for each costs."""
    found = [Text.HELP_BARAZA, Text.HELP_MATTERS, Text.HELP_STATION] if Role.COORDINATOR in roles else []
    if not found and roles & REVIEWERS:
        found.append(Text.HELP_QUESTIONS)
    if Role.OVERSIGHT in roles:
        found.append(Text.HELP_WATCH)
    if roles & SIGNATORIES:
        found.append(Text.HELP_MONEY)
    if roles & {Role.PATROL_LEADER, Role.DEPUTY_LEADER}:
        found.append(Text.HELP_WARN)
    return tuple(found)


def texts_of(roles: frozenset[Role], mode: Mode) -> tuple[Text, ...]:
    """Return the help texts that name the commands of all these roles: what cannot wait comes first."""
    is_patrol, is_coordinator, is_helper = roles & PATROL_ROLES, Role.COORDINATOR in roles, roles & CARE_ROLES
    found = []
    if is_patrol:
        found.append(Text.HELP_BOTH if is_coordinator else Text.HELP_PATROL)
    if is_coordinator and mode is Mode.REFER_ONLY:
        # There is no team that SEND could send.
        found += [Text.HELP_COORDINATOR_REFER, *([Text.HELP_FOCAL] if is_helper else [])]
    elif is_coordinator and is_helper:
        found.append(Text.HELP_COORDINATOR_HELPER)
    elif is_helper:
        found.append(Text.HELP_FOCAL)
    elif is_coordinator and not is_patrol:
        found.append(Text.HELP_COORDINATOR)
    if roles & (POLICE_ROLES | {Role.CHIEF}):
        found.append(Text.HELP_POLICE)
    if Role.OVERSIGHT in roles:
        found.append(Text.HELP_OVERSIGHT)
    if Role.YOUTH_LEAD in roles:
        found.append(Text.HELP_YOUTH)
    if Role.TREASURER in roles and not found:
        found.append(Text.HELP_MONEY)
    return tuple(found)
