"""`doria pause` and `doria resume`: stop a community for new reports, and start it again."""

import click

from gateway.cli import moments
from gateway.cli.printing import say
from gateway.cli.shared import DATA, answered, services_of
from gateway.communities import pauses
from gateway.communities.directory import CommunityRecord
from gateway.errors import Refused
from gateway.intake import pausing
from gateway.services import Services
from gateway.storage import keys


def community_of(services: Services, key: str) -> CommunityRecord:
    """Return the community in force with a key; raise Refused if there is none."""
    known = {record.community.key: record for record in services.directory.communities()}
    if key not in known:
        message = f"there is no community {key}; known: {', '.join(sorted(known)) or 'none'}"
        raise Refused(message)
    return known[key]


@click.command()
@click.argument("key")
@click.option("--why", required=True, help="The reason; coordinators and oversight read it.")
@DATA
@answered
def pause(key: str, why: str, data: str | None) -> None:
    """Stop a community: who dials or writes anew reads whom to call. What is open goes on."""
    services = services_of(data)
    record = community_of(services, key)
    if not why.strip():
        message = "say why (--why TEXT): coordinators and oversight read it"
        raise Refused(message)
    keys.note(services.database)
    with services.uow() as uow:
        row = pausing.pause(uow, record, why.strip(), None)
        found = row or pauses.open_one(uow.session, record.id)
        since = moments.shown(found.paused_at, record.community.timezone) if found is not None else ""
    if row is None:
        message = f"{key} is paused already, since {since}; `doria resume {key}` takes reports again"
        raise Refused(message)
    say(f"{key} is paused: new callers and texts read whom to call; coordinators and oversight are told")


@click.command()
@click.argument("key")
@DATA
@answered
def resume(key: str, data: str | None) -> None:
    """Start a community again that was paused."""
    services = services_of(data)
    record = community_of(services, key)
    keys.note(services.database)
    with services.uow() as uow:
        row = pausing.resume(uow, record, None)
        texts = pauses.texts_since(uow.session, record, row.paused_at) if row is not None else 0
    if row is None:
        message = f"{key} is not paused; nothing was changed"
        raise Refused(message)
    say(f"{key} takes reports again; texts that came meanwhile and are no reports: {texts}")
