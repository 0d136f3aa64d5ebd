"""Stories of patrollers who cry for help in their own words."""

import pytest

from menus.domain.categories import Category
from menus.text.names import Text
from tests.people import BONDENI, BREAK_IN, CODE, COORDINATOR, KIAMUTISYA, KILLING, LEADER, POLICE, RESIDENT
from tests.town import Town, reference_in

CRIES = (
    "nisaidie",
    "nisaidie amenipiga",
    "NISAIDIE",
    "nisaidi",
    "nimevamiwa bondeni",
    "tuko kwa shida mtoni",
    "wananipiga",
    "help me pls",
)


@pytest.mark.parametrize("text", [text for text in CRIES if not text.startswith("help")])
def test_a_patroller_who_cries_is_asked_whether_they_are_in_danger(town: Town, text: str) -> None:
    assert town.texts(BONDENI, text) == town.said(Text.ARE_YOU_IN_DANGER, BONDENI)
    assert [row for row in town.board() if row["category"] == "officer-down"] == []
    alarm = reference_in(town.texts(BONDENI, "5"))
    assert town.incident(alarm)["category"] == "officer-down"


@pytest.mark.parametrize("text", CRIES)
@pytest.mark.parametrize("keys", [KILLING, BREAK_IN], ids=["major", "urgent"])
def test_a_cry_of_who_is_at_an_incident_is_the_alarm(town: Town, text: str, keys: tuple[str, ...]) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *keys))
    town.answers(BONDENI, "going", reference)
    before = len(town.inbox(LEADER))
    alarm = reference_in(town.texts(BONDENI, text))
    assert town.incident(alarm)["category"] == "officer-down"
    assert any(alarm in told for told in town.inbox(LEADER)[before:])
    assert town.incident(reference)["status"] == "open"


@pytest.mark.parametrize("text", ["4 {} tumevamiwa", "4 nimevamiwa", "3 {} wamenizunguka", "2 {} nimevamiwa"])
def test_a_cry_beside_an_answer_is_heard_and_ends_nothing(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.answers(BONDENI, "going", reference)
    alarm = reference_in(town.texts(BONDENI, text.format(reference)))
    assert town.incident(alarm)["category"] == "officer-down"
    assert town.incident(reference)["status"] == "open"


def test_a_cry_with_red_words_is_kept_as_a_report_as_well(town: Town) -> None:
    answer = town.texts(BONDENI, "nimevamiwa na watu wana bunduki mtoni")
    assert answer == town.said(Text.ARE_YOU_IN_DANGER, BONDENI)
    (incident,) = town.board()
    assert (incident["level"], incident["zone"]) == ("major", "river")
    assert town.inbox(COORDINATOR)


def test_a_cry_posted_twice_is_answered_once(town: Town) -> None:
    for _ in range(2):
        town.texts(BONDENI, "nisaidie", sms_id="twice")
    assert town.inbox(BONDENI) == [town.said(Text.ARE_YOU_IN_DANGER, BONDENI)]


def test_a_note_of_trouble_closes_as_before_and_no_danger_is_no_cry(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.answers(BONDENI, "going", reference)
    town.texts(BONDENI, f"4 {reference} ilikuwa shida ya stima")
    assert town.incident(reference)["status"] == "closed"
    assert town.texts(KIAMUTISYA, "hakuna hatari") == town.said(Text.NOT_UNDERSTOOD_ROLE, KIAMUTISYA)
    assert len(town.board()) == 1


def test_private_words_of_a_patroller_are_no_cry_and_a_police_contact_is_not_asked(town: Town) -> None:
    assert town.texts(BONDENI, "nisaidie mume wangu ananichapa") == ""
    assert town.said(Text.ARE_YOU_IN_DANGER, POLICE) != town.texts(POLICE, "nisaidie")


@pytest.mark.parametrize("text", ["hatuna shida hapa", "hakuna shida", "sina shida"])
def test_that_there_is_no_trouble_is_no_alarm(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "going", reference)
    town.texts(BONDENI, text)
    assert len(town.board()) == 1


def test_a_person_who_is_asked_if_safe_and_had_called_for_help_is_passed_on(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "going", reference)
    alarm = reference_in(town.texts(BONDENI, "nisaidie"))
    assert town.texts(BONDENI, "SALAMA") == town.said(Text.SAFE_NOTIFIED, BONDENI)
    assert town.got(COORDINATOR, Text.FOUND_SAFE, reference=alarm)


def test_a_patroller_who_asks_for_backup_is_asked_back(town: Town) -> None:
    assert town.texts(BONDENI, "tuma backup") == town.said(Text.ARE_YOU_IN_DANGER, BONDENI)


def test_words_on_the_way_are_no_private_matter_although_the_phone_had_written_one(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "going", reference)
    assert town.texts(BONDENI, "mume wangu ananichapa") == ""
    town.passes(minutes=1)
    assert town.texts(BONDENI, "wana bunduki kwa daraja")


def test_a_patroller_who_sends_is_told_that_it_is_not_theirs(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    assert town.texts(BONDENI, f"SEND {reference}") == town.said(Text.NOT_YOURS_PATROL, BONDENI)


@pytest.mark.parametrize("text", ["help my husband is beating me", "msaada mume wangu ananichapa"])
def test_a_patrollers_call_for_help_at_home_is_private(town: Town, text: str) -> None:
    assert town.texts(BONDENI, text) == ""
    assert [row["level"] for row in town.board()] == ["private"]
    assert town.inbox(LEADER) == town.inbox(COORDINATOR) == []


def test_a_calm_note_closes_and_alarms_nobody(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.answers(BONDENI, "going", reference)
    town.texts(BONDENI, f"4 {reference} wezi wamekimbia, jirani wametukabidhi mmoja")
    assert town.incident(reference)["status"] == "closed"
    assert len(town.board()) == 1


@pytest.mark.parametrize("text", ["nina shida ya boda nitachelewa", "kuna hatari gani hapo"])
def test_a_doubtful_word_of_trouble_on_the_way_is_asked_back(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "going", reference)
    assert town.texts(BONDENI, text) == town.said(Text.ARE_YOU_IN_DANGER, BONDENI)
    assert len(town.board()) == 1
