"""Stories of a pause: new callers and texts read whom to call, and everything that is open goes on."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.communities import pauses
from gateway.intake import pausing
from gateway.storage.models import Inbound, Incident, PauseRow
from gateway.storage.models import Report as ReportRow
from gateway.upkeep import retention
from menus.domain.categories import Category
from menus.domain.retention import periods
from menus.text.names import Text
from tests.people import (
    BONDENI,
    CODE,
    COORDINATOR,
    FOCAL,
    FOCAL_ALTERNATE,
    KILLING,
    LEADER,
    OTHER,
    OVERSIGHT,
    RESIDENT,
    RESIDENTS,
)
from tests.town import TOKEN, Town, code_in, reference_in

WHY = "the patrol is in danger"


def stops(town: Town) -> str:
    return town.confirms(COORDINATOR, f"PAUSE {WHY}")


def reports(town: Town) -> int:
    with town.services.reading() as session:
        return len(session.scalars(select(ReportRow.id)).all())


def paused_page(town: Town) -> str:
    return "END " + town.said(Text.PAUSED, to=RESIDENT)


def test_a_coordinator_stops_doria_with_a_code_and_everybody_who_must_know_reads_who_and_why(town: Town) -> None:
    asked = town.texts(COORDINATOR, f"PAUSE {WHY}")
    assert town.is_a(asked, Text.CONFIRM_PAUSE, COORDINATOR)
    assert not town.dials(RESIDENT, CODE).startswith("END "), "nothing happens before the code"
    assert town.is_a(town.texts(COORDINATOR, f"YES {code_in(asked)}"), Text.PAUSED_NOW, COORDINATOR)
    (told,) = town.got(OVERSIGHT, Text.PAUSED_TOLD)
    assert WHY in told
    assert town.person(COORDINATOR).name[:20] in told
    assert town.got(COORDINATOR, Text.PAUSED_TOLD) == [], "whoever did it reads the answer"


def test_who_dials_in_a_pause_reads_one_page_with_whom_to_call(town: Town) -> None:
    stops(town)
    page = town.dials(RESIDENT, CODE)
    assert page == paused_page(town)
    words = town.community.words
    assert all(words[line] in page for line in ("police", "emergency", "gbv", "child"))
    assert town.dials(OTHER, CODE + "1#").startswith("END "), "keys behind the code lead no further"
    assert reports(town) == 0


def test_the_pause_reads_in_the_language_that_the_caller_has_chosen(town: Town) -> None:
    town.presses("0", "6")
    stops(town)
    assert town.dials(RESIDENT, CODE) == "END " + town.said(Text.PAUSED, to=RESIDENT, language="en")


def test_a_session_that_was_open_goes_on_and_files(town: Town) -> None:
    town.presses(*KILLING[:2], session="open")
    stops(town)
    page = town.hop(RESIDENT, CODE, "*".join(KILLING), "open")
    town.works()
    assert town.is_a(page, Text.FILED_MAJOR)
    assert town.alerts(LEADER)


def test_a_session_that_was_open_goes_on_after_redis_and_every_process_have_forgotten_it(town: Town) -> None:
    town.presses(*KILLING[:3], session="open")
    stops(town)
    town.redis.flushdb()
    town.forgets_sessions()
    page = town.hop(RESIDENT, CODE, "*".join(KILLING), "open")
    assert town.is_a(page, Text.FILED_MAJOR)
    assert town.hop(OTHER, CODE, "1*1", "another").startswith("END "), "a session that nobody knows is a new one"


def test_the_pause_survives_a_wiped_redis_and_a_new_process(town: Town) -> None:
    stops(town)
    town.redis.flushdb()
    town.reads_communities_again()
    assert town.dials(RESIDENT, CODE) == paused_page(town)


def test_a_new_text_in_a_pause_is_kept_and_is_no_report(town: Town) -> None:
    stops(town)
    answer = town.texts(RESIDENT, "thieves have broken into a house at bondeni")
    assert answer == town.said(Text.PAUSED, to=RESIDENT, language="en"), "in the language of the text"
    assert reports(town) == 0
    with town.services.reading() as session:
        row = session.scalars(select(Inbound).order_by(Inbound.id.desc())).first()
        assert row is not None
        assert (row.result, row.text) == (pauses.TEXT_KEPT, "thieves have broken into a house at bondeni")
    assert town.texts(OTHER, "HELP") == town.said(Text.PAUSED, to=OTHER)


def test_coordinators_see_how_many_texts_came(town: Town) -> None:
    stops(town)
    for phone in RESIDENTS[:3]:
        town.texts(phone, "thieves have broken into a house at bondeni")
    town.passes(minutes=1)
    assert [town.values_of(text, Text.PAUSED_TEXTS, COORDINATOR) for text in town.got(COORDINATOR, Text.PAUSED_TEXTS)]
    (first,) = town.got(COORDINATOR, Text.PAUSED_TEXTS)
    assert (town.values_of(first, Text.PAUSED_TEXTS, COORDINATOR) or {})["count"] == "3"
    town.passes(minutes=30)
    assert len(town.got(COORDINATOR, Text.PAUSED_TEXTS)) == 1, "no text has come since"
    asked = town.texts(COORDINATOR, "RESUME")
    assert (town.values_of(asked, Text.CONFIRM_RESUME, COORDINATOR) or {})["count"] == "3"
    assert town.is_a(town.texts(COORDINATOR, f"YES {code_in(asked)}"), Text.RESUMED_NOW, COORDINATOR, count="3")
    assert town.got(OVERSIGHT, Text.RESUMED_TOLD)
    assert town.dials(RESIDENT, CODE).startswith("CON ")


def test_a_private_text_in_a_pause_gets_no_answer_and_nor_does_the_next_text_of_that_phone(town: Town) -> None:
    stops(town)
    assert town.texts(RESIDENT, "my husband beats me every night") == ""
    assert town.texts(RESIDENT, "HELP") == "", "somebody else may hold the phone"
    assert town.texts(RESIDENT, "thieves are at bondeni") == ""
    assert town.inbox(RESIDENT) == []
    assert reports(town) == 0
    town.confirms(COORDINATOR, "RESUME")
    assert town.texts(RESIDENT, "HELP") == "", "the end of the pause changes nothing of that"
    with town.services.reading() as session:
        first = session.scalars(select(Inbound).where(Inbound.result == pauses.TEXT_KEPT).order_by(Inbound.id)).first()
        assert first is not None
        assert first.from_phone is None, "the words do not lead to the phone"


def test_private_texts_in_a_pause_are_in_no_number(town: Town) -> None:
    stops(town)
    town.texts(RESIDENT, "hubby hit me again am bleeding pls")
    town.passes(minutes=2)
    assert town.got(COORDINATOR, Text.PAUSED_TEXTS) == []
    town.texts(OTHER, "thieves have broken into a house at bondeni")
    asked = town.texts(COORDINATOR, "RESUME")
    assert (town.values_of(asked, Text.CONFIRM_RESUME, COORDINATOR) or {})["count"] == "1"
    assert town.is_a(town.texts(COORDINATOR, f"YES {code_in(asked)}"), Text.RESUMED_NOW, COORDINATOR, count="1")


def test_what_is_open_goes_on(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.texts(OTHER, "thieves have broken into a house at bondeni")
    before = reports(town)
    stops(town)
    town.passes(minutes=3)
    assert town.alerts(BONDENI), "the ladder goes on"
    assert town.is_a(town.answers(LEADER, "going", reference), Text.GOING, LEADER)
    assert town.texts(COORDINATOR, "LIST")
    assert town.texts(OTHER, "they have guns now") != town.said(Text.PAUSED, to=OTHER), "it belongs to an open report"
    assert reports(town) == before
    town.confirms(COORDINATOR, f"CLOSE {reference} 5")
    assert town.incident(reference)["status"] == "closed"


def test_an_alarm_in_a_pause_is_raised(town: Town) -> None:
    stops(town)
    town.texts(BONDENI, "5")
    with town.services.reading() as session:
        assert session.scalars(select(Incident.category)).all() == [Category.OFFICER_DOWN]


def test_a_text_that_came_before_the_pause_becomes_a_report_although_it_is_read_in_it(town: Town) -> None:
    with town.without_hints():
        form = {"from": RESIDENT, "to": "22384", "text": "thieves at bondeni", "id": "early", "date": "2026-11-23"}
        assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    town.now += timedelta(seconds=1)
    with town.services.uow() as uow:
        pausing.pause(uow, town.record(), WHY, None)
    town.passes(seconds=10)
    assert reports(town) == 1


@pytest.mark.parametrize("command", ["PAUSE", "PUMZISHA"])
def test_without_a_reason_nothing_is_stopped(town: Town, command: str) -> None:
    assert town.is_a(town.texts(COORDINATOR, command), Text.PAUSE_WHY, COORDINATOR)
    assert town.dials(RESIDENT, CODE).startswith("CON ")


def test_only_a_coordinator_stops_and_starts_doria(town: Town) -> None:
    for phone in (LEADER, OVERSIGHT):
        assert town.texts(phone, f"PAUSE {WHY}") in {
            town.said(Text.NOT_YOURS, to=phone),
            town.said(Text.NOT_YOURS_PATROL, to=phone),
        }
    stops(town)
    town.texts(LEADER, "RESUME")
    assert town.dials(RESIDENT, CODE) == paused_page(town)


def test_pausing_twice_and_resuming_what_runs_get_clear_answers(town: Town) -> None:
    assert town.is_a(town.texts(COORDINATOR, "RESUME"), Text.NOT_PAUSED, COORDINATOR)
    first, second = (town.texts(COORDINATOR, f"PUMZISHA {why}") for why in ("one", "two"))
    assert first != second
    town.texts(COORDINATOR, f"NDIO {code_in(second)}")
    assert town.is_a(town.texts(COORDINATOR, "PAUSE again"), Text.PAUSED_ALREADY, COORDINATOR)
    with town.services.uow() as uow:
        assert pausing.pause(uow, town.record(), "again", None) is None
        assert pausing.resume(uow, town.record(), None) is not None
        assert pausing.resume(uow, town.record(), None) is None


def test_the_reason_is_sealed_and_erased_some_time_after_the_pause(town: Town) -> None:
    stops(town)
    town.confirms(COORDINATOR, "ENDELEZA")
    with town.services.reading() as session:
        raw = session.connection().exec_driver_sql("SELECT why FROM pauses").scalar_one()
        assert WHY.encode() not in bytes(raw)
        assert session.scalars(select(PauseRow.why)).all() == [WHY]
    services = town.services
    retention.erase_expired(services.uow, services.reading, town.now + periods.TEXTS - timedelta(days=1))
    with services.reading() as session:
        assert session.scalars(select(PauseRow.why)).all() == [WHY]
    retention.erase_expired(services.uow, services.reading, town.now + periods.TEXTS + timedelta(days=1))
    with services.reading() as session:
        assert session.scalars(select(PauseRow.why)).all() == [None]


def test_health_says_who_is_paused_to_a_monitor_and_doria_stays_ready(town: Town) -> None:
    stops(town)
    found = town.looks("/health/ready").get_json()
    assert found["paused"] == ["mlango-kubwa"]
    assert not [reason for reason in found["reasons"] if "paused" in reason]
    assert "paused" not in (town.web.get("/health/ready").get_json() or {})


def test_a_reporter_with_an_open_report_still_reads_what_becomes_of_it(town: Town) -> None:
    town.texts(RESIDENT, "thieves have broken into a house at bondeni")
    stops(town)
    with town.services.reading() as session:
        reference = session.scalars(select(ReportRow.reference)).one()
    before = len(town.inbox(RESIDENT))
    town.texts(COORDINATOR, f"SEND {reference}")
    assert len(town.inbox(RESIDENT)) == before + 1


@pytest.mark.parametrize("phone", [FOCAL, FOCAL_ALTERNATE])
def test_a_helper_with_an_open_case_reads_it_by_dialling_in_a_pause(town: Town, phone: str) -> None:
    town.dials(RESIDENT, CODE, "7", "2", "2")
    reference = reference_in(town.last(FOCAL))
    stops(town)
    assert reference in town.dials(phone, CODE, "0", "8")
    assert RESIDENT in town.dials(phone, CODE, "0", "8", "1", "1")
    town.redis.flushdb()
    town.forgets_sessions()
    assert reference in town.hop(phone, CODE, "0*8", "in the middle")
    assert town.dials(LEADER, CODE).startswith("END "), "nobody else has a case"
    town.texts(FOCAL, f"CLOSE {reference} helped")
    town.passes(minutes=4)
    assert town.dials(phone, CODE).startswith("END "), "without a case a helper is a new caller, too"
