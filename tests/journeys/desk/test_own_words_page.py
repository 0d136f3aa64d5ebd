"""Own words at the desk: the queue of texts that await review, one reader each, and what that reader decides."""

from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from gateway.storage.models import Claim, Confirmation, Event, Incident
from menus.domain.categories import Category
from menus.domain.timeline import EventKind
from menus.text.names import Text
from tests.desk import Shown, Visitor
from tests.people import COORDINATOR, LANDLORDS, LEADER, OTHER, RESIDENT, RESIDENTS
from tests.town import Town, code_in

RED, THIEVES = "makarau na machuma base ya bondeni", "wezi wameiba simu bondeni"
NOTHING = "tafadhali nisaidieni hapa"


def reader(town: Town, phone: str = COORDINATOR) -> Visitor:
    """Return a coordinator who has signed in."""
    visitor = Visitor(town, phone)
    visitor.signs_in()
    return visitor


def reference_of(town: Town) -> str:
    """Return the reference of the newest incident."""
    return str(town.board()[0]["reference"])


def writes(town: Town, phone: str, text: str) -> str:
    """Let a resident write, and return the reference of what it became."""
    town.texts(phone, text)
    return reference_of(town)


def reads(visitor: Visitor, reference: str) -> Shown:
    """Claim a text, and return the page with its forms."""
    page = visitor.opens("/desk/words")
    row = next(one for one in page.root.all("li") if reference in one.text)
    button = next(one for one in page.buttons(row) if one.name and reference in one.fields.get("reference", ""))
    return visitor.sends(button.address, button.fields)


def presses(visitor: Visitor, page: Shown, act: str, **fields: str) -> Shown:
    """Press the button of an act in the text that the visitor reads."""
    told = visitor.presses(page, visitor.says("words", act), None, **fields)
    visitor.town.works()
    return told


def waiting(page: Shown) -> list[str]:
    """Return the references of the queue, in their order."""
    return [next(iter(one.all("strong"))).text for one in page.root.all("li")]


def test_red_words_come_first_and_what_says_nothing_last(town: Town) -> None:
    nothing = writes(town, RESIDENTS[2], NOTHING)
    town.passes(minutes=2)
    theft = writes(town, RESIDENT, THIEVES)
    town.passes(minutes=2)
    red = writes(town, OTHER, RED)
    visitor = reader(town)
    page = visitor.opens("/desk/words")
    assert waiting(page) == [red, theft, nothing]
    oldest = visitor.says("words", "age.minutes", minutes=4)
    assert visitor.says("words", "oldest", age=oldest, count=3) in page.text
    assert "machuma" in page.text
    assert visitor.says("words", "hints", words="").strip(". ") in page.text


def test_names_are_crossed_out_and_script_is_text(town: Town) -> None:
    writes(town, RESIDENT, "Kamau Mwangi ameiba <script>alert(1)</script> bondeni")
    page = reader(town).opens("/desk/words")
    assert "Kamau" not in page.html
    assert "<script>alert" not in page.html
    assert "script" in page.text


def test_a_text_is_read_by_one_at_a_time(town: Town) -> None:
    reference = writes(town, RESIDENT, THIEVES)
    first, second = reader(town), reader(town, LANDLORDS)
    assert reads(first, reference).status == 200
    until = (town.now + timedelta(minutes=2)).astimezone(town.community.timezone)
    seen = second.opens("/desk/words")
    name = town.person(COORDINATOR).name
    assert second.says("words", "reads", name=name, until=f"{until:%H:%M}") in seen.text
    fields = {"csrf_token": seen.buttons()[0].fields["csrf_token"], "reference": reference}
    told = second.sends("/desk/words/claim", fields)
    assert second.says("words", "taken", name=name, reference=reference) in told.text
    told = second.sends("/desk/words/send", {**fields, "seen": "1", "kind": ""})
    assert second.says("words", "taken", name=name, reference=reference) in told.text
    assert town.board()[0]["status"] == "unconfirmed"
    town.now += timedelta(minutes=2)
    assert second.says("words", "release") in reads(second, reference).text


def test_whoever_lets_go_or_takes_another_text_leaves_the_first(town: Town) -> None:
    one = writes(town, RESIDENT, THIEVES)
    town.passes(seconds=5)
    other = writes(town, OTHER, RED)
    visitor = reader(town)
    reads(visitor, one)
    page = reads(visitor, other)
    with town.services.reading() as session:
        assert [session.get_one(Incident, row.incident_id).reference for row in session.scalars(select(Claim))] == [
            other
        ]
    presses(visitor, page, "release")
    with town.services.reading() as session:
        assert not session.scalars(select(Claim)).all()


def test_nobody_on_sms_waits_for_a_claim(town: Town) -> None:
    reference = writes(town, RESIDENT, RED)
    visitor = reader(town)
    page = reads(visitor, reference)
    town.texts(LANDLORDS, f"SEND {reference}")
    assert town.inbox(LEADER)
    told = presses(visitor, page, "send", kind="")
    assert visitor.says("words", "decided", reference=reference) in told.text


def test_a_text_is_sent_as_it_seems_with_the_words_of_the_sms(town: Town) -> None:
    reference = writes(town, RESIDENT, RED)
    visitor = reader(town)
    told = presses(visitor, reads(visitor, reference), "send", kind="")
    assert town.said(Text.SENT_OUT, to=COORDINATOR, reference=reference) in told.text
    assert town.inbox(LEADER) == [town.alert_to(LEADER, reference, mark="unconfirmed")]
    assert waiting(visitor.opens("/desk/words")) == []
    with town.services.reading() as session:
        assert not session.scalars(select(Claim)).all()


def test_a_text_is_sent_as_the_kind_that_the_coordinator_chooses(town: Town) -> None:
    reference = writes(town, RESIDENT, NOTHING)
    visitor = reader(town)
    presses(visitor, reads(visitor, reference), "send", kind=Category.BREAK_IN)
    incident = town.incident(reference)
    assert (incident["category"], incident["level"], incident["status"]) == ("break-in", "urgent", "open")
    with town.services.reading() as session:
        sent = session.scalars(select(Event).where(Event.kind == EventKind.DISPATCHED)).one()
        assert sent.changes["category"] == ["unknown", "break-in"]
        assert sent.person_id == town.record().person_ids[COORDINATOR]


def test_red_words_are_not_sent_as_something_lesser(town: Town) -> None:
    reference = writes(town, RESIDENT, RED)
    visitor = reader(town)
    page = reads(visitor, reference)
    assert Category.FIRE_HAZARD not in [one.attributes.get("value") for one in page.root.all("option")]
    told = presses(visitor, page, "send", kind=Category.FIRE_HAZARD)
    assert visitor.says("words", "refused.lower", reference=reference) in told.text
    told = presses(visitor, page, "send", kind=Category.ABUSE_CHILD)
    assert visitor.says("words", "refused.kind", reference=reference) in told.text
    assert town.inbox(LEADER) == []
    assert town.board()[0]["status"] == "unconfirmed"


def test_a_text_joins_an_open_incident_after_a_page_that_says_so(town: Town) -> None:
    into = town.reports(OTHER, Category.BREAK_IN)
    town.passes(seconds=5)
    reference = writes(town, RESIDENT, THIEVES)
    visitor = reader(town)
    page = presses(visitor, reads(visitor, reference), "join", into=into)
    assert visitor.says("words", "confirm.join", reference=reference) in page.text
    assert into in page.text
    assert town.board()[0]["status"] == "unconfirmed"
    told = presses(visitor, page, "join.now")
    assert town.said(Text.JOINED, to=COORDINATOR, reference=into, other=reference) in told.text
    assert town.incident(into)["reports"] == 2
    assert town.incident(reference)["reference"] == into
    with town.services.reading() as session:
        assert not session.scalars(select(Confirmation)).all()


@pytest.mark.parametrize("typed", ["", "12345", "<script>", "abc"])
def test_a_text_joins_nothing_that_is_not_there(town: Town, typed: str) -> None:
    reference = writes(town, RESIDENT, THIEVES)
    visitor = reader(town)
    told = presses(visitor, reads(visitor, reference), "join", into=typed)
    assert told.status == 200
    assert town.board()[0]["status"] == "unconfirmed"
    assert visitor.says("words", "join.now") not in [one.name for one in told.buttons() if "confirmed" in one.address]


def test_a_question_with_a_name_is_refused_and_kept_in_its_box(town: Town) -> None:
    reference = writes(town, RESIDENT, THIEVES)
    visitor = reader(town)
    told = presses(visitor, reads(visitor, reference), "ask", question="Ni Kamau Mwangi?")
    assert "Kamau" in next(iter(told.root.all("textarea", name="question"))).text
    assert town.carrier.sent[-1][0] != RESIDENT
    told = presses(visitor, told, "ask", question="Wako wangapi?")
    assert town.said(Text.ASKED, to=COORDINATOR, reference=reference) in told.text
    assert next(iter(told.root.all("textarea", name="question"))).text == ""


def test_what_is_no_report_is_marked_as_false_with_its_reason(town: Town) -> None:
    reference = writes(town, RESIDENT, THIEVES)
    visitor = reader(town)
    page = presses(visitor, reads(visitor, reference), "false", why="salamu tu")
    assert visitor.says("words", "confirm.false", reference=reference) in page.text
    told = presses(visitor, page, "false.now")
    assert town.said(Text.MARKED_FALSE, to=COORDINATOR, reference=reference) in told.text
    assert town.incident(reference)["status"] == "false"
    with town.services.reading() as session:
        assert session.scalars(select(Event).where(Event.kind == EventKind.MARKED_FALSE)).one().words == "salamu tu"


@pytest.mark.parametrize("why", ["salamu tu", "si kitu"])
def test_a_code_that_came_by_sms_goes_on_to_count(town: Town, why: str) -> None:
    reference = writes(town, RESIDENT, THIEVES)
    code = code_in(town.texts(COORDINATOR, f"FALSE {reference} salamu tu"))
    visitor = reader(town)
    presses(visitor, reads(visitor, reference), "false", why=why)
    with town.services.reading() as session:
        assert [row.code for row in session.scalars(select(Confirmation))] == [code]
    assert town.texts(COORDINATOR, f"YES {code}") == town.said(Text.MARKED_FALSE, to=COORDINATOR, reference=reference)


def test_a_reader_who_has_not_read_the_newest_words_reads_them_first(town: Town) -> None:
    reference = writes(town, RESIDENT, THIEVES)
    visitor = reader(town)
    page = reads(visitor, reference)
    town.passes(seconds=20)
    town.texts(RESIDENT, "wana bunduki wameua mtu")
    told = presses(visitor, page, "false", why="salamu tu")
    assert town.incident(reference)["status"] == "unconfirmed"
    assert visitor.says("words", "changed", reference=reference) in told.text
    assert "salamu tu" in told.text


def test_two_readers_who_act_at_once_decide_once(town: Town) -> None:
    reference = writes(town, RESIDENT, RED)
    first, second = reader(town), reader(town, LANDLORDS)
    seen: dict[Visitor, str] = {}
    for visitor in (first, second):
        # The mark of what was read is its reader's own.
        page = reads(visitor, reference)
        seen[visitor] = next(one for one in page.buttons() if one.address == "/desk/words/send").fields["seen"]
        presses(visitor, page, "release")
    answers: list[str] = []

    def sends(visitor: Visitor) -> None:
        token = visitor.opens("/desk/words").buttons()[0].fields["csrf_token"]
        fields = {"csrf_token": token, "reference": reference, "seen": seen[visitor], "kind": ""}
        answers.append(visitor.sends("/desk/words/send", fields).text)

    threads = [Thread(target=sends, args=(one,)) for one in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    decided = [one for one in answers if first.says("words", "decided", reference=reference) in one]
    assert len(decided) == 1
    with town.services.reading() as session:
        assert len(session.scalars(select(Event).where(Event.kind == EventKind.DISPATCHED)).all()) == 1


def test_the_page_is_for_coordinators(town: Town) -> None:
    assert reader(town, LEADER).opens("/desk/words").status == 404


def test_two_readers_who_claim_at_once_get_one_text_once(town: Town) -> None:
    reference = writes(town, RESIDENT, RED)
    readers = [reader(town), reader(town, LANDLORDS)]
    tokens = [one.opens("/desk/words").buttons()[0].fields["csrf_token"] for one in readers]
    shown: list[Shown] = []

    def claims(visitor: Visitor, token: str) -> None:
        shown.append(visitor.sends("/desk/words/claim", {"csrf_token": token, "reference": reference}))

    threads = [Thread(target=claims, args=each) for each in zip(readers, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    release = readers[0].says("words", "release")
    assert sorted(release in page.text for page in shown) == [False, True]
    with town.services.reading() as session:
        assert len(session.scalars(select(Claim)).all()) == 1


def test_a_long_queue_comes_in_pages_of_which_each_stays_small(town: Town) -> None:
    long = "wezi wameiba simu na pikipiki nyekundu karibu na soko " * 8
    for number in range(23):
        phone = f"+2547110001{number:02}"
        town.texts(phone, f"{long} nyumba {number}")
    visitor = reader(town)
    first, second = visitor.opens("/desk/words"), visitor.opens("/desk/words?page=2")
    told = waiting(first) + waiting(second)
    assert len(told) == len(set(told)) == len(town.board())
    assert max(len(page.answer.data) for page in (first, second)) < 60_000
    for page in ("0", "99", "x", "-1", "9" * 9):
        assert visitor.opens(f"/desk/words?page={page}").status == 200
