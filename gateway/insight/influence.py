"""Influence: what was given to the police in a quarter, by kind of giver, beside the answer times of all zones.

It says what stands beside what, and never that one comes of the other.
"""

from typing import Any

from sqlalchemy.orm import Session

from gateway.association.support import ledger
from gateway.communities.directory import CommunityRecord
from menus.domain.quarters import Quarter
from menus.domain.zone_facts import NOTHING, Rent


def as_json(session: Session, record: CommunityRecord, first: Quarter, last: Quarter) -> dict[str, Any]:
    """Return what was given to the police from one quarter to another, and what the file says of each zone.

    `support` is a list of `giver`, `kes` and `entries`; `zones` one of `zone`, `rent` and `owners_on_site`.
    """
    given = ledger.by_giver(session, record.id, first.first, last.last)
    return {
        "support": [{"giver": one.giver.value, "kes": one.kes, "entries": one.entries} for one in given],
        "zones": [_facts(record, zone.key) for zone in record.community.zones],
    }


def _facts(record: CommunityRecord, key: str) -> dict[str, Any]:
    facts = record.community.zone_facts.get(key, NOTHING)
    rent: Rent | None = facts.rent
    return {"zone": key, "rent": rent.value if rent is not None else None, "owners_on_site": facts.owners_on_site}
