"""Stories of the whole conversation: own words, complaints, STOP, odd keys, My reports."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from gateway.incidents import disclosure
from gateway.incidents.disclosure import Look
from gateway.storage.models import Message, Report
from menus.domain.categories import Category
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, LEADER, OVERSIGHT, POLICE, RESIDENT
from tests.town import TOKEN, Town, reference_in


def test_a_killing_without_a_place_asks_a_coordinator(town: Town) -> None:
    town.presses("1", "7")
    town.drops()
    assert town.inbox(LEADER) == []
    (incident,) = town.board()
    reference = str(incident["reference"])
    assert town.is_a(town.inbox(COORDINATOR)[0], Text.BROKE_OFF, to=COORDINATOR, reference=reference)
    town.texts(COORDINATOR, f"send {reference}")
    assert reference in town.inbox(LEADER)[0]


def test_cancelling_what_was_already_sent_says_so_and_tells_a_coordinator(town: Town) -> None:
    town.presses("1", "2", "1")
    town.drops()
    page = town.presses("0", session="second")
    reference = str(town.board()[0]["reference"])
    assert town.is_a(page, Text.CANCELLED_SENT, reference=reference)
    assert town.got(COORDINATOR, Text.WITHDRAWN, reference=reference)
    assert town.board()[0]["status"] == "open"


def test_deep_dialling_behaves_as_keys_one_by_one(town: Town) -> None:
    page = town.hop(RESIDENT, CODE, "1*2", "deep")
    assert page == town.page("1", "2")
    end = town.hop(RESIDENT, CODE, "1*2*1*1", "deep")
    town.works()
    assert reference_in(end) in town.inbox(LEADER)[0]


def test_a_doubtful_place_is_asked_and_kept_as_it_was_typed(town: Town) -> None:
    page = town.presses("1", "7", "bondani")
    assert town.is_a(page, Text.WHERE_CHECK, place="Bondeni", typed="bondani")
    end = town.presses("1", "7", "bondani", "1", "1", "1")
    town.works()
    assert reference_in(end) in town.inbox(LEADER)[0]
    with town.services.reading() as session:
        report = session.scalars(select(Report)).one()
        assert (report.zone, report.place) == ("bondeni", "bondani")


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
    assert town.got(LEADER, Text.STOPPED_DUTY)
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
    assert town.hop(RESIDENT, CODE, "1*2", "odd") == town.page("1", "2")
    town.drops(session="odd")
    assert town.said(Text.EXTRA_WEAPON_AND_HURT, to=LEADER) in town.inbox(LEADER)[0]


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
    about = town.said(Text.ABOUT_PATROL, to=OVERSIGHT)
    assert about in alert
    assert about in town.texts(OVERSIGHT, reference)
    assert not any("pesa" in text for _, text in town.carrier.sent)
    with town.services.uow() as uow:
        assert disclosure.reveal(uow, reference, Look("Asha", "the committee meets")) == disclosure.Revealed(
            None, words
        )


def test_a_stop_of_the_police_ends_what_is_no_duty_and_start_brings_it_back(town: Town) -> None:
    stopped = town.said(Text.STOPPED_ROLE, to=COORDINATOR)
    assert town.texts(COORDINATOR, "Stop") == stopped
    town.passes(seconds=11)
    assert town.texts(COORDINATOR, "stop!") == ""
    assert town.texts(COORDINATOR, "START") == town.said(Text.STARTED, to=COORDINATOR)
    assert town.texts(COORDINATOR, "STOP") == stopped
    town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(minutes=7)
    assert town.alerts(COORDINATOR, level=town.said(Text.LEVEL_MAJOR, to=COORDINATOR))


def test_stars_in_a_typed_place_are_no_keys_also_after_redis_has_forgotten(town: Town) -> None:
    for text in ("", "1", "1*7", "1*7*plot*1*1*1"):
        page = town.hop(RESIDENT, CODE, text, "wiped")
    assert page == town.page("1", "2")
    town.redis.flushdb()
    page = town.hop(RESIDENT, CODE, "1*7*plot*1*1*1*5", "wiped")
    assert town.is_a(page, Text.CONFIRM, place="plot*1*1*1")
    town.redis.flushdb()
    assert town.is_a(town.hop(RESIDENT, CODE, "1*7*plot*1*1*1*5*1", "wiped"), Text.FILED_MAJOR)
    (incident,) = town.board()
    assert incident["level"] == "major"


def test_a_corrected_place_is_told_to_those_who_are_near_it_also_where_somebody_goes(town: Town) -> None:
    town.presses("1", "1")
    town.drops()
    reference = reference_in(town.inbox(LEADER)[0])
    town.texts(LEADER, f"1 {reference}")
    assert town.inbox(BONDENI) == []
    town.presses("1", "1", "3", "2", "2", "1", session="second")
    assert reference in town.inbox(BONDENI)[0]
    assert "Bondeni" in town.inbox(LEADER)[-1]
