"""A database of the first release: today's Doria migrates it, shows the same board, and goes on."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from gateway.cli.main import main
from gateway.storage.migrate import is_current, migrate
from gateway.storage.models import Attempt, Confirmation, Incident, Message, Report
from gateway.storage.sealed_columns import SealedAlone
from gateway.storage.states import MessageState
from menus.domain import references
from menus.domain.categories import Category
from menus.sms import wording
from menus.text import catalog
from menus.text.names import Text
from tests import databases
from tests.first_release import (
    BOARD,
    FORMER,
    MY_REPORTS,
    REFERENCES,
    REVISION,
    SEALED,
    SECRET,
    SESSIONS,
    STOPPED_AT,
    count_on_from,
    opened,
    read_sealed,
)
from tests.people import (
    ALTERNATE,
    BONDENI,
    CODE,
    COORDINATOR,
    DEPUTY,
    FOCAL,
    FOCAL_ALTERNATE,
    KIAMUTISYA,
    KILLING,
    LANDLORDS,
    LEADER,
    POLICE,
    RESIDENT,
    RESIDENTS,
)
from tests.pieces import piece_of
from tests.town import Town, reference_in

STOPPED, NEW = RESIDENTS[5], RESIDENTS[18]
"""A phone that sent STOP to the first release, and a phone that is new."""
HAZARD_AT_SCHOOL = ("8", "5", "2")
POLICE_OF_KAWANGWARE = "+254700000231"
PRIVATE_WORDS = {
    "13": ("home", "now", None, None),
    "14": ("rape", "at", "Kesho saa tatu; usiku", None),
    "15": ("i-am-a-child", None, None, "adult"),
    "16": ("child", None, None, "danger"),
    "17": ("i-am-a-child", None, None, "danger"),
}
"""The values of private reports by row, which stood in their words: today each has a column of its own."""
COMPLAINT_WITH_NUMBER = "8"
"""The row of a complaint whose number was kept, because its words hold `call`."""
NEW_KEYS = {"drill", "unconfirmed", "flag", "cost_kes"}
"""The keys of `doria incidents --json` that the first release did not have."""
STATUS = {
    "again": "waiting",
    "climbing": "waiting",
    "complaint of police": "complaint.waiting",
    "there": "here",
    "closed minor": "closed",
    "minor": "waiting",
    "over": "over",
    "closed major": "closed",
    "false": "false",
}
UNANSWERED = piece_of(Text.UNANSWERED, "en")
CATEGORIES = {str(row["reference"]): str(row["category"]) for row in BOARD}


@pytest.fixture
def town(kept_url: str, redis_url: str) -> Iterator[Town]:
    """Give today's Doria on that database, at the moment when the first release was stopped."""
    assert databases.SECRET == SECRET
    made = Town(kept_url, redis_url)
    made.now = STOPPED_AT
    yield made
    made.close()


@pytest.fixture
def own_town(migrated_url: str, redis_url: str) -> Iterator[Town]:
    """Give the same on a database of its own, whose tables may change."""
    made = Town(migrated_url, redis_url, secret_key=SECRET)
    made.now = STOPPED_AT
    yield made
    made.close()


def then_and_now(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a board with the keys alone that the first release had."""
    return [{key: value for key, value in row.items() if key not in NEW_KEYS} for row in rows]


def texts_of(town: Town, phone: str, name: str) -> list[str]:
    """Return the texts to a phone that name an incident of the first release."""
    return [text for text in town.inbox(phone) if REFERENCES[name] in text]


def track(town: Town, name: str, which: str) -> dict[str, Any]:
    return town.track(REFERENCES[name], which)


def test_doria_migrate_brings_it_up_and_its_board_is_as_it_was(
    first_url: str, redis_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = {"DATABASE_URL": first_url, "REDIS_URL": redis_url, "SECRET_KEY": SECRET}
    for name, value in {**environment, "DORIA_DATA": str(tmp_path / "data")}.items():
        monkeypatch.setenv(name, value)
    database = opened(first_url)
    assert not is_current(database)
    migrated = CliRunner().invoke(main, ["migrate"])
    assert migrated.exit_code == 0, migrated.output
    assert is_current(database)
    database.close()
    rows = json.loads(CliRunner().invoke(main, ["incidents", "--json"]).output)
    assert then_and_now(rows) == BOARD
    assert all(set(row) - set(BOARD[0]) == NEW_KEYS for row in rows)
    assert {(row["unconfirmed"], row["flag"]) for row in rows} == {(False, None)}
    for reference in REFERENCES.values():
        shown = json.loads(CliRunner().invoke(main, ["incident", reference, "--json"]).output)
        assert shown["reference"] == reference
        assert shown["events"][0]["kind"] == "reported"


def test_every_sealed_value_is_read_and_private_words_are_in_columns_of_their_own(town: Town) -> None:
    then = {table: {column: dict(rows) for column, rows in columns.items()} for table, columns in SEALED.items()}
    # Today names stand in the community file alone.
    assert len(then["people"].pop("name")) == 21
    for row_id in PRIVATE_WORDS:
        del then["reports"]["words"][row_id]
    assert then["reports"]["reporter_phone"].pop(COMPLAINT_WITH_NUMBER) == RESIDENT
    assert read_sealed(town.services.database) == then
    with town.services.reading() as session:
        rows = session.scalars(select(Report).where(Report.id.in_(map(int, PRIVATE_WORDS))).order_by(Report.id)).all()
        found = [(row.private_kind, row.call_wish, row.call_at, row.safety) for row in rows]
        assert found == list(PRIVATE_WORDS.values())
        in_danger = session.scalars(select(Incident.reference).where(Incident.danger_now).order_by(Incident.id)).all()
    assert in_danger == [REFERENCES["private danger"], REFERENCES["private child"]]
    assert "Kesho saa tatu; usiku" in town.texts(FOCAL, REFERENCES["private at"])


def test_the_communities_and_their_people_are_in_force(town: Town) -> None:
    found = {record.community.key: record for record in town.services.directory.communities()}
    assert sorted(found) == ["kawangware", "mlango-kubwa"]
    assert [len(record.community.people) for record in found.values()] == [12, 8]
    assert town.services.directory.communities_of(FORMER) == ()
    assert FORMER in found["mlango-kubwa"].person_ids


def test_an_escalation_goes_on_at_its_time(town: Town) -> None:
    town.passes(seconds=59)
    assert texts_of(town, ALTERNATE, "typed place") == []
    town.passes(seconds=2)
    (alert,) = texts_of(town, ALTERNATE, "typed place")
    assert "behind Mama Njeri shop" in alert
    town.passes(seconds=58)
    assert texts_of(town, COORDINATOR, "climbing") == texts_of(town, FOCAL_ALTERNATE, "private danger") == []
    town.passes(seconds=2)
    assert len(texts_of(town, COORDINATOR, "climbing")) == len(texts_of(town, FOCAL_ALTERNATE, "private danger")) == 1
    assert track(town, "climbing", "patrol")["rung"] == 3
    town.passes(minutes=60)
    assert town.incident(REFERENCES["climbing"])["status"] == "unanswered"
    assert any(UNANSWERED in text for text in texts_of(town, COORDINATOR, "typed place"))


def test_an_answered_or_closed_incident_escalates_no_more(town: Town) -> None:
    over = ("going", "there", "over", "refer answered", "private home", "false", "closed minor", "closed major")
    town.passes(minutes=24 * 60)
    told = [text for _, text in town.carrier.sent]
    assert told
    assert [text for text in told if any(REFERENCES[name] in text for name in over)] == []


def test_a_patrollers_answer_stops_an_old_incident(town: Town) -> None:
    assert REFERENCES["climbing"] in town.texts(LEADER, f"1 {REFERENCES['climbing']}")
    assert track(town, "climbing", "patrol")["answered_by_role"] == "patrol-leader"
    town.texts(POLICE_OF_KAWANGWARE, f"1 {REFERENCES['refer climbing']}", to="22385")
    town.passes(minutes=10)
    assert track(town, "climbing", "patrol")["rung"] == 2
    assert not any(UNANSWERED in text for text in texts_of(town, COORDINATOR, "climbing"))
    answered = track(town, "refer climbing", "police")
    assert (answered["answered_by_role"], answered["rung"]) == ("police", 2)


def test_a_person_who_was_asked_last_and_cannot_go_hands_on_at_once(town: Town) -> None:
    assert texts_of(town, COORDINATOR, "climbing") == []
    town.texts(DEPUTY, f"2 {REFERENCES['climbing']}")
    assert len(texts_of(town, COORDINATOR, "climbing")) == 1


def test_an_sms_that_was_kept_and_not_acted_on_is_acted_on(town: Town) -> None:
    assert track(town, "climbing", "police")["answered_by_role"] is None
    town.passes(minutes=2)
    assert track(town, "climbing", "police")["answered_by_role"] == "police"
    assert texts_of(town, ALTERNATE, "climbing") == []


def test_a_close_that_waited_for_its_code_is_confirmed(town: Town) -> None:
    with town.services.reading() as session:
        code = session.scalars(select(Confirmation.code).where(Confirmation.used_at.is_(None))).one()
    town.texts(LANDLORDS, f"YES {code}")
    assert town.incident(REFERENCES["close asked"])["status"] == "closed"


def test_texts_that_were_under_way_are_sent_once(town: Town) -> None:
    waiting = select(Message).where(Message.state.in_((MessageState.QUEUED, MessageState.SENDING)))
    with town.services.reading() as session:
        rows = session.scalars(waiting).all()
    assert {(row.phone, row.state, row.attempts) for row in rows} == {
        (LEADER, "queued", 0),
        (POLICE, "queued", 0),
        (POLICE, "queued", 1),
        (LEADER, "sending", 1),
    }
    town.passes(seconds=50)
    for row in rows:
        assert row.body == SEALED["messages"]["body"][str(row.id)]
        assert town.carrier.sent.count((row.phone, row.body)) == 1
    with town.services.reading() as session:
        assert session.scalars(waiting).all() == []


def test_a_receipt_for_an_old_text_is_taken(town: Town) -> None:
    with town.services.reading() as session:
        message_id, provider_id = session.execute(
            select(Message.id, Attempt.provider_id)
            .join(Attempt, Attempt.message_id == Message.id)
            .where(Message.state == MessageState.SENT, Attempt.provider_id.is_not(None))
            .order_by(Message.id.desc())
            .limit(1)
        ).one()
    assert provider_id is not None
    town.receives(provider_id, "Success")
    with town.services.reading() as session:
        assert session.get_one(Message, message_id).state == MessageState.DELIVERED


def test_reporters_find_their_old_reports(town: Town) -> None:
    names = {reference: name for name, reference in REFERENCES.items() if name in STATUS}
    for phone, then in MY_REPORTS.items():
        pages = [town.dials(phone, CODE, "0", "1", str(number)) for number in range(1, len(then) + 2)]
        assert pages.pop().startswith("CON ")
        # The status has other words today. Reference, category and time are as they were.
        for page, was in zip(pages, then, strict=True):
            reference = reference_in(was)
            category = wording.category_name("sw", Category(CATEGORIES[reference]))
            time = re.findall(r"\d\d/\d\d \d\d:\d\d", was)[0]
            assert page.startswith(f"END {reference} {category} {time}. ")
            name = names[reference]
            if name != "there":
                assert catalog.say("sw", Text(f"status.{STATUS[name]}"), police="999") in page


def test_an_old_opt_out_holds(town: Town) -> None:
    assert town.texts(STOPPED, "STOP") == ""
    for phone, keys in ((STOPPED, ("4", "6", "4", "2")), (NEW, ("8", "6", "2"))):
        assert town.dials(phone, CODE, *keys).startswith("END ")
    assert town.texts(STOPPED, "Kuna watu na panga Bondeni") == ""
    assert town.inbox(STOPPED) == []
    assert town.texts(NEW, "STOP") != ""


def test_a_person_who_was_off_duty_still_is(town: Town) -> None:
    on_duty = town.texts(LANDLORDS, "WHO")
    assert "Deputy leader" in on_duty
    assert "Kiamutisya" not in on_duty
    town.texts(KIAMUTISYA, "NIPO")
    town.passes(seconds=30)
    assert "Kiamutisya" in town.texts(LANDLORDS, "WHO")


def test_a_new_report_opens_beside_the_old_ones(town: Town) -> None:
    reference = reference_in(town.dials(NEW, CODE, *HAZARD_AT_SCHOOL))
    assert references.is_valid(reference)
    assert reference not in REFERENCES.values()
    first, *others = town.board()
    assert (first["reference"], first["category"], first["zone"]) == (reference, "fire-hazard", "school")
    assert then_and_now(others) == BOARD


def test_no_new_reference_is_an_old_one(town: Town) -> None:
    database, old = town.services.database, set(REFERENCES.values())
    key = town.services.keyring.reference_key
    serial = next(serial for serial in range(24, 9_001) if references.mint(serial, key) in old)
    count_on_from(database, serial - 1)
    made = [reference_in(town.dials(phone, CODE, *HAZARD_AT_SCHOOL)) for phone in RESIDENTS[16:19]]
    assert len({*made, *old}) == 3 + len(old)
    with town.services.reading() as session:
        assert session.scalar(select(func.min(Report.id)).where(Report.reference.in_(made))) == serial + 1


def test_a_new_report_of_an_old_incident_joins_it(town: Town) -> None:
    reference = reference_in(town.dials(NEW, CODE, *KILLING))
    assert reference not in REFERENCES.values()
    shown = town.incident(reference)
    assert (shown["reference"], shown["reports"]) == (REFERENCES["again"], 2)
    assert len(town.board()) == len(BOARD)


def test_a_session_of_the_first_release_files_once_and_one_it_had_begun_is_finished(town: Town) -> None:
    assert reference_in(town.hop(RESIDENT, CODE, "1*2*2*1", SESSIONS["again"])) == REFERENCES["again"]
    assert then_and_now(town.board()) == BOARD
    page = town.hop(RESIDENTS[14], CODE, "5*2*4*1", SESSIONS["abandoned"])
    assert page.startswith("END ")
    assert reference_in(page) not in REFERENCES.values()


def test_what_is_old_is_forgotten(town: Town) -> None:
    town.passes(seconds=50)
    town.now += timedelta(days=400)
    town.ticks()
    with town.services.reading() as session:
        assert session.scalars(select(Incident.closed_at).where(Incident.closed_at.is_(None))).all() == [], (
            "what nobody closes has ended a year after its last word"
        )
        assert set(session.scalars(select(Incident.outcome))) == {None}
        assert set(session.execute(select(Report.reporter_phone, Report.reporter_hash)).all()) == {(None, None)}
        assert set(session.scalars(select(Message.body).where(Message.created_at <= STOPPED_AT))) == {""}
        never_closed = select(Incident.place).where(Incident.reference == REFERENCES["typed place"])
        assert session.scalars(never_closed).one() is None, "its last word was more than a year ago"


def test_down_to_the_first_revision_and_up_again_loses_nothing(own_town: Town) -> None:
    database = own_town.services.database
    before, sealed = own_town.board(), read_sealed(database)
    migrate(database, REVISION)
    own_town.keeps_timeline = False
    then = {table: {column: dict(rows) for column, rows in columns.items()} for table, columns in SEALED.items()}
    del then["people"]["name"], then["reports"]["reporter_phone"][COMPLAINT_WITH_NUMBER]
    assert read_sealed(database, SealedAlone) == then
    migrate(database)
    own_town.keeps_timeline = True
    assert own_town.board() == before
    assert read_sealed(database) == sealed
    assert own_town.incident(REFERENCES["climbing"]) == next(
        row for row in before if row["reference"] == REFERENCES["climbing"]
    )


def test_a_new_reports_reference_is_found_after_down_and_up(own_town: Town) -> None:
    reference = reference_in(own_town.dials(NEW, CODE, *HAZARD_AT_SCHOOL))
    migrate(own_town.services.database, REVISION)
    migrate(own_town.services.database)
    assert own_town.incident(reference)["reference"] == reference


def test_a_person_who_was_there_still_is(town: Town) -> None:
    number = str(1 + [REFERENCES["there"] in page for page in MY_REPORTS[RESIDENT]].index(True))
    page = town.dials(RESIDENT, CODE, "0", "1", number)
    assert catalog.say("sw", Text(f"status.{STATUS['there']}")) in page


def test_a_person_who_was_going_leads(town: Town) -> None:
    reference = REFERENCES["going"]
    answer = town.texts(DEPUTY, f"1 {reference}")
    assert answer == catalog.say("en", Text.GOING_SUPPORT, short="MLATA", reference=reference)


def test_a_person_who_was_going_is_told_to_stand_down(town: Town) -> None:
    town.texts(COORDINATOR, f"CLOSE {REFERENCES['there']} caught")
    assert len(texts_of(town, BONDENI, "there")) == 1


def test_a_person_who_called_for_help_does_not_stop_it_by_answering(town: Town) -> None:
    town.texts(KIAMUTISYA, f"1 {REFERENCES['officer down']}")
    assert track(town, "officer down", "patrol")["answered_by_role"] is None
