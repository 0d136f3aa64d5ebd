"""Stories of sessions that go on after their report has ended, and of two people who act at the same moment."""

import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from sqlalchemy import select

from gateway.core.timeline import Actor
from gateway.incidents import lifecycle
from gateway.storage.models import Event, Inbound, Incident
from menus.domain.categories import Category
from menus.domain.roles import Role
from menus.text.names import Text
from tests.people import (
    ABOUT_PATROL,
    ABOUT_POLICE,
    CODE,
    COORDINATOR,
    LANDLORDS,
    LEADER,
    RESIDENT,
    RESIDENTS,
)
from tests.town import TOKEN, Town, reference_in

KILLING_DROPPED = ("1", "2")
TIMEOUT = 20.0


def dropped(town: Town, phone: str = RESIDENT, session: str = "ATUid_1") -> str:
    """Begin a killing in Bondeni, break off, and let it be sent; return its reference."""
    town.presses(*KILLING_DROPPED, session=session, phone=phone)
    town.drops(session=session, phone=phone)
    return str(town.board()[0]["reference"])


def goes_on(town: Town, keys: tuple[str, ...], said: int, phone: str = RESIDENT, session: str = "ATUid_1") -> str:
    """Press the keys after the first `said` ones in a session that had broken off; return the last page."""
    page = ""
    for number in range(said, len(keys)):
        page = town.hop(phone, CODE, "*".join(keys[: number + 1]), session)
    town.works()
    return page


def test_a_send_after_its_report_was_marked_false_is_a_report_of_its_own(town: Town) -> None:
    first = dropped(town)
    town.answers(LEADER, "going", first)
    town.confirms(COORDINATOR, f"FALSE {first} prank")
    second = reference_in(goes_on(town, (*KILLING_DROPPED, "1", "1"), 2))
    assert second != first
    assert town.incident(first)["status"] == "false"
    assert town.incident(second)["status"] == "open"
    assert any(second in sent for sent in town.inbox(LEADER))


def test_the_same_last_post_again_files_nothing_again(town: Town) -> None:
    town.texts(RESIDENT, "mwizi ameiba simu bondeni")
    dropped(town)
    turns_to_theft = (*KILLING_DROPPED, "0", "0", "4", "2", "4", "1")
    end = goes_on(town, turns_to_theft, 2)
    board = [(row["reference"], row["category"]) for row in town.board()]
    for _ in range(3):
        assert town.hop(RESIDENT, CODE, "*".join(turns_to_theft), "ATUid_1") == end
        town.works()
    assert [(row["reference"], row["category"]) for row in town.board()] == board


def test_a_person_whom_it_accused_answers_when_it_accuses_another_group(town: Town) -> None:
    first, second = RESIDENTS[:2]
    dropped(town, first, "one")
    reference = dropped(town, second, "two")
    assert town.incident(reference)["reports"] == 2
    town.answers(LEADER, "going", reference)
    goes_on(town, (*ABOUT_PATROL, "1"), 2, first, "one")
    assert town.track(reference, "patrol")["answered_by_role"] is None
    own = reference_in(goes_on(town, (*ABOUT_POLICE, "1"), 2, second, "two"))
    assert own != reference
    assert town.incident(own)["status"] == "open"
    assert all(reference not in sent for sent in town.inbox(LEADER)[-1:])


def test_a_question_and_a_split_name_the_coordinator(town: Town) -> None:
    first, second = (town.reports(phone, Category.GUN_KILLING) for phone in RESIDENTS[:2])
    town.texts(COORDINATOR, f"ASK {first} where now?")
    town.texts(COORDINATOR, f"SPLIT {second}")
    with town.services.reading() as session:
        events = session.scalars(select(Event).where(Event.kind.in_(("asked", "split")))).all()
        record = town.services.directory.by_id(1)
        assert record is not None
        assert {event.kind.value for event in events} == {"asked", "split"}
        assert {event.person_id for event in events} == {record.person_ids[COORDINATOR]}


def closes_while(town: Town, phone: str, words: str) -> None:
    """Let a coordinator close the only incident, and handle an SMS of another person before that is committed."""
    form = {"from": phone, "to": "22384", "text": words, "id": "at-once", "date": "2026-11-23"}
    assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    with town.services.reading() as session:
        inbound = session.scalars(select(Inbound.id).order_by(Inbound.id.desc())).first()
    assert inbound is not None
    with ThreadPoolExecutor(1) as pool:
        with town.services.uow() as uow:
            incident = uow.session.scalars(select(Incident)).one()
            record = town.services.directory.by_id(incident.community_id)
            assert record is not None
            uow.lock_row(incident)
            by = Actor(record.person_ids[LANDLORDS], Role.COORDINATOR)
            lifecycle.close(uow, record, incident, lifecycle.CLOSED, "done", by=by)
            uow.session.flush()
            handled = pool.submit(town.handles, inbound)
            wait_for_the_lock(town, handled)
        handled.result()
    town.works()


def wait_for_the_lock(town: Town, other: Future[bool]) -> None:
    """Return when the other transaction waits for this one. SQLite lets no second writer begin: there, return soon."""
    end = time.monotonic() + (0.2 if town.services.database.on_sqlite else TIMEOUT)
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    while time.monotonic() < end and not other.done():
        if not town.services.database.on_sqlite:
            with town.services.reading() as session:
                if session.connection().exec_driver_sql(waiting).scalar():
                    return
        time.sleep(0.02)


@pytest.mark.parametrize("words", ["4 {reference} nobody here", "FALSE {reference} prank"])
def test_an_incident_that_is_closed_at_this_moment_stays_closed(town: Town, words: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    phone = LEADER if words[0].isdigit() else COORDINATOR
    closes_while(town, phone, words.format(reference=reference))
    assert town.incident(reference)["status"] == "closed"
    assert town.got(phone, Text.ALREADY_CLOSED, reference=reference)


def test_a_texted_report_that_is_closed_at_this_moment_is_not_sent_out(town: Town) -> None:
    town.texts(RESIDENT, "mwizi ameiba simu bondeni")
    reference = str(town.board()[0]["reference"])
    before = len(town.inbox(LEADER))
    closes_while(town, COORDINATOR, f"SEND {reference}")
    assert town.incident(reference)["status"] == "closed"
    assert len(town.inbox(LEADER)) == before
