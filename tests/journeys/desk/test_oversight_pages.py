"""Oversight at the desk: complaints and accusing incidents with their acts, the looks, the sign-ins, and the record."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from gateway.communities.file import load_example
from gateway.incidents.disclosure import Look, reveal
from gateway.record import checkpoints
from gateway.storage.models import LookRow, RecordCheckpoint, RecordEntry
from menus.domain import merkle, record_words
from menus.domain.acts import DESK_ACTS
from menus.domain.categories import Category
from menus.text import page_words
from menus.text.names import Text
from tests.desk import Shown, Visitor
from tests.people import (
    ABOUT_LEADERS,
    ABOUT_PATROL,
    ABOUT_POLICE,
    CODE,
    COORDINATOR,
    FOCAL,
    OTHER,
    OVERSIGHT,
    RESIDENT,
    RESIDENTS,
)
from tests.town import Town, reference_in

COMPLAINT = ("9", "1", "Alichukua pesa", "1")
"""Keys after dialling: a complaint about the patrol."""


def overseer(town: Town, phone: str = OVERSIGHT) -> Visitor:
    """Return somebody of oversight who has signed in."""
    visitor = Visitor(town, phone)
    visitor.signs_in()
    return visitor


def presses(visitor: Visitor, subject: str, page: Shown, act: str, **fields: str) -> Shown:
    """Press a button of a page."""
    told = visitor.presses(page, visitor.says(subject, act), None, **fields)
    visitor.town.works()
    return told


def one(visitor: Visitor, reference: str) -> Shown:
    """Open an incident of the list."""
    page = visitor.opens("/desk/oversight")
    row = next(one for one in page.root.all("li") if reference in one.text)
    button = next(one for one in page.buttons(row) if one.fields.get("reference") == reference)
    return visitor.sends(button.address, button.fields)


def night(town: Town) -> RecordCheckpoint:
    """Let a night pass, as far as the record goes: what is there gets its place, and a checkpoint of that day."""
    town.places()
    town.now += timedelta(hours=12)
    day = town.now.astimezone(town.community.timezone).date()
    made = town.services.do(lambda uow: checkpoints.make(uow, town.record(), day))
    with town.services.reading() as session:
        return session.get_one(RecordCheckpoint, made.id)


def test_complaints_and_accusing_incidents_stand_in_the_list_and_nothing_else(town: Town) -> None:
    complaint = reference_in(town.dials(RESIDENT, CODE, *COMPLAINT))
    accusing = reference_in(town.dials(OTHER, CODE, *ABOUT_PATROL, "1"))
    other = town.reports(RESIDENTS[3], Category.BREAK_IN)
    visitor = overseer(town)
    page = visitor.opens("/desk/oversight")
    assert complaint in page.text
    assert accusing in page.text
    assert other not in page.text
    assert visitor.says("oversight", "accused.patrol") in page.text
    assert "pesa" not in page.html


def test_oversight_asks_about_a_complaint_and_closes_it(town: Town) -> None:
    complaint = reference_in(town.dials(RESIDENT, CODE, *COMPLAINT))
    visitor = overseer(town)
    page = one(visitor, complaint)
    assert visitor.says("oversight", "false") not in [one.name for one in page.buttons()]
    told = presses(visitor, "oversight", page, "ask", said="Ilikuwa lini?")
    assert town.said(Text.ASKED, to=OVERSIGHT, reference=complaint) in told.text
    told = presses(visitor, "oversight", told, "close", said="", outcome="1")
    assert town.said(Text.CLOSED, to=OVERSIGHT, reference=complaint) in told.text
    assert complaint not in visitor.opens("/desk/oversight").text


def test_closing_a_major_one_is_asked_back_and_needs_a_fresh_proof(town: Town) -> None:
    accusing = reference_in(town.dials(OTHER, CODE, *ABOUT_PATROL, "1"))
    visitor = overseer(town)
    page = presses(visitor, "oversight", one(visitor, accusing), "close", said="", outcome="1")
    assert visitor.says("oversight", "confirm.close", reference=accusing) in page.text
    assert town.incident(accusing)["status"] != "closed"
    told = presses(visitor, "oversight", page, "close.now")
    assert town.said(Text.CLOSED, to=OVERSIGHT, reference=accusing) in told.text
    assert town.incident(accusing)["status"] == "closed"


def test_an_act_that_is_none_and_an_incident_that_is_not_watched_are_not_there(town: Town) -> None:
    other = town.reports(RESIDENT, Category.BREAK_IN)
    complaint = reference_in(town.dials(OTHER, CODE, *COMPLAINT))
    visitor = overseer(town)
    token = visitor.opens("/desk/oversight").buttons()[0].fields["csrf_token"]
    assert visitor.sends("/desk/oversight/lower", {"csrf_token": token, "reference": complaint}).status == 404
    for act in ("open", "ask", "close", "false", "police", "send", "close/confirmed"):
        assert visitor.sends(f"/desk/oversight/{act}", {"csrf_token": token, "reference": other}).status == 404


def looked(town: Town, reference: str, by: str, why: str) -> None:
    """Let an operator look at the sealed values of a report."""
    town.services.do(lambda uow: reveal(uow, reference, Look(by, why)))


def test_oversight_reads_who_looked_and_many_looks_are_marked(town: Town) -> None:
    visitor = overseer(town)
    assert visitor.says("oversight_looks", "looks.none") in visitor.opens("/desk/oversight/looks").text
    for number, phone in enumerate(RESIDENTS[:5]):
        town.texts(phone, f"wezi wameiba simu bondeni {number}")
        town.passes(minutes=1)
        looked(town, str(town.board()[0]["reference"]), "Asha (example)", f"<b>sababu {number}")
        shown = visitor.opens("/desk/oversight/looks")
        is_marked = visitor.says("oversight_looks", "many") in shown.text
        assert is_marked is (number == 4)
    assert "<b>sababu" not in shown.html
    assert "<b>sababu 4" in shown.text


def test_of_private_help_oversight_reads_only_that_somebody_looked(town: Town) -> None:
    town.dials(RESIDENT, CODE, "7", "2", "2")
    reference = reference_in(town.last(FOCAL))
    looked(town, reference, "Asha (example)", "aliomba")
    page = overseer(town).opens("/desk/oversight/looks")
    assert "Asha (example)" in page.text
    assert reference not in page.html
    assert "aliomba" not in page.html


def test_oversight_reads_who_signed_in(town: Town) -> None:
    Visitor(town, COORDINATOR).signs_in()
    visitor = overseer(town)
    page = visitor.opens("/desk/oversight/sign-ins")
    assert town.person(COORDINATOR).name in page.text
    assert visitor.says("oversight_looks", "act.signed-in") in page.text


def test_six_words_of_a_night_fit_and_others_do_not(town: Town) -> None:
    town.reports(RESIDENT, Category.BREAK_IN)
    visitor = overseer(town)
    assert visitor.says("record", "night.none") in visitor.opens("/desk/record").text
    made = night(town)
    words = record_words.words_of(made.root)
    visitor = overseer(town)
    page = visitor.opens("/desk/record")
    assert " ".join(words) in page.text
    assert str(made.size) in page.text
    town.reports(OTHER, Category.THEFT)
    town.places()
    says = visitor.says("record", "words.fit", at="|", size=made.size).split("|")[1]
    assert says in presses(visitor, "record", page, "words.check", words=" ".join(words).lower()).text
    swapped = " ".join([words[1], words[0], *words[2:]])
    assert says not in presses(visitor, "record", page, "words.check", words=swapped).text
    for typed, which in ((" ".join(words[:5]), "words.near"), ("MAJI", "words.count"), ("<b>", "words.not_our_word")):
        told = presses(visitor, "record", page, "words.check", words=typed).text
        begins = visitor.says("record", which, at="|", places="6", count=6, place=1, word="B").split("|")[0]
        assert begins in told
    other = record_words.words_of(bytes(32))
    answer = presses(visitor, "record", page, "words.check", words=" ".join(other))
    assert visitor.says("record", "words.unknown") in answer.text


@pytest.mark.parametrize("leaf", [bytes(32), b"\xff"])
def test_words_of_a_record_that_was_changed_since_fit_no_more(town: Town, leaf: bytes) -> None:
    town.keeps_timeline = False
    town.reports(RESIDENT, Category.BREAK_IN)
    made = night(town)
    with town.services.uow() as uow:
        uow.session.execute(update(RecordEntry).where(RecordEntry.seq == 1).values(leaf=leaf))
    visitor = overseer(town)
    words = " ".join(record_words.words_of(made.root))
    told = presses(visitor, "record", visitor.opens("/desk/record"), "words.check", words=words)
    assert visitor.says("record", "words.unknown") in told.text


def proof(shown: Shown) -> dict[str, object]:
    """Return the proof that an answer holds."""
    assert shown.answer.content_type == "application/json"
    found: dict[str, object] = json.loads(shown.html)
    return found


def test_a_proof_leads_to_the_root_of_the_night(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    visitor = overseer(town)
    page = visitor.opens("/desk/record")
    told = presses(visitor, "record", page, "proof.get", reference=reference)
    assert visitor.says("record", "proof.none") in told.text
    made = night(town)
    visitor = overseer(town)
    page = visitor.opens("/desk/record")
    shown = presses(visitor, "record", page, "proof.get", reference=reference)
    found = proof(shown)
    assert found["root"] == made.root.hex()
    entries = found["entries"]
    assert isinstance(entries, list)
    for entry in entries:
        leaf = merkle.leaf_hash(entry["content"].encode())
        path = [bytes.fromhex(one) for one in entry["path"]]
        assert merkle.verify_inclusion(leaf, entry["seq"], made.size, path, made.root)
        assert "facts" not in entry
    assert reference not in shown.answer.headers["Content-Disposition"]
    opened = proof(presses(visitor, "record", page, "proof.get", reference=reference, opens="yes"))
    assert "facts" in opened["entries"][0]  # type: ignore[index]
    later = town.reports(OTHER, Category.THEFT)
    told = presses(visitor, "record", page, "proof.get", reference=later)
    assert visitor.says("record", "proof.tomorrow", reference=later) in told.text


def test_a_proof_of_what_few_may_know_needs_a_reason_and_is_a_look(town: Town) -> None:
    reference = reference_in(town.dials(OTHER, CODE, *ABOUT_PATROL, "1"))
    night(town)
    visitor = overseer(town)
    page = visitor.opens("/desk/record")
    told = presses(visitor, "record", page, "proof.get", reference=reference)
    assert visitor.says("record", "proof.why", reference=reference) in told.text
    proof(presses(visitor, "record", page, "proof.get", reference=reference, why="mahakama"))
    with town.services.reading() as session:
        assert [(row.why, row.person_id) for row in session.scalars(select(LookRow))] == [
            ("mahakama", town.record().person_ids[OVERSIGHT])
        ]


OBSERVER = "+254700000190"


def with_observer() -> str:
    """Return the example file with an observer (example)."""
    who = f'[[people]]\nname = "Observer (example)"\nphone = "{OBSERVER}"\nroles = ["observer"]\nlanguage = "en"\n\n'
    return load_example("mlango-kubwa").replace("[[shifts]]", who + "[[shifts]]", 1)


@pytest.mark.parametrize("keys", [(*ABOUT_PATROL, "1"), (*ABOUT_LEADERS, "1"), (*ABOUT_POLICE, "1"), COMPLAINT])
def test_an_observer_reads_the_record_alone_and_no_proof_of_what_few_may_know(
    new_town: Callable[..., Town], keys: tuple[str, ...]
) -> None:
    town = new_town(with_observer())
    hidden = reference_in(town.dials(OTHER, CODE, *keys))
    open_one = town.reports(RESIDENT, Category.BREAK_IN)
    night(town)
    visitor = overseer(town, OBSERVER)
    page = visitor.opens("/desk/record")
    assert page.status == 200
    assert visitor.opens("/desk/oversight").status == 404
    assert "opens" not in {one.attributes.get("name") for one in page.root.all("input")}
    town.now += timedelta(days=7)
    visitor = overseer(town, OBSERVER)
    page = visitor.opens("/desk/record")
    for reference in (hidden, open_one):
        told = presses(visitor, "record", page, "proof.get", reference=reference, why="x", opens="yes")
        assert visitor.says("record", "proof.nothing", reference=reference) in told.text


@pytest.mark.parametrize("language", page_words.LANGUAGES)
def test_each_act_of_the_door_has_its_words(language: str) -> None:
    own = page_words.texts("desk_oversight_looks.po", language)
    assert {f"act.{kind}" for kind in DESK_ACTS} == {name for name in own if name.startswith("act.")}
