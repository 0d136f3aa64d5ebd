"""`doria record`: checkpoints to hand out, verifying, and the proof of one incident."""

import sys
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import click

from gateway.association.papers import pack_page
from gateway.cli import record_lines
from gateway.cli.choice import COMMUNITY, choose
from gateway.cli.printing import say, say_json, say_lines
from gateway.cli.shared import DATA, answered, services_of
from gateway.communities.records import CommunityRecord
from gateway.errors import Refused
from gateway.incidents import looks
from gateway.incidents.looks import Looker
from gateway.record import checkpoints, comparing, notes, placing, proving, verifying
from gateway.record.comparing import Answer
from gateway.record.notes import Note, NoteError
from gateway.record.trees import TreeBrokenError
from gateway.services import Services
from gateway.storage.models import Incident, RecordCheckpoint
from menus.domain import record_words, references
from menus.domain.looks import LookKind


@click.group("record")
def record_command() -> None:
    """Show that nobody has quietly changed what is on record."""


@record_command.command()
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the signed notes to a new file.",
)
@COMMUNITY
@DATA
@answered
def checkpoint(out: Path | None, community_key: str | None, data: str | None) -> None:
    """Sign how the record stands now, for witnesses to keep: its size, its root and its six words."""
    if out is not None:
        _refuse_unfit(out)
    services = services_of(data)
    written = []
    for record in _records(services, community_key):
        made = _checkpoint(services, record)
        words = " ".join(record_words.words_of(made.root))
        say(
            f"{record.community.key}: {record_lines.entries(made.size)}, root"
            f" {record_lines.base64_of(made.root)}, words {words}"
        )
        written.append(made.note)
    if out is not None:
        write_new(out, "".join(written))
        say(f"{out}: {len(written)} signed; keep it outside, with a person who has no access to this computer")


def _refuse_unfit(out: Path) -> None:
    """Refuse a file that is there already, or that can have no place: a checkpoint is never written over another."""
    if out.exists() or out.is_symlink():
        message = f"{out} exists; give a new file"
        raise Refused(message)
    if not out.absolute().parent.is_dir():
        message = f"there is no folder {out.absolute().parent}"
        raise Refused(message)


def write_new(out: Path, text: str) -> None:
    """Write a new file, whole or not at all."""
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        if not isinstance(error, FileExistsError):
            # Half of a checkpoint is none.
            out.unlink(missing_ok=True)
        message = f"{out}: {error.strerror}; the checkpoint is kept in the database, run this again with another file"
        raise Refused(message) from None


@record_command.command()
@click.option(
    "--since",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of `doria record checkpoint --out`: does the record go on from there?",
)
@click.option("--words", metavar="WORDS", help='The six words of a night, such as "MAJI KODO ...": was it so then?')
@click.option("--size", type=click.IntRange(0), metavar="N", help="The number of entries that came with the words.")
@click.option(
    "--board/--no-board",
    default=None,
    help="Compare the board with its events, too; by itself in a record of up to 100,000 entries.",
)
@COMMUNITY
@DATA
@answered
def verify(
    since: Path | None,
    words: str | None,
    size: int | None,
    board: bool | None,  # noqa: FBT001 - as above
    community_key: str | None,
    data: str | None,
) -> None:
    """Read every row on record, and name the first one that was changed, cut, moved or added."""
    held = list(_read(since)) if since is not None else []
    services = services_of(data)
    verified, is_whole = [], True
    for record in _records(services, community_key):
        found = verifying.verify(services.database, record.id, record.community.key, with_board=board)
        verified.append(found)
        if found.finding is None:
            say(record_lines.whole(found, services.clock()))
        else:
            is_whole = False
            say(record_lines.finding(found.finding, found.community, record.community.timezone), err=True)
    stray = verifying.strays(services.database) if community_key is None else None
    if stray is not None:
        is_whole = False
        say(record_lines.finding(stray, "no community", UTC), err=True)
    zones = choose(services, None, None)
    for note in held:
        compared = comparing.with_note(note, verified)
        fits = compared.answer is Answer.FITS
        is_whole = is_whole and fits
        zone = zones.zone(compared.verified.community_id if compared.verified is not None else None)
        say(record_lines.compared(compared, zone), err=not fits)
    if words is not None:
        answer = comparing.with_words(words, verified, size)
        is_whole = is_whole and answer.fits
        of = answer.found or answer.nearest
        zone = zones.zone(of.verified.community_id if of is not None else None)
        say_lines(record_lines.words(answer, zone), err=not answer.fits)
    if not is_whole:
        sys.exit(1)


def _read(file: Path) -> Iterator[Note]:
    """Yield the checkpoints of a file; refuse anything else."""
    try:
        with file.open("rb") as opened:
            # A device has no size, and no end.
            held = opened.read(notes.LONGEST_FILE + 1)
        if len(held) > notes.LONGEST_FILE:
            message = f"{file}: it is too long for a file of checkpoints"
            raise Refused(message)
        text = held.decode()
        # A transparency pack holds its checkpoint in a page.
        yield from notes.read_all(pack_page.notes_in(text) or text)
    except (NoteError, UnicodeDecodeError) as error:
        why = error if isinstance(error, NoteError) else "it is no checkpoint of a record of Doria"
        message = f"{file}: {why}"
        raise Refused(message) from None


@record_command.command()
@click.argument("reference")
@click.option(
    "--open", "opens", is_flag=True, help="Show the facts and their salts, too: with them the hashes are made again."
)
@click.option("--why", help="With --open: show the words, too, and what for; it is written down.")
@click.option("--by", help="Your name; it is written down with the reason.")
@DATA
@answered
def prove(reference: str, opens: bool, why: str | None, by: str | None, data: str | None) -> None:  # noqa: FBT001 - click calls by name
    """Print, as JSON, the proof that an incident is on record as it is, for somebody who checks it without Doria."""
    services = services_of(data)
    if not references.is_valid(reference):
        message = f"{reference} is mistyped: its last digit does not check"
        raise Refused(message)
    looker, reason = (by or "").strip(), (why or "").strip()
    shows_words = why is not None or by is not None
    if shows_words and not (opens and looker and reason):
        message = "words are shown with --open, --by NAME and --why TEXT together: both are written down"
        raise Refused(message)
    with services.reading() as session:
        incident = proving.find(session.connection(), reference)
    if incident is None:
        message = f"there is no incident {reference}"
        raise Refused(message)
    with services.reading() as session:
        is_hidden = session.get_one(Incident, incident.incident_id).is_hidden
    if opens and is_hidden and not shows_words:
        message = (
            f"{reference} may be known to few: with --open give --by NAME and --why TEXT, too; both are written down"
        )
        raise Refused(message)
    if shows_words:
        with services.uow() as uow:
            row = uow.session.get_one(Incident, incident.incident_id)
            looks.note(uow, row, LookKind.WORDS, Looker(looker), why=reason)
    record = next(one for one in services.directory.communities() if one.id == incident.community_id)
    made = _checkpoint(services, record)
    say_json(proving.prove(services.database, incident, made, opens=opens, shows_words=shows_words))


def _checkpoint(services: Services, record: CommunityRecord) -> RecordCheckpoint:
    """Return a checkpoint of all that is on record now."""
    try:
        # Many rows get their places in many transactions: nobody waits long.
        while services.do(lambda uow: placing.place_some(uow, record.id)).placed:
            pass
        return services.do(lambda uow: checkpoints.make(uow, record, None))
    except TreeBrokenError as error:
        message = f"{record.community.key}: {error}; `doria record verify` says more"
        raise Refused(message) from None


def _records(services: Services, key: str | None) -> list[CommunityRecord]:
    """Return the communities that are asked for; refuse an unknown one."""
    asked = choose(services, None, key).community_id
    found = [one for one in services.directory.communities() if asked in {None, one.id}]
    if not found:
        message = "no community is loaded"
        raise Refused(message)
    return found
