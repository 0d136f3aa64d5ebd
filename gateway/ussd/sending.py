"""Sending: the hop in which a caller sends a report."""

from dataclasses import replace

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import opening
from gateway.intake import danger, drafts, filing, hidden_sessions, hop_reads, limits, probe_filing
from gateway.intake.hop_reads import HopReads
from gateway.ussd.context import Caller, UssdContext
from menus.domain import filing as rules
from menus.domain.categories import Category
from menus.domain.draft import Channel, Draft
from menus.ussd import endings, flow
from menus.ussd.screen import Screen


def file(
    ussd: UssdContext,
    uow: UnitOfWork,
    record: CommunityRecord,
    caller: Caller,
    context: flow.SessionContext,
    result: flow.FlowResult,
) -> Screen:
    """File the report that a caller sends, and return its last page."""
    draft = result.draft
    if caller.hop.phone == ussd.probe_phone():
        probe_filing.file(uow, record, caller.session_key, caller.hop.phone)
        return endings.filed(context, draft, probe_filing.REFERENCE, None)
    key = caller.session_key
    reads = hop_reads.read(uow, record, draft, caller.hashes, key)
    confirmed = _as_confirmed(context, caller.hop.text, draft, reads)
    if confirmed != draft:
        draft, reads = confirmed, hop_reads.read(uow, record, confirmed, caller.hashes, key)
    known = filing.already_filed(uow, key) if reads.has_filed else None
    if result.danger is not None and known is not None and draft.category is not Category.ABUSE_CHILD:
        # A caller in danger who then reports something else has sent nothing of that yet.
        known = filing.filed_openly(uow, key)
    if known is not None and rules.is_shut(known.category, draft, unconfirmed=known.unconfirmed):
        # A session files only once. A post that would change its report to another kind files nothing, and its page
        # reveals nothing of that report.
        return endings.refused(context, draft)
    how = opening.SENT if known is not None else limits.check_limits(draft, reads.past, ussd.most)
    if how is None:
        drafts.erase(uow, caller.stands(draft))
        return endings.limited(context, draft)
    source = opening.Source(Channel.USSD, caller.hop.phone, key)
    filed = filing.file(uow, record, draft, source, how, known, reads.facts)
    if known is not None and draft.category is Category.ABUSE_CHILD:
        danger.add(uow, record, known, draft, phone=caller.hop.phone, is_last=True)
    if drafts.is_storable(draft):
        drafts.note_filed(uow, record, caller.stands(draft), filed.report_id)
    else:
        is_hidden = draft.category is Category.ABUSE_CHILD
        drafts.erase(
            uow,
            caller.stands(draft),
            has_draft=reads.has_draft,
            report_id=filed.report_id if is_hidden else None,
        )
        if is_hidden:
            hidden_sessions.leave(known, filed.report_id)
    return (
        endings.awaiting_review(context, draft, filed.reference)
        if filed.awaits_review
        else endings.filed(context, draft, filed.reference, filed.told)
    )


def _as_confirmed(context: flow.SessionContext, text: str, draft: Draft, reads: HopReads) -> Draft:
    """Return a draft with the zone that the caller's last page named.

    A community file that came into force since may give the same keys to other zones.
    """
    length, zone = reads.draft_length, reads.draft_zone
    if length is None or zone is None or zone == draft.zone or length >= len(text):
        return draft
    if flow.advance(context, text[:length]).draft.zone != draft.zone:
        # The caller has chosen another place since.
        return draft
    is_known = context.community.zone(zone) is not None
    return replace(draft, zone=zone if is_known else None, place="" if is_known else zone, guess=None)
