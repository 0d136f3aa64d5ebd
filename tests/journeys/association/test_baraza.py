"""Stories of the baraza: its dates and agenda, questions that nobody can sit on, and what is answered and done."""

import pytest
from sqlalchemy import LargeBinary, select, text, type_coerce, update

from gateway.association import decisions
from gateway.association.barazas import questions
from gateway.core import acts
from gateway.storage.models import Act, BarazaQuestion, BarazaReminder, Incident, Message, Report
from menus.domain.acts import ActKind
from menus.domain.categories import Category, Level
from menus.domain.incident_life import IncidentStatus
from menus.domain.messages import Lane, MessageKind
from menus.text.catalog import say
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, LANDLORDS, OVERSIGHT, RESIDENT
from tests.town import Town

AGENDA, ASK, SAID, DECIDED = ("0", "3", "1"), ("0", "3", "2"), ("0", "3", "4"), ("0", "3", "5")
WORDS = "When will the lamps at river side work again?"


def asks(town: Town, words: str = WORDS, phone: str = RESIDENT) -> str:
    """Ask a question by USSD, and return its number."""
    page = town.dials(phone, CODE, *ASK, words)
    assert page.startswith("END ")
    return next(word for word in page.split() if word.startswith("Q") and word[1:].isdigit())


def reads(town: Town, *keys: str, phone: str = "+254711000077") -> str:
    """Return all pages of a list as one text, without their heads and feet."""
    pages: list[str] = []
    while True:
        page = town.dials(phone, CODE, *keys, *["98"] * len(pages))
        if page in pages:
            return " ".join(" ".join(pages).split())
        pages.append(page)


def agreed(town: Town, number: str) -> None:
    """Let a question through by the two people that it needs."""
    for phone in (COORDINATOR, LANDLORDS):
        town.texts(phone, f"AGREE {number}")


def test_a_meeting_and_its_agenda_come_by_sms_and_are_read_by_dialling(town: Town) -> None:
    assert "26/11 15:00" in town.texts(COORDINATOR, "BARAZA 26/11 15:00 Ukumbi")
    assert "A: " in town.texts(COORDINATOR, "AGENDA lamps at river side")
    assert "B: " in town.texts(LANDLORDS, "ajenda saa za doria")
    home = town.dials(RESIDENT, CODE, "0", "3")
    assert "26/11 15:00 Ukumbi" in reads(town, *AGENDA)
    assert "1 " in home
    read = reads(town, *AGENDA)
    assert "A lamps at river side" in read
    assert "B saa za doria" in read
    assert "BARAZA" not in home


def test_a_meeting_that_was_set_by_sms_gets_another_place_and_is_taken_off(town: Town) -> None:
    town.texts(COORDINATOR, "BARAZA 26/11 15:00 Ukumbi")
    town.texts(LANDLORDS, "BARAZA 26/11 15:00 School")
    read = reads(town, *AGENDA)
    assert "26/11 15:00 School" in read
    assert "26/11 15:00 Ukumbi" not in read
    town.texts(COORDINATOR, "BARAZA 26/11 15:00 0")
    assert "School" not in reads(town, *AGENDA)
    assert "26/11 15:00" in town.texts(LANDLORDS, "BARAZA 26/11 15:00 0")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("BARAZA 31/02 14:00 Ukumbi", Text.BARAZA_NO_DAY),
        ("BARAZA 01/01/2020 14:00 Ukumbi", Text.BARAZA_PAST),
        ("BARAZA 26/11 Ukumbi", Text.BARAZA_NO_TIME),
        ("BARAZA 26/11 25:61 Ukumbi", Text.BARAZA_NO_TIME),
        ("BARAZA 26/11 15:00", Text.BARAZA_NO_PLACE),
        ("BARAZA 26/11 15:00 " + "ukumbi " * 9, Text.BARAZA_NO_PLACE),
    ],
)
def test_a_meeting_with_a_fault_is_answered_and_not_set(town: Town, said: str, answer: Text) -> None:
    reply = town.texts(COORDINATOR, said)
    assert reply == say(town.person(COORDINATOR).language, answer, short=town.community.short)
    assert "26/11" not in town.dials(RESIDENT, CODE, "0", "3")


def test_words_of_somebody_who_may_not_set_meetings_are_no_command(town: Town) -> None:
    for phone in (RESIDENT, BONDENI):
        town.texts(phone, "BARAZA 26/11 15:00 Ukumbi")
        town.texts(phone, "DECIDED patrols begin at 8 pm")
    assert "26/11" not in town.dials(RESIDENT, CODE, "0", "3")
    assert "8 pm" not in reads(town, *DECIDED)


def test_names_in_an_agenda_are_crossed_out(town: Town) -> None:
    reply = town.texts(COORDINATOR, "AGENDA Kamau Njoroge and the gate")
    assert "Kamau" not in reply
    read = reads(town, *AGENDA)
    assert "gate" in read
    assert "Kamau" not in read
    assert "Njoroge" not in read


def test_a_long_line_and_a_full_agenda_are_told(town: Town) -> None:
    assert "80" in town.texts(COORDINATOR, "AGENDA " + "lamps " * 20)
    for number in range(26):
        town.texts(COORDINATOR, f"AGENDA lamps of street {number}")
    assert "26" in town.texts(COORDINATOR, "AGENDA one more line")
    assert "one more line" not in reads(town, *AGENDA)


def test_a_line_of_the_agenda_is_taken_off_by_its_letter(town: Town) -> None:
    for words in ("lamps at river side", "patrol hours", "money"):
        town.texts(COORDINATOR, f"AGENDA {words} of November")
    told = town.said(Text.AGENDA_OFF, COORDINATOR, said="patrol hours of November", letter="B")
    assert town.texts(COORDINATOR, "AGENDA b 0") == told
    read = reads(town, *AGENDA)
    assert "A lamps at river side" in read
    assert "B money" in read
    assert "patrol hours" not in read
    town.passes(minutes=1)
    assert town.texts(COORDINATOR, "AJENDA C 0") == town.said(Text.AGENDA_NO_LINE, COORDINATOR, letter="C")
    with town.services.reading() as session:
        acts = session.scalars(select(Act.kind).where(Act.kind == ActKind.AGENDA_TAKEN_OFF)).all()
    assert len(acts) == 1


def test_a_question_asked_by_ussd_appears_on_the_agenda_without_number(town: Town) -> None:
    """A question asked by USSD appears on the agenda without number; its answer is readable by dialling in a minute."""
    number = asks(town)
    agreed(town, number)
    read = reads(town, *AGENDA)
    assert f"{number} {WORDS}" in read
    assert RESIDENT not in read
    assert RESIDENT[-6:] not in read
    town.texts(COORDINATOR, f"ANSWER {number} The new lamps come in May")
    town.passes(seconds=59)
    said = reads(town, *SAID)
    assert "The new lamps come in May" in said
    assert WORDS not in reads(town, *AGENDA)


def test_nothing_that_is_kept_leads_from_a_question_to_who_asked_it(town: Town) -> None:
    asks(town)
    with town.services.reading() as session:
        row = session.scalars(select(BarazaQuestion)).one()
        columns = set(BarazaQuestion.__table__.columns.keys())
        hashes = town.services.keyring.phones(RESIDENT)
        stored = session.execute(text("SELECT * FROM baraza_questions")).one()
        assert session.scalars(select(Report)).all() == []
        assert session.scalars(select(Incident)).all() == []
    assert columns == {"id", "community_id", "number", "asked_at", "words", "once", "state", "why"}
    assert all(value not in hashes for value in stored)
    assert WORDS.encode() not in b"".join(value for value in stored if isinstance(value, bytes))
    assert row.once is not None
    town.passes(minutes=60 * 25)
    town.passes(minutes=6)
    with town.services.reading() as session:
        assert session.scalars(select(BarazaQuestion.once)).all() == [None]


def test_the_asker_gets_no_text_and_reviewers_get_one_without_the_number(town: Town) -> None:
    asks(town)
    assert town.inbox(RESIDENT) == []
    for phone in (COORDINATOR, LANDLORDS, OVERSIGHT):
        (told,) = town.inbox(phone)
        assert WORDS in told
        assert RESIDENT[-6:] not in told


def test_a_question_is_hidden_until_two_have_let_it_through(town: Town) -> None:
    number = asks(town)
    assert WORDS not in reads(town, *AGENDA)
    town.texts(COORDINATOR, f"AGREE {number}")
    town.texts(COORDINATOR, f"AGREE {number}")
    town.texts(OVERSIGHT, f"AGREE {number}")
    assert WORDS not in reads(town, *AGENDA), "one tenure alone opens nothing"
    town.texts(LANDLORDS, f"kubali {number}")
    assert WORDS in reads(town, *AGENDA)


def test_nobody_can_sit_on_a_question_for_more_than_48_hours(town: Town) -> None:
    number = asks(town)
    town.texts(COORDINATOR, f"REFUSE {number} 2")
    town.passes(minutes=48 * 60 - 2)
    assert WORDS not in reads(town, *AGENDA)
    town.passes(minutes=3)
    assert WORDS in reads(town, *AGENDA)
    assert number in town.texts(LANDLORDS, f"REFUSE {number} 2")
    assert WORDS in reads(town, *AGENDA), "it is too late to refuse it"


def test_a_refused_question_is_counted_with_its_reason(town: Town) -> None:
    number = asks(town)
    how = town.texts(COORDINATOR, f"REFUSE {number} I do not like it")
    assert "1" in how
    for phone in (COORDINATOR, LANDLORDS):
        town.texts(phone, f"REFUSE {number} 1")
    town.passes(minutes=49 * 60)
    read = reads(town, *AGENDA)
    assert WORDS not in read
    assert "1 yanataja mtu" in read or "1 name somebody" in read
    assert number in town.texts(COORDINATOR, f"ANSWER {number} yes")
    assert "yes" not in reads(town, *SAID)


def test_the_same_post_twice_is_one_question(town: Town) -> None:
    keys = "*".join((*ASK, WORDS))
    for part in ("", "0", "0*3", "0*3*2"):
        town.hop(RESIDENT, CODE, part, "twice")
    first = town.hop(RESIDENT, CODE, keys, "twice")
    assert town.hop(RESIDENT, CODE, keys, "twice") == first
    with town.services.reading() as session:
        assert len(session.scalars(select(BarazaQuestion)).all()) == 1


@pytest.mark.parametrize("typed", ["3" * 3000, "lamps " * 500, "为什么没有灯", "...", "?"])
def test_a_question_that_cannot_be_kept_is_asked_for_again(town: Town, typed: str) -> None:
    page = town.dials(RESIDENT, CODE, *ASK, typed)
    assert page.startswith("CON ")
    with town.services.reading() as session:
        assert session.scalars(select(BarazaQuestion)).all() == []


def test_script_and_names_in_a_question_are_crossed_out(town: Town) -> None:
    number = asks(town, "<script>alert(1)</script> why does Kamau Njoroge of 0712345678 get paid?")
    agreed(town, number)
    read = reads(town, *AGENDA)
    assert "get paid?" in read
    for part in ("script", "Kamau", "Njoroge", "0712345678"):
        assert part not in read


def test_feedback_under_9_5_is_a_question_and_no_complaint(town: Town) -> None:
    page = town.dials(RESIDENT, CODE, "9", "5", WORDS)
    assert "Q1" in page
    assert town.board() == []
    agreed(town, "Q1")
    assert WORDS in reads(town, *AGENDA)


def test_an_answer_to_an_unknown_a_hidden_or_no_question_is_told(town: Town) -> None:
    hidden = asks(town)
    assert "Q99" in town.texts(COORDINATOR, "ANSWER Q99 in May")
    assert hidden in town.texts(COORDINATOR, f"ANSWER {hidden} in May")
    agreed(town, hidden)
    assert hidden in town.texts(COORDINATOR, f"ANSWER {hidden}")
    assert "300" in town.texts(COORDINATOR, f"ANSWER {hidden} " + "lamps " * 60)
    assert "in May" not in reads(town, *SAID)
    assert "lamps lamps" not in reads(town, *SAID)


def test_what_was_done_is_read_by_dialling_without_names(town: Town) -> None:
    number = asks(town)
    agreed(town, number)
    town.texts(COORDINATOR, f"DID {number} 3 lamps put up by Kamau Njoroge")
    said = reads(town, *SAID)
    assert "3 lamps put up by" in said
    assert "Kamau" not in said
    assert "T50217" in town.texts(COORDINATOR, "DID T50217 lamps") or "T50217" in reads(town, *SAID)


def test_a_decision_stands_where_it_is_looked_for_and_oversight_is_told(town: Town) -> None:
    assert "D12" in town.texts(COORDINATOR, "DECIDED D12 patrols begin at 8 pm")
    assert "D13" in town.texts(COORDINATOR, "IMEAMULIWA 50 a month from each house")
    assert "D12" in town.texts(COORDINATOR, "DECIDED D12 patrols begin at 10 pm")
    read = reads(town, *DECIDED)
    assert "patrols begin at 8 pm" in read
    assert "50 a month" in read
    assert "10 pm" not in read
    assert any("D13" in told for told in town.inbox(OVERSIGHT))


def _hazard(town: Town, number: int) -> Incident:
    """Return a closed hazard of the first zone."""
    return Incident(
        reference=f"9{number:05}",
        community_id=town.record().id,
        category=Category.FIRE_HAZARD,
        level=Level.HAZARD,
        status=IncidentStatus.CLOSED,
        zone=town.community.zones[0].key,
        opened_at=town.now,
        closed_at=town.now,
    )


def test_a_closed_hazard_is_told_and_its_figure_only_from_five_on(town: Town) -> None:
    town.keeps_timeline = False
    with town.services.uow() as uow:
        uow.session.add_all([_hazard(town, number) for number in range(4)])
    zone = town.community.zones[0].name("sw")
    few = reads(town, *SAID)
    assert f"{zone}: " in few
    assert "4" not in few.partition(f"{zone}: ")[2].partition("0 ")[0]
    with town.services.uow() as uow:
        uow.session.add(_hazard(town, 4))
    assert "5 " in reads(town, *SAID).partition(f"{zone}: ")[2]


def test_one_reminder_the_day_before_only_to_who_asked_and_nothing_is_left(town: Town) -> None:
    town.texts(COORDINATOR, "BARAZA 26/11 15:00 Ukumbi")
    for _ in range(2):
        assert town.dials(RESIDENT, CODE, *AGENDA, "2").startswith("END ")
    with town.services.reading() as session:
        assert len(session.scalars(select(BarazaReminder)).all()) == 1
        due = session.scalars(select(BarazaReminder.due_at)).one()
    town.passes(minutes=(due - town.now).total_seconds() / 60 - 10)
    assert town.inbox(RESIDENT) == []
    town.passes(minutes=12)
    town.passes(minutes=12)
    (told,) = town.inbox(RESIDENT)
    assert "26/11 15:00" in told
    assert "Ukumbi" in told
    with town.services.reading() as session:
        assert session.scalars(select(BarazaReminder.phone)).all() == [None]
        texts = [message for message in session.scalars(select(Message)) if message.body == told]
        assert [(message.lane, message.kind) for message in texts] == [(Lane.BULK, MessageKind.BROADCAST)]
    town.dials(RESIDENT, CODE, *AGENDA, "2")
    town.passes(minutes=60)
    assert len(town.inbox(RESIDENT)) == 1
    town.passes(minutes=60 * 30)
    town.passes(minutes=6)
    with town.services.reading() as session:
        assert session.scalars(select(BarazaReminder)).all() == []


def test_a_meeting_that_was_taken_off_reminds_nobody(town: Town) -> None:
    town.texts(COORDINATOR, "BARAZA 26/11 15:00 Ukumbi")
    town.dials(RESIDENT, CODE, *AGENDA, "2")
    town.texts(COORDINATOR, "BARAZA 26/11 15:00 0")
    with town.services.reading() as session:
        due = session.scalars(select(BarazaReminder.due_at)).one()
    town.passes(minutes=(due - town.now).total_seconds() / 60 + 5)
    assert town.inbox(RESIDENT) == []


def test_what_people_do_stands_on_record_without_words(town: Town) -> None:
    number = asks(town)
    agreed(town, number)
    town.texts(COORDINATOR, f"ANSWER {number} The new lamps come in May")
    kinds = {ActKind.QUESTION_LOOKED_AT, ActKind.BARAZA_ANSWERED}
    with town.services.reading() as session:
        acts = [act for act in session.scalars(select(Act)) if act.kind in kinds]
        assert {act.kind for act in acts} == kinds
        assert all(act.words is None and "lamps" not in str(act.facts) for act in acts)


def test_a_question_and_a_decision_wait_for_nothing_that_is_written_meanwhile(town: Town) -> None:
    """A report that is being filed locks the row of its community against other keys, and goes on."""
    if town.services.database.on_sqlite:
        # A writer is always alone there.
        return
    with town.services.uow() as filing:
        acts.note(filing, town.record().id, ActKind.HOUSEHOLD_LEFT)
        with town.services.uow() as uow:
            assert questions.ask(uow, town.record(), "when are the lamps put up?", bytes(16)) == "Q1"
        with town.services.uow() as uow:
            assert decisions.write_down(uow, town.record(), "lamps at the river", by=None).number == "D1"


def test_a_reminder_whose_number_no_key_opens_holds_up_no_other(town: Town) -> None:
    town.texts(COORDINATOR, "BARAZA 26/11 15:00 Ukumbi")
    for phone in (BONDENI, RESIDENT):
        town.dials(phone, CODE, *AGENDA, "2")
    with town.services.uow() as uow:
        first = select(BarazaReminder.id).order_by(BarazaReminder.id).limit(1).scalar_subquery()
        spoil = update(BarazaReminder.__table__).where(BarazaReminder.id == first)  # type: ignore[arg-type]
        uow.session.connection().execute(spoil.values(phone=type_coerce(b"0", LargeBinary)))
        due = uow.session.scalars(select(BarazaReminder.due_at).limit(1)).one()
    town.passes(minutes=(due - town.now).total_seconds() / 60 + 2)
    assert len(town.inbox(RESIDENT)) == 1
    assert town.inbox(BONDENI) == []
    with town.services.uow() as uow:
        # No later part of this story may stumble over it.
        uow.session.connection().execute(spoil.values(phone=None))
