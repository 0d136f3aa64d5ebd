"""Hidden entries and the board: a changed one is found, and nothing of it is said."""

from menus.domain.record import Source
from tests.journeys.tampering.verified import WHOLE, place, told, verify
from tests.tampering import COMMUNITY, Thief, doria
from tests.town import Town


def test_of_a_hidden_entry_nothing_is_said(story: Town, thief: Thief) -> None:
    told("a row of private help is changed")
    row_id = thief.value("SELECT row_id FROM record_entries WHERE is_hidden ORDER BY seq")
    seq = place(thief, Source.EVENTS, row_id)
    thief.does("UPDATE events SET kind = 'closed' WHERE id = :id", id=row_id)
    assert verify(story) == f"entry {seq} of {COMMUNITY}: a hidden entry was changed (facts)"


def test_the_board_is_changed(story: Town, thief: Thief) -> None:
    told("an incident is changed on the board")
    reference = thief.value("SELECT reference FROM incidents WHERE level = 'major'")
    thief.does("UPDATE incidents SET level = 'minor' WHERE reference = :reference", reference=reference)
    said = f"{COMMUNITY}: incident {reference}: the board says level minor, its events say major"
    assert verify(story) == said
    assert WHOLE in verify(story, "--no-board")


def test_the_board_of_private_help_is_changed(story: Town, thief: Thief) -> None:
    told("an incident of private help is changed on the board")
    thief.does("UPDATE incidents SET reports = 7 WHERE level = 'private'")
    said = f"{COMMUNITY}: a hidden incident: the board says something else than its events"
    assert verify(story) == said


def test_the_board_of_a_large_record_is_compared_when_it_is_asked_for(story: Town) -> None:
    assert "the board is as its events say" in verify(story)
    assert "the board was not compared" in verify(story, "--no-board")


def test_marks_that_are_taken_off_show_no_hidden_incident(story: Town, thief: Thief) -> None:
    told("an incident of private help is made an open one, on the board and in an entry")
    reference = thief.value("SELECT reference FROM incidents WHERE level = 'private'")
    row_id = thief.value("SELECT row_id FROM record_entries WHERE is_hidden AND source = 'events' ORDER BY seq")
    thief.does("UPDATE incidents SET level = 'minor' WHERE level = 'private'")
    assert verify(story) == f"{COMMUNITY}: a hidden incident: the board says something else than its events"
    thief.does(
        "UPDATE record_entries SET is_hidden = :no WHERE row_id = :id AND source = 'events'", no=False, id=row_id
    )
    assert "a hidden entry" in verify(story)
    thief.does("UPDATE events SET kind = 'closed' WHERE id = :id", id=row_id)
    assert "a hidden entry" in verify(story)
    assert reference not in doria(story, "record", "verify").output
