"""Floors of words: a name or a number in any note of the association is crossed out or refused, whoever wrote it."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.storage.models import Inbound, Message, Row
from menus.domain.messages import MessageKind
from tests.giving import GIVING, decide, linked
from tests.people import CODE, COORDINATOR, LANDLORDS, LEADER, OTHER, OVERSIGHT, RESIDENT
from tests.town import Town
from tests.youth import YOUTH, hazard, made, with_youth

NAME = "Kamau Njoroge"
"""A made-up person: no word of the name may be kept, and none may reach anybody but whoever wrote it."""
NUMBER = "0712345678"
BY_SMS = [
    (COORDINATOR, "BARAZA 26/11 15:00 house of {place}"),
    (COORDINATOR, "AGENDA {who} and the gate"),
    (COORDINATOR, "ANSWER Q1 {who} will do it in May"),
    (COORDINATOR, "DID Q1 {who} put up the lamps"),
    (COORDINATOR, "DID {task} {who} put up the lamps"),
    (COORDINATOR, "DECIDED D40 {who} keeps the keys"),
    (COORDINATOR, "IMEAMULIWA {who} analinda lango"),
    (COORDINATOR, "REFUSE Q1 it is about {who}"),
    (COORDINATOR, "TASK {reference} drain behind {who}"),
    (YOUTH, "DONE {task} cleaned with {who}"),
    (LANDLORDS, "KIND chairs {who} 4 {giver}"),
    (LANDLORDS, "PAY 50 {who} D12"),
    (LANDLORDS, "PAY 50 STIPEND {who} D12"),
    (LANDLORDS, "HANDOVER 50 TO {who}"),
    (LANDLORDS, "RECEIVED 50 {giver} NOV {who}"),
    (LANDLORDS, "SUPPORT LANDLORDS FUEL 3000 {who} NOV D12"),
    (LANDLORDS, "SUPPORT {who} FUEL 3000 Pangani NOV D12"),
    (COORDINATOR, "PATROLS Kiamutisya {who}"),
    (COORDINATOR, "PATROLS {who}"),
    (COORDINATOR, "ARREST {reference} {who}"),
    (COORDINATOR, "CHARGED {reference} {who}"),
    (COORDINATOR, "COURT {reference} 20/12 {who}"),
    (COORDINATOR, "INTEREST {reference} my cousin {who}"),
    (LEADER, "WARN bondeni theft {who}"),
    (LEADER, "WARN {who} theft"),
    (LEADER, "STEP JANI 42 FAMILY {who}"),
    (LEADER, "STEP {who} 42 WELL"),
    (OVERSIGHT, "STEP JANI 42 POLICE {who}"),
]
"""Every verb that takes words, from somebody who has it."""


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    town = new_town(with_youth())
    decide(town)
    town.loads(with_youth().replace('["sw", "en"]', '["en", "sw"]') + GIVING)
    return town


def kept(session: Session, answered: set[int]) -> Iterator[str]:
    """Yield every value of every row as whoever has the keys reads it.

    The words of texts that came in, and the answers to whoever wrote them (`answered`, by their rows), are left out:
    they are the writer's own words, sealed, and go after their days.
    """
    for mapper in Row.registry.mappers:
        if mapper.class_ is Inbound:
            continue
        for row in session.scalars(select(mapper.class_)):
            if isinstance(row, Message) and row.id in answered:
                continue
            for column in mapper.column_attrs:
                value = getattr(row, column.key)
                if isinstance(value, str | dict | list):
                    yield f"{mapper.class_.__name__}.{column.key}: {value}"


def leaks(town: Town, phone: str | None, before: int, answered: set[int]) -> list[str]:
    """Return all that is kept or was sent to others with a part of the name or the number."""
    with town.services.reading() as session:
        newest = max(answered, default=0)
        answers = select(Message.id).where(Message.id > newest, Message.kind == MessageKind.ANSWER)
        answered |= {*session.scalars(answers)}
        found = list(kept(session, answered))
    found += [f"to {to}: {body}" for to, body in town.carrier.sent[before:] if to != phone]
    parts = (*NAME.split(), NUMBER, NUMBER[1:])
    return [one for one in found if any(part.casefold() in one.casefold() for part in parts)]


@pytest.mark.parametrize("who", [NAME, NAME.lower(), NUMBER, f"Mama {NAME.split(maxsplit=1)[0]}"])
def test_no_name_and_no_number_stays_in_a_note_that_came_by_sms(town: Town, who: str) -> None:
    """A name in any note: it is crossed out, or the text is refused; the sender always gets an answer."""
    giver, reference = linked(town, RESIDENT), hazard(town, OTHER)
    task = made(town, hazard(town, RESIDENT, "market"))
    town.texts(YOUTH, f"TAKE {task}")
    town.dials(RESIDENT, CODE, "0", "3", "2", "When will the lamps work?")
    for phone in (COORDINATOR, LANDLORDS):
        town.texts(phone, "AGREE Q1")
    # A place may be called after whoever sells there ("Mama Kamau"): it is a place.
    values = {
        "who": who,
        "place": who.replace(f"Mama {NAME.split(maxsplit=1)[0]}", NAME),
        "task": task,
        "reference": reference,
        "giver": giver,
    }
    answered: set[int] = set()
    for phone, text in BY_SMS:
        before = len(town.carrier.sent)
        assert town.texts(phone, text.format(**values)), text
        assert leaks(town, phone, before, answered) == [], text


@pytest.mark.parametrize("keys", [("0", "3", "2"), ("9", "5"), ("0", "2", "4", "5")])
def test_no_name_and_no_number_stays_in_what_a_resident_types(town: Town, keys: tuple[str, ...]) -> None:
    for who in (NAME, NUMBER, f"Mama {NAME.split(maxsplit=1)[0]}"):
        before = len(town.carrier.sent)
        town.dials(RESIDENT, CODE, *keys, f"ten chairs of {who} at the gate")
        assert leaks(town, None, before, set()) == [], who
