"""The street of the made-up year: incidents are reported, answered, reached and ended, each step by a phone."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from gateway.demo import said
from gateway.demo.cast import CASTS, Cast, resident
from gateway.demo.plan import PlannedIncident
from gateway.demo.rates import PETTY, ZONES
from gateway.demo.world import World
from menus.domain.categories import MENU_KEYS, Category, Harm
from menus.domain.incident_outcomes import CHOICES, IncidentOutcome
from menus.text import crime_words
from menus.text.names import Text

_CATEGORY_KEYS = {category: key for key, category in MENU_KEYS.items()}
_HARM_KEYS = {harm: key for key in "12345" if (harm := Harm.from_key(key)) is not None}
_LOOKS_EVERY, _LOOKS = timedelta(minutes=1), 120
"""How often somebody who means to answer looks whether the alert has come, and how many times at most."""
_LOOKS_OF_POLICE = 12
"""How many times a police contact looks who is not told first: the next ones are told some minutes later."""
_LAST_TEXTS = 60
_WORDS = {
    Category.ROBBERY: "wizi wa nguvu hapa {zone}",
    Category.BREAK_IN: "wamevunja nyumba hapa {zone}",
    Category.THEFT: "wameiba simu hapa {zone}",
    Category.FIGHT_THREAT: "watu wanapigana hapa {zone}",
}
"""What residents write in their own words."""


def minutes(number: float) -> timedelta:
    """Return a wait of some minutes, to the second."""
    return timedelta(seconds=round(number * 60))


class Case:
    """One incident as it goes on, from its report to its end."""

    def __init__(self, world: World, planned: PlannedIncident, on_hazard: Callable[["Case"], bool]) -> None:
        self.world, self.planned, self._on_hazard = world, planned, on_hazard
        self.cast: Cast = CASTS[planned.community]
        self.reference: str | None = None
        self.lead: str | None = None
        self._has_police = False

    def begin(self) -> None:
        """Report the incident, and plan what people do about it."""
        planned = self.planned
        caller = self._caller(0)
        if self._is_by_sms:
            self._writes(caller)
        else:
            self.reference = said.reference(self._dials(caller, may_call=planned.may_call))
        if self.reference is None:
            return
        for number in range(1, len(planned.callers)):
            self.world.after(minutes(3 * number), partial(self._calls_too, self._caller(number)))
        if planned.category is Category.FIRE_HAZARD:
            self._plan_hazard()
        else:
            self._plan_answers()

    @property
    def _is_by_sms(self) -> bool:
        return self.planned.is_by_sms and self.planned.category in _WORDS

    def _caller(self, number: int) -> str:
        return resident(self.planned.community, self.planned.zone, self.planned.callers[number])

    def _place(self) -> str:
        return str(list(ZONES[self.planned.community]).index(self.planned.zone) + 1)

    def _dials(self, caller: str, *, may_call: bool = False) -> str:
        category = self.planned.category
        keys = [_CATEGORY_KEYS[category], self._place()]
        if category is Category.MOB_BEATING:
            keys.append("1")
        elif category is Category.FIRE_HAZARD:
            keys.append("2")
        else:
            keys += [_HARM_KEYS[self.planned.harm], "2" if may_call else "1"]
        return self.world.dials(caller, self.cast.code, *keys)

    def _calls_too(self, caller: str) -> None:
        """Report the same. The place of a text in own words may not be known: a coordinator joins what is one."""
        other = said.reference(self._dials(caller))
        if self._is_by_sms and other is not None:
            self._by_coordinator(f"JOIN {self.reference} {other}")

    def _writes(self, caller: str) -> None:
        """Report in own words: a coordinator reads them, and sends them on."""
        coordinator = self.cast.tenants
        before = len(self.world.told[coordinator])
        words = _WORDS[self.planned.category].format(zone=self.world.place(self.planned.community, self.planned.zone))
        self.world.texts(caller, words, self.cast.short_code)
        for told in self.world.told[coordinator][before:]:
            self.reference = self.reference or said.reference(told)
        if self.reference is not None:
            self.world.after(minutes(2), lambda: self._by_coordinator(f"SEND {self.reference}"))

    def _plan_answers(self) -> None:
        """Plan the answers of patrol and police, and the end."""
        planned, world = self.planned, self.world
        if self.cast.leader is not None:
            world.after(minutes(planned.patrol), self._patrol_answers)
            if planned.asks_police is not None and planned.category not in PETTY:
                world.after(minutes(planned.asks_police), self._asks_police)
        elif planned.category in PETTY and not planned.harm.armed:
            # No police are called for it: an answer of a coordinator to any other report would stop their ladder.
            world.after(minutes(planned.patrol), lambda: self._once_told(self.cast.coordinators, "1 {}"))
        self._plan_police()
        world.after(minutes(planned.over), self._end)

    def _asks_police(self) -> None:
        self._by_coordinator(f"POLICE {self.reference}")
        self._plan_police()

    def _plan_police(self) -> None:
        """Let the police answer some time after they are told. Whoever has answered once does not again."""
        if self.planned.police is not None:
            self.world.after(minutes(self.planned.police_wait), self._police_answers)

    def _patrol_answers(self) -> None:
        self._once_told(self.cast.responders(self.planned.zone), "1 {}", self._goes)

    def _goes(self, phone: str) -> None:
        self.lead = phone
        self.world.after(minutes(self.planned.patrol), lambda: self._text(phone, f"3 {self.reference}"))

    def _police_answers(self) -> None:
        """Answer the alert, if it has come: nobody of the police waits for one that a coordinator may send later."""
        if self.planned.police is not None and not self._has_police:
            self._once_told((self.planned.police,), "1 {}", self._police_seen, looks=_LOOKS_OF_POLICE)

    def _police_seen(self, phone: str) -> None:
        planned, world, self._has_police = self.planned, self.world, True
        if planned.came is not None:
            world.after(minutes(planned.came), self._police_come)
        if planned.may_call or planned.outcome is IncidentOutcome.POLICE_TOOK_OVER:
            day = f"{world.now:%d/%m/%Y}"
            world.after(minutes(90), lambda: self._text(phone, f"OB {self.reference} {planned.callers[0] + 10}/{day}"))
        if planned.rated is not None:
            world.after(minutes(60 * 20), self._rates)

    def _police_come(self) -> None:
        self._text(self.lead or self.cast.tenants, f"CAME {self.reference}")

    def _rates(self) -> None:
        """Say under My reports how the police were, where the caller is asked."""
        caller, code = self._caller(0), self.cast.code
        page = self.world.dials(caller, code, "0", "1")
        asked = next((line for line in page.splitlines() if _asks_of_police(line)), None)
        if asked is not None:
            self.world.dials(caller, code, "0", "1", asked[0], str(self.planned.rated))

    def _end(self) -> None:
        """End the incident: whoever went says so, else a coordinator."""
        outcome = CHOICES.index(self.planned.outcome) + 1
        if self.planned.is_false:
            self._by_coordinator(f"FALSE {self.reference} a mistake")
        elif self.planned.crime is not None:
            # A finer class stands before the outcome.
            self._by_coordinator(f"CLOSE {self.reference} {crime_words.name('en', self.planned.crime)} {outcome}")
        elif self.lead is not None and self.planned.category is not Category.GUN_KILLING:
            self._text(self.lead, f"4 {self.reference} {_DONE[self.planned.outcome]}")
            self.world.after(minutes(30), lambda: self._by_coordinator(f"CLOSE {self.reference} {outcome}"))
        else:
            self._by_coordinator(f"CLOSE {self.reference} {outcome}")

    def _plan_hazard(self) -> None:
        """Plan what becomes of a hazard: a youth group takes it, or a coordinator closes it."""
        self.world.after(minutes(self.planned.patrol * 4), lambda: self._once_told(self.cast.coordinators, "1 {}"))
        if not self._on_hazard(self):
            self.world.after(minutes(60 * 30), lambda: self._by_coordinator(f"CLOSE {self.reference} 6"))

    def _once_told(
        self, phones: Sequence[str], text: str, then: Callable[[str], None] | None = None, looks: int = _LOOKS
    ) -> None:
        """Let the first of some people who has the alert answer it, as soon as one has it."""
        reference = str(self.reference)
        for phone in phones:
            if any(reference in told for told in self.world.told[phone][-_LAST_TEXTS:]):
                self._text(phone, text.format(reference))
                if then is not None:
                    then(phone)
                return
        if looks > 0:
            self.world.after(_LOOKS_EVERY, lambda: self._once_told(phones, text, then, looks - 1))

    def _text(self, phone: str, text: str) -> str:
        return self.world.texts(phone, text, self.cast.short_code)

    def _by_coordinator(self, text: str) -> str:
        return self.world.confirms(self.cast.tenants, text, self.cast.short_code)


_DONE = {
    IncidentOutcome.TALKED_TO: "tumeongea naye",
    IncidentOutcome.FAMILY_MET: "tumekutana na familia",
    IncidentOutcome.ITEM_RETURNED: "vitu vimerudishwa",
    IncidentOutcome.POLICE_TOOK_OVER: "polisi wamechukua",
    IncidentOutcome.NOBODY_FOUND: "hatukupata mtu",
    IncidentOutcome.SAFE_NOW: "ni salama sasa",
    IncidentOutcome.POLICE_CAME: "polisi walikuja",
    IncidentOutcome.POLICE_DID_NOT_COME: "polisi hawakuja",
}
"""What patrollers write at the end."""


def _asks_of_police(line: str) -> bool:
    return line[:1].isdigit() and said.values(line[2:], Text.PULSE_POLICE_ASK) is not None
