"""The association's own life in the crowded community: something of each kind stands on each of its pages."""

import itertools
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from gateway.association.giving import printed_books
from gateway.association.second_chance import courses
from gateway.association.vetting import vettings
from gateway.storage.models import Course, DutyLogRow, PatrolRequest
from menus.domain.categories import Category
from menus.domain.vetting import VettingCheck
from tests.desk import Visitor
from tests.giving import GIVING, decide, linked
from tests.journeys.association.test_baraza import agreed, asks
from tests.journeys.association.test_payments import fill as fill_cash
from tests.journeys.desk.test_books_page import fills as fill_books
from tests.journeys.desk.test_second_chance import NAME, enters, opens, signed_in
from tests.money import callback, posts
from tests.paper_files import paper
from tests.people import COORDINATOR, DEPUTY, KILLING, LANDLORDS, LEADER, OVERSIGHT, RESIDENTS
from tests.town import Town, reference_in
from tests.voting import HOUSEHOLDS, is_open, votes, wanted
from tests.voting import agreed as agreed_vote
from tests.youth import hazard, task_in

_LONG = "W" * 30
_FIRST_PAPER = "2024-11-26"


@dataclass(frozen=True)
class Life:
    """What the visits open: votes that are counted and that wait, courses that are new, entered and open."""

    counted: int
    vote: int
    new_course: int
    entered_course: int
    open_course: int


def file_of(text: str) -> str:
    """Return a community file with giving, and with papers of which one has ended."""
    papers = (paper("2027-03-12", _FIRST_PAPER, number=_LONG[:20]), paper("2026-11-01", kind="permit"))
    return text + GIVING + "".join(papers)


def lived(town: Town, text: str, youth_lead: str, elder: str) -> Life:
    """Let a month of the association's life pass; `elder` is a second person of oversight."""
    town.keeps_timeline = False
    first = is_open(town)
    for number, phone in enumerate(HOUSEHOLDS):
        votes(town, phone, 1 + number % 3)
    first.closes()
    first.counts()
    decide(town)
    town.loads(file_of(text))
    second = agreed_vote(town, wanted(town, opens=timedelta(days=1), closes=timedelta(days=4)))
    _baraza(town)
    _money(town)
    _youth(town, youth_lead)
    _matters(town)
    return Life(first.vote_id, second.vote_id, *_courses(town, elder))


def _baraza(town: Town) -> None:
    town.texts(COORDINATOR, "BARAZA 18/12 15:00 Ukumbi wa shule karibu na kanisa")
    town.texts(COORDINATOR, "AGENDA lamps at river side and the hours of the patrol")
    for number, phone in enumerate(RESIDENTS[4:7]):
        question = asks(town, f"When will the lamps at river side work again, part {number}?", phone)
        if number:
            agreed(town, question)
        if number > 1:
            town.texts(COORDINATOR, f"ANSWER {question} {'the new lamps come in May ' * 5}")
    for number in range(13, 16):
        decide(town, number, "patrols begin at 8 pm on every night of the week " * 4)


def _money(town: Town) -> None:
    giver = linked(town, RESIDENTS[8])
    fill_books(town, 60)
    fill_cash(town)
    town.texts(LANDLORDS, f"RECEIVED 50 {giver} NOV")
    town.texts(LANDLORDS, f"KIND torches 4 {giver}")
    posts(town, callback("MY OWN NAME"))
    town.texts(LANDLORDS, "PAY 3200 TEA D12")
    with town.services.uow() as uow:
        printed_books.reserve(uow, town.record(), 20, "0")


def _youth(town: Town, lead: str) -> None:
    tasks = []
    for number, phone in enumerate(RESIDENTS[9:12]):
        tasks.append(task_in(town.texts(COORDINATOR, f"TASK {hazard(town, phone)} lamps at river side {number}")))
        town.now += timedelta(minutes=10)
    for task in tasks[:2]:
        town.texts(lead, f"TAKE {task}")
    town.texts(lead, f"DONE {tasks[0]} {'three lamps put up and the drain cleaned ' * 3}")
    record = town.record()
    with town.services.uow() as uow:
        for nights in range(40):
            on_at = uow.now - timedelta(days=9 * (40 - nights))
            times = {"on_at": on_at, "last_on_at": on_at, "off_at": on_at + timedelta(hours=9)}
            lapses_at = on_at + timedelta(hours=12)
            uow.session.add(DutyLogRow(person_id=record.person_ids[LEADER], lapses_at=lapses_at, **times))
        by = record.person_ids[COORDINATOR]
        for number in range(3):
            vettings.begin(uow, record, f"{_LONG} {number}"[: vettings.LONGEST_NAME], by=by)
        uow.session.flush()
        first, refused, _ = vettings.shown(uow.session, record, 3)
        vettings.tick(uow, record, first.id, set(VettingCheck))
        vettings.refuse(uow, record, refused.id, "not-met", by=by)


def _matters(town: Town) -> None:
    arrested = reference_in(town.dials(RESIDENTS[12], "*384*77#", *KILLING))
    town.texts(COORDINATOR, f"ARREST {arrested}")
    theft = town.reports(RESIDENTS[13], Category.THEFT, "market")
    town.texts(LANDLORDS, f"INTEREST {theft}")
    for giver in ("LANDLORDS", "BUSINESS"):
        town.texts(LANDLORDS, f"SUPPORT {giver} FUEL 3000 PANGANI NOV D12")
    for zone in ("market", "school"):
        town.texts(COORDINATOR, f"PATROLS {zone}")
    town.texts(COORDINATOR, f"NOTE STATION BARAZA PLANNED {town.now + timedelta(days=9):%d/%m} lamps at the river")
    with town.services.reading() as session:
        number = session.scalars(select(PatrolRequest.number).order_by(PatrolRequest.id)).first()
    town.texts(LANDLORDS, f"AGREE {number}")


def _courses(town: Town, elder: str) -> tuple[int, int, int]:
    """Open three courses; return those that are new, entered, and open to the leader now."""
    found = []
    people = {phone: signed_in(town, phone) for phone in (LEADER, OVERSIGHT, DEPUTY, elder)}
    for first, second in itertools.islice(itertools.cycle(((LEADER, OVERSIGHT), (DEPUTY, elder))), 3):
        town.texts(first, "WARN bondeni theft")
        found.append(_newest(town))
        if len(found) < 3:
            for phone in (first, second):
                _enters(people[phone], found[-1])
    for phone in (LEADER, OVERSIGHT):
        opens(people[phone], found[0])
    return found[2].id, found[1].id, found[0].id


def _enters(visitor: Visitor, course: Course) -> None:
    enters(visitor, course, NAME)


def _newest(town: Town) -> Course:
    with town.services.reading() as session:
        return max(courses.in_force(session, town.record()), key=lambda one: one.id)
