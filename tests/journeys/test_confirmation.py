"""Stories of second reports: a confirmation, a new event, and reports that come while nobody answers."""

from concurrent.futures import ThreadPoolExecutor

from gateway.storage.models import Incident
from menus.domain.categories import Category
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, DEPUTY, LEADER, OTHER, POLICE, RESIDENT, RESIDENTS
from tests.town import Town, reference_in


def dropped_killing(town: Town) -> str:
    """Begin a killing in Bondeni, break off, and let it be sent; return its reference."""
    town.presses("1", "2")
    town.drops()
    return reference_in(town.inbox(LEADER)[-1])


def test_a_second_killing_elsewhere_is_no_confirmation_of_the_first(town: Town) -> None:
    first = dropped_killing(town)
    town.answers(LEADER, "going", first)
    before = len(town.inbox(LEADER))
    page = town.presses("3", "1", "4", "1", "1", session="second")
    second = reference_in(page)
    assert second != first
    assert town.inbox(LEADER)[before:] == [town.alert_to(LEADER, second)]
    assert "Sokoni" in town.last(LEADER)
    assert town.incident(first)["zone"] == "bondeni"
    assert town.incident(second)["tracks"]["patrol"]["answered_at"] is None


def test_a_killing_after_the_first_is_over_is_another(town: Town) -> None:
    first = dropped_killing(town)
    town.texts(LEADER, f"4 {first} over")
    town.passes(minutes=30)
    assert reference_in(town.presses("3", "1", "2", "1", "1", session="second")) != first


def test_a_person_who_continues_and_corrects_the_place_moves_the_same_incident(town: Town) -> None:
    reference = dropped_killing(town)
    end = town.presses("1", "1", "3", "2", "4", "1", session="second")
    assert reference_in(end) == reference
    assert town.incident(reference)["zone"] == "market"
    assert "Sokoni" in town.inbox(LEADER)[-1]
    assert len(town.board()) == 1


def test_a_confirmation_that_tells_of_worse_raises_the_level(town: Town) -> None:
    town.texts(RESIDENT, "vita hapa bondeni wanapigana")
    (held,) = town.board()
    town.texts(COORDINATOR, f"SEND {held['reference']}")
    assert town.incident(str(held["reference"]))["level"] == "urgent"
    assert reference_in(town.presses("5", "2", "1", "1")) == held["reference"]
    assert town.incident(str(held["reference"]))["level"] == "major"
    assert any(str(held["reference"]) in text for text in town.inbox(POLICE))
    assert town.alerts(LEADER, level=town.said(Text.LEVEL_MAJOR, to=LEADER))


def test_a_confirmation_takes_nothing_back_that_somebody_else_reports(town: Town) -> None:
    town.presses("2", "2", "1", "1", session="whole", phone=OTHER)
    town.presses("2", "2")
    town.drops()
    reference = str(town.board()[0]["reference"])
    assert town.incident(reference)["reports"] == 2
    town.presses("1", "4", "1", session="second")
    with town.services.reading() as session:
        assert session.get_one(Incident, 1).harm == "weapon-and-hurt"
    assert town.last(LEADER) == town.alert_to(LEADER, reference, mark="confirmed")
    assert town.said(Text.EXTRA_WEAPON_AND_HURT, to=LEADER) in town.last(LEADER)


def test_a_later_red_text_of_another_killing_is_told(town: Town) -> None:
    town.texts(RESIDENT, "bunduki bondeni")
    town.passes(minutes=45)
    before = len(town.inbox(COORDINATOR))
    town.texts(RESIDENT, "wameua watu wawili sokoni")
    assert len(town.inbox(COORDINATOR)) == before + 1
    assert [row["zone"] for row in town.board()] == ["market", "bondeni"]


def test_a_theft_that_is_dialled_does_not_swallow_a_killing_that_was_texted(town: Town) -> None:
    town.texts(RESIDENT, "wameua mtu bondeni")
    town.presses("4", "2", "4", "1")
    assert [row["level"] for row in town.board()] == ["minor", "major"]


def test_a_person_who_dials_what_they_had_texted_confirms_it(town: Town) -> None:
    town.texts(RESIDENT, "wameua mtu bondeni")
    (held,) = town.board()
    assert reference_in(town.presses("1", "2", "1", "1")) == held["reference"]
    assert any(str(held["reference"]) in text for text in town.inbox(LEADER))


def test_a_report_of_what_nobody_answered_calls_everybody_again(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    for phone in (LEADER, BONDENI, DEPUTY, COORDINATOR):
        town.answers(phone, "cannot", reference)
    town.passes(minutes=18)
    assert town.incident(reference)["status"] == "unanswered"
    before = len(town.inbox(LEADER))
    town.reports(OTHER, Category.GUN_KILLING)
    assert len(town.inbox(LEADER)) == before + 1
    assert town.said(Text.EXTRA_REPORTS, to=LEADER, count="2") in town.last(LEADER)
    town.reports(RESIDENTS[3], Category.GUN_KILLING)
    assert len(town.inbox(LEADER)) <= before + 2


def test_reports_long_after_the_first_open_an_incident_of_their_own(town: Town) -> None:
    first = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    town.answers(LEADER, "going", first)
    town.passes(minutes=15)
    town.reports(RESIDENTS[1], Category.GUN_KILLING)
    assert len(town.board()) == 1
    town.passes(minutes=10)
    town.reports(RESIDENTS[2], Category.GUN_KILLING)
    assert len(town.board()) == 2


def test_the_same_first_post_at_once_begins_with_one_page(town: Town) -> None:
    town.presses("3", "5", session="before")
    town.drops("before")
    for round_ in range(5):
        with ThreadPoolExecutor(6) as pool:
            pages = set(pool.map(lambda _, name=f"again-{round_}": town.hop(RESIDENT, CODE, "", name), range(6)))
        assert len(pages) == 1
        assert town.is_a(pages.pop(), Text.OFFER, place="Shuleni")
