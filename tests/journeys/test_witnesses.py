"""Stories of the words of each night: who gets them, once a night, whatever the clocks do."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs

from gateway.communities.file import load_example
from gateway.core.time_shifts import shift
from gateway.core.time_steps import waiting_columns
from gateway.record import witnesses
from gateway.storage.models import CommunityVersion, Message, RecordCheckpoint, RecordTree
from gateway.storage.states import MessageState
from menus.domain import record_words
from menus.domain.categories import Category
from menus.domain.messages import Lane
from menus.domain.record_words import Words
from menus.sms import wording
from menus.text import gsm7
from menus.text.names import Text
from tests.people import COORDINATOR, OVERSIGHT, RESIDENT
from tests.town import START, Town

CHIEF, OBSERVER = "+254700000161", "+254700000162"
MIDNIGHT = START + timedelta(hours=3)
"""The story begins at 21:00 of 23 November in Nairobi."""
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
HERE, THERE = "mlango-kubwa", "mji-mpya"
ELSEWHERE = OVERSIGHT.replace("+254700000", "+254700009")
"""The oversight of the second community."""


def with_witnesses(text: str) -> str:
    """Return the example file with a chief and an observer, who speak different languages."""
    people = [("Chief", CHIEF, "chief", "sw"), ("Observer", OBSERVER, "observer", "en")]
    added = "".join(
        f'[[people]]\nname = "{name} (example)"\nphone = "{phone}"\nroles = ["{role}"]\nlanguage = "{language}"\n\n'
        for name, phone, role, language in people
    )
    return text.replace("[[shifts]]", f"{added}[[shifts]]", 1)


def naming(text: str, neighbour: str | None) -> str:
    """Return a file that names a neighbour."""
    return text if neighbour is None else f'{text}\n[record]\nneighbour = "{neighbour}"\n'


def second() -> str:
    """Return the file of a second community, with people and codes of its own."""
    text = load_example(HERE)
    for old, new in (
        (f'key = "{HERE}"', f'key = "{THERE}"'),
        ('name = "Mlango Kubwa"', 'name = "Mji Mpya"'),
        ('short = "MLATA"', 'short = "MPYA"'),
        ('"*384*77#"', '"*384*79#"'),
        ('"22384"', '"22386"'),
        ('sender_id = "MLATA"', 'sender_id = "MJIMPYA"'),
        ("+254700000", "+254700009"),
    ):
        text = text.replace(old, new)
    return text


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give one community with a chief and an observer."""
    return new_town(with_witnesses(load_example(HERE)))


def at_midnight(town: Town, days: int = 0) -> None:
    """Let the clock tick when a day has just ended."""
    town.now = MIDNIGHT + DAY * days + SECOND
    town.ticks()


@dataclass(frozen=True)
class Night:
    """A checkpoint as a row holds it: its day as texts say it, its size, and its words."""

    day: str
    size: str
    words: str


def nights(town: Town, key: str = HERE) -> list[Night]:
    """Return the checkpoints of the nights of a community, oldest first."""
    with town.services.reading() as session:
        (record,) = [each for each in town.services.directory.communities() if each.community.key == key]
        rows = session.scalars(
            select(RecordCheckpoint)
            .where(RecordCheckpoint.community_id == record.id, RecordCheckpoint.day.is_not(None))
            .order_by(RecordCheckpoint.day)
        )
        return [Night(f"{row.day:%d/%m}", str(row.size), " ".join(record_words.words_of(row.root))) for row in rows]


def got(town: Town, phone: str) -> list[str]:
    """Return the texts of nights that a phone has."""
    return town.got(phone, Text.RECORD_NIGHT)


def said(town: Town, night: Night, phone: str) -> str:
    return town.said(Text.RECORD_NIGHT, to=phone, day=night.day, size=night.size, words=night.words)


def test_oversight_the_chief_and_the_observer_get_the_words_after_midnight_each_in_their_language(town: Town) -> None:
    town.reports(RESIDENT, Category.THEFT)
    town.now = MIDNIGHT - 10 * SECOND
    town.ticks()
    assert nights(town) == []
    at_midnight(town)
    (night,) = nights(town)
    assert night.day == "23/11"
    assert int(night.size) > 1
    for phone in (OVERSIGHT, CHIEF, OBSERVER):
        assert got(town, phone) == [said(town, night, phone)]
    assert got(town, COORDINATOR) == []
    assert said(town, night, CHIEF) != said(town, night, OBSERVER)
    assert isinstance(record_words.read(night.words), Words)


def test_the_words_leave_on_the_bulk_lane_at_once(town: Town) -> None:
    at_midnight(town)
    with town.services.reading() as session:
        sent = session.scalars(select(Message).where(Message.created_at >= MIDNIGHT)).all()
        assert [message.lane for message in sent] == [Lane.BULK] * 3
        assert all(message.due_at == message.created_at and message.state is MessageState.SENT for message in sent)


def test_they_leave_once_however_often_the_clock_ticks(town: Town) -> None:
    for minutes in (0, 1, 5, 60, 12 * 60, 23 * 60):
        town.now = MIDNIGHT + timedelta(minutes=minutes, seconds=1)
        town.ticks()
    assert len(got(town, CHIEF)) == len(nights(town)) == 1


def test_each_night_has_its_own_words_also_one_in_which_nothing_was_added(town: Town) -> None:
    at_midnight(town)
    at_midnight(town, 1)
    town.reports(RESIDENT, Category.THEFT)
    at_midnight(town, 2)
    first, second_night, third = nights(town)
    assert [first.day, second_night.day, third.day] == ["23/11", "24/11", "25/11"]
    assert second_night.words != third.words
    assert [said(town, night, CHIEF) for night in (first, second_night, third)] == got(town, CHIEF)


def test_after_days_off_only_the_newest_ended_day_has_a_text(town: Town) -> None:
    town.now = MIDNIGHT + DAY * 4 + timedelta(hours=10)
    town.ticks()
    town.ticks()
    assert [night.day for night in nights(town)] == ["27/11"]
    assert len(got(town, OVERSIGHT)) == 1


def test_a_clock_set_back_over_midnight_sends_nothing_again(town: Town) -> None:
    at_midnight(town)
    town.now = MIDNIGHT + timedelta(minutes=30)
    town.ticks()
    back = timedelta(hours=-1)
    with town.services.uow() as uow:
        for column in waiting_columns():
            shift(uow, column, back, column > uow.now - DAY)
    town.now += back
    for _ in range(5):
        town.now += timedelta(minutes=15)
        town.ticks()
    assert town.now > MIDNIGHT
    assert len(got(town, CHIEF)) == len(nights(town)) == 1
    at_midnight(town, 1)
    assert len(got(town, CHIEF)) == len(nights(town)) == 2


def test_a_second_clock_sends_nothing_again(town: Town) -> None:
    """Each part of a tick is done by one clock, and the second one sees what the first has done."""
    at_midnight(town)
    for _ in range(2):
        with town.services.uow() as uow:
            witnesses.tell(uow, town.services.directory)
    town.works()
    assert len(got(town, CHIEF)) == len(nights(town)) == 1


def test_a_community_that_is_loaded_today_has_no_words_of_yesterday(town: Town) -> None:
    town.ticks()
    assert nights(town) == []
    assert got(town, OVERSIGHT) == []


def test_a_record_that_still_takes_in_rows_of_an_earlier_release_waits(town: Town) -> None:
    with town.services.uow() as uow:
        tree = uow.session.scalars(select(RecordTree)).one()
        carried_over_at, tree.carried_over_at = tree.carried_over_at, None
    with town.services.uow() as uow:
        uow.now = MIDNIGHT + SECOND
        witnesses.tell(uow, town.services.directory)
        assert uow.session.scalars(select(RecordCheckpoint)).all() == []
        uow.session.scalars(select(RecordTree)).one().carried_over_at = carried_over_at
    at_midnight(town)
    assert len(nights(town)) == 1


def test_a_pause_changes_nothing(town: Town) -> None:
    town.confirms(COORDINATOR, "PAUSE no patrol tonight")
    assert town.record().paused_at is not None
    at_midnight(town)
    assert len(got(town, CHIEF)) == 1


@pytest.mark.parametrize("stage", ["dry-run", "shadow"])
def test_a_trial_keeps_the_words_back(new_town: Callable[..., Town], stage: str) -> None:
    file = with_witnesses(load_example(HERE)).replace('mode = "patrol"', f'mode = "patrol"\nstage = "{stage}"')
    town = new_town(naming(file, THERE), naming(second(), HERE))
    at_midnight(town)
    for phone in (OVERSIGHT, CHIEF, OBSERVER):
        assert town.inbox(phone) == []
    assert len(town.inbox(ELSEWHERE)) == 1, "it has the words of its own community alone"
    with town.services.reading() as session:
        kept = session.scalars(select(Message).where(Message.state == MessageState.KEPT_BACK)).all()
        assert len(kept) == 4, "three of this community, and the words of the neighbour, which is live"


def test_an_empty_record_sends_nothing(town: Town) -> None:
    with town.services.uow() as uow:
        # No row waits for its place, as if Doria had written none.
        uow.session.execute(update(CommunityVersion).values(proof=None))
    at_midnight(town)
    assert [night.size for night in nights(town)] in ([], ["0"])
    assert got(town, CHIEF) == []


def heard_from(town: Town, key: str, language: str, phone: str) -> bool:
    """Return whether a phone was sent the newest words of another community."""
    (record,) = [each for each in town.services.directory.communities() if each.community.key == key]
    night = nights(town, key)[-1]
    say = partial(wording.say, record.community, language, Text.RECORD_NEIGHBOUR)
    return say(day=night.day, size=night.size, words=night.words) in town.inbox(phone)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [(THERE, HERE, True), (THERE, None, False), (None, HERE, False), (None, None, False), ("gone", HERE, False)],
)
def test_a_neighbour_keeps_the_words_if_both_files_say_so(
    new_town: Callable[..., Town], ours: str | None, theirs: str | None, *, expected: bool
) -> None:
    town = new_town(naming(load_example(HERE), ours), naming(second(), theirs))
    at_midnight(town)
    assert heard_from(town, HERE, "en", ELSEWHERE) == expected
    assert heard_from(town, THERE, "en", OVERSIGHT) == expected
    assert len(town.inbox(ELSEWHERE)) == len(town.inbox(OVERSIGHT)) == 1 + expected


def test_a_load_of_either_file_changes_it_at_once(new_town: Callable[..., Town]) -> None:
    here, there = load_example(HERE), second()
    town = new_town(naming(here, THERE), there)
    at_midnight(town)
    assert not heard_from(town, HERE, "en", ELSEWHERE)
    town.loads(naming(there, HERE))
    at_midnight(town, 1)
    assert heard_from(town, HERE, "en", ELSEWHERE)
    town.loads(here)
    at_midnight(town, 2)
    assert not heard_from(town, HERE, "en", ELSEWHERE)


def test_the_text_comes_from_the_code_that_the_neighbour_knows(new_town: Callable[..., Town]) -> None:
    town = new_town(naming(load_example(HERE), THERE), naming(second(), HERE))
    at_midnight(town)
    with town.services.reading() as session:
        senders = {(message.phone, message.sender) for message in session.scalars(select(Message))}
    assert senders == {(OVERSIGHT, "22384"), (ELSEWHERE, "22386")}


def test_the_words_of_many_communities_follow_in_further_looks(
    new_town: Callable[..., Town], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(witnesses, "AT_ONCE", 1)
    town = new_town(load_example(HERE), second())
    at_midnight(town)
    assert len(nights(town)) + len(nights(town, THERE)) == 1
    town.now += timedelta(seconds=10)
    town.ticks()
    assert len(nights(town)) == len(nights(town, THERE)) == 1


def test_the_longest_words_fit_in_each_language(town: Town) -> None:
    widest = replace(town.community, short="W" * 11)
    for language in widest.languages:
        for name in (Text.RECORD_NIGHT, Text.RECORD_NEIGHBOUR):
            text = wording.say(widest, language, name, day="31/12", size="9999999", words=" ".join(["WOWO"] * 6))
            assert gsm7.fits(text)


def test_no_log_holds_the_words(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    with capture_logs() as lines:
        at_midnight(town)
    (night,) = nights(town)
    told = caplog.text + str(lines)
    assert lines
    assert not [word for word in night.words.split() if word in told]


def test_a_checkpoint_of_another_night_or_of_a_thief_does_not_leave_as_that_of_this_night(town: Town) -> None:
    town.reports(RESIDENT, Category.THEFT)
    at_midnight(town)
    (first,) = nights(town)
    with town.services.uow() as uow:
        uow.session.execute(update(RecordCheckpoint).values(day=ended_day(1)))
    town.reports(RESIDENT, Category.GUN_KILLING)
    at_midnight(town, 1)
    (second_night,) = nights(town)
    assert int(second_night.size) > int(first.size)
    assert got(town, CHIEF)[-1] == said(town, second_night, CHIEF)
    with town.services.uow() as uow:
        made = uow.session.scalars(select(RecordCheckpoint).order_by(RecordCheckpoint.id.desc())).first()
        assert made is not None
        forged = {"size": made.size + 90, "root": bytes(32), "at": MIDNIGHT + DAY * 2, "note": made.note}
        uow.session.add(RecordCheckpoint(community_id=made.community_id, day=ended_day(2), **forged))
    at_midnight(town, 2)
    *_, third = nights(town)
    assert int(third.size) < int(second_night.size) + 90
    assert got(town, CHIEF)[-1] == said(town, third, CHIEF)


def ended_day(days: int) -> date:
    """Return the local day that has ended when so many more days have passed at midnight."""
    return (MIDNIGHT + DAY * days - timedelta(hours=1)).date()
