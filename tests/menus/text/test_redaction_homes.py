"""Whose home it is goes, what bears a name stays, and what is said of somebody tells that a word is a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.sms import words_to_leave
from menus.text import given_names, place_words
from menus.text.name_kinds import Kind, kind
from menus.text.redaction import CROSSED_OUT, names_in

TOWN = parse(load_example("mlango-kubwa"))
GIVEN = sorted(
    name
    for name in f"{given_names.MEN} {given_names.WOMEN} {given_names.MUSLIM}".split()
    if kind(name) is Kind.NAME and name not in {word for row in place_words.ROWS for word in row}
)
HOMES = (
    "Nyumba ya {} imevunjwa usiku",
    "wezi wako kwa nyumba ya mama {}, plot 14",
    "nyumba ya {} plot 14 inawaka",
    "boma la mzee {} linawaka",
    "chumba cha {} kimeibiwa",
    "nyumbani kwa {} kuna kelele",
    "wameingia kwake {} usiku",
    "{}'s house is burning",
    "Mama {}'s salon has been robbed",
    "mama {}'s kiosk was looted",
    "fire at the home of {}, near the church",
)


@given(st.sampled_from(GIVEN), st.sampled_from(HOMES), st.sampled_from((str.lower, str.title)))
def test_whose_home_it_is_never_leaves(name: str, sentence: str, case: type[str]) -> None:
    said = sentence.format(case(name))
    assert words_to_leave.fit_to_leave(TOWN, said).replace(f"{CROSSED_OUT}'s", CROSSED_OUT) == sentence.replace(
        "{}'s", CROSSED_OUT
    ).format(CROSSED_OUT)


@pytest.mark.parametrize(
    ("said", "leaves"),
    [
        ("Wameingia kwa Oti, jirani wa duka", "Wameingia kwa xxx, jirani wa duka"),
        ("wezi wametoka kwa Peninah", "wezi wametoka kwa xxx"),
        ("wameingia kwa Kevo plot 14", "wameingia kwa xxx plot 14"),
        ("wameingia kwa Mercy usiku", "wameingia kwa xxx usiku"),
        ("Grace, the nurse at Baraka clinic, was followed", "xxx, the nurse at Baraka clinic, was followed"),
        ("Baraka, fundi wa viatu, ameibiwa", "xxx, fundi wa viatu, ameibiwa"),
        ("Simba wa Kayole amerudi mtaa", "xxx wa Kayole amerudi mtaa"),
        ("Fisi wa base ya chini amepiga mama", "xxx wa base ya chini amepiga mama"),
        ("mwizi ni Tom Mboya", "mwizi ni xxx"),
        ("Tom Mboya ni mwizi", "xxx ni mwizi"),
        ("gari limemgonga Mueni", "gari limemgonga xxx"),
        ("Mama Lucy amepigwa", "Mama xxx amepigwa"),
        ("Tom Mboya na Kevo walipigana", "xxx na xxx walipigana"),
        ("Onyi and Tom Mboya fought", "xxx and xxx fought"),
        ("pastor Tom Mboya came", "pastor xxx came"),
    ],
)
def test_one_who_is_told_of_does_not_leave(said: str, leaves: str) -> None:
    assert words_to_leave.fit_to_leave(TOWN, said) == leaves


@pytest.mark.parametrize(
    "said",
    [
        "nyumba ya mabati inawaka moto",
        "nyumba ya Kamau Hardware inawaka",
        "wameingia kwa Njoroge usiku",
        "wameingia kwa Kevo cyber usiku",
        "watu wako karibu na kwa Peter sasa",
        "kwa neema ya Mungu tuko salama",
        "Kwa Neema ya Mungu tuko salama",
        "kwa Peter",
        "fight at Wanjiku's Kiosk",
        "fight near Wanjiku's kiosk",
        "fight at Mzee Kioko's plot",
        "fire at St Mary's school",
        "fire at House of Grace",
        "Baraka, the shop is closed",
        "Please, the guard is asleep",
        "Nyoka wa Kayole ameuma mtoto",
        "Mbwa wa Kayole amepotea",
        "moto wa nyumba mtu amechomeka",
        "Fight at Mama Ngina Street",
        "Two women robbed at the Jomo Kenyatta memorial library steps",
        "watoto wako Lucky Summer phase 1",
        "Mama Lucy hakuna daktari",
        "Mama Lucy ni mbali",
        "gari limekwama Lucky Summer",
        "karibu na Tom Mboya kuna vita",
        "tumeskia nduru mtoni",
    ],
)
def test_what_bears_a_name_and_what_is_an_ordinary_word_stay(said: str) -> None:
    assert words_to_leave.fit_to_leave(TOWN, said) == said


def test_a_home_that_was_typed_as_a_place_still_leads_there() -> None:
    for typed in ("nyumba ya Kamau", "kwa Kevo plot 14"):
        assert words_to_leave.place_to_leave(TOWN, typed) == typed


@pytest.mark.parametrize("said", ["Tom Mboya mwizi", "Mama Ngina is a thief", "usinunue kwa Tom Mboya"])
def test_an_announcement_names_nobody_who_bears_the_name_of_a_place(said: str) -> None:
    assert names_in(said, TOWN)
