"""Figures of the association in a quarter: how safe people feel, and the books, as plain JSON without a person."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gateway.association.giving import books
from gateway.association.pulse import answers
from gateway.communities.directory import CommunityRecord
from gateway.insight import periods
from menus.domain import pulse
from menus.domain.quarters import Quarter


def pulse_as_json(session: Session, record: CommunityRecord, quarter: Quarter) -> dict[str, Any]:
    """Return the pulse (`pulse` of `doria figures --json`): of a hundred, how many; null where fewer than ten said it.

    `quarter`, `least` (10), `feel_safe`, `by_zone` (a list of `zone` and `feel_safe`), `trust` (of a whole year, with
    its last quarter), `police` (how many said what, by answer).
    """
    shares = answers.of_quarter(session, record.id, [zone.key for zone in record.community.zones], quarter)
    police = shares.police
    return {
        "quarter": quarter.name,
        "least": pulse.LEAST,
        "feel_safe": shares.safe,
        "by_zone": [{"zone": zone, "feel_safe": share} for zone, share in shares.by_zone],
        "trust": shares.trust,
        "police": {answer.value: share for answer, share in police.items()} if police is not None else None,
    }


def money_as_json(session: Session, record: CommunityRecord, quarter: Quarter, now: datetime) -> dict[str, Any]:
    """Return the books (`money` of `doria figures --json`): sums of each month in KES, and no giver.

    `quarter`, `currency`, and `months`: a list of `month`, `came`, `out` (by heading) and `in_hand`. A month without
    any movement is left out.
    """
    within = periods.span(record, quarter)
    months = books.of_quarter(session, record, within.since, min(within.until, now))
    return {
        "quarter": quarter.name,
        "currency": "KES",
        "months": [
            {"month": one.month, "came": one.came, "out": dict(one.out), "in_hand": one.in_hand} for one in months
        ],
    }
