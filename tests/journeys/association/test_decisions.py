"""Stories of decisions: each has a number, names nobody, and stands in the record."""

import pytest

from gateway.association import decisions
from gateway.association.decisions import NumberTakenError
from tests.town import Town


def test_a_decision_is_found_by_its_number_and_never_written_twice(town: Town) -> None:
    record = town.record()
    with town.services.uow() as uow:
        first = decisions.write_down(uow, record, "Patrols begin at 8 pm", by=None)
        twelfth = decisions.write_down(uow, record, "50 a month", by=None, number=12)
        following = decisions.write_down(uow, record, "Lamps at river side", by=None)
    assert [each.number for each in (first, twelfth, following)] == ["D1", "D12", "D13"]
    with town.services.reading() as session:
        assert decisions.find(session, record.id, "d 12") == twelfth
        assert decisions.find(session, record.id, "D2") is None
        assert decisions.find(session, record.id, "12") is None
        assert [each.number for each in decisions.newest(session, record.id, 2)] == ["D13", "D12"]
    with town.services.uow() as uow, pytest.raises(NumberTakenError, match="D12"):
        decisions.write_down(uow, record, "80 a month", by=None, number=12)


def test_names_are_crossed_out_of_a_decision(town: Town) -> None:
    with town.services.uow() as uow:
        made = decisions.write_down(uow, town.record(), "Kamau Njoroge pays 50", by=None)
    assert "Kamau" not in made.words
    assert "Njoroge" not in made.words
