"""Money of the made-up year: a decision opens giving; then gifts, handed-over cash, tea and torches, and the books."""

from functools import partial

from gateway.communities import file, loading
from gateway.communities.loading import Signed
from gateway.demo import files, said
from gateway.demo.life import Life, local
from menus.domain import decisions
from menus.text.names import Text

_PAYBILL = "123456"
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_CASH_GIFTS, _MPESA_GIFTS = (5, 9), 2
"""Gifts of a month in cash, and by M-PESA. Guesses: real ones are hundreds, and each takes its time to make."""
_TEA, _TORCHES, _BY_MPESA = 300, 250, 50
_TREASURER = "Coordinator, landlords (example)"


def plan(life: Life) -> None:
    """Plan the money of the year."""
    at = life.calendar.at
    life.says(at(0, 5, 15), life.cast.tenants, "DECIDED D1 50 a month from each household, as it can")
    life.plan(at(0, 5, 16), lambda: _opens(life))
    purse = _Purse(life)
    for week in life.weeks_from(1, 4):
        own = life.chance.stream(f"money {week}")
        for number in range(own.whole(*_CASH_GIFTS)):
            giver = life.somebody(own)
            amount = own.weighted(((50, 0.7), (300, 0.2), (700, 0.1)))
            life.plan(at(week, number % 5, 17, number), partial(purse.takes, giver, amount))
        for number in range(_MPESA_GIFTS):
            giver = life.somebody(own)
            name = f"SKU{week:03}{number}DEMO"
            life.plan(at(week, 3, 12, number), partial(_pays, life, giver, name))
        life.plan(at(week, 4, 16), partial(_brings_things, life, life.somebody(own)))
        life.plan(at(week, 5, 11), purse.hands_over)
        life.plan(at(week, 6, 11), partial(_spends, life, week))
        life.says(at(week, 6, 18), life.cast.landlords, "BOOKS")


def _opens(life: Life) -> None:
    """Put the file in force that says what is asked for, by the decision."""
    services = life.world.services
    begins, today = life.calendar.first_day, local(life.world.now).date()
    loading.load(
        services.uow,
        services.reading,
        services.keyring,
        files.of(life.cast.key, begins, decided=today),
        file.parse,
        Signed("operator", decisions.reason("D1", "") or None),
    )
    services.directory.look()


class _Purse:
    """The cash that a collector has taken since it was last handed over."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.held = 0

    def takes(self, phone: str, amount: int) -> None:
        """Take a gift; the giver gets a receipt."""
        number = _giver(self.life, phone)
        if number is None:
            return
        month = _MONTHS[local(self.life.world.now).month - 1]
        answer = self.life.texts(self.life.cast.tenants, f"RECEIVED {amount} {number} {month}")
        if said.numbered(answer, "R") is not None:
            self.held += amount

    def hands_over(self) -> None:
        """Hand the cash over to the treasurer, who has counted it."""
        cast = self.life.cast
        if not self.held:
            return
        self.life.texts(cast.tenants, f"HANDOVER {self.held} TO {_TREASURER}")
        for told in reversed(self.life.world.told[cast.landlords][-3:]):
            asked = said.values(told, Text.HANDOVER_CODE)
            if asked is not None:
                self.life.texts(cast.landlords, f"YES {asked['code']}")
                self.held = 0
                return


def _giver(life: Life, phone: str) -> str | None:
    """Return the number of a giver, which the phone shows."""
    return said.numbered(life.dials(phone, "0", "2", "1"), "G")


def _brings_things(life: Life, phone: str) -> None:
    """Bring torches instead of money."""
    number = _giver(life, phone)
    if number is not None:
        life.texts(life.cast.tenants, f"KIND torches 2 {number}")


def _pays(life: Life, phone: str, name: str) -> None:
    """Pay by M-PESA with the number of a giver."""
    number = _giver(life, phone)
    if number is not None:
        life.world.pays(_PAYBILL, number, name, _BY_MPESA)


def _spends(life: Life, week: int) -> None:
    """Pay for something: the treasurer asks, and a coordinator of another household and tenure agrees."""
    amount, heading = (_TORCHES, "TORCHES") if week % 3 == 0 else (_TEA, "TEA")
    request = said.numbered(life.texts(life.cast.landlords, f"PAY {amount} {heading} D1"), "P")
    if request is not None:
        life.texts(life.cast.tenants, f"AGREE {request}")
