"""SMS commands about duty: on duty, off duty, swap, and STOP and START, which change duty, too."""

from gateway.communities.on_duty import duties, holders_now
from gateway.escalation import coming_on_duty
from gateway.incidents import access, whereabouts
from gateway.messaging import opt_outs
from gateway.messaging.notices import coordinators, notify
from gateway.roster import duty
from gateway.sms import confirmation_codes
from gateway.sms.sender import MOST_LISTED, Reply, Sender
from gateway.storage.models import Incident
from menus.domain import roster
from menus.domain.community import Person
from menus.domain.pending import PendingOff, PendingSwap
from menus.domain.roles import PATROL_ROLES, Role
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text import person_matching
from menus.text.names import Text


def on(sender: Sender, _command: Command) -> Reply:
    """Put a patroller on duty."""
    return _set_duty(sender, is_on=True)


def off(sender: Sender, _command: Command) -> Reply:
    """Take a patroller off duty. If nobody else is on duty, ask for a code first."""
    return _ask_if_last(sender, PendingOff()) or _set_duty(sender, is_on=False)


def _ask_if_last(sender: Sender, pending: PendingOff) -> Reply | None:
    """Return the question for the code if the sender is the last patroller on duty; else None."""
    if not _is_last(sender):
        return None
    return confirmation_codes.question(sender, Text.CONFIRM_OFF, pending)


def _is_last(sender: Sender) -> bool:
    """Return whether the sender is the last patroller on duty: then they go off duty with a code alone.

    Somebody who forges a patroller's number must not leave the neighbourhood without a patrol, nor with one who sleeps.
    """
    uow, record = sender.uow, sender.record
    return roster.is_last_on_duty(record.community, sender.person, uow.now, duties(uow, record))


def off_now(sender: Sender, pending: PendingOff) -> Reply:
    """Take the last patroller off duty, whose code has been given."""
    if pending.has_stopped:
        _notify_of_stop(sender)
    return _set_duty(sender, is_on=False)


def swap(sender: Sender, command: Command) -> Reply:
    """Put another patroller on duty in the sender's place, and notify them. If nobody else is on duty, ask for a code.

    The other one may have sent OFF and be asleep.
    """
    if not sender.person.roles & PATROL_ROLES:
        return sender.refuse()
    if not command.rest:
        return sender.reply(Text.SWAP_WHOM)
    others = [person for person in sender.record.community.people if person.phone != sender.person.phone]
    other = person_matching.closest(command.rest, [person for person in others if person.roles & PATROL_ROLES])
    if other is None:
        return sender.reply_quoting(Text.SWAP_NOBODY, command.rest)
    if _is_last(sender):
        pending = PendingSwap(sender.record.person_ids[other.phone])
        return confirmation_codes.question(sender, Text.CONFIRM_SWAP, pending, other.name)
    return _swap(sender, other)


def swap_now(sender: Sender, pending: PendingSwap) -> Reply:
    """Put another patroller on duty in the place of the last one, whose code has been given."""
    other = sender.record.person(pending.other_id)
    if other is None or not (other.roles & PATROL_ROLES and sender.person.roles & PATROL_ROLES):
        # The community file has changed meanwhile.
        return sender.reply(Text.EXPIRED)
    return _swap(sender, other)


def _swap(sender: Sender, other: Person) -> Reply:
    duty.set_duty(sender.uow, sender.record, other, is_on=True, instead_of=sender.person)
    duty.set_duty(sender.uow, sender.record, sender.person, is_on=False)
    notify(sender.uow, sender.record, other, Text.SWAPPED_IN, said=sender.person.name)
    coming_on_duty.alert(sender.uow, sender.record, other)
    return sender.reply_quoting(Text.SWAPPED, other.name)


def _set_duty(sender: Sender, *, is_on: bool) -> Reply:
    if not sender.person.roles & PATROL_ROLES:
        return sender.refuse()
    duty.set_duty(sender.uow, sender.record, sender.person, is_on=is_on)
    if is_on:
        coming_on_duty.alert(sender.uow, sender.record, sender.person)
    return sender.reply(Text.ON if is_on else Text.OFF)


def start(sender: Sender, command: Command) -> Reply:
    """Undo a STOP (opt in again), and put a patroller back on duty."""
    opt_outs.opt_in(sender.uow, sender.person.phone)
    return on(sender, command) if sender.person.roles & PATROL_ROLES else sender.reply(Text.STARTED)


def stop(sender: Sender, command: Command) -> Reply:
    """Opt the sender out of optional texts; take a patroller off duty and notify the patrol leaders.

    If no other leader is on duty, notify the coordinators. Alerts belong to the duty of a role, so they go on. A STOP
    with a reference may mean that incident. The last patroller on duty goes off with a code alone.
    """
    return _stop(sender, command) if command.reference is None else cancel(sender, command)


def cancel(sender: Sender, command: Command) -> Reply:
    """Ask what CANCEL, END or QUIT means from somebody with an open alarm, alert or report; else it is a STOP.

    If it names an incident of theirs, or if several are open, the question says how to leave one of them.
    """
    meant = _cancelled(sender, command) if command.verb is Verb.CANCEL else []
    if meant:
        references = " ".join(incident.reference for incident in meant[::-1][:MOST_LISTED])
        return sender.reply(Text.CANCEL_WHICH, references=references)
    session, caller = sender.uow.session, sender.uow.keyring.phones(sender.person.phone)
    if whereabouts.called_at(session, sender.person_id) is not None or whereabouts.has_open_report(session, caller):
        return sender.reply(Text.STOP_OR_ANSWER)
    return _stop(sender, command)


def _cancelled(sender: Sender, command: Command) -> list[Incident]:
    """Return the open incidents of the sender that a CANCEL may mean: the one it names, or several; else none."""
    session, record = sender.uow.session, sender.record
    if command.reference is not None:
        named = access.find(session, record, sender.person, command.reference)
        return [named] if named is not None and named.status.is_live else []
    mine = access.open_for(session, record, sender.person)
    return mine if len(mine) > 1 else []


def _stop(sender: Sender, command: Command) -> Reply:
    is_news = opt_outs.opt_out(sender.uow, sender.person.phone)
    if not sender.person.roles & PATROL_ROLES:
        return sender.reply(Text.STOPPED_ROLE) if is_news else Reply("stop", "")
    asked = _ask_if_last(sender, PendingOff(has_stopped=True))
    if asked is not None:
        return asked
    _notify_of_stop(sender)
    return off(sender, command)


def _notify_of_stop(sender: Sender) -> None:
    """Notify the other patrol leaders on duty that a patroller has sent STOP; without one, the coordinators."""
    uow, record = sender.uow, sender.record
    leaders = holders_now(uow, record, (Role.PATROL_LEADER, Role.DEPUTY_LEADER))
    others = [person for person in leaders if person.phone != sender.person.phone]
    for person in others or coordinators(uow, record):
        notify(uow, record, person, Text.STOPPED_DUTY, said=sender.person.name)
