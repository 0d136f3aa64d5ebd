"""A walk over every page that a community's phones can show: to check its file, and to print the pages."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from menus.domain.baraza_facts import BarazaFacts
from menus.domain.cases import Case
from menus.domain.categories import MENU_KEYS, Category, is_kept
from menus.domain.community import Community, Zone
from menus.domain.draft import CallWish, Draft
from menus.domain.standing import ReporterStatus
from menus.text import gsm7
from menus.text.catalog import say
from menus.text.names import Text
from menus.ussd import endings, flow, giving_longest, giving_steps, longest_facts, youth_steps
from menus.ussd.screen import PageTooLongError, Screen
from menus.ussd.screen_names import ScreenName
from menus.ussd.screen_walk import REFERENCE, Page, Walked, walk
from menus.ussd.step_texts import last_page
from menus.ussd.steps import KeptOfCaller, Offer, ReportLine, ScreenStep, SessionContext
from menus.ussd.vote_pages import OpenVotes

_KEPT = tuple(
    KeptOfCaller(count, count, count, has_role, gifts, is_listed)
    for count, gifts, is_listed in ((9999, 9999, True), (9999, 0, False), (0, 0, False))
    for has_role in (False, True)
)
"""The counts of My data: nobody sends more reports or texts within the time for which they are kept. A guess."""
_OF_DATA = (ScreenName.DATA, ScreenName.DATA_KEPT, ScreenName.DATA_ERASE)
_OF_YOUTH = (ScreenName.PROJECTS, ScreenName.PROJECT)
_OF_GIVING = tuple(name for name in ScreenName if name.value.startswith(ScreenName.GIVE.value))
_OF_BARAZAS = tuple(name for name in ScreenName if name.value.startswith("baraza"))
_OF_VOTES = (ScreenName.VOTES, ScreenName.VOTE, ScreenName.VOTE_CONFIRM)
"""The steps whose pages depend on facts, by the walk that changes these facts."""


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
        ReportLine(REFERENCE, category, when, status, outcome="W" * 200)
        for category, status in zip((*Category, *Category), ReporterStatus, strict=False)
    )
    reports += (ReportLine(REFERENCE, Category.ROBBERY, when, ReporterStatus.WAITING, question="W" * 200),)
    reports += (ReportLine(REFERENCE, Category.ROBBERY, when, ReporterStatus.CLOSED, is_of_police=True),)
    reports += tuple(
        ReportLine(REFERENCE, Category.COMPLAINT_OTHER, when, status)
        for status in (ReporterStatus.WAITING, ReporterStatus.ANSWERED)
    )
    for language in community.languages:
        facts = longest_facts.of(community, language, when)
        context = SessionContext(community, language, None, reports, kept=_KEPT[0], facts=facts)
        zones = (_longest(community, language),) if longest_zone_alone else community.zones
        shown: set[tuple[object, ...]] = set()
        walked = Walked(zones, merges)
        main = walk(context, [(Draft(language), flow.STEPS[ScreenName.MAIN])], walked)
        for page in (
            *main,
            *walk(context, _unsure_places(context, zones), walked),
            *_offers(context, walked),
            *_cases(context, when, walked),
            *_data(context, walked),
            *_youth(context, walked),
            *walk(context, [(Draft(language), flow.STEPS[ScreenName.PAPERS])], walked),
            *_giving(context, walked),
            *_barazas(context, walked),
            *_votes(context, walked),
            *_rare_ends(context),
        ):
            mark = (page.language, page.step, page.draft.category, page.is_sent, page.text)
            if mark not in shown:
                shown.add(mark)
                yield page


def _longest(community: Community, language: str) -> Zone:
    return max(community.zones, key=lambda zone: gsm7.septets(zone.name(language)))


def _unsure_places(context: SessionContext, zones: Sequence[Zone]) -> list[tuple[Draft, ScreenStep]]:
    """Return, for each zone, the step that asks whether a typed place means it: no fixed key leads to this step."""
    begun = Draft(context.language, Category.GUN_KILLING, place="W" * 160)
    return [(replace(begun, guess=zone.key), flow.STEPS[ScreenName.CHECK_PLACE]) for zone in zones]


def _offers(context: SessionContext, walked: Walked) -> Iterator[Page]:
    """Yield the pages that follow an offer, for every category and place at which an earlier session can break off."""
    places: list[tuple[str | None, str]] = [(zone.key, "") for zone in walked.zones]
    places += [(None, ""), (None, "W" * 160)]
    categories = [category for category in MENU_KEYS.values() if is_kept(category)]
    for reference in ("", REFERENCE):
        for category in categories:
            for zone, place in places:
                draft = Draft(context.language, category, zone=zone, place=place)
                yield from walk(
                    replace(context, offer=Offer(draft, reference)), [(draft, flow.STEPS[ScreenName.OFFER])], walked
                )


def _cases(context: SessionContext, when: datetime, walked: Walked) -> Iterator[Page]:
    """Yield the pages of a helper: of no open case, and of cases with the longest values that they may have."""
    longest = Case(REFERENCE, when, is_danger=True, place="W" * 160, phone="+" + "9" * 15, words="W" * 300 + " a" * 300)
    wishes = ((CallWish.AT, "W" * 40), (CallWish.NOW, ""), (CallWish.NONE, ""), (None, ""))
    cases = tuple(
        replace(longest, reference=REFERENCE[: 9 - number], zone=zone.key, wish=wish, call_at=at)
        for zone in context.community.zones
        for number, (wish, at) in enumerate(wishes)
    )
    begun = (Draft(context.language), flow.STEPS[ScreenName.MORE])
    for known in ((), cases, (Case(REFERENCE, when, is_danger=False),)):
        yield from walk(replace(context, is_helper=True, cases=known), [begun], walked.again())


def _data(context: SessionContext, walked: Walked) -> Iterator[Page]:
    """Yield the pages of My data: of callers with and without a role, with the highest counts and with none."""
    begun = (Draft(context.language), flow.STEPS[ScreenName.DATA])
    for kept in _KEPT:
        yield from walk(replace(context, kept=kept), [begun], walked.again(*_OF_DATA))


def _youth(context: SessionContext, walked: Walked) -> Iterator[Page]:
    """Yield the page of youth projects where there is no task; without a project it says so."""
    none = replace(context, facts={**context.facts, youth_steps.YouthFacts: youth_steps.YouthFacts()})
    yield from walk(none, [(Draft(context.language), flow.STEPS[ScreenName.PROJECTS])], walked.again(*_OF_YOUTH))


def _giving(context: SessionContext, walked: Walked) -> Iterator[Page]:
    """Yield the pages of giving with other facts than the longest ones, if giving is open."""
    begun = (Draft(context.language), flow.STEPS[ScreenName.GIVE])
    for known in giving_longest.facts(context.community)[1:] if giving_steps.is_open(context) else ():
        yield from walk(replace(context, facts={**context.facts, **known}), [begun], walked.again(*_OF_GIVING))


def _barazas(context: SessionContext, walked: Walked) -> Iterator[Page]:
    """Yield the pages of the baraza where nothing is known of one yet."""
    begun = (Draft(context.language), flow.STEPS[ScreenName.BARAZAS])
    yield from walk(
        replace(context, facts={**context.facts, BarazaFacts: BarazaFacts()}), [begun], walked.again(*_OF_BARAZAS)
    )


def _votes(context: SessionContext, walked: Walked) -> Iterator[Page]:
    """Yield the pages of votes: of none, of one, of one that is not for the caller, and the rare last ones."""
    begun = (Draft(context.language), flow.STEPS[ScreenName.VOTES])
    one = context.fact(OpenVotes).votes[0]
    for known in ((), (one,), (replace(one, may_vote=False),)):
        facts = {**context.facts, OpenVotes: OpenVotes(known)}
        yield from walk(replace(context, facts=facts), [begun], walked.again(*_OF_VOTES))


def _rare_ends(context: SessionContext) -> Iterator[Page]:
    draft = Draft(context.language)
    for name, screen in (
        ("withdrawn", endings.withdrawn(context, draft, REFERENCE)),
        ("held", endings.awaiting_review(context, draft, REFERENCE)),
        ("limited", endings.limited(context, draft)),
        ("paused", endings.paused(context.community, draft.language)),
        ("vote-closed", _last_of_vote(context, draft, Text.VOTE_CLOSED)),
        ("vote-ahead", _last_of_vote(context, draft, Text.VOTE_AHEAD)),
        ("vote-moved", _last_of_vote(context, draft, Text.VOTE_MOVED)),
    ):
        yield Page(draft.language, name, screen.text, (), draft)


def _last_of_vote(context: SessionContext, draft: Draft, name: Text) -> Screen:
    return Screen(last_page(draft, say(draft.language, name), context), is_open=False)
