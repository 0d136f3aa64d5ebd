"""The guided story of the page of phones, told on the whole of Doria: each step does what it says, and only once."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.communities.file import load_example
from gateway.simulator import people, story_rules
from gateway.simulator.story import Story
from menus.domain.categories import Category
from tests.people import COORDINATOR, DEPUTY, LEADER, POLICE, RESIDENT, small
from tests.town import Town

FILE = load_example("mlango-kubwa")
ELSEWHERE = (
    small(FILE)
    .replace('key = "mlango-kubwa"', 'key = "kasarani"')
    .replace("Mlango Kubwa", "Kasarani")
    .replace("*384*77#", "*483*5#")
    .replace('"22384"', '"40404"')
    .replace("Patrol leader (example)", "Njeri (example)")
    .replace('roles = ["patrol-leader"]', 'roles = ["patrol-leader"]\nzones = ["bondeni"]')
    .replace('language = "sw"', 'language = "en"')
    .replace('languages = ["sw"]', 'languages = ["en"]')
)


class TownPhones:
    """Phones whose network is a town. `off` are phones that get nothing."""

    def __init__(self, town: Town, code: str = "22384") -> None:
        self.town, self.code = town, code
        self.off: set[str] = set()
        self.pages: list[str] = []
        self._typed: dict[str, list[str]] = {}
        self._calls = 0
        self._service = ""

    def inbox(self, phone: str) -> list[dict[str, str]]:
        """Return the texts that a phone got."""
        return [] if phone in self.off else [{"text": text} for text in self.town.inbox(phone)]

    def send_sms(self, phone: str, to: str, text: str) -> str:
        """Send a text from a phone."""
        assert to == self.code
        return self.town.texts(phone, text, to=to)

    def dial(self, phone: str, code: str) -> tuple[str, bool]:
        """Begin a call."""
        self._calls += 1
        self._service, self._typed[phone] = code, []
        return self._hop(phone)

    def press(self, phone: str, given: str) -> tuple[str, bool]:
        """Press a key."""
        self._typed[phone].append(given)
        return self._hop(phone)

    def _hop(self, phone: str) -> tuple[str, bool]:
        page = self.town.hop(phone, self._service, "*".join(self._typed[phone]), f"story-{self._calls}")
        self.town.works()
        self.pages.append(page)
        return page[4:], page.startswith("CON ")


@pytest.fixture
def phones(town: Town) -> TownPhones:
    """Give the phones of the town."""
    return TownPhones(town)


@pytest.fixture
def story(phones: TownPhones, tmp_path: Path) -> Story:
    """Give the story of the town."""
    return story_of(phones, tmp_path, FILE)


def story_of(phones: TownPhones, folder: Path, *files: str) -> Story:
    """Return the story that these community files can tell."""
    paths = [folder / f"{number}.toml" for number in range(len(files))]
    for path, text in zip(paths, files, strict=True):
        path.write_text(text, encoding="utf-8")
    return Story(phones, lambda: people.read(paths), lambda: next_rung(phones.town), folder / "story.json", 0.1)


def next_rung(town: Town) -> bool:
    """Let three minutes pass, as long as the ladders are."""
    town.passes(minutes=3)
    return True


def tells(story: Story, until: int, run: int = 1) -> str:
    """Do the steps up to one of them, and return the reference."""
    for step in range(1, until + 1):
        story.do(run, step)
        assert (story.state()["step"], story.state()["failed"]) == (step, None)
    return str(story.state()["reference"])


def test_the_story_is_told_to_its_end(town: Town, story: Story) -> None:
    reference = tells(story, 1)
    assert town.alerts(LEADER) == [town.alert_to(LEADER, reference)]
    assert town.alerts(DEPUTY) == []
    story.do(1, 2)
    assert town.alerts(DEPUTY) == [town.alert_to(DEPUTY, reference)]
    assert town.track(reference, "patrol")["answered_by_role"] is None
    story.do(1, 3)
    assert town.track(reference, "patrol")["answered_by_role"] == "deputy-leader"
    assert town.track(reference, "police")["answered_by_role"] is None
    story.do(1, 4)
    assert town.track(reference, "police")["answered_by_role"] == "police"
    story.do(1, 5)
    assert [text for text in town.inbox(COORDINATOR) if reference in text], "the coordinator reads that it is over"
    assert town.incident(reference)["status"] == "open"
    story.do(1, 6)
    assert town.incident(reference)["status"] == "closed"
    assert story.state() == story.state() | {"step": 6, "busy": False, "failed": None}
    assert story.state()["people"]["police"] == {"name": town.person(POLICE).name, "phone": POLICE}


def test_a_step_pressed_twice_is_done_once(town: Town, story: Story) -> None:
    tells(story, 1)
    story.do(1, 1)
    assert len(town.board()) == 1
    before = len(town.carrier.sent)
    tells(story_of(TownPhones(town), story_folder(story), FILE), 0)
    story.do(1, 3)
    story.do(2, 2)
    story.do(1, 7)
    assert story.state()["step"] == 1
    assert len(town.carrier.sent) == before, "a step that is not the next one does nothing"


def story_folder(story: Story) -> Path:
    """Return the folder that a story is kept in."""
    return story._file.parent  # noqa: SLF001 - the test looks into the file that a restart reads


def test_two_visitors_at_the_same_moment_see_one_story(town: Town, phones: TownPhones, tmp_path: Path) -> None:
    began, goes_on = threading.Event(), threading.Event()

    class Slow(TownPhones):
        def dial(self, phone: str, code: str) -> tuple[str, bool]:
            began.set()
            assert goes_on.wait(30)
            return super().dial(phone, code)

    story = story_of(Slow(town), tmp_path, FILE)
    first = threading.Thread(target=story.do, args=(1, 1))
    first.start()
    assert began.wait(30)
    story.do(1, 1)
    story.again(1)
    assert story.state() == story.state() | {"run": 1, "step": 0, "busy": True}
    goes_on.set()
    first.join()
    assert story.state() == story.state() | {"run": 1, "step": 1, "busy": False}
    assert len(town.board()) == 1
    assert phones.inbox(LEADER)


def test_a_story_goes_on_after_a_restart(town: Town, phones: TownPhones, story: Story, tmp_path: Path) -> None:
    reference = tells(story, 2)
    later = story_of(phones, tmp_path, FILE)
    assert later.state() == later.state() | {"step": 2, "reference": reference}
    later.do(1, 3)
    assert town.track(reference, "patrol")["answered_by_role"] == "deputy-leader"


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"run": "x", "step": 1}', '{"run": 1, "step": 1, "reference": 7}'])
def test_a_file_that_cannot_be_read_begins_anew(phones: TownPhones, tmp_path: Path, broken: str) -> None:
    (tmp_path / "story.json").write_text(broken, encoding="utf-8")
    state = story_of(phones, tmp_path, FILE).state()
    assert (state["run"], state["step"], state["reference"]) == (1, 0, None)


def test_once_more_closes_what_was_left_open_and_reports_elsewhere(town: Town, story: Story) -> None:
    first = tells(story, 3)
    story.again(1)
    story.again(1)
    assert story.state() == story.state() | {"run": 2, "step": 0, "reference": None}
    second = tells(story, 6, run=2)
    assert town.incident(first)["status"] == town.incident(second)["status"] == "closed"
    assert town.incident(first)["zone"] != town.incident(second)["zone"]
    assert story.state()["resident"] != RESIDENT


def test_a_leader_who_is_off_stops_the_step_and_the_killing_is_reported_once(
    town: Town, phones: TownPhones, story: Story
) -> None:
    phones.off = {LEADER}
    story.do(1, 1)
    failed = story.state()["failed"]
    assert town.person(LEADER).name in failed["en"]
    assert failed["sw"] != failed["en"]
    assert story.state()["step"] == 0
    phones.off = set()
    tells(story, 1)
    assert len(town.board()) == 1


def test_somebody_who_has_answered_already_stops_the_second_step(town: Town, story: Story) -> None:
    reference = tells(story, 1)
    town.answers(LEADER, "going", reference)
    story.do(1, 2)
    assert story.state()["step"] == 1
    assert town.person(DEPUTY).name in story.state()["failed"]["en"]
    story.again(1)
    tells(story, 2, run=2)


def test_another_community_with_other_names_codes_and_zones(new_town: Callable[..., Town], tmp_path: Path) -> None:
    town = new_town(ELSEWHERE)
    story = story_of(TownPhones(town, "40404"), tmp_path, load_example("kawangware"), ELSEWHERE)
    assert story.state()["community"] == "kasarani"
    assert story.state()["people"]["leader"]["name"] == "Njeri (example)"
    reference = tells(story, 6)
    assert (town.incident(reference)["zone"], town.incident(reference)["category"]) == ("bondeni", Category.GUN_KILLING)
    assert town.inbox(COORDINATOR)


def test_a_community_without_patrol_tells_no_story(town: Town, phones: TownPhones, tmp_path: Path) -> None:
    story = story_of(phones, tmp_path, load_example("kawangware"))
    story.do(1, 1)
    assert story.state() == story.state() | {"community": None, "step": 0, "people": {}}
    assert town.board() == []


def test_the_residents_key_is_that_of_the_zone_or_the_first_one() -> None:
    zones = [("Kiamutisya",), ("Soko", "Market")]
    first, more = "Wapi?\n1 Kiamutisya\n2 Bondeni\n98 Zaidi", "Wapi?\n1 Soko\n0 Nyuma"
    assert story_rules.key_on(first, zones[0], zones) == "1"
    assert story_rules.key_on(first, zones[1], zones) == "98"
    assert story_rules.key_on(more, zones[1], zones) == "1"
    assert story_rules.key_on("Nini?\n1 Bunduki\n2 Wizi\n98 Zaidi", zones[1], zones) == "1"
    assert story_rules.code_in("Funga? Jibu NDIO 6655.") == "6655"
    assert story_rules.code_in("CLOSE 83625") is None
