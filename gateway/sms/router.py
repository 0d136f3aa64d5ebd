"""Router of SMS: the one order in which a text is read. The first interpreter that answers it wins."""

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.roster import number_checks
from gateway.safety import duress
from gateway.sms import (
    danger_answers,
    patrol_words,
    people,
    police_words,
    reading_commands,
    residents,
    steering_commands,
)
from gateway.sms.arrivals import Arrival
from gateway.sms.association import obeying, vote_commands
from gateway.sms.reading import Interpreter, Said, first_reply
from gateway.sms.sender import Reply, Sender
from menus.sms import grammar, quoting

FOR_PEOPLE: tuple[Interpreter[Sender], ...] = (
    people.duress_word,
    vote_commands.vote_of_person,
    danger_answers.answer_about_danger,
    people.talk,
    people.confirmation_code,
    people.number_request,
    obeying.obey,
    people.harm_by_kin,
    police_words.go_on,
    people.further_part,
    people.cry_for_help,
    people.another_phone,
    danger_answers.alarm_taken_back,
    danger_answers.no_to_safety_check,
    people.answer_with_news,
    police_words.heard,
    people.likely_answer,
    patrol_words.news_of_patrol,
    people.news,
    people.any_command,
    people.words_of_incident,
    people.any_words,
)
"""The order for people with a role."""
FOR_RESIDENTS: tuple[Interpreter[residents.Resident], ...] = (
    residents.code_of_new_number,
    vote_commands.vote_of_resident,
    vote_commands.of_resident,
    residents.desk_off,
    residents.stop,
    residents.start,
    residents.help_text,
    residents.talk,
    residents.own_words,
    residents.not_understood,
)
"""The order for everybody else."""


def answer(uow: UnitOfWork, record: CommunityRecord, phone: str, read: quoting.Said, arrival: Arrival) -> Reply:
    """Act on a text of a phone (E.164), and return the reply."""
    person = record.by_phone(phone)
    said = _with_parts(record, read, arrival, has_role=person is not None)
    if person is None:
        resident = residents.resident(uow, record, phone, said.text, arrival.row.received_at)
        return first_reply(FOR_RESIDENTS, resident, said)
    sender = Sender(uow, record, person, arrival)
    meant = steering_commands.as_theirs(sender, reading_commands.as_theirs(sender, said))
    reply = first_reply(FOR_PEOPLE, sender, meant)
    if not duress.is_duress(person, said.text) and reply.private_report_id is None:
        # A text under duress proves nothing about who holds the phone. The time of a private text would lead from the
        # report to the person.
        number_checks.note_text(uow, record, person)
    return reply


def _with_parts(record: CommunityRecord, read: quoting.Said, arrival: Arrival, *, has_role: bool) -> Said:
    """Return a text as it is read with the other parts of its long SMS."""
    part = arrival.part
    if part is None or not part.after or read.command.verb is None:
        return Said(read.text, read.command, read.talk, part)
    # The rest of the command's note has overtaken it on the way.
    text = f"{read.text} {part.after}"
    return Said(text, grammar.parse(text, [record.community.short], freely=has_role), read.talk, part)
