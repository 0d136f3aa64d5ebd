"""Stories of retention: numbers are deleted first, then texts, then the words of people."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from gateway.communities import history, loading
from gateway.communities.file import load_example, parse
from gateway.storage.models import (
    CommunityVersion,
    DangerQuestion,
    DraftRow,
    Event,
    Inbound,
    Incident,
    LanguageChoice,
    Message,
    PersonRow,
    Reading,
    Report,
)
from tests.people import BONDENI, BREAK_IN, CODE, COORDINATOR, FOCAL, LANDLORDS, LEADER, OTHER, RESIDENT
from tests.town import Town, reference_in


def after(town: Town, **time: float) -> None:
    """Move the time in one step, and let the clock tick."""
    town.now += timedelta(**time)
    town.ticks()


def test_the_number_of_who_may_be_called_goes_a_week_after_closing(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, "4", "2", "4", "2"))
    town.texts(COORDINATOR, f"CLOSE {reference} found")
    for days, is_kept in ((6, True), (2, False)):
        after(town, days=days)
        with town.services.reading() as session:
            assert (session.scalars(select(Report.reporter_phone)).one() is not None) is is_kept


def test_texts_and_drafts_go_after_a_month(town: Town) -> None:
    town.presses("3", "5")
    town.texts(OTHER, "kuna wezi sokoni")
    with town.services.reading() as session:
        assert OTHER in session.scalars(select(Message.phone)).all()
    after(town, days=31)
    with town.services.reading() as session:
        old = Message.created_at < town.now - timedelta(days=1)
        assert {(phone, body) for phone, body in session.execute(select(Message.phone, Message.body).where(old))} == {
            ("", "")
        }
        assert session.scalars(select(Inbound)).all() == []
        assert session.scalars(select(DraftRow)).all() == []


def test_how_far_somebody_has_read_goes_after_a_day(town: Town) -> None:
    town.texts(COORDINATOR, reference_in(town.dials(RESIDENT, CODE, *BREAK_IN)))
    for hours, left in ((20, 1), (5, 0)):
        after(town, hours=hours)
        with town.services.reading() as session:
            assert len(session.scalars(select(Reading)).all()) == left


def test_words_of_a_cry_go_after_a_month_although_no_alarm_can_be_raised(town: Town) -> None:
    town.texts(BONDENI, "nisaidie")
    with town.services.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE danger_questions SET words = phone FROM people WHERE people.id = person_id")
    for days, left in ((29, 1), (2, 0)):
        after(town, days=days)
        with town.services.reading() as session:
            assert len(session.scalars(select(DangerQuestion.id)).all()) == left


def test_words_that_could_never_be_passed_on_wait_no_longer_than_a_year_after_closing(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN))
    town.texts(COORDINATOR, f"CLOSE {reference} settled")
    with town.services.uow() as uow:
        uow.session.execute(update(Incident).values(words_due_at=town.now + timedelta(days=400)))
    after(town, days=366)
    with town.services.reading() as session:
        assert session.scalars(select(Incident.words_due_at)).all() == [None]


@pytest.mark.parametrize("kind", ["private", "alarm", "dialled"])
def test_the_words_of_people_go_a_year_after_closing_whoever_they_were(town: Town, kind: str) -> None:
    if kind == "private":
        town.texts(RESIDENT, "nimebakwa na mjomba nyumbani")
        reference = reference_in(town.inbox(FOCAL)[-1])
        town.texts(FOCAL, f"CLOSE {reference} helped")
    elif kind == "alarm":
        reference = reference_in(town.texts(LEADER, "5 niko mtoni wananifuata"))
        town.confirms(COORDINATOR, f"CLOSE {reference} safe")
    else:
        keys = ("3", "7", "karibu na mti mkubwa", "4", "1")
        reference = reference_in(town.dials(RESIDENT, CODE, *keys))
        town.texts(COORDINATOR, f"CLOSE {reference} settled")
    assert town.incident(reference)["status"] == "closed"
    after(town, days=364)
    with town.services.reading() as session:
        report = session.scalars(select(Report)).one()
        assert report.words or report.place
    after(town, days=2)
    with town.services.reading() as session:
        report = session.scalars(select(Report)).one()
        assert (report.words, report.place, report.reporter_hash, report.session_key) == (None,) * 4
        assert set(session.scalars(select(Event.words))) == {None}
        incident = session.scalars(select(Incident)).one()
        assert (incident.outcome, incident.place, incident.person) == (None, None, None)
        assert incident.category, "that it happened stays"


def test_an_open_incident_forgets_nothing_until_a_year_after_the_last_word(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN[:-1], "2"))
    after(town, days=300)
    town.answers(LEADER, "going", reference)
    after(town, days=360)
    with town.services.reading() as session:
        assert session.scalars(select(Report.reporter_phone)).one() == RESIDENT
    after(town, days=6)
    with town.services.reading() as session:
        report = session.scalars(select(Report)).one()
        assert (report.reporter_phone, report.reporter_hash, report.session_key) == (None, None, None)


def without_landlords(text: str) -> str:
    """Return the example file without the second coordinator, as if they had left."""
    start = text.rindex("[[people]]", 0, text.index(LANDLORDS))
    end = text.index("[[", start + 2)
    return text[:start] + text[end:]


def test_the_number_of_somebody_who_left_goes_after_a_month_and_that_of_the_others_stays(town: Town) -> None:
    example = load_example("mlango-kubwa")
    town.loads(without_landlords(example))
    for days, is_kept in ((29, True), (2, False)):
        after(town, days=days)
        with town.services.reading() as session:
            phones = session.scalars(select(PersonRow.phone)).all()
        assert (LANDLORDS in phones) is is_kept
        assert {COORDINATOR, LEADER, FOCAL} <= set(phones)
    hashes = town.services.keyring.phones(LANDLORDS)
    with town.services.reading() as session:
        assert session.scalars(select(PersonRow.id).where(PersonRow.phone_hash.in_(hashes))).all() == []
    town.loads(example)
    assert town.texts(LANDLORDS, "WHO")


def test_somebody_who_comes_back_in_time_is_kept(town: Town) -> None:
    example = load_example("mlango-kubwa")
    town.loads(without_landlords(example))
    after(town, days=20)
    town.loads(example)
    after(town, days=20)
    with town.services.reading() as session:
        assert LANDLORDS in session.scalars(select(PersonRow.phone)).all()


def test_the_text_of_a_replaced_file_goes_after_a_month_and_that_in_force_never(town: Town) -> None:
    example = load_example("mlango-kubwa")
    for number in (2, 3):
        town.loads(f"{example}\n# version {number}\n")
    versions = select(CommunityVersion.version, CommunityVersion.body).order_by(CommunityVersion.version)
    for days, kept in ((29, {1, 2, 3}), (2, {3})):
        after(town, days=days)
        with town.services.reading() as session:
            rows = session.execute(versions).all()
        assert {version for version, body in rows if body} == kept
    assert len(rows) == 3, "that there were earlier versions, and when, stays"
    assert town.page()


def test_who_loaded_a_replaced_file_and_why_goes_with_its_text(town: Town) -> None:
    example, services = load_example("mlango-kubwa"), town.services
    signed = loading.Signed("Asha", "Otieno has lost his phone")
    loading.load(services.uow, services.reading, services.keyring, f"{example}\n# 2\n", parse, signed)
    after(town, days=40)
    assert [(one.by, one.why) for one in versions_of(town)] == [("Asha", "Otieno has lost his phone"), (None, None)]
    town.loads(example)
    after(town, days=29)
    assert versions_of(town)[1].by == "Asha"
    after(town, days=2)
    newest, replaced, first = versions_of(town)
    assert (replaced.by, replaced.why, replaced.is_kept) == (None, None, False)
    assert (first.is_kept, newest.is_kept) == (False, True)


def versions_of(town: Town) -> list[history.Version]:
    with town.services.reading() as session:
        return history.versions(session, "mlango-kubwa")


def test_while_the_file_in_force_cannot_be_read_nothing_of_an_older_one_goes(town: Town) -> None:
    town.loads(load_example("mlango-kubwa") + "\n# newer\n")
    with town.services.database.write() as session:
        session.scalars(select(CommunityVersion).where(CommunityVersion.version == 2)).one().body = "of a newer Doria"
    after(town, days=40)
    with town.services.reading() as session:
        assert all(session.scalars(select(CommunityVersion.body)).all())
    assert town.page()


def test_the_language_of_a_phone_goes_after_120_days_without_a_choice_or_an_open_report(town: Town) -> None:
    town.dials(RESIDENT, CODE, "0", "6")
    town.dials(OTHER, CODE, "0", "6")
    after(town, days=100)
    town.dials(OTHER, CODE, *BREAK_IN)
    for days in (12, 18):
        after(town, days=days)
    with town.services.reading() as session:
        (row,) = session.scalars(select(LanguageChoice))
    assert row.phone_hash in town.services.keyring.phones(OTHER)
    assert (row.used_in_week.weekday(), row.used_in_week.hour, row.chosen_in, row.before) == (0, 0, None, None)
    after(town, days=100)
    with town.services.reading() as session:
        assert session.scalars(select(LanguageChoice)).all() == []
