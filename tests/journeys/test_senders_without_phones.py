"""Stories of senders that are no phones: never answered; what is red, urgent or private of theirs is kept."""

import pytest
from sqlalchemy import select

from gateway.storage.models import Event, Inbound, Report
from menus.domain.roles import Role
from menus.text.names import Text
from tests.people import COORDINATOR, FOCAL, LANDLORDS, LEADER
from tests.town import TOKEN, Town

HASHED = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
SENDERS = (HASHED, "SAFARICOM", "M-PESA", "20880", "700700", "Airtel 100")


def held(town: Town) -> list[str]:
    """Return the texts about held red words that a coordinator got."""
    return town.got(COORDINATOR, Text.HINT_RED)


@pytest.mark.parametrize("sender", SENDERS)
def test_red_words_are_held_and_told_to_the_coordinators_once_without_the_sender(town: Town, sender: str) -> None:
    assert town.texts(sender, "wameua mtu hapa sokoni, wana bunduki") == ""
    (incident,) = town.board()
    assert (incident["status"], incident["flag"], incident["zone"]) == ("unconfirmed", "red", "market")
    (told,) = held(town)
    assert str(incident["reference"]) in told
    assert held(town) == town.inbox(COORDINATOR)
    assert len(town.inbox(LANDLORDS)) == 1
    assert town.inbox(LEADER) == []
    assert not any(sender in text for _, text in town.carrier.sent)
    assert not [number for number, _ in town.carrier.sent if not number.startswith("+254700000")]


def test_a_coordinator_may_dispatch_it_like_any_other(town: Town) -> None:
    town.texts(HASHED, "wana bunduki bondeni")
    reference = str(town.board()[0]["reference"])
    town.texts(COORDINATOR, f"SEND {reference}")
    assert town.alerts(LEADER, reference=reference)
    town.texts(HASHED, "wamempiga mtu risasi")
    assert len(town.board()) == 1
    assert any("risasi" in text for text in town.inbox(COORDINATOR)), "what comes then is passed on"


def test_further_texts_of_the_same_sender_join_it_and_are_told_no_more(town: Town) -> None:
    town.texts("SAFARICOM", "wana bunduki, killer deals")
    for number in range(20):
        town.passes(seconds=11)
        town.texts("SAFARICOM", f"wana bunduki, killer deal {number} sokoni")
    assert len(town.board()) == 1
    assert len(held(town)) == 1
    assert town.board()[0]["zone"] == "market", "a place in a further text is kept"


def test_red_words_about_another_place_are_told_for_one_name_may_stand_for_many_people(town: Town) -> None:
    town.texts("anonymous", "wana bunduki bondeni")
    town.passes(seconds=5)
    town.texts("anonymous", "wanaua mtu sokoni")
    assert len(held(town)) == 2
    assert town.place("market", to=COORDINATOR) in held(town)[-1]


@pytest.mark.parametrize("form", [{}, {"from": ""}, {"from": " "}])
def test_red_words_without_a_sender_are_held_and_never_answered(town: Town, form: dict[str, str]) -> None:
    sms = {"to": "22384", "text": "wana bunduki bondeni", "id": "nobody", **form}
    assert town.web.post(f"/at/{TOKEN}/sms", data=sms).status_code == 200
    town.works()
    assert len(held(town)) == 1
    assert all(Role.COORDINATOR in town.person(phone).roles for phone, _ in town.carrier.sent)


def test_two_senders_are_two_matters(town: Town) -> None:
    town.texts(HASHED, "wana bunduki bondeni")
    town.texts("SAFARICOM", "wana bunduki bondeni")
    assert len(town.board()) == 2


def test_texts_without_such_words_are_only_stored(town: Town) -> None:
    texts = ["Win 1000 airtime today! Dial *444#", "Umetumiwa Ksh 500", "Emergency loan! Dial *234#"]
    texts += ["STOP", "HELP", "5", "1 48273", "kuna wezi", ""]
    for sender in SENDERS:
        assert {town.texts(sender, text) for text in texts} == {""}
    assert town.board() == []
    assert town.carrier.sent == []
    with town.services.reading() as session:
        rows = session.scalars(select(Inbound).order_by(Inbound.id)).all()
    assert [row.text for row in rows] == texts * len(SENDERS)
    assert {(row.result, row.from_phone) for row in rows} == {("not-a-phone", None)}


@pytest.mark.parametrize("sender", ["MLATA", HASHED])
def test_an_alert_that_comes_back_under_a_name_is_held_by_nobody(town: Town, sender: str) -> None:
    town.dials("+254711000009", "*384*77#", "1", "2", "1", "1")
    before = town.board()
    town.texts(sender, town.alerts(LEADER)[0])
    assert town.board() == before
    assert held(town) == []


def test_a_private_matter_goes_to_its_helpers_alone_and_leaves_no_tie(town: Town) -> None:
    town.texts(HASHED, "mume wangu ana kisu anataka kuniua")
    (incident,) = town.board()
    assert incident["level"] == "private"
    assert town.inbox(FOCAL)
    assert town.inbox(COORDINATOR) == []
    with town.services.reading() as session:
        assert session.scalars(select(Inbound.text)).one() == ""
        assert session.scalars(select(Report.reporter_hash)).one() is None
    town.passes(minutes=40)
    with town.services.reading() as session:
        assert session.scalars(select(Inbound.from_hash)).one() is None


@pytest.mark.parametrize("words", ["nyumba inaungua sokoni", "nisaidie"])
def test_urgent_words_are_held_and_told_to_the_coordinators_once(town: Town, words: str) -> None:
    assert town.texts(HASHED, words) == ""
    (incident,) = town.board()
    assert (incident["status"], incident["flag"]) == ("unconfirmed", None)
    (told,) = town.inbox(COORDINATOR)
    assert town.is_a(told, Text.HINT, to=COORDINATOR)
    town.texts(HASHED, words)
    assert town.inbox(COORDINATOR) == [told]
    assert town.inbox(LEADER) == town.inbox(FOCAL) == []


def test_red_words_after_urgent_ones_are_told(town: Town) -> None:
    town.texts(HASHED, "wezi wanavunja duka")
    town.texts(HASHED, "wana bunduki")
    assert len(held(town)) == 1
    assert len(town.board()) == 1


@pytest.mark.parametrize("words", ["mume wangu ananipiga kila siku", "baba anamtesa mtoto"])
def test_private_words_without_danger_reach_the_helpers_alone(town: Town, words: str) -> None:
    assert town.texts(HASHED, words) == ""
    assert town.board()[0]["level"] == "private"
    assert town.inbox(FOCAL)
    assert {phone for phone, _ in town.carrier.sent} == {FOCAL}


def test_the_name_of_a_sender_is_not_stored(town: Town) -> None:
    town.texts("SAFARICOM", "Win airtime")
    town.texts(HASHED, "wana bunduki")
    with town.services.reading() as session:
        rows = session.scalars(select(Inbound)).all()
        assert [row.from_phone for row in rows] == [None, None]
        words = [*session.scalars(select(Report.words)), *session.scalars(select(Event.words))]
    assert not any(HASHED in (text or "") for text in words)


def test_such_texts_are_kept_as_long_as_others(town: Town) -> None:
    town.texts("SAFARICOM", "Win airtime")
    town.passes(minutes=60 * 24 * 31)
    with town.services.reading() as session:
        assert session.scalars(select(Inbound)).all() == []
