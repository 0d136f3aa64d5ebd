"""Looks of operators: `doria looks` lists them; what is sealed of a hidden incident is shown to whoever says why."""

import json

import pytest
from sqlalchemy import select, text

from gateway.storage.models import LookRow
from tests.gateway.cli.conftest import doria
from tests.people import CODE, FOCAL, LEADER, OTHER, RESIDENT
from tests.town import Town, reference_in

WHY = "to ask which door"
NOTE = "yuko salama sasa"


def test_operators_list_who_looked_at_which_report_and_why_the_newest_first(served: Town) -> None:
    assert doria("looks").output == "no looks\n"
    first = reference_in(served.dials(RESIDENT, CODE, "4", "2", "4", "2"))
    served.dials(OTHER, CODE, "7", "2", "2")
    private = reference_in(served.last(FOCAL))
    for reference in (first, private):
        assert doria("reveal", reference, "--why", WHY, "--by", "Asha").exit_code == 0
    lines = doria("looks").output.splitlines()
    assert [line.split()[4] for line in lines] == [private, first]
    assert all(line.endswith(f"Asha: {WHY}") for line in lines)
    (newest, _) = json.loads(doria("looks", "--json").output)
    assert {name: newest[name] for name in ("reference", "by", "operator", "why", "community")} == {
        "reference": private,
        "by": "Asha",
        "operator": True,
        "why": WHY,
        "community": "mlango-kubwa",
    }
    assert len(json.loads(doria("looks", "--json", "--community", "mlango-kubwa", "--since", "2d").output)) == 2
    assert doria("looks", "--since", "2099-01-01").exit_code == 1
    assert doria("looks", "--community", "nowhere").exit_code == 1


def test_each_text_of_a_reporter_is_a_line(served: Town) -> None:
    reference = reference_in(served.dials(RESIDENT, CODE, "5", "2", "4", "2"))
    for said in ("mwizi ameiba simu ya jirani", "wamekimbia kwa mto"):
        served.texts(RESIDENT, said)
    lines = doria("reveal", reference, "--why", WHY, "--by", "Asha").output.splitlines()
    assert lines[:3] == [RESIDENT, "mwizi ameiba simu ya jirani", "wamekimbia kwa mto"]


def noted(town: Town, *keys: str) -> str:
    """Let somebody report something hidden, and somebody with a role write a note about it; return the reference."""
    town.dials(RESIDENT, CODE, *keys)
    reference = reference_in(town.last(FOCAL))
    town.texts(FOCAL, f"1 {reference}")
    town.texts(FOCAL, f"4 {reference} {NOTE}")
    return reference


def test_notes_of_a_hidden_incident_are_shown_with_a_reason_alone_and_that_is_a_look(served: Town) -> None:
    reference = noted(served, "7", "2", "2")
    shown = doria("incident", reference)
    assert shown.exit_code == 0
    assert NOTE not in shown.output
    assert "--why" in shown.stderr
    assert NOTE not in doria("incident", reference, "--json").stdout
    assert doria("incident", reference, "--why", WHY, "--by", " ").exit_code == 1
    assert json.loads(doria("looks", "--json").output) == []
    assert NOTE in doria("incident", reference, "--why", WHY, "--by", "Asha").output
    (look,) = json.loads(doria("looks", "--json").output)
    assert (look["kind"], look["by"], look["why"], look["reference"]) == ("notes", "Asha", WHY, reference)


def test_notes_of_any_other_incident_are_the_work_of_an_operator(served: Town) -> None:
    reference = reference_in(served.dials(RESIDENT, CODE, "4", "2", "4", "2"))
    served.answers(LEADER, "going", reference)
    served.answers(LEADER, "over", reference, NOTE)
    assert NOTE in doria("incident", reference).output
    assert doria("incident", reference, "--why", WHY, "--by", "Asha").exit_code == 0
    with served.services.reading() as session:
        assert session.scalars(select(LookRow)).all() == []


@pytest.mark.parametrize("command", ["reveal", "incident"])
def test_nothing_is_shown_if_the_look_cannot_be_written_down(served: Town, command: str) -> None:
    reference = noted(served, "7", "2", "2")
    if command == "reveal":
        reference = reference_in(served.dials(OTHER, CODE, "4", "2", "4", "2"))
    with served.services.database.write() as session:
        session.execute(text("ALTER TABLE looks RENAME TO looks_away"))
    ran = doria(command, reference, "--why", WHY, "--by", "Asha")
    assert ran.exit_code == 1
    assert OTHER[4:] not in ran.output
    assert NOTE not in ran.output
