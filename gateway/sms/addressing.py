"""Addressing: which community an inbound SMS is for."""

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
    candidates = directory.by_person(row.from_phone) or directory.communities()
    if len(candidates) > 1:
        reference = grammar.parse(row.text).reference
        named = access.by_reference(uow.session, reference) if reference is not None else None
        candidates = tuple(record for record in candidates if named is not None and record.id == named.community_id)
    if directory.by_person(row.from_phone):
        return candidates[0] if len(candidates) == 1 else None
    return _likeliest(uow, directory, row)


def _likeliest(uow: UnitOfWork, directory: Directory, row: Inbound) -> CommunityRecord | None:
    """Return the most likely community for a text from somebody without a role, if the short code is unknown.

    It is the community of their last report, else one with a zone that the text names, else the first community:
    it is better that strangers read the text than nobody. None if there is no community.
    """
    communities = directory.communities()
    last = uow.session.scalar(
        select(Report.community_id).where(Report.reporter_hash == row.from_hash).order_by(Report.id.desc()).limit(1)
    )
    reported = [record for record in communities if record.id == last]
    named = [record for record in communities if lexicon.place(row.text, record.community.zones) is not None]
    return next(iter((*reported, *named, *communities)), None)
