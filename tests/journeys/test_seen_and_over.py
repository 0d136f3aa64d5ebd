"""Stories of what a patroller's words mean: seen is not going, ready is not over, and natural answers count."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.storage.models import Event, Incident
from menus.domain.categories import Category
from menus.domain.timeline import EventKind
from menus.text.names import Text
from tests.people import BONDENI, COORDINATOR, DEPUTY, KIAMUTISYA, LEADER, OTHER, POLICE, RESIDENT
from tests.town import Town


@pytest.fixture
def town(sqlite_url: str, redis_url: str) -> Iterator[Town]:
    """Give one community on SQLite: what is told here rests on no difference between the databases."""
    made = Town(sqlite_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


def kinds_of(town: Town, reference: str) -> list[EventKind]:
    """Return the kinds of the events that people caused at an incident."""
    with town.services.reading() as session:
        incident_id = select(Incident.id).where(Incident.reference == reference).scalar_subquery()
        own = select(Event.kind).where(Event.incident_id == incident_id, Event.person_id.is_not(None))
        return list(session.scalars(own.order_by(Event.id)))


@pytest.mark.parametrize("text", ["nimeona", "SAWA REF", "poa"])
def test_seen_from_a_patroller_is_recorded_and_the_ladder_goes_on(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    answer = town.texts(LEADER, text.replace("REF", reference))
    assert answer == town.said(Text.SEEN_NOT_GOING, to=LEADER, reference=reference)
    assert town.track(reference, "patrol")["answered_at"] is None
    assert kinds_of(town, reference) == [EventKind.SEEN]
    town.passes(minutes=3)
    assert town.alerts(DEPUTY, reference=reference), "the next one is asked"


def test_seen_from_the_police_answers_their_track(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    assert town.texts(POLICE, "nimeona") == town.said(Text.SEEN, to=POLICE, reference=reference)
    assert town.track(reference, "police")["answered_by_role"] == "police"


@pytest.mark.parametrize("text", ["SAWA", "SAWA REF"])
def test_seen_from_a_coordinator_does_not_count_as_somebody_who_goes(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(minutes=7)
    assert town.alerts(COORDINATOR, reference=reference)
    answer = town.texts(COORDINATOR, text.replace("REF", reference))
    assert answer == town.said(Text.SEEN_NOT_GOING, to=COORDINATOR, reference=reference)
    assert town.track(reference, "patrol")["answered_at"] is None


def test_an_ok_of_somebody_who_goes_changes_nothing_and_of_somebody_who_cannot_neither(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    going = town.answers(LEADER, "going", reference)
    assert town.texts(LEADER, "sawa") == going
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol-leader"
    town.answers(BONDENI, "cannot", reference)
    town.passes(seconds=15)
    assert town.texts(BONDENI, "sawa") == town.said(Text.CANNOT_NOTED, to=BONDENI, reference=reference)


def test_seen_with_two_alerts_open_asks_which(town: Town) -> None:
    first = town.reports(RESIDENT, Category.GUN_KILLING)
    references = [first, town.reports(OTHER, Category.GUN_KILLING, zone="kiamutisya")]
    for text in ("poa", "sawa"):
        assert town.texts(LEADER, text) == town.said(Text.WHICH, to=LEADER, references=" ".join(references[::-1]))


@pytest.mark.parametrize("text", ["tayari", "DONE REF", "imeisha"])
def test_a_word_for_over_from_somebody_who_never_went_is_asked_back_and_closes_nothing(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    answer = town.texts(BONDENI, text.replace("REF", reference))
    assert answer == town.said(Text.ARE_YOU_SURE_OVER, to=BONDENI, reference=reference)
    assert town.incident(reference)["status"] == "open"
    assert town.track(reference, "patrol")["answered_at"] is None
    assert town.answers(BONDENI, "over", reference) == town.said(Text.DONE, to=BONDENI, reference=reference)
    assert town.incident(reference)["status"] == "closed"


@pytest.mark.parametrize(("went", "text"), [("naenda", "tayari"), ("nishafika", "REF imeisha wezi wamekimbia")])
def test_the_same_word_from_somebody_who_went_closes(town: Town, went: str, text: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.texts(BONDENI, went)
    assert town.texts(BONDENI, text.replace("REF", reference)) == town.said(Text.DONE, to=BONDENI, reference=reference)
    assert town.incident(reference)["status"] == "closed"


def test_a_word_for_over_after_a_cannot_is_asked_back_and_closes_nothing(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    for text in ("naenda", "hapana siwezi"):
        town.texts(BONDENI, text)
    assert town.texts(BONDENI, "tayari") == town.said(Text.ARE_YOU_SURE_OVER, to=BONDENI, reference=reference)
    assert town.incident(reference)["status"] == "open"
    town.texts(BONDENI, f"1 {reference}")
    assert town.texts(BONDENI, "imeisha") == town.said(Text.DONE, to=BONDENI, reference=reference)


@pytest.mark.parametrize("text", ["1 REF siwezi", "1 REF 2", "REF naenda siwezi", "2 REF naenda"])
def test_an_answer_with_its_reference_that_contradicts_itself_answers_nothing(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    answer = town.texts(BONDENI, text.replace("REF", reference))
    assert not town.is_a(answer, Text.GOING, BONDENI)
    assert not town.is_a(answer, Text.CANNOT, BONDENI)
    assert answer != ""
    assert town.track(reference, "patrol")["answered_at"] is None


def test_the_note_beside_an_over_that_is_asked_back_is_kept(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.texts(BONDENI, f"DONE {reference} mwizi amekamatwa")
    with town.services.reading() as session:
        assert session.scalars(select(Event.words).where(Event.kind == EventKind.NOTED)).all() == ["mwizi amekamatwa"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("moja REF", Text.GOING),
        ("zii wezi", Text.CANNOT),
        ("nishafika", Text.HERE),
    ],
)
def test_natural_answers_are_obeyed(town: Town, text: str, name: Text) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    assert town.texts(LEADER, text.replace("REF", reference)) == town.said(name, to=LEADER, reference=reference)


def test_what_is_unclear_is_asked_back_and_changes_nothing(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.answers(BONDENI, "going", reference)
    for text in ("naenda?", "niko tayari?", "haijaisha"):
        assert town.texts(BONDENI, text) == town.said(Text.NOT_UNDERSTOOD_ROLE, to=BONDENI)
    assert town.incident(reference)["status"] == "open"


READY = [
    "tayari kwenda",
    "niko tayari kwenda",
    "niko ready",
    "tuko tayari REF",
    "ready to go",
    "najitayarisha",
    "niko standby",
]


@pytest.mark.parametrize("text", READY)
def test_who_is_ready_is_asked_whether_they_go_and_the_ladder_goes_on(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    answer = town.texts(BONDENI, text.replace("REF", reference))
    assert answer == town.said(Text.SEEN_NOT_GOING, to=BONDENI, reference=reference)
    assert town.track(reference, "patrol")["answered_at"] is None
    town.passes(minutes=6)
    assert town.alerts(LEADER, reference=reference)
    going = town.answers(BONDENI, "going", reference)
    assert town.texts(BONDENI, text.replace("REF", reference)) == going, "who goes already reads the same again"


@pytest.mark.parametrize(
    "text",
    ["sitaki", "sitaki kwenda REF", "staki kuenda", "sina nafasi", "I don't want to go", "naogopa kwenda", "no time"],
)
def test_who_does_not_want_to_go_cannot_and_the_next_is_asked(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    answer = town.texts(BONDENI, text.replace("REF", reference))
    assert answer == town.said(Text.CANNOT, to=BONDENI, reference=reference)
    town.passes(seconds=2)
    assert town.alerts(LEADER, reference=reference)


@pytest.mark.parametrize("text", ["niko tayari", "sitaki", "sina nafasi"])
def test_the_same_words_answer_nothing_where_nothing_is_open(town: Town, text: str) -> None:
    names = (Text.SEEN_NOT_GOING, Text.CANNOT, Text.CANNOT_NOTED, Text.HERE)
    answer = town.texts(BONDENI, text)
    assert not any(town.is_a(answer, name, to=BONDENI) for name in names)


def test_who_is_only_afraid_has_not_said_no(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    answer = town.texts(BONDENI, "naogopa")
    assert not town.is_a(answer, Text.CANNOT, to=BONDENI, reference=reference)


def test_an_arrival_with_news_counts_and_the_news_goes_on(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    before = len(town.inbox(COORDINATOR))
    answer = town.texts(BONDENI, "tumefika na wana bunduki")
    assert answer == town.said(Text.HERE, to=BONDENI, reference=reference)
    assert any("bunduki" in text for text in town.inbox(COORDINATOR)[before:])
    assert len(town.board()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "wamekimbia REF",
        "send ambulance",
        "3 men here",
        "bado haijatulia",
        "polisi wako wapi?",
        "wezi walikimbia REF",
    ],
)
def test_news_of_a_patroller_that_is_no_answer_reaches_the_coordinators(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.answers(BONDENI, "there", reference)
    said = text.replace("REF", reference)
    assert town.texts(BONDENI, said) == town.said(Text.NOTE_KEPT_GOING, to=BONDENI, reference=reference)
    (told,) = town.got(COORDINATOR, Text.PATROL_WRITES, reference=reference)
    assert said in told
    assert len(town.board()) == 1


def test_news_of_a_patroller_with_two_incidents_open_needs_its_reference(town: Town) -> None:
    references = [town.reports(RESIDENT, Category.GUN_KILLING)]
    references.append(town.reports(OTHER, Category.GUN_KILLING, zone="kiamutisya"))
    answer = town.texts(LEADER, "bado haijatulia")
    assert answer == town.said(Text.WHICH, to=LEADER, references=" ".join(reversed(references)))
    assert town.got(COORDINATOR, Text.PATROL_WRITES) == []
    assert len(town.got(COORDINATOR, Text.PATROL_WRITES_UNNAMED)) == 1
    town.texts(LEADER, f"{references[0]} bado haijatulia")
    assert town.got(COORDINATOR, Text.PATROL_WRITES, reference=references[0])


def test_news_with_an_arrival_is_a_report_of_its_own_where_no_incident_is_meant(town: Town) -> None:
    assert town.texts(BONDENI, "tumefika na wana bunduki") == town.said(Text.KEPT_WITH_REFERENCE, to=BONDENI)
    assert [row["flag"] for row in town.board()] == ["red"]


def test_the_same_command_twice_is_answered_the_same_way(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    for text in ("2 REF", "SAWA REF", "1 REF", "3 REF", "4 REF", "OFF", "ON", "MENU"):
        answers = []
        for _ in range(2):
            town.now += timedelta(seconds=15)
            answers.append(town.texts(BONDENI, text.replace("REF", reference)))
        assert answers[0] == answers[1] != "", text


def test_a_word_for_over_twice_without_its_reference_is_answered_the_same_way(town: Town) -> None:
    town.reports(RESIDENT, Category.BREAK_IN)
    town.texts(BONDENI, "naenda")
    answers = []
    for _ in range(3):
        town.now += timedelta(seconds=15)
        answers.append(town.texts(BONDENI, "imeisha"))
    assert answers[0] == answers[1] == answers[2] == town.said(Text.DONE, to=BONDENI)


def test_a_list_and_a_code_are_answered_the_same_way_twice(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    for text in ("LIST", "WHO", "HELP", f"CLOSE {reference} quiet"):
        answers = []
        for _ in range(2):
            town.now += timedelta(seconds=15)
            answers.append(town.texts(COORDINATOR, text))
        assert answers[0] == answers[1] != "", text


def test_menu_gives_the_commands_of_ones_role_and_tells_a_resident_how_to_report(town: Town) -> None:
    word = "menyu"
    assert town.texts(BONDENI, word) == town.said(Text.HELP_PATROL, to=BONDENI)
    assert town.texts(COORDINATOR, word) == town.said(Text.HELP_COORDINATOR, to=COORDINATOR)
    assert town.texts(POLICE, word) == town.said(Text.HELP_POLICE, to=POLICE)
    assert town.texts(RESIDENT, word) == town.said(Text.HELP_RESIDENT, to=RESIDENT)
    town.passes(minutes=4)
    assert town.board() == []


def test_whoever_is_not_understood_three_times_still_gets_the_menu(town: Town) -> None:
    for number in range(4):
        town.texts(BONDENI, f"kesho {number}")
    assert town.texts(BONDENI, "MENU") == town.said(Text.HELP_PATROL, to=BONDENI)


def test_swap_alone_is_explained(town: Town) -> None:
    assert town.texts(KIAMUTISYA, "SWAP") == town.said(Text.SWAP_WHOM, to=KIAMUTISYA)


def test_help_after_a_stop_is_answered_and_other_texts_are_not(town: Town) -> None:
    town.texts(RESIDENT, "STOP")
    assert town.texts(RESIDENT, "HELP") == town.said(Text.HELP_RESIDENT, to=RESIDENT)
    assert town.texts(RESIDENT, "kuna wezi sokoni") == ""


def test_help_after_the_stop_of_a_phone_that_wrote_in_private_leaves_no_text(town: Town) -> None:
    town.texts(RESIDENT, "mume wangu ananipiga")
    town.texts(RESIDENT, "STOP")
    assert town.texts(RESIDENT, "HELP") == ""


def test_where_words_told_of_guns_somebody_who_never_went_closes_nothing(town: Town) -> None:
    town.texts(RESIDENT, "wezi wanavunja nyumba bondeni")
    reference = str(town.board()[0]["reference"])
    town.texts(COORDINATOR, f"SEND {reference}")
    town.texts(RESIDENT, "wana bunduki wamepiga mtu risasi")
    assert town.incident(reference)["level"] == "major"
    assert town.alerts(POLICE, reference=reference), "guns call the police"
    before = len(town.inbox(COORDINATOR))
    assert town.answers(BONDENI, "over", reference) == town.said(Text.DONE, to=BONDENI, reference=reference)
    assert town.incident(reference)["status"] not in {"closed", "false"}
    assert len(town.inbox(COORDINATOR)) > before, "the coordinators are told, and close it"
