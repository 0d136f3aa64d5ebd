"""SMS commands about duty: on duty, off duty, swap, who is on duty, safe, opt-outs (STOP, START), and help by role."""

from rapidfuzz import fuzz

from gateway.communities.on_duty import people_on_duty
from gateway.messaging import opt_outs
from gateway.messaging.notices import coordinators, notify
from gateway.roster import duty, number_checks
from gateway.safety import checks, panic
from gateway.sms.sender import Reply, Sender
from menus.domain.community import CARE_ROLES, PATROL_ROLES, POLICE_ROLES, Person, Role
from menus.sms.grammar import Command
from menus.text import gsm7
from menus.text.names import Text

_ALIKE = 85.0


def on(sender: Sender, _command: Command) -> Reply:
    """Put a patroller on duty."""
    return _set_duty(sender, is_on=True)


def off(sender: Sender, _command: Command) -> Reply:
    """Take a patroller off duty."""
    return _set_duty(sender, is_on=False)


def swap(sender: Sender, command: Command) -> Reply:
    """Put another patroller on duty in the sender's place, and notify them."""
    if not sender.person.roles & PATROL_ROLES:
        return sender.refuse()
    other = _named(sender, command.rest)
    if other is None:
        return sender.reply_quoting(Text.SWAP_NOBODY, command.rest)
    duty.set_duty(sender.uow, sender.record, other, is_on=True, instead_of=sender.person)
    duty.set_duty(sender.uow, sender.record, sender.person, is_on=False)
    notify(sender.uow, sender.record, other, Text.SWAPPED_IN, said=sender.person.name)
    return sender.reply_quoting(Text.SWAPPED, other.name)


def _named(sender: Sender, name: str) -> Person | None:
    """Return the other patroller whose name is closest to `name`, in any spelling.

    Return None if no name is close enough, or if two names are equally close.
    """
    wanted = gsm7.plain(name).casefold()
    others = [
        person
        for person in sender.record.community.people
        if person.roles & PATROL_ROLES and person.phone != sender.person.phone
    ]
    scored = sorted(
        ((max(fuzz.token_set_ratio(wanted, person.name.casefold()), 0.0), person) for person in others),
        key=lambda pair: -pair[0],
    )
    if not wanted or not scored or scored[0][0] < _ALIKE:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None
    return scored[0][1]


def safe(sender: Sender, command: Command) -> Reply:
    """Note that the sender is safe at an incident, or that their number is still theirs (a number check).

    If an alarm is open for the sender, notify the coordinators. If nothing was asked, reply with the help text.
    """
    is_asked = checks.note_safe(sender.uow, sender.person_id)
    if panic.note_found(sender.uow, sender.record, sender.person):
        return sender.reply(Text.SAFE_TOLD)
    if is_asked:
        return sender.reply(Text.SAFE_NOTED)
    if number_checks.note_wrote(sender.uow, sender.record, sender.person):
        return sender.reply(Text.PROVED)
    return explain(sender, command)


def _set_duty(sender: Sender, *, is_on: bool) -> Reply:
    if not sender.person.roles & PATROL_ROLES:
        return sender.refuse()
    duty.set_duty(sender.uow, sender.record, sender.person, is_on=is_on)
    return sender.reply(Text.ON if is_on else Text.OFF)


def explain(sender: Sender, _command: Command) -> Reply:
    """Reply with the help text of the sender's role: the commands that they may send."""
    roles = sender.person.roles
    if Role.COORDINATOR in roles:
        return sender.reply(Text.HELP_COORDINATOR)
    if roles & PATROL_ROLES:
        return sender.reply(Text.HELP_PATROL)
    if roles & (POLICE_ROLES | {Role.CHIEF}):
        return sender.reply(Text.HELP_POLICE)
    if roles & (CARE_ROLES | {Role.OVERSIGHT}):
        return sender.reply(Text.HELP_FOCAL)
    return sender.reply(Text.HELP_RESIDENT, code=sender.record.community.ussd_codes[0])


def who(sender: Sender, _command: Command) -> Reply:
    """List for a coordinator the patrollers on duty, by their names in the community file."""
    if not sender.is_coordinator:
        return sender.refuse()
    uow, record = sender.uow, sender.record
    on_duty = people_on_duty(uow, record, PATROL_ROLES)
    names = [gsm7.plain(person.name) for person in on_duty if person.roles & PATROL_ROLES]
    if not names:
        return sender.reply(Text.WHO_NONE)
    lead = f"{record.community.short}: "
    return Reply("who", lead + gsm7.cut_to_fit(", ".join(names), gsm7.LIMIT - len(lead)))


def start(sender: Sender, command: Command) -> Reply:
    """Undo a STOP (opt in again), and put a patroller back on duty."""
    opt_outs.opt_in(sender.uow, sender.person.phone)
    return on(sender, command) if sender.person.roles & PATROL_ROLES else sender.reply(Text.STARTED)


def stop(sender: Sender, command: Command) -> Reply:
    """Opt the sender out of optional texts; take a patroller off duty and notify the patrol leaders.

    If no other leader is on duty, notify the coordinators. Alerts belong to the duty of a role, so they go on.
    """
    uow, record = sender.uow, sender.record
    is_news = opt_outs.opt_out(uow, sender.person.phone)
    if not sender.person.roles & PATROL_ROLES:
        return sender.reply(Text.STOPPED_ROLE) if is_news else Reply("stop", "")
    leaders = people_on_duty(uow, record, (Role.PATROL_LEADER, Role.DEPUTY_LEADER))
    others = [person for person in leaders if person.phone != sender.person.phone]
    for person in others or coordinators(uow, record):
        notify(uow, record, person, Text.STOPPED_DUTY, said=sender.person.name)
    return off(sender, command)
