"""The conversation: the whole transcript in, one page out; nothing is remembered here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from menus.domain.categories import Category, Level, first_level, is_kept
from menus.domain.community import Mode
from menus.domain.draft import Draft, Safety
from menus.text import gsm7
from menus.ussd.report_steps import MAIN, OFFER
from menus.ussd.screen import Screen
from menus.ussd.steps import (
    Answer,
    Effect,
    File,
    Forget,
    Load,
    Move,
    Offer,
    Remember,
    ReportLine,
    Scene,
    Step,
    category_name,
    said,
)

__all__ = [
    "Answer",
    "File",
    "Forget",
    "Load",
    "Offer",
    "Remember",
    "ReportLine",
    "Scene",
    "Turn",
    "advance",
    "category_name",
    "filed",
    "held",
    "is_keys",
    "limited",
    "withdrawn",
]
_BACK, _MAIN, _MORE = "0", "00", "98"
_LONGEST_KEY = 2


@dataclass(frozen=True)
class Turn:
    """What a transcript leads to: a page (None where a report is filed or something must be loaded) and an effect.

    `keeps`: what has been said by its end outlives the session. `passed` is what had been said at the last step on the
    way that keeps, before another was gone to; `is_turned_away` says that something which may not be kept came after.
    """

    screen: Screen | None
    effect: Effect | None
    draft: Draft
    step: str = ""
    keeps: bool = False
    passed: Draft | None = None
    is_turned_away: bool = False


class _Walk:
    """Where the walk along a transcript stands."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.first = (Draft(scene.language), MAIN)
        if scene.offer is not None:
            self.first = (replace(scene.offer.draft, language=scene.language, continues=True), OFFER)
        self.draft, self.step = self.first
        self.page, self.hint = 0, False
        self.effect: Effect | None = None
        self.past: list[tuple[Draft, Step]] = []
        self.passed: Draft | None = None
        self.is_turned_away = False

    def take(self, given: str) -> Turn | None:
        """Go on by what was typed; return the turn where that is the end, or nothing can be shown yet."""
        self.hint, self.effect = False, None
        key = _key(given)
        if self._goes_back(key):
            return None
        if self.step.typed:
            key = given
        move = self.step.take(self.scene, self.draft, key) if key else None
        if move is None:
            self.hint = True
            return None
        if isinstance(move.effect, File):
            return self._end(None, move)
        if move.step is None:
            return self._end(Screen(move.last, is_open=False), move)
        if move.step.needs is Load.REPORTS and self.scene.reports is None:
            return Turn(None, Load.REPORTS, move.draft, move.step.name)
        self.past = [] if move.step is MAIN else [*self.past, (self.draft, self.step)]
        self._stand(move.draft, move.step)
        self.effect = move.effect
        return None

    def _goes_back(self, key: str) -> bool:
        """Obey the keys that mean the same everywhere: main page, back, and more of a list."""
        if key == _MAIN:
            self.past = []
            self._stand(Draft(self.draft.language), MAIN)
        elif key == _BACK and self.page:
            self.page -= 1
        elif key == _BACK and not self.step.owns_zero:
            self._stand(*(self.past.pop() if self.past else self.first))
        elif key == _MORE and not self.step.typed and len(shown := self.step.show(self.scene, self.draft)) > 1:
            self.page = (self.page + 1) % len(shown)
        else:
            return False
        return True

    def _stand(self, draft: Draft, step: Step) -> None:
        if self.step.keeps:
            self.passed = self.draft
        if draft.category is not None and not is_kept(draft.category):
            self.is_turned_away = self.is_turned_away or self.passed is not None
            self.passed = None
        elif step.keeps:
            # What is begun anew, after a look at private help, is kept like any other report.
            self.is_turned_away = False
        self.draft, self.step, self.page = draft, step, 0

    def _end(self, screen: Screen | None, move: Move) -> Turn:
        return self._turn(screen, move.effect, move.draft)

    def turn(self) -> Turn:
        """Return the page that is shown where the transcript ends."""
        pages = self.step.show(self.scene, self.draft)
        text = pages[min(self.page, len(pages) - 1)]
        shown = _hinted(self.scene, self.draft, self.step, text) if self.hint else text
        return self._turn(Screen(shown), self.effect, self.draft)

    def _turn(self, screen: Screen | None, effect: Effect | None, draft: Draft) -> Turn:
        return Turn(screen, effect, draft, self.step.name, self.step.keeps, self.passed, self.is_turned_away)


def advance(scene: Scene, transcript: str) -> Turn:
    """Return the page a transcript leads to; the same transcript in the same scene gives the same page."""
    walk = _Walk(scene)
    inputs = _Inputs(scene.cuts, transcript)
    while (given := inputs.take(typed=walk.step.typed)) is not None:
        turn = walk.take(given)
        if turn is not None:
            return turn
    return walk.turn()


def faces(scene: Scene, draft: Draft, step: Step) -> list[str]:
    """Return everything a step can show: each of its pages, and each with the hint after a key that did not count."""
    texts = step.show(scene, draft)
    return texts + [_hinted(scene, draft, step, text) for text in texts]


def _hinted(scene: Scene, draft: Draft, step: Step, text: str) -> str:
    hinted = said(draft, "hint_typed" if step.typed else "hint", scene) + "\n" + text
    if gsm7.fits(hinted):
        return hinted
    # A full page has no room for a sentence: a mark in front still says that the key did not count.
    marked = "? " + text
    return marked if gsm7.fits(marked) else text


def _key(given: str) -> str:
    """Return a key as pressed: ASCII digits without spaces round them, else nothing."""
    key = given.strip()
    return key if key.isascii() and key.isdigit() and len(key) <= _LONGEST_KEY else ""


class _Inputs:
    """A transcript, cut into what was typed on each hop."""

    def __init__(self, cuts: tuple[int, ...] | None, transcript: str) -> None:
        self._slices = list(_slices(cuts, transcript))

    def take(self, *, typed: bool) -> str | None:
        """Return the next input; on a typed page a whole hop's text, `*` and all."""
        if not self._slices:
            return None
        text, is_one_hop = self._slices[0]
        whole = is_one_hop and (typed or not is_keys(text))
        head, star, rest = (text, "", "") if whole else text.partition("*")
        if star:
            self._slices[0] = (rest, is_one_hop)
        else:
            self._slices.pop(0)
        return head


def is_keys(text: str) -> bool:
    """Tell whether a text is keys alone, perhaps several: a hop between was lost, or they were typed together."""
    return all(part and _key(part) == part for part in text.split("*"))


def _slices(cuts: tuple[int, ...] | None, transcript: str) -> Iterator[tuple[str, bool]]:
    """Yield (text, whether it is surely one hop's) along the cuts; without usable cuts, the whole, to be split."""
    if not transcript:
        return
    known = sorted({cut for cut in (cuts or ()) if 0 <= cut <= len(transcript)} | {len(transcript)})
    if cuts is None or any(0 < cut < len(transcript) and transcript[cut] != "*" for cut in known):
        yield transcript, False
        return
    begin = 0
    if known[0] > 0:
        yield transcript[: known[0]], False
        begin = known[0] + 1
        known = known[1:]
    else:
        known = known[1:]
    for cut in known:
        yield transcript[begin:cut], True
        begin = cut + 1


def filed(scene: Scene, draft: Draft, reference: str) -> Screen:
    """Return the last page of a filed report; a private one shows no reference."""
    category = draft.category or Category.COMPLAINT_OTHER
    level = first_level(category, draft.harm)
    if level is Level.PRIVATE:
        name = "private.bye.danger" if draft.safety is Safety.DANGER else "private.bye"
        return Screen(said(draft, name, scene), is_open=False)
    if level is Level.COMPLAINT:
        name = "filed.police" if draft.subject == "police" else "filed.complaint"
    elif category is Category.MOB_BEATING:
        name = "filed.mob"
    elif draft.subject:
        name = "filed.around"
    elif level is Level.MAJOR and scene.community.mode is Mode.PATROL:
        name = "filed.major"
    else:
        name = "filed.other"
    return Screen(said(draft, name, scene, reference=reference), is_open=False)


def withdrawn(scene: Scene, draft: Draft, reference: str) -> Screen:
    """Return the last page of a report that was cancelled after it had been sent unconfirmed."""
    return Screen(said(draft, "cancelled.sent", scene, reference=reference), is_open=False)


def held(scene: Scene, draft: Draft, reference: str) -> Screen:
    """Return the last page of a report that a coordinator reads before anybody is sent."""
    return Screen(said(draft, "filed.held", scene, reference=reference), is_open=False)


def refused(scene: Scene, draft: Draft) -> Screen:
    """Return the last page of a report that a session sends although it has filed another one: nothing was sent."""
    return Screen(said(draft, "cancelled", scene), is_open=False)


def limited(scene: Scene, draft: Draft) -> Screen:
    """Return the last page of a report that was not taken, for its caller has sent too many."""
    return Screen(said(draft, "limited", scene), is_open=False)
