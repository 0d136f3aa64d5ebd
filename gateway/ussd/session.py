"""USSD session: each hop recomputes its page from the whole transcript.

A report's draft is kept from the second key on. The report is filed when the caller sends it.
"""

from dataclasses import replace
from typing import assert_never

from gateway.association.second_chance import objections
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import cases, opening
from gateway.intake import danger, draft_offers, drafts, languages, questions, read_pages
from gateway.messaging import opt_outs
from gateway.storage.transaction_retries import begin_again
from gateway.ussd import beginning, cuts, my_data, sending, stopped
from gateway.ussd.association import acting, loading
from gateway.ussd.context import Caller, UssdContext
from gateway.ussd.memory import Began
from gateway.ussd.preview import Preview, is_kept
from menus.domain.draft import Channel
from menus.ussd import endings, flow
from menus.ussd.screen import Screen


def dial(ussd: UssdContext, preview: Preview, until: float) -> Screen:
    """Return the page that answers a hop; the same hop again gives the same page and files nothing twice.

    `until` (time of the monotonic clock) is when the page is late. Until then a lost connection to the database is made
    again.
    """
    # If the same hop arrives twice at once, the other one may win. The next try finds what the other one wrote.
    return begin_again(lambda: _dial(ussd, preview), until)


def _dial(ussd: UssdContext, preview: Preview) -> Screen:
    record, hop, key = preview.record, preview.hop, preview.session_key
    if record.paused_at is not None and stopped.is_new(ussd, record, hop, key, began=preview.began):
        return stopped.page(ussd, record, hop, key)
    began, offer = beginning.of_session(ussd, preview)
    caller = Caller(hop, key, offer, ussd.keyring, is_ahead=bool(hop.text) and began.length == len(hop.text))
    context = preview.context or preview.begun(began)
    if offer is not None:
        context = replace(context, offer=draft_offers.as_offer(offer, context.language))
    if hop.text == "" and offer is None:
        # Almost every session begins so, with the same page for all.
        result = ussd.pages.of(record, context, hop.text)
    else:
        context, result = _advanced(ussd, preview, began, context)
    while isinstance(result.effect, flow.Load | flow.LoadFact):
        context = _loaded(ussd, record, caller, context, result.effect)
        context, result = _advanced(ussd, preview, began, context)
    cuts.keep(ussd, key, context, hop.text, result)
    return _act(ussd, record, caller, context, result)


def _loaded(
    ussd: UssdContext,
    record: CommunityRecord,
    caller: Caller,
    context: flow.SessionContext,
    needed: flow.Load | flow.LoadFact,
) -> flow.SessionContext:
    """Return a context with what a page needs to be shown."""
    with ussd.reading() as session:
        match needed:
            case flow.Load.REPORTS:
                reports = questions.reports_of(session, record, caller.hashes, caller.session_key)
                return replace(context, reports=reports)
            case flow.Load.CASES:
                return replace(context, cases=cases.of_helper(session, record, caller.hop.phone, ussd.now()))
            case flow.Load.KEPT:
                read_at = read_pages.of_session(session, ussd.keyring, caller.session_key)
                return replace(context, kept=my_data.kept_of(session, record, caller), read_at=read_at)
            case flow.LoadFact(kind):
                fact = loading.load(loading.Asked(session, record, caller, ussd.now()), kind)
                return replace(context, facts={**context.facts, kind: fact})
            case never:
                assert_never(never)


def _advanced(
    ussd: UssdContext, preview: Preview, began: Began, context: flow.SessionContext
) -> tuple[flow.SessionContext, flow.FlowResult]:
    """Return the result of the transcript, and the context with the lengths of the transcript if it needs them."""
    if context is preview.context and preview.result is not None:
        return context, preview.result
    result = flow.advance(context, preview.hop.text)
    if result.text_from is None or context.cuts is not None:
        return context, result
    context = replace(context, cuts=cuts.of_session(ussd, preview.session_key, began, preview.hop.text, result))
    return context, flow.advance(context, preview.hop.text)


def _act(
    ussd: UssdContext, record: CommunityRecord, caller: Caller, context: flow.SessionContext, result: flow.FlowResult
) -> Screen:
    """Apply the effect of a flow result, and return the page that it leads to."""
    effect, screen = result.effect, result.screen
    if isinstance(effect, flow.File):
        with ussd.new_uow() as uow:
            filed = sending.file(ussd, uow, record, caller, context, result)
            objections.heed(uow, record, result.draft)
            return filed
    if screen is None:
        message = "the flow gave neither a page nor a report"
        raise RuntimeError(message)
    match effect:
        case flow.Remember() | flow.Answer() | flow.Erase() | flow.StopTexts():
            with ussd.new_uow() as uow:
                _write(uow, record, caller, effect)
        case flow.Forget(is_offer):
            return _forget(ussd, record, caller, context, result, is_offer=is_offer) or screen
        case flow.Look(reference):
            with ussd.new_uow() as uow:
                may_read = cases.look(uow, record, caller.hop.phone, reference)
            if not may_read:
                # They have lost their role, or the case, since this hop read it.
                return _without_cases(context, caller.hop.text)
        case flow.AssociationAct():
            with ussd.new_uow() as uow:
                return acting.act(uow, record, caller, context, effect) or screen
        case flow.Load() | flow.LoadFact() | None:
            _keep_danger(ussd, record, caller, result)
            _keep(ussd, record, caller, result)
            if result.must_be_read:
                with ussd.new_uow() as uow:
                    read_pages.keep(uow, caller.session_key, len(caller.hop.text))
        case never:
            assert_never(never)
    return screen


def _write(
    uow: UnitOfWork,
    record: CommunityRecord,
    caller: Caller,
    effect: flow.Remember | flow.Answer | flow.Erase | flow.StopTexts,
) -> None:
    """Keep what a caller chose or said on a page that stays as it is."""
    match effect:
        case flow.Remember(language):
            languages.choose(uow, caller.hashes, caller.session_key, language)
        case flow.Answer():
            questions.answer(uow, record, caller.hashes, caller.session_key, effect)
        case flow.Erase():
            my_data.erase(uow, record, caller)
        case flow.StopTexts():
            opt_outs.opt_out(uow, caller.hop.phone)
        case never:
            assert_never(never)


def _without_cases(context: flow.SessionContext, text: str) -> Screen:
    """Return the page of a helper who may read no case."""
    screen = flow.advance(replace(context, cases=()), text).screen
    if screen is None:
        message = "the flow gave no page for a helper without cases"
        raise RuntimeError(message)
    return screen


def _forget(
    ussd: UssdContext,
    record: CommunityRecord,
    caller: Caller,
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
    return endings.withdrawn(context, result.draft, reference) if reference is not None and is_cancelled else None


def _keep(ussd: UssdContext, record: CommunityRecord, caller: Caller, result: flow.FlowResult) -> None:
    if caller.hop.phone != ussd.probe_phone() and is_kept(result, has_offer=caller.offer is not None):
        with ussd.new_uow() as uow:
            drafts.keep(uow, record, caller.has_come(result), ussd.drop_after)


def _keep_danger(ussd: UssdContext, record: CommunityRecord, caller: Caller, result: flow.FlowResult) -> None:
    """Let a caller in danger reach the helper even if the line drops now."""
    if result.danger is None or caller.hop.phone == ussd.probe_phone():
        return
    source = opening.Source(Channel.USSD, caller.hop.phone, caller.session_key)
    with ussd.new_uow() as uow:
        danger.keep(uow, record, result.danger, source, len(caller.hop.text), is_urgent=result.is_urgent)
