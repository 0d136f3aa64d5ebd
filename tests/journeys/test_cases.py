"""Stories of a helper's open cases: read by dialling, which leaves no text, and by SMS with a code."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.carrier.contract import Deferred
from gateway.incidents import board
from gateway.storage.models import Event, Message, Report
from gateway.storage.states import MessageState
from menus.domain.outcomes import Cause
from menus.domain.timeline import EventKind
from menus.text.names import Text
from tests.people import CODE, COORDINATOR, FOCAL, FOCAL_ALTERNATE, LEADER, OTHER, OVERSIGHT, RESIDENT, RESIDENTS
from tests.town import Town, code_in, reference_in

CASES = ("0", "8")
"""Keys after dialling: More, and the open cases."""
CALLED = ("7", "2", "2")
"""Keys after dialling: beaten at home, and may be called now."""
WORDS = "mume wangu ananichapa bondeni, jina lake ni Otieno 0722333444"


def called(town: Town, phone: str = RESIDENT) -> str:
    """Let somebody ask for a call now; return the reference that the helper reads."""
    town.dials(phone, CODE, *CALLED)
    return reference_in(town.last(FOCAL))


def rings(town: Town, shown: str, number: str, wish: Text, text: Text = Text.CASES_RING) -> bool:
    """Return whether a page or a text shows a number, the rule how to ring it, and a wish."""
    values = {"when": town.said(Text.WISH_NOW, to=FOCAL)} if wish is Text.WISH_CALL else {}
    said = town.said(wish, to=FOCAL, **values)
    name = "wish" if text is Text.CASES_RING else "said"
    return town.is_a(shown, text, to=FOCAL, number=number, **{name: said})


def looks_at(town: Town, reference: str) -> int:
    """Return how many looks at a case were written down."""
    with town.services.reading() as session:
        incident = board.board_entries(session, reference=reference)[0].incident
        where = (Event.incident_id == incident.id, Event.kind == EventKind.REVEALED)
        return len(session.scalars(select(Event).where(*where)).all())


def bodies(town: Town) -> list[str]:
    """Return the words of the texts that the outbox holds."""
    with town.services.reading() as session:
        return list(session.scalars(select(Message.body)))


@pytest.mark.parametrize("phone", [FOCAL, FOCAL_ALTERNATE])
def test_a_helper_reads_a_number_by_dialling_and_no_text_comes_of_it(town: Town, phone: str) -> None:
    reference = called(town)
    before = list(town.carrier.sent)
    assert town.said(Text.MORE_CASES, to=phone) in town.dials(phone, CODE, "0")
    assert reference in town.dials(phone, CODE, *CASES)
    case = town.dials(phone, CODE, *CASES, "1")
    assert RESIDENT[4:] not in case
    assert looks_at(town, reference) == 0
    page = town.dials(phone, CODE, *CASES, "1", "1")
    assert page.startswith("END ")
    assert rings(town, page, RESIDENT, Text.WISH_CALL)
    assert town.carrier.sent == before
    assert looks_at(town, reference) == 1


def test_any_other_phone_finds_no_such_page(town: Town) -> None:
    reference = called(town)
    for phone in (RESIDENT, OTHER, LEADER, COORDINATOR, OVERSIGHT):
        more = town.dials(phone, CODE, "0")
        assert town.said(Text.MORE_CASES, to=phone) not in more
        # That key is who leads, for everybody else.
        assert town.said(Text.MORE_LEADS, to=RESIDENT) in more
        for keys in (CASES, (*CASES, "1"), (*CASES, "1", "1"), (*CASES, "1", "2")):
            page = town.dials(phone, CODE, *keys)
            assert RESIDENT[4:] not in page
            assert reference not in page


def test_a_number_in_danger_is_read_with_the_place(town: Town) -> None:
    town.dials(RESIDENT, CODE, "7", "4", "2", "2", "nyuma ya kanisa", "1")
    case = town.dials(FOCAL, CODE, *CASES, "1")
    for part in (town.said(Text.CASES_DANGER, to=FOCAL), "Bondeni, nyuma ya kanisa"):
        assert part in case
    assert rings(town, town.dials(FOCAL, CODE, *CASES, "1", "1"), RESIDENT, Text.WISH_CALL)


def test_the_number_of_a_case_stays_its_own_while_others_come_and_end(town: Town) -> None:
    first, second = called(town), called(town, OTHER)
    town.hop(FOCAL, CODE, "0*8*2", "reading")
    town.texts(FOCAL_ALTERNATE, f"CLOSE {first} helped")
    called(town, RESIDENTS[5])
    assert OTHER in town.hop(FOCAL, CODE, "0*8*2*1", "reading")
    page = town.dials(FOCAL, CODE, *CASES)
    assert first not in page
    assert second in page


def test_the_words_of_a_private_sms_are_read_on_the_page_as_they_were_written(town: Town) -> None:
    assert town.texts(RESIDENT, WORDS) == ""
    reference = reference_in(town.last(FOCAL))
    assert town.last(FOCAL).endswith(town.said(Text.EXTRA_NUMBER, to=FOCAL, reference=reference))
    page = town.dials(FOCAL, CODE, *CASES, "1", "2")
    assert page.removeprefix("CON ").startswith(reference)
    assert "Otieno 0722333444" in " ".join(page.split())
    assert looks_at(town, reference) == 1
    assert rings(town, town.dials(FOCAL, CODE, *CASES, "1", "1"), RESIDENT, Text.WISH_UNASKED)


def test_a_helper_who_asks_by_sms_reads_the_words_without_names_and_numbers(town: Town) -> None:
    town.texts(RESIDENT, WORDS)
    reference = reference_in(town.last(FOCAL))
    status = town.texts(FOCAL, f"REF {reference}")
    texts = town.inbox(FOCAL)[-2:]
    (words,) = [text for text in texts if town.is_a(text, Text.OWN_WORDS, FOCAL, reference=reference)]
    assert "mume wangu" in words
    for name in ("Otieno", "0722333444", RESIDENT[4:]):
        assert not any(name in text for text in (*texts, status))
    (summary,) = [text for text in texts if text != words]
    assert town.said(Text.WISH_UNASKED, to=FOCAL) in summary
    assert town.inbox(RESIDENT) == []


@pytest.mark.parametrize("asked", ["NUMBER {}", "nambari {}", "{} number", "Namba {} tafadhali", "NUMBER{}"])
def test_a_number_comes_by_sms_after_a_code(town: Town, asked: str) -> None:
    reference = called(town)
    question = town.texts(FOCAL, asked.format(reference))
    assert town.is_a(question, Text.CONFIRM_NUMBER, FOCAL, reference=reference)
    assert looks_at(town, reference) == 0
    text = town.texts(FOCAL, f"YES {code_in(question.replace(reference, ''))}")
    assert rings(town, text, RESIDENT, Text.WISH_CALL, Text.NUMBER)
    assert looks_at(town, reference) == 1


def test_the_outbox_forgets_a_number_after_ten_minutes_and_sends_it_once(town: Town) -> None:
    reference = called(town)
    text = town.confirms(FOCAL, f"NUMBER {reference}")
    for minutes, is_kept in ((9, True), (2, False)):
        town.now += timedelta(minutes=minutes)
        town.ticks()
        assert (text in bodies(town)) is is_kept
    assert town.inbox(FOCAL).count(text) == 1


def test_the_receipt_of_the_number_erases_it_at_once(town: Town) -> None:
    reference = called(town)
    text = town.confirms(FOCAL, f"NUMBER {reference}")
    assert text in bodies(town)
    town.receives(f"id-{len(town.carrier.sent) - 1}", "Success")
    assert text not in bodies(town)


def test_a_number_that_cannot_leave_in_time_is_never_sent(town: Town) -> None:
    reference = called(town)
    refused = Deferred(Cause.PROVIDER_AWAY, "503")
    code = code_in(town.texts(FOCAL, f"NUMBER {reference}").replace(reference, ""))
    town.carrier.outcomes[FOCAL] = [refused] * 50
    assert town.texts(FOCAL, f"YES {code}") == ""
    town.now += timedelta(minutes=11)
    town.ticks()
    town.carrier.outcomes.clear()
    town.now += timedelta(minutes=11)
    town.ticks()
    assert not town.got(FOCAL, Text.NUMBER)
    with town.services.reading() as session:
        states = [row.state for row in session.scalars(select(Message)) if row.body == ""]
    assert states == [MessageState.CANCELLED]


def test_a_number_is_asked_for_in_vain_by_anybody_else(town: Town) -> None:
    reference = called(town)
    other = reference_in(town.dials(OTHER, CODE, "4", "2", "4", "2"))
    for phone, named in ((COORDINATOR, reference), (COORDINATOR, "28283"), (FOCAL, other), (FOCAL, "28283")):
        unknown = town.said(Text.UNKNOWN_REFERENCE, to=phone, reference=named)
        assert town.texts(phone, f"NUMBER {named}") == unknown
    assert not town.is_a(town.texts(LEADER, f"NUMBER {reference}"), Text.CONFIRM_NUMBER, LEADER)
    assert town.is_a(town.texts(FOCAL, f"NAMBARI {int(reference) + 1}"), Text.WRONG_DIGIT, FOCAL)


def test_another_persons_code_brings_nothing(town: Town) -> None:
    reference = called(town)
    code = code_in(town.texts(FOCAL, f"NUMBER {reference}").replace(reference, ""))
    for phone in (FOCAL_ALTERNATE, COORDINATOR):
        assert town.texts(phone, f"YES {code}") == town.said(Text.EXPIRED, to=phone)
    assert looks_at(town, reference) == 0
    town.now += timedelta(minutes=11)
    assert town.texts(FOCAL, f"YES {code}") == town.said(Text.EXPIRED, to=FOCAL)


def test_the_word_before_an_answer_stays_what_it_was(town: Town) -> None:
    reference = called(town)
    answer = town.texts(FOCAL, f"NAMBARI {reference} sawa")
    assert not town.is_a(answer, Text.CONFIRM_NUMBER, FOCAL)


def test_the_helper_ends_a_case_and_the_number_goes(town: Town) -> None:
    reference = called(town)
    code = code_in(town.texts(FOCAL, f"NUMBER {reference}").replace(reference, ""))
    assert town.answers(FOCAL, "over", reference) == town.said(Text.DONE, to=FOCAL, reference=reference)
    with town.services.reading() as session:
        assert session.scalars(select(Report.reporter_phone)).one() is None
    assert town.incident(reference)["status"] == "closed"
    closed = town.said(Text.ALREADY_CLOSED, to=FOCAL, reference=reference)
    assert town.texts(FOCAL, f"YES {code}") == town.texts(FOCAL, f"NUMBER {reference}") == closed
    assert reference not in town.dials(FOCAL, CODE, *CASES)
    assert town.inbox(RESIDENT) == []


def test_a_helper_who_is_ready_and_has_not_answered_ends_nothing(town: Town) -> None:
    reference = called(town)
    asked = town.said(Text.SAY_MORE, to=FOCAL, example=f"4 {reference} ...")
    assert town.texts(FOCAL, f"tayari {reference}") == asked
    assert town.incident(reference)["status"] == "open"
    town.answers(FOCAL, "seen", reference)
    town.texts(FOCAL, f"imeisha tayari {reference}")
    town.texts(FOCAL, f"{reference} TAYARI")
    assert town.incident(reference)["status"] == "closed"


@pytest.mark.parametrize("phone", [COORDINATOR, LEADER])
def test_nobody_else_ends_it(town: Town, phone: str) -> None:
    reference = called(town)
    unknown = town.said(Text.UNKNOWN_REFERENCE, to=phone, reference=reference)
    assert town.answers(phone, "over", reference) == unknown
    assert town.incident(reference)["status"] != "closed"


def test_who_left_no_number_has_none_on_any_page_or_text(town: Town) -> None:
    town.dials(RESIDENT, CODE, "7", "4", "1")
    reference = reference_in(town.last(FOCAL))
    case = town.dials(FOCAL, CODE, *CASES, "1")
    assert town.said(Text.WISH_UNASKED, to=FOCAL) in case
    assert town.said(Text.CASES_NUMBER, to=FOCAL) not in case
    none = town.said(Text.NUMBER_NONE, to=FOCAL, reference=reference)
    assert town.texts(FOCAL, f"NUMBER {reference}") == none


def test_a_helper_reads_nothing_of_their_own_cry_on_that_page(town: Town) -> None:
    town.dials(FOCAL, CODE, *CALLED)
    reference = reference_in(town.last(FOCAL_ALTERNATE))
    assert reference not in town.dials(FOCAL, CODE, *CASES)
    assert FOCAL in town.dials(FOCAL_ALTERNATE, CODE, *CASES, "1", "1")


def test_a_private_text_of_a_patroller_keeps_their_number_for_the_helper_alone(town: Town) -> None:
    assert town.texts(LEADER, "mume wangu ananichapa") == ""
    assert LEADER in town.dials(FOCAL, CODE, *CASES, "1", "1")
    assert town.inbox(LEADER) == []


def test_oversight_reads_that_the_helper_looked(town: Town) -> None:
    reference = called(town)
    town.dials(FOCAL, CODE, *CASES, "1", "1")
    text = town.texts(OVERSIGHT, f"REF {reference}")
    name = town.person(FOCAL).name
    assert town.is_a(text, Text.LOOKED_ONLY, OVERSIGHT, reference=reference, count="1", said=name)
    assert RESIDENT[4:] not in text
