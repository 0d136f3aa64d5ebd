"""A walk over every page a community's phones can show: for the check of its file, and for printing."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from menus.domain.categories import MENU_KEYS, Category, is_kept
from menus.domain.community import Community
from menus.domain.draft import Draft
from menus.ussd import flow
from menus.ussd.report_steps import CHECK_PLACE, MAIN, OFFER
from menus.ussd.screen import Screen
from menus.ussd.steps import File, Move, Offer, ReportLine, Scene, Step

_TYPED = ("W" * 160, "1")
_SOMEHOW = "..."
_WAYS = {OFFER.name: (OFFER.name,), CHECK_PLACE.name: ("1", _SOMEHOW)}
_REFERENCE = "987654321"
_STATUSES = ("held", "waiting", "answered", "going", "here", "over", "closed", "false")


@dataclass(frozen=True)
class Page:
    """One page: its language, the step that shows it, its text, and the shortest way there.

    `keys` are pressed after dialling; a way that begins with an offer begins with `offer`. `number` tells the pages of
    one list apart, from 0; those with a hint in front have none (-1).
    """

    language: str
    step: str
    text: str
    keys: tuple[str, ...]
    draft: Draft
    is_sent: bool = False
    number: int = 0


def pages(community: Community) -> Iterator[Page]:
    """Yield each category's every page once, by the shortest way; raise PageTooLongError where one does not fit."""
    when = datetime(2026, 1, 1, tzinfo=UTC)
    reports = tuple(
        ReportLine(_REFERENCE, category, when, status, outcome="W" * 200)
        for category, status in zip((*Category, *Category), _STATUSES, strict=False)
    )
    reports += (ReportLine(_REFERENCE, Category.ROBBERY, when, "waiting", question="W" * 200),)
    reports += tuple(
        ReportLine(_REFERENCE, Category.COMPLAINT_OTHER, when, status) for status in ("waiting", "answered")
    )
    for language in community.languages:
        scene = Scene(community, language, None, reports)
        shown: set[tuple[object, ...]] = set()
        walked: set[tuple[Draft, str]] = set()
        main = _walk(scene, [(Draft(language), MAIN)], walked)
        for page in (*main, *_walk(scene, _doubts(scene), walked), *_offers(scene, walked), *_rare_ends(scene)):
            mark = (page.language, page.step, page.draft.category, page.is_sent, page.text)
            if mark not in shown:
                shown.add(mark)
                yield page


def _doubts(scene: Scene) -> list[tuple[Draft, Step]]:
    """Return where a typed place may mean a zone, of each zone: no key leads there surely."""
    begun = Draft(scene.language, Category.GUN_KILLING, place="W" * 160)
    return [(replace(begun, guess=zone.key), CHECK_PLACE) for zone in scene.community.zones]


def _offers(scene: Scene, walked: set[tuple[Draft, str]]) -> Iterator[Page]:
    """Yield what follows where an earlier session broke off, at any place of any report."""
    places: list[tuple[str | None, str]] = [(zone.key, "") for zone in scene.community.zones]
    places += [(None, ""), (None, "W" * 160)]
    categories = [category for category in MENU_KEYS.values() if is_kept(category)]
    for reference in ("", _REFERENCE):
        for category in categories:
            for zone, place in places:
                draft = Draft(scene.language, category, zone=zone, place=place)
                walked.discard((draft, OFFER.name))
                yield from _walk(replace(scene, offer=Offer(draft, reference)), [(draft, OFFER)], walked)


def _rare_ends(scene: Scene) -> Iterator[Page]:
    draft = Draft(scene.language)
    for name, screen in (
        ("withdrawn", flow.withdrawn(scene, draft, _REFERENCE)),
        ("held", flow.held(scene, draft, _REFERENCE)),
        ("limited", flow.limited(scene, draft)),
    ):
        yield Page(draft.language, name, screen.text, (), draft)


def _walk(scene: Scene, starts: Sequence[tuple[Draft, Step]], walked: set[tuple[Draft, str]]) -> Iterator[Page]:
    keys = [str(number) for number in range(max(len(scene.community.zones) + 2, len(scene.reports or ()), 9) + 1)]
    walked.update((draft, step.name) for draft, step in starts)
    waiting: deque[tuple[Draft, Step, tuple[str, ...]]] = deque(
        (draft, step, _WAYS.get(step.name, ())) for draft, step in starts
    )
    while waiting:
        draft, step, pressed = waiting.popleft()
        faces = flow.faces(scene, draft, step)
        for number, text in enumerate(faces):
            is_hinted = number >= len(faces) // 2
            shown = Screen(text).text
            yield Page(draft.language, step.name, shown, pressed, draft, number=-1 if is_hinted else number)
        for given in _TYPED if step.typed else keys:
            move = step.take(scene, draft, given)
            if move is None:
                continue
            if move.step is None:
                yield _last(scene, step, move, (*pressed, given))
            elif (move.draft, move.step.name) not in walked:
                walked.add((move.draft, move.step.name))
                waiting.append((move.draft, move.step, (*pressed, given)))


def _last(scene: Scene, step: Step, move: Move, keys: tuple[str, ...]) -> Page:
    is_sent = isinstance(move.effect, File)
    text = flow.filed(scene, move.draft, _REFERENCE).text if is_sent else Screen(move.last, is_open=False).text
    return Page(move.draft.language, f"{step.name}-end", text, keys, move.draft, is_sent)


def keys_to_sent(pages: Iterable[Page]) -> dict[Category, int]:
    """Return the fewest keys from dialling to a sent report, for each category that can be dialled."""
    fewest: dict[Category, int] = {}
    for page in pages:
        category = page.draft.category
        if page.is_sent and category is not None and not {OFFER.name, _SOMEHOW} & set(page.keys):
            fewest[category] = min(len(page.keys), fewest.get(category, len(page.keys)))
    return fewest
