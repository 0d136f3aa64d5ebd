"""Stories of a community in another country: its national numbers, and files that an older Doria has stored."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sqlalchemy import select, update

from gateway.cli import doctor
from gateway.communities import loading
from gateway.communities.file import load_example
from gateway.messaging import opt_outs
from gateway.simulator import people
from gateway.simulator.api import Account
from gateway.simulator.network import Network
from gateway.simulator.people import PhoneBook
from gateway.simulator.web import create_app
from gateway.storage.models import CommunityRow, CommunityVersion, DraftRow
from gateway.upkeep import probe
from menus.domain.categories import Category
from tests.people import CODE, ugandan
from tests.town import TOKEN, Town

KAMPALA = ugandan(load_example("mlango-kubwa"))
LEADER, COORDINATOR, RESIDENT = "+256772100101", "+256772100121", "+256772100009"


@pytest.fixture
def kampala(new_town: Callable[..., Town]) -> Town:
    """Give a community of Kampala, on each kind of database in turn."""
    return new_town(KAMPALA)


def stored_as(town: Town, body: str) -> None:
    """Replace the stored file by a text that an older Doria accepted."""
    with town.services.uow() as uow:
        stored = uow.session.scalars(select(CommunityVersion)).one()
        stored.body, stored.version = body, 2
        uow.session.execute(update(CommunityRow).values(version=2))


def test_alerts_and_answers_go_by_the_countrys_own_numbers(kampala: Town) -> None:
    reference = kampala.reports(RESIDENT, Category.GUN_KILLING)
    assert any(reference in text for text in kampala.inbox(LEADER))
    assert all(phone.startswith("+256") for phone, _ in kampala.carrier.sent)
    kampala.answers(LEADER, "going", reference)
    assert kampala.track(reference, "patrol")["answered_by_role"] == "patrol-leader"


def test_a_network_that_leaves_out_the_plus_finds_the_person(kampala: Town) -> None:
    form = {"from": COORDINATOR.removeprefix("+"), "to": "22384", "text": "LIST", "id": "sms-a", "date": "2026-11-23"}
    assert kampala.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    kampala.works()
    assert len(kampala.inbox(COORDINATOR)) == 1


NATIONAL = ["0772100121", "772100121", "256772100121", "00256772100121", "tel:0772100121", "tel:+256-772-100-121"]
"""Spellings of the coordinator's number, as a network of Uganda may write it."""


@pytest.mark.parametrize("spelling", NATIONAL)
@pytest.mark.parametrize("to", ["22384", "unheard of"])
def test_an_sms_with_a_national_number_is_from_the_person_of_that_country(
    kampala: Town, spelling: str, to: str
) -> None:
    form = {"from": spelling, "to": to, "text": "LIST", "id": "sms-a", "date": "2026-11-23"}
    assert kampala.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    kampala.works()
    assert [phone for phone, _ in kampala.carrier.sent] == [COORDINATOR]


@pytest.mark.parametrize("spelling", NATIONAL)
def test_a_hop_with_a_national_number_and_its_end_are_of_one_phone(kampala: Town, spelling: str) -> None:
    for text in ("", "1", "1*2", "1*2*1"):
        form = {"sessionId": "s-1", "phoneNumber": spelling, "serviceCode": CODE, "text": text}
        assert kampala.web.post(f"/at/{TOKEN}/ussd", data=form).text.startswith("CON ")
    with kampala.services.reading() as session:
        (draft,) = session.scalars(select(DraftRow)).all()
    assert draft.caller_hash == kampala.services.keyring.phone(COORDINATOR)
    end = {"sessionId": "s-1", "phoneNumber": COORDINATOR, "serviceCode": CODE, "status": "Incomplete"}
    assert kampala.web.post(f"/at/{TOKEN}/ussd-events", data=end).status_code == 200
    kampala.works()
    (found,) = kampala.board()
    assert found["unconfirmed"]


def test_an_opt_out_with_a_national_number_is_of_that_country(kampala: Town) -> None:
    form = {"senderId": "22384", "phoneNumber": "0772100121"}
    assert kampala.web.post(f"/at/{TOKEN}/opt-out", data=form).status_code == 200
    with kampala.services.uow() as uow:
        assert not opt_outs.wants_texts(uow, COORDINATOR)


def test_the_backup_phone_shows_numbers_in_their_national_form(new_town: Callable[..., Town]) -> None:
    town = new_town(KAMPALA, doria_second_signing_key="example-signing-key")
    payload = {"messageId": "m", "message": "LIST", "phoneNumber": "0772100121", "receivedAt": "2026-11-23T21:00:00Z"}
    body = json.dumps({"event": "sms:received", "payload": payload}).encode()
    signature = hmac.new(b"example-signing-key", body + b"1", hashlib.sha256).hexdigest()
    headers = {"X-Timestamp": "1", "X-Signature": signature}
    assert town.web.post("/android/events", data=body, headers=headers).status_code == 200
    town.works()
    assert [phone for phone, _ in town.carrier.sent] == [COORDINATOR]


@pytest.mark.parametrize("spelling", NATIONAL)
def test_a_fetched_text_with_a_national_number_is_from_the_person_of_that_country(kampala: Town, spelling: str) -> None:
    kampala.waits_at_the_network(spelling, "LIST")
    kampala.fetches()
    assert [phone for phone, _ in kampala.carrier.sent] == [COORDINATOR]


@pytest.mark.parametrize(
    ("spelling", "to", "phone"),
    [
        ("0772100121", "22384", COORDINATOR),
        ("0700000221", "22385", "+254700000221"),
        # A short code that nobody knows: each number is that of the person who has it.
        ("0772100121", "40404", COORDINATOR),
        ("0700000221", "40404", "+254700000221"),
    ],
)
def test_two_countries_in_one_doria_each_read_their_own_numbers(
    new_town: Callable[..., Town], spelling: str, to: str, phone: str
) -> None:
    town = new_town(KAMPALA, load_example("kawangware"))
    assert town.services.directory.by_sms_code("22385") is not None
    form = {"from": spelling, "to": to, "text": "LIST", "id": "sms-a", "date": "2026-11-23"}
    assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    town.works()
    assert [number for number, _ in town.carrier.sent] == [phone]


def test_the_probe_phone_is_read_by_the_country_of_the_community(new_town: Callable[..., Town]) -> None:
    town = new_town(KAMPALA, doria_heartbeat_to="0772 100 199")
    assert town.services.probe_phone == "+256772100199"

    def post(form: Mapping[str, str]) -> str:
        return town.web.post(f"/at/{TOKEN}/ussd", data=form).text

    assert probe.send(town.services.uow, town.services.directory, post, town.services.probe_phone)
    town.works()
    assert town.board() == [], "a probe alerts nobody"
    assert [phone for phone, _ in town.carrier.sent] == ["+256772100199"]


def test_the_page_of_phones_reads_the_countrys_numbers(tmp_path: Path) -> None:
    file = tmp_path / "kampala.toml"
    file.write_text(KAMPALA, encoding="utf-8")
    book = PhoneBook(lambda: [file])
    network = Network(tmp_path / "network.db", "http://127.0.0.1:9", country=book.country)
    page = create_app(network, book, Account(keys=frozenset({"secret"}))).test_client()
    assert page.post("/simulator/faults", json={"lost_receipts": ["0772100101"]}).status_code == 200
    assert network.faults.lost_receipts == (LEADER,)
    form = {"username": "sandbox", "to": "0772100101", "message": "hello"}
    page.post("/version1/messaging", data=form, headers={"apiKey": "secret"})
    for spelling in (LEADER, "0772100101", "256772100101", "tel:0772100101"):
        assert [text["text"] for text in page.get(f"/simulator/phones/{spelling}/inbox").get_json()] == ["hello"]
    network.close()


def test_a_file_reads_its_numbers_in_every_spelling(new_town: Callable[..., Town]) -> None:
    text = KAMPALA.replace('"0772 100 121"', '"tel:0772-100-121"').replace('"0772 100 101"', '"00256 772 100 101"')
    text = text.replace("[[shifts]]\nroles = [", '[[shifts]]\npeople = ["256772100101", "tel:0772100102"]\nroles = [')
    community = new_town(text).community
    assert {LEADER, COORDINATOR} <= {person.phone for person in community.people}
    assert community.shifts[0].phones == {LEADER, "+256772100102"}
    assert all(person.phone.startswith("+256") for person in community.people)


def test_the_page_of_phones_shows_the_countrys_numbers(tmp_path: Path) -> None:
    file = tmp_path / "kampala.toml"
    file.write_text(KAMPALA, encoding="utf-8")
    (place,) = people.read([file])
    assert LEADER in {holder.phone for holder in place.holders}


def test_a_file_stored_when_every_number_was_kenyan_alerts_people_once_the_database_is_migrated(
    new_town: Callable[..., Town],
) -> None:
    town = new_town(KAMPALA.replace('"Africa/Kampala"', '"Africa/Nairobi"'))
    stored_as(town, KAMPALA)
    # Before that, a number without a row belongs to nobody, and nothing fails.
    town.reports(RESIDENT, Category.GUN_KILLING)
    assert town.carrier.sent == []
    loading.keep_people_in_force(town.services.uow)
    reference = town.reports("+256772100010", Category.GUN_KILLING, zone="market")
    assert any(reference in text for text in town.inbox(LEADER))


def test_a_stored_file_that_cannot_be_read_any_more_is_told_and_silences_no_other(kampala: Town) -> None:
    stored_as(kampala, KAMPALA.replace('"Africa/Kampala"', '"Etc/UTC"'))
    kampala.loads(load_example("kawangware"))
    assert [town.community.key for town in kampala.services.directory.communities()] == ["kawangware"]
    loading.keep_people_in_force(kampala.services.uow)
    (found,) = [one for one in doctor.examine(kampala.services) if one.name == "communities"]
    assert not found.is_ok
    assert "mlango-kubwa" in found.say
    assert 'country = "UG"' in found.say
    assert "doria community load FILE" in found.say
