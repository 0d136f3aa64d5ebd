"""`doria decision` and `doria community load`: a change of leaders or of the mode names a decision that exists."""

from pathlib import Path

import pytest

from tests.gateway.cli.conftest import EXAMPLE, doria
from tests.gateway.cli.test_communities import written
from tests.town import Town

KEY = "mlango-kubwa"
OTHER_LEADER = EXAMPLE.replace('"+254700000101"', '"+254700000109"').replace("Patrol leader (", "Another leader (")
NEW_ROLE = EXAMPLE.replace('roles = ["oversight"]', 'roles = ["oversight", "coordinator"]')
SHADOW = EXAMPLE.replace('mode = "patrol"', 'mode = "patrol"\nstage = "shadow"')
CHANGES = [OTHER_LEADER, NEW_ROLE, SHADOW]


def version() -> str:
    """Return the last line of what is in force: it has the number of the version."""
    return doria("community", "show", KEY).output.splitlines()[-1]


@pytest.mark.parametrize("text", CHANGES)
def test_a_file_with_a_changed_leader_and_no_decision_exits_1_and_says_so(
    served: Town, tmp_path: Path, text: str
) -> None:
    """`doria community load` of a file with a changed tariff or leader and no decision id exits 1 and says so."""
    _ = served
    result = doria("community", "load", written(tmp_path, text))
    assert result.exit_code == 1
    assert "--decision" in result.output
    assert version().startswith("version 1,")


@pytest.mark.parametrize("text", CHANGES)
def test_a_decision_that_does_not_exist_is_told_and_one_that_does_is_kept_with_the_version(
    served: Town, tmp_path: Path, text: str
) -> None:
    _ = served
    file = written(tmp_path, text)
    for typed, said in (("D12", "there is no decision D12"), ("12", "no number of a decision"), ("", "no number")):
        result = doria("community", "load", file, "--decision", typed)
        assert (result.exit_code, said in result.output) == (1, True)
    assert version().startswith("version 1,")
    assert doria("decision", KEY, "Another leader was chosen", "--number", "d12").exit_code == 0
    assert doria("community", "load", file, "--decision", "D12", "--why", "chosen").exit_code == 0
    assert "D12: chosen" in doria("community", "history", KEY).output


def test_a_change_that_nobody_must_decide_names_none(served: Town, tmp_path: Path) -> None:
    _ = served
    assert doria("community", "load", written(tmp_path, EXAMPLE + "\n# a note\n")).exit_code == 0


def test_the_operator_writes_a_decision_down_without_names_and_once(served: Town) -> None:
    _ = served
    first = doria("decision", KEY, "Kamau Njoroge leads the patrol")
    assert first.output.startswith("D1: ")
    assert "Kamau" not in first.output
    assert doria("decision", KEY, "Patrols begin at 8 pm", "--number", "D12").output.startswith("D12: ")
    taken = doria("decision", KEY, "Patrols begin at 10 pm", "--number", "D12")
    assert (taken.exit_code, "already" in taken.output) == (1, True)
    assert doria("decision", KEY, "50 a month").output.startswith("D13: ")


@pytest.mark.parametrize("typed", [("nowhere", "words"), (KEY, ""), (KEY, "..."), (KEY, "w" * 301)])
def test_what_cannot_be_written_down_is_told(served: Town, typed: tuple[str, str]) -> None:
    _ = served
    assert doria("decision", *typed).exit_code == 1


def test_a_number_of_another_form_is_told(served: Town) -> None:
    _ = served
    assert doria("decision", KEY, "50 a month", "--number", "12").exit_code == 1
