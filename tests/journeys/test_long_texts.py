"""Stories of long SMS that come in parts, in any order: they are read as a whole."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.storage.models import Event, Inbound, Incident, Report
from menus.domain.categories import Category
from menus.domain.timeline import EventKind
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, FOCAL, LEADER, RESIDENT
from tests.town import TOKEN, Town, code_in, reference_in

FILLING = "tulipanda mboga, tukanunua unga na sukari, tukapika ugali na maharagwe, tukala pamoja tukiongea za mpira "


def full(beginning: str, end: str = "") -> str:
    """Return a text of 153 characters, as long as a part is, that begins and ends with these words."""
    return f"{beginning} {(FILLING * 2)[: 151 - len(beginning) - len(end)]} {end}".strip().ljust(153, "a")


def sends(town: Town, phone: str, *parts: str) -> list[str]:
    """Send the parts of a long SMS, a second apart; return the answers."""
    answers = []
    for part in parts:
        town.now += timedelta(seconds=1)
        answers.append(town.texts(phone, part))
    return answers


def note_of(town: Town, kind: str) -> str:
    """Return the words of the one event of a kind."""
    with town.services.reading() as session:
        words = session.scalars(select(Event.words).where(Event.kind == kind)).one()
    return words or ""


@pytest.mark.parametrize("category", [Category.BREAK_IN, Category.GUN_KILLING])
def test_the_second_part_of_a_note_belongs_to_the_note(town: Town, category: Category) -> None:
    reference = town.reports(RESIDENT, category)
    first, second = full(f"4 {reference}"), "na 4 walikimbia kuelekea mtoni"
    town.texts(LEADER, f"1 {reference}")
    answers = sends(town, LEADER, first, second)
    assert answers == [town.said(Text.DONE, to=LEADER, reference=reference), ""]
    assert note_of(town, "over") == f"{first.removeprefix(f'4 {reference} ')} {second}"
    assert len(town.board()) == 1


def test_three_parts_are_one_note(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    answers = sends(town, BONDENI, full(f"4 {reference}"), full("kisha"), "na mwisho kabisa")
    assert answers[1:] == ["", ""]
    assert note_of(town, "over").endswith("na mwisho kabisa")
    assert note_of(town, "closed") == note_of(town, "over")
    with town.services.reading() as session:
        assert session.scalars(select(Incident.outcome)).one() == note_of(town, "over")


def test_the_end_of_a_note_may_come_before_the_note(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    sends(town, BONDENI, "walielekea mtoni", full(f"4 {reference}"))
    assert note_of(town, "over").endswith("walielekea mtoni")


def test_parts_that_two_workers_take_at_once_are_read_in_their_order(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    with town.without_hints():
        for number, part in enumerate((full(f"4 {reference}"), "na 4 walikimbia kuelekea mtoni"), start=1):
            form = {"from": BONDENI, "to": "22384", "text": part, "id": f"part-{number}", "date": ""}
            assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    town.handles(2)
    town.handles(1)
    assert note_of(town, "over").endswith("na 4 walikimbia kuelekea mtoni")


def test_words_of_danger_in_a_further_part_are_told_to_coordinators(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    sends(town, LEADER, full(f"4 {reference}"), "lakini bado wana bunduki Bondeni")
    told = town.got(COORDINATOR, Text.HINT_MORE_MAJOR, reference=reference)
    assert len(told) == 1
    assert "bunduki" in told[0]


def test_words_of_danger_after_a_note_that_closed_its_incident_open_a_report(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    answers = sends(town, BONDENI, full(f"4 {reference}"), "lakini bado wana bund", "uki")
    assert town.incident(reference)["status"] == "closed"
    assert answers[1] == ""
    sends(town, BONDENI, full(f"4 {reference}"), "lakini bado wana bunduki Bondeni")
    assert town.got(COORDINATOR, Text.HINT_RED)


def test_a_cry_for_help_in_a_further_part_is_heard(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.texts(BONDENI, f"1 {reference}")
    *_, last = sends(town, BONDENI, full(f"OB {reference} 12/3"), "nisaidieni wamenizunguka")
    assert town.is_a(last, Text.OFFICER_DOWN_STARTED, to=BONDENI)


@pytest.mark.parametrize("text", ["5", "5 haraka"])
def test_five_alarms_at_once_even_behind_a_full_part(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    *_, last = sends(town, BONDENI, full(f"4 {reference}"), text)
    assert town.is_a(last, Text.OFFICER_DOWN_STARTED, to=BONDENI)


def test_a_command_that_is_complete_in_itself_is_a_command(town: Town) -> None:
    first = town.reports(RESIDENT, Category.BREAK_IN)
    second = town.reports(RESIDENT, Category.GUN_KILLING)
    answers = sends(town, LEADER, full(f"4 {first}"), f"1 {second}", "na 4 walikimbia")
    assert answers[1] == town.said(Text.GOING, to=LEADER, reference=second)
    assert answers[2] == ""
    assert note_of(town, "over").endswith("na 4 walikimbia")


def test_a_text_after_a_minute_is_one_of_its_own(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    sends(town, BONDENI, full(f"4 {reference}"))
    town.now += timedelta(seconds=70)
    assert town.texts(BONDENI, "na 4 walikimbia") == town.said(Text.NOT_UNDERSTOOD_ROLE, to=BONDENI)


def test_the_outcome_that_waits_for_its_code_grows(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    asked, silent = sends(town, COORDINATOR, full(f"CLOSE {reference}"), "mwisho wa habari")
    assert silent == ""
    town.texts(COORDINATOR, f"YES {code_in(asked)}")
    assert note_of(town, "closed").endswith("mwisho wa habari")


def test_a_place_that_is_cut_in_the_middle_is_understood(town: Town) -> None:
    sends(town, RESIDENT, full("wezi wamevunja mlango", "tuko Bon"), "deni karibu na stage")
    (report,) = town.board()
    assert report["zone"] == "bondeni"
    assert report["category"] == Category.BREAK_IN
    assert any("Bondeni" in text for text in town.got(COORDINATOR, Text.HINT))


def test_a_weapon_that_is_cut_in_the_middle_turns_the_report_red(town: Town) -> None:
    sends(town, RESIDENT, full("kuna watu hapa sokoni", "wana bund"), "uki mkononi")
    (report,) = town.board()
    assert report["flag"] == "red"
    assert town.got(COORDINATOR, Text.HINT_RED)


def test_danger_in_the_ninth_part_of_a_residents_text_is_told(town: Town) -> None:
    sends(town, RESIDENT, full("kuna wezi hapa sokoni"), *(full("na kisha") for _ in range(7)), "sasa wana bunduki")
    assert any("bunduki" in text for text in town.got(COORDINATOR, Text.HINT_RED))


def test_the_kind_of_a_report_may_stand_where_it_was_cut(town: Town) -> None:
    answers = sends(town, RESIDENT, full("habari zenu", "kuna mo"), "to nyumbani Bondeni")
    (report,) = town.board()
    assert (report["category"], report["zone"]) == (Category.FIRE_HAZARD, "bondeni")
    assert town.got(COORDINATOR, Text.HINT)
    assert answers[1] == "", "one answer is enough"


def test_the_end_of_a_residents_text_may_come_first(town: Town) -> None:
    answers = sends(town, RESIDENT, "deni karibu na stage", full("wezi wamevunja mlango", "tuko Bon"))
    (report,) = town.board()
    assert report["zone"] == "bondeni"
    assert report["category"] == Category.BREAK_IN
    assert answers[1] == ""


def test_the_parts_of_a_private_text_stay_private(town: Town) -> None:
    answers = sends(town, RESIDENT, full("mume wangu ananipiga kila siku"), full("tunaishi", "Bon"), "deni 12")
    assert answers == ["", "", ""]
    assert town.inbox(COORDINATOR) == []
    (report,) = town.board()
    assert report["level"] == "private"
    assert "Bondeni" in town.last(FOCAL)


def test_a_text_that_is_private_only_as_a_whole_is_kept_whole_and_gets_no_second_answer(town: Town) -> None:
    first = full("habari zenu nyote", "mtoto wangu anaba")
    answers = sends(town, RESIDENT, first, "kwa kila siku")
    assert answers[1] == ""
    with town.services.reading() as session:
        private = session.scalars(select(Report).where(Report.category == Category.ABUSE_CHILD)).one()
        assert private.words == f"{first}kwa kila siku"
        assert private.reporter_hash is None
        assert [row.text for row in session.scalars(select(Inbound).order_by(Inbound.id))][1] == ""


def test_a_responders_long_news_is_kept_as_one_report(town: Town) -> None:
    answers = sends(town, BONDENI, full("nimeona watu wengi", "wana bund"), "uki hapa Bondeni")
    assert answers == [
        town.said(Text.NOT_UNDERSTOOD_ROLE, to=BONDENI),
        town.said(Text.KEPT_WITH_REFERENCE, to=BONDENI),
    ]
    (report,) = town.board()
    assert (report["flag"], report["zone"]) == ("red", "bondeni")
    sends(town, BONDENI, full("nimeona wezi sokoni"), "na wengine mtoni")
    assert town.inbox(BONDENI)[-1] != town.said(Text.NOT_UNDERSTOOD_ROLE, to=BONDENI)


def test_a_call_for_help_whose_place_is_cut_goes_there(town: Town) -> None:
    alarm = reference_in(sends(town, LEADER, full("5 wamenizunguka", "niko Kiamu"), "tisya haraka")[0])
    assert town.incident(alarm)["zone"] == "kiamutisya"
    assert len(town.board()) == 1


def test_news_that_begins_like_a_command_is_completed_as_news(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    answers = sends(town, BONDENI, full("4 men with guns", "tuko Bon"), "deni")
    assert answers == [town.said(Text.KEPT_WITH_REFERENCE, to=BONDENI), ""]
    assert town.board()[0]["zone"] == "bondeni"
    assert town.incident(reference)["status"] == "open"


def test_a_cry_whose_place_is_cut_goes_there(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.texts(LEADER, f"1 {reference}")
    alarm = reference_in(sends(town, LEADER, full("nisaidieni", "niko Kiamu"), "tisya haraka")[0])
    assert town.incident(alarm)["zone"] == "kiamutisya"


@pytest.mark.parametrize("rest", ["haraka wanakuja nisaidieni", "wana bunduki tatu", "niko Kiamutisya"])
def test_the_rest_of_a_text_under_duress_counts_for_the_silent_alarm_and_shows_nothing(town: Town, rest: str) -> None:
    town.loads(load_example("mlango-kubwa").replace(f'"{LEADER}"', f'"{LEADER}"\nduress = "mawingu"', 1))
    first, second = sends(town, LEADER, full("SALAMA mawingu", "kwa"), rest)
    assert (first, second) == (town.said(Text.SAFE_NOTED, to=LEADER), "")
    (alarm,) = town.board()
    assert (alarm["category"], alarm["flag"]) == ("officer-down", "duress")
    assert alarm["zone"] == ("kiamutisya" if "Kiamutisya" in rest else None)
    with town.services.reading() as session:
        words = session.scalars(select(Event.words).where(Event.kind == EventKind.CALLED_AGAIN)).all()
    assert [rest in said for said in filter(None, words)] == [True]
    assert any("bunduki" in text for text in town.inbox(COORDINATOR)) is ("bunduki" in rest)
    assert town.is_a(town.dials(LEADER, CODE, "0", "1"), Text.REPORTS_NONE, to=LEADER)


@pytest.mark.parametrize("answer", ["1 REF", "3 REF"])
def test_a_word_about_the_own_alarm_is_answered_like_a_safe_after_duress(town: Town, answer: str) -> None:
    town.loads(load_example("mlango-kubwa").replace(f'"{LEADER}"', f'"{LEADER}"\nduress = "mawingu"', 1))
    own = reference_in(town.texts(LEADER, "5"))
    town.passes(seconds=40)
    town.texts(LEADER, "SAFE mawingu")
    town.passes(seconds=40)
    assert town.texts(LEADER, answer.replace("REF", own)) == town.said(Text.SAFE_NOTIFIED, to=LEADER)
