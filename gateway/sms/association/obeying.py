"""The commands of the association: the table of all subjects, and the interpreter that obeys them."""

from gateway.sms.association import (
    baraza_commands,
    claim_commands,
    giving_commands,
    matter_commands,
    patrol_commands,
    second_chance_commands,
    station_commands,
    support_commands,
    vote_commands,
    youth_commands,
)
from gateway.sms.association.command import Commands
from gateway.sms.reading import Said
from gateway.sms.sender import Reply, Sender
from menus.sms import association_verbs

SUBJECTS: tuple[Commands, ...] = (
    youth_commands.COMMANDS,
    claim_commands.COMMANDS,
    giving_commands.COMMANDS,
    baraza_commands.COMMANDS,
    baraza_commands.SHOWING,
    vote_commands.COMMANDS,
    second_chance_commands.COMMANDS,
    matter_commands.COMMANDS,
    support_commands.COMMANDS,
    patrol_commands.COMMANDS,
)
"""The commands of each subject. The first that has the full form of a text, for a role of its sender, obeys it."""


def obey(sender: Sender, said: Said) -> Reply | None:
    """Obey a command of the association; None leaves the text to the next interpreter."""
    answered = patrol_commands.answer_of_police(sender, said)
    answered = answered or station_commands.noted(sender, said)
    if answered is not None:
        return answered
    found = association_verbs.read(said.text)
    if found is None:
        return None
    verb, words = found
    for subject in SUBJECTS:
        command = subject.get(verb)
        if command is None or not command.roles & sender.person.roles:
            continue
        wanted = command.read(words)
        reply = command.obey(sender, wanted) if wanted is not None else None
        if reply is not None:
            return reply
    return None
