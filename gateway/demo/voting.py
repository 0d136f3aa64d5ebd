"""The vote of the made-up year: households on the list, three tellers, a box, and a result that everybody reads."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from gateway.association.votes import ceremony, households, proposing
from gateway.association.votes.ceremony import Opened
from gateway.core.unit_of_work import UnitOfWork
from gateway.demo.cast import resident
from gateway.demo.life import Life
from gateway.demo.rates import ZONES
from gateway.demo.world import BrokenOffError
from menus.domain.community import Person
from menus.domain.votes import Wanted

_PART = 3 / 5
"""The part of the year that is over when the vote is written."""
_FEWEST_WEEKS = 3
_OF_EACH_ZONE, _SAY_YES, _STAY_AWAY = 6, 0.65, 0.2
_QUESTIONS = {"sw": "Doria ianze saa moja usiku?", "en": "Should patrols begin at 7 pm?"}
_OPTIONS = ({"sw": "Ndiyo", "en": "Yes"}, {"sw": "Hapana", "en": "No"}, {"sw": "Sawa zote", "en": "Either"})
P = ParamSpec("P")
T = TypeVar("T")


def plan(life: Life) -> None:
    """Plan the list of households, the vote on it, and its count."""
    if life.calendar.weeks >= _FEWEST_WEEKS:
        Box(life).plan()


class Box:
    """One vote, from its writing to its count."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.vote = 0
        self.codes: dict[str, str] = {}
        zones = ZONES[life.cast.key]
        self.households = [resident(life.cast.key, zone, n) for zone in zones for n in range(_OF_EACH_ZONE)]

    @property
    def _tellers(self) -> tuple[str, ...]:
        cast = self.life.cast
        return cast.tenants, cast.deputy or cast.oversight, cast.landlords

    def plan(self) -> None:
        """Plan the steps of the vote."""
        at, life, own = self.life.calendar.at, self.life, self.life.chance.stream("vote")
        week = int(life.calendar.weeks * _PART)
        opens, closes = at(week, 3, 8), at(week, 6, 18)
        life.plan(at(week - 1, 2), self._list)
        life.plan(at(week, 0), lambda: self._write(Wanted(_QUESTIONS, _OPTIONS, opens, closes, is_poll=False)))
        life.plan(at(week, 0, 12), self._publish)
        # The clock opens and closes the box where it ticks.
        life.plan(opens, life.world.tick)
        for place, phone in enumerate(self.households):
            if own.happens(_STAY_AWAY):
                continue
            choice = "1" if own.happens(_SAY_YES) else "2"
            keys = ("0", "3", "3", choice, "1")
            life.plan(opens + timedelta(hours=1, minutes=3 * place), partial(life.dials, phone, *keys))
        life.plan(closes + timedelta(minutes=1), life.world.tick)
        life.plan(closes + timedelta(hours=1), self._count)

    def _do(self, act: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **more: P.kwargs) -> T:
        """Do one step in a transaction of its own."""
        return self.life.world.services.do(lambda uow: act(uow, *args, **more))

    def _person(self, phone: str) -> Person:
        found = self.life.record().by_phone(phone)
        if found is None:
            message = f"nobody in {self.life.cast.key} has {phone}"
            raise LookupError(message)
        return found

    def _list(self) -> None:
        """Enter the households: one officer types them in, and another one of another tenure agrees."""
        record, (first, second) = self.life.record(), map(self._person, self.life.cast.coordinators)
        self._do(households.enter, record, first, self.households)
        with self.life.world.services.reading() as session:
            sheets = [sheet.id for sheet in households.waiting(session, record.id)]
        for sheet in sheets:
            self._do(households.decide, record, sheet, second, agrees=True)

    def _write(self, wanted: Wanted) -> None:
        record, (first, second) = self.life.record(), map(self._person, self.life.cast.coordinators)
        tellers = [self._person(phone) for phone in self._tellers]
        made = self._do(proposing.propose, record, first, wanted, tellers)
        if isinstance(made, proposing.Refused):
            message = f"the vote was refused: {made.faults}"
            raise BrokenOffError(message)
        self.vote = made
        self._do(proposing.agree, record, self.vote, second)

    def _publish(self) -> None:
        """Let each teller copy a code, and type it in."""
        record = self.life.record()
        for phone in self._tellers:
            teller = self._person(phone)
            groups = self._do(ceremony.new_code, record, self.vote, teller)
            self.codes[phone] = " ".join(groups or ())
        for phone in self._tellers:
            teller, code = self._person(phone), self.codes[phone]
            self._do(ceremony.know, record, self.vote, teller, code)

    def _count(self) -> None:
        """Open the box with the codes of two tellers."""
        record = self.life.record()
        two: list[Opened] = []
        for phone in self._tellers[:2]:
            teller, code = self._person(phone), self.codes[phone]
            found = self._do(ceremony.unlock, record, self.vote, teller, code)
            if isinstance(found, Opened):
                two.append(found)
        self._do(ceremony.count, record, self.vote, two)
