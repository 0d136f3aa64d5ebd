"""SMS commands that read: what is open (LIST), one incident (REF), what did not fit (MORE), and who is there (WHO)."""

from dataclasses import replace

from gateway.communities.on_duty import holders_now
from gateway.incidents import access, open_list, readings, residents_words, telling
from gateway.incidents import looks as looks_of
from gateway.sms import case_commands, echoes, looks
from gateway.sms.reading import Said
from gateway.sms.sender import MOST_LISTED, Reply, Sender
from gateway.storage.models import Incident
from menus.domain import ladder_order
from menus.domain.categories import Track
from menus.domain.looks import LookKind, is_of_work
from menus.domain.marks import Caution
from menus.domain.roles import PATROL_ROLES, POLICE_ROLES
from menus.sms import listing as pages_of
from menus.sms import paging, summaries, wording
from menus.sms.command import Command
from menus.sms.summaries import Page, Summary
from menus.sms.verbs import Verb
from menus.text.names import Text


def as_theirs(sender: Sender, said: Said) -> Said:
    """Return a text as this person means it: MORE is a command only for somebody who reads residents' words.

    Without a reference it is one only for a while after a text about an incident, and means that incident. Else `zaidi`
    is a word like any other.
    """
    if said.command.verb is not Verb.MORE:
        return said
    command = said.command if said.command.reference is not None else _of_last_read(sender)
    if command.reference is None or not _may_read_on(sender, command.reference):
        command = Command(None, rest=said.text.strip())
    return replace(said, command=command)


def _of_last_read(sender: Sender) -> Command:
    """Return a MORE with the references of the incidents that the sender has lately read."""
    session = sender.uow.session
    read = readings.meant_by_more(sender.uow, sender.person_id)
    seen = [one.reference for one in read if access.may_see(session, sender.record, sender.person, one)][:MOST_LISTED]
    return Command(Verb.MORE, next(iter(seen), None), extra_references=tuple(seen[1:]), is_led=True)


def _may_read_on(sender: Sender, reference: str) -> bool:
    """Return whether the sender may read the words of an incident. Coordinators learn that one is not theirs."""
    incident = access.find(sender.uow.session, sender.record, sender.person, reference)
    return (
        sender.is_coordinator if incident is None else residents_words.may_read(sender.record, sender.person, incident)
    )


def show(sender: Sender, incident: Incident, _command: Command) -> Reply:
    """Reply with how one incident stands, and with the residents' words for somebody who may read them.

    Somebody who oversees the incident gets one more text if its sealed values were shown to somebody.
    """
    looks.add_to_summary(sender, incident)
    case_commands.add_words(sender, incident)
    told = _told(sender, incident)
    name = _of_what_waits(sender, incident, told)
    if name is not None:
        text = wording.about(sender.record.community, sender.person.language, name, told.facts)
        return Reply("show", text)
    page = summaries.first(sender.record.community, sender.person.language, told, sender.uow.now)
    return _read(sender, incident, "show", page)


def _told(sender: Sender, incident: Incident) -> Summary:
    """Return what the sender reads of an incident. Residents' words of one that is over are written down as a look."""
    told = telling.summary(sender.uow.session, sender.record, sender.person, incident)
    if told.said and not is_of_work(is_live=incident.status.is_live):
        looker = looks_of.with_role(sender.record, sender.person)
        looks_of.note_once(sender.uow, incident, LookKind.WORDS, looker)
    return told


def _of_what_waits(sender: Sender, incident: Incident, told: Summary) -> Text | None:
    """Return the text that says why a report without words waits: the line dropped, or earlier ones were false."""
    if not told.awaits_review or told.said:
        return None
    if telling.was_cut_off(sender.uow.session, incident):
        return Text.BROKE_OFF
    return Text.WAITS if incident.caution is Caution.FALSE_BEFORE else None


def more(sender: Sender, incident: Incident, _command: Command) -> Reply:
    """Reply with what did not fit into the texts about an incident so far."""
    told = _told(sender, incident)
    read = readings.position(sender.uow, sender.person_id, incident)
    page = summaries.further(sender.record.community, sender.person.language, told, sender.uow.now, read)
    if page is None:
        return sender.reply(Text.MORE_NONE, reference=incident.reference)
    return _read(sender, incident, echoes.READS_ON, page)


def _read(sender: Sender, incident: Incident, result: str, page: Page) -> Reply:
    readings.note(sender.uow, sender.person_id, incident, page)
    return Reply(result, page.text)


def listing(sender: Sender, command: Command) -> Reply:
    """List the open incidents that the sender may see, in the order of the board, on as many pages as it takes."""
    entries = open_list.entries(sender.uow.session, sender.record, sender.person)
    if not entries:
        return sender.reply(Text.LIST_NONE)
    pages = pages_of.incidents(sender.record.community, sender.person.language, entries, sender.uow.now)
    return _page(sender, "list", pages, paging.wanted(command.rest), Text.LIST_ENDS)


def who(sender: Sender, command: Command) -> Reply:
    """List for a coordinator the patrollers on duty, or the police contacts, in the order of their ladders."""
    if not sender.is_coordinator:
        return sender.refuse()
    uow, record = sender.uow, sender.record
    asked = paging.wanted(command.rest)
    police = asked is not None and asked.police
    roles, track = (POLICE_ROLES, Track.POLICE) if police else (PATROL_ROLES, Track.PATROL)
    found = ladder_order.in_order(record.community, track, holders_now(uow, record, roles), roles)
    if not found:
        return sender.reply(Text.WHO_NO_POLICE if police else Text.WHO_NONE)
    pages = pages_of.people(record.community, sender.person.language, found, police=police)
    return _page(sender, "who", pages, asked, Text.WHO_ENDS)


def _page(sender: Sender, result: str, pages: list[str], asked: paging.Wanted | None, ends: Text) -> Reply:
    number = asked.page if asked is not None else 1
    if number > len(pages):
        return sender.reply(ends, count=str(number))
    return Reply(result, pages[number - 1])
