"""Proofs of incidents at the desk: what an observer gets, what they cannot find out, and how often people may ask."""

import json
from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import incident_proofs
from gateway.desk.incident_proofs import Provable
from gateway.desk.viewer import Viewer
from gateway.incidents import access, interests
from gateway.incidents.interests import Tie
from gateway.storage.models import Act
from menus.domain import references
from menus.domain.acts import ActKind
from menus.domain.categories import Category
from menus.domain.desk_sessions import DeskMoments
from menus.domain.incident_proofs import MOST
from menus.text.names import Text
from tests import checking
from tests.desk import Shown, Visitor
from tests.journeys.desk.test_oversight_pages import OBSERVER, night, overseer, presses, proof, with_observer
from tests.journeys.test_two_communities import CODE_THERE, second
from tests.people import ABOUT_PATROL, CODE, COORDINATOR, FOCAL, KILLING, OTHER, OVERSIGHT, RESIDENT, RESIDENTS
from tests.statements import counted
from tests.town import Town, reference_in

GONE = references.mint(8_999)
"""A reference of nothing: its digit checks."""
MISTYPED = f"{GONE[:-1]}{(int(GONE[-1]) + 1) % 10}"


@pytest.fixture
def place(new_town: Callable[..., Town]) -> Town:
    """Give a community with an observer, and a neighbour."""
    return new_town(with_observer(), second())


def ended(town: Town, phone: str = RESIDENT) -> str:
    """Return an incident that was reported and closed."""
    reference = reported(town, phone)
    closes(town, reference)
    return reference


def reported(town: Town, phone: str) -> str:
    """Return an incident by itself: nothing like it was reported for hours."""
    town.now += timedelta(hours=3)
    return town.reports(phone, Category.THEFT)


def closes(town: Town, reference: str) -> None:
    assert town.texts(COORDINATOR, f"CLOSE {reference} 4") == town.said(Text.CLOSED, COORDINATOR, reference=reference)


def asks(visitor: Visitor, reference: str, **typed: str) -> Shown:
    """Ask for a proof."""
    page = visitor.opens("/desk/record")
    return presses(visitor, "record", page, "proof.get", reference=reference, **typed)


def test_an_observer_gets_the_hashes_of_what_has_been_over_for_a_week_and_no_moment(place: Town) -> None:
    reference = ended(place)
    made = night(place)
    observer = overseer(place, OBSERVER)
    assert observer.says("record", "proof.none_old") in asks(observer, reference).text
    place.now += timedelta(days=7, seconds=-1)
    observer = overseer(place, OBSERVER)
    # Signing in took some time; the night is not a week old by a second or more.
    place.now = made.at + timedelta(days=7) - timedelta(seconds=1)
    assert observer.says("record", "proof.none_old") in asks(observer, reference).text
    place.now = made.at + timedelta(days=7)
    shown = asks(observer, reference, opens="yes")
    found = proof(shown)
    assert isinstance(found["entries"], list)
    assert found["entries"]
    assert all(set(entry) == {"seq", "leaf", "path"} for entry in found["entries"])
    assert checking.check(found) == []
    for word in ("reported", "closed", "2026-", '"at"', "kind", reference):
        assert word not in json.dumps(found["entries"])
    # The proof of oversight shows the contents, and its leaves are the same.
    of_oversight = proof(asks(overseer(place), reference))
    assert isinstance(of_oversight["entries"], list)
    assert all("content" in entry for entry in of_oversight["entries"])
    found["entries"][0]["leaf"] = "00" * 32
    with pytest.raises(ValueError, match="not in the tree"):
        checking.check(found)


def test_an_observer_cannot_tell_what_is_not_there_from_what_is_new_or_not_theirs(place: Town) -> None:
    is_open = reported(place, RESIDENTS[2])
    accusing = reference_in(place.dials(OTHER, CODE, *ABOUT_PATROL, "1"))
    place.dials(RESIDENTS[3], CODE, "7", "2", "2")
    private = reference_in(place.last(FOCAL))
    foreign = reference_in(place.dials(RESIDENTS[4], CODE_THERE, *KILLING))
    theirs, closed_since = ended(place, RESIDENTS[5]), reported(place, RESIDENTS[6])
    has_interest(place, OBSERVER, theirs)
    made = night(place)
    place.now += timedelta(seconds=1)
    closes(place, closed_since)
    place.now = made.at + timedelta(days=8)
    today = reported(place, RESIDENTS[7])
    observer = overseer(place, OBSERVER)
    asks(observer, GONE)
    answers, statements = {}, {}
    for reference in (GONE, is_open, accusing, private, foreign, theirs, closed_since, today):
        page = observer.opens("/desk/record")
        with counted(place.services) as asked:
            shown = observer.presses(page, observer.says("record", "proof.get"), None, reference=reference, why="I ask")
        words = shown.text.replace(reference, "REF")
        answers[reference] = (shown.status, words, sorted(shown.answer.headers.keys()))
        statements[reference] = len(asked)
    assert observer.says("record", "proof.nothing", reference="REF") in answers[GONE][1]
    for reference, answer in answers.items():
        assert answer == answers[GONE], reference
    assert set(statements.values()) == {statements[GONE]}, statements


def has_interest(town: Town, phone: str, reference: str) -> None:
    """Let a person be tied to an incident."""
    record = town.record(phone)
    with town.services.uow() as uow:
        incident = access.by_reference(uow.session, reference)
        person = record.by_phone(phone)
        assert incident is not None
        assert person is not None
        assert interests.take_out(uow, record, person, incident, Tie())
    town.reads_communities_again()
    assert phone in town.record(phone).recused_from(incident)


def test_an_answer_that_gives_no_proof_leaves_at_a_whole_step_of_time(
    place: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[float] = []
    monkeypatch.setattr("gateway.desk.even_times.sleep", held.append)
    observer = overseer(place, OBSERVER)
    held.clear()
    asks(observer, GONE)
    assert len(held) == 1


def test_nobody_asks_for_more_proofs_in_a_day_than_was_said(place: Town) -> None:
    reference = ended(place)
    made = night(place)
    place.now = made.at + timedelta(days=7, hours=1)
    observer = overseer(place, OBSERVER)
    for number in range(MOST):
        asks(observer, reference if number % 2 else GONE)
    often = observer.says("record", "proof.often", most=MOST)
    for each in (reference, GONE):
        shown = asks(observer, each)
        assert often in shown.text
        assert shown.answer.content_type.startswith("text/html")
    # Nobody else is kept out, and the next day is another one.
    assert proof(asks(overseer(place), reference))
    with place.services.reading() as session:
        rows = session.execute(select(Act.person_id, Act.facts).where(Act.kind == ActKind.PROOF_ASKED)).all()
    ids = place.record(OVERSIGHT).person_ids
    assert [row.person_id for row in rows] == [ids[OBSERVER]] * MOST + [ids[OVERSIGHT]]
    # No fact says what somebody asked for.
    assert all(row.facts == {} for row in rows)
    place.now += timedelta(hours=24)
    assert proof(asks(overseer(place, OBSERVER), reference))


def test_many_requests_at_once_are_counted_one_after_the_other(place: Town) -> None:
    record = place.record(OBSERVER)
    person = record.by_phone(OBSERVER)
    assert person is not None
    moments = DeskMoments(place.now, place.now, place.now)
    viewer = Viewer(record, person, record.person_ids[OBSERVER], 1, moments, place.now)
    told: list[Provable | str] = []

    def one(uow: UnitOfWork) -> Provable | str:
        return incident_proofs.ask(uow, viewer, GONE, "")

    def ask() -> None:
        told.extend(place.services.do(one) for _ in range(MOST // 4))

    threads = [Thread(target=ask) for _ in range(5)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(map(str, told)) == ["proof.none_old"] * MOST + ["proof.often"] * (MOST // 4)


def test_a_slip_of_the_pen_is_no_try(place: Town) -> None:
    observer = overseer(place, OBSERVER)
    assert observer.says("record", "proof.mistyped") in asks(observer, MISTYPED).text
    with place.services.reading() as session:
        assert session.scalars(select(Act).where(Act.kind == ActKind.PROOF_ASKED)).all() == []
