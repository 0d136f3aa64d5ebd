"""Duty commands by SMS: on and off duty, swap, who is on duty, safe, STOP, START, and help by role."""

from rapidfuzz import fuzz

from gateway.communities.on_duty import holders
from gateway.messaging import opt_outs
from gateway.messaging.notices import coordinators, notify
from gateway.roster import number_checks
from gateway.safety import checks, panic
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import DutyRow
from menus.domain.community import CARE_ROLES, PATROL_ROLES, POLICE_ROLES, Person, Role
from menus.sms.grammar import Command
from menus.text import gsm7

_ALIKE = 85.0


def on(sender: Sender, _command: Command) -> Reply:
    """Put a patroller on duty."""
    return _set_duty(sender, is_on=True)


def off(sender: Sender, _command: Command) -> Reply:
    """Take a patroller off duty."""
    return _set_duty(sender, is_on=False)


def swap(sender: Sender, command: Command) -> Reply:
    """Put another patroller on duty in the sender's place."""
    if not sender.person.roles & PATROL_ROLES:
        return sender.refuse()
    other = _named(sender, command.rest)
    if other is None:
        return sender.reply_quoting("swap_nobody", command.rest)
    _keep_duty(sender, other, is_on=True, instead_of=sender.person)
    _keep_duty(sender, sender.person, is_on=False)
    notify(sender.uow, sender.record, other, "swapped_in", said=sender.person.name)
    return sender.reply_quoting("swapped", other.name)


def _named(sender: Sender, name: str) -> Person | None:
    """Return the one other patroller whose name matches, however it is spelt; None if nobody or two people match."""
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
    """Record that the sender is safe, or that their number is still theirs."""
    is_asked = checks.note_safe(sender.uow, sender.person_id)
    if panic.note_found(sender.uow, sender.record, sender.person):
        return sender.reply("safe_told")
    if is_asked:
        return sender.reply("safe_noted")
    if number_checks.note_wrote(sender.uow, sender.record, sender.person):
        return sender.reply("proved")
    return explain(sender, command)


def _set_duty(sender: Sender, *, is_on: bool) -> Reply:
    if not sender.person.roles & PATROL_ROLES:
        return sender.refuse()
    _keep_duty(sender, sender.person, is_on=is_on)
    return sender.reply("on" if is_on else "off")


def _keep_duty(sender: Sender, person: Person, *, is_on: bool, instead_of: Person | None = None) -> None:
    person_id = sender.record.person_ids[person.phone]
    row = sender.uow.session.get(DutyRow, person_id)
    if row is None:
        row = DutyRow(person_id=person_id)
        sender.uow.session.add(row)
    row.is_on, row.at = is_on, sender.uow.now
    row.instead_of = sender.record.person_ids[instead_of.phone] if instead_of is not None else None
    sender.uow.stated_duties.clear()


def explain(sender: Sender, _command: Command) -> Reply:
    """Return the list of commands that the sender's role may send."""
    roles = sender.person.roles
    if Role.COORDINATOR in roles:
        return sender.reply("help_coordinator")
    if roles & PATROL_ROLES:
        return sender.reply("help_patrol")
    if roles & (POLICE_ROLES | {Role.CHIEF}):
        return sender.reply("help_police")
    if roles & (CARE_ROLES | {Role.OVERSIGHT}):
        return sender.reply("help_focal")
    return sender.reply("help_resident", code=sender.record.community.ussd_codes[0])


def who(sender: Sender, _command: Command) -> Reply:
    """Return to a coordinator the names of the patrollers on duty, as in the community file."""
    if not sender.is_coordinator:
        return sender.refuse()
    uow, record = sender.uow, sender.record
    on_duty = holders(uow, record, PATROL_ROLES)
    names = [gsm7.plain(person.name) for person in on_duty if person.roles & PATROL_ROLES]
    if not names:
        return sender.reply("who_none")
    lead = f"{record.community.short}: "
    return Reply("who", lead + gsm7.cut_to_fit(", ".join(names), gsm7.LIMIT - len(lead)))


def start(sender: Sender, command: Command) -> Reply:
    """Undo a STOP, and put a patroller on duty again."""
    opt_outs.opt_in(sender.uow, sender.person.phone)
    return on(sender, command) if sender.person.roles & PATROL_ROLES else sender.reply("started")


def stop(sender: Sender, command: Command) -> Reply:
    """Stop all texts that are not part of a role's duty; take a patroller off duty, and notify the patrol leaders.

    Alerts to a person with a role are part of their duty, and go on.
    """
    uow, record = sender.uow, sender.record
    is_news = opt_outs.opt_out(uow, sender.person.phone)
    if not sender.person.roles & PATROL_ROLES:
        return sender.reply("stopped_role") if is_news else Reply("stop", "")
    leaders = holders(uow, record, (Role.PATROL_LEADER, Role.DEPUTY_LEADER))
    others = [person for person in leaders if person.phone != sender.person.phone]
    for person in others or coordinators(uow, record):
        notify(uow, record, person, "stopped_duty", said=sender.person.name)
    return off(sender, command)
