"""A walk over every page a community's phones can show: for the check of its file, and for printing."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from menus import flow
from menus.pages import File, Move, ReportLine, Scene, Step
from menus.reporting import MAIN
from menus.rules.categories import Category
from menus.rules.community import Community
from menus.rules.draft import Draft
from menus.screen import Screen

_TYPED = ("W" * 160, "1")
_REFERENCE = "987654321"
_STATUSES = ("waiting", "answered", "going", "here", "over", "closed", "false")


@dataclass(frozen=True)
class Page:
    """One page: its language, the step that shows it, its text, and the keys that lead there by the shortest way."""

    language: str
    step: str
    text: str
    keys: tuple[str, ...]
    draft: Draft
    is_sent: bool = False


def pages(community: Community) -> Iterator[Page]:
    """Yield each category's every page once, by the shortest way; raise PageTooLongError where one does not fit."""
    when = datetime(2026, 1, 1, tzinfo=UTC)
    reports = tuple(
        ReportLine(_REFERENCE, category, when, status)
        for category, status in zip((*Category, *Category), _STATUSES, strict=False)
    )
    for language in community.languages:
        scene = Scene(community, language, None, reports)
        seen: set[tuple[object, ...]] = set()
        for page in _walk(scene, len(reports)):
            mark = (page.language, page.step, page.draft.category, page.is_sent, page.text)
            if mark not in seen:
                seen.add(mark)
                yield page


def _walk(scene: Scene, reports: int) -> Iterator[Page]:
    keys = [str(number) for number in range(max(len(scene.community.zones) + 2, reports, 9) + 1)]
    start = (Draft(scene.language), MAIN)
    seen: set[tuple[Draft, str]] = {(start[0], MAIN.name)}
    waiting: deque[tuple[Draft, Step, tuple[str, ...]]] = deque([(*start, ())])
    while waiting:
        draft, step, pressed = waiting.popleft()
        for text in flow.faces(scene, draft, step):
            yield Page(draft.language, step.name, Screen(text).text, pressed, draft)
        for given in _TYPED if step.typed else keys:
            move = step.take(scene, draft, given)
            if move is None:
                continue
            if move.step is None:
                yield _last(scene, step, move, (*pressed, given))
            elif (move.draft, move.step.name) not in seen:
                seen.add((move.draft, move.step.name))
                waiting.append((move.draft, move.step, (*pressed, given)))


def _last(scene: Scene, step: Step, move: Move, keys: tuple[str, ...]) -> Page:
    is_sent = isinstance(move.effect, File)
    text = flow.filed(scene, move.draft, _REFERENCE).text if is_sent else Screen(move.last, is_open=False).text
    return Page(move.draft.language, f"{step.name}-end", text, keys, move.draft, is_sent)
