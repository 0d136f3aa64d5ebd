"""The communities whose desks are looked at: a crowded one, and two that ask for a proof when somebody signs in."""

import itertools
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from gateway.communities.file import load_example
from menus.domain.categories import Category
from menus.domain.quarters import Quarter
from tests import learned
from tests.axe import association
from tests.conftest import free_port, started_redis
from tests.desk import Visitor
from tests.desk_crowd import fill
from tests.journeys.desk.conftest import real_file
from tests.journeys.desk.figures import Reading
from tests.journeys.desk.people import Clerk
from tests.journeys.desk.roster import stored, wished
from tests.journeys.desk.test_plots import year
from tests.journeys.quarters import publishes
from tests.people import (
    ABOUT_LEADERS,
    BONDENI,
    CODE,
    COORDINATOR,
    DEPUTY,
    KIAMUTISYA,
    LEADER,
    OTHER,
    RESIDENT,
    RESIDENTS,
)
from tests.rises import crowd_of_alarms
from tests.town import Town, reference_in
from workers import in_process

OBSERVER, YOUTH_LEAD, SECOND_OVERSIGHT, PEACE = "+254700000311", "+254700000312", "+254700000313", "+254700000314"
"""Phones of people that no example has (made up)."""
OPEN = 200
"""Incidents on the board."""
_NAME = "Wanjiku-wa-Kamau-Nyambura-Achieng-Otieno-wa-Mtaa-wa-Chini"
"""An invented name, in one word: with a number behind it, it has 60 letters."""
_ZONES = {
    '"Kiamutisya"': '"Kiamutisya Mashariki"',
    '"Bondeni"': '"Bondeni-kwa-Mto-Mkuu"',
    '"Juja Rd"': '"Juja Road Upande Huu"',
}
_TEXTS = ("wezi wameiba simu yangu", "kuna watu na bunduki hapa", "moto kwa duka", "wanapigana", "gari imegonga mtu")


def long_named(text: str) -> str:
    """Return a community file whose people have names of 60 letters, and whose zones have names of 20."""
    lines, numbers = [], itertools.count(10)
    before = ""
    for line in text.splitlines():
        is_name = line.startswith('name = "') and before == "[[people]]"
        lines.append(f'name = "{_NAME}-{next(numbers)}"' if is_name else line)
        before = line
    longer = "\n".join(lines) + "\n"
    for short, long in _ZONES.items():
        longer = longer.replace(f"name = {short}", f"name = {long}")
    return longer


def crowded_file() -> str:
    """Return the file of the crowded community: everybody has a long name, and some have roles that are rare."""
    more = "".join(
        f'[[people]]\nname = "x"\nphone = "{phone}"\nroles = ["{role}"]\nlanguage = "en"\n\n'
        for phone, role in (
            (OBSERVER, "observer"),
            (YOUTH_LEAD, "youth-lead"),
            (SECOND_OVERSIGHT, "oversight"),
            (PEACE, "peace-committee"),
        )
    )
    return long_named(load_example("mlango-kubwa").replace("[[shifts]]", more + "[[shifts]]", 1))


class World:
    """The three communities: `crowded`; `named`, whose people make passkeys; and `office`, whose people have PINs."""

    def __init__(self, port: int, named: Town, office: Town, crowded: Town) -> None:
        self.crowded, self.named, self.office, self.port = crowded, named, office, port
        in_process.use(crowded.services)
        self.life = association.lived(crowded, crowded_file(), YOUTH_LEAD, SECOND_OVERSIGHT)
        self.killing = _story(crowded)
        self.accusing = reference_in(crowded.dials(RESIDENTS[19], CODE, *ABOUT_LEADERS, "1"))
        _people(crowded)
        fill(crowded, OPEN)
        _figures(crowded)
        crowd_of_alarms(crowded)
        self.edition = publishes(crowded, quarter=Quarter(2026, 3)).id


@contextmanager
def built(folder: Path) -> Iterator[World]:
    """Build the communities on SQLite, each with a Redis of its own."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    port = free_port()
    with ExitStack() as ends:
        towns = []
        for name, text, more in (
            ("named", real_file(), {"desk_origin": f"http://localhost:{port}"}),
            ("office", real_file(), {}),
            ("crowded", crowded_file(), {}),
        ):
            place = folder / name
            place.mkdir()
            redis = ends.enter_context(started_redis(place, free_port()))
            town = Town(f"sqlite:///{place / 'doria.db'}", redis, text, keeps_database=False, **more)
            ends.callback(town.close)
            towns.append(town)
        yield World(port, *towns)


def _story(town: Town) -> str:
    """Let reports of every kind come in; return the reference of a killing to which people go."""
    town.keeps_timeline = False
    killing = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(seconds=80)
    town.answers(LEADER, "going", killing)
    town.answers(LEADER, "there", killing, "W" * 90)
    town.texts(COORDINATOR, f"OB {killing} 12/23/11/2026 Muthaiga")
    for number, phone in enumerate(RESIDENTS[4:16]):
        town.texts(phone, f"{_TEXTS[number % len(_TEXTS)]} bondeni {'karibu na kanisa la zamani ' * (number % 3)}")
    for phone in RESIDENTS[16:19]:
        town.dials(phone, CODE, "7", "2", "2")
    for number, phone in enumerate((OTHER, RESIDENTS[2], RESIDENTS[3])):
        town.dials(phone, CODE, "9", "1", f"Alichukua pesa za mradi {number}", "1")
    town.texts(DEPUTY, "OFF")
    return killing


def _people(town: Town) -> None:
    """Let a change of a leader wait for a second officer, somebody ask the officers, and the settings have a past."""
    coordinator = Clerk(town, COORDINATOR)
    coordinator.signs_in()
    coordinator.confirms(coordinator.asks(LEADER, zones="bondeni"))
    coordinator.confirms(coordinator.asks(KIAMUTISYA, zones="bondeni"))
    coordinator.confirms(coordinator.asks(BONDENI, language="en"))
    stored(coordinator, wished(coordinator, KIAMUTISYA, BONDENI))
    page = coordinator.opens("/desk/print")
    coordinator.presses(page, coordinator.says("print", "pads.make"), count="100")


def _figures(town: Town) -> None:
    """Let there be a year of incidents, and their pictures in both languages."""
    year(town, 400)
    learned.waiting(town, 100, ("bondeni", "market"), slow="market")
    learned.known_for(town, 30)
    for language in ("en", "sw"):
        coordinator = Reading(town, COORDINATOR, language)
        coordinator.presses(coordinator.reads(52), coordinator.words("draw"))
        town.works()


def visitor(town: Town, phone: str, language: str) -> Visitor:
    """Return somebody who has signed in at the desk of a community."""
    # The jobs of this process are those of one community at a time.
    in_process.use(town.services)
    made = Visitor(town, phone, language)
    made.signs_in()
    return made
