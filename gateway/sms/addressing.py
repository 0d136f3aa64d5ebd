"""Addressing: which community an inbound SMS is for."""

from collections.abc import Sequence

from sqlalchemy import select

from gateway.communities.directory import CommunityRecord, Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import access
from gateway.storage.models import Inbound, Report
from menus.sms import grammar
from menus.text import lexicon


def community_of(uow: UnitOfWork, directory: Directory, row: Inbound) -> CommunityRecord | None:
    """Return the community that an SMS is for.

    The short code decides. Without a known one, a person with a role writes to the one community that names them. If
    several do, the reference in the text decides, and without one of their incidents the result is None. Anybody else
    writes to the community that `_likeliest` returns.
    """
    known = directory.by_sms_code(row.code)
    if known is not None or row.from_phone is None:
        return known
    theirs = directory.communities_of(row.from_phone)
    if not theirs:
        return _likeliest(uow, directory, row)
    return theirs[0] if len(theirs) == 1 else _referred_to(uow, theirs, row.text)


def _referred_to(uow: UnitOfWork, records: Sequence[CommunityRecord], text: str) -> CommunityRecord | None:
    """Return which of several communities has the incident that a text names, or None."""
    reference = grammar.parse(text).reference
    incident = access.by_reference(uow.session, reference) if reference is not None else None
    return next((record for record in records if incident is not None and record.id == incident.community_id), None)


def _likeliest(uow: UnitOfWork, directory: Directory, row: Inbound) -> CommunityRecord | None:
    """Return the most likely community for a text from somebody without a role, if the short code is unknown.

    It is the community of their last report, else one with a zone that the text names, else the first community:
    it is better that strangers read the text than nobody. None if there is no community.
    """
    communities = directory.communities()
    theirs = uow.keyring.phones(row.from_phone or "")
    last = uow.session.scalar(
        select(Report.community_id).where(Report.reporter_hash.in_(theirs)).order_by(Report.id.desc()).limit(1)
    )
    reported = [record for record in communities if record.id == last]
    named = [record for record in communities if lexicon.place(row.text, record.community.zones) is not None]
    return next(iter((*reported, *named, *communities)), None)
