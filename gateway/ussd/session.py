"""USSD session: each hop recomputes its page from the whole transcript.

A report's draft is kept from the second key on. The report is filed when the caller sends it.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy.orm import Session

from gateway.carrier.payloads import UssdHop
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.incidents import cases, opening
from gateway.intake import danger, drafts, filing, hidden_sessions, hop_reads, limits, probe_filing, questions
from gateway.storage.models import DraftRow
from gateway.storage.sealing import Keyring
from gateway.storage.transaction_retries import begin_again
from gateway.ussd.memory import UNSURE, Remembered, UssdMemory
from menus.domain import filing as rules
from menus.domain.categories import Category
from menus.domain.draft import Channel, Draft
from menus.text import detect_language
from menus.ussd import flow
from menus.ussd.screen import Screen


@dataclass(frozen=True)
class UssdContext:
    """The services and settings that a hop needs.

    A session that is silent for `drop_after` counts as dropped. `most` is the number of reports an hour that one caller
    may send. A session from `probe_phone()` (E.164) is a probe: it takes the whole way, and alerts nobody.
    """

    new_uow: UnitOfWorkMaker
    reading: Callable[[], AbstractContextManager[Session]]
    now: Callable[[], datetime]
    memory: UssdMemory
    keyring: Keyring
    drop_after: timedelta
    most: int
    probe_phone: Callable[[], str | None] = lambda: None


@dataclass(frozen=True)
class _Caller:
    """The caller: their hop, session key and hashed phone, and the draft that the session began with an offer of."""

    hop: UssdHop
    session_key: bytes
    hashed: bytes
    offer: DraftRow | None
    keyring: Keyring

    @property
    def hashes(self) -> tuple[bytes, ...]:
        """The hashes by which the caller is looked up."""
        return self.keyring.phones(self.hop.phone)

    def stands(self, draft: Draft) -> drafts.Hop:
        """Return the caller's position in the conversation, with a draft."""
        continues = self.offer.id if self.offer is not None else None
        return drafts.Hop(self.session_key, self.hashed, self.hop.phone, len(self.hop.text), draft, continues)

    def has_come(self, result: flow.FlowResult) -> drafts.Hop:
        """Return the caller's position after a flow result, with the draft that they have left, if any."""
        at = self.stands(result.draft)
        return replace(at, passed=None if result.keeps else result.passed, is_turned_away=result.is_turned_away)


@dataclass(frozen=True)
class Preview:
    """The result of a hop as far as its transcript and Redis tell, before the database is asked."""

    record: CommunityRecord
    hop: UssdHop
    session_key: bytes
    hashed: bytes
    known: Remembered
    context: flow.SessionContext
    result: flow.FlowResult

    @property
    def screen(self) -> Screen | None:
        """The page of the hop; None if the database must first be read or written."""
        is_bare = self.known.offer is None and self.result.effect is None and self.result.danger is None
        return self.result.screen if is_bare and not _is_kept(self.result, has_offer=False) else None


def preview_hop(ussd: UssdContext, record: CommunityRecord, hop: UssdHop) -> Preview:
    """Return the result of a hop as far as its transcript and Redis tell, without asking the database."""
    community = record.community
    hashed = ussd.keyring.phone(hop.phone)
    key = ussd.keyring.session(hop.session_id, hop.phone)
    known = ussd.memory.hop(key, hashed, len(hop.text))
    language = detect_language.read_by(community.languages, known.language)
    today = ussd.now().astimezone(community.timezone).date()
    is_helper = cases.is_helper(record, hop.phone)
    context = flow.SessionContext(community, language, known.cuts, today=today, is_helper=is_helper)
    if _is_torn(known, hop.text):
        # The end of a typed place is unknown. The draft in the database may tell it.
        return Preview(record, hop, key, hashed, replace(known, offer=UNSURE), context, flow.advance(context, ""))
    return Preview(record, hop, key, hashed, known, context, flow.advance(context, hop.text))


def dial(ussd: UssdContext, preview: Preview, until: float) -> Screen:
    """Return the page that answers a hop; the same hop again gives the same page and files nothing twice.

    `until` (time of the monotonic clock) is when the page is late. Until then a lost connection to the database is made
    again.
    """
    # If the same hop arrives twice at once, the other one may win. The next try finds what the other one wrote.
    return begin_again(lambda: _dial(ussd, preview), until)


def _dial(ussd: UssdContext, preview: Preview) -> Screen:
    record, hop, key = preview.record, preview.hop, preview.session_key
    caller = _Caller(hop, key, preview.hashed, _offer(ussd, record, preview.known, hop, key), ussd.keyring)
    context = replace(preview.context, cuts=_cuts(ussd, preview.known, hop.text, key))
    if caller.offer is not None:
        context = replace(context, offer=drafts.as_offer(caller.offer, context.language))
    result = flow.advance(context, hop.text)
    if result.effect is flow.Load.REPORTS:
        with ussd.reading() as session:
            context = replace(context, reports=questions.reports_of(session, record, caller.hashes, key))
        result = flow.advance(context, hop.text)
    if result.effect is flow.Load.CASES:
        with ussd.reading() as session:
            context = replace(context, cases=cases.of_helper(session, record, hop.phone, ussd.now()))
        result = flow.advance(context, hop.text)
    return _act(ussd, record, caller, context, result)


def _is_torn(known: Remembered, text: str) -> bool:
    """Return whether Redis has lost the beginning of a session that contains typed text."""
    return (known.cuts is None or known.cuts[0] > 0) and not flow.is_keys(text)


def _cuts(ussd: UssdContext, known: Remembered, text: str, session_key: bytes) -> tuple[int, ...] | None:
    """Return the lengths of the transcript at each hop, ascending; None if they are unknown.

    If Redis has lost the beginning, find the end of a typed place with the draft in the database.
    """
    if not _is_torn(known, text):
        return known.cuts
    with ussd.reading() as session:
        typed = drafts.typed_in(session, ussd.keyring, session_key)
    for place in typed:
        start = text.find(f"*{place}")
        end = start + 1 + len(place)
        if place and start >= 0 and text[end : end + 1] in {"", "*"}:
            return tuple(sorted({start, end, *(cut for cut in known.cuts or () if cut >= end)}))
    return known.cuts


def _act(
    ussd: UssdContext, record: CommunityRecord, caller: _Caller, context: flow.SessionContext, result: flow.FlowResult
) -> Screen:
    """Apply the effect of a flow result, and return the page that it leads to."""
    effect, screen = result.effect, result.screen
    if isinstance(effect, flow.File):
        with ussd.new_uow() as uow:
            return _file(ussd, uow, record, caller, context, result)
    if screen is None:
        message = "the flow gave neither a page nor a report"
        raise RuntimeError(message)
    match effect:
        case flow.Remember(language):
            ussd.memory.remember_language(caller.hashed, language)
        case flow.Forget(is_offer):
            return _forget(ussd, record, caller, context, result, is_offer=is_offer) or screen
        case flow.Answer():
            with ussd.new_uow() as uow:
                questions.answer(uow, record, caller.hashes, caller.session_key, effect)
        case flow.Look(reference):
            with ussd.new_uow() as uow:
                cases.look(uow, record, caller.hop.phone, reference)
        case flow.Load() | None:
            _keep_danger(ussd, record, caller, result)
            _keep(ussd, record, caller, result)
        case never:
            assert_never(never)
    return screen


def _forget(
    ussd: UssdContext,
    record: CommunityRecord,
    caller: _Caller,
    context: flow.SessionContext,
    result: flow.FlowResult,
    *,
    is_offer: bool,
) -> Screen | None:
    """Drop the draft that the caller cancels or begins anew; return the last page if a sent report is cancelled."""
    is_cancelled = result.screen is not None and not result.screen.is_open
    with ussd.new_uow() as uow:
        reference = drafts.cancel(
            uow,
            record,
            caller.session_key,
            caller.offer if is_offer else None,
            is_cancelled=is_cancelled,
            continued=caller.offer if result.draft.continues else None,
        )
    return flow.withdrawn(context, result.draft, reference) if reference is not None and is_cancelled else None


def _keep(ussd: UssdContext, record: CommunityRecord, caller: _Caller, result: flow.FlowResult) -> None:
    if caller.hop.phone != ussd.probe_phone() and _is_kept(result, has_offer=caller.offer is not None):
        with ussd.new_uow() as uow:
            drafts.keep(uow, record, caller.has_come(result), ussd.drop_after)


def _keep_danger(ussd: UssdContext, record: CommunityRecord, caller: _Caller, result: flow.FlowResult) -> None:
    """Let a caller in danger reach the helper even if the line drops now."""
    if result.danger is None or caller.hop.phone == ussd.probe_phone():
        return
    source = opening.Source(Channel.USSD, caller.hop.phone, caller.session_key)
    with ussd.new_uow() as uow:
        danger.keep(uow, record, result.danger, source, len(caller.hop.text), is_urgent=result.is_urgent)


def _is_kept(result: flow.FlowResult, *, has_offer: bool) -> bool:
    """Return whether a flow result changes the draft that is kept for the session.

    It does from the second key of a report on, and if the caller turns from a report to something else.
    """
    return (
        result.keeps
        or result.passed is not None
        or result.is_turned_away
        or (has_offer and not drafts.is_storable(result.draft))
    )


def _file(
    ussd: UssdContext,
    uow: UnitOfWork,
    record: CommunityRecord,
    caller: _Caller,
    context: flow.SessionContext,
    result: flow.FlowResult,
) -> Screen:
    draft = result.draft
    if caller.hop.phone == ussd.probe_phone():
        probe_filing.file(uow, record, caller.session_key, caller.hop.phone)
        return flow.filed(context, draft, probe_filing.REFERENCE, None)
    key = caller.session_key
    reads = hop_reads.read(uow, record, draft, caller.hashes, key)
    known = filing.already_filed(uow, key) if reads.has_filed else None
    if result.danger is not None and known is not None and draft.category is not Category.ABUSE_CHILD:
        # A caller in danger who then reports something else has sent nothing of that yet.
        known = filing.filed_openly(uow, key)
    if known is not None and rules.is_shut(known.category, draft, unconfirmed=known.unconfirmed):
        # A session files only once. A post that would change its report to another kind files nothing, and its page
        # reveals nothing of that report.
        return flow.refused(context, draft)
    how = opening.SENT if known is not None else limits.check_limits(draft, reads.past, ussd.most)
    if how is None:
        drafts.erase(uow, caller.stands(draft))
        return flow.limited(context, draft)
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
        flow.awaiting_review(context, draft, filed.reference)
        if filed.awaits_review
        else flow.filed(context, draft, filed.reference, filed.told)
    )


def _offer(
    ussd: UssdContext, record: CommunityRecord, known: Remembered, hop: UssdHop, session_key: bytes
) -> DraftRow | None:
    """Return the draft that the session began with an offer of, or None.

    The database looks for an offer only if Redis cannot tell which one it was.
    """
    if known.offer is None:
        return None
    hashes = ussd.keyring.phones(hop.phone)
    with ussd.reading() as session:
        if known.offer != UNSURE:
            row = session.get(DraftRow, known.offer)
            # Redis may be older than the database: a backup, or a database that was made anew.
            return row if row is not None and drafts.is_of(row, hashes) else None
        row, is_new = drafts.offered_to(session, ussd.keyring, session_key), False
        if row is not None and not drafts.is_of(row, hashes):
            row = None
        if row is None and hop.text == "":
            # Only a bare dial begins with an offer: keys dialled after the code were meant for the main page.
            row = drafts.offered(session, record, session_key, hashes, ussd.now() - drafts.OFFERED_FOR)
            is_new = True
    if row is None:
        ussd.memory.remember_offer(session_key, None)
        return None
    if is_new:
        with ussd.new_uow() as uow:
            row = drafts.offer(uow, row.id, session_key)
    ussd.memory.remember_offer(session_key, row.id)
    return row
