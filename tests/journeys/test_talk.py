"""Stories of reactions to alerts, forwards and copies of them: they open nothing, answer nothing, and lose nothing."""

import pytest
from sqlalchemy import select

from gateway.storage.models import Event, Inbound
from menus.domain import references
from menus.domain.categories import Category
from menus.domain.timeline import EventKind
from menus.text.names import Text
from tests.people import BONDENI, COORDINATOR, DEPUTY, FOCAL, LEADER, OTHER, POLICE, RESIDENT, RESIDENTS
from tests.town import Town

STRANGER = RESIDENTS[4]
COPIES = (
    "Liked \u201c{}\u201d",
    'Loved "{}"',
    "Emphasized \u201c{}\u201d",
    "Reacted \N{THUMBS UP SIGN} to \u201c{}\u201d",
    "\N{THUMBS UP SIGN} to \u201c{}\u201d",
    "1\ufe0f\u20e3 to \u201c{}\u201d",
    "Fwd: {}",
    "FW: {}",
    "Forwarded message:\n{}",
    "{}",
    "> {}",
)


def patrol(town: Town, reference: str) -> str | None:
    """Return the role that has answered the patrol's track of an incident, or None."""
    found: str | None = town.track(reference, "patrol")["answered_by_role"]
    return found


def test_a_reaction_is_no_answer_and_whoever_was_asked_is_told_so(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    (alert,) = town.alerts(LEADER)
    told = town.said(Text.NO_ANSWER, to=LEADER, reference=reference)
    answers = [town.texts(LEADER, copy.format(alert)) for copy in COPIES]
    assert answers == [told] * 3 + [""] * (len(COPIES) - 3), "an answer that says nothing new is given three times"
    assert len(town.board()) == 1
    assert patrol(town, reference) is None
    town.passes(minutes=3)
    assert town.alerts(DEPUTY), "the ladder goes on"


@pytest.mark.parametrize("phone", [STRANGER, FOCAL])
def test_a_copy_from_somebody_who_was_not_asked_opens_nothing_and_is_not_answered(town: Town, phone: str) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    before = town.board()
    for alert in (town.alerts(LEADER)[0], town.alerts(POLICE)[0], town.alerts(POLICE)[0][:70] + "..."):
        assert {town.texts(phone, copy.format(alert)) for copy in COPIES} == {""}
    assert town.board() == before
    assert town.inbox(COORDINATOR) == []


@pytest.mark.parametrize("phone", [STRANGER, BONDENI, COORDINATOR])
def test_a_copy_of_any_other_text_of_doria_does_nothing(town: Town, phone: str) -> None:
    for name in (Text.ARE_YOU_IN_DANGER, Text.NOTHING_READABLE, Text.HELP_RESIDENT, Text.HELP_PATROL):
        said = town.said(name, to=LEADER)
        assert {town.texts(phone, copy.format(said)) for copy in COPIES} == {""}
    assert town.board() == []


def test_a_reaction_after_the_answer_changes_and_answers_nothing(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    going = town.answers(LEADER, "going", reference)
    for text in (going, town.alerts(LEADER)[0]):
        assert town.texts(LEADER, f"Loved \u201c{text}\u201d") == ""
    assert patrol(town, reference) == "patrol-leader"


@pytest.mark.parametrize(
    "text", ["{}\nwamekimbilia mtoni", "Fwd: {} wamekimbilia mtoni", "MLATA REF wamekimbilia mtoni"]
)
def test_other_words_beside_it_are_a_note_of_that_incident(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    said = text.replace("REF", reference).format(town.alerts(LEADER)[0])
    assert town.texts(LEADER, said) == town.said(Text.NOTE_KEPT, to=LEADER, reference=reference)
    assert patrol(town, reference) is None
    assert len(town.board()) == 1
    with town.services.reading() as session:
        assert session.scalars(select(Event.words).where(Event.kind == EventKind.NOTED)).one() == "wamekimbilia mtoni"


def test_red_words_of_a_note_are_told_to_the_coordinators(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.texts(BONDENI, f"MLATA {reference} wamerudi na bunduki, anaitwa Otieno")
    (told,) = town.got(COORDINATOR, Text.HINT_MORE, reference=reference)
    assert "bunduki" in told
    assert "Otieno" not in told
    assert len(town.board()) == 1


@pytest.mark.parametrize("words", ["", "I am driving, will reply later. "])
def test_a_machine_that_quotes_every_text_soon_gets_no_more(town: Town, words: str) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    last, count = town.alerts(LEADER)[0], len(town.inbox(LEADER))
    while last and len(town.inbox(LEADER)) < count + 10:
        last = town.texts(LEADER, f"{words}\u201c{last}\u201d")
        town.passes(seconds=1)
    assert len(town.inbox(LEADER)) == count + 1


@pytest.mark.parametrize("words", ["1", "naenda", "going", "2", "4 all quiet"])
def test_an_answer_beside_a_copy_is_a_note_and_the_answer_says_how_to_answer(town: Town, words: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    answer = town.texts(LEADER, f"{town.alerts(LEADER)[0]} {words}")
    assert answer == town.said(Text.NOTE_KEPT, to=LEADER, reference=reference)
    assert patrol(town, reference) is None


@pytest.mark.parametrize("words", ["5", "nisaidie wananipiga", "help me", "nimedungwa"])
def test_danger_beside_a_copy_is_the_alarm(town: Town, words: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    town.texts(LEADER, f"{town.alerts(LEADER)[0]}\n{words}")
    assert town.board()[0]["category"] == "officer-down"


@pytest.mark.parametrize("joint", ["\n> {}", "\n\n{}", ' "{}"', "\n\u201c{}\u201d"])
@pytest.mark.parametrize("answer", ["1 REF", "1", "naenda", "ok"])
def test_an_answer_with_the_alert_quoted_behind_it_is_an_answer(town: Town, answer: str, joint: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.reports(OTHER, Category.GUN_KILLING, zone="kiamutisya")
    said = answer.replace("REF", reference) + joint.format(town.alerts(LEADER)[0])
    name = Text.SEEN_NOT_GOING if answer == "ok" else Text.GOING
    assert town.texts(LEADER, said) == town.said(name, to=LEADER, reference=reference)


def test_danger_with_the_alert_quoted_behind_it_is_the_alarm(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    town.texts(LEADER, f"5\n> {town.alerts(LEADER)[0]}")
    assert town.board()[0]["category"] == "officer-down"


def test_red_words_of_a_resident_beside_a_forward_are_their_own_words(town: Town) -> None:
    town.reports(RESIDENT, Category.BREAK_IN)
    alert = town.alerts(BONDENI)[0]
    answer = town.texts(STRANGER, f"Fwd: {alert} wameua mtu sokoni")
    assert answer == town.said(Text.NOT_UNDERSTOOD, to=STRANGER)
    newest = town.board()[0]
    assert (newest["status"], newest["flag"], newest["zone"]) == ("unconfirmed", "red", "market")
    assert town.got(COORDINATOR, Text.HINT_RED, reference=str(newest["reference"]))


def test_plain_words_of_a_resident_beside_a_copy_open_nothing(town: Town) -> None:
    town.reports(RESIDENT, Category.BREAK_IN)
    alert = town.alerts(BONDENI)[0]
    for words in (f"{alert} asanteni sana", f"MLATA {references.mint(4711)} asanteni sana"):
        assert town.texts(STRANGER, words) == ""
    assert len(town.board()) == 1


@pytest.mark.parametrize("beside", ["", "alert"])
def test_a_residents_words_beside_somebody_elses_reference_are_kept_as_their_own(town: Town, beside: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    copy = town.alerts(BONDENI)[0] if beside else f"MLATA {reference}"
    answer = town.texts(STRANGER, f"{copy} wezi wawili wako mtoni")
    assert answer == town.said(Text.NOT_UNDERSTOOD, to=STRANGER)
    assert len(town.board()) == 2


def test_a_reporters_words_about_their_own_report_go_on_with_it(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.answers(BONDENI, "going", reference)
    town.passes(minutes=45)
    town.texts(RESIDENT, f"MLATA {reference} wako 5 kwa geti")
    assert len(town.board()) == 1
    assert any("kwa geti" in text for text in town.inbox(BONDENI))


def test_a_note_about_somebody_elses_incident_is_answered_as_about_an_unknown_one(town: Town) -> None:
    town.dials(RESIDENT, "*384*77#", "7", "2", "2")
    private = str(town.board()[0]["reference"])
    for reference in (private, references.mint(4711)):
        answer = town.texts(COORDINATOR, f"MLATA {reference} habari yake")
        assert answer == town.said(Text.UNKNOWN_REFERENCE, to=COORDINATOR, reference=reference)
        assert town.texts(COORDINATOR, f"MLATA {reference}") == ""


def test_red_words_beside_an_unknown_or_closed_reference_are_kept_as_a_report(town: Town) -> None:
    closed = town.reports(RESIDENT, Category.BREAK_IN)
    town.texts(COORDINATOR, f"CLOSE {closed} quiet")
    assert town.texts(BONDENI, f"MLATA {closed} habari") == town.said(Text.ALREADY_CLOSED, to=BONDENI, reference=closed)
    assert town.texts(BONDENI, f"MLATA {closed} wamerudi na bunduki") == town.said(Text.KEPT_WITH_REFERENCE, to=BONDENI)
    assert town.board()[0]["flag"] == "red"


@pytest.mark.parametrize("words", ["mume wangu ananipiga", "HELP my husband is beating me"])
def test_a_private_matter_beside_a_copy_stays_private(town: Town, words: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    assert town.texts(BONDENI, f"MLATA {reference} {words}") == ""
    assert [row["category"] for row in town.board()] == ["private", "break-in"]
    assert town.inbox(FOCAL)
    with town.services.reading() as session:
        assert session.scalars(select(Event).where(Event.kind == EventKind.NOTED)).all() == []
        assert [row.text for row in session.scalars(select(Inbound))] == [""]


def test_a_copy_of_a_broadcast_opens_nothing(town: Town) -> None:
    town.confirms(COORDINATOR, "SAY bondeni mkutano kesho kuhusu mauaji ya jana usiku")
    (broadcast,) = [text for text in town.inbox(BONDENI) if "mauaji" in text]
    for copy in COPIES:
        town.texts(BONDENI, copy.format(broadcast))
    assert town.board() == []


def test_words_beside_a_copy_without_a_reference_are_read_as_ever(town: Town) -> None:
    copy = town.said(Text.ARE_YOU_IN_DANGER, to=LEADER)
    assert town.texts(BONDENI, f"{copy} kuna wezi sokoni") == town.said(Text.KEPT_WITH_REFERENCE, to=BONDENI)
    assert town.board()[0]["zone"] == "market"
