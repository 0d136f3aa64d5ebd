"""Stories of joint barazas and visits: noted by SMS, each once, without anybody's name."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from gateway.association.stations import meetings
from gateway.communities.file import load_example
from gateway.storage.models import Act, StationMeeting
from menus.domain import references
from menus.domain.acts import ActKind
from menus.domain.categories import Category
from menus.domain.station_meetings import MeetingKind
from menus.text.names import Text
from tests.people import COORDINATOR, LEADER, OVERSIGHT, RESIDENT
from tests.town import Town

TODAY = date(2026, 11, 23)
TWO = load_example("mlango-kubwa").replace(
    'roles = ["police-station"]\nlanguage = "en"\nstation = "Pangani"',
    'roles = ["police-station"]\nlanguage = "en"\nstation = "Huruma"',
)


def rows(town: Town) -> list[StationMeeting]:
    with town.services.reading() as session:
        return list(session.scalars(select(StationMeeting).order_by(StationMeeting.id)))


def noted(town: Town) -> list[tuple[str, str, str]]:
    """Return the notes on record: the kind of meeting, what was noted, and of which day."""
    with town.services.reading() as session:
        acts = session.scalars(select(Act).where(Act.kind == ActKind.STATION_NOTED).order_by(Act.id))
        return [(one.facts["meeting"], one.facts["note"], one.facts["day"]) for one in acts]


def test_what_is_planned_and_held_is_noted_and_stands_on_record(town: Town) -> None:
    answer = town.texts(COORDINATOR, "NOTE STATION BARAZA PLANNED 25/11 lamps at the river")
    assert answer == town.said(Text.STATION_NOTED, COORDINATOR, said="Pangani baraza 25/11, planned")
    (row,) = rows(town)
    assert (row.station, row.kind, row.day, row.words) == (
        "Pangani",
        MeetingKind.BARAZA,
        date(2026, 11, 25),
        "lamps at the river",
    )
    assert row.held_at is None
    town.passes(minutes=60 * 24 * 2)
    assert "held" in town.texts(COORDINATOR, "NOTE STATION BARAZA HELD 25/11")
    (row,) = rows(town)
    assert row.planned_at is not None
    assert row.held_at is not None
    # The same again changes nothing, and says the same.
    assert "held" in town.texts(COORDINATOR, "note station baraza held 25/11")
    assert noted(town) == [("baraza", "planned", "2026-11-25"), ("baraza", "held", "2026-11-25")]


def test_a_note_in_swahili_does_the_same(town: Town) -> None:
    answer = town.texts(COORDINATOR, "ANDIKA KITUO ZIARA IMEFANYIKA 20/11")
    assert answer == town.said(Text.STATION_NOTED, COORDINATOR, said="Pangani visit 20/11, held")
    (row,) = rows(town)
    assert (row.kind, row.planned_at) == (MeetingKind.VISIT, None)


def test_a_wrong_note_is_taken_back(town: Town) -> None:
    town.texts(COORDINATOR, "NOTE STATION VISIT PLANNED 01/12")
    answer = town.texts(COORDINATOR, "NOTE STATION VISIT WRONG 01/12")
    assert answer == town.said(Text.STATION_NOTED, COORDINATOR, said="Pangani visit 01/12, taken back")
    assert rows(town) == []
    absent = town.texts(COORDINATOR, "NOTE STATION VISIT WRONG 02/12")
    assert absent == town.said(Text.STATION_ABSENT, COORDINATOR)
    assert [what for _, what, _ in noted(town)] == ["planned", "wrong"]


@pytest.mark.parametrize(
    "typed", ["NOTE STATION", "NOTE STATION BARAZA", "NOTE STATION VISIT HELD", "NOTE STATION VISIT HELD soon"]
)
def test_a_note_that_stops_short_is_answered_with_the_form(town: Town, typed: str) -> None:
    assert town.texts(COORDINATOR, typed) == town.said(Text.STATION_HOW, COORDINATOR)
    assert rows(town) == []


@pytest.mark.parametrize("typed", ["PLANNED 22/11", "HELD 24/11", "HELD 01/08", "PLANNED 01/07/2027"])
def test_only_what_is_to_come_is_planned_and_only_what_is_over_was_held(town: Town, typed: str) -> None:
    answer = town.texts(COORDINATOR, f"NOTE STATION BARAZA {typed}")
    assert answer == town.said(Text.STATION_DAY, COORDINATOR)
    assert rows(town) == []


@pytest.mark.parametrize(
    "words",
    [
        "with OCS Wafula",
        "Kevo came late",
        "call 0712345678",
        "call 0712 345 678",
        "about {reference}",
        "about {spaced}",
        "the man of house 14 told us",
        "we met at plot 7b",
        "OB 12/23/11/2026",
        "id 28374655",
        "x" * 101,
    ],
)
def test_no_name_and_no_number_of_a_person_or_an_incident_is_kept(town: Town, words: str) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    assert references.looks_like(reference)
    said = words.format(reference=reference, spaced=f"{reference[:2]} {reference[2:]}")
    answer = town.texts(COORDINATOR, f"NOTE STATION BARAZA HELD 20/11 {said}")
    begins = town.said(Text.STATION_WORDS, COORDINATOR, said="").rstrip()
    assert answer.startswith(begins)
    assert rows(town) == []
    assert noted(town) == []


def test_others_have_no_such_command(town: Town) -> None:
    for phone in (LEADER, OVERSIGHT, RESIDENT):
        town.texts(phone, "NOTE STATION BARAZA HELD 20/11")
    assert rows(town) == []


def test_a_coordinators_own_words_stay_their_own_words(town: Town) -> None:
    town.texts(COORDINATOR, "note station visit by thugs with pangas at bondeni")
    assert rows(town) == []
    how = town.said(Text.STATION_HOW, COORDINATOR)
    assert how not in town.inbox(COORDINATOR)


def test_with_several_stations_the_note_names_one(new_town: Callable[..., Town]) -> None:
    town = new_town(TWO)
    answer = town.texts(COORDINATOR, "NOTE STATION BARAZA HELD 20/11")
    assert answer == town.said(Text.STATION_WHICH, COORDINATOR, said="Pangani, Huruma")
    assert rows(town) == []
    town.texts(COORDINATOR, "NOTE STATION HURUMA BARAZA HELD 20/11")
    town.texts(COORDINATOR, "NOTE STATION pangani BARAZA HELD 20/11")
    assert [row.station for row in rows(town)] == ["Huruma", "Pangani"]
    unknown = town.texts(COORDINATOR, "NOTE STATION KASARANI BARAZA HELD 20/11")
    assert unknown == town.said(Text.STATION_WHICH, COORDINATOR, said="Pangani, Huruma")


@pytest.mark.parametrize("name", ["PANGANI", "wote wa"])
def test_where_the_file_names_no_station_the_answer_says_so(new_town: Callable[..., Town], name: str) -> None:
    town = new_town(load_example("mlango-kubwa").replace('station = "Pangani"\n', ""))
    answer = town.texts(COORDINATOR, f"NOTE STATION {name} VISIT HELD 20/11")
    assert answer == town.said(Text.STATION_UNNAMED, COORDINATOR)
    assert rows(town) == []
    town.texts(COORDINATOR, "NOTE STATION VISIT HELD 20/11")
    assert [row.station for row in rows(town)] == [""]


def test_a_community_reads_its_own_meetings_alone(town: Town) -> None:
    town.texts(COORDINATOR, "NOTE STATION BARAZA HELD 20/11")
    with town.services.reading() as session:
        mine = meetings.between(session, town.record(COORDINATOR).id, TODAY - timedelta(days=9), TODAY)
        other = meetings.between(session, town.record(COORDINATOR).id + 1, TODAY - timedelta(days=9), TODAY)
    assert (len(mine), len(other)) == (1, 0)
