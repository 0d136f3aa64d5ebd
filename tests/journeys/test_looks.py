"""Stories of looks: who had a number or words shown to them, and why, is read by operators and by oversight."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from gateway.communities.file import load_example
from gateway.core import erased_words
from gateway.incidents import access, board, disclosure
from gateway.incidents import looks as looks_of
from gateway.storage.models import Event, Incident, LookRow
from menus.domain.acts import ErasedWhy
from menus.domain.looks import MANY, LookKind
from menus.domain.record import Source
from menus.domain.timeline import EventKind
from menus.text import catalog
from menus.text.names import Text
from tests.people import CODE, COORDINATOR, FOCAL, FOCAL_ALTERNATE, LEADER, OTHER, OVERSIGHT, RESIDENT, RESIDENTS
from tests.record import assert_whole
from tests.town import Town, reference_in

WHY = "to ask which door"


def looks(town: Town, reference: str, by: str = "Asha", why: str = WHY) -> None:
    """Have the sealed values of a report shown to somebody."""
    with town.services.uow() as uow:
        assert disclosure.reveal(uow, reference, disclosure.Look(by, why)) is not None


def test_oversight_reads_by_sms_who_looked_and_why(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, "4", "2", "4", "2"))
    unknown = town.said(Text.UNKNOWN_REFERENCE, to=OVERSIGHT, reference=reference)
    assert town.texts(OVERSIGHT, reference) == unknown
    looks(town, reference)
    looks(town, reference, by="Juma", why="again")
    text = town.texts(OVERSIGHT, f"REF {reference}")
    assert town.is_a(text, Text.LOOKED, to=OVERSIGHT, reference=reference, count="2", said="Juma: again")
    assert RESIDENT[4:] not in text
    for other in (LEADER, COORDINATOR):
        town.texts(other, reference)
        assert not town.got(other, Text.LOOKED)


def test_oversight_reads_it_beside_the_status_of_a_complaint(town: Town) -> None:
    town.dials(RESIDENT, CODE, "9", "1", "he asked for money", "1")
    reference = reference_in(town.inbox(OVERSIGHT)[-1])
    looks(town, reference)
    town.texts(OVERSIGHT, reference)
    assert town.got(OVERSIGHT, Text.LOOKED, reference=reference, count="1", said=f"Asha: {WHY}")


def test_oversight_reads_that_somebody_looked_at_a_private_report_and_neither_why_nor_anything_else(
    town: Town,
) -> None:
    town.dials(RESIDENT, CODE, "7", "2", "2")
    reference = reference_in(town.inbox(FOCAL)[-1])
    unknown = town.said(Text.UNKNOWN_REFERENCE, to=OVERSIGHT, reference=reference)
    assert town.texts(OVERSIGHT, reference) == unknown
    looks(town, reference)
    text = town.texts(OVERSIGHT, f"REF {reference}")
    assert town.is_a(text, Text.LOOKED_ONLY, to=OVERSIGHT, reference=reference, count="1", said="Asha")
    for other in (COORDINATOR, LEADER):
        town.texts(other, reference)
        assert not town.got(other, Text.LOOKED_ONLY)


def test_who_looked_at_a_private_report_and_why_is_read_by_its_helpers(town: Town) -> None:
    town.dials(RESIDENT, CODE, "7", "2", "2")
    reference = reference_in(town.inbox(FOCAL)[-1])
    looks(town, reference)
    for helper in (FOCAL, FOCAL_ALTERNATE):
        town.texts(helper, reference)
        assert town.got(helper, Text.LOOKED, reference=reference, count="1", said=f"Asha: {WHY}")


@pytest.mark.parametrize("why", ["x" * 300, "Kamau Otieno asked, call 0722333444"])
def test_a_reason_fits_and_leaves_without_numbers(town: Town, why: str) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, "4", "2", "4", "2"))
    looks(town, reference, why=why)
    text = town.texts(OVERSIGHT, reference)
    assert reference in text
    assert len(text) <= 160
    assert "0722333444" not in text


def test_the_history_of_an_incident_says_who_looked_and_why(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, "4", "2", "4", "2"))
    looks(town, reference)
    with town.services.reading() as session:
        incident = board.board_entries(session, reference=reference)[0].incident
        last = board.history(session, incident)[-1]
    assert (last["kind"], last["by"], last["words"], last["facts"]["report"]) == ("revealed", "Asha", WHY, reference)


def rows(town: Town) -> list[tuple[str | None, LookKind, str | None]]:
    """Return every look that was written down: who, which kind, and why."""
    with town.services.reading() as session:
        return [(row.by, row.kind, row.why) for row in session.scalars(select(LookRow).order_by(LookRow.id))]


def reported(town: Town, phone: str = RESIDENT) -> str:
    """Let somebody report who asks for a call; return the reference."""
    return reference_in(town.dials(phone, CODE, "4", "2", "4", "2"))


def lines(text: str) -> list[str]:
    """Return the lines of a list below its head."""
    return text.split("\n")[1:]


def test_a_look_is_written_down_apart_and_its_event_holds_neither_name_nor_reason(town: Town) -> None:
    reference = reported(town)
    looks(town, reference)
    assert rows(town) == [("Asha", LookKind.NUMBER, WHY)]
    with town.services.reading() as session:
        event = session.scalars(select(Event).where(Event.kind == EventKind.REVEALED)).one()
        look_id = session.scalars(select(LookRow.id)).one()
    assert (event.looked_by, event.words, event.facts) == (None, None, {"report": reference, "look": look_id})


def test_oversight_lists_who_looked_when_at_which_report_and_why_the_newest_first(town: Town) -> None:
    assert town.texts(OVERSIGHT, "LOOKS") == town.said(Text.LOOKS_NONE, to=OVERSIGHT)
    first, second = reported(town), reported(town, OTHER)
    looks(town, first)
    town.passes(minutes=2)
    looks(town, second, by="Juma", why="the committee asks")
    told = town.texts(OVERSIGHT, "looks")
    at = town.now.astimezone(town.community.timezone)
    assert lines(told) == [
        f"{at:%H:%M} Juma {second}: the committee asks",
        f"{at - timedelta(minutes=2):%H:%M} Asha {first}: {WHY}",
    ]
    assert town.texts(OVERSIGHT, "WALIOTAZAMA") == told
    assert town.texts(OVERSIGHT, "LOOKS 2") == town.said(Text.LOOKS_ENDS, to=OVERSIGHT, count="2")


def test_many_looks_stand_on_pages_of_one_segment_and_each_stands_once(town: Town) -> None:
    reference = reported(town)
    for number in range(12):
        town.passes(minutes=1)
        looks(town, reference, by=f"Wanjiru wa Kamau {number}", why="to know at which door of the market it was")
    pages = [town.texts(OVERSIGHT, "LOOKS")]
    while not town.is_a(told := town.texts(OVERSIGHT, f"LOOKS{len(pages) + 1}"), Text.LOOKS_ENDS, to=OVERSIGHT):
        pages.append(told)
    assert all(len(page) <= 160 for page in pages)
    assert sum(reference in line for page in pages for line in lines(page)) == 12


@pytest.mark.parametrize("phone", [COORDINATOR, LEADER, FOCAL])
def test_nobody_but_oversight_lists_looks(town: Town, phone: str) -> None:
    looks(town, reported(town))
    refused = Text.NOT_YOURS_PATROL if phone == LEADER else Text.NOT_YOURS
    assert town.texts(phone, "LOOKS") == town.said(refused, to=phone)


def test_of_a_private_report_the_list_tells_that_somebody_looked_and_no_more(town: Town) -> None:
    town.dials(RESIDENT, CODE, "7", "2", "2")
    reference = reference_in(town.inbox(FOCAL)[-1])
    looks(town, reference)
    town.dials(FOCAL, CODE, "0", "8", "1", "1")
    told = town.texts(OVERSIGHT, "LOOKS")
    private = town.said(Text.LOOKS_PRIVATE, to=OVERSIGHT)
    helper = town.person(FOCAL).name.split(",")[0]
    assert [line.split(" ", 1)[1] for line in lines(told)] == [f"{helper} ({private})", f"Asha ({private})"]
    assert reference not in told
    assert WHY not in told


def test_oversight_that_is_accused_sees_no_gap_in_the_list(new_town: Callable[..., Town]) -> None:
    file = load_example("mlango-kubwa").replace('roles = ["oversight"]', 'roles = ["oversight", "treasurer"]')
    other = '[[people]]\nname = "Second (example)"\nphone = "+254700000199"\nroles = ["oversight"]\nlanguage = "en"\n\n'
    town, second = new_town(file.replace("[[shifts]]", other + "[[shifts]]", 1)), "+254700000199"
    complaint = reference_in(town.dials(RESIDENT, CODE, "9", "2", "he sold the water", "1"))
    looks(town, complaint)
    accused = (town.texts(OVERSIGHT, "LOOKS"), town.texts(OVERSIGHT, f"LOOKS {complaint}"))
    assert accused == (
        town.said(Text.LOOKS_NONE, to=OVERSIGHT),
        town.said(Text.UNKNOWN_REFERENCE, to=OVERSIGHT, reference=complaint),
    )
    open_one = reported(town, OTHER)
    looks(town, open_one)
    assert [line.split()[2] for line in lines(town.texts(OVERSIGHT, "LOOKS"))] == [f"{open_one}:"]
    assert {line.split()[2] for line in lines(town.texts(second, "LOOKS"))} == {f"{open_one}:", f"{complaint}:"}


def test_a_look_by_oversight_itself_is_listed_too(town: Town) -> None:
    complaint = reference_in(town.dials(RESIDENT, CODE, "4", "2", "4", "2"))
    town.texts(COORDINATOR, f"CLOSE {complaint} settled")
    assert rows(town) == []
    with town.services.uow() as uow:
        incident = access.by_reference(uow.session, complaint)
        record = town.services.directory.first()
        assert incident is not None
        assert record is not None
        looker = looks_of.with_role(record, town.person(OVERSIGHT))
        looks_of.note(uow, incident, LookKind.WORDS, looker)
    assert lines(town.texts(OVERSIGHT, "LOOKS"))[0].split(" ", 1)[1].startswith(town.person(OVERSIGHT).name[:19])


def test_a_coordinator_who_reads_words_is_at_work_while_the_incident_is_open_and_looks_once_it_is_over(
    town: Town,
) -> None:
    town.texts(RESIDENT, "wezi wamevunja duka karibu na soko bondeni")
    (entry,) = town.board()
    reference = entry["reference"]
    town.texts(COORDINATOR, reference)
    assert rows(town) == []
    town.texts(COORDINATOR, f"CLOSE {reference} settled")
    town.texts(COORDINATOR, f"REF {reference}")
    town.texts(COORDINATOR, f"MORE {reference}")
    assert rows(town) == [(town.person(COORDINATOR).name, LookKind.WORDS, None)]
    town.passes(minutes=2)
    town.texts(COORDINATOR, reference)
    assert len(rows(town)) == 2


def test_a_helper_who_opens_a_case_with_a_typed_time_looks(town: Town) -> None:
    town.dials(RESIDENT, CODE, "7", "2", "3", "after six")
    town.dials(FOCAL, CODE, "0", "8")
    assert rows(town) == []
    town.dials(FOCAL, CODE, "0", "8", "1")
    assert rows(town) == [(town.person(FOCAL).name, LookKind.CASE, None)]


def test_nothing_is_shown_if_the_look_cannot_be_written(town: Town) -> None:
    reference = reported(town)
    with town.services.database.write() as session:
        session.execute(text("ALTER TABLE looks RENAME TO looks_away"))
    try:
        with pytest.raises(SQLAlchemyError), town.services.uow() as uow:
            disclosure.reveal(uow, reference, disclosure.Look("Asha", WHY))
    finally:
        with town.services.database.write() as session:
            session.execute(text("ALTER TABLE looks_away RENAME TO looks"))


def test_oversight_is_told_once_of_somebody_who_looks_at_many_reports_within_an_hour(town: Town) -> None:
    phones = RESIDENTS[:MANY]
    for number, phone in enumerate(phones):
        assert not town.got(OVERSIGHT, Text.MANY_LOOKS)
        looks(town, reported(town, phone), by=f"A name {number}")
        town.passes(minutes=1)
    assert town.got(OVERSIGHT, Text.MANY_LOOKS, count=str(MANY), said=f"A name {MANY - 1}")
    before = len(town.inbox(OVERSIGHT))
    looks(town, reported(town, OTHER))
    town.passes(minutes=1)
    assert len(town.inbox(OVERSIGHT)) == before


def test_a_value_that_nobody_can_open_hides_no_looks(town: Town) -> None:
    town.keeps_timeline = False
    for phone in RESIDENTS[:MANY]:
        looks(town, reported(town, phone))
    with town.services.uow() as uow:
        uow.session.connection().exec_driver_sql("UPDATE incidents SET weapons = '0'")
    town.passes(minutes=1)
    with town.services.uow() as uow:
        uow.session.connection().exec_driver_sql("UPDATE incidents SET weapons = NULL")
    assert town.got(OVERSIGHT, Text.MANY_LOOKS, count=str(MANY), said="Asha")


def sees_number(town: Town, of: str) -> None:
    """Let a coordinator have the number of a person shown to them, as the page about people does."""
    record = town.record(COORDINATOR)
    looker = looks_of.with_role(record, town.person(COORDINATOR))
    with town.services.uow() as uow:
        looks_of.note_at_none(uow, record.id, LookKind.NUMBER, looker, why=town.person(of).name)


def test_looks_at_numbers_of_people_are_told_as_numbers_and_not_as_reports(town: Town) -> None:
    for _ in range(MANY):
        sees_number(town, LEADER)
    town.passes(minutes=1)
    by = town.person(COORDINATOR).name
    assert town.got(OVERSIGHT, Text.MANY_NUMBERS, count=str(MANY), said=by)
    assert not town.got(OVERSIGHT, Text.MANY_LOOKS)
    of = town.person(OVERSIGHT)
    number = catalog.say(of.language, Text.LOOKS_NUMBER)
    listed = lines(town.texts(OVERSIGHT, "LOOKS"))
    assert sum(f" {number}: " in line for line in listed) == len(listed) - 1, listed


def test_looks_at_both_are_told_as_both(town: Town) -> None:
    reported(town)
    with town.services.uow() as uow:
        incident = uow.session.scalars(select(Incident)).one()
        looks_of.note(
            uow, incident, LookKind.WORDS, looks_of.with_role(town.record(COORDINATOR), town.person(COORDINATOR))
        )
    for _ in range(MANY - 1):
        sees_number(town, LEADER)
    town.passes(minutes=1)
    by = town.person(COORDINATOR).name
    assert town.got(OVERSIGHT, Text.MANY_BOTH, count="1", numbers=str(MANY - 1), said=by)


def test_a_new_burst_of_looks_is_told_again(town: Town) -> None:
    references = [reported(town, phone) for phone in RESIDENTS[:MANY]]
    for _ in range(2):
        for reference in references:
            looks(town, reference)
        for minutes in (1, 70, 1):
            town.passes(minutes=minutes)
            town.ticks()
    assert sum(town.is_a(one, Text.MANY_LOOKS, to=OVERSIGHT) for one in town.inbox(OVERSIGHT)) == 2


def test_a_look_of_an_older_release_is_still_listed(town: Town) -> None:
    reference = reported(town)
    with town.services.uow() as uow:
        incident = uow.session.scalars(select(Incident)).one()
        old = {"community_id": incident.community_id, "incident_id": incident.id, "at": uow.now, "person_id": None}
        told = {"kind": EventKind.REVEALED, "facts": {"report": reference}, "words": WHY, "looked_by": "Juma"}
        uow.insert(Event, [{**old, **told}])
    looks(town, reference)
    assert [line.split(" ", 1)[1] for line in lines(town.texts(OVERSIGHT, "LOOKS"))] in (
        [f"Juma {reference}: {WHY}", f"Asha {reference}: {WHY}"],
        [f"Asha {reference}: {WHY}", f"Juma {reference}: {WHY}"],
    )
    asked = town.texts(OVERSIGHT, f"LOOKS {reference}")
    assert town.is_a(asked, Text.LOOKED, to=OVERSIGHT, count="2", said=f"Asha: {WHY}")


def test_what_a_resident_writes_of_how_something_looks_is_a_report(town: Town) -> None:
    town.texts(RESIDENT, "looks like thieves at the market with panga")
    assert len(town.board()) == 1
    assert town.texts(OVERSIGHT, "looks like thieves") != town.texts(OVERSIGHT, "LOOKS")


def test_the_menu_of_oversight_names_the_list(town: Town) -> None:
    assert town.texts(OVERSIGHT, "MENU") == town.said(Text.HELP_OVERSIGHT, to=OVERSIGHT)


def test_the_name_and_the_reason_of_a_look_are_erased_and_the_record_stays_whole(town: Town) -> None:
    reference = reported(town)
    looks(town, reference)
    town.places()
    with town.services.uow() as uow:
        row = uow.session.scalars(select(LookRow)).one()
        assert erased_words.erase(uow, row.community_id, Source.LOOKS, [row.id], ErasedWhy.RETENTION) == 0
        community_id = row.community_id
    town.places()
    assert rows(town) == [(None, LookKind.NUMBER, None)]
    assert [line.split(" ", 1)[1] for line in lines(town.texts(OVERSIGHT, "LOOKS"))] == [f"? {reference}"]
    with town.services.reading() as session:
        assert_whole(session, town.services.keyring, community_id)
