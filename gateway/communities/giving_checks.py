"""Checks of `[giving]`: its bands, its accounts and who keeps them, and what money may not be spent on."""

from collections.abc import Iterator

from gateway.communities.file_parts import Finding, Parts
from gateway.communities.schema_giving import GivingEntry
from menus.domain.community import Mode
from menus.domain.giving import STIPEND, pays_patrols
from menus.domain.said import Said
from menus.domain.signing import SIGNATORIES
from menus.text import phones


def findings(parts: Parts, giving: GivingEntry | None) -> Iterator[Finding]:
    """Yield (path, message) for every fault of `[giving]` that its entries alone do not show."""
    if giving is None:
        return
    yield from _bands(giving)
    yield from _accounts(parts, giving)
    if STIPEND in giving.headings:
        message = Said("stipends have a heading of their own, by stipend_cap; accepted: another key, or no such line")
        yield ("giving", "headings", STIPEND), message
    if parts.mode == Mode.REFER_ONLY:
        for key, names in giving.headings.items():
            if pays_patrols(key, names):
                message = Said('no patrol is paid in mode = "refer-only"; accepted: another heading')
                yield ("giving", "headings", key), message


def _bands(giving: GivingEntry) -> Iterator[Finding]:
    ends = [band.upto for band in giving.bands]
    for place, end in enumerate(ends):
        is_last = place == len(ends) - 1
        before = ends[place - 1] if place else 0
        if is_last != (end is None):
            message = Said("the last band alone has no upto; accepted: an upto for each band but the last")
            yield ("giving", "bands", place), message
        elif end is not None and before is not None and end <= before:
            message = Said("upto does not rise; accepted: a higher number than that of the band before")
            yield ("giving", "bands", place), message


def _accounts(parts: Parts, giving: GivingEntry) -> Iterator[Finding]:
    known = {
        key
        for person in parts.people.values()
        if SIGNATORIES & set(person.roles)
        for key in (person.name, person.phone)
    }
    seen: set[tuple[str, str]] = set()
    for place, account in enumerate(giving.accounts):
        if account.custodian not in known and phones.normalise(account.custodian, parts.home) not in known:
            message = Said(
                "{who!r} is no treasurer or coordinator of this file; accepted: the name or phone of one",
                who=account.custodian,
            )
            yield ("giving", "accounts", place, "custodian"), message
        if (account.kind, account.number) in seen:
            message = Said("{number} is there twice; accepted: each account once", number=account.number)
            yield ("giving", "accounts", place, "number"), message
        seen.add((account.kind, account.number))
