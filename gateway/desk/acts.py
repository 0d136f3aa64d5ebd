"""Acts on an incident: each press goes by the command that the same word by SMS goes by, so both refuse the same.

Before anything is done, the incident is locked, and what others did since the page was shown is looked up: if there is
anything, nothing is done, and the person is asked again. A command that asks for a code by SMS asks here for a second
press, on a page that says what will happen. No code is left open.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from gateway.core import known
from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import late
from gateway.desk.incident import page
from gateway.desk.viewer import Viewer
from gateway.incidents import access, merging
from gateway.sms import commands, coordinator_commands
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Event, Incident
from menus.domain.classes import CrimeClass
from menus.domain.desk_acts import DeskAct
from menus.domain.pending import Pending, Stored, from_stored
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text.names import Text

LONGEST = 1_000
"""The most characters of a field that are read: as much as a note keeps."""
_LONGEST_REFERENCE = 9
_DONE = {Text.PASSED.key}
"""The answers to what is done although it may leave no event of this incident."""


@dataclass(frozen=True)
class Press:
    """A button that somebody has pressed: the act, the incident, the mark of their page, and what they typed.

    `is_confirmed`: they have read what will happen; `seen_other` is then the newest event of the other incident of a
    JOIN.
    """

    act: DeskAct
    reference: str
    seen: str
    typed: Mapping[str, str]
    is_confirmed: bool = False
    seen_other: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether nothing was typed that the act needs: the button of a list opens the form."""
        return bool(self.act.needed) and not any(self.typed.get(name, "").strip() for name in self.act.needed)


@dataclass(frozen=True)
class Gone:
    """The incident does not exist for this person."""


@dataclass(frozen=True)
class Stale:
    """Others have acted since the page was shown, by the numbers of the events. Nothing was done."""

    events: tuple[int, ...]


@dataclass(frozen=True)
class Asks:
    """The act cannot be undone: it waits for a second press."""

    pending: Pending


@dataclass(frozen=True)
class Answered:
    """The command has answered. `is_done`: something was done; otherwise the text says why nothing was."""

    text: str
    is_done: bool


Outcome = Gone | Stale | Asks | Answered


def press(uow: UnitOfWork, viewer: Viewer, pressed: Press) -> Outcome:
    """Do what a press means, in this transaction, or say why it is not done."""
    incident = page.find(uow.session, viewer, pressed.reference)
    if incident is None:
        return Gone()
    _lock(uow, viewer, incident, pressed)
    others = late.since(uow.session, viewer, incident, pressed.seen)
    if others:
        return Stale(tuple(event.number for event in others))
    if pressed.is_confirmed and _has_other_changed(uow, viewer, pressed):
        # The page showed both of a JOIN side by side.
        pressed = replace(pressed, is_confirmed=False)
    sender = Sender(uow, viewer.record, viewer.person)
    before = _last_own(uow, viewer, incident)
    reply = _confirmed(sender, incident, pressed) if pressed.is_confirmed else _asked(sender, incident, pressed)
    if not isinstance(reply, Reply):
        return Asks(reply)
    uow.session.flush()
    return Answered(reply.text, reply.result in _DONE or _last_own(uow, viewer, incident) != before)


def _lock(uow: UnitOfWork, viewer: Viewer, incident: Incident, pressed: Press) -> None:
    """Lock the incident until the commit; a JOIN locks both of its own, in the order in which all joins lock them."""
    both = {incident.id: incident}
    other = _other(uow, viewer, pressed)
    both |= {other.id: other} if other is not None else {}
    for _, row in sorted(both.items()):
        uow.lock_row(row)


def _has_other_changed(uow: UnitOfWork, viewer: Viewer, pressed: Press) -> bool:
    """Return whether others have acted on the other incident of a JOIN since the page of this press was shown."""
    other = _other(uow, viewer, pressed)
    return other is not None and bool(late.since(uow.session, viewer, other, pressed.seen_other))


def _other(uow: UnitOfWork, viewer: Viewer, pressed: Press) -> Incident | None:
    """Return the other incident of a JOIN; None for any other act, and if there is none for the viewer."""
    if pressed.act is not DeskAct.JOIN:
        return None
    return access.find(uow.session, viewer.record, viewer.person, _reference(pressed.typed.get("other", "")))


def _reference(typed: str) -> str:
    """Return the reference that somebody typed, perhaps in groups; empty if it cannot be one."""
    digits = "".join(typed.split())
    return digits if digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST_REFERENCE else ""


def _last_own(uow: UnitOfWork, viewer: Viewer, incident: Incident) -> int:
    """Return the newest event of the incident that the viewer has caused: an act that does something causes one."""
    own = select(func.max(Event.id)).where(Event.incident_id == incident.id, Event.person_id == viewer.person_id)
    return uow.session.scalar(own) or 0


def _asked(sender: Sender, incident: Incident, pressed: Press) -> Reply | Pending:
    """Obey, or return the command that would wait for a code: then nothing at all is kept of it."""
    nested = sender.uow.session.begin_nested()
    reply = _obey(sender, incident, pressed)
    pending = _pending(reply)
    if pending is None:
        nested.commit()
        return reply
    nested.rollback()
    known.forget(sender.uow.session)
    return pending


def _confirmed(sender: Sender, incident: Incident, pressed: Press) -> Reply:
    """Obey, and use the code that would be asked for at once."""
    reply = _obey(sender, incident, pressed)
    pending = _pending(reply)
    if reply.asked is None or pending is None:
        return reply
    # A code for the same command that came by SMS before is replaced by this one, and this one is used.
    reply.asked.row.used_at = sender.uow.now
    return coordinator_commands.carry_out(sender, pending)


def _pending(reply: Reply) -> Pending | None:
    if reply.asked is None:
        return None
    row = reply.asked.row
    return from_stored(Stored(row.verb, row.incident_id, row.words))


def _obey(sender: Sender, incident: Incident, pressed: Press) -> Reply:
    """Carry out the command of an act, as if its words had come by SMS with the incident's reference."""
    typed = {name: words.strip()[:LONGEST] for name, words in pressed.typed.items()}
    command = _COMMANDS[pressed.act](typed)
    if command.reference is None or command.reference not in merging.references_in(sender.uow, incident):
        # A report of another incident is not split off from here.
        command = replace(command, reference=incident.reference)
    reply = commands.obey(sender, replace(command, is_led=True))
    if reply is None:
        message = f"no command for {pressed.act}"
        raise ValueError(message)
    return reply


def _plain(verb: Verb) -> Callable[[Mapping[str, str]], Command]:
    # A button is no word with another sense: it counts like the digit.
    return lambda _typed: Command(verb, is_digit=True)


def _saying(verb: Verb, *names: str) -> Callable[[Mapping[str, str]], Command]:
    """Return what makes a command of the first field that is filled in."""

    def made(typed: Mapping[str, str]) -> Command:
        filled = (typed[name] for name in names if typed.get(name))
        return Command(verb, rest=next(filled, ""), is_digit=True)

    return made


def _close(typed: Mapping[str, str]) -> Command:
    """Return a CLOSE with the class that was chosen; without one, the rule chooses."""
    crime = next((one for one in CrimeClass if one.value == typed.get("crime")), None)
    return replace(_saying(Verb.CLOSE, "words", "outcome")(typed), crime=crime, is_form=True)


def _ob(typed: Mapping[str, str]) -> Command:
    return replace(_saying(Verb.OB, "number")(typed), station=typed.get("station", ""))


def _lower(typed: Mapping[str, str]) -> Command:
    """Return a LOWER with the level as its digit, so that its words are the reason alone."""
    return Command(Verb.LOWER, rest=f"{typed.get('level', '')} {typed.get('why', '')}".strip())


def _split(typed: Mapping[str, str]) -> Command:
    return Command(Verb.SPLIT, typed.get("report") or None)


def _join(typed: Mapping[str, str]) -> Command:
    other = _reference(typed.get("other", ""))
    return Command(Verb.JOIN, extra_references=(other,) if other else ())


_COMMANDS: dict[DeskAct, Callable[[Mapping[str, str]], Command]] = {
    DeskAct.SEND: _saying(Verb.SEND, "team"),
    DeskAct.POLICE: _plain(Verb.POLICE),
    DeskAct.ASK: _saying(Verb.ASK, "text"),
    DeskAct.CLOSE: _close,
    DeskAct.FALSE: _saying(Verb.FALSE, "why"),
    DeskAct.JOIN: _join,
    DeskAct.SPLIT: _split,
    DeskAct.LOWER: _lower,
    DeskAct.NOTE: _saying(Verb.NOTE, "text"),
    DeskAct.HAND_OVER: _saying(Verb.HAND_OVER, "to"),
    DeskAct.CAME: _plain(Verb.CAME),
    DeskAct.OB: _ob,
    DeskAct.GOING: _plain(Verb.GO),
    DeskAct.HERE: _plain(Verb.HERE),
    DeskAct.OVER: _saying(Verb.DONE, "note"),
    DeskAct.CANNOT: _plain(Verb.CANNOT),
}
"""The command of each act by SMS."""
