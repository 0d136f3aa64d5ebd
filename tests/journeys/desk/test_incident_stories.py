"""Whole stories at the desk: a report from its arrival to its closing, and two coordinators at the same moment."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from gateway.storage.models import Confirmation, EscalationRow, Event, Incident, Message, Notification, Question
from menus.domain.categories import Category
from menus.domain.classes import CrimeClass
from menus.domain.messages import MessageKind
from menus.domain.timeline import EventKind
from tests.desk import Shown
from tests.journeys.desk.incident import Steering, answer_of, events_of, section
from tests.people import CODE, COORDINATOR, LANDLORDS, LEADER, OTHER, POLICE, RESIDENT
from tests.town import START, Town, reference_in

TEXT = "wezi wameiba simu yangu bondeni"
QUESTION, ANSWER, NUMBER, OUTCOME = "Which door?", "the green one", "12/23/11/2026", "police took over"
NOTE = "the gate is open"
MY_REPORT = ("0", "1", "1")
"""The keys that lead to the question about the newest report."""


def by_desk(town: Town) -> Callable[..., None]:
    """Return how a coordinator steers at the desk: an act, and what is typed."""
    coordinator = Steering(town, COORDINATOR)

    def steer(reference: str, act: str, typed: Mapping[str, str], *, is_asked: bool = False) -> None:
        assert coordinator.opens("/desk/").row(reference).text
        page = coordinator.does(reference, act, **typed)
        if is_asked:
            page = coordinator.confirms(page, act)
        assert answer_of(page), page.text

    return steer


def by_sms(town: Town) -> Callable[..., None]:
    """Return how a coordinator steers by SMS: the same verbs, and the same words behind them."""

    def steer(reference: str, act: str, typed: Mapping[str, str], *, is_asked: bool = False) -> None:
        command = " ".join([act.upper(), reference, *typed.values()])
        assert town.confirms(COORDINATOR, command) if is_asked else town.texts(COORDINATOR, command)

    return steer


def story(town: Town, steer: Callable[..., None]) -> str:
    """Let a texted report come in, and steer it to its end; return its reference."""
    reference = reference_in(town.texts(RESIDENT, TEXT))
    town.passes(seconds=20)
    steer(reference, "send", {})
    town.passes(seconds=20)
    town.answers(LEADER, "going", reference)
    steer(reference, "ask", {"text": QUESTION})
    town.passes(seconds=20)
    town.dials(RESIDENT, CODE, *MY_REPORT, ANSWER)
    steer(reference, "police", {})
    town.passes(seconds=20)
    town.answers(POLICE, "going", reference)
    steer(reference, "note", {"text": NOTE})
    steer(reference, "ob", {"number": NUMBER})
    steer(reference, "close", {"words": OUTCOME}, is_asked=True)
    town.passes(seconds=20)
    return reference


def rows_of(town: Town, reference: str) -> dict[str, Any]:
    """Return everything that a story leaves of an incident, without numbers of rows and without its reference."""
    with town.services.reading() as session:
        incident = session.scalars(select(Incident).where(Incident.reference == reference)).one()
        began = incident.opened_at
        events = session.scalars(select(Event).where(Event.incident_id == incident.id).order_by(Event.id))
        ladders = session.scalars(select(EscalationRow).where(EscalationRow.incident_id == incident.id))
        notified = session.scalars(select(Notification).where(Notification.incident_id == incident.id))
        texts = session.scalars(select(Message).where(Message.incident_id == incident.id).order_by(Message.id))
        questions = session.scalars(select(Question).order_by(Question.id.desc()).limit(1))
        return {
            "incident": (
                incident.status,
                incident.level,
                incident.category,
                incident.zone,
                incident.outcome,
                incident.ended_as,
                incident.crime_class,
                incident.ob_number,
                _after(began, incident.closed_at),
            ),
            "events": [
                (
                    _after(began, row.at),
                    row.kind,
                    row.person_id,
                    row.words,
                    _unnamed(row.facts, reference),
                    sorted(row.changes),
                )
                for row in events
            ],
            "ladders": sorted((row.track, row.phase, row.fired, row.answered_by) for row in ladders),
            "notified": sorted((row.person_id, row.track, row.state, row.position or 0) for row in notified),
            "texts": [
                (row.kind, row.lane, row.phone, row.body.replace(reference, "REF"))
                for row in texts
                if row.kind is not MessageKind.ANSWER
            ],
            "questions": [(row.person_id, row.text, row.answer) for row in questions],
        }


def _after(began: datetime, at: datetime | None) -> float | None:
    """Return the seconds from the beginning of an incident."""
    return (at - began).total_seconds() if at is not None else None


def _unnamed(facts: Mapping[str, Any], reference: str) -> dict[str, Any]:
    """Return facts without the reference."""
    return {name: "REF" if value == reference else value for name, value in facts.items()}


def test_the_desk_alone_and_sms_alone_leave_the_same(town: Town) -> None:
    left = []
    for ways in (by_desk, by_sms):
        reference = story(town, ways(town))
        left.append(rows_of(town, reference) | {"board": _without_moments(town.incident(reference))})
        # The next night nothing of it counts any more.
        town.now = START + timedelta(days=1)
        town.ticks()
    desk, sms = left
    for name, found in desk.items():
        assert found == sms[name], name
    assert desk["questions"][0][1:] == (QUESTION, ANSWER)
    assert {EventKind.NOTED, EventKind.CLOSED} <= {row[1] for row in desk["events"]}
    assert CrimeClass.THEFT in desk["incident"]


def _without_moments(board: Mapping[str, Any]) -> dict[str, Any]:
    """Return an incident of the board without its reference and without moments: the rows hold them."""
    tracks = {
        track: {name: fact for name, fact in facts.items() if not name.endswith("_at")}
        for track, facts in board["tracks"].items()
    }
    return {name: fact for name, fact in board.items() if name not in {"reference", "opened_at"}} | {"tracks": tracks}


@pytest.mark.parametrize("acts", [("close", "close"), ("close", "ask")])
def test_truly_at_once_one_acts_and_the_other_reads_it(town: Town, acts: tuple[str, str]) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    people = [Steering(town, COORDINATOR), Steering(town, LANDLORDS)]
    typed: dict[str, dict[str, str]] = {"close": {"outcome": "5"}, "ask": {"text": QUESTION}}
    pages = [one.sees(reference) for one in people]

    def act(number: int) -> Shown:
        return people[number].presses(pages[number], people[number].words(f"act.{acts[number]}"), **typed[acts[number]])

    with ThreadPoolExecutor(2) as pool:
        shown = list(pool.map(act, range(2)))
    town.works()
    assert sorted(page.status for page in shown) == [200, 409]
    (late,) = [page for page in shown if page.status == 409]
    winner = people[1 - shown.index(late)]
    assert winner.phone is not None
    assert town.person(winner.phone).name in section(late, "meanwhile").text
    done = [kind for kind in events_of(town, reference) if kind in {EventKind.CLOSED, EventKind.ASKED}]
    assert len(done) == 1


def test_two_who_join_the_same_pair_both_ways_at_once_end_one_of_them(town: Town) -> None:
    one = town.reports(RESIDENT, Category.THEFT)
    other = town.reports(OTHER, Category.BREAK_IN, zone="kiamutisya")
    people = [Steering(town, COORDINATOR), Steering(town, LANDLORDS)]
    pairs = [(one, other), (other, one)]
    asked = [people[each].does(pairs[each][0], "join", other=pairs[each][1]) for each in range(2)]

    def act(number: int) -> Shown:
        return people[number].presses(asked[number], people[number].words("confirm.do.join"))

    with ThreadPoolExecutor(2) as pool:
        shown = list(pool.map(act, range(2)))
    town.works()
    assert min(page.status for page in shown) == 200
    assert [each["reference"] for each in town.board()] in ([one], [other])
    with town.services.reading() as session:
        assert not session.scalars(select(Confirmation).where(Confirmation.used_at.is_(None))).all()
