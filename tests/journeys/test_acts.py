"""Stories of acts: what somebody does that belongs to no incident stands in the record, with who did it."""

from sqlalchemy import select

from gateway.storage.models import Act
from menus.domain.acts import ActKind
from tests.journeys.test_another_phone import NEW, asks, code_of
from tests.journeys.test_restored import NIGHT, is_restored
from tests.people import COORDINATOR, LANDLORDS, LEADER
from tests.record import assert_whole
from tests.town import START, Town


def acts_of(town: Town) -> list[Act]:
    """Return the acts, after the record was checked with all of them."""
    town.places()
    record = town.services.directory.communities()[0]
    with town.services.reading() as session:
        assert_whole(session, town.services.keyring, record.id)
        return list(session.scalars(select(Act).order_by(Act.id)))


def row_of(town: Town, phone: str) -> int:
    return town.services.directory.communities()[0].person_ids[phone]


def test_who_paused_and_resumed_stands_in_the_record_and_the_reason_is_sealed(town: Town) -> None:
    town.confirms(COORDINATOR, "PAUSE the patrol is in danger")
    town.confirms(LANDLORDS, "RESUME")
    paused, resumed = acts_of(town)
    assert (paused.kind, paused.person_id) == (ActKind.PAUSED, row_of(town, COORDINATOR))
    assert paused.words == "the patrol is in danger"
    assert (resumed.kind, resumed.person_id, resumed.words) == (ActKind.RESUMED, row_of(town, LANDLORDS), None)
    with town.services.database.connected() as connection:
        (kept,) = connection.exec_driver_sql("SELECT words FROM acts WHERE words IS NOT NULL").one()
    assert b"danger" not in bytes(kept)


def test_a_pause_that_was_there_already_is_no_act(town: Town) -> None:
    town.confirms(COORDINATOR, "PAUSE the patrol is in danger")
    town.texts(LANDLORDS, "PAUSE again")
    assert [act.kind for act in acts_of(town)] == [ActKind.PAUSED]


def test_a_number_that_was_changed_by_sms_names_all_three_by_their_rows_alone(town: Town) -> None:
    leader, asker, confirmer = (row_of(town, phone) for phone in (LEADER, COORDINATOR, LANDLORDS))
    asks(town)
    first, second = code_of(town, NEW), code_of(town, LANDLORDS)
    town.texts(NEW, f"YES {first}")
    assert acts_of(town) == []
    town.texts(LANDLORDS, f"YES {second}")
    (act,) = acts_of(town)
    assert (act.kind, act.person_id) == (ActKind.PHONE_CHANGED, asker)
    assert act.facts == {"of": leader, "confirmed_by": confirmer}
    assert act.words is None


def test_a_restored_database_says_so_with_the_moment_of_its_backup(town: Town) -> None:
    is_restored(town, after=NIGHT)
    (act,) = acts_of(town)
    assert (act.kind, act.person_id, act.at) == (ActKind.RESTORED, None, START + NIGHT)
    assert act.facts == {"taken_at": "2026-11-23 18:00:00.000000"}
