"""Commands about barazas: meetings, agendas, questions, answers, and decisions. `menus/sms/baraza_forms` reads them."""

from datetime import date

from gateway.association import decisions
from gateway.association.barazas import lines, meetings, questions
from gateway.association.barazas.meetings import AgendaFullError
from gateway.association.barazas.questions import Question
from gateway.association.decisions import NumberTakenError
from gateway.messaging.notices import notify
from gateway.roster.phone_notices import short_name
from gateway.sms.association.command import AssociationCommand, Commands
from gateway.sms.sender import Reply, Sender
from menus.domain import baraza, lettered, local_days
from menus.domain.baraza import REVIEWERS, WRITERS, LineKind, QuestionState
from menus.domain.lettered import Letter
from menus.domain.messages import Lane
from menus.domain.roles import Role
from menus.sms import baraza_forms, wording
from menus.sms.association_verbs import AssociationVerb
from menus.sms.baraza_forms import LineOff, Numbered, SetMeeting, Verdict, Words
from menus.text import gsm7
from menus.text.names import Text


def set_meeting(sender: Sender, wanted: SetMeeting) -> Reply:
    """Set a meeting, or take it off; say what is wrong with its day, its time or its place."""
    found = _moment(sender, wanted)
    if isinstance(found, Reply):
        return found
    on, at = found
    when = f"{on:%d/%m} {at // 60:02}:{at % 60:02}"
    if wanted.place == baraza_forms.OFF:
        is_off = meetings.take_off(sender.uow, sender.record, on, at, by=sender.person_id)
        return sender.reply(Text.BARAZA_OFF if is_off else Text.BARAZA_NONE_THEN, when=when)
    place = gsm7.plain(wanted.place)
    if not any(map(str.isalnum, place)) or len(place) > baraza.LONGEST_PLACE:
        return sender.reply(Text.BARAZA_NO_PLACE)
    fit = meetings.set_meeting(sender.uow, sender.record, on, at, place, by=sender.person_id)
    return sender.reply(Text.BARAZA_SET, when=when, hall=fit)


def _moment(sender: Sender, wanted: SetMeeting) -> tuple[date, int] | Reply:
    """Return the day and the minutes of a meeting to come, or the reply that says what is wrong with them."""
    community, now = sender.record.community, sender.uow.now
    try:
        on = baraza.day_in(wanted.day, wanted.month, wanted.year, local_days.today(community, now))
    except ValueError:
        return sender.reply(Text.BARAZA_NO_DAY)
    if on is None:
        return sender.reply(Text.BARAZA_PAST)
    if wanted.at is None:
        return sender.reply(Text.BARAZA_NO_TIME)
    if meetings.begins_at(community, on, wanted.at) <= now:
        return sender.reply(Text.BARAZA_PAST)
    return on, wanted.at


def change_agenda(sender: Sender, wanted: Words | LineOff) -> Reply:
    """Add a line to the agenda of the next meeting, or take one off."""
    return take_line_off(sender, wanted) if isinstance(wanted, LineOff) else add_line(sender, wanted)


def take_line_off(sender: Sender, wanted: LineOff, seen: str | None = None) -> Reply:
    """Take a line off the agenda of the next meeting, by its letter. The lines behind it move up.

    `seen` are the words that a page has shown for the letter: nothing is taken off if another line has it now.
    """
    words = meetings.take_line_off(sender.uow, sender.record, wanted.letter, by=sender.person_id, seen=seen)
    if words is None:
        return sender.reply(Text.AGENDA_NO_LINE, letter=wanted.letter)
    return sender.reply_quoting(Text.AGENDA_OFF, words, letter=wanted.letter)


def add_line(sender: Sender, wanted: Words) -> Reply:
    """Add a line to the agenda of the next meeting."""
    words = gsm7.plain(wanted.words)
    if len(words) > baraza.LONGEST_LINE:
        return sender.reply(Text.BARAZA_TOO_LONG, count=str(baraza.LONGEST_LINE))
    try:
        letter, fit = meetings.add_line(sender.uow, sender.record, words, by=sender.person_id)
    except AgendaFullError:
        return sender.reply(Text.AGENDA_FULL, count=str(baraza.MOST_LINES))
    return sender.reply_quoting(Text.AGENDA_ADDED, fit, letter=letter)


def show(sender: Sender, wanted: Verdict) -> Reply:
    """Show a question to somebody who may let it through."""
    question = _find(sender, wanted.number)
    if question is None:
        return sender.reply(Text.QUESTION_UNKNOWN, mark=wanted.number)
    if question.state is QuestionState.REFUSED:
        return sender.reply(Text.QUESTION_REFUSED, mark=wanted.number)
    text = Text.QUESTION_SHOWS if question.is_shown else Text.QUESTION_WAITS
    return sender.reply_quoting(text, question.words, mark=wanted.number)


def agree(sender: Sender, wanted: Verdict) -> Reply:
    """Let a question through."""
    return _look(sender, wanted, is_refused=False)


def refuse(sender: Sender, wanted: Verdict) -> Reply:
    """Refuse a question, for a reason of the list."""
    if wanted.refusal is None:
        return sender.reply(Text.QUESTION_REFUSE_HOW, mark=wanted.number)
    return _look(sender, wanted, is_refused=True)


def _look(sender: Sender, wanted: Verdict, *, is_refused: bool) -> Reply:
    question = _find(sender, wanted.number)
    if question is None:
        return sender.reply(Text.QUESTION_UNKNOWN, mark=wanted.number)
    if question.is_shown:
        return sender.reply(Text.QUESTION_STANDS, mark=wanted.number)
    why = wanted.refusal if is_refused else None
    state = questions.look(sender.uow, sender.record, question, sender.person, why)
    if state is QuestionState.WAITING:
        at = wording.moment(sender.record.community, question.opens_at, sender.uow.now)
        return sender.reply(Text.QUESTION_LET, mark=wanted.number, at=at)
    text = Text.QUESTION_OPEN if state is QuestionState.SHOWN else Text.QUESTION_REFUSED
    return sender.reply(text, mark=wanted.number)


def answer(sender: Sender, wanted: Numbered) -> Reply:
    """Answer a question that everybody may read."""
    return _write(sender, wanted, LineKind.ANSWER)


def did(sender: Sender, wanted: Numbered) -> Reply:
    """Write down what was done about a question or a task. The task may be written down later than this."""
    if wanted.is_mistyped:
        return sender.reply(Text.TASK_UNKNOWN, task=wanted.number)
    return _write(sender, wanted, LineKind.DID)


def _write(sender: Sender, wanted: Numbered, kind: LineKind) -> Reply:
    if wanted.number.startswith(Letter.QUESTION):
        question = _find(sender, wanted.number)
        if question is None or question.state is QuestionState.REFUSED:
            return sender.reply(Text.QUESTION_UNKNOWN, mark=wanted.number)
        if not question.is_shown:
            return sender.reply(Text.QUESTION_HIDDEN, mark=wanted.number)
    words, fault = _words(sender, wanted)
    if fault is not None:
        return fault
    fit = lines.write(sender.uow, sender.record, kind, wanted.number, words, by=sender.person_id)
    return sender.reply_quoting(Text.BARAZA_WRITTEN, fit, mark=wanted.number)


def decided(sender: Sender, wanted: Numbered | Words) -> Reply:
    """Write a decision down, and tell oversight: a decision lets the leaders and the mode be changed."""
    number = int(wanted.number[1:]) if isinstance(wanted, Numbered) else None
    words, fault = _words(sender, wanted)
    if fault is not None:
        return fault
    try:
        made = decisions.write_down(sender.uow, sender.record, words, by=sender.person_id, number=number)
    except NumberTakenError:
        return sender.reply(Text.DECISION_TAKEN, mark=lettered.mint(Letter.DECISION, number or 1))
    tell_oversight(sender, made)
    return sender.reply_quoting(Text.DECISION_WRITTEN, made.words, mark=made.number)


def tell_oversight(sender: Sender, made: decisions.Decision) -> None:
    """Tell oversight of a decision that somebody has written down."""
    for officer in sender.record.community.having((Role.OVERSIGHT,)):
        if officer.phone != sender.person.phone:
            notify(
                sender.uow,
                sender.record,
                officer,
                Text.DECISION_TOLD,
                lane=Lane.BULK,
                said=made.words,
                mark=made.number,
                by=short_name(sender.person),
            )


def _words(sender: Sender, wanted: Numbered | Words) -> tuple[str, Reply | None]:
    """Return the words as basic GSM-7, and what is wrong with them if anything is."""
    words = gsm7.plain(wanted.words)
    if not any(map(str.isalnum, words)):
        number = wanted.number if isinstance(wanted, Numbered) else Letter.DECISION.value
        return words, sender.reply(Text.BARAZA_NO_WORDS, mark=number)
    if len(words) > baraza.LONGEST_WORDS:
        return words, sender.reply(Text.BARAZA_TOO_LONG, count=str(baraza.LONGEST_WORDS))
    return words, None


def _find(sender: Sender, number: str) -> Question | None:
    return questions.find(sender.uow.session, sender.record.id, number, sender.uow.now)


COMMANDS: Commands = {
    AssociationVerb.AGENDA: AssociationCommand(WRITERS, baraza_forms.line, change_agenda),
    AssociationVerb.ANSWER: AssociationCommand(WRITERS, baraza_forms.answer, answer),
    AssociationVerb.DID: AssociationCommand(WRITERS, baraza_forms.did, did),
    AssociationVerb.DECIDED: AssociationCommand(WRITERS, baraza_forms.decision, decided),
    AssociationVerb.AGREE: AssociationCommand(REVIEWERS, baraza_forms.agreed, agree),
    AssociationVerb.REFUSE: AssociationCommand(REVIEWERS, baraza_forms.refused, refuse),
    AssociationVerb.BARAZA: AssociationCommand(WRITERS, baraza_forms.meeting, set_meeting),
}
"""The commands of those who write and who let through."""
SHOWING: Commands = {AssociationVerb.BARAZA: AssociationCommand(REVIEWERS, baraza_forms.shown, show)}
"""`BARAZA Q17`: the same verb with a number of a question."""
