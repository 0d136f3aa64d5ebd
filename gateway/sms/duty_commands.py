"""Service: on and off duty, who is on, and help by role."""

from rapidfuzz import fuzz

from gateway.communities.on_duty import holders
from gateway.messaging import opt_outs
from gateway.messaging.notices import coordinators, tell
from gateway.roster import number_checks
from gateway.safety import checks, panic
from gateway.sms.sender import Reply, Speaker
from gateway.storage.models import DutyRow
from menus.domain.community import CARE_ROLES, PATROL_ROLES, POLICE_ROLES, Person, Role
from menus.sms.grammar import Command
from menus.text import gsm7

_ALIKE = 85.0


def on(speaker: Speaker, _command: Command) -> Reply:
    """Put a patroller on duty."""
    return _set_duty(speaker, is_on=True)


def off(speaker: Speaker, _command: Command) -> Reply:
    """Take a patroller off duty."""
    return _set_duty(speaker, is_on=False)


def swap(speaker: Speaker, command: Command) -> Reply:
    """Put another patroller on duty in one's own place."""
    if not speaker.person.roles & PATROL_ROLES:
        return speaker.refuses()
    other = _named(speaker, command.rest)
    if other is None:
        return speaker.quotes("swap_nobody", command.rest)
    _keep_duty(speaker, other, is_on=True, instead_of=speaker.person)
    _keep_duty(speaker, speaker.person, is_on=False)
    tell(speaker.unit, speaker.town, other, "swapped_in", said=speaker.person.name)
    return speaker.quotes("swapped", other.name)


def _named(speaker: Speaker, name: str) -> Person | None:
    """Return the one other patroller that a name means, however it is spelt; None where it is nobody or two."""
    wanted = gsm7.plain(name).casefold()
    others = [
        person
        for person in speaker.town.community.people
        if person.roles & PATROL_ROLES and person.phone != speaker.person.phone
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


def safe(speaker: Speaker, command: Command) -> Reply:
    """Note that somebody at an incident is safe, or that a number is still theirs."""
    is_asked = checks.note_safe(speaker.unit, speaker.person_id)
    if panic.note_found(speaker.unit, speaker.town, speaker.person):
        return speaker.says("safe_told")
    if is_asked:
        return speaker.says("safe_noted")
    if number_checks.note_heard(speaker.unit, speaker.town, speaker.person):
        return speaker.says("proved")
    return explain(speaker, command)


def _set_duty(speaker: Speaker, *, is_on: bool) -> Reply:
    if not speaker.person.roles & PATROL_ROLES:
        return speaker.refuses()
    _keep_duty(speaker, speaker.person, is_on=is_on)
    return speaker.says("on" if is_on else "off")


def _keep_duty(speaker: Speaker, person: Person, *, is_on: bool, instead_of: Person | None = None) -> None:
    person_id = speaker.town.person_ids[person.phone]
    row = speaker.unit.session.get(DutyRow, person_id)
    if row is None:
        row = DutyRow(person_id=person_id)
        speaker.unit.session.add(row)
    row.is_on, row.at = is_on, speaker.unit.now
    row.instead_of = speaker.town.person_ids[instead_of.phone] if instead_of is not None else None
    speaker.unit.serving.clear()


def explain(speaker: Speaker, _command: Command) -> Reply:
    """Say what somebody of this role may send."""
    roles = speaker.person.roles
    if Role.COORDINATOR in roles:
        return speaker.says("help_coordinator")
    if roles & PATROL_ROLES:
        return speaker.says("help_patrol")
    if roles & (POLICE_ROLES | {Role.CHIEF}):
        return speaker.says("help_police")
    if roles & (CARE_ROLES | {Role.OVERSIGHT}):
        return speaker.says("help_focal")
    return speaker.says("help_resident", code=speaker.town.community.ussd_codes[0])


def who(speaker: Speaker, _command: Command) -> Reply:
    """Tell a coordinator which patrollers are on duty, by the names in the community file."""
    if not speaker.is_coordinator:
        return speaker.refuses()
    unit, town = speaker.unit, speaker.town
    on_duty = holders(unit, town, PATROL_ROLES)
    names = [gsm7.plain(person.name) for person in on_duty if person.roles & PATROL_ROLES]
    if not names:
        return speaker.says("who_none")
    lead = f"{town.community.short}: "
    return Reply("who", lead + gsm7.cut_to_fit(", ".join(names), gsm7.LIMIT - len(lead)))


def start(speaker: Speaker, command: Command) -> Reply:
    """Take back a STOP; a patroller is on duty again."""
    opt_outs.opt_in(speaker.unit, speaker.person.phone)
    return on(speaker, command) if speaker.person.roles & PATROL_ROLES else speaker.says("started")


def stop(speaker: Speaker, command: Command) -> Reply:
    """End what is not a duty; take a patroller off duty, and tell the leaders.

    Alerts to whoever answers for something are their duty, and go on.
    """
    unit, town = speaker.unit, speaker.town
    is_news = opt_outs.opt_out(unit, speaker.person.phone)
    if not speaker.person.roles & PATROL_ROLES:
        return speaker.says("stopped_role") if is_news else Reply("stop", "")
    leaders = holders(unit, town, (Role.PATROL_LEADER, Role.DEPUTY_LEADER))
    others = [person for person in leaders if person.phone != speaker.person.phone]
    for person in others or coordinators(unit, town):
        tell(unit, town, person, "stopped_duty", said=speaker.person.name)
    return off(speaker, command)
