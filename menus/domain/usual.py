"""The usual: incidents of the last weeks beside what was usual in the weeks before, and the line that draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from menus.domain.local_weeks import WEEK

LATELY = 4
"""The weeks that are told: a month is what people compare. A guess, to be tested."""
BEFORE = 26
"""The weeks before them that say what is usual: half a year has both rains and dry months. A guess, to be tested."""
WEEKS = LATELY + BEFORE
FEWEST = 4
"""The fewest weeks that say what is usual: fewer would compare with less than the last weeks themselves."""


@dataclass(frozen=True)
class Trend:
    """Incidents week by week, the oldest first, how many there were lately, and how many are usual in as many weeks.

    `usual` is None while too few weeks are known.
    """

    weeks: tuple[int, ...]
    lately: int
    usual: float | None


def trend(weeks: Sequence[int], known: Sequence[bool]) -> Trend:
    """Return the trend of `WEEKS` weeks, the oldest first. A week says what is usual if `known` says that it tells."""
    counted = [number for number, is_known in zip(weeks[:BEFORE], known[:BEFORE], strict=True) if is_known]
    usual = of(sum(counted), len(counted)) if len(counted) >= FEWEST else None
    return Trend(tuple(weeks), sum(weeks[-LATELY:]), usual)


def of(before: int, weeks: int) -> float:
    """Return the usual number in as many weeks as are told, of so many incidents in so many weeks; 0 without weeks.

    Every page and text that says "usually" goes by it.
    """
    return before * LATELY / weeks if weeks else 0.0


def begins(now: datetime) -> list[datetime]:
    """Return when each of the weeks begins, the newest first: the last one begins seven days ago."""
    return [now - WEEK * number for number in range(1, WEEKS + 1)]


def as_text(usual: float) -> str:
    """Return a usual number as people read it: with one decimal, if it is no whole number and less than ten."""
    shown = f"{usual:.1f}" if usual < 10 else f"{usual:.0f}"  # noqa: PLR2004 - two digits are exact enough
    return shown.removesuffix(".0")


def points(numbers: Sequence[float], highest: float, width: int, height: int) -> str:
    """Return the points of a line through numbers, as a `polyline` of SVG has them: the highest number is on top.

    They are whole numbers, so that the line takes few bytes.
    """
    step = width / max(1, len(numbers) - 1)
    most = max(highest, *numbers, 1)
    return " ".join(f"{step * place:.0f},{height * (1 - number / most):.0f}" for place, number in enumerate(numbers))
