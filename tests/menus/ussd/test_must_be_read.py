"""A choice that cannot be undone: its key counts only once the page was the answer to an earlier hop."""

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.text import catalog
from menus.text.names import Text
from menus.ussd import flow

TOWN = parse(load_example("mlango-kubwa"))
CONTEXT = flow.SessionContext(TOWN, "en", reports=(), kept=flow.KeptOfCaller(1, 0, 1))
PAGE = catalog.say("en", Text.DATA_ERASE)
KEYS = st.sampled_from(["0", "5", "2", "1", "00", "9"])
WAY = ["0", "5", "2"]


def pages_of(hops: list[list[str]]) -> list[flow.FlowResult]:
    """Return what each hop leads to; each tells, as the gateway keeps it, whether its page must be read."""
    context, transcript, found = CONTEXT, "", []
    for keys in hops:
        transcript = "*".join([*([transcript] if transcript else []), *keys])
        found.append(flow.advance(context, transcript))
        assert flow.advance(context, transcript) == found[-1]
        if found[-1].must_be_read:
            context = replace(context, read_at=(*context.read_at, len(transcript)))
        if found[-1].screen is not None and not found[-1].screen.is_open:
            break
    return found


def erased(results: list[flow.FlowResult]) -> bool:
    return isinstance(results[-1].effect, flow.Erase)


@given(st.lists(st.one_of(KEYS, st.just("5*2*1")), max_size=12))
def test_nothing_is_erased_in_a_session_that_has_read_no_page(keys: list[str]) -> None:
    for way in (keys, [*WAY, *keys], [*WAY, "1", *keys]):
        assert not isinstance(flow.advance(CONTEXT, "*".join(way)).effect, flow.Erase)


@given(st.lists(st.lists(KEYS, min_size=1, max_size=4), max_size=5), st.lists(KEYS, max_size=3))
@example(after=[], ahead=["1"])
@example(after=[["1"]], ahead=["1"])
@example(after=[["1"]], ahead=[])
def test_an_erasing_follows_a_hop_that_was_answered_with_its_page(after: list[list[str]], ahead: list[str]) -> None:
    results = pages_of([[*WAY, *ahead], *after])
    if erased(results):
        assert any(result.screen is not None and result.screen.text == PAGE for result in results[:-1])


def test_a_key_that_came_too_early_leads_to_the_page_and_the_next_one_counts() -> None:
    (early,) = pages_of([[*WAY, "1"]])
    assert early.screen is not None
    assert (early.screen.text, early.effect) == (PAGE, None)
    assert erased(pages_of([[*WAY, "1"], ["1"]]))
    assert erased(pages_of([["0"], ["5"], ["2"], ["1"]]))
    assert not erased(pages_of([WAY, ["0", "2", "1"]])), "the page was left, and come to again by keys dialled ahead"
