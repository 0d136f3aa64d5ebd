"""Tests of the form of NOTE STATION, and of texts that only look like it."""

from datetime import date

import pytest

from menus.domain.station_meetings import MeetingKind, MeetingNote
from menus.sms import station_forms
from menus.sms.station_forms import StationForm

TODAY = date(2026, 11, 30)
DAY = date(2026, 12, 12)
ONE, TWO = ("Pangani",), ("Pangani", "Huruma")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("NOTE STATION BARAZA PLANNED 12/12", StationForm("", MeetingKind.BARAZA, MeetingNote.PLANNED, DAY)),
        ("note station visit held 12/12", StationForm("", MeetingKind.VISIT, MeetingNote.HELD, DAY)),
        ("ANDIKA KITUO ZIARA IMEFANYIKA 12/12", StationForm("", MeetingKind.VISIT, MeetingNote.HELD, DAY)),
        ("Andika kituo baraza imepangwa 12/12.", StationForm("", MeetingKind.BARAZA, MeetingNote.PLANNED, DAY)),
        ("NOTE STATION VISIT WRONG 12.12", StationForm("", MeetingKind.VISIT, MeetingNote.WRONG, DAY)),
        (
            "NOTE STATION HURUMA BARAZA HELD 12/12 lamps and cars",
            StationForm("HURUMA", MeetingKind.BARAZA, MeetingNote.HELD, DAY, "lamps and cars"),
        ),
    ],
)
def test_a_whole_note_is_read(text: str, form: StationForm) -> None:
    found = station_forms.read(text, TWO, TODAY)
    assert found == form
    assert found is not None
    assert found.is_whole


@pytest.mark.parametrize(
    "text",
    [
        "NOTE STATION",
        "NOTE STATION BARAZA",
        "NOTE STATION BARAZA HELD",
        "NOTE STATION BARAZA HELD yesterday",
        "NOTE STATION VISIT 12/12",
        "NOTE STATION VISIT HELDD 12/12",
        "ANDIKA KITUO ZIARA",
        "NOTE STATION KASARANI BARAZA HELD",
        "NOTE STATION MEETING HELD 12/12",
        "NOTE STATION PANGANI MEETING HELD 12/12 lamps and cars",
        "NOTE STATION LUNCH PLANNED 12/12.",
        "ANDIKA KITUO MKUTANO IMEFANYIKA 12/12",
    ],
)
def test_a_note_that_stops_short_is_one_so_that_its_form_is_told(text: str) -> None:
    found = station_forms.read(text, ONE, TODAY)
    assert found is not None
    assert not found.is_whole


@pytest.mark.parametrize(
    "text",
    [
        "note the station was closed",
        "note station visit by thugs on 12/12",
        "note station robbed",
        "note station robbed on 12/12",
        "note station master beat a boy",
        "NOTE station visit by thugs with pangas",
        "note station baraza was full of people fighting",
        "andika kituo cha matatu kuna wezi",
        "andika kituo baraza ilivamiwa na vijana",
        "note 48273 police station visit planned",
        "station baraza held 12/12",
        "we note station visit held 12/12",
        "NOTE STAGE BARAZA HELD 12/12",
        "note station with many people at the baraza held there",
        "",
        "NOTE",
    ],
)
def test_words_of_somebody_are_no_note(text: str) -> None:
    assert station_forms.read(text, ONE, TODAY) is None
