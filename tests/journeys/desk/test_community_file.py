"""The community file as a download, with a reason, a fresh proof and a look on record. A large one has small pages."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example, read
from gateway.storage.models import LookRow
from menus.domain.looks import LookKind
from tests.desk import Shown, Visitor
from tests.journeys.desk.community import HOME, Settings, body
from tests.journeys.desk.test_community_history import with_newcomer
from tests.people import COORDINATOR, OVERSIGHT, crowded
from tests.town import Town

EXAMPLE = load_example("mlango-kubwa")


def exports(visitor: Settings, why: str = "for the new laptop") -> Shown:
    """Ask for the file."""
    page = visitor.opens(f"{HOME}/export")
    return visitor.presses(page, visitor.words("export.get", key="mlango-kubwa"), None, why=why)


def looks(town: Town) -> list[LookRow]:
    """Return the looks at a file."""
    with town.services.reading() as session:
        return list(session.scalars(select(LookRow).where(LookRow.kind == LookKind.FILE)))


def test_the_file_is_given_byte_for_byte_and_the_look_is_on_record(new_town: Callable[..., Town]) -> None:
    text = EXAMPLE.replace("\n", "\r\n")
    town = new_town(text)
    answer = exports(Settings(town)).answer
    assert answer.data == text.encode()
    assert read(answer.data.decode()).key == "mlango-kubwa"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mlango-kubwa.toml"'
    assert answer.headers["Cache-Control"] == "no-store"
    (look,) = looks(town)
    assert (look.by, look.why, look.incident_id) == (town.person(COORDINATOR).name, "for the new laptop", None)
    overseer = Visitor(town, OVERSIGHT)
    overseer.signs_in()
    page = overseer.opens("/desk/oversight/looks")
    assert overseer.says("oversight_looks", "kind.file") in page.text
    assert "for the new laptop" in page.text
    town.places()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_secret_words_stay_behind_and_the_rest_is_whole(new_town: Callable[..., Town], end: str) -> None:
    text = with_newcomer(EXAMPLE).replace("\n", end)
    town = new_town(text)
    visitor = Settings(town)
    assert "secret words" in visitor.opens(f"{HOME}/export").text
    data = exports(visitor).answer.data.decode()
    assert "maembe" not in data
    assert data.startswith("# The duress words of the people are left out")
    assert data.count("\n") == data.count(end)
    before, after = read(text), read(data)
    assert before.people[-1].duress == "maembe"
    assert after == replace(before, people=tuple(replace(person, duress=None) for person in before.people))
    assert data.partition(end)[2] == text.replace(f'duress = "maembe"{end}', "")
    assert body(town) == text
    assert len(looks(town)) == 1


@pytest.mark.parametrize("why", ["", " \x00 ", "w" * 301])
def test_without_a_reason_nothing_is_given(town: Town, why: str) -> None:
    page = exports(Settings(town), why)
    assert page.status == 422
    assert not re.search(r"\+2547", page.html)
    assert looks(town) == []


def test_the_file_needs_a_fresh_proof(town: Town) -> None:
    visitor = Settings(town)
    town.passes(minutes=4)
    page = visitor.opens(f"{HOME}/export")
    town.passes(minutes=2)
    asked = visitor.presses(page, visitor.words("export.get", key="mlango-kubwa"), None, why="for the new laptop")
    assert (asked.status, looks(town)) == (403, [])
    assert "+2547" not in asked.html
    given = visitor.presses(asked, visitor.says("sign_in", "proof.go.none"))
    assert given.answer.data == EXAMPLE.encode()
    assert len(looks(town)) == 1


def test_only_a_form_gets_the_file(town: Town) -> None:
    assert Settings(town).opens(f"{HOME}/file.toml").status == 404
    assert looks(town) == []


def test_a_large_community_has_small_pages(new_town: Callable[..., Town]) -> None:
    meetings = "".join(
        f'[[barazas]]\non = {town_day}\nat = "14:00"\nplace = "Hall {number}"\n'
        for number, town_day in enumerate(f"{2027 + number // 300}-01-{number % 28 + 1:02}" for number in range(1_000))
    )
    projects = "".join(f'[[projects]]\nname = "Project {number}"\n' for number in range(1_000))
    zones = "".join(
        f'[[zones]]\nkey = "z{number}"\nname = "Zone {number}"\nlandmarks = ["Landmark {number}", "Shop {number}"]\n'
        for number in range(85)
    )
    town = new_town(crowded(EXAMPLE, 200) + meetings + projects + zones)
    visitor = Settings(town)
    town.loads(body(town).replace("Project 7", "Trees"))
    for where in ("", "?meetings=50", "?projects=51", "/history", "/history/2", "/change/meeting/1000", "/export"):
        page = visitor.opens(f"{HOME}{where}")
        assert page.status == 200
        assert len(page.answer.data) < 60_000, where
    assert "Hall 980" in visitor.opens(f"{HOME}?meetings=50").text
    assert "Trees" in visitor.opens(f"{HOME}?projects=1").text
