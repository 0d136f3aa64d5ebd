"""Words for classes of crime: every class is chosen by its names, the longest name first, and by nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.classes import CrimeClass
from menus.text import crime_words, page_words
from menus.text.catalog import say
from menus.text.names import Text

_CHOSEN = [crime for crime in CrimeClass if crime is not CrimeClass.NONE]


@pytest.mark.parametrize("crime", _CHOSEN)
@pytest.mark.parametrize("language", page_words.LANGUAGES)
def test_every_class_is_chosen_by_its_name(crime: CrimeClass, language: str) -> None:
    named = crime_words.name(language, crime)
    assert crime_words.leading(f"{named.upper()}, police took over") == (crime, "police took over")
    assert crime_words.leading(crime.value) == (crime, "")


@pytest.mark.parametrize("text", ["", "police took over", "no offence", "4", "it was theft", "we talked to the family"])
def test_other_words_choose_no_class(text: str) -> None:
    assert crime_words.leading(text) == (None, text)


@pytest.mark.parametrize(
    ("text", "crime", "rest"),
    [
        ("brew, police came", CrimeClass.BREW, "police came"),
        ("police came, brew", CrimeClass.BREW, "police came"),
        ("Police came. Illegal brew.", CrimeClass.BREW, "Police came"),
        ("4; wizi wa mabavu", CrimeClass.ROBBERY, "4"),
        ("police came with arms", None, "police came with arms"),
        ("police came, arms found", None, "police came, arms found"),
        (", brew", None, ", brew"),
    ],
)
def test_a_class_stands_first_or_alone_behind_the_last_point(text: str, crime: CrimeClass | None, rest: str) -> None:
    assert crime_words.beside(text) == (crime, rest)


@pytest.mark.parametrize(
    ("text", "mistaken"),
    [
        ("carjaking", "carjaking"),
        ("Carjackin, car found", "Carjackin"),
        ("ilegal brew 4", "ilegal brew"),
        ("theft by servent", "theft by servent"),
        ("wizi wa garri", "wizi wa garri"),
        ("politcal violence", "politcal violence"),
        ("assalt: talked to both", "assalt"),
        ("brwe", "brwe"),
    ],
)
def test_a_misspelt_class_is_known_as_one(text: str, mistaken: str) -> None:
    assert crime_words.misspelt(text) == mistaken


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "4",
        "carjacking, car found",
        "police took over",
        "robbers ran away",
        "drug dealer gone",
        "left the place",
        "beaten, taken to hospital",
        "bride price settled by elders",
        "pombe harmu",
        "wazee wamepatanisha",
        "arested by police",
        "murdered",
    ],
)
def test_other_words_are_no_misspelt_class(text: str) -> None:
    assert crime_words.misspelt(text) is None


@pytest.mark.parametrize("language", page_words.LANGUAGES)
def test_each_class_that_is_told_as_one_to_type_is_understood(language: str) -> None:
    told = say(language, Text.CLOSE_CLASS, short="X", reference="48273", said="x").rpartition(": ")[2].strip(".")
    found = [crime_words.leading(one) for one in told.split(", ")]
    assert {CrimeClass.CARJACKING, CrimeClass.BREW, CrimeClass.DRUGS} <= {crime for crime, _ in found}
    assert all(crime is not None and not behind for crime, behind in found)


@given(text=st.text())
def test_any_text_is_read_for_misspelt_classes(text: str) -> None:
    mistaken = crime_words.misspelt(text)
    assert mistaken is None or mistaken in " ".join(text.split())
    crime, rest = crime_words.beside(text)
    assert len(rest) <= len(text)
    assert crime is not None or rest == text


@given(text=st.text())
def test_any_text_is_read(text: str) -> None:
    crime, behind = crime_words.leading(text)
    assert crime is None or crime in _CHOSEN
    assert behind == text or text.split()[-len(behind.split()) :] == behind.split() or not behind
