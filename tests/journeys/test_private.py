"""Stories of help in private: one trained helper learns of it, and no phone keeps a trace."""

import re

import pytest
from sqlalchemy import select

from gateway.storage.models import DraftRow, Report
from gateway.usecases import board, revealing
from tests.people import CODE, COORDINATOR, FOCAL, FOCAL_ALTERNATE, RESIDENT
from tests.town import Town, reference_in


def test_going_back_from_a_killing_to_private_help_sends_and_offers_nothing(town: Town) -> None:
    town.presses("1", "2", "00", "7")
    town.drops()
    town.passes(minutes=3)
    assert town.board() == []
    assert "Kuna nini" in town.presses(session="second")


def test_a_private_matter_leaves_no_draft_and_no_trace(town: Town) -> None:
    town.presses("7", "4", "2", "1", session="child", phone="+254711000077")
    assert {phone for phone, _ in town.carrier.sent} == {FOCAL}
    town.presses("7", "1", "4")
    town.drops()
    town.passes(minutes=3)
    with town.services.reading() as session:
        assert session.scalars(select(DraftRow)).all() == []
        assert session.scalars(select(Report)).one().reporter_hash is None
    page = town.presses("0", "1", session="look", phone="+254711000077")
    assert not re.search(r"\d{5}", page)


def test_a_number_is_revealed_only_where_a_call_was_asked_for_and_that_is_written_down(town: Town) -> None:
    called = reference_in(town.presses("4", "2", "4", "2"))
    hidden = reference_in(town.presses("4", "3", "4", "1", session="other", phone="+254711000010"))
    with town.services.unit() as unit:
        assert revealing.reveal(unit, called, "to ask which door") == revealing.Revealed(RESIDENT, None)
        assert revealing.reveal(unit, hidden, "curious") == revealing.Revealed(None, None)
        assert revealing.reveal(unit, "99999", "curious") is None
    with town.services.reading() as session:
        incident = board.standings(session, reference=called)[0].incident
        assert board.history(session, incident)[-1]["kind"] == "revealed"


@pytest.mark.parametrize(
    ("keys", "asks"), [(("7", "2", "2"), "sasa"), (("7", "1", "3", "Kesho saa tatu"), "Kesho saa tatu")]
)
def test_a_helper_who_asks_learns_when_a_caller_wants_to_be_called(
    town: Town, keys: tuple[str, ...], asks: str
) -> None:
    town.presses(*keys)
    (alert,) = town.inbox(FOCAL)
    reference = reference_in(alert)
    assert asks not in alert
    assert asks in town.texts(FOCAL, reference)
    assert asks not in town.texts(COORDINATOR, reference)
    assert town.inbox(RESIDENT) == []


def test_the_helper_who_has_seen_it_reads_that_a_call_is_wanted(town: Town) -> None:
    town.dials(RESIDENT, CODE, "7", "2", "2")
    reference = reference_in(town.inbox(FOCAL)[-1])
    seen, wish = town.texts(FOCAL, f"1 {reference}"), town.texts(FOCAL, reference)
    assert any(word in seen for word in ("pig", "Pig"))
    assert seen.split(". ")[-1] in wish


def test_a_helper_who_asks_for_help_is_not_texted_about_it(town: Town) -> None:
    town.dials(FOCAL, CODE, "7", "1", "2")
    town.passes(minutes=10)
    assert not any("saidia" in text for text in town.inbox(FOCAL))
    assert any("saidia" in text for text in town.inbox(FOCAL_ALTERNATE))
