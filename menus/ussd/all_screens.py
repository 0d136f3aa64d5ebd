"""A walk over every page that a community's phones can show: to check its file, and to print the pages."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from menus.domain.baraza_facts import BarazaFacts
from menus.domain.cases import Case
from menus.domain.categories import MENU_KEYS, Category, is_kept
from menus.domain.community import Community, Zone
from menus.domain.draft import CallWish, Draft
from menus.domain.first_told import FirstTold
from menus.domain.standing import ReporterStatus
from menus.text import gsm7
from menus.text.catalog import say
from menus.text.names import Text
from menus.ussd import endings, flow, giving_longest, giving_steps, longest_facts, youth_steps
from menus.ussd.screen import PageTooLongError, Screen
from menus.ussd.steps import (
    File,
    FixedPage,
    KeptOfCaller,
    Offer,
    ReportLine,
    ScreenName,
    ScreenStep,
    SessionContext,
    Transition,
    last_page,
    place_name,
)
from menus.ussd.vote_pages import OpenVotes

_TYPED = ("W" * 160, "1")
_SOMEHOW = "..."
_WAYS = {ScreenName.OFFER: (ScreenName.OFFER,), ScreenName.CHECK_PLACE: ("1", _SOMEHOW)}
_REFERENCE = "987654321"
_KEPT = tuple(
    KeptOfCaller(count, count, count, has_role, gifts, is_listed)
    for count, gifts, is_listed in ((9999, 9999, True), (9999, 0, False), (0, 0, False))
    for has_role in (False, True)
)
"""The counts of My data: nobody sends more reports or texts within the time for which they are kept. A guess."""
_PLACE_ANEW = frozenset({ScreenName.WHERE, ScreenName.TYPE_PLACE, ScreenName.TYPE_PLOT})
"""The steps that ask for the place: whatever place was known before has gone once they are answered."""

_OF_DATA = (ScreenName.DATA, ScreenName.DATA_KEPT, ScreenName.DATA_ERASE)
_OF_YOUTH = (ScreenName.PROJECTS, ScreenName.PROJECT)
_OF_GIVING = tuple(name for name in ScreenName if name.value.startswith(ScreenName.GIVE.value))
_OF_BARAZAS = tuple(name for name in ScreenName if name.value.startswith("baraza"))
_OF_VOTES = (ScreenName.VOTES, ScreenName.VOTE, ScreenName.VOTE_CONFIRM)
"""The steps whose pages depend on facts, by the walk that changes these facts."""


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


def check(community: Community) -> None:
    """Raise PageTooLongError if a page does not fit.

    Of the zones, only the one with the longest name is chosen: a page that holds it holds any other. The list of zones
    is shown whole. Drafts that lead to the same pages are walked once. That is faster than `pages`.
    """
    try:
        for _ in checked(community):
            pass
    except PageTooLongError:
        # The fault names the first page that does not fit, in the order of the whole walk.
        for _ in _pages(community, longest_zone_alone=True):
            pass
        raise


def checked(community: Community) -> Iterator[Page]:
    """Yield the pages that `check` looks at: with one zone they hold every text of `pages`."""
    return _pages(community, longest_zone_alone=True, merges=True)


def pages(community: Community) -> Iterator[Page]:
    """Yield every page of each category once, with the shortest way to it.

    Raise PageTooLongError if a page does not fit.
    """
    return _pages(community)


def _pages(community: Community, *, longest_zone_alone: bool = False, merges: bool = False) -> Iterator[Page]:
    when = datetime(2026, 1, 1, tzinfo=UTC)
    reports = tuple(
        ReportLine(_REFERENCE, category, when, status, outcome="W" * 200)
        for category, status in zip((*Category, *Category), ReporterStatus, strict=False)
    )
    reports += (ReportLine(_REFERENCE, Category.ROBBERY, when, ReporterStatus.WAITING, question="W" * 200),)
    reports += (ReportLine(_REFERENCE, Category.ROBBERY, when, ReporterStatus.CLOSED, is_of_police=True),)
    reports += tuple(
        ReportLine(_REFERENCE, Category.COMPLAINT_OTHER, when, status)
        for status in (ReporterStatus.WAITING, ReporterStatus.ANSWERED)
    )
    for language in community.languages:
        facts = longest_facts.of(community, language, when)
        context = SessionContext(community, language, None, reports, kept=_KEPT[0], facts=facts)
        zones = (_longest(community, language),) if longest_zone_alone else community.zones
        shown: set[tuple[object, ...]] = set()
        walked = _Walked(zones, merges)
        main = _walk(context, [(Draft(language), flow.STEPS[ScreenName.MAIN])], walked)
        for page in (
            *main,
            *_walk(context, _unsure_places(context, zones), walked),
            *_offers(context, walked),
            *_cases(context, when, walked),
            *_data(context, walked),
            *_youth(context, walked),
            *_walk(context, [(Draft(language), flow.STEPS[ScreenName.PAPERS])], walked),
            *_giving(context, walked),
            *_barazas(context, walked),
            *_votes(context, walked),
            *_rare_ends(context),
        ):
            mark = (page.language, page.step, page.draft.category, page.is_sent, page.text)
            if mark not in shown:
                shown.add(mark)
                yield page


@dataclass
class _Walked:
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

    def again(self, *anew: ScreenName) -> "_Walked":
        """Return a copy that another walk may change. The steps `anew` show other pages in it: they count as new."""
        states = {name: set(reached) for name, reached in self.states.items() if name not in anew}
        return _Walked(self.zones, self.merges, states, set(self.ends), set(self.fixed))

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


def _longest(community: Community, language: str) -> Zone:
    return max(community.zones, key=lambda zone: gsm7.septets(zone.name(language)))


def _unsure_places(context: SessionContext, zones: Sequence[Zone]) -> list[tuple[Draft, ScreenStep]]:
    """Return, for each zone, the step that asks whether a typed place means it: no fixed key leads to this step."""
    begun = Draft(context.language, Category.GUN_KILLING, place="W" * 160)
    return [(replace(begun, guess=zone.key), flow.STEPS[ScreenName.CHECK_PLACE]) for zone in zones]


def _offers(context: SessionContext, walked: _Walked) -> Iterator[Page]:
    """Yield the pages that follow an offer, for every category and place at which an earlier session can break off."""
    places: list[tuple[str | None, str]] = [(zone.key, "") for zone in walked.zones]
    places += [(None, ""), (None, "W" * 160)]
    categories = [category for category in MENU_KEYS.values() if is_kept(category)]
    for reference in ("", _REFERENCE):
        for category in categories:
            for zone, place in places:
                draft = Draft(context.language, category, zone=zone, place=place)
                yield from _walk(
                    replace(context, offer=Offer(draft, reference)), [(draft, flow.STEPS[ScreenName.OFFER])], walked
                )


def _cases(context: SessionContext, when: datetime, walked: _Walked) -> Iterator[Page]:
    """Yield the pages of a helper: of no open case, and of cases with the longest values that they may have."""
    longest = Case(
        _REFERENCE, when, is_danger=True, place="W" * 160, phone="+" + "9" * 15, words="W" * 300 + " a" * 300
    )
    wishes = ((CallWish.AT, "W" * 40), (CallWish.NOW, ""), (CallWish.NONE, ""), (None, ""))
    cases = tuple(
        replace(longest, reference=_REFERENCE[: 9 - number], zone=zone.key, wish=wish, call_at=at)
        for zone in context.community.zones
        for number, (wish, at) in enumerate(wishes)
    )
    begun = (Draft(context.language), flow.STEPS[ScreenName.MORE])
    for known in ((), cases, (Case(_REFERENCE, when, is_danger=False),)):
        yield from _walk(replace(context, is_helper=True, cases=known), [begun], walked.again())


def _data(context: SessionContext, walked: _Walked) -> Iterator[Page]:
    """Yield the pages of My data: of callers with and without a role, with the highest counts and with none."""
    begun = (Draft(context.language), flow.STEPS[ScreenName.DATA])
    for kept in _KEPT:
        yield from _walk(replace(context, kept=kept), [begun], walked.again(*_OF_DATA))


def _youth(context: SessionContext, walked: _Walked) -> Iterator[Page]:
    """Yield the page of youth projects where there is no task; without a project it says so."""
    none = replace(context, facts={**context.facts, youth_steps.YouthFacts: youth_steps.YouthFacts()})
    yield from _walk(none, [(Draft(context.language), flow.STEPS[ScreenName.PROJECTS])], walked.again(*_OF_YOUTH))


def _giving(context: SessionContext, walked: _Walked) -> Iterator[Page]:
    """Yield the pages of giving with other facts than the longest ones, if giving is open."""
    begun = (Draft(context.language), flow.STEPS[ScreenName.GIVE])
    for known in giving_longest.facts(context.community)[1:] if giving_steps.is_open(context) else ():
        yield from _walk(replace(context, facts={**context.facts, **known}), [begun], walked.again(*_OF_GIVING))


def _barazas(context: SessionContext, walked: _Walked) -> Iterator[Page]:
    """Yield the pages of the baraza where nothing is known of one yet."""
    begun = (Draft(context.language), flow.STEPS[ScreenName.BARAZAS])
    yield from _walk(
        replace(context, facts={**context.facts, BarazaFacts: BarazaFacts()}), [begun], walked.again(*_OF_BARAZAS)
    )


def _votes(context: SessionContext, walked: _Walked) -> Iterator[Page]:
    """Yield the pages of votes: of none, of one, of one that is not for the caller, and the rare last ones."""
    begun = (Draft(context.language), flow.STEPS[ScreenName.VOTES])
    one = context.fact(OpenVotes).votes[0]
    for known in ((), (one,), (replace(one, may_vote=False),)):
        facts = {**context.facts, OpenVotes: OpenVotes(known)}
        yield from _walk(replace(context, facts=facts), [begun], walked.again(*_OF_VOTES))


def _rare_ends(context: SessionContext) -> Iterator[Page]:
    draft = Draft(context.language)
    for name, screen in (
        ("withdrawn", endings.withdrawn(context, draft, _REFERENCE)),
        ("held", endings.awaiting_review(context, draft, _REFERENCE)),
        ("limited", endings.limited(context, draft)),
        ("paused", endings.paused(context.community, draft.language)),
        ("vote-closed", _last_of_vote(context, draft, Text.VOTE_CLOSED)),
        ("vote-ahead", _last_of_vote(context, draft, Text.VOTE_AHEAD)),
        ("vote-moved", _last_of_vote(context, draft, Text.VOTE_MOVED)),
    ):
        yield Page(draft.language, name, screen.text, (), draft)


def _last_of_vote(context: SessionContext, draft: Draft, name: Text) -> Screen:
    return Screen(last_page(draft, say(draft.language, name), context), is_open=False)


def _walk(context: SessionContext, starts: Sequence[tuple[Draft, ScreenStep]], walked: _Walked) -> Iterator[Page]:
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
    context: SessionContext, step: ScreenStep, transition: Transition, keys: tuple[str, ...], walked: _Walked
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
        yield Page(
            draft.language, name, endings.filed(context, draft, _REFERENCE, told).text, keys, draft, is_sent=True
        )


def keys_to_sent(pages: Iterable[Page]) -> dict[Category, int]:
    """Return the fewest keys from dialling to a sent report, for each category that a caller can dial."""
    fewest: dict[Category, int] = {}
    for page in pages:
        category = page.draft.category
        if page.is_sent and category is not None and not {ScreenName.OFFER, _SOMEHOW} & set(page.keys):
            fewest[category] = min(len(page.keys), fewest.get(category, len(page.keys)))
    return fewest
