"""Readers of rises: each coordinator reads of their zones, and nobody of what they have an interest in."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from gateway.communities.file import load_example
from gateway.storage.models import CommunityRow, CommunityVersion, RiseWeek
from menus.domain.categories import Category
from menus.domain.rise import RiseLevel
from tests.people import COORDINATOR, LANDLORDS
from tests.rises import (
    ENOUGH,
    MONDAY,
    NEXT,
    Weekly,
    began,
    interest,
    keep,
    morning,
    risen,
    texts,
    ticks,
    told,
    usual,
)
from tests.town import Town


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community that is there for long, and was looked at on the Monday before."""
    town = new_town(load_example("mlango-kubwa").replace('language = "sw"', 'language = "en"'))
    began(town, ENOUGH)
    ticks(town)
    return town


def test_whoever_has_an_interest_reads_the_numbers_without_it_or_nothing(town: Town) -> None:
    keep(town, usual())
    ids = keep(town, Weekly("bondeni", 3, range(1, 5)), Weekly("bondeni", 1, [1, 2]))
    for incident_id in ids[:2]:
        interest(town, COORDINATOR, incident_id)
    morning(town)
    (row,) = told(town)
    assert (row.number, row.level) == (14, RiseLevel.LOOK)
    # For them it is twelve, which is no alarm: no text and no page tells that there is more.
    assert texts(town, COORDINATOR, "above usual") == []
    assert len(texts(town, LANDLORDS, "above usual")) == 1


def test_a_coordinator_of_one_zone_reads_of_theirs_and_not_of_others(new_town: Callable[..., Town]) -> None:
    text = load_example("mlango-kubwa").replace(
        f'phone = "{LANDLORDS}"\n', f'phone = "{LANDLORDS}"\nzones = ["market"]\n'
    )
    town = new_town(text.replace('language = "sw"', 'language = "en"'))
    began(town, ENOUGH)
    ticks(town)
    keep(town, usual(), risen(), usual("market", Category.THEFT), risen("market", Category.THEFT, 6))
    morning(town)
    assert len(texts(town, COORDINATOR, "RISE Bondeni")) == len(texts(town, COORDINATOR, "RISE Market")) == 1
    assert texts(town, LANDLORDS, "RISE Bondeni") == []
    assert len(texts(town, LANDLORDS, "RISE Market")) == 1


def test_where_nobody_has_every_zone_each_reads_of_what_is_above_usual_in_all(
    new_town: Callable[..., Town],
) -> None:
    text = load_example("mlango-kubwa").replace('language = "sw"', 'language = "en"')
    for phone, zone in ((COORDINATOR, "bondeni"), (LANDLORDS, "market")):
        text = text.replace(f'phone = "{phone}"\n', f'phone = "{phone}"\nzones = ["{zone}"]\n')
    town = new_town(text)
    began(town, ENOUGH)
    ticks(town)
    for zone in ("school", "river", "market", "bondeni"):
        keep(town, usual(zone, Category.ROBBERY), Weekly(zone, 2, range(1, 5), Category.ROBBERY))
    morning(town)
    (row,) = told(town)
    assert (row.zone, row.kind, row.number, row.usual) == (None, Category.ROBBERY, 32, 16)
    for phone in (COORDINATOR, LANDLORDS):
        assert len([text for text in town.inbox(phone) if "all zones" in text]) == 1


def test_a_community_whose_file_is_gone_is_left_out_and_another_one_is_told(new_town: Callable[..., Town]) -> None:
    town = new_town(
        load_example("mlango-kubwa").replace('language = "sw"', 'language = "en"'), load_example("kawangware")
    )
    began(town, ENOUGH)
    ticks(town)
    keep(town, usual(), risen())
    gone = next(one for one in town.services.directory.communities() if one.id != town.record().id)
    with town.services.uow() as uow:
        uow.session.execute(update(CommunityVersion).where(CommunityVersion.community_id == gone.id).values(body=""))
        uow.session.execute(update(CommunityRow).where(CommunityRow.id == gone.id).values(stamp=999))
    town.reads_communities_again()
    assert [one.id for one in town.services.directory.communities()] == [town.record().id]
    morning(town)
    assert len(texts(town, COORDINATOR, "RISE Bondeni")) == 1
    with town.services.reading() as session:
        looked = {row.community_id: row.week for row in session.scalars(select(RiseWeek))}
    assert looked == {town.record().id: NEXT, gone.id: MONDAY}
