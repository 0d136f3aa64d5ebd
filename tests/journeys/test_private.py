"""Stories of private help: one trained helper learns of it, and no phone keeps a trace."""

import re

import pytest
from sqlalchemy import select

from gateway.incidents import board, disclosure
from gateway.incidents.disclosure import Look
from gateway.storage.models import DraftRow, Inbound, Message, Report
from menus.text.names import Text
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
from tests.town import Town, reference_in

CHILD = RESIDENTS[7]


def test_going_back_from_a_killing_to_private_help_sends_and_offers_nothing(town: Town) -> None:
    town.presses("1", "2", "00", "7")
    town.drops()
    town.passes(minutes=3)
    assert town.board() == []
    assert town.presses(session="second") == town.page()


def test_a_private_matter_leaves_no_draft_and_no_trace(town: Town) -> None:
    town.presses("7", "4", "2", "1", "1", "2", session="child", phone=CHILD)
    assert {phone for phone, _ in town.carrier.sent} == {FOCAL}
    town.presses("7", "1")
    town.drops()
    town.passes(minutes=3)
    with town.services.reading() as session:
        assert session.scalars(select(DraftRow)).all() == []
        assert session.scalars(select(Report)).one().reporter_hash is None
    page = town.presses("0", "1", session="look", phone=CHILD)
    assert not re.search(r"\d{5}", page)


def test_a_number_is_revealed_only_where_a_call_was_asked_for_and_that_is_written_down(town: Town) -> None:
    called = reference_in(town.presses("4", "2", "4", "2"))
    hidden = reference_in(town.presses("4", "3", "4", "1", session="other", phone=OTHER))
    with town.services.uow() as uow:
        assert disclosure.reveal(uow, called, Look("Asha", "to ask which door")) == disclosure.Revealed(RESIDENT, None)
        assert disclosure.reveal(uow, hidden, Look("Asha", "curious")) == disclosure.Revealed(None, None)
        assert disclosure.reveal(uow, "99999", Look("Asha", "curious")) is None
    with town.services.reading() as session:
        incident = board.board_entries(session, reference=called)[0].incident
        assert board.history(session, incident)[-1]["kind"] == "revealed"


@pytest.mark.parametrize(
    ("keys", "typed"), [(("7", "2", "2"), ""), (("7", "1", "3", "Kesho saa tatu"), "Kesho saa tatu")]
)
def test_a_helper_who_asks_learns_when_a_caller_wants_to_be_called(
    town: Town, keys: tuple[str, ...], typed: str
) -> None:
    town.presses(*keys)
    (alert,) = town.inbox(FOCAL)
    reference = reference_in(alert)
    asks = town.said(Text.WISH_CALL, to=FOCAL, when=typed or town.said(Text.WISH_NOW, to=FOCAL))
    assert alert == town.alert_to(FOCAL, reference)
    assert asks not in alert
    assert asks in town.texts(FOCAL, reference)
    unknown = town.said(Text.UNKNOWN_REFERENCE, to=COORDINATOR, reference=reference)
    assert town.texts(COORDINATOR, reference) == unknown
    assert town.inbox(RESIDENT) == []


def test_the_helper_who_has_seen_it_reads_that_a_call_is_wanted(town: Town) -> None:
    town.dials(RESIDENT, CODE, "7", "2", "2")
    reference = reference_in(town.inbox(FOCAL)[-1])
    wish = town.said(Text.WISH_CALL, to=FOCAL, when=town.said(Text.WISH_NOW, to=FOCAL))
    assert town.answers(FOCAL, "seen", reference) == f"{town.said(Text.SEEN, to=FOCAL, reference=reference)} {wish}"
    assert wish in town.texts(FOCAL, reference)


def test_a_helper_who_asks_for_help_is_not_texted_about_it(town: Town) -> None:
    town.dials(FOCAL, CODE, "7", "1", "2")
    town.passes(minutes=10)
    assert town.alerts(FOCAL) == []
    assert town.alerts(FOCAL_ALTERNATE)


DANGER = [(*keys, "2", "1", "2") for keys in (("7", "1", "4"), ("7", "2", "4"), ("7", "3", "4"), ("7", "4", "2"))]
"""Danger now after rape, at home, of a child, and a child's own "help me now"; each in Bondeni, and nothing more."""


@pytest.mark.parametrize("keys", DANGER)
def test_a_person_who_is_in_danger_now_reads_that_a_helper_is_called_and_the_helper_where(
    town: Town, keys: tuple[str, ...]
) -> None:
    page = town.presses(*keys)
    assert page == "END " + town.said(Text.PRIVATE_BYE_DANGER, to=RESIDENT)
    assert "999" in page
    assert "112" in page
    (alert,) = town.inbox(FOCAL)
    assert town.is_a(alert, Text.ALERT_CARE_DANGER, to=FOCAL, where=" Bondeni.")
    assert {phone for phone, _ in town.carrier.sent} == {FOCAL}


def test_danger_now_at_a_typed_place_gives_it_to_the_helper(town: Town) -> None:
    town.presses("7", "2", "4", "7", "nyuma ya kanisa, ploti 12", "2")
    (alert,) = town.inbox(FOCAL)
    assert town.is_a(alert, Text.ALERT_CARE_DANGER, to=FOCAL)
    assert "nyuma ya kanisa, ploti 12" in alert


def test_a_person_who_is_in_no_danger_gets_the_quiet_page_and_the_helper_no_place(town: Town) -> None:
    page = town.presses("7", "2", "1")
    assert town.is_a(page, Text.PRIVATE_BYE)
    assert "999" not in page
    (alert,) = town.inbox(FOCAL)
    assert town.is_a(alert, Text.ALERT_CARE, to=FOCAL, where="")


@pytest.mark.parametrize(
    "text",
    [
        "mzee ya nyumba ananichapa",
        "Babangu wa kambo ananilala usiku",
        "hubby hit me again am bleeding pls",
        "HUBBY HIT ME AGAIN AM BLEEDING PLS",
        "mze ya nyumba ananchapa",
        "dad is drunk again",
    ],
)
@pytest.mark.parametrize("phone", [RESIDENT, BONDENI], ids=["resident", "patroller"])
def test_private_words_reach_the_helper_alone_with_the_place_that_was_named(town: Town, text: str, phone: str) -> None:
    for _ in range(2):
        town.texts(phone, f"{text} bondeni", sms_id="posted-twice")
    assert {told for told, _ in town.carrier.sent} == {FOCAL}
    (alert,) = town.inbox(FOCAL)
    assert "Bondeni" in alert
    town.passes(minutes=12)
    assert town.inbox(phone) == town.inbox(COORDINATOR) == town.inbox(LEADER) == town.inbox(POLICE) == []


def test_words_of_blood_at_home_are_danger_now_and_no_red_words_for_the_coordinators(town: Town) -> None:
    town.texts(RESIDENT, "hubby hit me again am bleeding pls, bondeni")
    (alert,) = town.inbox(FOCAL)
    assert town.is_a(alert, Text.ALERT_CARE_DANGER, to=FOCAL)
    assert town.inbox(COORDINATOR) == []


def test_a_place_that_follows_private_words_reaches_the_helper(town: Town) -> None:
    town.texts(RESIDENT, "mume wangu ananichapa")
    assert "Bondeni" not in town.inbox(FOCAL)[-1]
    town.passes(seconds=30)
    assert town.texts(RESIDENT, "niko bondeni") == ""
    assert "Bondeni" in town.inbox(FOCAL)[-1]


def test_a_session_that_turns_private_leaves_no_draft_that_tells_whose_it_was(town: Town) -> None:
    town.presses("2", "1", "00", "7", "2", "1")
    caller = town.services.keyring.phone(RESIDENT)
    with town.services.reading() as session:
        (report,) = session.scalars(select(Report)).all()
        assert report.reporter_hash is None
        assert report.session_key != town.services.keyring.session("ATUid_1", RESIDENT)
        for draft in session.scalars(select(DraftRow)):
            assert draft.caller_hash != caller
            assert draft.phone is None
            assert draft.session_key != report.session_key
        assert session.scalars(select(Inbound)).all() == []
        assert [row.phone for row in session.scalars(select(Message))] == [FOCAL]
    town.passes(minutes=5)
    assert [row["level"] for row in town.board()] == ["private"], "what was left behind is not sent"


def test_a_draft_that_was_offered_and_sent_before_leads_from_no_private_report_to_its_caller(town: Town) -> None:
    town.presses("1", "2", session="first")
    town.passes(seconds=100)
    town.presses("7", "2", "1", session="second")
    caller = town.services.keyring.phone(RESIDENT)
    with town.services.reading() as session:
        private = session.scalars(select(Report).where(Report.category == "abuse-child")).one()
        assert (private.session_key, private.reporter_hash) == (None, None)
        keys = {town.services.keyring.session("second", RESIDENT)}
        for draft in session.scalars(select(DraftRow)):
            assert not keys & {draft.session_key, draft.offered_to}
            assert draft.caller_hash != caller
            assert draft.phone is None
            assert draft.report_id is None


def _leads_to_nobody(town: Town) -> None:
    """Check that the rest of a draft shows neither its caller nor its words."""
    key = town.services.keyring.session("ATUid_1", RESIDENT)
    with town.services.reading() as session:
        for draft in session.scalars(select(DraftRow)):
            assert draft.session_key != key
            assert (draft.caller_hash, draft.phone, draft.category) == (bytes(16), None, "unknown")
            assert (draft.zone, draft.place, draft.report_id) == (None, None, None)


@pytest.mark.parametrize("is_forgotten", [False, True], ids=["Redis", "no Redis"])
def test_a_hop_that_comes_late_begins_no_draft_of_a_session_that_turned_private(
    town: Town, *, is_forgotten: bool
) -> None:
    town.presses("2", "1", "00", "7", "2", "1")
    if is_forgotten:
        town.redis.flushdb()
    town.hop(RESIDENT, CODE, "2*1", "ATUid_1")
    town.passes(minutes=5)
    _leads_to_nobody(town)
    assert [row["level"] for row in town.board()] == ["private"]


def test_the_same_private_post_twice_files_once(town: Town) -> None:
    pages = [town.presses("7", "2", "2") for _ in range(2)]
    assert pages[0] == pages[1]
    assert len(town.inbox(FOCAL)) == 1


@pytest.mark.parametrize("words", ["aliniambia ;call:now", ";call:kesho", "x;CALL:sasa;danger"])
def test_a_complaint_keeps_no_number_whatever_its_words_hold(town: Town, words: str) -> None:
    town.presses("9", "1", words, "1")
    assert town.inbox(OVERSIGHT)
    with town.services.reading() as session:
        (report,) = session.scalars(select(Report)).all()
        assert (report.reporter_phone, report.words, report.call_wish) == (None, words, None)


@pytest.mark.parametrize("when", ["kesho;safe", "saa 4;no-call", "Jumatatu ;danger", "now"])
def test_a_typed_time_is_told_as_it_was_typed(town: Town, when: str) -> None:
    town.presses("7", "2", "3", when)
    (alert,) = town.inbox(FOCAL)
    assert town.is_a(alert, Text.ALERT_CARE, to=FOCAL)
    assert when in town.texts(FOCAL, reference_in(alert))
    with town.services.uow() as uow:
        found = disclosure.reveal(uow, reference_in(alert), Look("Asha", "to ring"))
    assert found == disclosure.Revealed(RESIDENT, "home", when)


def test_a_child_who_is_safe_is_not_told_as_wanting_no_call(town: Town) -> None:
    town.presses("7", "4", "1")
    reference = reference_in(town.inbox(FOCAL)[0])
    assert town.said(Text.WISH_NONE, to=FOCAL) not in town.texts(FOCAL, reference)


def test_a_forged_post_after_a_private_report_files_and_shows_nothing_of_it(town: Town) -> None:
    town.presses("2", "1", "00", "7", "2", "1")
    reference = reference_in(town.inbox(FOCAL)[0])
    page = town.hop(RESIDENT, CODE, "2*1*4*1", "ATUid_1")
    assert reference not in page
    assert town.is_a(page, Text.CANCELLED)
    _leads_to_nobody(town)
    assert len(town.board()) == 1


def test_a_report_begun_after_a_look_at_private_help_is_kept_like_any_other(town: Town) -> None:
    town.presses("1", "2", "00", "7", "00", "1", "2")
    town.drops()
    (incident,) = town.board()
    assert (incident["category"], incident["unconfirmed"]) == ("gun-killing", True)


def test_another_victim_elsewhere_is_told_as_another_matter(town: Town) -> None:
    town.texts(RESIDENT, "mume wa jirani anampiga mkewe bondeni")
    town.passes(seconds=30)
    town.texts(RESIDENT, "mtoto anachapwa na babake mtoni")
    assert len(town.board()) == 2
    assert "Mtoni" in town.inbox(FOCAL)[-1]


@pytest.mark.parametrize("first", ["baba wa kambo ananipiga kila usiku", "mume wangu ananipiga"])
@pytest.mark.parametrize(
    "second",
    [
        "hubby hit me again am bleeding pls",
        "mume wangu amenikata na kisu natoka damu",
        "am bleeding pls come",
        "damu inatoka",
    ],
)
def test_blood_at_home_that_is_told_in_a_second_text_stays_with_the_helper(town: Town, first: str, second: str) -> None:
    town.texts(RESIDENT, first)
    town.passes(minutes=2)
    town.texts(RESIDENT, second)
    assert len(town.inbox(FOCAL)) == 2
    town.passes(minutes=12)
    assert {told for told, _ in town.carrier.sent} <= {FOCAL, FOCAL_ALTERNATE}
    assert [row["level"] for row in town.board()] == ["private"]


def test_several_armed_people_after_a_private_text_are_a_matter_of_their_own(town: Town) -> None:
    town.texts(RESIDENT, "mume wangu ananichapa")
    town.passes(seconds=30)
    town.texts(RESIDENT, "wamerudi tena na bunduki sokoni")
    assert {row["level"] for row in town.board()} == {"private", "major"}
    assert town.inbox(COORDINATOR)


@pytest.mark.parametrize("text", ["baba amemdunga mama kisu", "father stabbed mother at home"])
def test_a_killing_among_kin_is_told_as_one_and_leaves_no_text_on_the_phone(town: Town, text: str) -> None:
    assert town.texts(RESIDENT, text) == ""
    assert town.board()[0]["level"] == "major"
    assert town.inbox(COORDINATOR)


def test_a_landmark_with_a_name_reaches_the_helper(town: Town) -> None:
    town.presses("7", "1", "4", "7", "nyuma ya Kamau Hardware 0722333444", "2")
    (alert,) = town.inbox(FOCAL)
    assert "Kamau Hardware" in alert
    assert "0722333444" not in alert


def test_a_massacre_after_private_words_is_a_matter_of_its_own_and_answers_nothing(town: Town) -> None:
    town.texts(RESIDENT, "dad is drunk again")
    town.passes(minutes=15)
    assert town.texts(RESIDENT, "risasi nyingi bondeni watu wamekufa barabarani") == ""
    assert {row["level"] for row in town.board()} == {"private", "major"}
    assert town.inbox(COORDINATOR)


def test_red_words_in_a_row_are_told_to_the_helper_once_a_minute(town: Town) -> None:
    town.texts(RESIDENT, "mume wangu ananichapa")
    for number in range(5):
        town.texts(RESIDENT, f"ana kisu anasema ataniua {number}")
        town.passes(seconds=11)
    assert len(town.inbox(FOCAL)) == 2


def test_a_turned_session_keeps_nothing_of_a_late_hop_where_redis_was_wiped(town: Town) -> None:
    for text in ("", "1", "1*2", "1*2*00", "1*2*00*7"):
        town.hop(RESIDENT, CODE, text, "ATUid_1")
    town.redis.flushdb()
    town.hop(RESIDENT, CODE, "1*2", "ATUid_1")
    town.passes(minutes=5)
    assert town.board() == []


def test_a_private_text_of_danger_tells_the_helper_the_door_and_one_without_danger_does_not(town: Town) -> None:
    town.texts(RESIDENT, "mume wangu anataka kuniua bondeni plot 44 kwa otieno")
    assert "(plot 44)" in town.last(FOCAL)
    town.texts(OTHER, "mume wangu ananichapa bondeni plot 55")
    assert "55" not in town.last(FOCAL)
    town.passes(seconds=20)
    told = len(town.inbox(FOCAL))
    town.texts(OTHER, "ana panga sasa")
    assert "(plot 55)" in town.last(FOCAL)
    town.passes(seconds=20)
    town.texts(OTHER, "mlango 7")
    assert "mlango 7" in town.last(FOCAL)
    assert len(town.inbox(FOCAL)) == told + 2
    assert town.inbox(OTHER) == town.inbox(RESIDENT) == []
