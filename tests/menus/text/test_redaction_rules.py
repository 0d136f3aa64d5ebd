"""Rules of redaction, with any name of the lists and with names that are in no list."""

import time
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.sms import words_to_leave
from menus.text import family_names, given_names, vocabulary
from menus.text.name_kinds import Kind, kind
from menus.text.redaction import CROSSED_OUT, doubtful_in, names_in, only_known, without_names

TOWN = parse(load_example("mlango-kubwa"))
LISTED = sorted(
    name
    for names in (given_names.MEN, given_names.WOMEN, given_names.MUSLIM, family_names.KIKUYU, family_names.LUO,
                  family_names.LUHYA, family_names.KAMBA, family_names.KALENJIN, family_names.SOMALI_AND_NORTH,
                  family_names.MERU_AND_EMBU, family_names.KISII_AND_KURIA, family_names.COAST)
    for name in names.split()
    if kind(name) is Kind.NAME
)  # fmt: skip
SYLLABLES = ["".join(pair) for pair in product(("k", "t", "m", "l", "s", "w", "ng", "ch", "nd", "r"), "aeiou")]
PEOPLE = (
    "mwizi ni {}",
    "Mama {} amepigwa",
    "baba {} ndiye mwizi",
    "kijana wa {} ameiba simu",
    "mother ya {} analia",
    "{} aliiba simu jana",
    "tumemkamata {} mtoni",
    "tumeongea na {} na familia yake",
    "anaitwa {}",
    "jina lake ni {}",
    "pastor {} alikataa",
    "askari {} alichukua pesa",
    "alias {} ana bunduki",
)
"""Sentences that name a person, even if no list has the name."""
OTHERS = ("{} na jirani walipigana", "nimeona {} hapo", "{} was here", "{}'s brother is a thief", "watu na {}", "{}")
"""Sentences in which only the lists tell a name in small letters."""
PLACED = ("kwa {}", "karibu na {}", "duka la {}", "plot ya mzee {}", "nyuma ya Mama {}", "{} Hardware", "stage ya {}")
NAMES = st.sampled_from(LISTED)
STRANGE = st.lists(st.sampled_from(SYLLABLES), min_size=3, max_size=4).map("".join)
CASES = st.sampled_from((str.lower, str.title, str.upper))


@given(NAMES, st.sampled_from(PEOPLE + OTHERS), CASES)
def test_a_listed_name_never_leaves(name: str, sentence: str, case: type[str]) -> None:
    leaves = words_to_leave.fit_to_leave(TOWN, sentence.format(case(name)))
    assert name.casefold() not in leaves.casefold().replace(CROSSED_OUT, "").split()
    assert CROSSED_OUT in leaves
    assert names_in(sentence.format(case(name)), TOWN)


@given(STRANGE, st.sampled_from(PEOPLE), st.sampled_from((str.lower, str.title)))
def test_a_name_that_no_list_has_does_not_leave_where_a_person_stands(
    name: str, sentence: str, case: type[str]
) -> None:
    assume(kind(name) in {Kind.UNKNOWN, Kind.SHORT_FORM})
    assert name not in words_to_leave.fit_to_leave(TOWN, sentence.format(case(name))).casefold()


@given(STRANGE, st.sampled_from(PEOPLE + OTHERS + PLACED))
def test_strangers_never_read_a_word_of_no_vocabulary(name: str, sentence: str) -> None:
    assume(not vocabulary.knows(name))
    said = sentence.format(name)
    ending = "Hardware" in said
    assert ending or name not in words_to_leave.fit_for_strangers(TOWN, said)
    assert ending or doubtful_in(said, TOWN)


@given(NAMES, st.sampled_from(PLACED))
def test_a_place_keeps_the_name_that_it_bears(name: str, place: str) -> None:
    typed = place.format(name.title())
    assert without_names(typed, TOWN) == typed
    assert words_to_leave.place_to_leave(TOWN, typed) == typed


@given(st.text(alphabet="abcdefghijkmnorstuwyABKMNW0@'., -", max_size=160))
def test_what_was_crossed_out_once_stays_as_it_is(typed: str) -> None:
    known = only_known(typed, TOWN)
    assert only_known(known, TOWN) == known
    assert doubtful_in(known, TOWN) == []


@pytest.mark.parametrize("zone", ["Kwa Wanjiku", "Kamau Estate", "Njoro", "Otieno Lane"])
def test_a_communitys_own_places_stay_whatever_names_they_bear(zone: str) -> None:
    town = parse(load_example("mlango-kubwa").replace('name = "Bondeni"', f'name = "{zone}"'))
    for typed in (f"watu wanapigana {zone}", f"mkutano uko {zone.lower()} kesho"):
        assert without_names(typed, town) == typed
        assert doubtful_in(typed, town) == []


@pytest.mark.parametrize(
    ("typed", "leaves"),
    [
        ("kwa mama ya Kevo karibu na Kamau Hardware", "kwa mama ya xxx karibu na Kamau Hardware"),
        ("Mama Njeri kibanda", "Mama Njeri kibanda"),
        ("Kasuku", "Kasuku"),
        ("Baba Njoroge ndiye mwizi", "Baba xxx ndiye mwizi"),
        ("nyumba ya Otieno anauza bangi", "nyumba ya Otieno anauza bangi"),
        ("kwa Otis 0712345678", "kwa Otis xxx"),
    ],
)
def test_a_typed_place_keeps_what_leads_there(typed: str, leaves: str) -> None:
    assert words_to_leave.place_to_leave(TOWN, typed) == leaves


def test_a_redaction_takes_less_than_three_milliseconds() -> None:
    words = [f"{one}{other}" for one, other in zip(SYLLABLES, reversed(LISTED), strict=False)]
    texts = [" ".join(words[number : number + 30])[:160] for number in range(20)]
    words_to_leave.fit_to_leave(TOWN, texts[0])
    began = time.process_time()
    for text in texts:
        words_to_leave.fit_to_leave(TOWN, text)
    assert (time.process_time() - began) / len(texts) < 0.003


@pytest.mark.parametrize(
    ("said", "leaves"),
    [
        ("pastor Kioni amepiga mke wake", "pastor xxx amepiga mke wake"),
        ("pastor Ameanguka", "pastor Ameanguka"),
        ("genge la Gaddafi limefika", "genge la xxx limefika"),
        ("mlango la Gaddafi limefika", "mlango la Gaddafi limefika"),
        ("naskia Mama Junior akipiga kelele", "naskia Mama xxx akipiga kelele"),
        ("watoto wa Junior Academy", "watoto wa Junior Academy"),
        ("ujumbe umetoka kwa Peninah", "ujumbe umetoka kwa xxx"),
        ("wezi wametoka kwa Wambua", "wezi wametoka kwa Wambua"),
    ],
)
def test_a_title_a_gang_and_the_sender_of_a_message_tell_a_name(said: str, leaves: str) -> None:
    assert words_to_leave.fit_to_leave(TOWN, said) == leaves


@pytest.mark.parametrize(
    ("said", "doubtful"),
    [
        ("Rehema mwizi", ["Rehema"]),
        ("mercy and grace stole", ["mercy", "grace"]),
        ("Moses wa duka aliiba", ["Moses"]),
        ("have mercy and patience", []),
        ("amani imerudi", []),
    ],
)
def test_beside_an_accusation_a_name_that_is_a_word_is_a_name(said: str, doubtful: list[str]) -> None:
    assert doubtful_in(said, TOWN) == doubtful


def test_an_outcome_names_nobody_by_a_word_either() -> None:
    assert only_known("mercy took it, grace knows", TOWN) == f"{CROSSED_OUT} took it, {CROSSED_OUT} knows"
    assert only_known("amani imerudi", TOWN) == "amani imerudi"
