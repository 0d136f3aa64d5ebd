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
        ("polisi walikuja", IncidentOutcome.POLICE_CAME),
        ("the police have come now", IncidentOutcome.POLICE_CAME),
        ("polisi wamefika", IncidentOutcome.POLICE_CAME),
        ("police did not come", IncidentOutcome.POLICE_DID_NOT_COME),
        ("the police didn't even come", IncidentOutcome.POLICE_DID_NOT_COME),
        ("polisi hawakuja", IncidentOutcome.POLICE_DID_NOT_COME),
        ("polisi bado hawajafika", IncidentOutcome.POLICE_DID_NOT_COME),
        ("no police came", IncidentOutcome.POLICE_DID_NOT_COME),
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
        "the boys came, not the police",
        "we called the police",
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


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("police came and took him", IncidentOutcome.POLICE_TOOK_OVER),
        ("police came, the owner did not come", IncidentOutcome.POLICE_CAME),
        ("police came but did not find anyone", IncidentOutcome.POLICE_CAME),
        ("we waited an hour, polisi hawakuja, tukaenda", IncidentOutcome.POLICE_DID_NOT_COME),
    ],
)
def test_nothing_is_said_against_the_police_that_the_words_do_not_say(said: str, outcome: IncidentOutcome) -> None:
    assert outcome_of(said, whole=False) is outcome


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
    assert [chosen(str(number)) for number in range(1, 9)] == list(CHOICES)
    assert chosen(" 3. ") is IncidentOutcome.ITEM_RETURNED
    assert [chosen(typed) for typed in ("0", "9", "33", "", "three", "3 phones")] == [None] * 6
    assert is_number("9")
    assert is_number("4 7")
    assert is_number(" 4, 7 .")
    assert not is_number("")
    assert not is_number("3 phones")
