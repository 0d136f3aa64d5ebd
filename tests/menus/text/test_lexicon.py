"""The lexicon on phrases as people write them: the figures that it must keep, and the words that it shows."""

import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import menus
from gateway.communities.file import load_example, parse
from menus.domain.categories import Category
from menus.text import lexicon
from menus.text.lexicon import hint
from tests.lexicon import phrases
from tests.lexicon.figures import Figure, figures

ZONES = parse(load_example("mlango-kubwa")).zones

REACHED = {
    "red found": 0.89,
    "red rightly": 0.74,
    "private unanswered": 0.9,
    "private told to a helper": 0.9,
    "ordinary unanswered": 0.07,
    "category right": 0.81,
}
"""The figures that the shipped model must keep on unseen phrases: what it reaches, rounded against it.

The aims stand in `tests/lexicon/figures.py`. Reached are those of texts rightly told as red (203 of 271), of private
texts left unanswered and told to a helper (312 of 346: 0.90; in 95 of 100 such samples 0.87 to 0.93), and of
categories. Two are missed: 203 of 227 red texts are found (0.894; 0.85 to 0.93), and 37 of 530 ordinary ones are left
unanswered (0.070; 0.05 to 0.10). Many of these ordinary texts speak of kin and children on purpose.
"""


@cache
def held() -> dict[str, Figure]:
    """Judge phrases that training has not seen, at the first test: at the collection each worker would do so."""
    return {figure.name: figure for figure in figures(phrases.held_back(), lambda text: hint(text, ZONES))}


def test_every_figure_has_its_bound() -> None:
    assert set(held()) == set(REACHED)


@pytest.mark.parametrize("name", REACHED)
def test_phrases_that_training_has_not_seen_are_judged_as_well_as_was_measured(name: str) -> None:
    figure = held()[name]
    print(figure)  # noqa: T201 - the figures asked for
    if figure.most is None:
        assert figure.share >= REACHED[figure.name], str(figure)
    else:
        assert figure.share <= REACHED[figure.name], str(figure)


def test_the_phrases_are_enough_and_as_mixed_as_the_street() -> None:
    taught, held = phrases.training(), phrases.held_back()
    assert len(taught) >= 1_000
    assert len(held) >= 100
    for some in (taught, held):
        assert {phrase.level for phrase in some} == set(phrases.LEVELS)
        assert sum(phrase.language in {"sw", "sheng"} for phrase in some) >= len(some) / 3
    assert not {phrase.likeness for phrase in taught} & {phrase.likeness for phrase in held}


def test_the_first_phrases_are_still_judged_as_well_as_by_the_word_lists_alone() -> None:
    first = phrases.of_file(phrases.FOLDER / "known" / "first.tsv")
    share = {figure.name: figure.share for figure in figures(first, lambda text: hint(text, ZONES))}
    assert share["red found"] >= 0.9
    assert share["red rightly"] >= 0.85
    assert share["category right"] >= 0.85


def test_no_phrase_held_back_stands_in_the_code() -> None:
    code = " ".join(
        " ".join(lexicon.fold(line) for line in path.read_text("utf-8").splitlines())
        for path in Path(menus.__file__).parent.rglob("*.py")
    )
    long = [known for phrase in phrases.held_back() if len((known := lexicon.fold(phrase.text)).split()) >= 3]
    assert long
    assert not [known for known in long if f" {known} " in f" {code} "]


def test_an_interval_holds_its_share() -> None:
    low, high = Figure("some", 9, 10).interval
    assert 0.55 < low < 0.9 < high < 0.99
    assert not Figure("some", 8, 10, least=0.9).is_reached
    assert not Figure("some", 1, 10, most=0.05).is_reached


@pytest.mark.parametrize("text", ["wamemshoot msee", "bndk kwa stage", "wamestabiana hapa", "kisuu na risasii"])
def test_words_with_slips_and_english_roots_are_shown_as_they_were_written(text: str) -> None:
    found = hint(text, ZONES)
    assert found.is_red
    assert set(found.words) <= set(lexicon.fold(text).split())


@pytest.mark.parametrize("text", ["makanga ameshuka pangani", "risasi band inacheza leo", "nimepanga kwenda pangani"])
def test_words_that_only_look_like_weapons_are_none(text: str) -> None:
    assert not hint(text, ZONES).is_red


@pytest.mark.parametrize(
    "text",
    [
        "amedungwa kisu ya jikoni na mwenzake",
        "wamemuua mbele ya mechi",
        "he was stabbed with a kitchen knife at the sale",
    ],
)
def test_no_everyday_phrase_takes_an_attack_on_a_person_back(text: str) -> None:
    assert hint(text, ZONES).is_red


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("mtoto ametekwa nyara", "gun-killing"),
        ("mtoto wangu amepotea tangu jana", "gun-killing"),
        ("they kidnapped my neighbour", "gun-killing"),
        ("umati unachoma mwizi", "mob-beating"),
        ("nyumba inaungua watu wako ndani", "fire-hazard"),
        ("kuri mundu uragirwo haha", "gun-killing"),
        ("ng'ato onegi e stage", "gun-killing"),
        ("mundu nooawa vau", "gun-killing"),
        ("mundu wina kavyu vaa", "gun-killing"),
        ("mooragire mundu haha", "gun-killing"),
        ("osenegi ng'ato e aora", "gun-killing"),
        ("dada yangu amepotea tangu jana ako na miaka saba", "gun-killing"),
        ("my daughter is missing since morning", "gun-killing"),
        ("thieves with guns", "robbery"),
        ("wezi wenye bunduki kwa daraja", "robbery"),
        ("armed thieves have entered our house", "break-in"),
    ],
)
def test_what_cannot_wait_is_red(text: str, category: str) -> None:
    found = hint(text, ZONES)
    assert (found.is_red, found.category) == (True, category)


@pytest.mark.parametrize(
    "text",
    [
        "kijana amesimama kona",
        "dada umepotea sana",
        "my son lost his phone",
        "wako watatu kwa gari",
        "watu wako wengi hapa leo",
        "there is a quarrel in Bondeni",
        "there is a plumber at the tap",
        "there is a misunderstanding in Bondeni",
        "there is a girl in Bondeni",
        "kuna problem hapa Bondeni",
    ],
)
def test_what_people_merely_see_is_not_red(text: str) -> None:
    assert not hint(text, ZONES).is_red


@pytest.mark.parametrize("text", ["chuora goya", "jirani goyo chiege", "arahura mutumia wake"])
def test_a_beating_at_home_is_private_in_other_languages(text: str) -> None:
    assert hint(text, ZONES).is_private


def test_training_takes_names_out_as_reading_does() -> None:
    text = "otieno ana kisu bondeni"
    taught = phrases.evidence_of(text).plain
    assert taught == lexicon.judged_words(text, ZONES) == "ana kisu"


def test_a_bribe_is_a_complaint() -> None:
    found = hint("polisi wanaitisha hongo", ZONES)
    assert (found.is_red, found.category) == (False, "complaint-other")


def test_no_name_is_among_the_words_shown() -> None:
    for phrase in phrases.training()[:300]:
        shown = {token for word in hint(f"{phrase.text} otieno wanjiku", ZONES).words for token in word.split()}
        assert not {"otieno", "wanjiku"} & shown


def test_the_words_that_matched_are_kept() -> None:
    assert hint("Makarau na MACHUMA, na risasi!", ZONES).words == ("makarau", "machuma", "risasi")


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("base ya bondeni", "bondeni"),
        ("hapa BONDANI saa hii", "bondeni"),
        ("near juja road", "juja"),
        ("sokoni", "market"),
        ("hapa", None),
        ("", None),
    ],
)
def test_a_zone_is_found_under_any_of_its_names(text: str, zone: str | None) -> None:
    found = hint(text, ZONES).zone
    assert found == next((known.key for known in ZONES if zone and known.key.startswith(zone)), None)


@pytest.mark.parametrize("text", ["hakuna bunduki", "hana silaha yoyote", "no gun", "bila kisu"])
def test_a_negation_takes_a_red_word_back(text: str) -> None:
    assert not hint(text, ZONES).is_red


@given(st.text(max_size=500))
def test_anything_is_read_without_an_error(text: str) -> None:
    found = hint(text, ZONES)
    assert found.is_red is False or found.words


def test_one_text_is_judged_once_for_the_same_zones() -> None:
    text = "wezi wako mtoni na panga"
    again = parse(load_example("mlango-kubwa")).zones
    assert again is not ZONES
    assert hint(text, ZONES) is hint(text, again)
    renamed = [replace(zone, names=dict.fromkeys(zone.names, "pengine"), landmarks=()) for zone in again]
    assert (hint(text, ZONES).zone, hint(text, renamed).zone) == ("river", None)


def test_a_long_text_is_read_at_once() -> None:
    began = time.thread_time()
    for number in range(10):
        hint(f"{number} a b c bondani ya na " * 24, ZONES)
    assert (time.thread_time() - began) / 10 < 0.05


@pytest.mark.parametrize(
    "text",
    [
        *("thieves broke into a shop", "thieves broke into a shop near the market", "a shop was broken into"),
        *(
            "someone broke into my neighbours house and stole the tv",
            "thugs broke into a kiosk",
            "thieves entered a house",
        ),
        *(
            "shop broken into by thieves",
            "wezi wameingia kwa duka",
            "wezi wamevunja mlango",
            "robbers broke into a shop",
        ),
    ],
)
def test_a_burglary_without_a_weapon_is_a_break_in_and_not_red(text: str) -> None:
    found = hint(text, ZONES)
    assert (found.category, found.is_red) == (Category.BREAK_IN, False)
    assert hint(f"{text} with guns", ZONES).is_red


@pytest.mark.parametrize(
    "text",
    [
        *("oneg dhano", "onneg dhano", "onegdhano", "onego dhano", "onego", "neko dhano", "neko", "gineko", "ginego"),
        *("gi nego ng'ato", "moragwo", "nimauragwo", "akoragwo", "kuuraga", "mooraga mundu", "mundu oragirwo"),
        *("maamuua", "nimaua", "kuuawa mundu", "nimooa mundu"),
    ],
)
def test_words_of_killing_in_kikuyu_luo_and_kamba_are_red(text: str) -> None:
    found = hint(text, ZONES)
    assert found.is_red
    assert found.category is Category.GUN_KILLING


@pytest.mark.parametrize("text", ["onge dhano", "they ran away", "3 men here", "maua mazuri", "storage"])
def test_words_that_are_near_those_of_killing_are_not_red(text: str) -> None:
    assert not hint(text, ZONES).is_red
