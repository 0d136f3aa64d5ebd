"""The choice of a list: of one community alone, and of what is not older than a moment."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

import click

from gateway.cli import moments
from gateway.errors import Refused
from gateway.services import Services

SINCE = click.option("--since", metavar="WHEN", help=f"Only what is not older: {moments.ACCEPTED}.")
COMMUNITY = click.option("--community", "community_key", metavar="KEY", help="Only this community.")


@dataclass(frozen=True)
class Choice:
    """The community (its row) and the moment (aware) of `--community` and `--since`; None for all.

    `zones` holds the time zone of each community by its row.
    """

    community_id: int | None
    since: datetime | None
    zones: dict[int, tzinfo]

    def zone(self, community_id: int | None) -> tzinfo:
        """Return the time zone of a community, UTC if nobody knows it."""
        return self.zones.get(community_id or 0, UTC)


def choose(services: Services, since: str | None, community_key: str | None) -> Choice:
    """Return what a list is asked for; raise Refused for an unknown community, or a moment that is none."""
    records = services.directory.communities()
    zones: dict[int, tzinfo] = {record.id: record.community.timezone for record in records}
    named = {record.community.key: record.id for record in records}
    if community_key is not None and community_key not in named:
        known = ", ".join(sorted(named)) or "none is loaded"
        message = f"--community {community_key}: there is no such community; there is {known}"
        raise Refused(message)
    asked = named[community_key] if community_key is not None else None
    # A date without an offset is one of the community that is asked for, else of the first one.
    zone = zones.get(asked if asked is not None else next(iter(zones), 0), UTC)
    moment = moments.since(since, services.clock(), zone) if since is not None else None
    return Choice(asked, moment, zones)
