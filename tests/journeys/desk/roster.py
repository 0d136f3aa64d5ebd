"""The roster at the desk: the community, and what stories about it press and read."""

from datetime import timedelta

from sqlalchemy import select

from gateway.communities.directory import Directory
from gateway.communities.file import load_example, parse
from gateway.communities.records import body_of
from gateway.storage.models import CommunityVersion
from menus.domain.community import Community
from tests.desk import Shown, Visitor
from tests.people import BONDENI, COORDINATOR, KIAMUTISYA, LEADER, small
from tests.town import Town

LARGEST = 60_000
"""The most bytes of a page."""
EVERY_DAY = '["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'
NIGHTS = (
    f'[[shifts]]\npeople = ["{LEADER}", "{BONDENI}"]\ndays = {EVERY_DAY}\nfrom = "20:00"\nto = "06:00"\n\n'
    f'[[shifts]]\npeople = ["{KIAMUTISYA}"]\ndays = {EVERY_DAY}\nfrom = "06:00"\nto = "20:00"\n\n'
)


def with_shifts(shifts: str) -> str:
    """Return the example file with two zones and with other shifts: its pages are made in no time."""
    text = small(load_example("mlango-kubwa"))
    return text[: text.index("[[shifts]]")] + shifts + text[text.index("# A killing or armed") :]


def desk_of(town: Town, phone: str = COORDINATOR, language: str = "en") -> Visitor:
    """Return somebody who has signed in."""
    visitor = Visitor(town, phone, language)
    visitor.signs_in()
    return visitor


def wall(town: Town, **later: float) -> str:
    """Return a time from now on as the form has it."""
    return f"{(town.now + timedelta(**later)).astimezone(town.community.timezone):%Y-%m-%dT%H:%M}"


def wished(visitor: Visitor, who: str, whom: str = "", /, **fields: str) -> Shown:
    """Fill in the form of a cover, and return the page that asks for the button, or the form with its faults."""
    town = visitor.town
    page = visitor.opens("/desk/roster/cover")
    named = {name: visitor.town.person(phone).name for name, phone in (("person", who), ("instead_of", whom)) if phone}
    times = {"begins": wall(town), "ends": wall(town, hours=24), "why": "Away"}
    return visitor.presses(page, visitor.says("roster", "cover.look"), None, **{**named, **times, **fields})


def stored(visitor: Visitor, page: Shown) -> Shown:
    """Press the button that stores what the page asks for."""
    name = "confirm.store" if visitor.says("roster", "confirm.new") in page.text else "confirm.store_end"
    done = visitor.presses(page, visitor.says("roster", name))
    visitor.town.works()
    return done


def taken_away(visitor: Visitor) -> Shown:
    """Press the button at the first cover of the roster."""
    page = visitor.opens("/desk/roster")
    button = next(one for one in page.buttons() if one.address == "/desk/roster/cover/end")
    return visitor.sends(button.address, button.fields)


def standing(page: Shown) -> dict[str, str]:
    """Return what the roster says of each person, by the beginning of their name."""
    names = [(next(iter(one.all("strong")), None), one.text) for one in page.root.all("li")]
    return {name.text.removesuffix(" (example)"): text for name, text in names if name is not None}


def versions(town: Town) -> list[CommunityVersion]:
    """Return the versions of the file that are kept."""
    with town.services.reading() as session:
        return list(session.scalars(select(CommunityVersion).order_by(CommunityVersion.version)))


def in_force(town: Town) -> Community:
    """Return what the file in force says."""
    with town.services.reading() as session:
        body = body_of(session, "mlango-kubwa")
    assert body is not None
    return parse(body)


def alerted(town: Town, *phones: str, reference: str) -> list[bool]:
    """Return for each phone whether it has a text about an incident."""
    return [any(reference in text for text in town.inbox(phone)) for phone in phones]


def kept_awake(visitor: Visitor) -> None:
    """Let time pass until the sign-in is no fresh proof any more, and use the desk meanwhile."""
    for _ in range(3):
        visitor.town.passes(minutes=2)
        assert visitor.opens("/desk/roster").status == 200


def loads_elsewhere(town: Town, text: str) -> None:
    """Load a file in another process, so that the directory of this one does not know it before it looks."""
    older = Directory(town.services.database, max_age=float("inf"))
    assert older.communities()
    town.loads(text)
    town.services.override(directory=older)


BAD = [
    "",
    "\0",
    "x" * 10_000,
    "999999999999999999999",
    "-1",
    "٣",
    "你好",
    "<script>alert(1)</script>",
    "2026-13-40T99:99",
]
