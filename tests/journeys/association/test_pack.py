"""Stories of the transparency pack: it is the same when it is made again, names nobody, and fits the record."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from gateway.association.papers import complaints, pack, pack_page
from gateway.errors import Refused
from gateway.record import comparing, notes, verifying
from gateway.record.comparing import Answer
from menus.domain.categories import Category
from menus.domain.community import Mode
from menus.domain.quarters import Quarter
from tests.giving import linked
from tests.paper_files import EXAMPLE, NUMBER, paper, with_papers
from tests.people import COORDINATOR, LANDLORDS, RESIDENT, RESIDENTS
from tests.town import START, Town

Q4 = Quarter(2026, 4)
NEW_YEAR = datetime(2026, 12, 31, 21, tzinfo=UTC)
AFTER = datetime(2027, 1, 3, 9, tzinfo=UTC)
Towns = Callable[..., Town]


@pytest.fixture
def town(new_town: Towns) -> Town:
    return new_town(with_papers(paper("2027-03-12"), paper("2026-12-31", kind="permit", number="P/7")))


def made(town: Town, quarter: Quarter = Q4, language: str = "en") -> str:
    with town.services.reading() as session:
        return pack_page.page(pack.of(session, town.record(), quarter, town.now), language)


def nights(town: Town, until: datetime) -> None:
    """Let the days pass, with the words of the record leaving in the last night of the year."""
    for moment in (NEW_YEAR - timedelta(hours=1), NEW_YEAR + timedelta(minutes=1), until):
        if town.now < moment <= until:
            town.now = moment
            town.ticks()


def complain(town: Town, number: int) -> None:
    """Send so many complaints about leaders, each from another phone."""
    for phone in RESIDENTS[:number]:
        town.reports(phone, Category.COMPLAINT_OTHER)


def test_the_pack_is_byte_identical_when_made_again_and_verifies_against_a_checkpoint(town: Town) -> None:
    """Pack regenerates byte-identically from the same period and verifies against a checkpoint."""
    reference = town.reports(RESIDENT, Category.THEFT)
    nights(town, AFTER)
    first = made(town)
    # Later acts, another file and further nights change nothing of what was then.
    town.texts(COORDINATOR, f"CLOSE {reference} over")
    town.reports(RESIDENTS[3], Category.THEFT)
    town.loads(with_papers(paper("2031-03-12", number="CG/9999")))
    nights(town, AFTER + timedelta(days=4))
    assert made(town) == first
    held = pack_page.notes_in(first)
    assert held is not None
    (note,) = notes.read_all(held)
    found = verifying.verify(town.services.database, town.record().id, town.community.key)
    assert found.finding is None
    assert comparing.with_note(note, [found]).answer is Answer.FITS


def test_a_pack_of_another_record_does_not_fit(town: Town) -> None:
    nights(town, AFTER)
    held = pack_page.notes_in(made(town))
    assert held is not None
    forged = held.replace("doria/mlango-kubwa\n1", "doria/mlango-kubwa\n2", 1)
    if forged == held:
        forged = held.replace("time 2026", "time 2025", 1)
    (note,) = notes.read_all(forged)
    found = verifying.verify(town.services.database, town.record().id, town.community.key)
    assert comparing.with_note(note, [found]).answer is not Answer.FITS


def test_it_tells_the_papers_of_then_and_how_many_lead(town: Town) -> None:
    nights(town, AFTER)
    text = made(town)
    for words in (NUMBER, "12/03/2027", "P/7", "31/12/2026", "2026-Q4", "We carry no weapons.", "Six words"):
        assert words in text
    assert "<script" not in text
    assert "http" not in text
    swahili = made(town, language="sw")
    assert "Hatubebi silaha." in swahili


def test_it_names_nobody_and_no_number_of_a_phone(town: Town) -> None:
    town.reports(RESIDENT, Category.THEFT)
    nights(town, AFTER)
    for text in (made(town), made(town, language="sw")):
        for person in town.community.people:
            assert person.name not in text
            assert person.phone not in text
        assert "Oversight (example)" not in text
        assert RESIDENT not in text


def test_small_numbers_of_complaints_are_hidden_with_what_would_tell_them(town: Town) -> None:
    complain(town, 7)
    nights(town, AFTER)
    text = made(town)
    assert "<td>7</td>" in text, "seven are still open"
    assert text.count("none to 4") == 2
    assert ">All<" not in text


@pytest.mark.parametrize(
    ("numbers", "total"), [((5, 6, 7), 18), ((4, 6, 7), None), ((0, 0, 0), None), ((50, 50, 1), None)]
)
def test_no_hidden_number_can_be_taken_from_the_total(numbers: tuple[int, int, int], total: int | None) -> None:
    shown = complaints.of_numbers(*numbers)
    assert shown.total == total
    for number, told in zip(numbers, (shown.closed, shown.false, shown.open), strict=True):
        assert told == (number if number >= 5 else None)


def test_complaints_are_counted_as_they_stood_at_the_end_of_the_quarter(town: Town) -> None:
    complain(town, 6)
    nights(town, AFTER)
    record = town.record()
    begins, ends = datetime(2026, 9, 30, 21, tzinfo=UTC), datetime(2026, 12, 31, 21, tzinfo=UTC)
    with town.services.reading() as session:
        before = complaints.count(session, record.id, begins, ends)
        assert (before.open, before.closed) == (6, None)
        assert complaints.count(session, record.id, ends, AFTER) == complaints.of_numbers(0, 0, 0)


def test_in_a_quarter_that_goes_on_no_complaint_is_counted(town: Town) -> None:
    complain(town, 7)
    text = made(town)
    assert "They are counted when the quarter is over." in text
    assert "The quarter is not over" in text
    assert "<td>7</td>" not in text
    assert made(town) == text


def test_a_quarter_whose_file_nobody_has_any_more_is_refused(town: Town) -> None:
    record = town.record()
    with town.services.reading() as session:
        for quarter in (Quarter(2027, 1), Quarter(2026, 3)):
            with pytest.raises(Refused):
                pack.of(session, record, quarter, START)


def test_it_says_that_no_patrols_were_sent_if_the_certificate_had_ended(new_town: Towns) -> None:
    town = new_town(with_papers(paper("2026-12-30")))
    town.now = AFTER
    with town.services.reading() as session:
        found = pack.of(session, town.record(), Q4, town.now)
    assert found.mode is Mode.REFER_ONLY
    assert [is_valid for _, is_valid in found.papers] == [False]


def test_a_name_of_a_community_cannot_write_into_the_page(new_town: Towns) -> None:
    town = new_town(EXAMPLE.replace('name = "Mlango Kubwa"', "name = \"<b>'x'</b>\""))
    text = made(town)
    assert "<b>" not in text
    assert "&lt;b&gt;" in text


def test_money_by_month_and_support_stand_in_it_as_they_stood_at_its_end(town: Town) -> None:
    assert "Money by month" not in made(town)
    town.texts(COORDINATOR, "DECIDED D1 fuel for the station")
    giver = linked(town, RESIDENT)
    for entry in (
        f"RECEIVED 450 {giver} NOV",
        f"RECEIVED 50 {giver} NOV",
        "SUPPORT LANDLORDS FUEL 3000 PANGANI NOV D1",
    ):
        town.texts(LANDLORDS, entry)
    nights(town, AFTER)
    first = made(town)
    assert '<tr><th scope="row">2026-11</th><td>500</td><td>0</td><td>500</td></tr>' in first
    assert "3000 shillings in the quarter" in first
    town.texts(LANDLORDS, f"RECEIVED 70 {giver} DEC")
    town.texts(LANDLORDS, "SUPPORT LANDLORDS FUEL 900 PANGANI NOV D1")
    assert made(town) == first, "what is written down later is none of that quarter"
