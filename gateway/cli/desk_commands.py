"""`doria desk`: who has a desk, and the operator's help for somebody who lost what they sign in with."""

from datetime import datetime

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.cli import moments
from gateway.cli.community_commands import KEY
from gateway.cli.pause_commands import community_of
from gateway.cli.people_commands import only_one
from gateway.cli.printing import say, say_json
from gateway.cli.shared import AS_JSON, DATA, answered, services_of
from gateway.communities.directory import CommunityRecord
from gateway.errors import Refused
from gateway.roster.desk_access import access_recovery, kept_credentials, session_ends
from gateway.storage import keys
from gateway.storage.models import DeskSession
from menus.domain.community import Person
from menus.domain.desk_proofs import CredentialKind, DeskStage
from menus.domain.desk_roles import DESK_ROLES

_WHY = click.option("--why", required=True, metavar="TEXT", help="The reason; it is kept sealed, in the record.")


@click.group("desk")
def desk_command() -> None:
    """See who has a desk, and help somebody who lost what they sign in with."""


@desk_command.command("list")
@KEY
@AS_JSON
@DATA
@answered
def list_desks(key: str, as_json: bool, data: str | None) -> None:  # noqa: FBT001 - click calls by name
    """List the people of a community with a desk: their last sign-in, and what they sign in with."""
    services = services_of(data)
    record = community_of(services, key)
    with services.reading() as session:
        rows = [_as_json(session, record, person) for person in record.community.people if person.roles & DESK_ROLES]
    if as_json:
        say_json(rows)
        return
    for row in rows:
        last = row["last_sign_in"]
        shown = moments.shown(datetime.fromisoformat(str(last)), record.community.timezone) if last else "never"
        held = f"passkeys {row['passkeys']}  authenticators {row['authenticators']}"
        say(f"{row['name']}  [{row['roles']}]  {shown}  {held}")
    if not rows:
        say("nobody has a desk")


@desk_command.command()
@KEY
@click.argument("name")
@_WHY
@DATA
@answered
def recover(key: str, name: str, why: str, data: str | None) -> None:
    """Let a person begin anew: their passkeys, codes and session end. They and oversight are told by SMS."""
    services = services_of(data)
    record = community_of(services, key)
    person, reason = _person(record, name), _reason(why)
    keys.note(services.database)
    ended = services.do(lambda uow: access_recovery.begin_anew(uow, record, person, None, reason))
    say(f"{person.name}: {ended} ended; the next code by SMS (DESK) begins anew. They and oversight are told")


@desk_command.command("end")
@KEY
@click.argument("name")
@_WHY
@DATA
@answered
def end(key: str, name: str, why: str, data: str | None) -> None:
    """End the session and the codes of a person; what they sign in with stays. They are told by SMS."""
    services = services_of(data)
    record = community_of(services, key)
    person, reason = _person(record, name), _reason(why)
    keys.note(services.database)
    was_in = services.do(lambda uow: session_ends.end_sessions(uow, record, person, reason))
    say(f"{person.name} {'is signed out' if was_in else 'was not signed in'}; codes that waited open nothing")


def _person(record: CommunityRecord, name: str) -> Person:
    """Return the person with a name; raise Refused for somebody without a desk."""
    person = only_one(record.community, name)
    if not person.roles & DESK_ROLES:
        message = f"{person.name} has no role with a desk; nothing was changed"
        raise Refused(message)
    return person


def _reason(why: str) -> str:
    if not why.strip():
        message = "say why (--why TEXT): it is written down"
        raise Refused(message)
    return why.strip()


def _as_json(session: Session, record: CommunityRecord, person: Person) -> dict[str, object]:
    person_id = record.person_ids[person.phone]
    held = [row.kind for row in kept_credentials.live(session, person_id)]
    signed_in = (DeskSession.person_id == person_id, DeskSession.stage == DeskStage.SIGNED_IN)
    last = session.scalar(select(func.max(DeskSession.began_at)).where(*signed_in))
    return {
        "name": person.name,
        "roles": ", ".join(sorted(role.value for role in person.roles)),
        "last_sign_in": last.isoformat() if last is not None else None,
        "passkeys": held.count(CredentialKind.PASSKEY),
        "authenticators": held.count(CredentialKind.AUTHENTICATOR),
    }
