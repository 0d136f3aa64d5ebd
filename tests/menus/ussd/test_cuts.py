"""Lengths of a transcript: those of hops with a text are enough, and each page is as if all of them were known."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain.community import Community
from menus.ussd import flow

TOWNS = [parse(load_example(key)) for key in ("mlango-kubwa", "kawangware")]
INPUTS = st.one_of(
    st.sampled_from([*"0123456789", "00", "98", "1*7", "1*2", "7*4", "9*1"]),
    st.sampled_from(["5*5", "1*7*plot*1*1", "x*5", "plot*2", " 1 ", "", "*", "01", "7*base ya bondeni*1"]),
    st.text(alphabet="17a* ", max_size=6),
)


@dataclass
class Store:
    """The lengths that are kept of a session: that of its first hop, and those of hops with a text."""

    first: int | None = None
    texts: set[int] = field(default_factory=set)

    def hop(self, town: flow.SessionContext, transcript: str) -> flow.FlowResult:
        """Return what a hop leads to, and keep its length if it is needed."""
        self.first = len(transcript) if self.first is None else self.first
        result = flow.advance(town, transcript)
        if result.text_from is None:
            return result
        self.texts.add(len(transcript))
        known = {self.first, *(length for length in self.texts if length <= len(transcript))}
        return flow.advance(flow.SessionContext(town.community, "sw", tuple(sorted(known)), ()), transcript)


@settings(deadline=None, max_examples=300)
@given(
    town=st.sampled_from(TOWNS),
    typed=st.lists(st.tuples(INPUTS, st.booleans()), max_size=8),
    is_dial_lost=st.booleans(),
    repeated=st.lists(st.integers(0, 8), max_size=4),
)
def test_each_page_is_as_if_all_lengths_were_known(
    town: Community, typed: list[tuple[str, bool]], repeated: list[int], *, is_dial_lost: bool
) -> None:
    hops = [] if is_dial_lost else [""]
    transcript = ""
    for number, (text, is_lost) in enumerate(typed):
        transcript += ("*" if number else "") + text
        if not is_lost:
            hops.append(transcript)
    hops += [hops[number % len(hops)] for number in repeated if hops]
    context, store, lengths = flow.SessionContext(town, "sw", reports=()), Store(), set[int]()
    for hop in hops:
        lengths.add(len(hop))
        cuts = tuple(sorted(length for length in lengths if length <= len(hop)))
        found = store.hop(context, hop)
        wanted = flow.advance(flow.SessionContext(town, "sw", cuts, ()), hop)
        assert (found.screen, found.effect, found.draft) == (wanted.screen, wanted.effect, wanted.draft)
