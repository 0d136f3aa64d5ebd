"""The story of a resident who texts: from the first word to the closing, as every phone sees it.

`pytest -s` prints the transcript.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from gateway.communities.file import load_example
from menus.domain import further_words
from menus.domain.categories import Category
from menus.domain.roles import Role
from menus.sms import wording
from menus.text import gsm7
from menus.text.names import Text
from menus.text.quotation import quoted
from tests.people import BONDENI, CODE, COORDINATOR, LEADER, OTHER, POLICE, RESIDENT
from tests.town import Town, code_in

NAMES = {RESIDENT: "resident", BONDENI: "patrol", LEADER: "leader", COORDINATOR: "coordinator", POLICE: "police"}


class Transcript:
    """The story of a town, line by line: who writes what, and what each phone then shows."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.lines: list[str] = []

    def texts(self, phone: str, text: str) -> dict[str, list[str]]:
        """Send a text; return the texts that each phone got because of it."""
        self.town.now += timedelta(seconds=1)
        return self._during(f"{NAMES[phone]} writes: {text}", lambda: self.town.texts(phone, text))

    def waits(self, seconds: float) -> dict[str, list[str]]:
        """Let time pass; return the texts that each phone got meanwhile."""
        return self._during(f"{seconds:.0f} s pass", lambda: self.town.passes(seconds=seconds))

    def _during(self, line: str, act: Callable[[], object]) -> dict[str, list[str]]:
        before = len(self.town.carrier.sent)
        act()
        self.lines.append(f"{self.town.now:%H:%M:%S} {line}")
        got: dict[str, list[str]] = {phone: [] for phone in NAMES}
        for phone, body in self.town.carrier.sent[before:]:
            self.lines.append(f"             {NAMES.get(phone, phone)} reads: {body}")
            got.setdefault(phone, []).append(body)
        return got


def test_a_texting_resident_is_heard_from_the_first_word_to_the_closing(town: Town) -> None:
    story = Transcript(town)
    got = story.texts(RESIDENT, "wezi wanavunja duka bondeni, mmoja ni Kamau Otieno")
    (incident,) = town.board()
    reference = str(incident["reference"])
    assert got[RESIDENT] == [town.said(Text.NOT_UNDERSTOOD, RESIDENT, reference=reference)]
    assert town.is_a(got[COORDINATOR][0], Text.HINT, to=COORDINATOR, reference=reference)
    assert got[BONDENI] == []

    # Before anybody is sent, coordinators read what is new at once, and the rest together after a minute.
    got = story.texts(RESIDENT, "ni watatu")
    assert town.is_a(got[COORDINATOR][0], Text.HINT_WAITING, to=COORDINATOR, reference=reference)
    assert "ni watatu" in got[COORDINATOR][0]
    assert got[RESIDENT] == []
    assert story.texts(RESIDENT, "tafadhali haraka")[COORDINATOR] == []
    assert story.texts(RESIDENT, "tunaogopa sana")[COORDINATOR] == []
    (bundle,) = story.waits(61)[COORDINATOR]
    assert all(words in bundle for words in ("tafadhali haraka", "tunaogopa sana"))

    got = story.texts(COORDINATOR, f"SEND {reference}")
    assert got[RESIDENT] == [town.said(Text.YOUR_REPORT_SENT, RESIDENT, reference=reference)]
    (alert,) = got[BONDENI]
    assert alert == town.alert_to(BONDENI, reference)
    assert "wezi wanavunja duka" in alert, "the alert tells what the text said"
    assert "Kamau" not in alert
    story.texts(BONDENI, f"1 {reference}")

    # After that, the same for the people who go.
    for text, name in (
        ("wana panga", Text.REPORTER_WRITES_RED),
        ("mmoja ameumia", Text.REPORTER_WRITES),
        ("sasa wako shuleni", Text.REPORTER_WRITES),
        ("they are gone", Text.REPORTER_WRITES),
    ):
        got = story.texts(RESIDENT, text)
        assert got[BONDENI] == [town.said(name, BONDENI, reference=reference, said=text)]
        assert quoted(text) in got[COORDINATOR][0]
        assert got[RESIDENT] == []
    assert story.texts(RESIDENT, "asante sana kwa kusaidia jirani")[BONDENI] == []
    (bundle,) = story.waits(61)[BONDENI]
    assert "asante sana kwa kusaidia jirani" in bundle
    assert story.waits(120)[BONDENI] == []

    asked = story.texts(COORDINATOR, f"CLOSE {reference} wamekimbia, duka limefungwa")
    got = story.texts(COORDINATOR, f"YES {code_in(asked[COORDINATOR][0])}")
    assert got[RESIDENT] == [town.said(Text.YOUR_REPORT_CLOSED, RESIDENT, reference=reference)]
    assert town.got(COORDINATOR, Text.BROKE_OFF) == []
    assert all(gsm7.fits(body) for _, body in town.carrier.sent)
    transcript = "\n".join(story.lines)
    assert "Otieno" not in "\n".join(body for _, body in town.carrier.sent)
    print(transcript)  # noqa: T201 - the transcript is there to be read


def test_my_reports_shows_what_was_texted_and_how_it_stands(town: Town) -> None:
    town.texts(RESIDENT, "wezi wanavunja duka bondeni")
    (incident,) = town.board()
    reference = str(incident["reference"])
    waiting = town.dials(RESIDENT, CODE, "0", "1", "1")
    assert reference in waiting
    assert wording.category_name("sw", Category(incident["category"])) in waiting
    assert town.said(Text.STATUS_AWAITING_REVIEW, RESIDENT) in waiting
    town.texts(COORDINATOR, f"SEND {reference}")
    town.answers(BONDENI, "going", reference)
    assert town.said(Text.STATUS_GOING, RESIDENT) in town.dials(RESIDENT, CODE, "0", "1", "1")
    town.texts(COORDINATOR, f"ASK {reference} which door? Reply YES 1234")
    asked = town.dials(RESIDENT, CODE, "0", "1", "1")
    assert quoted("which door? Reply YES 1234") in asked, "nobody reads it as Doria's request"
    town.dials(RESIDENT, CODE, "0", "1", "1", "the blue one")
    assert town.got(COORDINATOR, Text.ANSWER_CAME, reference=reference)


def test_what_waited_is_passed_on_after_a_minute_without_any_redis(town: Town) -> None:
    town.texts(RESIDENT, "wezi wanavunja duka bondeni")
    reference = str(town.board()[0]["reference"])
    town.texts(COORDINATOR, f"SEND {reference}")
    town.answers(BONDENI, "going", reference)
    town.loses_redis()
    town.texts(RESIDENT, "njooni haraka tafadhali")
    town.passes(seconds=further_words.QUIET.total_seconds() - 5)
    assert town.got(BONDENI, Text.REPORTER_WRITES) == []
    town.passes(seconds=10)
    (told,) = town.got(BONDENI, Text.REPORTER_WRITES)
    assert "njooni haraka tafadhali" in told
    town.texts(RESIDENT, "bado tunangoja hapa")
    town.texts(COORDINATOR, f"CLOSE {reference} imeisha")
    town.passes(minutes=3)
    assert town.got(BONDENI, Text.REPORTER_WRITES) == [told], "nothing is passed on of what is closed"


@pytest.mark.parametrize(
    "text",
    ["wameenda", "they ran away", "hakuna haja"],
)
def test_who_takes_it_back_is_heard_by_those_on_their_way(town: Town, text: str) -> None:
    town.texts(RESIDENT, "wezi wanavunja duka bondeni")
    reference = str(town.board()[0]["reference"])
    told = len(town.inbox(COORDINATOR))
    town.texts(RESIDENT, text)
    assert len(town.inbox(COORDINATOR)) == told + 1, "before a dispatch, the coordinators"
    town.texts(COORDINATOR, f"SEND {reference}")
    town.answers(BONDENI, "going", reference)
    town.passes(seconds=5)
    town.texts(RESIDENT, f"{text} sasa hivi")
    assert any(text in each for each in town.got(BONDENI, Text.REPORTER_WRITES))


def test_a_text_that_says_what_an_unclear_one_did_not_is_told_at_once(town: Town) -> None:
    town.texts(RESIDENT, "njooni haraka tafadhali")
    assert town.inbox(COORDINATOR) == []
    town.texts(RESIDENT, "mmoja ameumia")
    assert len(town.got(COORDINATOR, Text.HINT_WAITING)) == 1
    town.texts(RESIDENT, "wezi wanavunja duka")
    (incident,) = town.board()
    assert incident["category"] == Category.BREAK_IN
    assert len(town.got(COORDINATOR, Text.HINT, reference=str(incident["reference"]))) == 1


@pytest.mark.parametrize("text", ["nisaidie", "Nisaidieni haraka!", "help me please", "we need help", "SOS"])
def test_a_residents_cry_for_help_reaches_coordinators_at_once_in_its_own_words(town: Town, text: str) -> None:
    answer = town.texts(RESIDENT, text)
    reference = str(town.board()[0]["reference"])
    assert reference in answer
    (prompt,) = town.got(COORDINATOR, Text.HINT, reference=reference)
    assert text.rstrip("!") in prompt
    town.passes(seconds=20)
    town.texts(RESIDENT, text)
    assert town.inbox(COORDINATOR) == [prompt], "the same cry again waits a minute"


def test_a_word_of_help_for_somebody_else_waits_to_be_read(town: Town) -> None:
    for text in ("hakuna shida", "habari za jioni", "njooni haraka tafadhali"):
        town.texts(RESIDENT, text)
        assert town.inbox(COORDINATOR) == []


BAD = ("", "   ", "💩🔥", "12345", "?!...", "x" * 1_000, "wezi 小偷 вор bondeni")


@pytest.mark.parametrize("text", BAD)
def test_each_odd_text_gets_one_clear_answer(town: Town, text: str) -> None:
    town.texts(RESIDENT, text)
    (answer,) = town.inbox(RESIDENT)
    assert gsm7.fits(answer)
    is_kept = any(letter.isalpha() for letter in text)
    assert len(town.board()) == is_kept
    language = next(
        one
        for one in ("sw", "en")
        if town.is_a(answer, Text.NOTHING_READABLE, RESIDENT, one)
        or town.is_a(answer, Text.NOT_UNDERSTOOD, RESIDENT, one)
    )
    name = Text.NOT_UNDERSTOOD if is_kept else Text.NOTHING_READABLE
    assert answer == town.said(name, RESIDENT, language)


def test_a_text_that_comes_twice_is_answered_once_and_who_asks_again_later_is_answered(town: Town) -> None:
    town.texts(RESIDENT, "wezi wanavunja duka bondeni")
    reference = str(town.board()[0]["reference"])
    answer = town.said(Text.NOT_UNDERSTOOD, RESIDENT, reference=reference)
    town.passes(seconds=3)
    town.texts(RESIDENT, "wezi wanavunja duka bondeni")
    assert town.inbox(RESIDENT) == [answer]
    town.passes(minutes=2)
    town.texts(RESIDENT, "Wezi wanavunja duka bondeni ")
    assert town.inbox(RESIDENT) == [answer, answer]
    town.texts(COORDINATOR, f"SEND {reference}")
    town.passes(minutes=2)
    town.texts(RESIDENT, "wezi wanavunja duka bondeni")
    assert town.inbox(RESIDENT)[2:] == [town.said(Text.YOUR_REPORT_SENT, RESIDENT, reference=reference)] * 2
    assert len(town.board()) == 1


def test_nobody_is_texted_about_a_report_that_was_not_answered_or_after_a_stop(town: Town) -> None:
    town.texts(RESIDENT, "mume wangu ana bunduki anataka kuua watu bondeni")
    town.texts(OTHER, "wezi wanavunja duka bondeni")
    town.texts(OTHER, "STOP")
    before = len(town.inbox(OTHER))
    for row in town.board():
        town.texts(COORDINATOR, f"SEND {row['reference']}")
    assert town.inbox(RESIDENT) == []
    assert len(town.inbox(OTHER)) == before


def test_a_texted_report_is_never_told_as_cut_off(town: Town) -> None:
    town.texts(RESIDENT, "umati unapiga mtu bondeni")
    town.texts(OTHER, "jambo la ajabu hapa kwetu")
    for row in town.board():
        answer = town.texts(COORDINATOR, str(row["reference"]))
        assert not town.is_a(answer, Text.BROKE_OFF, to=COORDINATOR)
        assert str(row["reference"]) in answer
    town.passes(minutes=40)
    assert town.got(COORDINATOR, Text.BROKE_OFF) == []


def test_who_texted_reads_of_those_on_duty_only_if_one_of_them_is_told(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("kawangware"))
    (record,) = town.services.directory.communities()
    coordinator = next(person.phone for person in record.community.people if Role.COORDINATOR in person.roles)
    code = record.community.sms_codes[0]
    town.texts(RESIDENT, "wezi wanavunja duka", to=code)
    reference = str(town.board()[0]["reference"])
    town.texts(coordinator, f"SEND {reference}", to=code)
    told = wording.say(record.community, record.community.language, Text.YOUR_REPORT_PASSED_ON, reference=reference)
    assert town.last(RESIDENT) == told


def test_words_that_may_accuse_the_patrol_are_not_in_its_alert(town: Town) -> None:
    town.texts(RESIDENT, "askari wa doria wanapiga watu na rungu bondeni")
    reference = str(town.board()[0]["reference"])
    town.texts(COORDINATOR, f"SEND {reference}")
    assert not any("askari" in body for phone in (BONDENI, LEADER) for body in town.inbox(phone))


def test_a_team_that_has_the_alert_is_not_told_twice(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    assert town.alerts(BONDENI)
    answer = town.texts(COORDINATOR, f"SEND {reference} bondeni")
    assert answer == town.said(Text.HAS_IT_ALREADY, COORDINATOR, reference=reference, said="bondeni")
    assert len(town.alerts(BONDENI)) == 1
    answer = town.texts(COORDINATOR, f"SEND {reference} all")
    assert town.is_a(answer, Text.SENT_TEAM, to=COORDINATOR, reference=reference, said="all", count="2")
    town.answers(BONDENI, "cannot", reference)
    answer = town.texts(COORDINATOR, f"SEND {reference} bondeni")
    assert answer == town.said(Text.SENT_TEAM, COORDINATOR, reference=reference, said="bondeni", count="1")
    assert len(town.alerts(BONDENI)) == 2
