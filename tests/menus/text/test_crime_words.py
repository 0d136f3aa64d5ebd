"""Words for classes of crime: every class is chosen by its names, the longest name first, and by nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.classes import CrimeClass
from menus.text import crime_words, page_words

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


@given(text=st.text())
def test_any_text_is_read(text: str) -> None:
    crime, behind = crime_words.leading(text)
    assert crime is None or crime in _CHOSEN
    assert behind == text or text.split()[-len(behind.split()) :] == behind.split() or not behind
