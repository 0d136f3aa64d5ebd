"""The verdict on one fault: what became of each report that was acknowledged."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tests.chaos.reports import Filed

_HOUR = 3600


@dataclass(frozen=True)
class Text:
    """A text on a phone, and when it came (seconds of the simulated network's clock)."""

    at: float
    words: str


@dataclass(frozen=True)
class Verdict:
    """The verdict. `worst_delay` is the longest time in seconds from an acknowledgement to the first alert.

    `latest` is how long it may be.

    `doubled` counts alerts that one phone got twice.
    """

    fault: str
    acknowledged: int
    kept: int
    alerted: int
    doubled: int
    worst_delay: float
    lost_sessions: int
    slowest_hop: float
    latest: float = math.inf

    @property
    def holds(self) -> bool:
        """Return whether every acknowledged report was kept and alerted somebody in time."""
        is_whole = self.acknowledged > 0 and self.kept == self.alerted == self.acknowledged
        return is_whole and self.worst_delay <= self.latest

    def row(self) -> str:
        """Return the verdict as a line of the table."""
        return (
            f"{self.fault:<44} {self.acknowledged:>6} {self.kept:>6} {self.alerted:>6} {self.doubled:>6}"
            f" {self.worst_delay:>8.1f} {self.lost_sessions:>6} {self.slowest_hop:>7.2f}"
            f"{'' if self.holds else '  FAILS'}"
        )


HEAD = f"{'fault':<44} {'acked':>6} {'kept':>6} {'alert':>6} {'twice':>6} {'delay s':>8} {'no ref':>6} {'hop s':>7}"


def read_inbox(rows: Sequence[Mapping[str, str]], now: float) -> list[Text]:
    """Return the texts of a phone as the simulated network tells them; `now` is the time of this machine's clock.

    The clock of the simulated network may have been set by whole hours: they are taken off.
    """
    ats = [datetime.fromisoformat(row["at"]).timestamp() for row in rows]
    return [Text(at - round((at - now) / _HOUR) * _HOUR, row["text"]) for at, row in zip(ats, rows, strict=True)]


def judge(
    fault: str,
    filed: Sequence[Filed],
    on_board: set[str],
    inboxes: Mapping[str, Sequence[Text]],
    *,
    lost_sessions: int = 0,
    slowest_hop: float = 0.0,
) -> Verdict:
    """Return the verdict on the reports `filed`: which are on the board, and which reached a phone of `inboxes`."""
    first: dict[str, float] = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    wanted = {one.reference for one in filed}
    for phone, texts in inboxes.items():
        for text in texts:
            for word in wanted.intersection(text.words.replace(":", " ").split()):
                first[word] = min(first.get(word, text.at), text.at)
                seen[phone, word, text.words] += 1
    delays = [max(0.0, first[one.reference] - one.at) for one in filed if one.reference in first]
    return Verdict(
        fault,
        acknowledged=len(filed),
        kept=sum(one.reference in on_board for one in filed),
        alerted=len(delays),
        doubled=sum(times - 1 for times in seen.values()),
        worst_delay=max(delays, default=0.0),
        lost_sessions=lost_sessions,
        slowest_hop=slowest_hop,
    )
