"""`doria community` and `doria menus`: check a community file, load it, and print its pages."""

from pathlib import Path

import click

from gateway.cli.printing import say, say_lines
from gateway.cli.shared import DATA, NEW, answered, services_to_write
from gateway.communities import loading
from gateway.communities.advice import advice
from gateway.communities.file import EXAMPLES, load_example
from gateway.communities.file import parse as parse_community
from gateway.communities.file import read as read_community
from gateway.errors import Refused
from gateway.storage import keys
from gateway.storage.migrate import migrate
from menus.domain import community_changes
from menus.domain.community import Community


@click.group()
def community() -> None:
    """Check or load a community file."""


FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        message = f"{file}: should be UTF-8 text"
        raise Refused(message) from None


def _advise(found: Community) -> None:
    for line in advice(found):
        say(f"warning: {line}", err=True)


@community.command()
@FILE
@DATA
@answered
def check(file: Path, data: str | None) -> None:
    """Say every fault of a community file; nothing is stored."""
    _ = data
    found = read_community(_read(file))
    say(f"{file}: {found.name} is in order ({len(found.people)} people, {len(found.ladders)} ladders)")
    _advise(found)


@community.command()
@FILE
@NEW
@DATA
@answered
def load(file: Path, data: str | None, new: bool) -> None:  # noqa: FBT001 - click calls by name
    """Store a community file as the version in force, and say what it changes."""
    text = _read(file)
    # A file with faults, or with a page that does not fit, makes neither a folder nor a key.
    wanted = read_community(text)
    services = services_to_write(data, new=new)
    migrate(services.database)
    keys.note(services.database)
    loading.keep_people_in_force(services.uow)
    before = loading.in_force(services.reading, wanted.key)
    found = loading.load(services.uow, services.reading, services.keyring, text, reader=parse_community)
    say(f"{found.name} is loaded")
    if before is not None:
        say_lines(community_changes.lines(before, found) or ["no person, code, zone or ladder has changed"])
    _advise(found)


@click.command("menus")
@click.option(
    "--community", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Else the example."
)
@click.option("--language", help="One language alone, such as sw.")
@DATA
@answered
def menus_command(file: Path | None, language: str | None, data: str | None) -> None:
    """Print every page a phone can show, with its length: for translators and printers."""
    _ = data
    from gateway.cli.menu_listing import menus_of  # noqa: PLC0415 - only this command walks all pages

    text = _read(file) if file else load_example(EXAMPLES[0])
    found = parse_community(text)
    if language is not None and language not in found.languages:
        message = f"{found.name} speaks {', '.join(found.languages)}, not {language}"
        raise Refused(message)
    for line in menus_of(found, language):
        say_lines(line.split("\n"))
