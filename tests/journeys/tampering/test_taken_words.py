"""Words that somebody takes away or puts back: erasing counts only where it is on record."""

from gateway.core import erased_words
from menus.domain.acts import ErasedWhy
from menus.domain.record import Source
from tests.journeys.tampering.verified import WHOLE, copied_entry, copied_row, place, told, verify
from tests.tampering import COMMUNITY, Thief
from tests.town import Town


def test_words_are_taken(story: Town, thief: Thief) -> None:
    told("words are deleted; their salt, too; an act of erasing is written for them")
    row_id = thief.value("SELECT id FROM events WHERE words IS NOT NULL")
    seq = place(thief, Source.EVENTS, row_id)
    taken = f"entry {seq} of {COMMUNITY}: "
    thief.does("UPDATE events SET words = NULL WHERE id = :id", id=row_id)
    for change in ("word_salt = NULL", "erased_by = 1"):
        line = verify(story)
        assert line.startswith(taken)
        assert line.endswith("lost its words, and no erasing is on record")
        thief.does(f"UPDATE record_entries SET {change} WHERE seq = :seq", seq=seq)  # noqa: S608 - our own names
    assert verify(story).endswith("lost its words, and no erasing is on record")
    at = "at" if thief.is_sqlite else "at::timestamptz"
    thief.does(
        f"INSERT INTO acts (id, community_id, at, kind, is_hidden, facts) SELECT 901, community_id, {at}, 'erased',"  # noqa: S608 - our own names
        f' is_hidden, \'{{"entries": "{seq}", "why": "retention"}}\' FROM acts WHERE id = (SELECT max(id) FROM acts)'
    )
    thief.does("UPDATE record_entries SET erased_by = 901 WHERE seq = :seq", seq=seq)
    assert verify(story).startswith(taken)


def test_words_that_doria_erased_are_erased_on_record(story: Town, thief: Thief) -> None:
    told("words are erased by Doria; somebody puts them back")
    row_id = thief.value("SELECT id FROM events WHERE words IS NOT NULL")
    seq, words = place(thief, Source.EVENTS, row_id), thief.value("SELECT words FROM events WHERE words IS NOT NULL")
    salt = thief.value("SELECT word_salt FROM record_entries WHERE seq = :seq", seq=seq)
    with story.services.uow() as uow:
        assert erased_words.erase(uow, 1, Source.EVENTS, [row_id], ErasedWhy.ASKED) == 0
    assert WHOLE in verify(story)
    story.places()
    assert WHOLE in verify(story)
    thief.does("UPDATE events SET words = :words WHERE id = :id", words=words, id=row_id)
    back = f"entry {seq} of {COMMUNITY}: "
    assert verify(story).startswith(back)
    thief.does("UPDATE record_entries SET word_salt = :salt, erased_by = NULL WHERE seq = :seq", salt=salt, seq=seq)
    line = verify(story)
    assert line.startswith(back)
    assert line.endswith("has words again, which were erased on record")


def test_an_act_of_erasing_without_a_place_in_the_tree_erases_nothing(story: Town, thief: Thief) -> None:
    told("words are deleted with their salt, and an act of erasing is added, with an entry where no tree is")
    row_id = thief.value("SELECT max(id) FROM events WHERE words IS NOT NULL")
    seq = place(thief, Source.EVENTS, row_id)
    copied_row(thief, "acts", id=900, kind="erased", proof=None, facts=f'{{"entries": "{seq}", "why": "asked"}}')
    copied_entry(thief, community_id=99, seq=0, source="acts", row_id=900)
    thief.does("UPDATE events SET words = NULL WHERE id = :id", id=row_id)
    thief.does("UPDATE record_entries SET word_salt = NULL, erased_by = 900 WHERE seq = :seq", seq=seq)
    assert verify(story).endswith("lost its words, and no erasing is on record")
