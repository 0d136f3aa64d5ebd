"""Stories of a private text: for half an hour its phone leads to its report, then nothing does."""

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from gateway.storage.models import Inbound, Report
from menus.text.names import Text
from tests.people import BONDENI, COORDINATOR, FOCAL, LEADER, RESIDENT
from tests.town import Town, reference_in

PRIVATE_WORDS = "mume wangu ananichapa"
OPEN_WORDS = "kuna wezi sokoni"


def stored(town: Town) -> list[Inbound]:
    """Return the stored SMS, oldest first."""
    with town.services.reading() as session:
        return list(session.scalars(select(Inbound).order_by(Inbound.id)))


@pytest.mark.parametrize("phone", [RESIDENT, BONDENI], ids=["resident", "patroller"])
def test_a_private_text_keeps_neither_its_words_nor_its_number_and_reads_like_any_other(town: Town, phone: str) -> None:
    with capture_logs() as lines:
        town.texts(phone, PRIVATE_WORDS)
    (row,) = stored(town)
    with town.services.reading() as session:
        report = session.scalars(select(Report)).one()
    assert (row.result, row.private_report_id, row.from_phone, row.text) == ("words", report.id, None, "")
    log = [line for line in lines if line["event"] == "sms.handled"]
    assert log == [{"event": "sms.handled", "log_level": "info", "inbound": 1, "result": "words"}]


def test_a_further_text_joins_for_half_an_hour_and_then_nothing_leads_to_the_report(town: Town) -> None:
    town.texts(RESIDENT, PRIVATE_WORDS)
    town.passes(minutes=29)
    town.texts(RESIDENT, "niko bondeni")
    assert "Bondeni" in town.inbox(FOCAL)[-1]
    assert len(town.board()) == 1
    town.passes(minutes=70)
    assert {(row.result, row.private_report_id, row.from_hash, row.from_phone, row.text) for row in stored(town)} == {
        ("words", None, None, None, "")
    }


def test_the_link_is_kept_as_long_as_a_further_text_may_join_and_no_longer(town: Town) -> None:
    town.texts(RESIDENT, PRIVATE_WORDS)
    town.texts(LEADER, OPEN_WORDS)
    town.passes(minutes=29)
    assert [row.private_report_id is not None for row in stored(town)] == [True, False]
    town.passes(minutes=7)
    private, open_one = stored(town)
    assert (private.private_report_id, private.from_hash) == (None, None)
    assert open_one.from_hash is not None


def test_a_phone_that_sent_stop_still_finds_its_private_report_again(town: Town) -> None:
    town.texts(RESIDENT, "STOP")
    town.texts(RESIDENT, PRIVATE_WORDS)
    town.passes(seconds=30)
    assert town.texts(RESIDENT, "niko bondeni") == ""
    assert len(town.board()) == 1


def test_a_closed_private_report_is_continued_by_no_text(town: Town) -> None:
    town.texts(RESIDENT, PRIVATE_WORDS)
    town.texts(FOCAL, f"CLOSE {reference_in(town.inbox(FOCAL)[-1])} helped")
    town.passes(seconds=30)
    assert town.texts(RESIDENT, OPEN_WORDS) == town.said(Text.NOT_UNDERSTOOD, to=RESIDENT)
    assert town.inbox(COORDINATOR)
