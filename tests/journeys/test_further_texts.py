"""Stories of further texts after a dispatch: they reach the people on their way, and the coordinators."""

import pytest

from menus.domain import further_words
from menus.domain.categories import Category
from menus.text import gsm7
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, LANDLORDS, LEADER, OVERSIGHT, POLICE, RESIDENT, RESIDENTS
from tests.town import Town, reference_in


@pytest.fixture
def sent(town: Town) -> str:
    """Give the reference of a texted report that was dispatched and that a patroller goes to."""
    town.texts(RESIDENT, "wezi wanavunja duka bondeni")
    reference = str(town.board()[0]["reference"])
    town.texts(COORDINATOR, f"SEND {reference}")
    town.answers(BONDENI, "going", reference)
    return reference


def _since(town: Town, text: str) -> dict[str, list[str]]:
    """Return the texts that each phone got after a resident's text."""
    before = {phone: len(town.inbox(phone)) for phone in (BONDENI, COORDINATOR, LEADER, RESIDENT)}
    town.texts(RESIDENT, text)
    return {phone: town.inbox(phone)[number:] for phone, number in before.items()}


def _says_that_nobody_was_sent(town: Town, phone: str, text: str) -> bool:
    names = (Text.HINT, Text.HINT_RED, Text.BROKE_OFF, Text.SEND_FIRST)
    return any(town.is_a(text, name, to=phone) for name in names)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("wana panga", Text.REPORTER_WRITES_RED),
        ("nasikia risasi", Text.REPORTER_WRITES_RED),
        ("wako 5 sasa", Text.REPORTER_WRITES),
        ("they are six now", Text.REPORTER_WRITES),
        ("wamekuja wengine wengi", Text.REPORTER_WRITES),
        ("samahani si kweli uongo", Text.REPORTER_WRITES),
        ("asanteni wameenda", Text.REPORTER_WRITES),
        ("i was wrong, no gun", Text.REPORTER_WRITES),
        ("sasa wamefika shuleni", Text.REPORTER_WRITES),
        ("wamekimbia mtoni na bunduki", Text.REPORTER_WRITES_RED),
    ],
)
def test_news_goes_at_once_to_who_goes_and_to_the_coordinators(town: Town, sent: str, text: str, name: Text) -> None:
    told = _since(town, text)
    assert told[BONDENI] == [town.said(name, BONDENI, reference=sent, said=text)]
    assert any(text in each for each in told[COORDINATOR])
    assert len(town.board()) == 1
    assert not any(_says_that_nobody_was_sent(town, phone, each) for phone, texts in told.items() for each in texts)
    assert all(gsm7.fits(each) for texts in told.values() for each in texts)


def test_a_weapon_that_comes_later_is_in_the_alert_of_who_has_not_answered(town: Town) -> None:
    town.texts(RESIDENT, "wezi wana kisu bondeni")
    reference = str(town.board()[0]["reference"])
    town.texts(COORDINATOR, f"SEND {reference}")
    town.answers(BONDENI, "going", reference)
    told = _since(town, "wana panga na bunduki")
    assert any("panga" in each and reference in each for each in told[LEADER])
    assert len(told[BONDENI]) == 1, "who goes has read the words themselves"


def test_names_and_numbers_are_crossed_out_of_what_is_told_on(town: Town, sent: str) -> None:
    told = _since(town, "ni Kamau Otieno ana panga, namba 0722000111")
    also = _since(town, "mwizi ni njoro alias simba, ID 28374655, wana panga")
    everything = " ".join(each for texts in (*told.values(), *also.values()) for each in texts)
    for hidden in ("Kamau", "Otieno", "0722000111", "njoro", "simba", "28374655"):
        assert hidden not in everything
    assert "panga" in everything
    assert sent in everything


def test_the_same_words_again_are_not_told_twice(town: Town, sent: str) -> None:
    _since(town, "wana panga")
    town.passes(seconds=30)
    told = _since(town, "wana panga")
    assert sent not in " ".join(told[BONDENI])
    assert told[COORDINATOR] == []


def test_a_text_without_news_is_told_at_most_once_a_minute(town: Town, sent: str) -> None:
    town.passes(seconds=70)
    assert _since(town, "njooni haraka tafadhali")[COORDINATOR]
    assert _since(town, "haraka jameni")[COORDINATOR] == []
    assert sent in " ".join(town.inbox(BONDENI))


def test_words_that_wait_are_passed_on_with_the_incident_that_theirs_was_joined_to(town: Town, sent: str) -> None:
    other = town.reports(RESIDENTS[3], Category.GUN_KILLING, zone="kiamutisya")
    town.passes(seconds=70)
    _since(town, "njooni haraka tafadhali")
    town.passes(seconds=5)
    assert _since(town, "haraka jameni tuko hapa")[COORDINATOR] == []
    before = len(town.inbox(COORDINATOR))
    town.confirms(COORDINATOR, f"JOIN {other} {sent}")
    town.passes(seconds=70)
    passed_on = [text for text in town.inbox(COORDINATOR)[before:] if "haraka jameni" in text]
    assert len(passed_on) == 1
    assert other in passed_on[0]


def test_a_flood_of_further_texts_is_told_once_a_minute(town: Town, sent: str) -> None:
    before = len(town.inbox(BONDENI))
    for number in range(40):
        town.texts(RESIDENT, f"wana panga {number}")
        town.passes(seconds=1)
    assert len(town.inbox(BONDENI)) - before <= 14
    assert sent in town.inbox(BONDENI)[-1]


def test_the_alert_says_the_weapon_that_the_text_named(town: Town) -> None:
    town.texts(RESIDENT, "wezi wana mapanga bondeni")
    reference = str(town.board()[0]["reference"])
    town.texts(COORDINATOR, f"SEND {reference}")
    for phone in (LEADER, BONDENI, POLICE):
        assert town.inbox(phone) == [town.alert_to(phone, reference)]
        assert town.said(Text.EXTRA_WEAPONS, to=phone, words="mapanga") in town.last(phone)
        assert town.said(Text.EXTRA_UNSURE, to=phone) not in town.last(phone)
        assert phone == POLICE or town.said(Text.EXTRA_CAREFUL, to=phone) in town.last(phone)


def test_a_person_who_has_dialled_and_writes_on_is_heard_and_nobody_reads_that_nobody_was_sent(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, "2", "2", "4", "1"))
    town.answers(BONDENI, "going", reference)
    told = _since(town, "wana bunduki")
    (row,) = town.board()
    assert (row["reference"], row["level"]) == (reference, "major")
    assert any("bunduki" in each and reference in each for each in town.inbox(BONDENI))
    assert told[RESIDENT] == [town.said(Text.YOUR_REPORT_SENT, RESIDENT, reference=reference)]
    for phone in (COORDINATOR, LANDLORDS):
        assert town.got(phone, Text.BROKE_OFF) == []


def test_guns_in_another_place_than_the_dialled_one_are_a_report_to_which_nobody_is_sent_yet(town: Town) -> None:
    fire = reference_in(town.dials(RESIDENT, CODE, "8", "4", "1"))
    told = _since(town, "wezi wana bunduki shuleni")
    guns = next(str(row["reference"]) for row in town.board() if row["zone"] == "school")
    assert told[RESIDENT] == [town.said(Text.NOT_UNDERSTOOD, RESIDENT, reference=guns, code=CODE)]
    assert town.incident(fire)["level"] == "urgent"
    assert town.alerts(POLICE, reference=fire) == []
    assert town.got(COORDINATOR, Text.HINT_RED, reference=guns)


def test_a_fire_is_another_matter_once_somebody_was_sent(town: Town, sent: str) -> None:
    town.texts(RESIDENT, "kuna moto bondeni")
    assert len(town.board()) == 2
    assert town.incident(sent)["reports"] == 1


def test_a_fire_is_another_matter_while_a_report_waits_too(town: Town) -> None:
    town.texts(RESIDENT, "wezi wana bunduki bondeni")
    town.texts(RESIDENT, "moto sokoni duka zinaungua")
    assert [row["category"] == "fire-hazard" for row in town.board()].count(True) == 1
    assert len(town.board()) == 2


def test_a_long_text_is_told_with_the_words_that_matter_first(town: Town, sent: str) -> None:
    told = _since(town, "nilikuwa kazini nikaona watu wengi wakipita mbele ya soko kubwa na sasa " * 2 + "wana bunduki")
    for phone in (BONDENI, COORDINATOR):
        assert any("bunduki" in each for each in told[phone])
    assert sent in told[BONDENI][0]


def test_news_after_a_private_text_goes_to_who_is_on_the_way(town: Town, sent: str) -> None:
    assert _since(town, "mume wangu ananichapa")[RESIDENT] == []
    told = _since(town, "wako sita sasa")
    assert town.said(Text.REPORTER_WRITES, BONDENI, reference=sent, said="wako sita sasa") in told[BONDENI]


def test_a_private_text_after_it_stays_private(town: Town, sent: str) -> None:
    told = _since(town, "mume wangu ananichapa")
    assert told[BONDENI] == told[COORDINATOR] == told[RESIDENT] == []
    assert town.incident(sent)["status"] in {"open", "unconfirmed"}


def test_the_words_of_a_complaint_are_told_to_nobody_and_a_shooting_after_it_is_its_own_matter(town: Town) -> None:
    town.texts(RESIDENT, "polisi wanaitisha hongo bondeni")
    (told,) = town.inbox(OVERSIGHT)
    town.passes(minutes=2)
    town.texts(RESIDENT, "wamenitisha sana jana")
    assert town.inbox(OVERSIGHT) == [told]
    town.passes(minutes=2)
    town.texts(RESIDENT, "wamempiga mtu risasi")
    assert [row["level"] for row in town.board()] == ["major", "complaint"]
    assert any("risasi" in text for text in town.inbox(COORDINATOR))
    assert town.inbox(OVERSIGHT) == [told]


def test_a_shooting_after_a_dialled_trifle_waits_by_itself_and_is_told_until_somebody_acts(town: Town) -> None:
    town.dials(RESIDENT, CODE, "4", "2", "4", "1")
    town.passes(minutes=20)
    town.texts(RESIDENT, "wamempiga mtu risasi bondeni amekufa")
    newest = town.board()[0]
    assert (newest["level"], newest["flag"]) == ("major", "red")
    before = len(town.inbox(COORDINATOR))
    town.passes(minutes=6)
    assert len(town.inbox(COORDINATOR)) > before


@pytest.mark.parametrize("gap", [45, 50])
def test_a_steady_voice_is_heard_to_the_end(town: Town, sent: str, gap: int) -> None:
    said = ["wameingia ndani ya nyumba", "nimejificha chini ya kitanda", "wanakuja kwa mlango wa nyuma", "nisaidieni"]
    said += [f"wamepiga risasi wana bunduki {number}" for number in range(20)]
    for text in said:
        town.texts(RESIDENT, text)
        town.passes(seconds=gap)
    town.passes(minutes=2)
    town.texts(RESIDENT, "wametoroka kwa pikipiki")
    heard = " ".join(town.inbox(BONDENI))
    assert "kitanda" in heard
    assert "pikipiki" in heard
    assert heard.count("risasi") >= 10
    assert sent in heard


@pytest.mark.parametrize(
    "text", ["doria wako na wezi, ni mike na wafula na mama njeri", "polisi mmoja amepiga mtu risasi, wanaficha silaha"]
)
def test_a_text_that_accuses_patrol_or_police_is_not_shown_to_those_who_go(town: Town, sent: str, text: str) -> None:
    before = len(town.inbox(POLICE))
    told = _since(town, text)
    shown = " ".join(told[BONDENI])
    for word in ("doria wako", "mike", "njeri", "polisi mmoja", "wanaficha"):
        assert word not in shown
    assert any(sent in each for each in told[COORDINATOR])
    assert not any("risasi" in each for each in town.inbox(POLICE)[before:])


def test_names_in_a_row_are_crossed_out(town: Town, sent: str) -> None:
    told = _since(town, "wezi ni mike na wafula na mama njeri, wana panga")
    for hidden in ("mike", "wafula", "njeri"):
        assert not any(hidden in each for each in told[BONDENI] + told[COORDINATOR])
    assert sent in told[BONDENI][0]


def test_another_place_of_a_waiting_report_is_told_at_once(town: Town) -> None:
    town.texts(RESIDENT, "Kuna watu na bunduki bondeni")
    for place in ("sokoni", "bondeni"):
        town.passes(seconds=5)
        town.texts(RESIDENT, f"Sasa wako {place} na bunduki")
    told = town.got(COORDINATOR, Text.HINT_RED)
    for zone, text in zip(("bondeni", "market", "bondeni"), told, strict=True):
        assert town.place(zone, to=COORDINATOR) in text
    assert town.board()[0]["zone"] == "bondeni"


def test_places_in_turn_are_told_a_few_times_and_no_more(town: Town) -> None:
    town.texts(RESIDENT, "Kuna watu na bunduki bondeni")
    for number in range(20):
        town.passes(seconds=1)
        town.texts(RESIDENT, f"wana bunduki {'sokoni' if number % 2 else 'bondeni'}")
    assert len(town.got(COORDINATOR, Text.HINT_RED)) <= 2 + further_words.MOST_PASSED_ON


def test_a_killing_in_another_place_leaves_the_first_report_as_it_was(town: Town) -> None:
    first = town.reports(RESIDENT, Category.BREAK_IN)
    town.answers(BONDENI, "going", first)
    told = _since(town, "mtu mwingine amepigwa risasi amekufa shuleni")
    other = next(str(row["reference"]) for row in town.board() if row["zone"] == "school")
    assert (town.incident(first)["level"], town.incident(first)["category"]) == ("urgent", "break-in")
    assert town.alerts(POLICE, reference=first) == []
    assert told[RESIDENT] == [town.said(Text.NOT_UNDERSTOOD, RESIDENT, reference=other, code=CODE)]
    (warned,) = told[BONDENI]
    assert town.is_a(warned, Text.REPORTER_WRITES_RED, to=BONDENI, reference=first)
    assert len(told[COORDINATOR]) == 1
