"""Floors and settings: a file chooses times and people, and no setting and no file weakens what protects people."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pydantic import BaseModel

from gateway.communities import schema_association, schema_giving, schema_ladders
from gateway.communities.file import CommunityFileError, load_example, read
from gateway.settings import Settings
from menus.domain import baraza, court, giving_facts, patrol_requests, pulse, referrals, second_chance, tasks, votes
from menus.domain.categories import Category, Harm, Level
from menus.domain.ladder_waits import LONGEST
from menus.domain.roles import PATROL_ROLES, POLICE_ROLES
from tests.people import COORDINATOR, DEPUTY, LEADER, POLICE, RESIDENT, RESIDENTS, small
from tests.town import Town

AT_LEAST: dict[str, tuple[object, object]] = {
    "households of a secret vote, and votes behind a figure": (votes.LEAST, 10),
    "tellers of a vote": (votes.TELLERS, 3),
    "tellers who open a box": (votes.ENOUGH_TELLERS, 2),
    "a vote is known before it closes": (votes.PUBLISHED_FOR, timedelta(hours=48)),
    "incidents behind a figure": (baraza.LEAST_FIGURE, 5),
    "answers behind a share": (pulse.LEAST, 10),
    "arrests behind a figure of a station": (court.FEWEST, 10),
    "givers behind their number": (giving_facts.FEWEST_GIVERS, 5),
    "voices that reopen a task": (tasks.VOICES_TO_REOPEN, 3),
    "the age of who a course is about": (second_chance.ADULT, 18),
    "a review after patrols": (patrol_requests.REVIEWED_AFTER, timedelta(days=14)),
}
AT_MOST: dict[str, tuple[object, object]] = {
    "a question is hidden": (baraza.WAITS, timedelta(hours=48)),
    "who a course is about is kept after a warning": (second_chance.KEPT_AFTER_WARNING, timedelta(days=90)),
    "who a course is about is kept after a family meeting": (second_chance.KEPT_AFTER_FAMILY, timedelta(days=180)),
    "a second custodian must come": (second_chance.OPENED_WITHIN, timedelta(minutes=5)),
    "silence after an arrest": (court.STALLS, timedelta(days=14)),
    "an arrested person is before a court": (court.AT_ONCE, timedelta(hours=24)),
    "a place of help is shown after it was checked": (referrals.CHECKED_WITHIN, timedelta(days=180)),
    "requests for patrols without a review": (patrol_requests.MOST_UNREVIEWED, 3),
}
"""Each floor as it is, and as the association has decided it."""
KEYS: dict[type[BaseModel], set[str]] = {
    schema_giving.GivingEntry: {"decision", "decided_on", "month", "bands", "headings", "stipend_cap", "accounts"},
    schema_giving.BandEntry: {"upto", "amount"},
    schema_giving.AccountEntry: {"kind", "number", "custodian"},
    schema_association.PaperEntry: {"kind", "number", "begins", "ends", "seen_by"},
    schema_association.LeadershipEntry: {"chosen_on", "decision"},
    schema_association.RuleEntry: {"text"},
    schema_association.ReferralEntry: {"kind", "name", "number", "zones", "checked_on"},
    schema_association.BarazaEntry: {"on", "at", "place"},
    schema_association.ProjectEntry: {"name", "meets"},
    schema_ladders.LadderEntry: {"level", "track", "steps", "repeat", "decision"},
    schema_ladders.StepEntry: {"notify", "after"},
}
"""What a file may say of the association's life. A further key must be judged: may it weaken a floor?"""


@pytest.mark.parametrize("what", AT_LEAST)
def test_no_floor_is_lower_than_it_was_decided(what: str) -> None:
    now, floor = AT_LEAST[what]
    assert now >= floor  # type: ignore[operator]


@pytest.mark.parametrize("what", AT_MOST)
def test_no_limit_is_higher_than_it_was_decided(what: str) -> None:
    now, limit = AT_MOST[what]
    assert now <= limit  # type: ignore[operator]


def test_no_setting_of_the_machine_touches_the_life_of_the_association() -> None:
    """No setting exists that weakens a floor: the machine's settings do not know the association at all."""
    words = (
        "giv",
        "gift",
        "money_",
        "stipend",
        "tariff",
        "vote",
        "teller",
        "ballot",
        "household",
        "baraza",
        "question",
    )
    more = ("course", "chance", "warn", "task", "voice", "certificate", "court", "arrest", "interest", "recus")
    others = ("support", "approv", "tenure", "landlord", "tenant", "pulse", "referral", "floor", "priority", "premium")
    names = [name.casefold() for name in Settings.model_fields]
    assert len(names) > 20
    assert [name for name in names for word in (*words, *more, *others) if word in name] == []


@pytest.mark.parametrize("entry", KEYS, ids=lambda entry: entry.__name__)
def test_a_file_says_what_was_decided_and_nothing_that_weakens_a_floor(entry: type[BaseModel]) -> None:
    assert set(entry.model_fields) == KEYS[entry]
    assert entry.model_config.get("extra") == "forbid"


SLOW = load_example("mlango-kubwa").replace('after = "3m"', 'after = "2m"').replace('after = "2h"', 'after = "1h"')
FAST = load_example("mlango-kubwa").replace('after = "3m"', 'after = "1m"').replace('after = "2h"', 'after = "30m"')


@pytest.mark.parametrize(("text", "deputy", "calm"), [(SLOW, 2, 60), (FAST, 1, 30)])
def test_two_files_differ_in_the_times_of_ladders_and_the_floors_hold(
    new_town: Callable[..., Town], text: str, deputy: int, calm: int
) -> None:
    """Two files differ in ladder times, floors hold: a killing to leaders and police at once, a petty theft to none."""
    town = new_town(text)
    petty = town.reports(RESIDENTS[2], Category.THEFT, "kiamutisya", harm=Harm.NONE)
    killing = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(seconds=2)
    for phone in (LEADER, POLICE):
        assert any(killing in told for told in town.inbox(phone))
    town.passes(seconds=60 * deputy - 4)
    assert not any(killing in told for told in town.inbox(DEPUTY))
    town.passes(seconds=6)
    assert any(killing in told for told in town.inbox(DEPUTY))
    assert not any(petty in told for told in town.inbox(COORDINATOR))
    town.now += timedelta(hours=14)
    town.passes(minutes=calm)
    police = {person.phone for person in town.community.people if person.roles & POLICE_ROLES}
    assert not [phone for phone, told in town.carrier.sent if petty in told and phone in police]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('notify = ["police"] },', 'notify = ["coordinator"] },'),
        ('{ after = "3m", notify = ["deputy-leader"] }', '{ after = "3h", notify = ["deputy-leader"] }'),
        ('level = "private"\ntrack = "care"', 'level = "private"\ntrack = "patrol"'),
        ('{ notify = ["focal-person"] }', '{ notify = ["focal-person", "coordinator"] }'),
        ('{ notify = ["oversight"] }', '{ notify = ["oversight", "patrol-leader"] }'),
    ],
)
def test_a_file_that_goes_below_a_floor_is_refused(was: str, now: str) -> None:
    text = small(load_example("mlango-kubwa"))
    assert was in text
    if "police" in was:
        # A killing of which the police are told later is no killing of which they are never told.
        text = text.replace('"police-alternate"', '"coordinator"').replace('"police-station", ', "")
    read(small(load_example("mlango-kubwa")))
    with pytest.raises(CommunityFileError):
        read(text.replace(was, now, 1))


def test_the_longest_waits_are_floors_too() -> None:
    assert LONGEST[Level.MAJOR] <= timedelta(minutes=15)
    assert not PATROL_ROLES & POLICE_ROLES
