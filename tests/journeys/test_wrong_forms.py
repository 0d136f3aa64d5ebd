"""Stories of commands in a wrong form from people who have them: the form is told, and no answer of theirs moves."""

import pytest
from sqlalchemy import select

from gateway.storage.models import Report
from menus.domain.categories import Category
from menus.domain.draft import Channel
from menus.text.names import Text
from tests.people import BONDENI, COORDINATOR, RESIDENT
from tests.town import Town


def answered_hazard(town: Town) -> str:
    """Return the reference of a hazard that the coordinator has taken."""
    reference = town.reports(RESIDENT, Category.FIRE_HAZARD, zone="bondeni")
    town.passes(minutes=1)
    town.texts(COORDINATOR, f"1 {reference}")
    return reference


@pytest.mark.parametrize(
    "text",
    [
        "NOTE STATION MEETING HELD 20/11",
        "NOTE STATION MEETING",
        "NOTE STATION MEETING 20/11",
        "NOTE STATION PANGANI MEETING HELD 20/11",
        "NOTE STATION LUNCH HELD 20/11",
        "ANDIKA KITUO MKUTANO UMEFANYIKA 20/11",
        "andika kituo mkutano",
    ],
)
def test_a_note_of_a_station_in_any_form_takes_no_answer_back(town: Town, text: str) -> None:
    reference = answered_hazard(town)
    before = town.track(reference, "patrol"), town.incident(reference)["status"]
    assert town.texts(COORDINATOR, text) == town.said(Text.STATION_HOW, COORDINATOR)
    town.passes(minutes=10)
    assert (town.track(reference, "patrol"), town.incident(reference)["status"]) == before


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("note it is over", "NOTE REF ..."),
        ("AGREE today", "AGREE A30514"),
        ("DECIDED", "DECIDED D12 ..."),
        ("COURT meeting", "COURT REF 24/12"),
        ("JOIN over now", "JOIN REF REF"),
        ("PUNGUZA kazini busy", "PUNGUZA REF hazard ..."),
        ("CHARGED 4827 over", "CHARGED REF"),
    ],
)
def test_the_form_of_the_command_is_the_answer(town: Town, text: str, example: str) -> None:
    reference = answered_hazard(town)
    before = town.track(reference, "patrol"), town.incident(reference)["status"]
    told = town.texts(COORDINATOR, text)
    assert told.casefold() == town.said(Text.SAY_MORE, COORDINATOR, example=example).casefold()
    town.passes(minutes=10)
    assert (town.track(reference, "patrol"), town.incident(reference)["status"]) == before


@pytest.mark.parametrize(
    ("text", "name"), [("PATROLS nowhere busy", Text.PATROLS_WORDS), ("SUPPORT busy", Text.SUPPORT_HOW)]
)
def test_a_command_with_a_text_of_its_own_is_told_by_it(town: Town, text: str, name: Text) -> None:
    reference = answered_hazard(town)
    before = town.track(reference, "patrol")
    assert town.texts(COORDINATOR, text) == town.said(name, COORDINATOR)
    assert town.track(reference, "patrol") == before


@pytest.mark.parametrize("text", ["more siwezi", "zaidi busy today"])
def test_more_is_no_answer_either_and_tells_no_form(town: Town, text: str) -> None:
    reference = answered_hazard(town)
    before = town.track(reference, "patrol")
    assert town.texts(COORDINATOR, text) == town.said(Text.NOT_UNDERSTOOD_ROLE, COORDINATOR)
    assert town.track(reference, "patrol") == before


@pytest.mark.parametrize(
    "text",
    [
        "police have arrived, all calm",
        "released them its over",
    ],
)
def test_a_sentence_of_everyday_words_is_an_answer_though_it_begins_with_a_command(town: Town, text: str) -> None:
    reference = answered_hazard(town)
    town.texts(COORDINATOR, text)
    assert town.incident(reference)["status"] == "closed", text
    with town.services.reading() as session:
        assert not session.scalars(select(Report).where(Report.channel == Channel.SMS)).all()


@pytest.mark.parametrize("text", ["SUPPORT LANDLORDS FUEL PANGANI", "decided that it is over", "note it is over now"])
def test_a_command_in_many_words_stays_no_answer(town: Town, text: str) -> None:
    reference = answered_hazard(town)
    town.texts(COORDINATOR, text)
    assert town.incident(reference)["status"] != "closed"


def test_news_that_only_begins_like_a_command_is_kept_as_a_report(town: Town) -> None:
    answered_hazard(town)
    answer = town.texts(COORDINATOR, "note station robbed by men with guns at bondeni")
    assert answer not in {town.said(Text.STATION_HOW, COORDINATOR), town.said(Text.NOT_UNDERSTOOD_ROLE, COORDINATOR)}
    with town.services.reading() as session:
        reports = session.scalars(select(Report).where(Report.channel == Channel.SMS)).all()
    assert len(reports) == 1


def test_words_that_may_be_private_get_no_form_and_take_no_answer_back(town: Town) -> None:
    reference = answered_hazard(town)
    before = town.track(reference, "patrol")
    assert not town.texts(COORDINATOR, "andika kituo siwezi")
    assert town.track(reference, "patrol") == before


def test_a_patroller_answers_in_words_that_are_commands_of_others(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN, zone="bondeni")
    town.texts(BONDENI, f"1 {reference}")
    town.texts(BONDENI, "decided it is over")
    assert town.incident(reference)["status"] == "closed"
    assert town.said(Text.SAY_MORE, to=BONDENI, example="DECIDED D12 ...") not in town.inbox(BONDENI)
