"""Stories of who dials to read what came of it: tasks done, votes counted, and support to the police."""

from collections.abc import Callable

from gateway.association import decisions
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, LANDLORDS, LEADER, OVERSIGHT, RESIDENT
from tests.town import Town
from tests.voting import HOUSEHOLDS, QUESTIONS, is_open, votes
from tests.youth import YOUTH, hazard, made, with_youth

ANYBODY = "+254711000077"


def reads(town: Town, *keys: str) -> str:
    """Return all pages of a list, as anybody reads them, as one text."""
    pages: list[str] = []
    while (page := town.dials(ANYBODY, CODE, *keys, *["98"] * len(pages))) not in pages:
        pages.append(page)
    return " ".join(" ".join(pages).split())


def test_a_task_that_was_done_stands_under_you_said_we_did(new_town: Callable[..., Town]) -> None:
    town = new_town(with_youth())
    number = made(town, hazard(town, RESIDENT))
    town.texts(YOUTH, f"TAKE {number}")
    assert "lamps" not in reads(town, "0", "3", "4")
    town.texts(YOUTH, f"DONE {number} 3 lamps put up")
    assert "3 lamps put up" in reads(town, "0", "3", "4")
    town.texts(COORDINATOR, f"DID {number} Three lamps burn there now")
    told = reads(town, "0", "3", "4")
    assert "Three lamps burn there now" in told
    assert "3 lamps put up" not in told, "what a coordinator has written of it stands for the group's own words"


def test_the_count_of_a_vote_stands_under_what_was_decided(town: Town) -> None:
    held = is_open(town)
    for number, phone in enumerate(HOUSEHOLDS[:12]):
        votes(town, phone, 1 if number < 8 else 2)
    assert QUESTIONS["sw"] not in reads(town, "0", "3", "5"), "nothing is told while the box is open"
    held.closes()
    assert QUESTIONS["sw"] not in reads(town, "0", "3", "5"), "nothing is told before two tellers have opened it"
    held.counts()
    told = reads(town, "0", "3", "5")
    assert QUESTIONS["sw"] in told
    assert f"12 kati ya {len(HOUSEHOLDS)}" in told
    assert "8" in told.partition(QUESTIONS["sw"])[2]


def test_support_to_the_police_is_read_by_quarter_where_the_money_goes(town: Town) -> None:
    with town.services.uow() as uow:
        decisions.write_down(uow, town.record(), "fuel for the station", by=None)
    assert "2026-Q4" not in reads(town, "0", "2", "3")
    for entry in ("SUPPORT LANDLORDS FUEL 3000 PANGANI NOV D1", "SUPPORT business food 1500 Pangani Oct D1"):
        town.texts(LANDLORDS, entry)
    assert "Waliopewa polisi 2026-Q4: KES 4500." in reads(town, "0", "2", "3")


def test_each_role_reads_the_commands_of_the_association_on_a_page_of_their_own(town: Town) -> None:
    assert town.texts(COORDINATOR, "MENU") == town.said(Text.HELP_COORDINATOR, to=COORDINATOR)
    before = len(town.inbox(COORDINATOR))
    assert town.texts(COORDINATOR, "MENU 2")
    names = (Text.HELP_BARAZA, Text.HELP_MATTERS, Text.HELP_STATION, Text.HELP_MONEY)
    assert town.inbox(COORDINATOR)[before:] == [town.said(name, to=COORDINATOR) for name in names]
    assert town.texts(LEADER, "menyu 2") == town.said(Text.HELP_WARN, to=LEADER)
    assert town.texts(BONDENI, "MENU 2") == town.said(Text.HELP_PATROL, to=BONDENI)
    before = len(town.inbox(OVERSIGHT))
    assert town.texts(OVERSIGHT, "MENU 2")
    watched = (Text.HELP_QUESTIONS, Text.HELP_WATCH)
    assert town.inbox(OVERSIGHT)[before:] == [town.said(name, to=OVERSIGHT) for name in watched]
