"""Voting for the tests: households on the list, a vote with its officers and tellers, and a box that is opened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from gateway.association.votes import ceremony, households, proposing
from gateway.association.votes.ceremony import Opened, Took
from gateway.association.votes.results import Result, of
from gateway.storage.models import Vote
from menus.domain.community import Person
from menus.domain.vote_life import VoteState
from menus.domain.votes import Wanted
from menus.text.names import Text
from tests.people import CODE, COORDINATOR, DEPUTY, LANDLORDS
from tests.town import Town

HOUSEHOLDS = [f"+2547220000{number:02}" for number in range(10, 24)]
"""The numbers of households on the list (all made up)."""
STRANGER = "+254722000099"
TELLERS = (COORDINATOR, DEPUTY, LANDLORDS)
QUESTIONS = {"en": "Should patrols begin at 8 pm?", "sw": "Doria ianze saa 2 usiku?"}
OPTIONS = ({"en": "Yes", "sw": "Ndiyo"}, {"en": "No", "sw": "Hapana"}, {"en": "Either", "sw": "Sawa zote"})
TO_VOTES = ("0", "3", "3")
"""The keys that lead to the open votes."""
AN_HOUR = timedelta(hours=1)


def wanted(town: Town, *, is_poll: bool = False, opens: timedelta = AN_HOUR, closes: timedelta | None = None) -> Wanted:
    """Return a vote that may be held, opening after a time and closing after another one."""
    ends = closes if closes is not None else timedelta(days=3)
    return Wanted(QUESTIONS, OPTIONS, town.now + opens, town.now + ends, is_poll)


@dataclass
class Held:
    """A vote that is held: its id, its times, and the codes of its tellers as they copied them, by number."""

    town: Town
    vote_id: int
    opens_at: datetime
    closes_at: datetime
    codes: dict[str, str] = field(default_factory=dict)

    @property
    def row(self) -> Vote:
        """The row of the vote as it is now."""
        with self.town.services.reading() as session:
            found = session.scalars(select(Vote).where(Vote.id == self.vote_id)).one()
            session.expunge(found)
            return found

    @property
    def state(self) -> VoteState:
        """The state of the vote."""
        return self.row.state

    def person(self, phone: str) -> Person:
        """Return the person of a number."""
        found = self.town.record().by_phone(phone)
        assert found is not None
        return found

    def takes_code(self, phone: str) -> str:
        """Let a teller have a code shown, and return it as it is copied."""
        with self.town.services.uow() as uow:
            groups = ceremony.new_code(uow, self.town.record(), self.vote_id, self.person(phone))
        assert groups is not None
        self.codes[phone] = " ".join(groups)
        return self.codes[phone]

    def knows(self, phone: str, typed: str | None = None) -> object:
        """Let a teller type their code in."""
        typed = self.codes[phone] if typed is None else typed
        with self.town.services.uow() as uow:
            return ceremony.know(uow, self.town.record(), self.vote_id, self.person(phone), typed)

    def publishes(self) -> None:
        """Let all tellers take their codes."""
        for phone in TELLERS:
            self.takes_code(phone)
        assert [self.knows(phone) for phone in TELLERS] == [Took.KNOWN, Took.KNOWN, Took.PUBLISHED]

    def opens(self) -> None:
        """Let the time of its opening come."""
        self.town.now = max(self.town.now, self.opens_at)
        self.town.passes(seconds=11)
        assert self.state is VoteState.OPEN

    def closes(self) -> None:
        """Let the time of its closing come."""
        self.town.now = max(self.town.now, self.closes_at)
        self.town.passes(seconds=11)
        assert self.state is VoteState.CLOSED

    def unlocks(self, phone: str) -> Opened:
        """Let a teller type their code in at the closed box."""
        with self.town.services.uow() as uow:
            found = ceremony.unlock(uow, self.town.record(), self.vote_id, self.person(phone), self.codes[phone])
        assert isinstance(found, Opened), found
        return found

    def counts(self, *phones: str) -> Result:
        """Let two tellers open the box, and return what is published."""
        two = [self.unlocks(phone) for phone in phones or TELLERS[:2]]
        with self.town.services.uow() as uow:
            assert ceremony.count(uow, self.town.record(), self.vote_id, two)
        return of(self.row)


def lists(town: Town, phones: Sequence[str] = HOUSEHOLDS) -> None:
    """Put households on the list."""
    with town.services.uow() as uow:
        households.add(uow, town.record(), phones)


def proposes(town: Town, vote: Wanted | None = None, tellers: Sequence[str] = TELLERS) -> Held | proposing.Refused:
    """Let the tenants' coordinator write a vote."""
    vote = vote or wanted(town)
    record = town.record()
    people = [person for phone in tellers if (person := record.by_phone(phone)) is not None]
    with town.services.uow() as uow:
        officer = record.by_phone(COORDINATOR)
        assert officer is not None
        made = proposing.propose(uow, record, officer, vote, people)
    return made if isinstance(made, proposing.Refused) else Held(town, made, vote.opens_at, vote.closes_at)


def agreed(town: Town, vote: Wanted | None = None) -> Held:
    """Return a vote that two officers have written and agreed to."""
    held = proposes(town, vote)
    assert isinstance(held, Held), held
    with town.services.uow() as uow:
        assert proposing.agree(uow, town.record(), held.vote_id, held.person(LANDLORDS)) is True
    return held


def is_open(town: Town, vote: Wanted | None = None) -> Held:
    """Return a vote whose box is open, for the households on the list."""
    lists(town)
    held = agreed(town, vote)
    held.publishes()
    held.opens()
    return held


def votes(town: Town, phone: str, option: int) -> str:
    """Let a phone dial and vote for an option (from 1); return the last page."""
    return town.dials(phone, CODE, *TO_VOTES, str(option), "1")


def in_the_box(town: Town, held: Held, phone: str) -> str:
    """Return the last page of a vote that was taken, as that phone reads it."""
    until = f"{held.closes_at.astimezone(town.community.timezone):%d/%m %H:%M}"
    return "END " + town.said(Text.VOTE_CAST, phone, until=until)
