"""Parts of a long SMS: what continues what, and how cut words are read."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain import references
from menus.sms import grammar, parts
from menus.sms.parts import Piece
from menus.text import lexicon

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
ZONES = parse(load_example("mlango-kubwa")).zones
REFERENCE = references.mint(4711)


def piece(seconds: float, *, full: bool = False, taken: bool = False, sent: float | None = None) -> Piece:
    """Return a text that came in so many seconds after NOW."""
    sent_at = NOW + timedelta(seconds=sent) if sent is not None else None
    return Piece("x" * (150 if full else 20), NOW + timedelta(seconds=seconds), sent_at, is_taken=taken)


@pytest.mark.parametrize(
    ("new", "earlier", "continued"),
    [
        (piece(5), [piece(0, full=True)], [0]),
        (piece(5), [piece(0, full=True, taken=True)], [0]),
        (piece(60), [piece(0, full=True)], [0]),
        (piece(61), [piece(0, full=True)], []),
        (piece(5), [piece(0)], []),
        (piece(9), [piece(5), piece(0, full=True)], []),
        (piece(9), [piece(5, taken=True), piece(0, full=True)], [1]),
        (piece(9), [piece(6, full=True), piece(0, full=True)], [1, 0]),
        (piece(9), [piece(6, full=True, taken=True), piece(0, full=True)], [0]),
        (piece(9, full=True), [piece(5), piece(0, full=True)], [1]),
        (piece(30, full=True), [piece(5), piece(0, full=True)], []),
        (piece(110), [piece(55, full=True), piece(0, full=True)], [1, 0]),
        (piece(5), [], []),
    ],
)
def test_a_text_continues_the_full_parts_before_it(new: Piece, earlier: list[Piece], continued: list[int]) -> None:
    assert parts.continued_by(new, earlier) == continued


@pytest.mark.parametrize(
    ("text", "is_full"),
    [("a" * 139, False), ("a" * 140, True), ("a" * 59 + "😱", True), ("a" * 58 + "😱", False)],
)
def test_a_part_with_an_emoji_is_shorter(text: str, *, is_full: bool) -> None:
    assert Piece(text, NOW).is_full is is_full


@pytest.mark.parametrize(
    ("new", "earlier", "tail"),
    [
        (piece(5, full=True), [piece(0)], 0),
        (piece(5, full=True), [piece(0, sent=2)], 0),
        (piece(5, full=True, sent=0), [piece(0, sent=0)], 0),
        (piece(5, full=True, sent=3), [piece(0, sent=0)], None),
        (piece(5), [piece(0)], None),
        (piece(11, full=True), [piece(0)], None),
        (piece(5, full=True), [piece(2, full=True), piece(0)], None),
        (piece(5, full=True), [piece(2, taken=True), piece(0)], 1),
    ],
)
def test_the_end_of_a_long_sms_may_come_first(new: Piece, earlier: list[Piece], tail: int | None) -> None:
    assert parts.overtaken_by(new, earlier) == tail


@pytest.mark.parametrize(
    ("text", "is_complete"),
    [
        ("5", True),
        ("5 wako na panga", True),
        (f"1 {REFERENCE}", True),
        (f"{REFERENCE} siwezi", True),
        (f"4 {REFERENCE} all quiet", True),
        ("ON", True),
        ("1", True),
        ("YES 1234", True),
        ("4 men ran to the river", False),
        ("no light at the stage", False),
        ("1 99999 of them", False),
        ("watu wanne walikimbia", False),
        ("12 34", False),
        ("", False),
    ],
)
def test_a_command_that_is_complete_in_itself_continues_nothing(text: str, *, is_complete: bool) -> None:
    assert parts.is_complete(grammar.parse(text)) is is_complete


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        (("wezi wako Bon", "deni sasa"), "wezi wako Bondeni sasa"),
        (("wezi wako", "Bondeni sasa"), "wezi wako Bondeni sasa"),
        (("wana bund", "uki mkononi"), "wana bunduki mkononi"),
        (("wana", "bunduki"), "wana bunduki"),
        (("habari", "ya leo"), "habari ya leo"),
        (("wezi wako Bon", "deni, wana bund", "uki"), "wezi wako Bondeni, wana bunduki"),
        (("watu wameua mtu", ". Njooni"), "watu wameua mtu . Njooni"),
        (("", "Bondeni"), "Bondeni"),
    ],
)
def test_a_word_or_a_place_that_is_cut_in_the_middle_is_read(cut: tuple[str, ...], whole: str) -> None:
    assert parts.joined(cut, ZONES) == whole


FILLING = "tulikaa hapo na watu wote wa nyumba hiyo "


@pytest.mark.parametrize(
    ("end", "beginning"), [("wako Bon", "deni sasa"), ("wana bund", "uki"), ("mtoto anaba", "kwa"), ("wako", "Bondeni")]
)
@pytest.mark.parametrize("times", [0, 4, 40])
def test_the_words_around_a_border_tell_whether_a_word_was_cut_there(end: str, beginning: str, times: int) -> None:
    before, after = FILLING * times + end, f"{beginning} {FILLING * times}".strip()
    close = parts.joined((end, beginning), ZONES) == end + beginning
    assert parts.joined((before, after), ZONES) == (before + after if close else f"{before} {after}")


@given(st.lists(st.text(alphabet="abcde ,'", max_size=300), max_size=5))
def test_joined_parts_lose_no_letter(cut: list[str]) -> None:
    assert parts.joined(cut, ZONES).replace(" ", "") == "".join(cut).replace(" ", "")


@given(st.integers(min_value=0, max_value=60), st.integers(min_value=0, max_value=30))
def test_the_new_part_is_read_however_much_was_written_before_it(times: int, more: int) -> None:
    whole = parts.read_behind(FILLING * times, f"wana bunduki Bondeni {FILLING * more}", ZONES)
    hint = lexicon.hint(whole, ZONES)
    assert hint.is_red
    assert hint.zone == "bondeni"


@pytest.mark.parametrize(
    ("lengths", "kept"),
    [
        ([], []),
        ([150, 150], [150, 150]),
        ([150] * 12, [150] * 7),
        ([2_000] * 12, [2_000]),
        ([2_000, 900], [2_000, 900]),
        ([2_000, 2_000, 900], [2_000, 900]),
    ],
)
def test_of_many_parts_only_as_much_is_joined_as_is_read(lengths: list[int], kept: list[int]) -> None:
    assert [len(part) for part in parts.newest(["x" * length for length in lengths])] == kept
