"""A month of one association, for the story of it: its file, its town, and an eye on all that leaves.

Every page of a phone and every text that the story meets is looked at as it leaves: it fits, and it names nobody.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from flask import Flask

from gateway.cli.decision_commands import resting_on
from gateway.communities import file as community_file
from gateway.communities import loading
from gateway.communities.loading import Signed
from menus.domain import decisions
from menus.text import gsm7
from tests.desk import Shown, Visitor
from tests.desk_apps import desk_of
from tests.giving import GIVING
from tests.paper_files import paper
from tests.people import CODE, COORDINATOR, LANDLORDS, RESIDENTS
from tests.town import Town, code_in
from tests.voting import HOUSEHOLDS, STRANGER
from tests.youth import YOUTH, with_youth

TREASURER = LANDLORDS
"""The landlords' coordinator keeps the money, too."""
SECOND_TREASURER = "+254700000123"
BOY = "Zebedayo Kipkurgat"
"""A made-up person, whom two custodians type in, and nobody else."""
BLURTED = "Kamau Njoroge"
"""A made-up name that people type where none belongs."""
ENDS, RENEWED = "2027-01-31", "2028-01-31"
"""The last day of the certificate, and that of the next one."""
LEADERS = """
[leadership]
chosen_on = 2026-03-12
"""
_SECOND = """
[[people]]
name = "Second treasurer (example)"
phone = "+254700000123"
roles = ["treasurer"]
language = "en"
tenure = "landlord"
household = "two"

[[shifts]]"""
_PHONES = [*RESIDENTS, *HOUSEHOLDS, STRANGER]
_SPOKEN_TO_NOBODY = re.compile("|".join([*BOY.split(), *BLURTED.split()]), re.IGNORECASE)
_STAFF = re.compile(r"(?:\+?254|0)700\s?000\s?\d{3}")
STRIDE = timedelta(days=5)
"""How far the clock strides between two ticks while nothing of the story happens: each tick takes its time."""


def file_of(*, giving: bool = True, ends: str = ENDS, begins: str = "2025-02-01", number: str = "CG/0471") -> str:
    """Return the file of the association: two treasurers, youth, a certificate; residents read English first."""
    text = with_youth().replace('["sw", "en"]', '["en", "sw"]').replace("[[shifts]]", _SECOND.lstrip("\n"), 1)
    for tenure, house in (("tenant", "one"), ("landlord", "three")):
        head, name, tail = text.partition(f"Coordinator, {tenure}s (example)")
        text = head + name + tail.replace(f'tenure = "{tenure}"', f'tenure = "{tenure}"\nhousehold = "{house}"', 1)
    whole = text + LEADERS + paper(ends, begins, number=number)
    return whole + GIVING.replace("2026-03-12", "2026-11-24") if giving else whole


@dataclass
class Month:
    """The town of the story, its desk, and all that was seen on the way."""

    town: Town
    pages: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    _sessions: int = 0
    _desk: Flask | None = None
    _looked: int = 0

    def dials(self, phone: str, *keys: str) -> str:
        """Dial and press keys; look at each page, and return the last one without its CON or END."""
        self._sessions += 1
        session, page = f"month-{self._sessions}", ""
        for number in range(len(keys) + 1):
            page = self.town.hop(phone, CODE, "*".join(keys[:number]), session)
            self._looks_at(page, keys)
        self.town.works()
        return page[4:]

    def _looks_at(self, page: str, keys: tuple[str, ...]) -> None:
        self.pages.append(page)
        assert page[:4] in {"CON ", "END "}, page
        assert gsm7.fits(page[4:]), page
        own = " ".join(keys)
        assert not [name for name in names_in(page) if name not in own], page

    def reads(self, phone: str, *keys: str) -> str:
        """Return all pages of a list as one line of words."""
        pages: list[str] = []
        while (page := self.dials(phone, *keys, *["98"] * len(pages))) not in pages:
            pages.append(page)
        return " ".join(" ".join(pages).split())

    def texts(self, phone: str, text: str) -> str:
        """Send a text and return its answer, after a look at all texts that have left."""
        answer = self.town.texts(phone, text)
        self.looks_at_texts()
        return answer

    def looks_at_texts(self) -> None:
        """Check that every text that has left since the last look fits one segment and names nobody."""
        for phone, text in self.town.carrier.sent[self._looked :]:
            assert gsm7.fits(text), (phone, text)
            assert not names_in(text), (phone, text)
        self._looked = len(self.town.carrier.sent)

    def closes(self, reference: str) -> None:
        """Close an incident, with the code that is asked for."""
        asked = self.texts(COORDINATOR, f"CLOSE {reference} police took over")
        if self.town.incident(reference)["status"] != "closed":
            self.texts(COORDINATOR, f"YES {code_in(asked)}")
        assert self.town.incident(reference)["status"] == "closed"

    def got(self, phone: str, since: int = 0) -> list[str]:
        """Return the texts that a phone got, but for the first ones."""
        self.looks_at_texts()
        return self.town.inbox(phone)[since:]

    def local(self, day: int, month: int, hour: int = 10, minute: int = 0, year: int = 2026) -> datetime:
        """Return a moment of the community's own clock."""
        return datetime(year, month, day, hour, minute, tzinfo=self.town.community.timezone).astimezone(UTC)

    def until(self, moment: datetime) -> None:
        """Let time pass up to a moment: the clock ticks a few times on the way, and is busy for a minute at its end."""
        town, zone = self.town, self.town.community.timezone
        assert moment >= town.now, f"it is {town.now.astimezone(zone)} already"
        while town.now < moment - STRIDE:
            town.now += STRIDE
            town.ticks()
        town.now = moment
        town.ticks()
        town.passes(seconds=61)
        self.looks_at_texts()

    def clerk(self, phone: str) -> "Clerk":
        """Return somebody who has just signed in at the desk of this town."""
        if self._desk is None:
            self._desk = desk_of(self.town.services)
        made = Clerk(self, phone)
        made.signs_in()
        return made

    def desk(self) -> Flask:
        """Return the application of the desk: one for everybody."""
        assert self._desk is not None
        return self._desk

    def loads(self, text: str, decision: str | None = None) -> None:
        """Load a community file as the operator does: a change that the association decides names its decision."""
        services = self.town.services
        wanted = community_file.parse(text)
        before = loading.in_force(services.reading, wanted.key)
        named = resting_on(services, before, wanted, decision)
        signed = Signed("operator", decisions.reason(named, "") or None)
        loading.load(services.uow, services.reading, services.keyring, text, community_file.parse, signed)
        services.directory.look()


class Clerk(Visitor):
    """Somebody at the desk of the story. Each page is looked at as it is shown."""

    def __init__(self, month: Month, phone: str) -> None:
        super().__init__(month.town, phone)
        self.month, self.app = month, month.desk()
        self.client = self.app.test_client()
        self.client.set_cookie("doria_desk_language", "en", path="/desk")
        self.may_read: tuple[str, ...] = ()

    def opens(self, address: str = "/desk/", **headers: str) -> Shown:
        """Open a page and look at it."""
        return self._looks(super().opens(address, **headers))

    def sends(self, address: str, fields: dict[str, str], method: str = "post") -> Shown:
        """Send a form, and look at the page that comes."""
        page = self._looks(super().sends(address, fields, method))
        self.town.works()
        return page

    def _looks(self, page: Shown) -> Shown:
        self.month.shown.append(page.html)
        assert page.status < 500, page.text
        found = [name for name in names_in(page.html) if name not in self.may_read]
        assert not found, (found, page.text)
        return page

    def does(self, where: str, address: str, /, **typed: str) -> Shown:
        """Send the form of a page that goes to an address, with some fields filled in."""
        page = self.opens(where)
        found = [one for one in page.buttons() if one.address == address]
        assert found, (address, [one.address for one in page.buttons()])
        return self.sends(address, {**found[0].fields, **typed})


def names_in(text: str) -> list[str]:
    """Return the names and the numbers of people in a text that nobody should read there."""
    numbers = [tail for phone in _PHONES if (tail := phone[-9:]) in re.sub(r"(?<=\d)[ -](?=\d)", "", text)]
    return [*_SPOKEN_TO_NOBODY.findall(text), *numbers, *_STAFF.findall(text)]


__all__ = ["BLURTED", "BOY", "COORDINATOR", "YOUTH", "Clerk", "Month", "file_of", "names_in"]
