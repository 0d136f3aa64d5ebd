"""Support to the police: written by a decision, public by quarter, and never tied to an incident."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from gateway.association import decisions
from gateway.association.support import ledger
from gateway.storage.models import Event, SupportRow
from menus.domain import references
from menus.domain.categories import Category, Track
from menus.domain.roles import Role
from menus.domain.support import SupportGiver, SupportThing
from menus.domain.timeline import EventKind
from menus.text.names import Text
from tests.desk import Visitor
from tests.journeys.desk.figures import Past, past
from tests.people import COORDINATOR, LANDLORDS, LEADER, RESIDENT
from tests.town import Town

ENTRY = "SUPPORT LANDLORDS FUEL 3000 PANGANI NOV D1"


@pytest.fixture
def decided(town: Town) -> Town:
    """Return a town with a decision."""
    with town.services.uow() as uow:
        decisions.write_down(uow, town.record(COORDINATOR), "fuel for the station", by=None)
    return town


def rows(town: Town) -> list[SupportRow]:
    with town.services.reading() as session:
        return list(session.scalars(select(SupportRow).order_by(SupportRow.id)))


def test_the_total_of_a_quarter_is_the_sum_of_its_entries(decided: Town) -> None:
    """The total by quarter is the sum of its entries."""
    for entry in (ENTRY, "SUPPORT business food 1500 Pangani Okt D1", "USAIDIZI WAPANGAJI MAFUTA 250 Huruma SEP D1"):
        assert decided.texts(LANDLORDS, entry).startswith("MLATA: "), entry
    assert [(row.giver, row.thing, row.value_kes, row.station) for row in rows(decided)] == [
        (SupportGiver.LANDLORDS, SupportThing.FUEL, 3000, "Pangani"),
        (SupportGiver.BUSINESS, SupportThing.FOOD, 1500, "Pangani"),
        (SupportGiver.TENANTS, SupportThing.FUEL, 250, "Huruma"),
    ]
    with decided.services.reading() as session:
        totals = ledger.by_quarter(session, decided.record(COORDINATOR).id)
    assert [(one.quarter, one.kes, one.entries) for one in totals] == [("2026-Q4", 4500, 2), ("2026-Q3", 250, 1)]


@pytest.mark.parametrize(
    "entry",
    [
        "SUPPORT LANDLORDS FUEL 3000 PANGANI NOV D1 {reference}",
        "SUPPORT LANDLORDS FUEL 3000 {reference} NOV D1",
        "SUPPORT LANDLORDS {reference} 3000 PANGANI NOV D1",
        "SUPPORT LANDLORDS FUEL {reference} PANGANI NOV D1",
        "SUPPORT {reference} LANDLORDS FUEL 3000 PANGANI NOV D1",
    ],
)
def test_an_entry_that_holds_a_reference_number_is_refused(decided: Town, entry: str) -> None:
    """An entry that holds a reference number is refused."""
    reference = decided.reports(RESIDENT, Category.THEFT)
    answer = decided.texts(LANDLORDS, entry.format(reference=reference))
    assert answer == decided.said(Text.SUPPORT_INCIDENT, LANDLORDS)
    assert rows(decided) == []


def test_the_table_has_no_column_of_an_incident_and_none_of_a_giver() -> None:
    columns = {column.name for column in SupportRow.__table__.columns}
    assert not any("incident" in name or "reference" in name or "phone" in name for name in columns)
    linked = {key.target_fullname for key in SupportRow.__table__.foreign_keys}
    assert linked == {"communities.id", "decisions.id", "people.id"}


@pytest.mark.parametrize(
    "entry",
    [
        "SUPPORT LANDLORDS FUEL 0 PANGANI NOV D1",
        "SUPPORT LANDLORDS FUEL -5 PANGANI NOV D1",
        "SUPPORT LANDLORDS FUEL 3000 NOV D1",
        "SUPPORT LANDLORDS FUEL 3000 PANGANI XYZ D1",
        "SUPPORT LANDLORDS BEER 3000 PANGANI NOV D1",
        "SUPPORT KAMAU FUEL 3000 PANGANI NOV D1",
        "SUPPORT LANDLORDS FUEL 99999999999 PANGANI NOV D1",
        "SUPPORT LANDLORDS FUEL 3000 P4NGANI NOV D1",
        "SUPPORT LANDLORDS FUEL 3000 Kamau Otieno NOV D1",
    ],
)
def test_what_is_no_whole_entry_is_refused_with_the_form(decided: Town, entry: str) -> None:
    assert decided.texts(LANDLORDS, entry) == decided.said(Text.SUPPORT_HOW, LANDLORDS)
    assert rows(decided) == []


def test_an_entry_needs_a_decision_that_is_written_down(decided: Town) -> None:
    answer = decided.texts(LANDLORDS, ENTRY.replace("D1", "D9"))
    assert answer == decided.said(Text.SUPPORT_DECISION, LANDLORDS, number="D9")
    assert rows(decided) == []


def test_other_roles_write_nothing_and_other_words_are_words(decided: Town) -> None:
    for phone, entry in ((LEADER, ENTRY), (RESIDENT, ENTRY), (LANDLORDS, "support us please, thieves at the gate")):
        decided.texts(phone, entry)
    assert rows(decided) == []


@pytest.mark.parametrize("act", ["UPDATE support SET value_kes = 1", "DELETE FROM support"])
def test_the_database_refuses_each_change(decided: Town, act: str) -> None:
    decided.texts(LANDLORDS, ENTRY)
    with pytest.raises(DBAPIError), decided.services.uow() as uow:
        uow.session.execute(text(act))
    assert [row.value_kes for row in rows(decided)] == [3000]


def test_the_desk_shows_everybody_the_ledger_beside_the_answers_of_all_zones(decided: Town) -> None:
    writer = Visitor(decided, LANDLORDS)
    writer.signs_in()
    page = writer.opens("/desk/support")
    typed = {
        "giver": "landlords",
        "thing": "fuel",
        "kes": "3000",
        "station": "Pangani",
        "month": "NOV",
        "decision": "D1",
    }
    page = writer.presses(page, writer.says("support", "do"), **typed)
    assert page.status == 200
    reader = Visitor(decided, COORDINATOR)
    reader.signs_in()
    shown = reader.opens("/desk/support")
    assert "3000" in shown.text
    for zone in decided.community.zones:
        assert zone.name("en") in shown.text
    assert reader.says("support", "zones.minutes", minutes=3) not in shown.text
    for key, minutes in (("market", 3), ("river", 50)):
        times = (decided.now - timedelta(hours=number) for number in range(1, 6))
        ids = past(decided, [Past(at, patrol=minutes, zone=key) for at in times])
    closed = {"track": Track.PATROL, "role": Role.COORDINATOR, "closes": True}
    with decided.services.uow() as uow:
        of_river = (Event.incident_id.in_(ids), Event.kind == EventKind.ANSWERED)
        uow.session.execute(update(Event).where(*of_river).values(facts=closed))
    reader = Visitor(decided, COORDINATOR)
    reader.signs_in()
    shown = reader.opens("/desk/support")
    assert shown.text.count(reader.says("support", "zones.minutes", minutes=3)) == 1
    assert reader.says("support", "zones.minutes", minutes=50) not in shown.text, "a closing is no answer"
    reference = references.mint(77)
    refused = writer.presses(writer.opens("/desk/support"), writer.says("support", "do"), **{**typed, "kes": reference})
    assert refused.status == 422
    assert len(rows(decided)) == 1
