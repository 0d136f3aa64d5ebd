"""The transcript of a session: it is cut into the inputs of its hops."""

from collections.abc import Iterator

_LONGEST_KEY = 2


def key_of(given: str) -> str:
    """Return a pressed key without spaces around it; an empty string if it is not one or two ASCII digits."""
    key = given.strip()
    return key if key.isascii() and key.isdigit() and len(key) <= _LONGEST_KEY else ""


class Inputs:
    """A transcript, cut into the inputs of its hops.

    Keys in front of a text are taken one by one, whether they came in its hop or in hops before it. So the lengths
    before the first text tell nothing. `text_from` is where the first text begins, or would begin; None without one.
    """

    def __init__(self, cuts: tuple[int, ...] | None, transcript: str) -> None:
        self._slices = list(_slices(cuts, transcript))
        self._at = 0
        self.text_from: int | None = None

    @property
    def length(self) -> int:
        """The length of the transcript up to the inputs that were taken."""
        return max(self._at - 1, 0)

    def take(self, *, typed: bool) -> str | None:
        """Return the next input, None at the end; a text is whatever a `typed` step takes, and what is no key.

        A text is the whole rest of its hop.
        """
        if typed and self.text_from is None:
            self.text_from = self._at
        if not self._slices:
            return None
        text, is_one_hop = self._slices[0]
        head, star, rest = text.partition("*")
        if typed or not is_keys(head):
            if self.text_from is None:
                self.text_from = self._at
            if is_one_hop:
                head, star = text, ""
        self._at += len(head) + 1
        if star:
            self._slices[0] = (rest, is_one_hop)
        else:
            self._slices.pop(0)
        return head


def is_keys(text: str) -> bool:
    """Return whether a text holds keys alone; it holds several if a hop was lost or the caller typed them together."""
    return all(part and key_of(part) == part for part in text.split("*"))


def _slices(cuts: tuple[int, ...] | None, transcript: str) -> Iterator[tuple[str, bool]]:
    """Yield (text, whether it is certainly one hop's) along the cuts; without usable cuts, yield the whole text."""
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
