"""Stories of a community in another country: its national numbers, and files that an older Doria has stored."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, update

from gateway.cli import doctor
from gateway.communities import loading
from gateway.communities.file import load_example
from gateway.simulator import people
from gateway.storage.models import CommunityRow, CommunityVersion
from menus.domain.categories import Category
from tests.people import ugandan
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
