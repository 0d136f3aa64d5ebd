"""Stories of erasing: somebody wants what is kept of their number erased, and the record of what happened stays."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from gateway.communities.file import load_example
from gateway.intake import erase_requests, erasing
from gateway.intake.kept import of_phone
from gateway.storage.models import Act, EraseRequest, Event, Incident, Message, Question, Report
from gateway.storage.states import MessageState
from menus.domain.acts import ActKind, ErasedWhy
from menus.domain.erasing import COUNTED_FOR, Kept
from menus.domain.limits import REMEMBERED
from menus.domain.timeline import EventKind
from menus.text.names import Text
from tests import traces
from tests.people import (
    BREAK_IN,
    CODE,
    COORDINATOR,
    FOCAL,
    LEADER,
    OTHER,
    OVERSIGHT,
    RESIDENT,
    THEFT,
)
from tests.record import assert_whole
from tests.town import Town, code_in, reference_in

MORE = "wamekimbia kuelekea daraja"
OF_OTHER = "niliona watatu wakitoka kwa duka"
MY_DATA, ERASE = ("0", "5"), ("0", "5", "2", "1")


def erases_by_phone(town: Town, phone: str) -> str:
    """Dial and erase; let the clock tick, and return the last page without its head."""
    page = town.dials(phone, CODE, *ERASE)
    town.passes(seconds=2)
    return page.removeprefix("END ")


def kept(town: Town, phone: str) -> dict[Kept, int]:
    """Return what is kept of a phone."""
    with town.services.reading() as session:
        return dict(of_phone(session, erasing.phone_of(session, town.services.keyring.phones(phone))))


def erases(town: Town, phone: str, why: str = "") -> bool:
    """Erase what is kept of a phone, as an operator does."""
    with town.services.uow() as uow:
        return erase_requests.ask(uow, town.services.keyring.phones(phone), why)


def closes(town: Town, reference: str) -> None:
    """Let a coordinator close an incident, and the clock give every row its place."""
    town.texts(COORDINATOR, f"CLOSE {reference} nothing found")
    town.passes(seconds=3)


def a_day_passes(town: Town) -> None:
    """Let the sessions end, then a day pass in which the clock stood still, and then a minute."""
    town.passes(minutes=5)
    town.now += timedelta(days=1)
    town.passes(minutes=1)


def is_whole(town: Town) -> int:
    """Check that the record is whole, and return how many entries it has."""
    town.passes(seconds=3)
    with town.services.reading() as session:
        return assert_whole(session, town.services.keyring, 1)


def words(town: Town, *kinds: EventKind) -> list[str | None]:
    """Return the words of all events of some kinds."""
    with town.services.reading() as session:
        return list(session.scalars(select(Event.words).where(Event.kind.in_(kinds)).order_by(Event.id)))


def test_a_reporter_erases_by_phone_and_what_happened_stays(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN))
    town.texts(RESIDENT, MORE)
    closes(town, reference)
    before, size = town.incident(reference), is_whole(town)
    assert words(town, EventKind.WROTE_AGAIN) == [MORE]
    assert erases_by_phone(town, RESIDENT) == town.said(Text.DATA_ERASED, to=RESIDENT)
    assert town.incident(reference) == before
    assert words(town, EventKind.WROTE_AGAIN) == [None]
    assert town.said(Text.REPORTS_NONE, to=RESIDENT) in town.dials(RESIDENT, CODE, "0", "1")
    with town.services.reading() as session:
        report, incident = session.scalars(select(Report)).one(), session.scalars(select(Incident)).one()
        assert (report.session_key, report.words, report.place, report.hint_words) == (None,) * 4
        assert (incident.place, incident.weapons, incident.zone) == (None, None, "bondeni")
        (act,) = session.scalars(select(Act).where(Act.kind == ActKind.ERASED))
        assert (act.facts["why"], act.words, act.person_id) == (ErasedWhy.ASKED, None, None)
    assert is_whole(town) == size + 1
    a_day_passes(town)
    assert kept(town, RESIDENT) == {}
    assert traces.found_in(town, RESIDENT, "session-1") == set()
    assert is_whole(town) == size + 1
    with town.services.reading() as session:
        assert not session.scalars(select(EraseRequest)).all()


def test_keys_that_were_dialled_ahead_erase_nothing_until_the_page_was_read(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN))
    town.texts(RESIDENT, MORE)
    closes(town, reference)
    page = "CON " + town.said(Text.DATA_ERASE, to=RESIDENT)
    for keys in ("0*5*2*1", "0*5*2*1"):
        assert town.hop(RESIDENT, CODE, keys, "ahead") == page, "the same post twice is answered as once"
    town.redis.flushall()
    town.passes(seconds=2)
    assert words(town, EventKind.WROTE_AGAIN) == [MORE]
    assert town.hop(RESIDENT, CODE, "0*5*2*1", "other") == page, "another session has read nothing"
    done = "END " + town.said(Text.DATA_ERASED, to=RESIDENT)
    for _ in range(2):
        assert town.hop(RESIDENT, CODE, "0*5*2*1*1", "ahead") == done, "it was read, though Redis has forgotten"
    town.passes(seconds=2)
    assert words(town, EventKind.WROTE_AGAIN) == [None]


def test_an_open_report_follows_when_it_closes(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN[:-1], "2"))
    town.texts(RESIDENT, MORE)
    town.passes(seconds=3)
    follows = town.said(Text.DATA_ERASED_FOLLOWS, to=RESIDENT, open="1")
    assert erases_by_phone(town, RESIDENT) == follows
    assert reference in town.dials(RESIDENT, CODE, "0", "1"), "it is still open, so its reporter may look at it"
    assert words(town, EventKind.WROTE_AGAIN) == [MORE]
    closes(town, reference)
    town.passes(minutes=1)
    assert words(town, EventKind.WROTE_AGAIN) == [None]
    with town.services.reading() as session:
        report = session.scalars(select(Report)).one()
        assert (report.session_key, report.words, report.reporter_phone) == (None, None, None)
    closed = town.said(Text.YOUR_REPORT_CLOSED, to=RESIDENT)
    assert any(text.split(":")[0] == closed.split(":")[0] for text in town.inbox(RESIDENT))
    a_day_passes(town)
    assert kept(town, RESIDENT) == {}
    assert traces.found_in(town, RESIDENT, "session-1") == set()
    is_whole(town)


def test_only_the_words_of_the_one_who_asks_go(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN))
    town.dials(OTHER, CODE, *BREAK_IN)
    town.texts(RESIDENT, MORE)
    town.texts(OTHER, OF_OTHER)
    town.passes(minutes=2)
    closes(town, reference)
    with town.services.reading() as session:
        assert len({report.incident_id for report in session.scalars(select(Report))}) == 1
    with town.services.reading() as session:
        ties = [event.facts for event in session.scalars(select(Event).where(Event.kind == EventKind.WROTE_AGAIN))]
    assert len({tie["report"] for tie in ties}) == 2
    erases(town, RESIDENT)
    assert words(town, EventKind.WROTE_AGAIN) == [None, OF_OTHER]
    assert kept(town, OTHER)[Kept.CLOSED_REPORTS] == 1
    is_whole(town)


def test_a_question_and_its_answer_go_with_their_report(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN))
    town.texts(COORDINATOR, f"ASK {reference} which door?")
    town.dials(RESIDENT, CODE, "0", "1", "1", "the green one")
    closes(town, reference)
    assert words(town, EventKind.ANSWER_CAME) == ["the green one"]
    erases(town, RESIDENT)
    assert words(town, EventKind.ANSWER_CAME) == [None]
    with town.services.reading() as session:
        assert not session.scalars(select(Question)).all()
    is_whole(town)


def test_a_report_that_was_joined_or_split_off_follows_the_incident_that_it_belongs_to(town: Town) -> None:
    first = reference_in(town.dials(OTHER, CODE, *THEFT))
    second = reference_in(town.dials(RESIDENT, CODE, "3", "1", "4", "1"))
    town.texts(RESIDENT, MORE)
    town.confirms(COORDINATOR, f"JOIN {first} {second}")
    erases(town, RESIDENT)
    town.passes(minutes=1)
    assert words(town, EventKind.WROTE_AGAIN) == [MORE], "its incident has ended, but it goes on as another one"
    closes(town, first)
    town.passes(minutes=1)
    assert words(town, EventKind.WROTE_AGAIN) == [None]
    is_whole(town)


def test_no_text_waits_about_an_erased_report_and_others_still_leave(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN[:-1], "2"))
    closes(town, reference)
    with town.services.uow() as uow:
        notices = update(Message).where(Message.phone_hash == town.services.keyring.phone(RESIDENT))
        uow.session.execute(notices.values(state=MessageState.QUEUED, due_at=town.now + timedelta(hours=1)))
    erases(town, RESIDENT)
    before = len(town.inbox(RESIDENT))
    town.passes(minutes=62)
    assert len(town.inbox(RESIDENT)) == before
    with town.services.reading() as session:
        bodies = session.scalars(select(Message.body).where(Message.phone == "")).all()
        assert bodies
        assert set(bodies) == {""}


def test_a_text_that_is_not_acted_on_yet_stays_and_becomes_its_report(town: Town) -> None:
    with town.without_hints():
        town.texts(RESIDENT, "wezi wanavunja duka bondeni")
        erases(town, RESIDENT)
    town.passes(seconds=10)
    with town.services.reading() as session:
        report = session.scalars(select(Report)).one()
    assert report.words
    assert kept(town, RESIDENT)[Kept.OPEN_REPORTS] == 1


def test_a_draft_that_is_being_dialled_stays_and_can_be_sent(town: Town) -> None:
    town.hop(RESIDENT, CODE, "", "ATUid_9")
    town.hop(RESIDENT, CODE, "3", "ATUid_9")
    town.hop(RESIDENT, CODE, "3*2", "ATUid_9")
    erases(town, RESIDENT)
    for text in ("3*2*4", "3*2*4*1"):
        page = town.hop(RESIDENT, CODE, text, "ATUid_9")
    assert reference_in(page)


def test_erasing_twice_or_by_a_repeated_post_changes_nothing_more(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN))
    town.texts(RESIDENT, MORE)
    closes(town, reference)
    page = town.presses(*ERASE, session="ATUid_7")
    assert town.hop(RESIDENT, CODE, "*".join(ERASE), "ATUid_7") == page
    town.passes(seconds=2)
    assert town.hop(RESIDENT, CODE, "*".join(ERASE), "ATUid_7") == page
    town.passes(seconds=2)
    erases(town, RESIDENT)
    with town.services.reading() as session:
        assert len(session.scalars(select(Act).where(Act.kind == ActKind.ERASED)).all()) == 1
    is_whole(town)


def test_erasing_gives_no_fresh_count(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"), doria_reports_an_hour="2")
    for keys in (BREAK_IN, THEFT):
        closes(town, reference_in(town.dials(RESIDENT, CODE, *keys)))
    erases(town, RESIDENT)
    page = town.dials(RESIDENT, CODE, *THEFT)
    assert page == "END " + town.said(Text.LIMITED, to=RESIDENT)


def test_a_false_report_counts_as_long_as_ever(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *THEFT))
    town.confirms(COORDINATOR, f"FALSE {reference} a joke")
    town.passes(seconds=3)
    erases(town, RESIDENT)
    for gone, is_kept in ((COUNTED_FOR, True), (REMEMBERED, False)):
        town.now += gone
        town.passes(minutes=6)
        with town.services.reading() as session:
            assert (session.scalars(select(Report.reporter_hash)).one() is not None) is is_kept


def test_private_help_is_not_shown_and_not_erased(town: Town) -> None:
    for phone in (RESIDENT, OTHER):
        closes(town, reference_in(town.dials(phone, CODE, *THEFT)))
    town.dials(OTHER, CODE, "7", "2", "2")
    ways = ((*MY_DATA, "1"), ERASE)
    pages = [[town.dials(phone, CODE, *keys) for keys in ways] for phone in (RESIDENT, OTHER)]
    assert pages[0] == pages[1]
    town.passes(minutes=2)
    with town.services.reading() as session:
        (private,) = session.scalars(select(Report).where(Report.category == "abuse-child"))
        assert private.reporter_phone == OTHER


@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open"])
def test_a_helper_erases_a_case_with_a_code(town: Town, *, is_open: bool) -> None:
    town.texts(RESIDENT, "mume wangu ananichapa")
    reference = reference_in(town.inbox(FOCAL)[-1])
    town.passes(seconds=3)
    if not is_open:
        town.texts(FOCAL, f"CLOSE {reference} she is safe")
        town.passes(seconds=3)
    question = town.texts(FOCAL, f"FUTA {reference}")
    assert town.is_a(question, Text.CONFIRM_ERASE, FOCAL, reference=reference)
    answer = town.texts(FOCAL, f"YES {code_in(question.replace(reference, ''))}")
    later = town.said(Text.CASE_ERASED_LATER, to=FOCAL, reference=reference)
    assert answer == (later if is_open else town.said(Text.CASE_ERASED, to=FOCAL, reference=reference))
    if is_open:
        with town.services.reading() as session:
            assert session.scalars(select(Report.words)).one()
        town.texts(FOCAL, f"CLOSE {reference} she is safe")
        town.passes(minutes=1)
    with town.services.reading() as session:
        report, incident = session.scalars(select(Report)).one(), session.scalars(select(Incident)).one()
        assert (report.words, report.reporter_phone, report.private_kind, incident.outcome) == (None,) * 4
        acts = session.scalars(select(Act).where(Act.kind == ActKind.ERASED)).all()
        assert {(act.facts["why"], act.is_hidden) for act in acts} == {(ErasedWhy.HELPER, True)}
    is_whole(town)


@pytest.mark.parametrize("phone", [LEADER, COORDINATOR, OVERSIGHT])
def test_others_read_that_there_is_no_such_case(town: Town, phone: str) -> None:
    town.texts(RESIDENT, "mume wangu ananichapa")
    reference = reference_in(town.inbox(FOCAL)[-1])
    unknown = town.said(Text.UNKNOWN_REFERENCE, to=phone, reference=reference)
    assert town.texts(phone, f"ERASE {reference}") == unknown


def test_a_resident_who_writes_of_erasing_is_read_as_ever(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *THEFT))
    assert not town.is_a(town.texts(RESIDENT, f"FUTA {reference}"), Text.CONFIRM_ERASE, RESIDENT)


def test_no_more_texts_and_something_is_wrong(town: Town) -> None:
    page = town.dials(RESIDENT, CODE, *MY_DATA, "3")
    assert page == "END " + town.said(Text.DATA_STOPPED, to=RESIDENT)
    assert town.dials(RESIDENT, CODE, *MY_DATA, "3") == page, "a second press changes nothing: START undoes it"
    assert kept(town, RESIDENT) == {Kept.STOPPED: 1}
    page = town.dials(RESIDENT, CODE, *MY_DATA, "4", "my report names the wrong zone", "1")
    assert town.is_a(page.removeprefix("END "), Text.FILED_COMPLAINT)
    assert town.inbox(OVERSIGHT)
    assert [row["level"] for row in town.board()] == ["complaint"]
    assert town.inbox(LEADER) == []


def test_a_role_holder_loses_what_they_reported_and_keeps_their_role(town: Town) -> None:
    reference = reference_in(town.dials(LEADER, CODE, *THEFT))
    town.texts(LEADER, f"NOTE {reference} we were there")
    closes(town, reference)
    assert erases_by_phone(town, LEADER) == town.said(Text.DATA_ERASED_ROLE, to=LEADER)
    assert kept(town, LEADER)[Kept.ROLE] == 1
    with town.services.reading() as session:
        assert session.scalars(select(Report.session_key)).all() == [None]
        hashes = town.services.keyring.phones(LEADER)
        alerts = select(Message.body).where(Message.phone_hash.in_(hashes), Message.kind == "alert")
        assert all(session.scalars(alerts))


def test_a_phone_with_reports_in_two_communities_is_erased_in_both(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"), load_example("kawangware"))
    other = next(one for one in town.services.directory.communities() if one.community.key != "mlango-kubwa").community
    closes(town, reference_in(town.dials(RESIDENT, CODE, *THEFT)))
    town.dials(RESIDENT, other.ussd_codes[0], *THEFT)
    assert (kept(town, RESIDENT)[Kept.CLOSED_REPORTS], kept(town, RESIDENT)[Kept.OPEN_REPORTS]) == (1, 1)
    erases(town, RESIDENT, "asked at the office")
    with town.services.reading() as session:
        acts = session.scalars(select(Act).where(Act.kind == ActKind.ERASED)).all()
        assert sorted((act.community_id, act.words) for act in acts) == [
            (1, "asked at the office"),
            (2, "asked at the office"),
        ]
