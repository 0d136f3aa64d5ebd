"""Stories of erasing: somebody wants what is kept of their number erased, and the record of what happened stays."""

from datetime import timedelta

from sqlalchemy import select

from gateway.intake import erase_requests
from gateway.intake.erasing import phone_of
from gateway.intake.kept import of_phone
from gateway.storage.models import EraseRequest, Event, Inbound, Report
from menus.domain.erasing import Kept
from menus.domain.timeline import EventKind
from tests import traces
from tests.people import BREAK_IN, CODE, COORDINATOR, RESIDENT
from tests.town import Town, reference_in

WORDS = "wezi wawili wanavunja duka la kona na bunduki"
MORE = "wamekimbia kuelekea daraja"


def kept(town: Town, phone: str) -> dict[Kept, int]:
    """Return what is kept of a phone."""
    with town.services.reading() as session:
        return dict(of_phone(session, phone_of(session, town.services.keyring.phones(phone))))


def erases(town: Town, phone: str, why: str = "") -> bool:
    """Erase what is kept of a phone, as its owner asks."""
    with town.services.uow() as uow:
        return erase_requests.ask(uow, town.services.keyring.phones(phone), why)


def a_day_passes(town: Town) -> None:
    """Let the sessions end, then a day pass in which the clock stood still, and then some minutes."""
    town.passes(minutes=5)
    town.now += timedelta(days=1)
    town.passes(minutes=1)


def closes(town: Town, reference: str) -> None:
    """Let a coordinator close an incident."""
    town.texts(COORDINATOR, f"CLOSE {reference} nothing found")


def test_a_closed_report_loses_number_and_words_and_keeps_what_happened(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN))
    town.texts(RESIDENT, MORE)
    closes(town, reference)
    before = town.incident(reference)
    assert kept(town, RESIDENT)[Kept.CLOSED_REPORTS] == 1
    assert erases(town, RESIDENT)
    assert town.incident(reference) == before
    with town.services.reading() as session:
        report = session.scalars(select(Report)).one()
        assert (report.session_key, report.words, report.place, report.reporter_phone) == (None,) * 4
        assert report.reporter_hash is not None
        said = select(Event.words).where(Event.kind == EventKind.WROTE_AGAIN)
        assert session.scalars(said).all() == [None]
        assert {row.text for row in session.scalars(select(Inbound)) if row.from_hash == report.reporter_hash} == {""}
    a_day_passes(town)
    with town.services.reading() as session:
        assert session.scalars(select(Report.reporter_hash)).all() == [None]
        assert session.scalars(select(EraseRequest)).all() == []
    assert kept(town, RESIDENT) == {}
    assert traces.found_in(town, RESIDENT, "session-1") == set()
