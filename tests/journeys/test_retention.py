"""Stories of retention: numbers are deleted first, then texts, then the words of people."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.storage.models import DraftRow, Event, Inbound, Incident, Message, Report
from tests.people import BREAK_IN, CODE, COORDINATOR, FOCAL, LEADER, OTHER, RESIDENT
from tests.town import Town, reference_in


def after(town: Town, **time: float) -> None:
    """Move the time in one step, and let the clock tick."""
    town.now += timedelta(**time)
    town.ticks()


def test_the_number_of_who_may_be_called_goes_a_week_after_closing(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, "4", "2", "4", "2"))
    town.texts(COORDINATOR, f"CLOSE {reference} found")
    for days, is_kept in ((6, True), (2, False)):
        after(town, days=days)
        with town.services.reading() as session:
            assert (session.scalars(select(Report.reporter_phone)).one() is not None) is is_kept


def test_texts_and_drafts_go_after_a_month(town: Town) -> None:
    town.presses("3", "5")
    town.texts(OTHER, "kuna wezi sokoni")
    with town.services.reading() as session:
        assert OTHER in session.scalars(select(Message.phone)).all()
    after(town, days=31)
    with town.services.reading() as session:
        old = Message.created_at < town.now - timedelta(days=1)
        assert {(phone, body) for phone, body in session.execute(select(Message.phone, Message.body).where(old))} == {
            ("", "")
        }
        assert session.scalars(select(Inbound)).all() == []
        assert session.scalars(select(DraftRow)).all() == []


@pytest.mark.parametrize("kind", ["private", "alarm", "dialled"])
def test_the_words_of_people_go_a_year_after_closing_whoever_they_were(town: Town, kind: str) -> None:
    if kind == "private":
        town.texts(RESIDENT, "nimebakwa na mjomba nyumbani")
        reference = reference_in(town.inbox(FOCAL)[-1])
        town.texts(FOCAL, f"CLOSE {reference} helped")
    elif kind == "alarm":
        reference = reference_in(town.texts(LEADER, "5 niko mtoni wananifuata"))
        town.confirms(COORDINATOR, f"CLOSE {reference} safe")
    else:
        keys = ("3", "7", "karibu na mti mkubwa", "4", "1")
        reference = reference_in(town.dials(RESIDENT, CODE, *keys))
        town.texts(COORDINATOR, f"CLOSE {reference} settled")
    assert town.incident(reference)["status"] == "closed"
    after(town, days=364)
    with town.services.reading() as session:
        report = session.scalars(select(Report)).one()
        assert report.words or report.place
    after(town, days=2)
    with town.services.reading() as session:
        report = session.scalars(select(Report)).one()
        assert (report.words, report.place, report.reporter_hash, report.session_key) == (None,) * 4
        assert set(session.scalars(select(Event.words))) == {None}
        incident = session.scalars(select(Incident)).one()
        assert (incident.outcome, incident.place, incident.person) == (None, None, None)
        assert incident.category, "that it happened stays"


def test_an_open_incident_forgets_nothing(town: Town) -> None:
    town.dials(RESIDENT, CODE, *BREAK_IN[:-1], "2")
    after(town, days=400)
    with town.services.reading() as session:
        assert session.scalars(select(Report.reporter_phone)).one() == RESIDENT
