"""A walk over every page a community's phones can show: for the check of its file, and for printing."""

from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime

from menus.flow import File, ReportLine, Scene, advance, filed
from menus.rules.categories import Category
from menus.rules.community import Community

_TYPED = ("W" * 160, "12")
_WRONG = "77"
_REFERENCE = "987654321"
_STATUSES = ("waiting", "answered", "going", "here", "over", "closed", "false")


def pages(community: Community) -> Iterator[tuple[str, str, str]]:
    """Yield (language, step, text) of every reachable page; raise PageTooLongError at one that does not fit."""
    when = datetime(2026, 1, 1, tzinfo=UTC)
    reports = tuple(
        ReportLine(_REFERENCE, category, when, status)
        for category, status in zip((*Category, *Category), _STATUSES, strict=False)
    )
    for language in community.languages:
        scene = Scene(community, language, None, reports)
        yield from _walk(scene, reports)


def _walk(scene: Scene, reports: tuple[ReportLine, ...]) -> Iterator[tuple[str, str, str]]:
    keys = [str(number) for number in range(max(len(scene.community.zones) + 2, len(reports), 9) + 1)]
    keys += ["98", _WRONG]
    seen: set[tuple[str, str]] = set()
    waiting = deque([""])
    while waiting:
        transcript = waiting.popleft()
        turn = advance(scene, transcript)
        if isinstance(turn.effect, File):
            text = filed(scene, turn.effect.draft, _REFERENCE).text
        else:
            text = turn.screen.text if turn.screen else ""
        # The same page from another way is the same page; what differs beneath it is the draft's category.
        mark = (text, str(turn.draft.category))
        if mark in seen:
            continue
        seen.add(mark)
        yield turn.draft.language, turn.step, text
        if turn.screen is None or not turn.screen.is_open:
            continue
        begin = transcript + "*" if transcript else ""
        waiting.extend(begin + key for key in (*keys, *_TYPED))
