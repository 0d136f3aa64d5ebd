"""Stories of how the police dealt with a report: asked under My reports alone, counted without report and number."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from gateway.association.pulse import answers
from gateway.communities.file import load_example
from gateway.storage.models import PulseCount, PulsePhone, Report
from menus.domain.categories import Category
from menus.domain.pulse import PulseAnswer, PulseKind
from menus.text.names import Text
from tests.people import ABOUT_POLICE, CODE, COORDINATOR, OTHER, POLICE, RESIDENT, RESIDENTS
from tests.town import Town, reference_in

MY_REPORTS = ("0", "1")


def counted(town: Town) -> dict[PulseAnswer, int]:
    with town.services.reading() as session:
        found = answers.counts(session, town.record().id, PulseKind.POLICE, f"{town.now:%Y-%m}")
    return found.get("", {})


def asks(town: Town, phone: str) -> bool:
    """Return whether My reports of a phone offers the question."""
    return town.said(Text.PULSE_POLICE_ASK, to=phone) in town.dials(phone, CODE, *MY_REPORTS)


def test_how_the_police_were_is_asked_under_my_reports_once_they_were_told(town: Town) -> None:
    """The question comes after police were told, under My reports only."""
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(seconds=5)
    assert any(reference in told for told in town.inbox(POLICE))
    assert asks(town, RESIDENT)
    page = town.dials(RESIDENT, CODE, *MY_REPORTS, "2")
    assert page == "CON " + town.said(Text.PULSE_POLICE, to=RESIDENT, reference=reference)
    thanks = "END " + town.said(Text.PULSE_POLICE_THANKS, to=RESIDENT)
    assert town.dials(RESIDENT, CODE, *MY_REPORTS, "2", "3") == thanks
    assert counted(town) == {PulseAnswer.ASKED_MONEY: 1}
    # A phone counts once a month, and the page does not tell whether it has.
    assert town.dials(RESIDENT, CODE, *MY_REPORTS, "2", "1") == thanks
    assert counted(town) == {PulseAnswer.ASKED_MONEY: 1}
    assert not asks(town, OTHER)


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("1", PulseAnswer.CAME_WELL),
        ("2", PulseAnswer.CAME_NOT_WELL),
        ("4", PulseAnswer.DID_NOT_COME),
        ("5", PulseAnswer.SILENT),
    ],
)
def test_each_key_counts_as_its_answer_and_others_as_none(town: Town, key: str, answer: PulseAnswer) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(seconds=5)
    for other in ("6", "9", "x"):
        assert town.said(Text.PULSE_POLICE, to=RESIDENT) in town.dials(RESIDENT, CODE, *MY_REPORTS, "2", other)
    assert counted(town) == {}
    town.dials(RESIDENT, CODE, *MY_REPORTS, "2", key)
    assert counted(town) == {answer: 1}


def test_no_text_is_ever_sent_to_ask_it(town: Town) -> None:
    """No SMS is ever sent to ask it."""
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(POLICE, "seen", reference)
    town.passes(minutes=30)
    town.dials(RESIDENT, CODE, *MY_REPORTS, "2", "3")
    town.texts(COORDINATOR, f"CLOSE {reference} over")
    for _ in range(5):
        town.passes(minutes=60 * 24)
    words = [town.said(name, to=RESIDENT) for name in (Text.PULSE_POLICE, Text.PULSE_POLICE_ASK)]
    question = words[0].partition("\n")[0].partition(":")[2].strip()
    assert question
    for phone in (RESIDENT, OTHER):
        assert not [told for told in town.inbox(phone) if question in told or words[1] in told]


def test_it_is_not_asked_where_police_were_not_told(town: Town) -> None:
    town.reports(RESIDENT, Category.THEFT)
    town.dials(OTHER, CODE, *ABOUT_POLICE, "1")
    town.dials(RESIDENTS[3], CODE, "7", "2", "1")
    town.passes(minutes=10)
    for phone in (RESIDENT, OTHER, RESIDENTS[3]):
        assert not asks(town, phone)
        town.dials(phone, CODE, *MY_REPORTS, "2", "3")
    assert counted(town) == {}


@pytest.mark.parametrize("stage", ["dry-run", "shadow"])
def test_it_is_not_asked_before_a_community_is_live(new_town: Callable[..., Town], stage: str) -> None:
    text = load_example("mlango-kubwa").replace('mode = "patrol"', f'mode = "patrol"\nstage = "{stage}"')
    town = new_town(text)
    town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(seconds=5)
    assert not asks(town, RESIDENT)


def test_nothing_ties_an_answer_to_a_report_or_a_phone(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, "1", "2", "1", "1"))
    town.passes(seconds=5)
    town.dials(RESIDENT, CODE, *MY_REPORTS, "2", "3")
    with town.services.reading() as session:
        (phone,), (count,) = session.scalars(select(PulsePhone)).all(), session.scalars(select(PulseCount)).all()
        report = session.scalars(select(Report)).one()
    assert (phone.period, count.period, count.zone) == ("2026-11", "2026-11", "")
    assert reference not in f"{vars(phone)}{vars(count)}"
    assert report.reference == reference
    # It is gone with the month, as all that tells that a phone has answered.
    assert f"{phone.ends_at.astimezone(town.community.timezone):%d/%m}" == "01/12"


def test_the_same_post_twice_counts_once(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(seconds=5)
    keys = (*MY_REPORTS, "2", "4")
    for number in range(len(keys) + 1):
        pages = {town.hop(RESIDENT, CODE, "*".join(keys[:number]), "twice") for _ in range(2)}
        assert len(pages) == 1
    assert counted(town) == {PulseAnswer.DID_NOT_COME: 1}
