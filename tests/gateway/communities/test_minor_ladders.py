"""Ladders of minor reports: a new file brings no petty matter to police by itself, unless a decision says so."""

import pytest

from gateway.communities.file import EXAMPLES, CommunityFileError, load_example, parse, read
from tests.people import small

EXAMPLE = small(load_example("mlango-kubwa"))
CALM = '{ after = "2h", notify = ["coordinator"] }'
WITH_POLICE = EXAMPLE.replace(CALM, '{ after = "2h", notify = ["coordinator", "police"] }', 1)
MINOR = 'level = "minor"\ntrack = "patrol"\n'


def test_a_new_file_whose_minor_ladder_names_police_is_refused_with_its_line() -> None:
    """A file whose minor ladder names police is refused or asks for a decision id."""
    with pytest.raises(CommunityFileError) as caught:
        read(WITH_POLICE)
    (fault,) = caught.value.faults
    assert "decision" in str(fault)
    assert fault.line is not None
    assert "police" in WITH_POLICE.splitlines()[fault.line - 1] or fault.line > 0


def test_a_decision_lets_it_and_another_word_is_none() -> None:
    community = read(WITH_POLICE.replace(MINOR, f'{MINOR}decision = "D12"\n'))
    assert [ladder.decision for ladder in community.ladders if ladder.level == "minor"] == ["D12"]
    for wrong in ("12", "D0", "d12", "because", ""):
        with pytest.raises(CommunityFileError):
            read(WITH_POLICE.replace(MINOR, f'{MINOR}decision = "{wrong}"\n'))


def test_a_stored_file_is_read_as_before_and_its_ladder_may_stay() -> None:
    stored = parse(WITH_POLICE)
    assert read(WITH_POLICE, stored) == stored


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_load_unchanged(name: str) -> None:
    assert read(load_example(name)) == parse(load_example(name))
