"""Stories of the amounts that are given: they change by a decision, and by nothing else."""

import pytest

from gateway.communities.file import CommunityFileError
from tests.giving import GIVING, decide, file_of, open_giving
from tests.town import Town


def month(town: Town) -> int | None:
    giving = town.record().community.giving
    return None if giving is None else giving.month


def test_giving_opens_with_a_decision_that_is_written_down(town: Town) -> None:
    with pytest.raises(CommunityFileError, match=r"giving\.decision: D12 is no decision that is written down"):
        town.loads(file_of())
    assert month(town) is None
    open_giving(town)
    assert month(town) == 50


def test_another_tariff_needs_another_decision(town: Town) -> None:
    """A file with a changed tariff and no decision is refused, and the tariff stays."""
    open_giving(town)
    for was, now in (
        ("month = 50", "month = 80"),
        ("amount = 300", "amount = 400"),
        ("stipend_cap = 2000", "stipend_cap = 9000"),
        ("tea = {", "soda = {"),
        ('"123456"', '"654321"'),
    ):
        dearer = file_of(GIVING.replace(was, now))
        with pytest.raises(CommunityFileError, match="D12 is the decision about other amounts"):
            town.loads(dearer)
    with pytest.raises(CommunityFileError, match="D13 is no decision"):
        town.loads(file_of(GIVING.replace("month = 50", "month = 80").replace("D12", "D13")))
    assert month(town) == 50
    decide(town, 13, "80 a month")
    town.loads(file_of(GIVING.replace("month = 50", "month = 80").replace("D12", "D13")))
    assert month(town) == 80


def test_a_file_that_leaves_giving_as_it_is_needs_no_decision(town: Town) -> None:
    open_giving(town)
    town.loads(file_of() + "\n# another line\n")
    town.loads(file_of(""))
    assert month(town) is None
