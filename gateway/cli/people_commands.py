"""`doria people`: list the people of a community, give somebody another number, and import a file of people.

Each change is a new version of the community file. Its comments and its order stay as they are.
"""

from pathlib import Path

import click

from gateway import bounded_files
from gateway.bounded_files import TooLargeError
from gateway.cli.community_commands import BY, FILE, KEY, WHY, YES, refuse_unless_agreed, signed, text_in_force
from gateway.cli.community_views import people as people_of
from gateway.cli.printing import is_terminal, say, say_json, say_lines
from gateway.cli.shared import AS_JSON, DATA, answered, services_of
from gateway.communities.file import parse, read
from gateway.communities.people_files import kinds, numbers
from gateway.communities.people_files.plan import Plan, plan
from gateway.communities.people_files.rows import MOST_BYTES, Found
from gateway.errors import Refused
from gateway.roster import new_versions
from gateway.services import Services
from gateway.storage import keys
from menus.domain import community_changes
from menus.domain.community import Community, Person
from menus.domain.community_changes import EVERYWHERE


@click.group("people")
def people_command() -> None:
    """List and change the people of a community."""


@people_command.command("list")
@KEY
@AS_JSON
@DATA
@answered
def list_people(key: str, as_json: bool, data: str | None) -> None:  # noqa: FBT001 - click calls by name
    """List the people of a community with their roles, zones and whole numbers."""
    rows = people_of(parse(text_in_force(services_of(data), key)))
    if as_json:
        say_json(rows)
        return
    for row in rows:
        zones, team = ", ".join(row["zones"]) or EVERYWHERE, f"  team {row['team']}" if row["team"] else ""
        say(f"{row['phone']:<14} {row['name']}  [{', '.join(row['roles'])}]  {zones}  {row['language']}{team}")


@people_command.command("set-phone")
@KEY
@click.argument("name")
@click.argument("number")
@WHY
@BY
@DATA
@answered
def set_phone(key: str, name: str, number: str, why: str | None, by: str | None, data: str | None) -> None:
    """Give a person another number. They and oversight are told by SMS, and open alerts go to the new number."""
    services = services_of(data)
    body = text_in_force(services, key)
    community = parse(body)
    person = only_one(community, name)
    new = numbers.read(number, community.country)
    if isinstance(new, str):
        raise Refused(new)
    if new.phone == person.phone:
        message = f"{person.name} has the number {new.phone} already; nothing was changed"
        raise Refused(message)
    holder = next((one for one in community.people if one.phone == new.phone), None)
    if holder is not None:
        message = f"{new.phone} is the number of {holder.name}; nothing was changed"
        raise Refused(message)
    from gateway.communities import editing  # noqa: PLC0415 - other commands start faster without it

    text = editing.with_phone(body, person.phone, new.phone)
    why = why or "a new number, by `doria people set-phone`"
    _store(services, text, body, by, why)
    say(f"{person.name} has the number {new.phone} now; they and oversight are told by SMS")


def only_one(community: Community, name: str) -> Person:
    """Return the only person with a name; capitals and spaces say nothing. Raise Refused for nobody or several."""
    folded = " ".join(name.casefold().split())
    found = [person for person in community.people if " ".join(person.name.casefold().split()) == folded]
    if len(found) == 1:
        return found[0]
    if not found:
        names = "; ".join(person.name for person in community.people)
        message = f"nobody in {community.key} is called {name!r}; here are: {names}"
        raise Refused(message)
    described = " and ".join(f"{one.phone} ({', '.join(sorted(one.roles))})" for one in found)
    message = (
        f"{len(found)} people are called {found[0].name}: {described}; nothing was changed. "
        "Give them different names in the file, and load it"
    )
    raise Refused(message)


def _store(services: Services, text: str, body: str, by: str | None, why: str | None) -> None:
    """Store the text of a file instead of another; tell everybody who gets another number by it, and oversight."""
    keys.note(services.database)
    key = parse(text).key
    record = next((one for one in services.directory.communities() if one.community.key == key), None)
    with services.uow() as uow:
        new_versions.store(uow, record, text, body, signed(by, why), by=None)


@people_command.command("import")
@KEY
@FILE
@click.option("--dry-run", is_flag=True, help="Only say what the file would change.")
@YES
@WHY
@BY
@DATA
@answered
def import_people(
    key: str, file: Path, why: str | None, by: str | None, data: str | None, *, dry_run: bool, yes: bool
) -> None:
    """Add and change people by a CSV or vCard file; with one fault in it, nothing is stored."""
    services = services_of(data)
    body = text_in_force(services, key)
    before = parse(body)
    found = _found_in(file)
    planned = plan(before, found.rows, found.faults)
    if planned.faults:
        raise Refused("\n".join(f"{file.name} {fault}" for fault in planned.faults))
    say_lines(planned.notes)
    if not (planned.changed or planned.added):
        say("the file changes nothing")
        return
    from gateway.communities import editing  # noqa: PLC0415 - as above

    text = editing.edited(body, planned.edit)
    # All pages and texts are made anew: a longer name may not fit.
    say_lines(community_changes.lines(before, read(text, before)))
    if dry_run:
        say(f"{_counted(planned)}; nothing was stored")
        return
    if not yes and is_terminal():
        refuse_unless_agreed()
    _store(services, text, body, by, why or f"people of {file.name}")
    say(_counted(planned))


def _found_in(file: Path) -> Found:
    """Return the people of a file, which is a vCard by its name or by its first line, and else a table.

    Raise Refused if it is too large.
    """
    try:
        data = bounded_files.read(file, MOST_BYTES)
    except TooLargeError as error:
        message = f"{file} is refused: {error}; is this a file of people?"
        raise Refused(message) from None
    return kinds.read(data, file.name)


def _counted(planned: Plan) -> str:
    return f"people: {len(planned.added)} added, {len(planned.changed)} changed"
