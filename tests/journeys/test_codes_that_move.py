"""Stories of a code that moves to another community in the middle of a session: it ends where it began."""

from collections.abc import Iterator

import pytest

from gateway.communities.file import load_example
from menus.text.names import Text
from tests.people import CODE, KILLING, OTHER, RESIDENT
from tests.pieces import piece_of
from tests.town import Town, reference_in

OURS, THEIRS = "mlango-kubwa", "kawangware"
KEYS = ["", *("*".join(KILLING[:number]) for number in range(1, len(KILLING) + 1))]
"""The transcripts of a killing, hop by hop."""


@pytest.fixture
def town(sqlite_url: str, redis_url: str) -> Iterator[Town]:
    """Give two communities with a code each."""
    made = Town(sqlite_url, redis_url, load_example(OURS))
    made.loads(load_example(THEIRS))
    yield made
    made.close()


def moves_the_code(town: Town) -> None:
    """Give the code of one community to the other one."""
    town.loads(load_example(OURS).replace(CODE, "*384*79#"))
    town.loads(load_example(THEIRS).replace("*384*78#", CODE))


def forgets(town: Town) -> None:
    """Let the process forget what it knows of sessions, as if another one answered."""
    town.services.remake("memory", "ussd")


@pytest.mark.parametrize("hops", range(1, len(KEYS)))
@pytest.mark.parametrize("is_another_process", [False, True])
def test_a_session_ends_in_the_community_where_it_began(town: Town, hops: int, *, is_another_process: bool) -> None:
    before = [town.hop(OTHER, CODE, keys, "usual") for keys in KEYS[:-1]]
    for keys in KEYS[:hops]:
        town.hop(RESIDENT, CODE, keys, "moves")
    moves_the_code(town)
    if is_another_process:
        forgets(town)
    pages = [town.hop(RESIDENT, CODE, keys, "moves") for keys in KEYS[hops:]]
    assert pages[:-1] == before[hops:], "the pages are those of the community that was dialled"
    assert piece_of(Text.FILED_MAJOR) in pages[-1]
    (incident,) = town.board()
    assert incident["reference"] == reference_in(pages[-1])
    assert incident["zone"] == "bondeni"
    again = town.hop(RESIDENT, CODE, KEYS[-1], "moves")
    assert again == pages[-1], "the same hop again gives the same page"
    assert len(town.board()) == 1


def test_a_new_session_is_one_of_the_other_community(town: Town) -> None:
    ours = town.hop(RESIDENT, CODE, "", "before")
    moves_the_code(town)
    assert town.hop(RESIDENT, CODE, "", "after") != ours
    assert town.hop(RESIDENT, "*384*79#", "", "ours") == ours
