"""Stories of what is published: what counts in its tables, and what never does."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from gateway.communities.file import load_example
from gateway.insight import edition_files
from gateway.insight.edition_list import Edition
from gateway.insight.editions import Terms
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm, Level
from menus.domain.classes import CrimeClass
from menus.domain.drill import Drill
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import AlarmKind, Caution
from menus.domain.published_tables import HIDDEN
from menus.domain.quarters import Quarter
from tests.journeys.desk.figures import Past
from tests.journeys.quarters import (
    BEGINS,
    Q4,
    SETTLED,
    Happened,
    at,
    busy,
    happen,
    numbers_of,
    publishes,
    rows,
    without,
)
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
    values = numbers_of(town)
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
        before = edition_files.cut(session, record, Q4, town.now)
    assert before is not None
    extra = Happened(Past(at(40), patrol=2, texts=0))
    happen(town, [without(extra, **hidden)] * 7)
    with town.services.reading() as session:
        after = edition_files.cut(session, record, Q4, town.now)
    assert after is not None
    assert {name: text for name, text in after.files.items() if name != "year.csv"} == {
        name: text for name, text in before.files.items() if name != "year.csv"
    }
    happen(town, [extra] * 7)
    with town.services.reading() as session:
        more = edition_files.cut(session, record, Q4, town.now)
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


def test_what_happened_in_a_zone_that_is_gone_has_none(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"))
    happen(town, [Happened(Past(at(5), patrol=2, texts=0), "a-zone-of-before")] * 6)
    town.now = SETTLED
    edition = publishes(town)
    assert "a-zone-of-before" not in json.dumps(edition.files)
    values = numbers_of(town)
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
