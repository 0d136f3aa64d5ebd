"""Outcome words: what responders and coordinators write of an end, and the outcome that it means."""

import pytest

from menus.domain.incident_outcomes import CHOICES, IncidentOutcome, chosen, is_number
from menus.text import catalog
from menus.text.names import Text
from menus.text.outcome_words import outcome_of


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("tumeongea naye", IncidentOutcome.TALKED_TO),
        ("talked to him", IncidentOutcome.TALKED_TO),
        ("tumezungumza nao", IncidentOutcome.TALKED_TO),
        ("wamesameheana", IncidentOutcome.TALKED_TO),
        ("tumekutana na familia", IncidentOutcome.FAMILY_MET),
        ("met the family", IncidentOutcome.FAMILY_MET),
        ("Tumeongea na wazazi", IncidentOutcome.FAMILY_MET),
        ("simu imerudishwa", IncidentOutcome.ITEM_RETURNED),
        ("phone returned to the owner", IncidentOutcome.ITEM_RETURNED),
        ("amerudisha simu", IncidentOutcome.ITEM_RETURNED),
        ("polisi wamechukua", IncidentOutcome.POLICE_TOOK_OVER),
        ("police took over", IncidentOutcome.POLICE_TOOK_OVER),
        ("amepelekwa kituo cha polisi", IncidentOutcome.POLICE_TOOK_OVER),
        ("hakuna mtu", IncidentOutcome.NOBODY_FOUND),
        ("nobody found", IncidentOutcome.NOBODY_FOUND),
        ("hatukupata mtu", IncidentOutcome.NOBODY_FOUND),
        ("wako salama sasa", IncidentOutcome.SAFE_NOW),
        ("all calm now", IncidentOutcome.SAFE_NOW),
        ("kumetulia", IncidentOutcome.SAFE_NOW),
    ],
)
def test_words_that_mean_an_outcome_are_recognised(said: str, outcome: IncidentOutcome) -> None:
    assert outcome_of(said, whole=True) is outcome


@pytest.mark.parametrize(
    "said",
    [
        "hatujaongea naye",
        "we have not talked to him",
        "si salama",
        "not safe yet",
        "bado hajarudisha simu",
        "polisi hawajachukua kesi",
        "mtu amepatikana",
        "goods given back",
        "plot 12",
        "5",
        "",
        "!!",
    ],
)
def test_other_words_and_words_that_say_no_mean_no_outcome(said: str) -> None:
    assert outcome_of(said, whole=True) is None
    assert outcome_of(said, whole=False) is None


def test_more_words_are_read_only_where_they_may_not_be_shown() -> None:
    said = "tumeongea na Baba xxx, kijana wake xxx amerudisha simu"
    assert outcome_of(said, whole=True) is None
    assert outcome_of(said, whole=False) is IncidentOutcome.ITEM_RETURNED


@pytest.mark.parametrize("outcome", CHOICES)
@pytest.mark.parametrize("language", catalog.LANGUAGES)
def test_the_catalogues_own_words_mean_their_outcome(outcome: IncidentOutcome, language: str) -> None:
    assert outcome_of(catalog.say(language, Text(f"outcome.{outcome.value}")), whole=True) is outcome


@pytest.mark.parametrize("language", catalog.LANGUAGES)
def test_nobody_closes_with_the_words_of_what_doria_ends(language: str) -> None:
    said = catalog.say(language, Text.OUTCOME_NOBODY_CLOSED)
    assert outcome_of(said, whole=True) is None
    assert IncidentOutcome.NOBODY_CLOSED not in CHOICES


def test_a_number_chooses_an_outcome_and_no_other_number_does() -> None:
    assert [chosen(str(number)) for number in range(1, 7)] == list(CHOICES)
    assert chosen(" 3. ") is IncidentOutcome.ITEM_RETURNED
    assert [chosen(typed) for typed in ("0", "7", "33", "", "three", "3 phones")] == [None] * 6
    assert is_number("7")
    assert not is_number("3 phones")
