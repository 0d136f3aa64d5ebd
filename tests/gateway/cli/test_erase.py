"""`doria erase`: what it shows of a number, what it erases, and its refusals."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.storage.models import Act, BarazaReminder, HouseholdRequest, PulsePhone, Report
from menus.domain.acts import ActKind
from tests.gateway.cli.conftest import doria
from tests.people import BREAK_IN, CODE, COORDINATOR, KILLING, LEADER, OTHER, RESIDENT, THEFT
from tests.town import Town, reference_in
from tests.voting import HOUSEHOLDS, STRANGER, lists

NATIONAL = "0" + RESIDENT.removeprefix("+254")


@pytest.fixture(autouse=True)
def told_of_the_past(served: Town) -> None:
    """Let the stories lie in the past: `doria erase` has the time of the machine, and what comes later is not asked."""
    served.now -= timedelta(minutes=5)


def erases(phone: str, *more: str) -> tuple[int, str]:
    """Run `doria erase` on a phone; return its exit status and what it printed."""
    done = doria("erase", phone, "--why", "asked at the office", *more)
    return done.exit_code, done.output


def closes(town: Town, reference: str) -> None:
    town.texts(COORDINATOR, f"CLOSE {reference} nothing found")
    town.passes(seconds=3)


def test_it_shows_what_is_kept_and_erases_only_when_told(served: Town) -> None:
    closed, still_open = (reference_in(served.dials(RESIDENT, CODE, *keys)) for keys in (BREAK_IN, KILLING))
    closes(served, closed)
    status, shown = erases(NATIONAL)
    assert (status, "reports, closed" in shown, "reports, open" in shown) == (1, True, True)
    assert "say --yes" in shown.splitlines()[-1]
    with served.services.reading() as session:
        assert all(session.scalars(select(Report.reporter_hash)))
        assert not session.scalars(select(Act).where(Act.kind == ActKind.ERASED)).all()
    status, shown = erases(NATIONAL, "--yes")
    assert (status, shown.splitlines()[-1]) == (0, "erased; what is left follows by itself")
    with served.services.reading() as session:
        keys = {row.reference: row.session_key for row in session.scalars(select(Report))}
        assert (keys[closed], keys[still_open] is None) == (None, False)
        (act,) = session.scalars(select(Act).where(Act.kind == ActKind.ERASED)).all()
        assert (act.words, act.person_id, act.facts["why"]) == ("asked at the office", None, "asked")
    assert RESIDENT not in shown
    assert erases(RESIDENT, "--yes")[0] == 0, "a second time changes nothing and is no fault"


def test_bad_input_gets_one_clear_line(served: Town) -> None:
    _ = served
    for phone, said in (("12", "that is no phone number"), (OTHER, "nothing is kept of this number")):
        status, shown = erases(phone, "--yes")
        assert (status, said in shown, len(shown.splitlines())) == (1, True, 1)
    assert doria("erase", OTHER, "--yes").exit_code == 2
    assert "say why" in doria("erase", OTHER, "--why", " ", "--yes").output


def test_the_number_of_a_role_says_what_removes_it_and_names_nobody(served: Town) -> None:
    served.dials(LEADER, CODE, *THEFT)
    status, shown = erases(LEADER, "--yes")
    person = served.person(LEADER)
    assert (status, "this is the number of a" in shown, "doria people" in shown) == (0, True, True)
    assert person.name not in shown
    assert served.services.directory.communities_of(LEADER)


def test_private_help_changes_no_byte_of_what_is_shown(served: Town) -> None:
    for phone in (RESIDENT, OTHER):
        closes(served, reference_in(served.dials(phone, CODE, *THEFT)))
    served.dials(OTHER, CODE, "7", "2", "2")
    served.texts(OTHER, "mume wangu ananichapa")
    assert erases(RESIDENT) == erases(OTHER)
    assert erases(RESIDENT, "--yes") == erases(OTHER, "--yes")
    assert erases(RESIDENT) == erases(OTHER)


def test_what_only_stays_or_goes_by_itself_is_not_said_to_be_erased(served: Town) -> None:
    closes(served, reference_in(served.dials(RESIDENT, CODE, *THEFT)))
    assert erases(RESIDENT, "--yes")[0] == 0
    for phone in (RESIDENT, LEADER):
        status, shown = erases(phone, "--yes")
        assert (status, shown.splitlines()[-1]) == (1, "nothing of it can be erased now; nothing was erased")
    with served.services.reading() as session:
        assert len(session.scalars(select(Act).where(Act.kind == ActKind.ERASED)).all()) <= 1


def test_a_number_that_only_wished_something_is_found_and_erased(served: Town) -> None:
    lists(served)
    served.texts(COORDINATOR, "BARAZA 26/11 15:00 Ukumbi")
    served.dials(STRANGER, CODE, "0", "3", "1", "2")
    served.texts(STRANGER, f"VOUCH 0{HOUSEHOLDS[0][4:]} 0{HOUSEHOLDS[1][4:]}")
    served.dials(STRANGER, CODE, "0", "9", "1", "1", "1")
    status, shown = erases(STRANGER, "--yes")
    assert status == 0
    for one in ("reminders of a baraza", "requests to be on a list", "answers under More"):
        assert next(line for line in shown.splitlines() if one in line).endswith(("erased now", ")"))
    with served.services.reading() as session:
        for kind in (BarazaReminder, HouseholdRequest, PulsePhone):
            assert session.scalars(select(kind)).all() == []
