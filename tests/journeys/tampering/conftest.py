"""The story whose rows somebody changes, and the thief who has its database."""

from collections.abc import Iterator

import pytest

from gateway.core import acts
from gateway.incidents import looks
from gateway.incidents.looks import Looker
from menus.domain.acts import ActKind
from menus.domain.categories import Category
from menus.domain.looks import LookKind
from tests.giving import linked
from tests.people import CODE, COORDINATOR, LANDLORDS, LEADER, OTHER, RESIDENT
from tests.tampering import Thief
from tests.town import Town


@pytest.fixture
def story(town: Town) -> Town:
    """Give a town in which people reported, answered, wrote, asked for private help, decided, gave, and looked."""
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    town.passes(minutes=2)
    town.answers(LEADER, "there", reference)
    town.texts(LEADER, f"4 {reference} two boys, handed over")
    town.texts(COORDINATOR, f"NOTE {reference} the police came late")
    town.dials(OTHER, CODE, "7", "2", "2")
    town.texts(COORDINATOR, "DECIDED D1 tea on Saturdays")
    town.texts(LANDLORDS, f"RECEIVED 50 {linked(town, OTHER)} NOV")
    with town.services.uow() as uow:
        acts.note(uow, 1, ActKind.PAUSED, words="the patrol is in danger")
        looks.note_at_none(uow, 1, LookKind.WORDS, Looker("Asha"), why="to ring")
    town.passes(minutes=1)
    town.places()
    town.keeps_timeline = False
    return town


@pytest.fixture
def thief(story: Town) -> Iterator[Thief]:
    """Give a thief with the database of the story."""
    made = Thief(story.services.database.url.render_as_string(hide_password=False))
    yield made
    made.close()
