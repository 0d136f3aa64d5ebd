"""Interpreters of a text from a person with a role. `gateway/sms/router.py` holds their order."""

from dataclasses import replace

from gateway.incidents import access, whereabouts
from gateway.intake import earlier_reports
from gateway.safety import duress
from gateway.sms import (
    case_commands,
    commands,
    continuations,
    coordinator_commands,
    danger_commands,
    forms_told,
    notes,
    own_words,
    patrol_words,
    phone_commands,
)
from gateway.sms.reading import Said, first_reply
from gateway.sms.sender import Reply, Sender
from menus.domain import references, shifts
from menus.domain.marks import AlarmKind
from menus.domain.roles import PATROL_ROLES
from menus.sms import grammar, likely_answers
from menus.sms.command import Command
from menus.sms.quoting import Talk
from menus.sms.verbs import Verb
from menus.text import gsm7, lexicon
from menus.text.names import Text

_VERBS_BEFORE_A_CRY = {None, Verb.GO, Verb.CANNOT, Verb.HERE, Verb.DONE, Verb.ACK, Verb.NOTE}
"""Verbs that may stand before a cry for help. Words after any other verb are a text for other people."""


def duress_word(sender: Sender, said: Said) -> Reply | None:
    """Raise the alarm under duress; the reply is that to an ordinary SAFE, because an attacker may read it."""
    if not duress.is_duress(sender.person, said.text):
        return None
    answer = danger_commands.answer_to_safe(sender)
    # A text that shows them safe settles the open question, too: no alarm that can be seen may follow.
    danger_commands.call_for_help(sender, "", kind=AlarmKind.DURESS)
    return sender.reply(answer)


def talk(sender: Sender, said: Said) -> Reply | None:
    """Keep the words beside a copy of an alert as a note; a call for help in them is heard first."""
    if said.talk is None:
        return None
    return _danger_beside(sender, said.talk) or notes.keep(sender, said.talk)


def _danger_beside(sender: Sender, talk: Talk) -> Reply | None:
    """Answer a call for help that stands beside a copy of an alert. `5 men` counts people and is none."""
    command = grammar.parse(talk.words)
    private = harm_by_kin(sender, Said(talk.words, command))
    if private is not None:
        return private
    is_call = command.verb in {Verb.DANGER, Verb.HELP} and not lexicon.counts(command.rest)
    if is_call and danger_commands.may_call_for_help(sender, command):
        return danger_commands.danger(sender, replace(command, reference=talk.reference))
    words = f"{talk.words} {talk.reference or ''}".strip()
    return cry_for_help(sender, Said(words, Command(None, rest=talk.words)))


def confirmation_code(sender: Sender, said: Said) -> Reply | None:
    """Carry out the command that waits for the code in the text."""
    return coordinator_commands.confirm(sender, said.command) if said.command.verb is Verb.YES else None


def number_request(sender: Sender, said: Said) -> Reply | None:
    """Answer a helper's request for the number of a caller: NUMBER and a reference, and nothing else."""
    return case_commands.ask_for_number(sender, said.text)


def another_phone(sender: Sender, said: Said) -> Reply | None:
    """Ask for the codes that give somebody another number: `PHONE Otieno 0712 345 678` from a coordinator."""
    return phone_commands.ask(sender, said.text) if said.command.verb is None else None


def harm_by_kin(sender: Sender, said: Said) -> Reply | None:
    """Keep as a private report a HELP that names relatives who do harm: it is no call to the patrol.

    So is any HELP after a private text, but not from the patrol: theirs may be an alarm.
    """
    if said.command.verb is not Verb.HELP:
        return None
    is_patrol = bool(sender.person.roles & PATROL_ROLES)
    goes_on = not is_patrol and earlier_reports.wrote_in_private(sender.uow, sender.person.phone)
    return own_words.file_own_words(sender, said.text) if goes_on or own_words.is_of_kin(sender, said.text) else None


def further_part(sender: Sender, said: Said) -> Reply | None:
    """Complete what the earlier part of a long SMS began: the rest of a note is no text of its own."""
    part = said.part
    if part is None or part.head is None:
        return None
    return continuations.go_on(sender, said.text, part, part.head)


def cry_for_help(sender: Sender, said: Said) -> Reply | None:
    """Answer a cry for help: raise the alarm, or ask the sender whether they are in danger.

    A command or news in the same text counts, too. Exceptions are `4` (over) and, on the way, `2` (cannot), because
    nothing is over while somebody cries for help.
    """
    command = _before_a_cry(sender, said)
    is_answer = command.verb is not None
    if command.verb not in _VERBS_BEFORE_A_CRY:
        return None
    if not danger_commands.is_crying(sender, command.rest, beside_an_answer=is_answer):
        return None
    was_on_the_way = whereabouts.is_on_the_way(sender.uow.session, sender.person_id)
    stays = command.verb is Verb.DONE or (command.verb is Verb.CANNOT and was_on_the_way)
    if is_answer and not stays:
        first_reply(READ_WITH_A_CRY, sender, replace(said, command=command))
    elif not was_on_the_way:
        own_words.file_cry(sender, said.text)
    is_on_the_way = whereabouts.is_on_the_way(sender.uow.session, sender.person_id)
    return danger_commands.cry(sender, said.text, is_on_the_way=was_on_the_way or is_on_the_way)


def _before_a_cry(sender: Sender, said: Said) -> Command:
    """Return the command as it stands before a cry.

    `tuma backup` (send backup) from a patroller cannot send a team. It is read as the sender's own words.
    """
    if said.command.verb is Verb.SEND and not sender.is_coordinator:
        return Command(None, rest=said.text)
    return said.command


def news(sender: Sender, said: Said) -> Reply | None:
    """Keep as a report a text without a reference that only begins like a command.

    Examples are `4 men with guns` and `tayari wamevunja mlango`. Read as a command, the news would be lost and an
    incident closed while it goes on.
    """
    if not is_news(sender, said.command):
        return None
    return patrol_words.news_behind_a_verb(sender, said.text) or own_words.file_own_words(sender, said.text)


def answer_with_news(sender: Sender, said: Said) -> Reply | None:
    """Count an answer that goes on with news, and pass the news on as its note: `tumefika na wana bunduki`.

    That holds only if one incident is meant. Otherwise the words are a report of their own.
    """
    if said.command.verb is not None:
        return None
    command = grammar.answer_before_news(said.text)
    if command is None or not lexicon.hint(command.rest, sender.record.community.zones).words:
        return None
    if command.reference is None and len(access.open_for(sender.uow.session, sender.record, sender.person)) != 1:
        return None
    return commands.obey(sender, command)


def likely_answer(sender: Sender, said: Said) -> Reply | None:
    """Count what the sender most likely means in words of their own, and ask back if that is doubtful.

    Words that may be private are none, and words behind a command of the sender are its own. An answer to an alert
    needs an alert that is open.
    """
    held = forms_told.held(sender.person.roles)
    likely = likely_answers.read(said.text, held) if said.command.verb is None else None
    if likely is None:
        return None
    # Somebody at an incident or on the way there hardly writes of a private matter.
    in_doubt = not (likely.is_listed or whereabouts.is_on_the_way(sender.uow.session, sender.person_id))
    if own_words.may_be_private(sender, said.text, in_doubt=in_doubt):
        return None
    is_of_an_alert = likely.verb in commands.ON_INCIDENT
    if is_of_an_alert and not (likely.reference or access.open_for(sender.uow.session, sender.record, sender.person)):
        return None
    # The answer to SEEN asks whether they go.
    verb = Verb.ACK if likely.verb is Verb.GO and not likely.is_sure else likely.verb
    is_led = likely.reference is not None
    # The words that end it are its note.
    rest = said.text if verb is Verb.DONE else ""
    return commands.obey(sender, Command(verb, likely.reference, rest, is_led=is_led, is_doubtful=not likely.is_sure))


def is_news(sender: Sender, command: Command) -> bool:
    """Return whether a text without a reference only begins like a command, and tells of something that happens."""
    community = sender.record.community
    if command.reference is not None or not command.rest:
        return False
    is_hinted = bool(lexicon.hint(command.rest, community.zones).words)
    if command.verb is Verb.DONE:
        return (is_hinted or lexicon.counts(command.rest)) and not lexicon.is_settled(command.rest)
    if not is_hinted:
        return False
    if command.verb is Verb.SEND:
        return not shifts.team_of(community, gsm7.plain(command.rest))
    return command.verb is Verb.HELP and not danger_commands.may_call_for_help(sender, command)


def any_command(sender: Sender, said: Said) -> Reply | None:
    """Carry out the command of the text, if it is one."""
    return commands.obey(sender, said.command)


def words_of_incident(sender: Sender, said: Said) -> Reply | None:
    """Keep as a note what begins with the reference of an open incident and is no command: `48273 one is hurt`."""
    first, *words = said.text.split(maxsplit=1) or [""]
    reference = first.strip(".,:;")
    if said.command.verb is not None or not words or not references.is_valid(reference):
        return None
    incident = access.find(sender.uow.session, sender.record, sender.person, reference)
    is_open = incident is not None and incident.status.is_live
    return notes.keep(sender, Talk(reference, words[0].strip())) if is_open else None


def any_words(sender: Sender, said: Said) -> Reply:
    """Keep the sender's own words as a report, or tell the form of the command that they begin with, if any."""
    reply = own_words.file_own_words(sender, said.text)
    is_understood = reply.result != Text.NOT_UNDERSTOOD_ROLE.key
    return reply if is_understood else forms_told.told(sender, said.text) or reply


READ_WITH_A_CRY = (news, any_command, words_of_incident, any_words)
"""The interpreters that also read a text with a cry for help, in order."""
