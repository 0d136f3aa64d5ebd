"""Requests for patrols: one asks, one of another tenure agrees, the police answer, and somebody looks back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.storage.models import EscalationRow, PatrolRequest
from menus.domain import lettered
from menus.domain.categories import Category
from menus.domain.lettered import Letter
from menus.domain.patrol_requests import RequestState
from menus.text.names import Text
from tests.desk import Visitor
from tests.people import (
    BONDENI,
    COORDINATOR,
    DEPUTY,
    LANDLORDS,
    LEADER,
    POLICE,
    RESIDENT,
    RESIDENTS,
    STATION,
)
from tests.town import Town


def request(town: Town) -> PatrolRequest:
    with town.services.reading() as session:
        return session.scalars(select(PatrolRequest).order_by(PatrolRequest.id.desc())).first() or PatrolRequest()


def how_many(town: Town) -> int:
    with town.services.reading() as session:
        return len(session.scalars(select(PatrolRequest)).all())


def asks(town: Town, zone: str = "Kiamutisya", phone: str = COORDINATOR) -> str:
    """Ask for patrols, and return the number of the request."""
    town.texts(phone, f"PATROLS {zone}")
    town.passes(seconds=5)
    return request(town).number


def of_request(town: Town, phone: str) -> list[str]:
    number = request(town).number
    return [text for text in town.inbox(phone) if number in text]


def test_one_approver_alone_sends_nothing_and_a_second_of_another_tenure_sends_it(town: Town) -> None:
    """One approver alone sends nothing."""
    number = asks(town)
    town.passes(minutes=30)
    for phone in (POLICE, STATION):
        assert of_request(town, phone) == []
    # Whoever has asked, and those of the same tenure, count as one.
    for phone in (COORDINATOR, LEADER, DEPUTY):
        assert town.texts(phone, f"AGREE {number}") == town.said(Text.PATROLS_NOT_YOURS, phone, request=number)
    town.passes(minutes=30)
    assert of_request(town, POLICE) == []
    assert len(of_request(town, LANDLORDS)) == 1
    assert town.texts(LANDLORDS, f"AGREE {number}") == town.said(Text.PATROLS_SENT, LANDLORDS, request=number)
    town.passes(seconds=30)
    (told,) = of_request(town, POLICE)
    assert "Kiamutisya" in told
    assert "24/11-08/12" in told
    assert "20:00-04:00" in told


def test_nobody_is_named_in_any_text(town: Town) -> None:
    number = asks(town)
    town.texts(LANDLORDS, f"AGREE {number}")
    town.texts(POLICE, f"1 {number}")
    town.passes(seconds=30)
    texts = [text for phone in (POLICE, LANDLORDS, COORDINATOR) for text in of_request(town, phone)]
    assert len(texts) > 4
    for person in town.community.people:
        assert not any(person.name in text or person.phone in text for text in texts)


@pytest.mark.parametrize(
    "words",
    [
        "Kamau",
        "plot 1187",
        "the base boys gang",
        "crackdown",
        "break-in by the Luo",
        "28/11-12/12 Otieno",
        "20:00-04:00 crackdown",
        "break-in break-in",
        "private",
        "abuse-child",
    ],
)
def test_a_text_with_a_name_a_plot_a_group_or_a_crackdown_is_refused(town: Town, words: str) -> None:
    """Text with a name or a plot is refused."""
    answer = town.texts(COORDINATOR, f"PATROLS Kiamutisya {words}")
    assert answer == town.said(Text.PATROLS_WORDS, COORDINATOR)
    assert how_many(town) == 0


@pytest.mark.parametrize("days", ["01/11-12/11", "12/12-28/11", "28/11-28/02", "24/12/2030-25/12/2030"])
def test_past_days_and_too_many_are_refused(town: Town, days: str) -> None:
    assert town.texts(COORDINATOR, f"PATROLS Kiamutisya {days}") == town.said(Text.PATROLS_DAYS, COORDINATOR)
    assert how_many(town) == 0


def test_what_is_named_counts_and_what_is_not_is_proposed(town: Town) -> None:
    town.texts(COORDINATOR, "PATROLS Bondeni 28/11-05/12 19:00-05:00 robbery")
    named = request(town)
    assert (f"{named.first_day:%d/%m}", f"{named.last_day:%d/%m}", named.begins, named.ends) == (
        "28/11",
        "05/12",
        19 * 60,
        5 * 60,
    )
    assert named.category is Category.ROBBERY
    for number in range(6):
        town.reports(RESIDENTS[number], Category.THEFT, "kiamutisya")
        town.now += timedelta(hours=2)
    asks(town)
    proposed = request(town)
    assert proposed.category is Category.THEFT
    assert proposed.lately is not None
    assert proposed.lately >= 5


def test_a_verb_that_is_no_request_is_read_as_words(town: Town) -> None:
    town.texts(COORDINATOR, "Patrols came late yesterday night near the market")
    town.texts(RESIDENT, "PATROLS Kiamutisya")
    assert how_many(town) == 0


def test_the_answer_of_the_police_is_no_answer_to_an_incident(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(seconds=10)
    number = asks(town)
    town.texts(LANDLORDS, f"AGREE {number}")
    for answer in (f"2 {number}", f"{number} 1", f"{number} hapana", f"1 {number} yes", f"Ndiyo {number}"):
        assert town.texts(POLICE, answer) == town.said(Text.PATROLS_THANKS, POLICE, request=number)
    assert request(town).state is RequestState.GRANTED
    with town.services.reading() as session:
        assert all(row.answered_by is None for row in session.scalars(select(EscalationRow)))
    assert town.track(reference, "police")["answered_by_role"] is None
    town.passes(seconds=30)
    assert town.said(
        Text.PATROLS_YES, COORDINATOR, request=number, where="Kiamutisya", days="24/11-08/12"
    ) in town.inbox(COORDINATOR)


def test_nobody_but_the_police_answers_for_them_and_never_before_it_is_sent(town: Town) -> None:
    number = asks(town)
    assert town.texts(POLICE, f"1 {number}") == town.said(Text.PATROLS_UNKNOWN, POLICE, request=number)
    for phone, text in ((COORDINATOR, f"1 {number}"), (COORDINATOR, f"no {number}"), (BONDENI, f"yes {number}")):
        assert town.texts(phone, text) == town.said(Text.PATROLS_UNKNOWN, phone, request=number)
    for text in (f"YES {number}", f"hapana {number}"):
        asked = town.texts(LANDLORDS, text)
        assert f"AGREE {number}" in asked
        assert f"REFUSE {number}" in asked
    assert request(town).state is RequestState.ASKED
    town.texts(LANDLORDS, f"AGREE {number}")
    town.passes(seconds=11)
    assert town.texts(COORDINATOR, f"1 {number}") == town.said(Text.PATROLS_UNKNOWN, COORDINATOR, request=number)
    assert request(town).state is RequestState.SENT


def test_it_lapses_after_seven_days_and_is_decided_once(town: Town) -> None:
    number = asks(town)
    town.now += timedelta(days=7)
    assert town.texts(LANDLORDS, f"AGREE {number}") == town.said(Text.PATROLS_OVER, LANDLORDS, request=number)
    other = asks(town)
    town.texts(LANDLORDS, f"REFUSE {other}")
    assert town.texts(LANDLORDS, f"AGREE {other}") == town.said(Text.PATROLS_OVER, LANDLORDS, request=other)
    town.passes(minutes=10)
    assert of_request(town, POLICE) == []
    third = asks(town)
    town.texts(LANDLORDS, f"AGREE {third}")
    town.now += timedelta(hours=1)
    assert town.texts(LANDLORDS, f"AGREE {third}") == town.said(Text.PATROLS_OVER, LANDLORDS, request=third)
    town.passes(minutes=10)
    assert len(of_request(town, POLICE)) == 1


def test_a_number_that_is_none_or_mistyped_is_unknown(town: Town) -> None:
    number = asks(town)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    for other in (wrong, lettered.mint(Letter.REQUEST, 8_000)):
        assert town.texts(LANDLORDS, f"AGREE {other}") == town.said(Text.PATROLS_UNKNOWN, LANDLORDS, request=other)


def test_a_review_is_due_14_days_after_the_end_and_told_once(town: Town) -> None:
    """Review is due 14 days after the end."""
    number = asks(town)
    town.texts(LANDLORDS, f"AGREE {number}")
    due = town.said(Text.PATROLS_REVIEW_DUE, COORDINATOR, request=number, where="Kiamutisya")
    town.now += timedelta(days=28)
    assert town.texts(COORDINATOR, f"PATROLS {number}") == town.said(
        Text.PATROLS_NOT_DUE, COORDINATOR, request=number, day="22/12"
    )
    _ticks(town)
    assert town.inbox(COORDINATOR).count(due) == 0
    town.now += timedelta(days=1)
    _ticks(town)
    town.now += timedelta(days=3)
    _ticks(town)
    assert town.inbox(COORDINATOR).count(due) == 1
    answer = town.texts(COORDINATOR, f"PATROLS {number}")
    figures = {"incidents": "0 / 0", "calls": "0 / 0", "complaints": "<5 / <5"}
    assert answer == town.said(Text.PATROLS_REVIEW, COORDINATOR, request=number, where="Kiamutisya", **figures)
    assert request(town).reviewed_at is not None


def test_small_numbers_are_hidden_in_a_review_and_others_are_told(town: Town) -> None:
    for number in range(6):
        town.reports(RESIDENTS[number], Category.THEFT, "kiamutisya")
        town.now += timedelta(hours=2)
    town.texts(COORDINATOR, "PATROLS Kiamutisya theft")
    number_of_it = request(town).number
    town.texts(LANDLORDS, f"AGREE {number_of_it}")
    town.now += timedelta(days=3)
    for number in range(2):
        town.reports(RESIDENTS[number], Category.THEFT, "kiamutisya")
        town.now += timedelta(hours=2)
    town.now += timedelta(days=40)
    answer = town.texts(COORDINATOR, f"PATROLS {number_of_it}")
    figures = {"incidents": "6 / <5", "calls": "6 / <5", "complaints": "<5 / <5"}
    assert answer == town.said(Text.PATROLS_REVIEW, COORDINATOR, request=number_of_it, where="Kiamutisya", **figures)


def _ticks(town: Town) -> None:
    for _ in range(3):
        town.ticks()
        town.now += timedelta(seconds=30)


def test_three_requests_without_a_review_block_the_fourth_in_that_zone(town: Town) -> None:
    """Three requests in a zone without review block the fourth."""
    first = asks(town)
    for _ in range(2):
        town.now += timedelta(hours=1)
        asks(town)
    assert how_many(town) == 3
    town.now += timedelta(hours=1)
    answer = town.texts(COORDINATOR, "PATROLS Kiamutisya")
    assert answer == town.said(Text.PATROLS_BLOCKED, COORDINATOR, where="Kiamutisya", request=first)
    assert how_many(town) == 3
    asks(town, "Bondeni")
    assert how_many(town) == 4


def test_without_anybody_of_another_tenure_nothing_is_asked(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa").replace('tenure = "landlord"', 'tenure = "tenant"'))
    assert town.texts(COORDINATOR, "PATROLS Kiamutisya") == town.said(Text.PATROLS_NOBODY, COORDINATOR)
    assert how_many(town) == 0


def test_the_desk_asks_agrees_and_reviews_by_the_same_rules(town: Town) -> None:
    asker, second, same = (Visitor(town, phone) for phone in (COORDINATOR, LANDLORDS, LEADER))
    for visitor in (asker, second, same):
        visitor.signs_in()
    page = asker.opens("/desk/patrols")
    asker.presses(page, asker.says("patrols", "do"), zone="kiamutisya", first="28/11", last="05/12", kind="")
    number = request(town).number
    assert asker.says("patrols", "act.agree") not in asker.opens("/desk/patrols").text
    # The button is not there for the same tenure, and its address refuses as well.
    forged = same.opens("/desk/patrols")
    assert same.says("patrols", "act.agree") not in forged.text
    second.presses(second.opens("/desk/patrols"), second.says("patrols", "act.agree"))
    assert request(town).state is RequestState.SENT
    town.passes(seconds=30)
    assert len(of_request(town, POLICE)) == 1
    town.now += timedelta(days=40)
    again = Visitor(town, COORDINATOR)
    again.signs_in()
    shown = again.presses(again.opens("/desk/patrols"), again.says("patrols", "act.review"))
    assert number in shown.text
    assert request(town).reviewed_at is not None


@pytest.mark.parametrize("first", ["", "x" * 5000, "\0", "99/99", "01/01/2020"])
def test_strange_input_at_the_desk_comes_back(town: Town, first: str) -> None:
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    page = visitor.opens("/desk/patrols")
    typed = {"zone": "kiamutisya", "first": first, "last": "28/12", "kind": ""}
    shown = visitor.presses(page, visitor.says("patrols", "do"), **typed)
    assert shown.status in {200, 422}
    assert how_many(town) == 0
