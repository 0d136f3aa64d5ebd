"""The screen of Our papers: until when the association is registered, or since when it waits for its papers."""

from menus.domain import papers
from menus.domain.community import Mode
from menus.domain.draft import Draft
from menus.domain.papers import Paper
from menus.text.names import Text
from menus.ussd.screen_names import ScreenName
from menus.ussd.step_texts import said
from menus.ussd.steps import ScreenStep, SessionContext


def _show(context: SessionContext, draft: Draft) -> list[str]:
    if context.community.mode is Mode.REFER_ONLY:
        return [_referring(context, draft)]
    paper = _certificate(context)
    if paper is None:
        return [said(draft, Text.PAPERS_NONE, context)]
    if paper.ends is None:
        return [said(draft, Text.PAPERS_REGISTERED_OPEN, context, number=paper.number)]
    return [said(draft, Text.PAPERS_REGISTERED, context, number=paper.number, day=f"{paper.ends:%d/%m/%Y}")]


def _certificate(context: SessionContext) -> Paper | None:
    """Return the certificate that is valid today. Where the day is not known, any one of the file stands for it."""
    kept = context.community.papers
    if context.today is not None:
        return papers.certificate(kept, context.today)
    return next((paper for paper in kept if paper.kind.bears_mode), None)


def _referring(context: SessionContext, draft: Draft) -> str:
    kept = context.community.papers
    since = papers.waiting_since(kept, context.today) if context.today is not None else None
    if since is None:
        return said(draft, Text.PAPERS_REFERRING, context)
    return said(draft, Text.PAPERS_WAITING, context, day=f"{since:%d/%m}")


def _no_choice(_context: SessionContext, _draft: Draft, _key: str) -> None:
    return None


STEPS = (ScreenStep(ScreenName.PAPERS, _show, _no_choice),)
