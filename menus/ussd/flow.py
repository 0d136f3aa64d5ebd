"""The USSD flow: the whole transcript goes in, one page comes out; nothing is remembered here."""

from dataclasses import dataclass, replace

from menus.domain.categories import is_kept
from menus.domain.draft import Draft, Safety
from menus.text import gsm7
from menus.ussd import (
    baraza_steps,
    case_steps,
    complaint_steps,
    giving_steps,
    leads_steps,
    more_steps,
    my_data_steps,
    my_reports_steps,
    papers_steps,
    private_steps,
    pulse_steps,
    report_steps,
    vote_steps,
    youth_steps,
)
from menus.ussd.effects import (
    Answer,
    AssociationAct,
    Effect,
    Erase,
    File,
    Forget,
    Load,
    LoadFact,
    Look,
    Remember,
    StopTexts,
)
from menus.ussd.screen import Screen
from menus.ussd.screen_names import ScreenName
from menus.ussd.step_texts import said
from menus.ussd.steps import KeptOfCaller, Offer, ReportLine, ScreenStep, SessionContext, Transition
from menus.ussd.transcript import Inputs, key_of

__all__ = [
    "Answer",
    "AssociationAct",
    "Erase",
    "File",
    "FlowResult",
    "Forget",
    "KeptOfCaller",
    "Load",
    "LoadFact",
    "Look",
    "Offer",
    "Remember",
    "ReportLine",
    "SessionContext",
    "StopTexts",
    "advance",
]
_BACK, _MAIN, _MORE = "0", "00", "98"
STEPS: dict[ScreenName, ScreenStep] = {
    step.name: step
    for room in (
        report_steps,
        private_steps,
        complaint_steps,
        more_steps,
        leads_steps,
        pulse_steps,
        baraza_steps,
        my_reports_steps,
        my_data_steps,
        papers_steps,
        case_steps,
        youth_steps,
        giving_steps,
        vote_steps,
    )
    for step in room.STEPS
}
"""Every screen of the conversation; a `Transition` names one of them."""


@dataclass(frozen=True)
class FlowResult:
    """The result of a transcript: a page and an effect.

    `screen` is None if a report is filed or something must be loaded first. `keeps` says that the draft outlives the
    session. `passed` is the draft at the last keeping step before the caller left it. `is_turned_away` says that the
    caller then went on to something that must not be kept. `danger` is the draft of a caller in danger now at the last
    page that follows danger, and `is_urgent` says that this page is such a one. `text_from` is where in the
    transcript the first typed text begins, or would begin on the page that is shown. Only then the lengths of the
    transcript must be known. It is None for keys alone. `must_be_read` says that a key on this page counts in a later
    hop alone: the length of the transcript must be kept.
    """

    screen: Screen | None
    effect: Effect | None
    draft: Draft
    keeps: bool = False
    passed: Draft | None = None
    is_turned_away: bool = False
    danger: Draft | None = None
    is_urgent: bool = False
    text_from: int | None = None
    must_be_read: bool = False


class _Walk:
    """The state of a walk along a transcript."""

    def __init__(self, context: SessionContext) -> None:
        self.context = context
        self.first = (Draft(context.language), STEPS[ScreenName.MAIN])
        if context.offer is not None:
            self.first = (
                replace(context.offer.draft, language=context.language, continues=True),
                STEPS[ScreenName.OFFER],
            )
        self.draft, self.step = self.first
        self.page, self.hint = 0, False
        self.effect: Effect | None = None
        self.past: list[tuple[Draft, ScreenStep]] = []
        self.passed: Draft | None = None
        self.is_turned_away = False
        self.danger: Draft | None = None

    def take(self, given: str, length: int) -> FlowResult | None:
        """Take one input; return a result if the session ends with it or something must be loaded, else None.

        `length` is that of the transcript before it.
        """
        self.hint, self.effect = False, None
        key = key_of(given)
        if self._goes_back(key) or self._is_unread(length):
            return None
        if self.step.typed:
            key = given
        transition = self.step.take(self.context, self.draft, key) if key else None
        if transition is None:
            self.hint = True
            return None
        if isinstance(transition.effect, File):
            return self._end(None, transition)
        if transition.to is None:
            return self._end(Screen(transition.last, is_open=False), transition)
        step = STEPS[transition.to]
        if step.needs is not None and not _is_loaded(self.context, step.needs):
            needed = LoadFact(step.needs) if isinstance(step.needs, type) else step.needs
            return FlowResult(None, needed, transition.draft)
        self.past = [] if step.name is ScreenName.MAIN else [*self.past, (self.draft, self.step)]
        self._go_to(transition.draft, step)
        self.effect = transition.effect
        return None

    def _is_unread(self, length: int) -> bool:
        """Return whether the page must be read, and its caller has not seen it yet: then it is shown now."""
        return self.step.must_be_read and length not in self.context.read_at

    def _goes_back(self, key: str) -> bool:
        """Act on the keys that mean the same everywhere: main page, back, next page of a list; False for other keys."""
        if key == _MAIN:
            self.past = []
            self._go_to(Draft(self.draft.language), STEPS[ScreenName.MAIN])
        elif key == _BACK and self.page:
            self.page -= 1
        elif key == _BACK and not self.step.owns_zero:
            self._go_to(*(self.past.pop() if self.past else self.first))
        elif key == _MORE and not self.step.typed and len(shown := self.step.show(self.context, self.draft)) > 1:
            self.page = (self.page + 1) % len(shown)
        else:
            return False
        return True

    def _go_to(self, draft: Draft, step: ScreenStep) -> None:
        if self.step.keeps:
            self.passed = self.draft
        if draft.category is not None and not is_kept(draft.category):
            self.is_turned_away = self.is_turned_away or self.passed is not None
            self.passed = None
        elif step.keeps:
            # The caller looked at private help and then began another report: that one is kept like any other.
            self.is_turned_away = False
        if _is_urgent(step, draft):
            self.danger = draft
        self.draft, self.step, self.page = draft, step, 0

    def _end(self, screen: Screen | None, transition: Transition) -> FlowResult:
        return self._result(screen, transition.effect, transition.draft)

    def result(self) -> FlowResult:
        """Return the page that is shown at the end of the transcript."""
        pages = self.step.show(self.context, self.draft)
        text = pages[min(self.page, len(pages) - 1)]
        shown = _hinted(self.context, self.draft, self.step, text) if self.hint else text
        return replace(self._result(Screen(shown), self.effect, self.draft), must_be_read=self.step.must_be_read)

    def _result(self, screen: Screen | None, effect: Effect | None, draft: Draft) -> FlowResult:
        return FlowResult(
            screen,
            effect,
            draft,
            self.step.keeps,
            self.passed,
            self.is_turned_away,
            self.danger,
            _is_urgent(self.step, self.draft),
        )


def _is_urgent(step: ScreenStep, draft: Draft) -> bool:
    """Return whether a page follows danger now: the pages that ask for the zone belong to other reports, too."""
    return step.is_urgent or draft.safety is Safety.DANGER


def _is_loaded(context: SessionContext, needed: Load | type) -> bool:
    if isinstance(needed, type):
        return needed in context.facts
    loaded = {Load.REPORTS: context.reports, Load.CASES: context.cases, Load.KEPT: context.kept}
    return loaded[needed] is not None


def advance(context: SessionContext, transcript: str) -> FlowResult:
    """Return what a transcript leads to; the same transcript in the same context gives the same page."""
    walk = _Walk(context)
    inputs = Inputs(context.cuts, transcript)
    length = 0
    while (given := inputs.take(typed=walk.step.typed)) is not None:
        result = walk.take(given, length)
        length = inputs.length
        if result is not None:
            break
    else:
        result = walk.result()
    return result if inputs.text_from is None else replace(result, text_from=inputs.text_from)


def texts_of(context: SessionContext, draft: Draft, step: ScreenStep) -> list[str]:
    """Return every text of a step: each of its pages, then each with the hint after a key that did not count."""
    texts = step.show(context, draft)
    return texts + [_hinted(context, draft, step, text) for text in texts]


def _hinted(context: SessionContext, draft: Draft, step: ScreenStep, text: str) -> str:
    # A full page has no room for a sentence. A question mark in front still says that the key did not count.
    shorter = step.tight(context, draft) if step.tight else []
    marked = [said(draft, step.wrong_key, context) + "\n" + text, *("? " + shown for shown in (text, *shorter))]
    return next((shown for shown in marked if gsm7.fits(shown)), text)
