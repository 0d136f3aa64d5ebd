"""`doria looks`: who had sealed numbers and words shown to them, at which report, and why."""

import click

from gateway.cli import moments
from gateway.cli.choice import COMMUNITY, SINCE, choose
from gateway.cli.printing import say, say_json
from gateway.cli.shared import AS_JSON, DATA, answered, services_of
from gateway.incidents import looks as looks_of
from gateway.incidents.looks import Looked


@click.command()
@AS_JSON
@SINCE
@COMMUNITY
@DATA
@answered
def looks(as_json: bool, since: str | None, community_key: str | None, data: str | None) -> None:  # noqa: FBT001 - click calls by name
    """List who looked at sealed numbers and words, at which report, and why: the newest 1000, the last one first."""
    services = services_of(data)
    choice = choose(services, since, community_key)
    keys = {record.id: record.community.key for record in services.directory.communities()}
    with services.reading() as session:
        found = looks_of.newest(session, community_id=choice.community_id, since=choice.since)
        rows = [_as_json(look, keys.get(look.community_id)) for look in found]
    if as_json:
        say_json(rows)
        return
    for look, row in zip(found, rows, strict=True):
        at = moments.shown_to_the_second(look.at, choice.zone(look.community_id))
        line = (
            f"{at}  {row['community'] or '-'}  {row['reference'] or '-':<9} {row['kind'] or '-':<16} {row['by'] or '?'}"
        )
        say(f"{line}: {row['why']}" if row["why"] else line)
    if not rows:
        say("no looks")


def _as_json(look: Looked, community: str | None) -> dict[str, object]:
    return {
        "at": look.at.isoformat(),
        "community": community,
        "reference": look.reference,
        "kind": look.kind,
        "by": look.by,
        "operator": look.person_id is None,
        "why": look.why,
    }
