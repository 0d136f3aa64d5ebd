"""Counting: people who keep no money note that they have counted that of a month, as it was read out at the baraza."""

import re
from enum import StrEnum

from sqlalchemy.orm import Session

from gateway.association.giving import accounts, checks
from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from menus.domain.acts import ActKind
from menus.domain.community import Person
from menus.domain.giving import AccountKind
from menus.domain.roles import Role

_MONTH = re.compile(r"2[0-9]{3}-(?:0[1-9]|1[0-2])", re.ASCII)


class Counted(StrEnum):
    """The result of a note."""

    NOTED = "noted"
    BEFORE = "before"
    """They have noted it before."""
    KEEPER = "keeper"
    """They keep money themselves, or live in one household with somebody who does."""
    NO_MONTH = "no-month"
    """No month has that name, or it has not begun."""


def note(uow: UnitOfWork, record: CommunityRecord, person: Person, month: str) -> Counted:
    """Note that a person has counted the money of a month (`2026-11`)."""
    if not is_month(month) or month > f"{uow.now.astimezone(record.community.timezone):%Y-%m}":
        return Counted.NO_MONTH
    if not may_count(uow.session, record, person):
        return Counted.KEEPER
    by = record.person_ids[person.phone]
    if not checks.note(uow, record, month, by):
        return Counted.BEFORE
    acts.note(uow, record.id, ActKind.MONEY_COUNTED, by=by, month=month)
    return Counted.NOTED


def may_count(session: Session, record: CommunityRecord, person: Person) -> bool:
    """Return whether somebody may count: who keeps money does not check themselves, nor does their household."""
    held = {
        each.person_id for each in accounts.balances(session, record) if each.kind is AccountKind.CASH and each.amount
    }
    keepers = [
        one
        for one in record.community.people
        if Role.TREASURER in one.roles or record.person_ids.get(one.phone) in held
    ]
    return all(
        one.phone != person.phone and (one.household is None or one.household != person.household) for one in keepers
    )


def is_month(text: str) -> bool:
    """Return whether a text names a month as it is kept: `2026-11`."""
    return _MONTH.fullmatch(text) is not None
