"""Stories of communities that change while people dial: nobody is told that Doria is away, and the change is seen."""

import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from gateway.communities.directory import Directory
from gateway.communities.file import load_example
from gateway.errors import Refused
from gateway.http.hops import NO_SUCH_CODE
from menus.domain.categories import Category
from menus.text.names import Text
from tests.bench import county
from tests.gateway.communities.test_directory import soon
from tests.people import CODE, LEADER, OTHER, RESIDENT
from tests.town import Town, reference_in

HERE, THERE = load_example("mlango-kubwa"), load_example("kawangware")
CODE_THERE = "*384*78#"
NEWCOMER = "+254700000177"
MANY = 40
"""Communities that are loaded while somebody dials. A guess: each takes tens of milliseconds."""


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give two communities in a database of their own: its directory learns of a change by itself alone."""
    made = Town(database_url, redis_url, HERE, THERE, keeps_database=False)
    yield made
    made.close()


def main_page(town: Town, code: str) -> str:
    return town.dials(RESIDENT, code)


def test_files_are_loaded_while_people_dial_and_nobody_is_told_that_doria_is_away(town: Town) -> None:
    with closing(Directory(town.services.database, 0.05, timeout=10.0, keeps_up=True)) as directory:
        town.services.override(directory=directory)
        pages: list[str] = []
        is_over = threading.Event()

        def dial() -> None:
            while not is_over.is_set():
                pages.append(town.hop(RESIDENT, CODE, "", f"dial-{len(pages)}"))

        caller = threading.Thread(target=dial)
        caller.start()
        for text in county.files(MANY, people=13):
            town.loads(text)
        is_over.set()
        caller.join()
        assert set(pages) == {town.page()}
        newest = county.ussd_code(MANY - 1)
        soon(lambda: town.hop(OTHER, newest, "", "newest").startswith("CON "))
        assert f"EX{MANY - 1}" in town.hop(OTHER, newest, "", "newest")


def test_a_code_moves_from_one_community_to_another(town: Town) -> None:
    before = main_page(town, CODE)
    with pytest.raises(Refused, match="answered by Mlango Kubwa already"):
        town.loads(THERE.replace(CODE_THERE, CODE))
    assert main_page(town, CODE) == before
    there = main_page(town, CODE_THERE)
    town.loads(HERE.replace(CODE, "*384*79#"))
    assert main_page(town, CODE) == NO_SUCH_CODE
    town.loads(THERE.replace(CODE_THERE, CODE))
    assert main_page(town, CODE) == there
    assert main_page(town, "*384*79#") == before
    assert main_page(town, CODE_THERE) == NO_SUCH_CODE


def test_people_whom_a_new_file_names_are_alerted_and_may_command_at_once(town: Town) -> None:
    assert town.services.directory.communities_of(NEWCOMER) == ()
    town.loads(HERE.replace(LEADER, NEWCOMER))
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    assert town.inbox(NEWCOMER) == [town.alert_to(NEWCOMER, reference)]
    assert town.is_a(town.answers(NEWCOMER, "going", reference), Text.GOING, to=NEWCOMER)
    assert town.inbox(LEADER) == []


def test_the_first_text_from_a_new_number_is_its_persons_before_a_worker_has_looked_again(town: Town) -> None:
    with closing(Directory(town.services.database, max_age=3_600.0)) as old:
        assert old.communities_of(LEADER)
        town.loads(HERE.replace(LEADER, NEWCOMER))
        reference = town.reports(RESIDENT, Category.GUN_KILLING)
        town.services.override(directory=old)
        assert town.is_a(town.answers(NEWCOMER, "going", reference), Text.GOING, to=NEWCOMER)
    assert town.incident(reference)["tracks"]["patrol"]["answered_by_role"] == "patrol-leader"


def swapped(file: str) -> str:
    """Return a file with its first two zones in the other order: the same keys then choose the other zone."""
    before, first, second, *others = file.split("[[zones]]\n")
    return "[[zones]]\n".join([before, second, first, *others])


def test_a_report_goes_where_its_page_said_though_a_new_file_gives_the_key_to_another_zone(town: Town) -> None:
    assert "Kiamutisya" in town.presses("1", "1", "1", session="one")
    town.loads(swapped(HERE))
    soon(lambda: "1 Bondeni" in town.presses("1", session="other", phone=OTHER))
    reference = reference_in(town.hop(RESIDENT, CODE, "1*1*1*1", "one"))
    town.works()
    assert town.incident(reference)["zone"] == "kiamutisya"
    assert "Kiamutisya" in town.alerts(LEADER)[0]


def test_a_place_that_is_chosen_anew_after_a_new_file_counts(town: Town) -> None:
    town.hop(RESIDENT, CODE, "", "two")
    for text in ("1", "1*1", "1*1*1"):
        town.hop(RESIDENT, CODE, text, "two")
    town.loads(swapped(HERE))
    soon(lambda: "1 Bondeni" in town.presses("1", session="other", phone=OTHER))
    for text in ("1*1*1*3", "1*1*1*3*2", "1*1*1*3*2*1"):
        page = town.hop(RESIDENT, CODE, text, "two")
    assert "Bondeni" in page
    reference = reference_in(town.hop(RESIDENT, CODE, "1*1*1*3*2*1*1", "two"))
    assert town.incident(reference)["zone"] == "bondeni"


def test_a_zone_that_a_new_file_has_no_more_is_told_by_its_old_key(town: Town) -> None:
    town.presses("1", "3", "1", session="three")
    before, *zones = HERE.split("[[zones]]\n")
    town.loads("[[zones]]\n".join([before, *(zone for zone in zones if 'key = "juja-road"' not in zone)]))
    soon(lambda: "3 Sokoni" in town.presses("1", session="other", phone=OTHER))
    town.hop(RESIDENT, CODE, "1*3*1*1", "three")
    town.works()
    (incident,) = town.board()
    assert incident["zone"] is None
    assert "juja-road" in town.alerts(LEADER)[0]
