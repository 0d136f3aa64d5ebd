"""Stories of sessions over two processes: whatever they and Redis have forgotten, a caller reads the same pages."""

from collections.abc import Callable

import pytest

from gateway.app import create_app
from gateway.services import Services
from gateway.ussd.memory import UssdMemory
from menus.text.names import Text
from tests.fakes import RedisAway
from tests.people import CODE, OTHER, RESIDENT
from tests.statements import counted
from tests.town import TOKEN, Town


class Processes:
    """Two web processes over one database and one Redis, and what happens to them between two hops."""

    def __init__(self, town: Town) -> None:
        self.town = town
        other = Services(town.services.settings)
        other.override(
            database=town.services.database,
            directory=town.services.directory,
            clock=town.services.clock,
            redis=town.redis,
        )
        self.both = [town.services, other]
        self._webs = [create_app(services).test_client() for services in self.both]
        self.forgets()

    def hop(self, text: str, session: str, phone: str = RESIDENT, by: int = 0) -> str:
        """Post one hop to one of the processes; return its answer."""
        form = {"sessionId": session, "phoneNumber": phone, "serviceCode": CODE, "networkCode": "63902", "text": text}
        return self._webs[by].post(f"/at/{TOKEN}/ussd", data=form).text

    def forgets(self) -> None:
        """Let both processes forget every session, as if they had been started again."""
        for services in self.both:
            services.override(memory=UssdMemory(self.town._connect_patiently, services.redis_outage))  # noqa: SLF001 - the harness's own connection
            services.remake("ussd")

    def loses_redis(self) -> None:
        """Let both processes know that Redis is away."""
        for services in self.both:
            away = RedisAway(self.town.redis.client)
            services.override(redis_outage=away, memory=UssdMemory(self.town._connect_patiently, away))  # noqa: SLF001
            services.remake("ussd", "wakeup_queue")

    def wipes(self) -> None:
        """Wipe Redis."""
        self.town.redis.flushdb()


@pytest.fixture
def processes(town: Town) -> Processes:
    """Give two web processes of a town."""
    return Processes(town)


def nothing(_processes: Processes) -> None:
    """Leave everything as it is."""


def cold_and_wiped(processes: Processes) -> None:
    """Forget everything but the database."""
    processes.forgets()
    processes.wipes()


WALKS = {
    "keys": ("", "2", "2*0", "2*0*0", "2*0*0*3", "2*0*0*3*00", "2*0*0*3*00*98"),
    "keys of a report": ("", "4", "4*2", "4*2*4", "4*2*4*0"),
    "another language": ("", "0", "0*6", "0*6*0", "0*6*0*3", "0*6*4", "0*6*4*2", "0*6*0*6"),
    "several keys in one hop": ("", "0*6", "0*6*1*2", "0*6*1*2*98"),
    "a typed place": ("", "4", "4*7", "4*7*nyuma ya kanisa", "4*7*nyuma ya kanisa*4"),
    "a place with stars": ("", "1", "1*7", "1*7*plot*1*1*1", "1*7*plot*1*1*1*5", "1*7*plot*1*1*1*5*0"),
    "a number": ("", "4", "4*7", "4*7*5", "4*7*5*12", "4*7*5*12*4", "4*7*5*12*4*0"),
    "a number that is no place": ("", "4", "4*7", "4*7*5*5", "4*7*5*5*4", "4*7*5*5*4*0"),
    "text where a key is due": ("", "x", "x*4", "x*4*2"),
    "a lost hop": ("", "4*7", "4*7*5*5", "4*7*5*5*4"),
    "stars that would send a killing": ("", "1", "1*7", "1*7*1*1*1", "1*7*1*1*1*0", "1*7*1*1*1*0*2"),
    "stars that would send a mob beating": ("", "6", "6*7", "6*7*4*1", "6*7*4*1*5*1"),
    "stars that would send a fight": ("", "5*7", "5*7*1*1*1", "5*7*1*1*1*kwa mama*1"),
    "stars that would send a fire": ("", "8*7", "8*7*1*1", "8*7*1*1*kwa 1*1"),
    "a plot with stars": ("", "1*8", "1*8*1*1", "1*8*1*1*4"),
    "stars that would send a complaint": ("", "9", "9*5", "9*5*4*1", "9*5*4*1*0"),
    "a complaint without stars": ("", "9", "9*3", "9*3*hawaji usiku", "9*3*hawaji usiku*3*x*1*0"),
    "stars that would cancel a complaint": ("", "9*2", "9*2*1*98*0", "9*2*1*98*0*0"),
    "stars in private help": ("", "7", "7*2", "7*2*kwa 1*1"),
    "keys that would choose a language": ("", "0*6*9*5", "0*6*9*5*0*6"),
}
HAPPENS: dict[str, Callable[[Processes], None]] = {
    "nothing": nothing,
    "started again": Processes.forgets,
    "wiped": Processes.wipes,
    "started again and wiped": cold_and_wiped,
}


@pytest.mark.parametrize("happens", HAPPENS)
@pytest.mark.parametrize("walk", WALKS)
def test_a_caller_reads_the_same_pages_by_any_process(processes: Processes, walk: str, happens: str) -> None:
    texts = WALKS[walk]
    wanted = [processes.hop(text, "still", OTHER) for text in texts]
    found = []
    for number, text in enumerate(texts):
        found.append(processes.hop(text, "moved", by=number % 2))
        # The network posts it again, and another process takes it.
        assert processes.hop(text, "moved", by=1 - number % 2) == found[-1]
        HAPPENS[happens](processes)
        assert processes.hop(text, "moved", by=number % 2) == found[-1], "a post that is repeated later"
    assert found == wanted
    assert processes.town.board() == [], "nothing was sent"


@pytest.mark.parametrize("walk", WALKS)
def test_a_caller_reads_the_same_pages_without_redis(processes: Processes, walk: str) -> None:
    texts = WALKS[walk]
    wanted = [processes.hop(text, "still", OTHER) for text in texts]
    processes.loses_redis()
    assert [processes.hop(text, "moved", by=number % 2) for number, text in enumerate(texts)] == wanted


@pytest.mark.parametrize("happens", [Processes.wipes, cold_and_wiped])
def test_a_text_with_stars_is_whole_though_redis_was_wiped_before_its_page(
    processes: Processes, happens: Callable[[Processes], None]
) -> None:
    texts = ("", "9", "9*1", "9*1*alichukua*1*pesa", "9*1*alichukua*1*pesa*0")
    wanted = [processes.hop(text, "still", OTHER) for text in texts]
    found = [processes.hop(text, "moved") for text in texts[:2]]
    happens(processes)
    assert found + [processes.hop(text, "moved") for text in texts[2:]] == wanted


def test_the_next_session_begins_in_the_language_that_was_chosen(processes: Processes) -> None:
    town = processes.town
    town.presses("0", "6", session="first")
    cold_and_wiped(processes)
    page = processes.hop("", "second", by=1)
    assert town.is_a(page, Text.MAIN, language="en")
    assert town.is_a(town.texts(RESIDENT, "HELP"), Text.HELP_RESIDENT, language="en")
    processes.loses_redis()
    assert processes.hop("", "third") == page
    assert processes.hop("", "fourth", OTHER) == town.page()


def test_an_offered_report_stays_on_its_pages_by_any_process(processes: Processes) -> None:
    town = processes.town
    town.presses("4", "2", session="first")
    offered = processes.hop("", "second")
    assert town.is_a(offered, Text.OFFER, place="Bondeni")
    for happens in (nothing, Processes.forgets, cold_and_wiped, Processes.loses_redis):
        happens(processes)
        assert processes.hop("", "second", by=1) == offered
        assert processes.hop("0", "other", by=1) == town.page("0")


@pytest.mark.parametrize("happens", HAPPENS)
def test_a_place_with_stars_for_an_offered_report_is_whole_by_any_process(processes: Processes, happens: str) -> None:
    town = processes.town
    texts = ("", "1", "1*3", "1*3*7", "1*3*7*plot*1*1")
    pages: list[list[str]] = []
    for phone in (OTHER, RESIDENT):
        town.presses("4", "2", session=f"first of {phone}", phone=phone)
        pages.append([])
        for number, text in enumerate(texts):
            pages[-1].append(processes.hop(text, "second", phone, by=number % 2))
            if phone == RESIDENT:
                HAPPENS[happens](processes)
    assert pages[0] == pages[1]
    assert town.is_a(pages[0][0], Text.OFFER, place="Bondeni")


def test_copies_of_one_dial_show_one_page_though_a_report_breaks_off_between_them(processes: Processes) -> None:
    town = processes.town
    first = processes.hop("", "second")
    town.presses("4", "2", session="first")
    assert processes.hop("", "second", by=1) == first
    assert processes.hop("4", "second", by=1) == town.page("4")


def test_a_private_session_is_forgotten_by_its_process_once_it_ends(processes: Processes) -> None:
    town = processes.town
    town.presses("7", "2", "2", session="ATUid_secret")
    key = town.services.keyring.session("ATUid_secret", RESIDENT)
    assert town.services.memory.known(key) is not None
    town.drops("ATUid_secret", status="Success")
    assert town.services.memory.known(key) is None
    assert not town.redis.keys("ussd:*")


def test_what_a_hop_asks_of_the_database_is_counted(processes: Processes) -> None:
    town = processes.town
    # The clock of the stories asks nothing. A real one looks at the database's clock in each transaction.
    town.services.remake("clock", "ussd")
    town.dials(OTHER, CODE, "4", "2")
    with counted(town.services) as dialled:
        processes.hop("", "counted")
    assert 1 <= len(dialled) <= 2
    with counted(town.services) as menus:
        for text in ("0", "0*0", "0*0*9", "0*0*9*00", "0*0*9*00*4"):
            processes.hop(text, "counted")
            processes.hop(text, "counted", by=1)
        processes.forgets()
        processes.hop("4", "counted")
    assert menus == []
    with counted(town.services) as meetings:
        processes.hop("0*3", "meetings", OTHER)
    assert len(meetings) <= 16, meetings
    with counted(town.services) as typed:
        processes.hop("x", "counted")
    assert len(typed) <= 5, "where the text ended is kept"
    with counted(town.services) as began:
        processes.hop("4*2", "counted")
    with counted(town.services) as went_on:
        processes.hop("4*2*4", "counted")
    assert len(began) == 3, began
    assert len(went_on) == 3, went_on
    with counted(town.services) as chosen:
        processes.hop("0*6", "choosing", OTHER)
    assert len(chosen) <= 4
