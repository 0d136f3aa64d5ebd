"""Interpreters of texts about danger: the answer to the question about it, and an alarm that is taken back.

A question that is open is settled by any text of its reader but a reaction, or a further part of their cry.
"""

from gateway.incidents import access
from gateway.safety import checks, danger_questions, panic, taken_back
from gateway.sms import danger_commands
from gateway.sms.reading import Said
from gateway.sms.sender import Reply, Sender
from menus.domain.references import is_valid
from menus.sms import danger_answers
from menus.sms.answer_words import NO
from menus.sms.danger_answers import DangerAnswer
from menus.sms.verbs import Verb
from menus.text import cries, lexicon, mistakes
from menus.text.names import Text

_MAY_TAKE_BACK = {None, Verb.CANCEL, Verb.FALSE}
"""Verbs of texts that may take an alarm back. Any other verb is a command."""


def answer_about_danger(sender: Sender, said: Said) -> Reply | None:
    """Settle the open question: raise the alarm, or note that the sender is safe; other texts go on to be read."""
    question = danger_questions.open_of(sender.uow, sender.person_id)
    is_further = said.part is not None and said.part.head is not None
    if question is None or is_further or (said.talk is not None and not said.talk.words):
        return None
    words = said.talk.words if said.talk is not None else said.text
    is_answer = said.command.verb is not None
    is_cry = danger_commands.is_crying(sender, words, beside_an_answer=is_answer)
    hint = lexicon.hint(words, sender.record.community.zones)
    match danger_answers.read(words, said.command, is_cry=is_cry, is_red=hint.is_red and not hint.is_private):
        case DangerAnswer.IN_DANGER:
            whole = f"{question.words} {words}".strip()
            named = said.command.reference
            return danger_commands.answer_call(sender, whole, named=named, zone=question.zone)
        case DangerAnswer.CALM:
            danger_questions.settle(sender.uow, sender.person_id)
            if panic.open_alarm(sender.uow, sender.record, sender.person) is not None:
                return None
            checks.note_safe(sender.uow, sender.person_id)
            return sender.reply(Text.SAFE_NOTED)
        case DangerAnswer.OTHER:
            danger_questions.settle(sender.uow, sender.person_id)
            return None


def alarm_taken_back(sender: Sender, said: Said) -> Reply | None:
    """Note that the sender takes back their open alarm in words. The alarm stays open until a coordinator closes it."""
    if said.talk is not None or said.command.verb not in _MAY_TAKE_BACK:
        return None
    alarm = panic.open_alarm(sender.uow, sender.record, sender.person)
    if alarm is None:
        return None
    if cries.denies(said.text):
        taken_back.note(sender.uow, sender.record, sender.person, taken_back.Why.SAFE, said.text)
        return sender.reply(Text.SAFE_NOTIFIED)
    named = said.command.reference or next((word for word in said.text.split() if is_valid(word)), None)
    is_cancelled = said.command.verb is Verb.CANCEL and named is not None
    if not (is_cancelled or mistakes.takes_alarm_back(said.text)):
        return None
    if named is not None:
        incident = access.find(sender.uow.session, sender.record, sender.person, named)
        if incident is not None and incident.id != alarm.id:
            return None
    taken_back.note(sender.uow, sender.record, sender.person, taken_back.Why.MISTAKE, said.text)
    return sender.reply(Text.ALARM_TAKEN_BACK, reference=alarm.reference)


def no_to_safety_check(sender: Sender, said: Said) -> Reply | None:
    """Ask somebody back who writes `no` after the question whether they are safe: it may mean that they are not."""
    command = said.command
    words = lexicon.fold(said.text).upper().split()
    is_no = command.verb is Verb.CANNOT and command.reference is None and bool(words) and set(words) <= NO
    if not is_no or not checks.is_unanswered(sender.uow, sender.person_id):
        return None
    return danger_commands.ask_back(sender, "")
