"""Stories of what people write beside an answer or a reference: it is kept, and danger in it is told."""

import pytest
from sqlalchemy import select

from gateway.storage.models import Event
from menus.domain.categories import Category
from menus.domain.timeline import EventKind
from menus.text.names import Text
from tests.people import BONDENI, COORDINATOR, KIAMUTISYA, LEADER, RESIDENT
from tests.town import Town


def notes(town: Town) -> list[str | None]:
    """Return the words of all notes."""
    with town.services.reading() as session:
        return list(session.scalars(select(Event.words).where(Event.kind == EventKind.NOTED).order_by(Event.id)))


@pytest.mark.parametrize("key", ["1", "2", "3"])
def test_words_beside_an_answer_are_a_note_and_danger_in_them_is_told(town: Town, key: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.texts(BONDENI, f"{key} {reference} they have guns, one is hurt")
    assert notes(town) == ["they have guns, one is hurt"]
    (told,) = town.got(COORDINATOR, Text.HINT_MORE, reference=reference)
    assert "guns" in told


@pytest.mark.parametrize("words", ["", "\N{THUMBS UP SIGN}", "!!"])
def test_an_answer_without_words_leaves_no_note(town: Town, words: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.texts(BONDENI, f"1 {reference} {words}")
    assert notes(town) == []


def test_the_rest_of_a_long_note_beside_an_answer_belongs_to_it(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    note = "tulifika tukaongea na watu wote wa nyumba hiyo na majirani zao " * 3
    town.texts(BONDENI, f"3 {reference} {note}".strip())
    town.passes(seconds=1)
    assert town.texts(BONDENI, "na mwisho kabisa") == ""
    assert notes(town) == [f"{note.strip()} na mwisho kabisa"]


def test_words_behind_a_reference_alone_are_a_note_and_the_sender_reads_that_it_is_no_answer(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    answer = town.texts(BONDENI, f"{reference} one is hurt and lies by the bridge")
    assert answer == town.said(Text.NOTE_KEPT, to=BONDENI, reference=reference)
    assert notes(town) == ["one is hurt and lies by the bridge"]


def test_words_behind_somebody_elses_or_a_closed_reference_are_no_note(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.texts(KIAMUTISYA, f"{reference} one is hurt")
    town.texts(BONDENI, f"4 {reference} over")
    town.texts(BONDENI, f"{reference} kazi imekwisha")
    assert notes(town) == []


@pytest.mark.parametrize("text", ["", " ", "REF", "REF."])
def test_a_text_without_words_is_no_note(town: Town, text: str) -> None:
    town.texts(BONDENI, text.replace("REF", town.reports(RESIDENT, Category.BREAK_IN)))
    assert notes(town) == []


@pytest.mark.parametrize("text", ["wana bunduki mbili hapa", "they have guns at bondeni", "4 men with guns"])
def test_words_of_a_patroller_at_one_incident_belong_to_it(town: Town, text: str) -> None:
    sent = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "going", sent)
    before = len(town.inbox(COORDINATOR))
    assert town.texts(BONDENI, text) == town.said(Text.NOTE_KEPT_GOING, to=BONDENI, reference=sent)
    assert [row["reference"] for row in town.board()] == [sent]
    assert any(sent in told for told in town.inbox(COORDINATOR)[before:])


def test_words_of_a_patroller_that_name_another_zone_are_a_report_of_their_own(town: Town) -> None:
    sent = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "going", sent)
    town.texts(BONDENI, "wana bunduki kiamutisya")
    assert len(town.board()) == 2


def test_the_others_who_go_read_what_a_patroller_writes_from_the_scene(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "going", reference)
    town.answers(LEADER, "going", reference)
    answer = town.texts(BONDENI, "wamekimbia kuelekea mto, Kevo ameumia mguu")
    assert answer == town.said(Text.NOTE_KEPT_GOING, to=BONDENI, reference=reference)
    for phone in (LEADER, COORDINATOR):
        (told,) = town.got(phone, Text.PATROL_WRITES, reference=reference)
        assert "wamekimbia kuelekea mto" in told
        assert "Kevo" not in told
    assert town.got(BONDENI, Text.PATROL_WRITES) == []


def test_news_that_may_be_of_several_incidents_reaches_the_coordinators_and_the_writer_is_asked_which(
    town: Town,
) -> None:
    references = [town.reports(RESIDENT, Category.BREAK_IN), town.reports(RESIDENT, Category.BREAK_IN, zone="river")]
    answer = town.texts(BONDENI, "imeisha, wamekimbia, mtu ameumia mguu")
    assert answer == town.said(Text.WHICH, to=BONDENI, references=" ".join(reversed(references)))
    (told,) = town.got(COORDINATOR, Text.PATROL_WRITES_UNNAMED)
    assert "ameumia mguu" in told
    assert [row["status"] for row in town.board()] == ["open", "open"]


def test_coordinators_read_of_calling_the_police_only_where_they_are_not_called_yet(town: Town) -> None:
    lesser, graver = town.reports(RESIDENT, Category.BREAK_IN), town.reports(RESIDENT, Category.GUN_KILLING)
    for reference, name in ((lesser, Text.HINT_MORE), (graver, Text.HINT_MORE_MAJOR)):
        town.texts(BONDENI, f"1 {reference} they have guns")
        assert len(town.got(COORDINATOR, name, reference=reference)) == 1
