"""Stories of SMS in own words: their hints, their readers, and their limits."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.storage.models import Inbound, Report
from menus.domain.categories import Category
from menus.text import gsm7
from menus.text.names import Text
from tests.people import (
    BONDENI,
    BREAK_IN,
    CODE,
    COORDINATOR,
    FOCAL,
    KILLING,
    LANDLORDS,
    LEADER,
    OTHER,
    POLICE,
    RESIDENT,
    RESIDENTS,
)
from tests.town import Town, reference_in


def test_own_words_wait_for_a_person_and_red_ones_are_told_at_once(town: Town) -> None:
    answer = town.texts(RESIDENT, "makarau na machuma base ya bondeni")
    assert answer == town.said(Text.NOT_UNDERSTOOD, to=RESIDENT)
    (incident,) = town.board()
    assert incident["status"] == "unconfirmed"
    assert incident["level"] == "major"
    reference = str(incident["reference"])
    told = town.inbox(COORDINATOR)[0]
    assert "machuma" in told
    assert reference in told
    assert town.inbox(LEADER) == town.inbox(POLICE) == []
    assert town.texts(RESIDENT, "wako wengi") == ""
    assert len(town.board()) == 1
    town.texts(COORDINATOR, f"SEND {reference}")
    assert town.inbox(LEADER) == [town.alert_to(LEADER, reference, mark="unconfirmed")]
    assert town.inbox(POLICE)


def test_dialling_after_an_sms_confirms_it(town: Town) -> None:
    town.texts(RESIDENT, "machuma bondeni")
    town.passes(seconds=5)
    end = town.presses("1", "2", "1", "1")
    (incident,) = town.board()
    assert incident["reference"] == reference_in(end)
    assert incident["status"] == "open"
    assert town.inbox(LEADER) == [town.alert_to(LEADER, reference_in(end))]


@pytest.mark.parametrize("text", ["Mume wangu ananipiga", "mtoto amebakwa", "my husband beats me"])
def test_words_about_abuse_are_heard_and_leave_no_text_on_the_phone(town: Town, text: str) -> None:
    assert town.texts(RESIDENT, text) == ""
    assert town.inbox(FOCAL)


def test_abuse_told_in_a_second_text_reaches_a_helper(town: Town) -> None:
    town.texts(RESIDENT, "tafadhali nisaidieni hapa")
    assert town.texts(RESIDENT, "mume wangu ananipiga") == ""
    assert town.inbox(FOCAL)
    assert not any("ananipiga" in text for _, text in town.carrier.sent)


def test_texts_about_abuse_from_one_phone_are_one_report_that_does_not_say_whose(town: Town) -> None:
    for text in ("mume ananipiga", "amenipiga tena", "mtoto anapigwa pia"):
        town.texts(RESIDENT, text)
        town.passes(minutes=1)
    private = [row for row in town.board() if row["level"] == "private"]
    assert len(private) == 1
    with town.services.reading() as session:
        kept = session.scalars(select(Inbound)).all()
        assert [row.text for row in kept if row.private_report_id is not None] == ["", "", ""]
        (report,) = [row for row in session.scalars(select(Report)) if row.category == "abuse-child"]
        assert report.reporter_hash is None
        assert "mtoto anapigwa" in (report.words or "")
    town.passes(minutes=40)
    with town.services.reading() as session:
        assert not [row for row in session.scalars(select(Inbound)) if row.private_report_id is not None]


def test_a_text_after_one_about_abuse_stays_in_its_circle_and_unanswered(town: Town) -> None:
    for text in ("mume ananipiga", "niko bondeni njooni haraka", "ana kisu, niko bondeni"):
        assert town.texts(RESIDENT, text) == ""
        town.passes(minutes=1)
    (incident,) = town.board()
    assert incident["level"] == "private"
    assert town.inbox(RESIDENT) == []
    assert town.inbox(COORDINATOR) == []
    assert "Bondeni" in town.inbox(FOCAL)[-1], "danger is now"
    town.texts(RESIDENT, "kuna moto sokoni")
    assert len(town.board()) == 2, "a fire is another matter"


@pytest.mark.parametrize("code", ["", "99999"])
def test_a_text_to_no_known_code_is_read_by_somebody(town: Town, code: str) -> None:
    town.loads(load_example("kawangware"))
    town.texts(RESIDENT, "wameua mtu sokoni", to=code)
    assert town.board()[0]["flag"] == "red"
    assert town.texts(OTHER, "STOP", to=code)


def test_a_place_that_comes_later_is_told_to_the_coordinators(town: Town) -> None:
    town.texts(RESIDENT, "wana bunduki")
    before = len(town.inbox(COORDINATOR))
    town.texts(RESIDENT, "ni hapa shuleni")
    assert town.is_a(town.inbox(COORDINATOR)[before], Text.HINT_RED, to=COORDINATOR, place="School side")


def test_a_text_is_answered_in_its_own_language_or_the_one_that_was_chosen(town: Town) -> None:
    answer = town.texts(RESIDENT, "they stole my phone at the market")
    assert answer == town.said(Text.NOT_UNDERSTOOD, to=RESIDENT, language="en")
    answer = town.texts(OTHER, "wameiba simu yangu hapa sokoni")
    assert answer == town.said(Text.NOT_UNDERSTOOD, to=OTHER, language="sw")
    town.dials(RESIDENTS[3], CODE, "0", "6")
    answer = town.texts(RESIDENTS[3], "wameiba simu yangu hapa sokoni")
    assert answer == town.said(Text.NOT_UNDERSTOOD, to=RESIDENT, language="en")


def test_texts_that_no_word_told_of_are_counted_for_the_coordinators(town: Town) -> None:
    for phone in RESIDENTS[:3]:
        town.texts(phone, "njooni haraka tafadhali")
    town.passes(minutes=9)
    assert town.inbox(COORDINATOR) == []
    town.passes(minutes=3)
    assert town.inbox(COORDINATOR) == [town.said(Text.UNREAD, to=COORDINATOR, count="3")]
    town.passes(minutes=60)
    assert len(town.inbox(COORDINATOR)) == 1
    town.texts(RESIDENTS[4], "njooni hapa sasa")
    town.passes(minutes=13)
    assert town.inbox(COORDINATOR)[1:] == [town.said(Text.UNREAD, to=COORDINATOR, count="4")]


def test_a_resident_may_write_459_characters(town: Town) -> None:
    words = ("kuna watu wanapigana hapa sokoni " * 20)[:459]
    assert gsm7.fits(town.texts(RESIDENT, words))
    with town.services.reading() as session:
        assert session.scalars(select(Inbound.text)).one() == words


@pytest.mark.parametrize(
    "text",
    [
        "4 men with guns near the bridge",
        "4 wako ndani na panga, naogopa",
        "Tayari wamevunja mlango, wako ndani",
        "4 watu wamepigwa risasi",
    ],
)
@pytest.mark.parametrize("keys", [BREAK_IN, KILLING], ids=["urgent", "major"])
def test_a_warning_that_begins_like_a_command_ends_nothing_and_is_kept(
    town: Town, text: str, keys: tuple[str, ...]
) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *keys))
    assert town.texts(BONDENI, text) == town.said(Text.KEPT_WITH_REFERENCE, to=BONDENI)
    assert town.incident(reference)["status"] == "open"
    assert town.incident(reference)["tracks"]["patrol"]["answered_at"] is None
    assert len(town.board()) == 2


@pytest.mark.parametrize("text", ["4", "4 mwizi amekamatwa", "DONE thief escaped to the river", "tayari kumetulia"])
def test_a_note_that_says_it_is_over_needs_no_number_where_one_is_open(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.answers(BONDENI, "going", reference)
    town.texts(BONDENI, text)
    assert town.incident(reference)["status"] == "closed"


@pytest.mark.parametrize(
    "text", ["Send police to Bondeni they are shooting", "Yes there are 2 men with guns", "HELP they are shooting"]
)
def test_a_coordinators_own_words_are_not_swallowed_by_a_verb(town: Town, text: str) -> None:
    town.reports(RESIDENT, Category.BREAK_IN)
    assert town.texts(COORDINATOR, text) == town.said(Text.KEPT_WITH_REFERENCE, to=COORDINATOR)
    assert town.board()[0]["flag"] == "red"


@pytest.mark.parametrize(
    "text", ["Tuma 50000 kwa hii namba ama tutakuua", "No 12345 wanavunja nyumba na bunduki", "GO 48274 wana bunduki"]
)
def test_a_residents_words_that_begin_like_a_command_are_a_report(town: Town, text: str) -> None:
    assert town.texts(RESIDENT, text) == town.said(Text.NOT_UNDERSTOOD, to=RESIDENT)
    assert town.board()[0]["status"] == "unconfirmed"


def test_a_private_matter_of_somebody_with_a_role_leaves_no_trace_on_their_phone(town: Town) -> None:
    assert town.texts(BONDENI, "mume wangu ananipiga") == ""
    assert town.texts(BONDENI, "amenipiga tena mume wangu") == ""
    (incident,) = town.board()
    assert incident["category"] == "private"
    with town.services.reading() as session:
        assert [(row.from_phone, row.text) for row in session.scalars(select(Inbound))] == [(None, ""), (None, "")]


@pytest.mark.parametrize("phone", [BONDENI, COORDINATOR, POLICE, FOCAL])
def test_a_person_who_has_a_role_may_report_in_their_own_words_too(town: Town, phone: str) -> None:
    assert town.texts(phone, "wameua mtu sokoni na bunduki") == town.said(Text.KEPT_WITH_REFERENCE, to=phone)
    (incident,) = town.board()
    assert (incident["status"], incident["level"], incident["zone"]) == ("unconfirmed", "major", "market")
    assert any(str(incident["reference"]) in text for text in town.inbox(LANDLORDS))


def test_words_of_no_meaning_from_somebody_with_a_role_are_no_report(town: Town) -> None:
    assert town.texts(BONDENI, "habari za asubuhi") == town.said(Text.NOT_UNDERSTOOD_ROLE, to=BONDENI)
    assert town.board() == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("5 men with guns killing people, plot 48274", "en"),
        ("SAIDIA wameua mtu, nyumba 48274", "sw"),
        ("no police here, gun 48274", "en"),
    ],
)
def test_a_residents_words_that_end_in_a_number_are_a_report(town: Town, text: str, language: str) -> None:
    assert town.texts(RESIDENT, text) == town.said(Text.NOT_UNDERSTOOD, to=RESIDENT, language=language)
    assert town.board()[0]["level"] == "major"


def test_a_red_report_that_waits_is_told_again_until_somebody_acts(town: Town) -> None:
    town.texts(RESIDENT, "amepigwa risasi")
    (incident,) = town.board()
    reference = str(incident["reference"])
    first = sum(reference in text for text in town.inbox(COORDINATOR))
    assert first == 1
    for _ in range(2):
        town.passes(minutes=6)
    assert sum(reference in text for text in town.inbox(COORDINATOR)) == 3
    assert any(reference in text for text in town.inbox(LEADER)), "they may reach a coordinator"
    town.texts(COORDINATOR, f"SEND {reference}")
    told = town.got(COORDINATOR, Text.HINT_RED, reference=reference)
    assert len(told) == 3
    town.passes(minutes=60)
    assert town.got(COORDINATOR, Text.HINT_RED) == told
    assert town.got(COORDINATOR, Text.AWAITS_REVIEW) == []


def test_further_red_words_while_a_report_waits_are_told_at_once_if_new_and_else_once_a_minute(town: Town) -> None:
    town.texts(RESIDENT, "watu wana bunduki")
    town.texts(RESIDENT, "wana bunduki jameni")
    assert len(town.inbox(COORDINATOR)) == 1
    town.texts(RESIDENT, "wamempiga mtu risasi")
    (told,) = town.got(COORDINATOR, Text.HINT_WAITING)
    assert "risasi" in told
    assert len(town.inbox(COORDINATOR)) == 2
    town.now += timedelta(seconds=90)
    town.texts(RESIDENT, "wana bunduki")
    assert len(town.inbox(COORDINATOR)) == 3


def test_words_of_weapons_after_a_report_was_sent_reach_those_who_go(town: Town) -> None:
    town.texts(RESIDENT, "wizi wa simu bondeni")
    reference = str(town.board()[0]["reference"])
    town.texts(COORDINATOR, f"SEND {reference}")
    before = {phone: len(town.inbox(phone)) for phone in (LEADER, COORDINATOR)}
    town.passes(minutes=1)
    town.texts(RESIDENT, "wana bunduki wamempiga mtu risasi")
    assert any("bunduki" in text for text in town.inbox(LEADER)[before[LEADER] :])
    (told,) = town.inbox(COORDINATOR)[before[COORDINATOR] :]
    assert town.is_a(told, Text.HINT_MORE_MAJOR, to=COORDINATOR, reference=reference)
