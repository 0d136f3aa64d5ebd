"""Stories of a text that names another place while its report waits: coordinators read both places."""

import pytest

from menus.text import gsm7
from menus.text.names import Text
from tests.people import BONDENI, COORDINATOR, KIAMUTISYA, RESIDENT
from tests.town import Town


def moves(town: Town, *texts: str) -> str:
    """Text from the resident, with time between the texts; return the reference of the only incident."""
    for text in texts:
        town.texts(RESIDENT, text)
        town.passes(seconds=70)
    (row,) = town.board()
    return str(row["reference"])


def both(town: Town, new: str, old: str) -> str:
    """Return how a coordinator reads that the place has changed."""
    return town.said(
        Text.PLACE_MOVED, to=COORDINATOR, place=town.place(new, to=COORDINATOR), before=town.place(old, to=COORDINATOR)
    )


@pytest.mark.parametrize(
    "texts",
    [
        ("wezi wana bunduki bondeni", "sasa wako shuleni"),
        ("wezi wanavunja duka bondeni", "wamehamia shuleni"),
        ("kuna kelele na watu wanapiga mayowe bondeni", "sasa iko shuleni"),
    ],
)
def test_coordinators_read_the_place_before_and_the_new_one(town: Town, texts: tuple[str, str]) -> None:
    reference = moves(town, *texts)
    told = town.inbox(COORDINATOR)
    assert any(both(town, "school", "bondeni") in text for text in told)
    answer = town.texts(COORDINATOR, reference)
    assert town.place("school", to=COORDINATOR) in answer
    shown = answer + town.texts(COORDINATOR, f"MORE {reference}")
    assert town.said(Text.EXTRA_MOVED, to=COORDINATOR, place=town.place("bondeni", to=COORDINATOR)) in shown
    assert all(gsm7.fits(text) for text in town.inbox(COORDINATOR))
    town.texts(COORDINATOR, f"SEND {reference}")
    shown = town.texts(COORDINATOR, reference) + town.texts(COORDINATOR, f"MORE {reference}")
    assert town.place("bondeni", to=COORDINATOR) in shown, "also after it was sent"
    assert town.alerts(KIAMUTISYA, reference=reference)
    assert not town.alerts(BONDENI, reference=reference)


def test_the_earlier_places_are_told_in_their_order_and_not_the_one_that_holds(town: Town) -> None:
    reference = moves(town, "wezi wana bunduki bondeni", "sasa wako shuleni", "sasa wako sokoni", "wamerudi shuleni")
    shown = town.texts(COORDINATOR, reference) + town.texts(COORDINATOR, f"MORE {reference}")
    places = ", ".join(town.place(zone, to=COORDINATOR) for zone in ("bondeni", "market"))
    assert town.said(Text.EXTRA_MOVED, to=COORDINATOR, place=places) in shown


def test_a_report_that_names_its_first_place_late_has_no_place_before(town: Town) -> None:
    reference = moves(town, "wezi wana bunduki", "wako shuleni")
    shown = town.texts(COORDINATOR, reference) + town.texts(COORDINATOR, f"MORE {reference}")
    assert town.said(Text.EXTRA_MOVED, to=COORDINATOR, place="").split(":")[0] not in shown
