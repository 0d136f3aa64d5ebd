"""The preview of a hop: its page as far as this process and Redis tell, before the database is asked."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from gateway.carrier.payloads import UssdHop
from gateway.communities.directory import CommunityRecord
from gateway.incidents import cases
from gateway.intake import drafts
from gateway.ussd import cuts
from gateway.ussd.context import UssdContext
from gateway.ussd.memory import Began
from menus.domain import local_days
from menus.text import detect_language
from menus.ussd import flow
from menus.ussd.screen import Screen


@dataclass(frozen=True)
class Preview:
    """The result of a hop as far as its transcript, this process and Redis tell, before the database is asked.

    `began` is None if nobody asked yet knows with what the session began. Then there is no `result`, and neither is
    there one if the database holds the draft that it began with an offer of, or if the lengths of the transcript are
    not known and matter.
    """

    record: CommunityRecord
    hop: UssdHop
    session_key: bytes
    today: date
    began: Began | None = None
    context: flow.SessionContext | None = None
    result: flow.FlowResult | None = None

    @property
    def screen(self) -> Screen | None:
        """The page of the hop; None if the database must first be read or written."""
        if self.began is None or self.began.offer is not None or self.result is None:
            return None
        is_bare = self.result.effect is None and self.result.danger is None
        return self.result.screen if is_bare and not is_kept(self.result, has_offer=False) else None

    @property
    def elsewhere(self) -> int | None:
        """The id of the community where the session began, if its code belongs to another one by now; else None."""
        began = self.began.community if self.began is not None else None
        return None if began == self.record.id else began

    def begun(self, began: Began) -> flow.SessionContext:
        """Return the context of a session that began so."""
        community = self.record.community
        language = detect_language.read_by(community.languages, began.language)
        is_helper = cases.is_helper(self.record, self.hop.phone)
        return flow.SessionContext(community, language, today=self.today, is_helper=is_helper)


def glance(ussd: UssdContext, record: CommunityRecord, hop: UssdHop, now: datetime) -> Preview:
    """Return the result of a hop as far as its transcript and this process tell. It never waits."""
    key = ussd.keyring.session(hop.session_id, hop.phone)
    began = ussd.memory.known(key)
    preview = Preview(record, hop, key, local_days.today(record.community, now), began)
    if began is None or began.offer is not None or preview.elsewhere is not None:
        return preview
    context, result = _of_transcript(ussd, preview, began)
    # Redis alone knows the lengths that part typed texts.
    return preview if result.text_from is not None else replace(preview, context=context, result=result)


def look(ussd: UssdContext, preview: Preview) -> Preview:
    """Return a preview with what Redis tells of the hop, if this process could not tell all; ask no database."""
    hop, key, began = preview.hop, preview.session_key, preview.began
    if preview.result is not None:
        return preview
    if began is None and hop.text:
        # When a session begins, the database is asked. It tells what another copy of the same post has kept, too.
        began = ussd.memory.recall(key)
    preview = replace(preview, began=began)
    if began is None or began.offer is not None or preview.elsewhere is not None:
        return preview
    context, result = _of_transcript(ussd, preview, began)
    if result.text_from is None:
        return replace(preview, context=context, result=result)
    known = ussd.memory.cuts(key, began, len(hop.text))
    if known is None or cuts.is_torn(known, result.text_from):
        # The end of a typed text is unknown. The draft in the database may tell it.
        return preview
    context = replace(context, cuts=known)
    result = flow.advance(context, hop.text)
    # The database may have to know the lengths, too.
    is_whole = not cuts.must_outlive(known, hop.text, result)
    return replace(preview, context=context, result=result) if is_whole else preview


def _of_transcript(ussd: UssdContext, preview: Preview, began: Began) -> tuple[flow.SessionContext, flow.FlowResult]:
    """Return the context of a session that began so, and the result of the transcript alone."""
    context = preview.begun(began)
    return context, ussd.pages.of(preview.record, context, preview.hop.text)


def is_kept(result: flow.FlowResult, *, has_offer: bool) -> bool:
    """Return whether a flow result changes the draft that is kept for the session.

    It does from the second key of a report on, and if the caller turns from a report to something else.
    """
    return (
        result.keeps
        or result.passed is not None
        or result.is_turned_away
        or (has_offer and not drafts.is_storable(result.draft))
    )
