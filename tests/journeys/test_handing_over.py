"""Stories of NOTE and PASS: what somebody writes down is quoted, and a coordinator hands over to another one."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.storage.models import Event
from menus.domain.categories import Category, Harm
from menus.domain.timeline import EventKind
from menus.sms.verbs import Verb, word_of
from menus.text.names import Text
from tests.people import (
    ABOUT_LEADERS,
    BONDENI,
    CODE,
    COORDINATOR,
    FOCAL,
    LANDLORDS,
    LEADER,
    OTHER,
    POLICE,
    RESIDENT,
)
from tests.town import Town

THREE = load_example("mlango-kubwa").replace(
    '[[people]]\nname = "Police contact (example)"',
    '[[people]]\nname = "Coordinator, tenants of the river (example)"\nphone = "+254700000123"\n'
    'roles = ["coordinator"]\nlanguage = "en"\n\n[[people]]\nname = "Police contact (example)"',
)
"""The example community with two coordinators of tenants."""


def words_of(town: Town, kind: EventKind) -> list[str | None]:
    """Return the words of all events of a kind."""
    with town.services.reading() as session:
        return list(session.scalars(select(Event.words).where(Event.kind == kind).order_by(Event.id)))


@pytest.mark.parametrize("phone", [BONDENI, COORDINATOR, POLICE, LEADER])
@pytest.mark.parametrize("text", ["NOTE REF the door is open", "REF andika the door is open"])
def test_whoever_may_see_an_incident_writes_a_note(town: Town, phone: str, text: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    answer = town.texts(phone, text.replace("REF", reference))
    assert answer == town.said(Text.NOTE_KEPT, to=phone, reference=reference)
    assert words_of(town, EventKind.NOTED) == ["the door is open"]


def test_a_note_that_begins_like_an_answer_is_a_note_all_the_same(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.texts(BONDENI, f"NOTE {reference} naenda")
    assert words_of(town, EventKind.NOTED) == ["naenda"]
    assert town.track(reference, "patrol")["answered_at"] is None


def test_coordinators_read_what_a_police_contact_notes(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.texts(POLICE, f"NOTE {reference} we have no car")
    (told,) = town.got(COORDINATOR, Text.POLICE_WRITES_OF, reference=reference)
    assert "we have no car" in told
    assert words_of(town, EventKind.NOTED) == ["we have no car"]


def test_a_weapon_in_a_note_is_told_and_a_cry_in_it_is_heard(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.answers(BONDENI, "there", reference)
    town.texts(BONDENI, f"NOTE {reference} they have guns")
    assert town.got(COORDINATOR, Text.HINT_MORE, reference=reference)
    answer = town.texts(BONDENI, f"NOTE {reference} nisaidie wananiua")
    assert town.is_a(answer, Text.OFFICER_DOWN_STARTED, BONDENI)


def test_a_note_is_quoted_by_ref_without_names_and_numbers(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    town.texts(LEADER, f"NOTE {reference} Otieno Kamau 0712345678 aliona mlango wazi")
    shown = town.texts(COORDINATOR, reference)
    assert "mlango wazi" in shown
    assert "Otieno" not in shown
    assert "0712345678" not in shown
    assert "mlango wazi" not in town.texts(LEADER, reference)


def test_a_long_note_goes_on_with_more(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    words = [f"neno{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    town.texts(LEADER, f"NOTE {reference} {' '.join(words)}")
    pages = [town.texts(COORDINATOR, reference)]
    while not town.is_a(pages[-1], Text.MORE_NONE, COORDINATOR) and len(pages) < 9:
        pages.append(town.texts(COORDINATOR, f"MORE {reference}"))
    assert [word for word in " ".join(pages).split() if word in words] == words


@pytest.mark.parametrize("text", ["NOTE REF", "REF NOTE", "NOTE REF ...", "NOTE"])
def test_a_note_without_text_is_asked_for(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    answer = town.texts(BONDENI, text.replace("REF", reference))
    assert answer == town.said(
        Text.SAY_MORE, to=BONDENI, example=f"{word_of(Verb.NOTE, town.language(BONDENI))} {reference} ..."
    )
    assert words_of(town, EventKind.NOTED) == []


@pytest.mark.parametrize("text", ["note REF they stole my goat", "andika REF wameiba mbuzi", "note they stole my goat"])
def test_the_word_in_a_residents_text_stays_a_report(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.texts(OTHER, text.replace("REF", reference))
    assert words_of(town, EventKind.NOTED) == []
    assert len(town.board()) == 2


def test_nobody_notes_what_they_may_not_see(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    answer = town.texts(FOCAL, f"NOTE {reference} hello")
    assert answer == town.said(Text.UNKNOWN_REFERENCE, to=FOCAL, reference=reference)


@pytest.mark.parametrize("text", ["PASS landlords", "NAKUACHIA coordinator landlords", "pass Coordinator, landlords"])
def test_a_coordinator_hands_over_and_the_other_one_reads_what_is_open(town: Town, text: str) -> None:
    killing = town.reports(RESIDENT, Category.GUN_KILLING)
    town.reports(OTHER, Category.THEFT, zone="market")
    name, other = town.person(COORDINATOR).name, town.person(LANDLORDS).name
    answer = town.texts(COORDINATOR, text)
    assert answer == town.said(Text.PASSED, to=COORDINATOR, said=other, count="2")
    told = town.said(Text.PASSED_TOLD_RED, to=LANDLORDS, said=name, count="2", red=killing)
    assert town.inbox(LANDLORDS)[-1] == told
    assert words_of(town, EventKind.PASSED) == [other, other]


def test_whoever_handed_over_still_reads_that_nobody_answers(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.texts(COORDINATOR, "PASS landlords")
    town.passes(minutes=90)
    for phone in (COORDINATOR, LANDLORDS):
        assert town.got(phone, Text.UNANSWERED, reference=reference)


def test_nothing_open_and_nothing_grave_say_so(town: Town) -> None:
    town.texts(COORDINATOR, "PASS landlords")
    name = town.person(COORDINATOR).name
    assert town.inbox(LANDLORDS) == [town.said(Text.PASSED_TOLD, to=LANDLORDS, said=name, count="0")]


def test_what_the_other_one_may_not_see_is_not_passed(new_town: Callable[..., Town]) -> None:
    file = load_example("mlango-kubwa").replace(
        'roles = ["coordinator", "treasurer"]', 'roles = ["coordinator", "patrol-leader"]'
    )
    town = new_town(file)
    reference = town.dials(RESIDENT, CODE, *ABOUT_LEADERS, "1")
    assert reference
    town.texts(COORDINATOR, "PASS landlords")
    assert words_of(town, EventKind.PASSED) == []
    name = town.person(COORDINATOR).name
    assert town.inbox(LANDLORDS) == [town.said(Text.PASSED_TOLD, to=LANDLORDS, said=name, count="0")]


def test_a_name_of_several_of_nobody_of_oneself_and_of_no_coordinator(new_town: Callable[..., Town]) -> None:
    town = new_town(THREE)
    assert town.texts(LANDLORDS, "PASS tenants") == town.said(Text.HAND_OVER_SEVERAL, to=LANDLORDS, said="tenants")
    assert town.texts(COORDINATOR, "PASS Zablon") == town.said(Text.HAND_OVER_WHO, to=COORDINATOR, said="Zablon")
    own = town.person(LANDLORDS).name
    assert town.texts(LANDLORDS, f"PASS {own}") == town.said(Text.HAND_OVER_SELF, to=LANDLORDS)
    assert town.texts(COORDINATOR, "PASS deputy leader") == town.said(
        Text.HAND_OVER_NO_COORDINATOR, to=COORDINATOR, said="deputy leader"
    )
    assert town.texts(COORDINATOR, "PASS") == town.said(Text.HAND_OVER_HOW, to=COORDINATOR)
    assert words_of(town, EventKind.PASSED) == []


@pytest.mark.parametrize("text", ["pass by the market thieves", "pass landlords they have guns here now", "we pass"])
def test_news_that_begins_with_the_word_hands_nothing_over(town: Town, text: str) -> None:
    town.texts(COORDINATOR, text)
    assert words_of(town, EventKind.PASSED) == []
    assert town.got(LANDLORDS, Text.PASSED_TOLD) == []


def test_nobody_but_a_coordinator_hands_over(town: Town) -> None:
    town.reports(RESIDENT, Category.FIGHT_THREAT, harm=Harm.UNSURE)
    for phone in (LEADER, POLICE, RESIDENT):
        town.texts(phone, "PASS landlords")
    assert words_of(town, EventKind.PASSED) == []
