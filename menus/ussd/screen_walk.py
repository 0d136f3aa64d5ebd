"""A walk from a screen along every key, so that each page behind it is seen once."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from menus.domain.categories import Category
from menus.domain.community import Zone
from menus.domain.draft import Draft
from menus.domain.first_told import FirstTold
from menus.ussd import endings, flow, giving_longest, giving_steps
from menus.ussd.effects import File
from menus.ussd.screen import Screen
from menus.ussd.screen_names import ScreenName
from menus.ussd.step_texts import FixedPage, place_name
from menus.ussd.steps import ScreenStep, SessionContext, Transition

_TYPED = ("W" * 160, "1")
_SOMEHOW = "..."
_WAYS = {ScreenName.OFFER: (ScreenName.OFFER,), ScreenName.CHECK_PLACE: ("1", _SOMEHOW)}
REFERENCE = "987654321"
_PLACE_ANEW = frozenset({ScreenName.WHERE, ScreenName.TYPE_PLACE, ScreenName.TYPE_PLOT})
"""The steps that ask for the place: whatever place was known before has gone once they are answered."""


@dataclass(frozen=True)
class Page:
    """One page: its language, the step that shows it, its text, and the shortest way to it.

    `keys` are the keys pressed after dialling. A way that begins with an offer begins with `offer`. `number` counts the
    pages of one list from 0; it is -1 for a page with a hint in front.
    """

    language: str
    step: str
    text: str
    keys: tuple[str, ...]
    draft: Draft
    is_sent: bool = False
    number: int = 0


@dataclass
class Walked:
    """The part that was walked.

    `zones` are the chosen ones, `states` those of each step that were reached, and `ends` the drafts whose last pages
    were shown. A walk that `merges` takes drafts for one that lead to the same pages, and shows a page that is always
    the same once (`fixed`): it makes every text that another walk makes.
    """

    zones: Sequence[Zone]
    merges: bool = False
    states: dict[ScreenName, set[object]] = field(default_factory=dict)
    ends: set[tuple[object, ...]] = field(default_factory=set)
    fixed: set[tuple[str, str]] = field(default_factory=set)

    def again(self, *anew: ScreenName) -> "Walked":
        """Return a copy that another walk may change. The steps `anew` show other pages in it: they count as new."""
        states = {name: set(reached) for name, reached in self.states.items() if name not in anew}
        return Walked(self.zones, self.merges, states, set(self.ends), set(self.fixed))

    def adds(self, context: SessionContext, draft: Draft, name: ScreenName) -> bool:
        """Note a state; return whether it is new."""
        reached = self.states.setdefault(name, set())
        state = _merged(context, draft, name) if self.merges else draft
        is_new = state not in reached
        reached.add(state)
        return is_new

    def shows(self, draft: Draft, step: ScreenStep) -> bool:
        """Return whether the pages of a step may be new."""
        if not (self.merges and isinstance(step.show, FixedPage)):
            return True
        is_new = (step.name, draft.language) not in self.fixed
        self.fixed.add((step.name, draft.language))
        return is_new


def _merged(context: SessionContext, draft: Draft, name: ScreenName) -> tuple[object, ...]:
    """Return what the pages from a step on depend on: the place as pages show it, and not what a step asks anew."""
    place: object = None
    if name not in _PLACE_ANEW:
        # Private help asks for more of the place unless some was typed.
        is_whole = draft.category is Category.ABUSE_CHILD or draft.guess is not None
        place = (draft.zone, draft.place, draft.guess) if is_whole else place_name(context, draft)
    return (
        place,
        draft.language,
        draft.category,
        None if name is ScreenName.HARM else draft.harm,
        None if name is ScreenName.ACCUSED_GROUP else draft.accused_group,
        draft.callback,
        draft.topic,
        draft.words,
        draft.private_kind,
        draft.continues,
        draft.call,
        draft.call_at,
        draft.safety,
        draft.asked_about,
    )


def walk(context: SessionContext, starts: Sequence[tuple[Draft, ScreenStep]], walked: Walked) -> Iterator[Page]:
    """Yield the pages that keys lead to from some drafts and steps, and that were not walked yet."""
    keys = [
        str(number)
        for number in range(
            max(
                len(context.community.zones) + 2,
                len(context.reports or ()),
                len(context.cases or ()),
                giving_longest.MOST_RECEIPTS + 1 if giving_steps.is_open(context) else 0,
                9,
            )
            + 1
        )
    ]
    for draft, step in starts:
        walked.adds(context, draft, step.name)
    chosen = {zone.key for zone in walked.zones}
    others = {str(number) for number, zone in enumerate(context.community.zones, 1) if zone.key not in chosen}
    waiting: deque[tuple[Draft, ScreenStep, tuple[str, ...]]] = deque(
        (draft, step, _WAYS.get(step.name, ())) for draft, step in starts
    )
    while waiting:
        draft, step, pressed = waiting.popleft()
        texts = flow.texts_of(context, draft, step) if walked.shows(draft, step) else []
        for number, text in enumerate(texts):
            is_hinted = number >= len(texts) // 2
            shown = Screen(text).text
            yield Page(draft.language, step.name, shown, pressed, draft, number=-1 if is_hinted else number)
        for given in _TYPED if step.typed else keys:
            if step.name is ScreenName.WHERE and given in others:
                continue
            transition = step.take(context, draft, given)
            if transition is None:
                continue
            if transition.to is None:
                yield from _last(context, step, transition, (*pressed, given), walked)
            elif walked.adds(context, transition.draft, transition.to):
                waiting.append((transition.draft, flow.STEPS[transition.to], (*pressed, given)))


def _last(
    context: SessionContext, step: ScreenStep, transition: Transition, keys: tuple[str, ...], walked: Walked
) -> Iterator[Page]:
    """Yield the last pages that a key may lead to: a sent report has one for each group that may be told."""
    draft, name = transition.draft, f"{step.name}-end"
    if not isinstance(transition.effect, File):
        yield Page(draft.language, name, Screen(transition.last, is_open=False).text, keys, draft)
        return
    # These pages tell nothing else of a draft: those of the draft with the fewest keys come first.
    end = (step.name, draft.language, draft.category, draft.harm, draft.accused_group, draft.safety)
    if end in walked.ends:
        return
    walked.ends.add(end)
    for told in (*FirstTold, None):
        yield Page(draft.language, name, endings.filed(context, draft, REFERENCE, told).text, keys, draft, is_sent=True)


def keys_to_sent(pages: Iterable[Page]) -> dict[Category, int]:
    """Return the fewest keys from dialling to a sent report, for each category that a caller can dial."""
    fewest: dict[Category, int] = {}
    for page in pages:
        category = page.draft.category
        if page.is_sent and category is not None and not {ScreenName.OFFER, _SOMEHOW} & set(page.keys):
            fewest[category] = min(len(page.keys), fewest.get(category, len(page.keys)))
    return fewest
