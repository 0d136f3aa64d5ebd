"""Stories of what is published: what counts, what never does, that an edition stands, and what a correction gives away.

A linear program is the attacker: it has every number of every edition, and recovers no hidden one.
"""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from gateway.communities.file import load_example
from gateway.errors import Refused
from gateway.insight import edition_files, editions, export_facts
from gateway.insight.editions import Edition, Terms
from gateway.storage.models import Act, EditionRow, Incident
from menus.domain import published, published_stations
from menus.domain.accused import AccusedGroup
from menus.domain.acts import ActKind
from menus.domain.categories import Category, Harm, Level
from menus.domain.classes import CrimeClass
from menus.domain.drill import Drill
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import AlarmKind, Caution
from menus.domain.published_tables import HIDDEN, TABLES
from menus.domain.quarters import Quarter
from menus.domain.suppression import Cell, Sum
from tests import linear_programs
from tests.journeys.desk.figures import Past
from tests.journeys.quarters import BEGINS, Q4, SETTLED, Happened, at, busy, happen, publishes, without
from tests.people import COORDINATOR, LEADER, RESIDENT
from tests.town import Town

ZONES = ("bondeni", "market", "school")
_LEFT_OUT = (
    {"level": Level.PRIVATE},
    {"level": Level.COMPLAINT},
    {"accused_group": AccusedGroup.LEADER},
    {"accused_group": AccusedGroup.POLICE},
    {"drill": Drill.ALL},
    {"alarm": AlarmKind.DURESS},
    {"caution": Caution.MAYBE_PRIVATE},
    {"status": IncidentStatus.FALSE},
    {"status": IncidentStatus.JOINED},
    {"status": IncidentStatus.AWAITING_REVIEW},
)


def rows(edition: Edition, table: str) -> list[dict[str, str]]:
    """Return a table of an edition, without the line of tags."""
    return list(csv.DictReader(io.StringIO(edition.files[f"{table}.csv"])))[1:]


def kept(town: Town) -> list[EditionRow]:
    """Return the rows of all editions."""
    with town.services.reading() as session:
        return list(session.scalars(select(EditionRow).order_by(EditionRow.id)))


def numbers_of(town: Town, before: EditionRow | None = None) -> tuple[dict[Cell, int], list[Sum]]:
    """Return the true numbers of the quarter with their sums, as the newest edition has them."""
    record = town.record()
    with town.services.reading() as session:
        found = export_facts.of_quarter(session, record, Q4)
    whole = published.numbers(found.incidents, Q4, export_facts.zones_of(record))
    keeps = {name.split("|")[1] for name in before.cells if name.startswith("station|")} if before is not None else ()
    stations = published_stations.numbers(found.stations, keeps)
    return {**whole.values, **stations.numbers.values}, [*whole.sums, *stations.numbers.sums]


def hidden_in(row: EditionRow) -> frozenset[Cell]:
    """Return the numbers that an edition hides, but those of the year, which have no sums."""
    names = [tuple(name.split("|")) for name, value in row.cells.items() if value is None]
    return frozenset(cell for cell in names if cell[0] != edition_files.YEAR)


def test_a_story_stands_in_the_tables_as_it_went(town: Town) -> None:
    for number in range(6):
        reference = town.reports(f"+2547110001{number:02}", Category.ROBBERY, harm=Harm.NONE)
        town.passes(seconds=30)
        town.answers(LEADER, "going", reference)
        town.texts(COORDINATOR, f"CLOSE {reference} 4")
        town.passes(minutes=61)
    town.now = SETTLED
    edition = publishes(town)
    (all_of_it,) = [row for row in rows(edition, "outcomes") if row["outcome"] == "all"]
    assert all_of_it["incidents"] == "6"
    values, _ = numbers_of(town)
    for cell in (
        ("week", "2026-11-23", "robbery"),
        ("zone", "2026-11", "bondeni", "robbery"),
        ("answers", "patrol", "within-1", "2026-11"),
        ("outcome", "police-took-over"),
    ):
        assert values[cell] == 6, cell
    # All others are zero, so that this would tell each of them.
    november = [row for row in rows(edition, "zones") if (row["month"], row["zone"]) == ("2026-11", "bondeni")]
    assert {row["incidents"] for row in november} == {HIDDEN}


@pytest.mark.parametrize("hidden", _LEFT_OUT)
def test_what_is_not_counted_changes_no_number(town: Town, hidden: dict[str, object]) -> None:
    happen(town, busy(1, 60, ZONES))
    town.now = SETTLED
    record = town.record()
    with town.services.reading() as session:
        before = edition_files.cut(session, record, Quarter(2026, 4))
    assert before is not None
    extra = Happened(Past(at(40), patrol=2, texts=0))
    happen(town, [without(extra, **hidden)] * 7)
    with town.services.reading() as session:
        after = edition_files.cut(session, record, Quarter(2026, 4))
    assert after is not None
    assert {name: text for name, text in after.files.items() if name != "year.csv"} == {
        name: text for name, text in before.files.items() if name != "year.csv"
    }
    happen(town, [extra] * 7)
    with town.services.reading() as session:
        more = edition_files.cut(session, record, Quarter(2026, 4))
    assert more is not None
    assert more.files["weeks.csv"] != before.files["weeks.csv"]


def test_private_help_and_complaints_are_told_by_the_year_from_ten_on(town: Town) -> None:
    private = without(Happened(Past(at(3), texts=0), crime=None), level=Level.PRIVATE)
    about_police = without(
        Happened(Past(at(3), texts=0), crime=None), level=Level.COMPLAINT, accused_group=AccusedGroup.POLICE
    )
    happen(town, [private] * 9 + [about_police] * 10)
    town.now = SETTLED
    year = {row["kind"]: row["incidents"] for row in rows(publishes(town), "year")}
    assert year == {"private-help": HIDDEN, "complaints-about-police": "10"}
    assert "year.csv" not in publishes_q3(town).files


def publishes_q3(town: Town) -> Edition:
    """Publish the quarter before, in which something happened before the community used Doria."""
    happen(town, [Happened(Past(BEGINS - timedelta(days=10), texts=0))])
    return publishes(town, quarter=Quarter(2026, 3))


def test_asked_again_it_is_the_same_edition_whatever_happened_since(town: Town) -> None:
    happen(town, busy(2, 80, ZONES))
    town.now = SETTLED
    first = publishes(town)
    happen(town, busy(3, 50, ZONES))
    town.now += timedelta(days=100)
    assert publishes(town, terms=Terms(why="another reason")) == first
    assert len(kept(town)) == 1
    with town.services.reading() as session:
        acts = session.scalars(select(Act).where(Act.kind == ActKind.EDITION_MADE)).all()
    assert [(act.facts["period"], act.facts["digest"]) for act in acts] == [("2026-Q4", first.digest)]


def test_no_program_changes_or_takes_away_an_edition(town: Town) -> None:
    happen(town, busy(2, 20, ZONES))
    town.now = SETTLED
    publishes(town)
    for statement in (update(EditionRow).values(digest="x"), delete(EditionRow)):
        with pytest.raises(DBAPIError, match="never changed"), town.services.uow() as uow:
            uow.session.execute(statement)


def test_a_correction_holds_both_and_gives_no_hidden_number_away(town: Town) -> None:
    happen(town, busy(4, 300, ZONES))
    town.now = SETTLED
    publishes(town)
    before, before_sums = numbers_of(town)
    with town.services.uow() as uow:
        # Three were false after all, and a whole zone had seven thefts more.
        ids = uow.session.scalars(select(Incident.id).limit(3)).all()
        uow.session.execute(update(Incident).where(Incident.id.in_(ids)).values(status=IncidentStatus.FALSE))
    happen(town, [Happened(Past(at(50), patrol=2, texts=0), "market", CrimeClass.THEFT)] * 7)
    second = publishes(town, corrects=True)
    first_row, second_row = kept(town)
    assert second.number == 2
    for name in [f"{table}.csv" for table in TABLES] + ["CODEBOOK.csv", "SHARING.md"]:
        assert second.files[f"edition-1/{name}"] == first_row.files[name]
    assert "corrects an earlier one" in second.files["SHARING.md"]
    assert hidden_in(first_row) <= hidden_in(second_row)
    after, sums = numbers_of(town, first_row)
    for cell, value in second_row.cells.items():
        was = first_row.cells.get(cell)
        if value is not None:
            assert was is not None
            assert value == was or abs(value - was) >= 5
    for values, of, row in ((before, before_sums, first_row), (after, sums, second_row)):
        looked_at = linear_programs.some_of(values, hidden_in(row))
        assert linear_programs.determined(values, of, hidden_in(row), looked_at) == set()
    # Somebody who holds both takes what did not change for one number: what is hidden in the first stays hidden.
    same = {cell for cell in hidden_in(second_row) if after[cell] == before[cell]} & hidden_in(first_row)
    both = {("first", *cell): value for cell, value in before.items()}
    both |= {("second", *cell): value for cell, value in after.items()}
    joint = [
        Sum((name, *one.whole), tuple((name, *part) for part in one.parts))
        for name, one in [*(("first", one) for one in before_sums), *(("second", one) for one in sums)]
    ]
    joint += [Sum(("first", *cell), (("second", *cell),)) for cell in same]
    hides = {("first", *cell) for cell in hidden_in(first_row)} | {("second", *cell) for cell in hidden_in(second_row)}
    of_first = {("first", *cell) for cell in linear_programs.some_of(before, hidden_in(first_row))}
    assert linear_programs.determined(both, joint, hides, of_first) == set()


def test_a_correction_without_a_change_makes_no_edition(town: Town) -> None:
    happen(town, busy(2, 80, ZONES))
    town.now = SETTLED
    first = publishes(town)
    assert publishes(town, corrects=True) == first
    third = Happened(Past(at(10), texts=0), crime=CrimeClass.NONE, category=Category.FIRE_HAZARD)
    happen(town, [third])
    second = publishes(town, corrects=True)
    assert (second.number, len(json.loads(second.files["open311/requests.json"]))) == (2, 1)
    assert second.files["weeks.csv"] == first.files["weeks.csv"]


@pytest.mark.parametrize("hours", [-10, -1, 0])
def test_a_quarter_is_published_seven_days_after_its_end_and_not_before(town: Town, hours: int) -> None:
    town.now = datetime(2027, 1, 7, 21, tzinfo=UTC) + timedelta(hours=hours)
    record = town.record()
    with town.services.reading() as session:
        if hours:
            with pytest.raises(Refused, match="2026-Q4 can be published from 2027-01-08 on"):
                editions.cut(session, record, Q4, town.now)
        else:
            assert editions.cut(session, record, Q4, town.now) is not None


def test_a_quarter_before_the_community_was_here_is_refused(town: Town) -> None:
    town.now = SETTLED
    with town.services.reading() as session, pytest.raises(editions.NotHereYetError):
        editions.cut(session, town.record(), Quarter(2026, 2), town.now)


def test_a_quarter_without_data_has_tables_without_rows(town: Town) -> None:
    town.now = SETTLED
    edition = publishes(town)
    assert edition_files.is_empty(edition.files)
    assert all(rows(edition, table) == [] for table in TABLES)
    assert json.loads(edition.files["open311/requests.json"]) == []


def test_the_edges_of_a_quarter_go_by_the_clocks_of_the_place_also_where_they_go_back(
    new_town: Callable[..., Town],
) -> None:
    # In this zone the clocks go back an hour in the first night of the quarter before.
    text = load_example("mlango-kubwa").replace("Africa/Nairobi", "America/New_York")
    town = new_town(text)
    zone = town.community.timezone
    first, last = datetime(2026, 10, 1, tzinfo=zone), datetime(2027, 1, 1, tzinfo=zone)
    inside = [first, datetime(2026, 11, 1, 1, 30, tzinfo=zone), datetime(2026, 11, 1, 1, 30, tzinfo=zone, fold=1)]
    inside += [datetime(2026, 11, 1, 0, 0, tzinfo=zone), last - timedelta(seconds=1)]
    outside = [first - timedelta(seconds=1), last]
    moments = [moment.astimezone(UTC) for moment in (*inside, *outside)]
    happen(town, [Happened(Past(moment, patrol=2, texts=0)) for moment in moments])
    town.now = SETTLED
    with town.services.reading() as session:
        found = export_facts.of_quarter(session, town.record(), Q4).incidents
    days = sorted(fact.day for fact in found)
    assert days == [date(2026, 10, 1), *[date(2026, 11, 1)] * 3, date(2026, 12, 31)]


def test_what_happened_in_a_zone_that_is_gone_has_none(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"))
    happen(town, [Happened(Past(at(5), patrol=2, texts=0), "a-zone-of-before")] * 6)
    town.now = SETTLED
    edition = publishes(town)
    assert "a-zone-of-before" not in json.dumps(edition.files)
    values, _ = numbers_of(town)
    assert values["zone", "2026-10", "unknown", "robbery"] == 6


def test_hazards_stand_in_the_list_of_hazards_and_in_no_table(town: Town) -> None:
    hazard = Happened(Past(at(9, 3), Level.HAZARD, texts=0), crime=None, category=Category.FIRE_HAZARD)
    wire = replace(hazard, zone="market", harm=Harm.FIRE, past=replace(hazard.past, status=IncidentStatus.OPEN))
    arson = replace(hazard, crime=CrimeClass.DAMAGE)
    happen(town, [hazard, wire, *[arson] * 6])
    town.now = SETTLED
    edition = publishes(town)
    found = json.loads(edition.files["open311/requests.json"])
    assert [(one["service_code"], one["address"], one["status"]) for one in found] == [
        ("hazard", "bondeni", "closed"),
        ("fire", "market", "open"),
    ]
    assert all(len(one["requested_datetime"]) == len("2026-10-10") for one in found)
    (whole,) = [row for row in rows(edition, "outcomes") if row["outcome"] == "all"]
    assert whole["incidents"] == "6"


def test_no_file_holds_a_name_a_phone_a_reference_or_a_word_of_anybody(town: Town) -> None:
    references = []
    for number in range(6):
        references.append(town.reports(f"+2547110002{number:02}", Category.ROBBERY, harm=Harm.NONE))
        town.texts(COORDINATOR, f"NOTE {references[-1]} Otieno Kamau alikuwa hapo, 0711 000 021")
        town.texts(COORDINATOR, f"CLOSE {references[-1]} Otieno Kamau ran off")
        town.passes(minutes=61)
    town.now = SETTLED
    typed = Terms("the friends of Otieno Kamau 0711000021", "because Otieno Kamau asks", date(2028, 1, 1))
    edition = publishes(town, terms=typed)
    everything = json.dumps(edition.files).casefold()
    for name in ("otieno", "kamau", "711000", RESIDENT[4:], *references):
        assert name not in everything
    for person in town.community.people:
        assert person.phone[4:] not in everything
        assert person.name.casefold() not in everything
    assert (edition.until, edition.period) == (date(2028, 1, 1), "2026-Q4")


def test_another_community_finds_nothing_of_this_one(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"), load_example("kawangware"))
    ours, theirs = sorted(town.services.directory.communities(), key=lambda one: one.community.key, reverse=True)
    reference = town.reports(RESIDENT, Category.ROBBERY, harm=Harm.NONE)
    town.now = SETTLED
    made = []
    for record in (ours, theirs):
        with town.services.reading() as session:
            cut = editions.cut(session, record, Q4, town.now)
        assert cut is not None
        with town.services.uow() as uow:
            made.append(editions.keep(uow, record, cut, Terms(), by=None))
    with town.services.reading() as session:
        assert editions.find(session, theirs, made[0].id) is None
        assert editions.find(session, ours, made[0].id) == made[0]
        assert [one["period"] for one in editions.as_json(session, theirs)] == ["2026-Q4"]
        assert [fact.zone for fact in export_facts.of_quarter(session, theirs, Q4).incidents] == []
        assert [fact.zone for fact in export_facts.of_quarter(session, ours, Q4).incidents] == ["bondeni"]
    assert not [text for text in made[1].files.values() if reference in text]
