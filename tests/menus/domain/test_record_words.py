"""The six words of a root: readable in both languages, and a slip of the pen is found as a slip."""

import re
from hashlib import sha256
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import record_words, unfit_words
from menus.domain.record_words import Mistyped, Nearest, Slip, Words
from menus.text import family_names, given_names, gsm7

ROOTS = [sha256(f"night {number}".encode()).digest() for number in range(3000)]
SAID = [record_words.words_of(root) for root in ROOTS]
SYLLABLES = [consonant + vowel for consonant in "BDFGHJKLMNPRSTWZ" for vowel in "AEIO"]
RULED = [first + second for first in SYLLABLES for second in SYLLABLES]
FIRST = {"VULGAR": 26, "INSULTING": 22, "FRIGHTENING": 26, "MISLEADING": 4, "OF_PEOPLES": 7, "NAMES": 61}
"""The pairs of each list that witnesses may have on paper."""
AT_MOST = 1 / 255
"""Slips that may pass: 254 of 255 are found."""


def passes(words: list[str] | tuple[str, ...]) -> bool:
    return isinstance(record_words.read(" ".join(words)), Words)


def with_word(words: tuple[str, ...], at: int, word: str) -> tuple[str, ...]:
    return (*words[:at], word, *words[at + 1 :])


def names() -> set[str]:
    lists = (value for module in (family_names, given_names) for name, value in vars(module).items() if name.isupper())
    return {name.upper() for names in lists if isinstance(names, str) for name in names.split()}


@given(st.binary(min_size=32, max_size=32))
def test_each_word_has_four_letters_that_both_languages_can_say(root: bytes) -> None:
    words = record_words.words_of(root)
    assert len(words) == 6
    for word in words:
        assert re.fullmatch("[BDFGHJKLMNPRSTWZVY][AEIO][BDFGHJKLMNPRSTWZ][AEIO]", word)
    assert gsm7.septets(" ".join(words)) == 29
    assert record_words.read(" ".join(words)) == Words(words)


def test_every_number_has_a_word_of_its_own() -> None:
    """64 bits of the root can be read back from the words: no two beginnings of a hash have the same words."""
    words = {unfit_words.SPARES.get(word, word) for word in RULED}
    assert len(words) == 64 * 64
    assert record_words.COUNT * 12 - 8 == record_words.ROOT_BITS >= 60
    bits = [int.from_bytes(sha256(b"doria words" + root).digest()[:8]) for root in ROOTS]
    place = {unfit_words.SPARES.get(word, word): number for number, word in enumerate(RULED)}
    for said, expected in zip(SAID, bits, strict=True):
        numbers = [place[word] for word in said]
        assert sum(number << 12 * (5 - at) for at, number in enumerate(numbers)) >> 8 == expected


def test_every_word_of_the_rule_is_used_and_no_unfit_one() -> None:
    used = {word for said in SAID for word in said}
    assert not used & set(unfit_words.SPARES)
    assert used & set(unfit_words.SPARES.values())
    assert len({word[:2] for word in used if word[0] not in "VY"}) == 64


def test_no_unfit_word_can_appear() -> None:
    """Each number of 12 bits becomes a word of RULED: those on the lists have spares, and the spares are fit."""
    unfit, spares = set(unfit_words.SPARES), set(unfit_words.SPARES.values())
    assert unfit <= set(RULED)
    assert len(spares) == len(unfit_words.SPARES)
    assert not spares & (unfit | set(RULED))
    assert all(re.fullmatch("[VY][AEIO][BDFGHJKLMNPRSTWZ][AEIO]", spare) for spare in spares)
    assert {"FIRA", "TAKO", "BAKA", "RAPE", "NAZI", "FALA", "KIFO", "FAKE"} <= unfit
    assert names() & set(RULED) <= unfit
    assert not spares & names()


def test_no_word_is_twice_in_the_lists() -> None:
    lists = [value for name, value in vars(unfit_words).items() if name.isupper() and isinstance(value, str)]
    pairs = [pair for words in lists for pair in words.split()]
    assert len(pairs) == len(unfit_words.SPARES) == len({pair.partition("-")[0] for pair in pairs})


def test_the_words_of_old_nights_stay_as_they_are_on_paper() -> None:
    """A change that makes this test fail changes the words that witnesses have written down."""
    assert record_words.words_of(bytes(32)) == ("MEGE", "FEDE", "JAJA", "NOKI", "NADO", "POHA")
    assert record_words.words_of(ROOTS[0]) == ("NAMO", "SEPE", "BEMA", "DITO", "FIWA", "SISA")
    first = " ".join(" ".join(getattr(unfit_words, name).split()[:count]) for name, count in FIRST.items())
    assert sha256(first.encode()).hexdigest()[:16] == "3f7b7aeed1ae80b1", "the lists may only grow, each at its end"


@given(st.sampled_from(SAID), st.sampled_from([" ", "  ", ", ", "\n", ". ", " - ", "\t"]), st.data())
def test_small_letters_spaces_and_commas_are_read(words: tuple[str, ...], between: str, data: st.DataObject) -> None:
    typed = between.join(data.draw(st.sampled_from([word, word.lower(), word.title()])) for word in words)
    assert record_words.read(f" {typed}. ") == Words(words)


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    # Also a text of Chinese or of quotes is only words that are none of ours.
    result = record_words.read(text)
    assert isinstance(result, (Words, Mistyped))
    record_words.nearest(result.said, SAID[:3])


def test_digits_that_look_like_letters_are_read() -> None:
    words = next(said for said in SAID if "O" in "".join(said) and "I" in "".join(said))
    assert record_words.read(" ".join(words).replace("O", "0").replace("I", "1")) == Words(words)


def test_a_word_that_was_sent_before_it_was_unfit_is_read_as_its_spare() -> None:
    unfit = {spare: word for word, spare in unfit_words.SPARES.items()}
    said = next(said for said in SAID if set(said) & set(unfit))
    before = tuple(unfit.get(word, word) for word in said)
    assert before != said
    assert record_words.read(" ".join(before)) == Words(said)
    assert record_words.nearest(before, [said]) == Nearest(0, ())


def test_every_wrong_syllable_is_found() -> None:
    """The check finds each of them, not only most."""
    tried = 0
    for words in SAID[:60]:
        for at, word in enumerate(words):
            for syllable in SYLLABLES:
                for wrong in (syllable + word[2:], word[:2] + syllable):
                    if wrong != word and unfit_words.SPARES.get(wrong, wrong) != word:
                        tried += 1
                        assert not passes(with_word(words, at, wrong)), (words, wrong)
    assert tried > 40_000


def test_nearly_every_swap_of_two_words_is_found() -> None:
    tried = passed = 0
    for words in SAID:
        for one, other in combinations(range(6), 2):
            if words[one] != words[other]:
                tried += 1
                passed += passes(with_word(with_word(words, one, words[other]), other, words[one]))
    assert tried > 40_000
    assert passed / tried <= AT_MOST, f"{passed} of {tried}"


def test_nearly_every_wrong_word_is_found() -> None:
    tried = passed = 0
    for words, other in pairwise(SAID):
        for at in range(6):
            if words[at] != other[at]:
                tried += 1
                passed += passes(with_word(words, at, other[at]))
    assert passed / tried <= AT_MOST, f"{passed} of {tried}"


def test_two_syllables_of_a_word_in_the_wrong_order_are_found() -> None:
    for words in SAID:
        for at, word in enumerate(words):
            if word[:2] != word[2:] and word[0] not in "VY":
                assert not passes(with_word(words, at, word[2:] + word[:2]))


@given(st.sampled_from(SAID), st.integers(0, 5))
def test_a_word_left_out_or_too_much_is_found(words: tuple[str, ...], at: int) -> None:
    fewer = (*words[:at], *words[at + 1 :])
    assert record_words.read(" ".join(fewer)) == Mistyped(0, "", Slip.COUNT, fewer)
    assert record_words.read(" ".join((*words, words[at]))) == Mistyped(0, "", Slip.COUNT, (*words, words[at]))
    assert record_words.read("") == Mistyped(0, "", Slip.COUNT, ())


@pytest.mark.parametrize("word", ["SIMBA", "TAA", "MAJU", "M4JI", "YOYO", "MÄJI"])
def test_a_word_that_is_none_of_ours_is_named_with_its_place(word: str) -> None:
    words = with_word(SAID[0], 2, word)
    assert record_words.read(" ".join(words).lower()) == Mistyped(3, word, Slip.NOT_OUR_WORD, words)


def test_a_slip_is_found_in_the_nearest_of_several_nights() -> None:
    for number, words in enumerate(SAID[:200]):
        wrong = next(word for word in SAID[number + 1] if word not in words)
        found = record_words.nearest(with_word(words, 2, wrong), SAID[:200])
        assert found == Nearest(number, (3,))
        assert record_words.nearest(words, SAID[:200]) == Nearest(number, ())
        assert record_words.nearest(words[:5], SAID[:200]) == Nearest(number, (6,))


def test_words_of_no_night_have_no_nearest_one() -> None:
    strange = [record_words.nearest(words, SAID[:365]) for words in SAID[365:1365]]
    assert strange == [None] * len(strange)
    assert record_words.nearest((), SAID) is None
    assert record_words.nearest(SAID[0], []) is None


def test_of_two_that_are_equally_near_it_is_the_first() -> None:
    words = SAID[0]
    candidates = [SAID[1], with_word(words, 0, SAID[1][0]), with_word(words, 5, SAID[1][5])]
    assert record_words.nearest(words, candidates) == Nearest(1, (1,))
