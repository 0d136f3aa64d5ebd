"""NOTE STATION: a coordinator notes that a joint baraza with a police station, or a visit, is planned or was held."""

from gateway.association.stations import meetings
from gateway.association.stations.meetings import Note, Outcome
from gateway.association.stations.wording import doubts
from gateway.sms.reading import Said
from gateway.sms.sender import Reply, Sender
from menus.domain import local_days, station_meetings, stations
from menus.domain.station_meetings import MeetingKind, MeetingNote
from menus.sms import station_forms
from menus.text import catalog
from menus.text.names import Text

_KINDS = {MeetingKind.BARAZA: Text.STATION_BARAZA, MeetingKind.VISIT: Text.STATION_VISIT}
_WHAT = {
    MeetingNote.PLANNED: Text.STATION_IS_PLANNED,
    MeetingNote.HELD: Text.STATION_WAS_HELD,
    MeetingNote.WRONG: Text.STATION_TAKEN_BACK,
}
_NOT = {Outcome.ABSENT: Text.STATION_ABSENT, Outcome.DAY: Text.STATION_DAY}


def noted(sender: Sender, said: Said) -> Reply | None:
    """Take a note about a station from a coordinator; None leaves the text to the next interpreter."""
    if not sender.is_coordinator:
        return None
    today = local_days.today(sender.record.community, sender.uow.now)
    names = stations.cards(sender.record.community.people)
    form = station_forms.read(said.text, names, today)
    if form is None:
        return None
    if form.kind is None or form.what is None or form.day is None:
        return sender.reply(Text.STATION_HOW)
    station = stations.meant(form.name, names)
    if station is None:
        return which(sender)
    return write(sender, Note(station, form.kind, form.what, form.day, form.words))


def which(sender: Sender) -> Reply:
    """Say which stations the file names; if it names none, that there is none to name."""
    names = ", ".join(name for name in stations.cards(sender.record.community.people) if name)
    return sender.reply_quoting(Text.STATION_WHICH, names) if names else sender.reply(Text.STATION_UNNAMED)


def write(sender: Sender, note: Note) -> Reply:
    """Write a note down, or say why not."""
    outcome = meetings.write(sender.uow, sender.record, note, by=sender.person_id)
    if outcome is Outcome.WORDS:
        return sender.reply_quoting(Text.STATION_WORDS, ", ".join(_doubted(sender, note.words)))
    if outcome in _NOT:
        return sender.reply(_NOT[outcome])
    return sender.reply_quoting(Text.STATION_NOTED, told(sender.person.language, note))


def _doubted(sender: Sender, words: str) -> list[str]:
    today = local_days.today(sender.record.community, sender.uow.now)
    return doubts(sender.record, words, today) or [f"> {station_meetings.LONGEST_WORDS}"]


def told(language: str, note: Note) -> str:
    """Return what a note says, as a text tells it."""
    parts = (note.station, catalog.say(language, _KINDS[note.kind]), f"{note.day:%d/%m}")
    return f"{' '.join(part for part in parts if part)}, {catalog.say(language, _WHAT[note.what])}"
