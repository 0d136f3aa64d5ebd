"""Stories of the whole conversation: dropped sessions, own words, private help, limits, and what became of it."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from gateway.community_file import load_example
from gateway.storage.models import DraftRow, Inbound, Message, Report
from gateway.usecases import board, revealing
from tests.people import (
    BONDENI,
    CODE,
    COORDINATOR,
    FOCAL,
    FOCAL_ALTERNATE,
    LEADER,
    OTHER,
    OVERSIGHT,
    POLICE,
    RESIDENT,
    RESIDENTS,
)
from tests.town import TOKEN, Town, reference_in

SESSION = "ATUid_1"


def test_a_killing_dropped_after_the_place_is_sent_unconfirmed_then_confirmed(town: Town) -> None:
    town.presses("1", "2")
    town.drops()
    told = town.inbox(LEADER)[0]
    assert "UNCONFIRMED" in told
    assert "Bondeni" in told
    assert town.inbox(POLICE)
    assert town.inbox(RESIDENT) == []
    page = town.presses(session="second")
    assert page.startswith("CON ")
    assert "Bondeni" in page
    end = town.presses("1", "1", "1", session="second")
    assert reference_in(end) in told
    (incident,) = town.board()
    assert incident["unconfirmed"] is False
    assert incident["reports"] == 1
    assert len(town.inbox(LEADER)) == 2
    assert "CONFIRMED" in town.inbox(LEADER)[1]
    assert "UNCONFIRMED" not in town.inbox(LEADER)[1]
    assert town.presses("1", "1", "1", session="second") == end
    assert len(town.board()) == 1
    assert "Kuna nini" in town.presses(session="third")


def test_an_offer_is_the_same_page_however_late_it_is_posted_again(town: Town) -> None:
    town.presses("1", "2")
    offered = town.hop(RESIDENT, CODE, "", "second")
    town.drops()
    assert town.inbox(LEADER)
    assert town.hop(RESIDENT, CODE, "", "second") == offered
    assert reference_in(town.presses("2", session="second")) in town.inbox(LEADER)[0]
    assert len(town.board()) == 1


def test_whoever_starts_again_has_cancelled_nothing_and_what_they_say_then_is_the_same_report(town: Town) -> None:
    town.presses("1", "2")
    town.drops()
    end = town.presses("3", "1", "2", "1", "1", session="second")
    assert reference_in(end) in town.inbox(LEADER)[0]
    assert town.inbox(COORDINATOR) == []
    assert len(town.board()) == 1


def test_whoever_cancels_what_was_sent_is_told_so_and_coordinators_decide(town: Town) -> None:
    town.presses("1", "2")
    town.drops()
    assert town.presses("0", session="second").startswith("END ")
    (incident,) = town.board()
    assert incident["status"] == "open"
    assert any(str(incident["reference"]) in text for text in town.inbox(COORDINATOR))


def test_silence_counts_as_a_drop_and_is_acted_on_once(town: Town) -> None:
    town.presses("1", "2", "1")
    town.passes(seconds=88)
    assert town.inbox(LEADER) == []
    town.passes(seconds=4)
    assert len(town.inbox(LEADER)) == 1
    town.drops()
    town.drops()
    assert len(town.board()) == 1


@pytest.mark.parametrize("status", ["Incomplete", "Failed", "failed", "Teleported"])
def test_whatever_is_no_success_is_a_drop(town: Town, status: str) -> None:
    town.presses("6", "2")
    town.drops(status=status)
    assert len(town.inbox(LEADER)) == 1


def test_a_report_that_was_sent_is_not_sent_again_at_its_end(town: Town) -> None:
    town.presses("1", "2", "1", "1")
    town.drops(status="Success")
    town.drops()
    town.passes(minutes=2)
    assert len(town.board()) == 1
    assert len(town.inbox(LEADER)) == 1


def test_confirming_late_in_the_same_session_opens_no_second_incident(town: Town) -> None:
    town.presses("1", "2", "1")
    town.drops()
    assert reference_in(town.hop(RESIDENT, CODE, "1*2*1*1", SESSION)) in town.inbox(LEADER)[0]
    assert len(town.board()) == 1


def test_starting_again_with_the_same_replaces_what_was_sent_unconfirmed(town: Town) -> None:
    town.presses("1", "2")
    town.drops()
    town.presses("3", "1", "2", "1", "1", session="second")
    (incident,) = town.board()
    assert incident["unconfirmed"] is False


def test_a_lesser_draft_is_offered_and_sent_as_it_is(town: Town) -> None:
    town.presses("4", "2", "4")
    town.drops()
    town.passes(minutes=3)
    assert town.board() == []
    page = town.presses(session="second")
    assert "Bondeni" in page
    assert "1 " in page
    end = town.presses("2", session="second")
    assert reference_in(end)
    (incident,) = town.board()
    assert incident["category"] == "theft"
    assert incident["level"] == "minor"
    assert "Kuna nini" in town.presses(session="third")


def test_an_offer_can_be_left_and_is_then_gone(town: Town) -> None:
    town.presses("4", "2")
    town.drops()
    assert town.presses("0", session="second").startswith("END ")
    assert "Kuna nini" in town.presses(session="third")
    assert town.board() == []


def test_an_offer_outlives_a_wiped_redis(town: Town) -> None:
    town.presses("4", "2")
    town.drops()
    assert "Bondeni" in town.presses(session="second")
    town.redis.flushdb()
    assert "silaha" in town.hop(RESIDENT, CODE, "1", "second")


def test_a_killing_without_a_place_asks_a_coordinator(town: Town) -> None:
    town.presses("1", "7")
    town.drops()
    assert town.inbox(LEADER) == []
    (incident,) = town.board()
    reference = str(incident["reference"])
    assert f"SEND {reference}" in town.inbox(COORDINATOR)[0]
    town.texts(COORDINATOR, f"send {reference}")
    assert reference in town.inbox(LEADER)[0]


def test_cancelling_what_was_already_sent_says_so_and_tells_a_coordinator(town: Town) -> None:
    town.presses("1", "2", "1")
    town.drops()
    page = town.presses("0", session="second")
    assert reference_in(page) == town.board()[0]["reference"]
    assert any("CLOSE" in text for text in town.inbox(COORDINATOR))
    assert town.board()[0]["status"] == "open"


def test_going_back_from_a_killing_to_private_help_sends_and_offers_nothing(town: Town) -> None:
    town.presses("1", "2", "00", "7")
    town.drops()
    town.passes(minutes=3)
    assert town.board() == []
    assert "Kuna nini" in town.presses(session="second")


def test_a_private_matter_leaves_no_draft_and_no_trace(town: Town) -> None:
    town.presses("7", "4", "2", "1", session="child", phone="+254711000077")
    assert {phone for phone, _ in town.carrier.sent} == {FOCAL}
    town.presses("7", "1", "4")
    town.drops()
    town.passes(minutes=3)
    with town.services.reading() as session:
        assert session.scalars(select(DraftRow)).all() == []
        assert session.scalars(select(Report)).one().reporter_hash is None
    page = town.presses("0", "1", session="look", phone="+254711000077")
    assert not re.search(r"\d{5}", page)


def test_deep_dialling_behaves_as_keys_one_by_one(town: Town) -> None:
    page = town.hop(RESIDENT, CODE, "1*2", "deep")
    assert "silaha" in page
    end = town.hop(RESIDENT, CODE, "1*2*1*1", "deep")
    town.works()
    assert reference_in(end) in town.inbox(LEADER)[0]


def test_a_doubtful_place_is_asked_and_kept_as_it_was_typed(town: Town) -> None:
    page = town.presses("1", "7", "bondani")
    assert "Bondeni" in page
    end = town.presses("1", "7", "bondani", "1", "1", "1")
    town.works()
    assert reference_in(end) in town.inbox(LEADER)[0]
    with town.services.reading() as session:
        report = session.scalars(select(Report)).one()
        assert (report.zone, report.place) == ("bondeni", "bondani")


def test_own_words_wait_for_a_person_and_red_ones_are_told_at_once(town: Town) -> None:
    answer = town.texts(RESIDENT, "makarau na machuma base ya bondeni")
    assert CODE in answer
    assert "999" in answer
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
    assert "UNCONFIRMED" in town.inbox(LEADER)[0]
    assert town.inbox(POLICE)


def test_dialling_after_an_sms_confirms_it(town: Town) -> None:
    town.texts(RESIDENT, "machuma bondeni")
    end = town.presses("1", "2", "1", "1")
    (incident,) = town.board()
    assert incident["reference"] == reference_in(end)
    assert incident["status"] == "open"
    assert "UNCONFIRMED" not in town.inbox(LEADER)[0]


def test_a_question_reaches_the_hidden_reporter_and_the_answer_comes_without_the_number(town: Town) -> None:
    reference = reference_in(town.presses("1", "2", "1", "1"))
    assert reference in town.texts(COORDINATOR, f"ASK {reference} which door?")
    assert town.inbox(RESIDENT) == []
    page = town.presses("0", "1", "1", session="look")
    assert "which door?" in page
    assert page.startswith("CON ")
    end = town.presses("0", "1", "1", "the * blue one", session="look")
    assert end.startswith("END ")
    town.works()
    answer = town.inbox(COORDINATOR)[-1]
    assert "the * blue one" in answer
    assert "711000009" not in answer
    before = len(town.inbox(COORDINATOR))
    assert town.hop(RESIDENT, CODE, "0*1*1*the * blue one", "look") == end
    town.works()
    assert len(town.inbox(COORDINATOR)) == before


def test_the_closing_outcome_is_found_by_dialling(town: Town) -> None:
    reference = reference_in(town.presses("4", "2", "4", "1"))
    town.texts(COORDINATOR, f"CLOSE {reference} goods given back")
    assert "goods given back" in town.presses("0", "1", "1", session="look")
    assert town.inbox(RESIDENT) == []


def test_who_allowed_it_gets_one_text_at_dispatch_and_one_at_the_outcome(town: Town) -> None:
    reference = reference_in(town.presses("4", "2", "4", "2"))
    assert len(town.inbox(RESIDENT)) == 1
    town.texts(COORDINATOR, f"CLOSE {reference} goods given back")
    assert len(town.inbox(RESIDENT)) == 2
    assert all(reference in text for text in town.inbox(RESIDENT))


def test_a_number_is_revealed_only_where_a_call_was_asked_for_and_that_is_written_down(town: Town) -> None:
    called = reference_in(town.presses("4", "2", "4", "2"))
    hidden = reference_in(town.presses("4", "3", "4", "1", session="other", phone="+254711000010"))
    with town.services.unit() as unit:
        assert revealing.reveal(unit, called, "to ask which door") == revealing.Revealed(RESIDENT, None)
        assert revealing.reveal(unit, hidden, "curious") == revealing.Revealed(None, None)
        assert revealing.reveal(unit, "99999", "curious") is None
    with town.services.reading() as session:
        incident = board.standings(session, reference=called)[0].incident
        assert board.history(session, incident)[-1]["kind"] == "revealed"


def test_past_the_limit_lesser_reports_are_told_so_and_a_killing_is_taken(town: Town) -> None:
    for number in range(12):
        assert reference_in(town.presses("4", "2", "4", "1", session=f"n{number}"))
    page = town.presses("4", "2", "4", "1", session="more")
    assert page.startswith("END ")
    assert not re.search(r"\d{5}", page)
    assert "999" in page
    assert reference_in(town.presses("3", "1", "2", "1", "1", session="killing"))
    assert town.board()[0]["flag"] == "many"
    assert town.inbox(LEADER)


def test_after_three_false_ones_lesser_reports_wait_and_red_ones_never(town: Town) -> None:
    for number in range(3):
        reference = reference_in(town.presses("4", "2", "4", "1", session=f"n{number}"))
        asked = town.texts(COORDINATOR, f"FALSE {reference} nothing there")
        town.texts(COORDINATOR, "YES " + asked.split("YES ")[1][:4])
    before = len(town.inbox(COORDINATOR))
    waiting = reference_in(town.presses("4", "2", "4", "1", session="waits"))
    assert town.board()[0]["status"] == "unconfirmed"
    assert f"SEND {waiting}" in town.inbox(COORDINATOR)[before]
    town.presses("1", "2", "1", "1", session="red")
    assert town.inbox(LEADER)


def test_a_complaint_goes_around_those_it_is_about(town: Town) -> None:
    reference = reference_in(town.presses("9", "1", "1", "1"))
    assert {phone for phone, _ in town.carrier.sent} == {OVERSIGHT}
    unknown = town.texts(LEADER, "LIST")
    assert reference not in unknown
    for phone in (LEADER, COORDINATOR, POLICE):
        assert reference not in town.texts(phone, "LIST")
        assert reference in town.texts(phone, reference)


def test_a_patrollers_stop_takes_him_off_duty_and_tells_the_leader(town: Town) -> None:
    town.texts(BONDENI, "STOP.")
    assert any("STOP" in text for text in town.inbox(LEADER))
    before = len(town.inbox(BONDENI))
    town.presses("1", "2", "1", "1")
    assert len(town.inbox(BONDENI)) == before


def test_stop_is_silent_also_after_the_opt_out_callback(town: Town) -> None:
    form = {"senderId": "MLATA", "phoneNumber": RESIDENT}
    assert town.web.post(f"/at/{TOKEN}/opt-out", data=form).status_code == 200
    town.works()
    assert town.texts(RESIDENT, "STOP") == ""
    assert town.texts(RESIDENT, "machuma bondeni") == ""
    town.presses("4", "2", "4", "2")
    assert town.inbox(RESIDENT) == []
    assert town.texts(RESIDENT, "start")


def test_the_same_hop_twice_at_once_files_one_report(town: Town) -> None:
    town.presses("1", "2", "1", session="race")
    with ThreadPoolExecutor(4) as pool:
        pages = list(pool.map(lambda _: town.hop(RESIDENT, CODE, "1*2*1*1", "race"), range(4)))
    assert len(set(pages)) == 1
    assert reference_in(pages[0])
    assert len(town.board()) == 1


def test_a_hop_out_of_order_spoils_nothing(town: Town) -> None:
    town.presses("1", "2", "1", session="odd")
    assert "silaha" in town.hop(RESIDENT, CODE, "1*2", "odd")
    town.drops(session="odd")
    assert "Silaha, majeruhi" in town.inbox(LEADER)[0]


ODD = [
    "\N{FIRE}",
    "x" * 300,
    "a\0b",
    "\N{ARABIC-INDIC DIGIT ONE}",
    "100%",
    "01",
    " 1 ",
    "%s{}",
    "\N{CYRILLIC SMALL LETTER A}",
]


@pytest.mark.parametrize("typed", ODD)
def test_odd_keys_and_words_get_a_page_and_lose_nothing(town: Town, typed: str) -> None:
    for keys in (
        [typed],
        ["1", typed],
        ["1", "7", typed],
        ["1", "2", typed],
        ["7", "1", "3", typed],
        ["9", "1", typed],
    ):
        page = town.presses(*keys, session="odd-" + "-".join(keys)[:20])
        assert page.startswith(("CON ", "END "))
        assert len(page) <= 164
        assert "999 / 112" not in page
    assert (
        town.web.post(
            f"/at/{TOKEN}/sms", data={"from": RESIDENT, "to": "22384", "text": typed, "id": "odd"}
        ).status_code
        == 200
    )
    town.works()


def test_every_text_that_went_out_is_one_segment(town: Town) -> None:
    town.presses("1", "7", "x" * 300, "1", "2")
    town.texts(RESIDENT, "machuma " * 60)
    town.texts(COORDINATOR, "LIST")
    with town.services.reading() as session:
        assert all(len(message.body) <= 160 for message in session.scalars(select(Message)))


def test_oversight_learns_whom_a_complaint_is_about_and_reads_its_words_where_that_is_written_down(town: Town) -> None:
    words = "Alichukua pesa ya mama mboga"
    reference = reference_in(town.presses("9", "1", words, "1"))
    (alert,) = town.inbox(OVERSIGHT)
    assert reference in alert
    assert "about a patrol member" in alert
    assert "about a patrol member" in town.texts(OVERSIGHT, reference)
    assert not any("pesa" in text for _, text in town.carrier.sent)
    with town.services.unit() as unit:
        assert revealing.reveal(unit, reference, "the committee meets") == revealing.Revealed(None, words)


@pytest.mark.parametrize(
    ("keys", "asks"), [(("7", "2", "2"), "sasa"), (("7", "1", "3", "Kesho saa tatu"), "Kesho saa tatu")]
)
def test_a_helper_who_asks_learns_when_a_caller_wants_to_be_called(
    town: Town, keys: tuple[str, ...], asks: str
) -> None:
    town.presses(*keys)
    (alert,) = town.inbox(FOCAL)
    reference = reference_in(alert)
    assert asks not in alert
    assert asks in town.texts(FOCAL, reference)
    assert asks not in town.texts(COORDINATOR, reference)
    assert town.inbox(RESIDENT) == []


@pytest.mark.parametrize("text", ["Mume wangu ananipiga", "mtoto amebakwa", "my husband beats me"])
def test_words_about_abuse_are_heard_and_leave_no_text_on_the_phone(town: Town, text: str) -> None:
    assert town.texts(RESIDENT, text) == ""
    assert town.inbox(FOCAL)


def test_a_question_too_long_for_a_page_is_not_cut_in_silence(town: Town) -> None:
    reference = reference_in(town.presses("4", "2", "4", "1"))
    assert "20" in town.texts(COORDINATOR, f"ASK {reference} " + "x" * 120)
    assert "?" not in town.presses("0", "1", session="second")


def test_abuse_told_in_a_second_text_reaches_a_helper(town: Town) -> None:
    town.texts(RESIDENT, "tafadhali nisaidieni hapa")
    assert town.texts(RESIDENT, "mume wangu ananipiga") == ""
    assert town.inbox(FOCAL)
    assert not any("ananipiga" in text for _, text in town.carrier.sent)


def test_a_stop_of_the_police_ends_what_is_no_duty_and_start_brings_it_back(town: Town) -> None:
    assert "role" in town.texts(COORDINATOR, "Stop")
    town.passes(seconds=11)
    assert town.texts(COORDINATOR, "stop!") == ""
    assert "again" in town.texts(COORDINATOR, "START")
    assert "role" in town.texts(COORDINATOR, "STOP")
    assert "END" in town.presses("1", "2", "1", "1")
    town.passes(minutes=7)
    assert any("MAJOR" in text for text in town.inbox(COORDINATOR))


def test_texts_about_abuse_from_one_phone_are_one_report_that_does_not_say_whose(town: Town) -> None:
    for text in ("mume ananipiga", "amenipiga tena", "mtoto anapigwa pia"):
        town.texts(RESIDENT, text)
        town.passes(minutes=1)
    private = [row for row in town.board() if row["level"] == "private"]
    assert len(private) == 1
    with town.services.reading() as session:
        kept = session.scalars(select(Inbound)).all()
        assert [row.text for row in kept if row.result != "words"] == ["", "", ""]
        (report,) = [row for row in session.scalars(select(Report)) if row.category == "abuse-child"]
        assert report.reporter_hash is None
        assert "mtoto anapigwa" in (report.words or "")
    town.passes(minutes=40)
    with town.services.reading() as session:
        assert not [row for row in session.scalars(select(Inbound)) if (row.result or "").startswith("private")]


def test_what_follows_a_text_about_abuse_stays_in_its_circle_and_unanswered(town: Town) -> None:
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


def test_the_helper_who_has_seen_it_reads_that_a_call_is_wanted(town: Town) -> None:
    town.dials(RESIDENT, CODE, "7", "2", "2")
    reference = reference_in(town.inbox(FOCAL)[-1])
    seen, wish = town.texts(FOCAL, f"1 {reference}"), town.texts(FOCAL, reference)
    assert any(word in seen for word in ("pig", "Pig"))
    assert seen.split(". ")[-1] in wish


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
    assert "School side" in town.inbox(COORDINATOR)[before]


def test_a_text_is_answered_in_its_own_language_or_the_one_that_was_chosen(town: Town) -> None:
    assert "To report dial" in town.texts(RESIDENT, "they stole my phone at the market")
    assert "Kuripoti piga" in town.texts(OTHER, "wameiba simu yangu hapa sokoni")
    town.dials(RESIDENTS[3], CODE, "0", "6")
    assert "To report dial" in town.texts(RESIDENTS[3], "wameiba simu yangu hapa sokoni")


def test_stars_in_a_typed_place_are_no_keys_also_after_redis_has_forgotten(town: Town) -> None:
    for text in ("", "1", "1*7", "1*7*plot*1*1*1"):
        page = town.hop(RESIDENT, CODE, text, "wiped")
    assert "silaha" in page
    town.redis.flushdb()
    page = town.hop(RESIDENT, CODE, "1*7*plot*1*1*1*5", "wiped")
    assert "1 Tuma" in page
    town.redis.flushdb()
    assert "END" in town.hop(RESIDENT, CODE, "1*7*plot*1*1*1*5*1", "wiped")
    (incident,) = town.board()
    assert incident["level"] == "major"


def test_a_helper_who_asks_for_help_is_not_texted_about_it(town: Town) -> None:
    town.dials(FOCAL, CODE, "7", "1", "2")
    town.passes(minutes=10)
    assert not any("saidia" in text for text in town.inbox(FOCAL))
    assert any("saidia" in text for text in town.inbox(FOCAL_ALTERNATE))


def test_texts_that_no_word_told_of_are_counted_for_the_coordinators(town: Town) -> None:
    for phone in RESIDENTS[:3]:
        town.texts(phone, "njooni haraka tafadhali")
    town.passes(minutes=9)
    assert town.inbox(COORDINATOR) == []
    town.passes(minutes=3)
    assert "3 texts" in town.inbox(COORDINATOR)[0]
    town.passes(minutes=60)
    assert len(town.inbox(COORDINATOR)) == 1
    town.texts(RESIDENTS[4], "mambo mbaya")
    town.passes(minutes=13)
    assert "4 texts" in town.inbox(COORDINATOR)[1]


def test_a_corrected_place_is_told_to_those_who_are_near_it_also_where_somebody_goes(town: Town) -> None:
    town.presses("1", "1")
    town.drops()
    reference = reference_in(town.inbox(LEADER)[0])
    town.texts(LEADER, f"1 {reference}")
    assert town.inbox(BONDENI) == []
    town.presses("1", "1", "3", "2", "2", "1", session="second")
    assert reference in town.inbox(BONDENI)[0]
    assert "Bondeni" in town.inbox(LEADER)[-1]
