"""Stories of texts that may be private: no answer, a helper first, and coordinators when a helper says so."""

from itertools import product

import pytest

from gateway.communities.file import load_example, parse
from menus.domain.marks import Caution
from menus.text import lexicon
from menus.text.names import Text
from tests.people import COORDINATOR, FOCAL, FOCAL_ALTERNATE, LEADER, OTHER, POLICE, RESIDENT, RESIDENTS
from tests.town import Town

ZONES = parse(load_example("mlango-kubwa")).zones
_KIN = ("mume wangu", "baba yangu", "mke wangu", "mzee wangu", "my husband", "my dad", "uncle yangu", "mjomba wangu")
_HOME = ("hajarudi nyumbani naogopa", "amerudi amelewa", "ana hasira sana", "is angry again", "ananisumbua")
_OTHERS = ("kaka yangu", "dada", "mume wa jirani", "mke wa jirani", "bwana wa dada", "shemeji ya jirani")
_HARMED = ("ana kisu nyumbani", "anataka kunipiga na rungu", "ameuawa na mumewe", "amedungwa kisu na mpenzi wake")


def _first(who: tuple[str, ...], what: tuple[str, ...], *, is_red: bool) -> str:
    """Return the first text of somebody and what they do that the lexicon takes for perhaps private.

    Which one it is changes each time the model is trained anew.
    """
    hints = {text: lexicon.hint(text, ZONES) for text in map(" ".join, product(who, what))}
    return next(text for text, hint in hints.items() if hint.is_doubtful and hint.is_red is is_red)


DOUBTFUL, DOUBTFUL_RED = _first(_KIN, _HOME, is_red=False), _first(_OTHERS, _HARMED, is_red=True)


def test_a_text_that_may_be_private_gets_no_answer_and_a_helper_reads_that_it_may_be(town: Town) -> None:
    assert town.texts(RESIDENT, DOUBTFUL) == ""
    (incident,) = town.board()
    assert (incident["level"], incident["flag"]) == ("private", Caution.MAYBE_PRIVATE)
    (told,) = town.inbox(FOCAL)
    assert town.is_a(told, Text.ALERT_CARE_DOUBT, FOCAL, reference=str(incident["reference"]))
    town.passes(minutes=40)
    assert town.inbox(RESIDENT) == []
    assert not any(str(incident["reference"]) in text and "?" in text for text in town.inbox(COORDINATOR))


@pytest.mark.parametrize("verb", ["SEND {}", "tuma {}", "{} TUMA"])
def test_a_helper_who_finds_it_not_private_passes_it_on(town: Town, verb: str) -> None:
    town.texts(RESIDENT, DOUBTFUL)
    reference = str(town.board()[0]["reference"])
    answer = town.texts(FOCAL, verb.format(reference))
    assert answer == town.said(Text.OPENED_UP, to=FOCAL, reference=reference)
    assert town.got(COORDINATOR, Text.HINT_OPENED, reference=reference)
    (incident,) = town.board()
    assert (incident["status"], incident["flag"]) == ("unconfirmed", None)
    assert incident["level"] != "private"
    before = len(town.inbox(FOCAL)), len(town.inbox(FOCAL_ALTERNATE))
    town.passes(minutes=60)
    assert (len(town.inbox(FOCAL)), len(town.inbox(FOCAL_ALTERNATE))) == before, "the helpers' ladder has ended"
    assert town.inbox(RESIDENT) == []
    town.texts(COORDINATOR, f"SEND {reference}")
    assert town.incident(reference)["status"] == "open"
    assert town.inbox(RESIDENT) == [], "the phone still gets no text"


def test_a_further_text_after_that_joins_the_report_in_the_open(town: Town) -> None:
    town.texts(RESIDENT, DOUBTFUL)
    reference = str(town.board()[0]["reference"])
    town.texts(FOCAL, f"SEND {reference}")
    town.texts(RESIDENT, "wana bunduki bondeni")
    assert town.got(COORDINATOR, Text.HINT_RED, reference=reference)
    assert len(town.board()) == 1


def test_a_text_that_is_private_for_sure_stays_with_the_helpers(town: Town) -> None:
    town.texts(RESIDENT, "mume wangu ananipiga kila siku")
    reference = str(town.board()[0]["reference"])
    assert town.board()[0]["flag"] is None
    assert town.texts(FOCAL, f"SEND {reference}") == town.said(Text.NOT_YOURS, to=FOCAL)
    assert town.inbox(COORDINATOR) == []


def test_a_doubtful_text_that_becomes_sure_can_no_longer_be_passed_on(town: Town) -> None:
    town.texts(RESIDENT, DOUBTFUL)
    reference = str(town.board()[0]["reference"])
    assert town.texts(RESIDENT, "ananipiga mume wangu") == ""
    (incident,) = town.board()
    assert (incident["reference"], incident["flag"]) == (reference, None)
    assert town.texts(FOCAL, f"SEND {reference}") == town.said(Text.NOT_YOURS, to=FOCAL)


def test_nobody_else_can_pass_a_doubtful_text_on(town: Town) -> None:
    town.texts(RESIDENT, DOUBTFUL)
    reference = str(town.board()[0]["reference"])
    for phone in (COORDINATOR, LEADER, POLICE):
        assert town.texts(phone, f"SEND {reference}") == town.said(
            Text.UNKNOWN_REFERENCE, to=phone, reference=reference
        )
    assert town.board()[0]["level"] == "private"


def test_red_words_of_a_doubtful_text_reach_coordinators_too_without_what_is_private(town: Town) -> None:
    assert town.texts(RESIDENT, DOUBTFUL_RED) == ""
    private, red = sorted(town.board(), key=lambda row: row["level"] != "private")
    assert private["flag"] == Caution.MAYBE_PRIVATE
    assert red["flag"] == "red"
    assert town.is_a(town.last(FOCAL), Text.ALERT_CARE_DOUBT_DANGER, FOCAL, reference=str(private["reference"]))
    (told,) = town.inbox(COORDINATOR)
    assert town.is_a(told, Text.HINT_RED, COORDINATOR, reference=str(red["reference"]))
    assert not {"bibi", "mume", "mumewe", "mkewe", "husband", "wife", "baba", "mama"} & set(lexicon.fold(told).split())
    assert town.texts(RESIDENT, DOUBTFUL_RED) == ""
    assert len(town.board()) == 2, "a repeated text opens nothing"
    town.texts(COORDINATOR, f"SEND {red['reference']}")
    town.passes(minutes=5)
    assert town.inbox(RESIDENT) == []
    assert str(red["reference"]) not in town.dials(RESIDENT, "*384*77#", "0", "1"), "no menu of the phone shows it"


@pytest.mark.parametrize("text", ["nataka kujiua", "i want to die", "amekunywa dawa ajiue", "anataka kujidunga kisu"])
def test_somebody_who_wants_to_die_is_a_matter_of_helpers(town: Town, text: str) -> None:
    assert town.texts(RESIDENT, text) == ""
    (incident,) = town.board()
    assert incident["level"] == "private"
    assert town.got(FOCAL, Text.ALERT_CARE_DANGER)
    assert town.inbox(COORDINATOR) == town.inbox(POLICE) == town.inbox(RESIDENT) == []


def test_somebody_found_hanged_is_a_death(town: Town) -> None:
    town.texts(RESIDENT, "jirani amejinyonga amekufa")
    (incident,) = town.board()
    assert (incident["category"], incident["flag"]) == ("gun-killing", "red")
    assert town.got(COORDINATOR, Text.HINT_RED)


@pytest.mark.parametrize("text", ["mume wangu ananichapa kila usiku", "naogopa kurudi nyumbani mume wangu atanipiga"])
@pytest.mark.parametrize("phone", [LEADER, COORDINATOR, POLICE])
def test_a_private_text_from_somebody_with_a_role_gets_no_answer(town: Town, phone: str, text: str) -> None:
    assert town.texts(phone, text) == ""
    assert town.board()[0]["level"] == "private"
    assert town.inbox(FOCAL)


@pytest.mark.parametrize("text", ["", " ", "\U0001f62d\U0001f62d", "????"])
def test_a_text_without_words_opens_nothing(town: Town, text: str) -> None:
    assert town.texts(RESIDENT, text) == town.said(Text.NOTHING_READABLE, to=RESIDENT)
    assert town.board() == []


@pytest.mark.parametrize(
    ("text", "is_red"),
    [
        ("\U0001f52b\U0001f52b kwa stage", True),
        ("wana \u0431\u0443\u043d\u0434 bunduki \u4f60\u597d bondeni", True),
        ("habari " * 140, False),
        (("wana bunduki bondeni " * 60)[:1_000], True),
    ],
)
def test_long_and_mixed_texts_get_one_clear_answer(town: Town, text: str, *, is_red: bool) -> None:
    town.texts(RESIDENT, text)
    assert len(town.inbox(RESIDENT)) == 1
    assert bool(town.got(COORDINATOR, Text.HINT_RED)) is is_red
    town.texts(RESIDENT, text)
    assert len(town.board()) == 1, "the same text again is the same report"


def test_phrases_of_many_phones_reach_the_right_people(town: Town) -> None:
    private = ("hubby amenislap mbele ya watoto", "uncle ananishika usiku", "nimebakwa jana", "my dad beats me")
    red = ("wamemshoot mtu bondeni", "msee amededi hapa base", "umati wanachoma mwizi", "mtoto ametekwa nyara")
    for phone, text in zip(RESIDENTS, (*private, *red), strict=False):
        before = len(town.inbox(FOCAL)), len(town.inbox(COORDINATOR))
        town.texts(phone, text)
        after = len(town.inbox(FOCAL)), len(town.inbox(COORDINATOR))
        assert (after[0] > before[0], after[1] > before[1]) == (text in private, text in red)
        assert bool(town.inbox(phone)) is (text in red)
    assert OTHER in RESIDENTS
