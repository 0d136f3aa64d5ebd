"""The history of the settings, an older version put in force again, and the file with its look."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.communities import parsed_files
from gateway.communities.file import load_example, parse
from gateway.storage.models import CommunityVersion
from menus.domain.community import Community
from menus.domain.roles import Role
from menus.text.names import Text
from tests.desk import Shown
from tests.journeys.desk.community import HOME, WHY, Settings, body, said, versions
from tests.journeys.desk.test_whose_pages import ALONE, with_every_role
from tests.people import COORDINATOR, OVERSIGHT, small
from tests.town import Town

EXAMPLE = load_example("mlango-kubwa")
SECRET = "Newcomer of Bondeni (example)"
"""The name of somebody of the patrol."""


def with_newcomer(text: str) -> str:
    """Return a file with one more person of the patrol, and with a secret word."""
    person = f'[[people]]\nname = "{SECRET}"\nphone = "+254700000199"\nroles = ["patrol"]\nduress = "maembe"\n\n'
    return text.replace("[[shifts]]", person + "[[shifts]]", 1)


def rewrites(town: Town, number: int, **values: str | None) -> None:
    """Write other values into the row of a version, as an earlier release or the clock has left them."""
    with town.services.uow() as uow:
        row = uow.session.scalars(select(CommunityVersion).where(CommunityVersion.version == number)).one()
        for name, value in values.items():
            setattr(row, name, value)


def rows(page: Shown) -> list[str]:
    """Return the versions that a page lists."""
    (listed,) = page.root.all("ol", class_="rows")
    return [one.text for one in listed.all("li") if "Version" in one.text]


def test_each_version_tells_who_when_why_and_what_it_changed(town: Town) -> None:
    visitor = Settings(town)
    visitor.changes("quiet/all", begins="21:00")
    town.passes(minutes=1)
    visitor.changes("ladder/minor-patrol", wait_1="1h")
    newest, before, first = rows(visitor.opens(f"{HOME}/history"))
    person = town.person(COORDINATOR)
    for row, line in ((newest, "ladders: changed minor patrol"), (before, "other settings: changed quiet_hours")):
        assert all(told in row for told in (person.name, WHY, line))
    assert "Version 1" in first
    page = visitor.opens(f"{HOME}/history/2")
    assert visitor.words("version.changed") in page.text
    assert "21:00-06:00" in page.text
    assert "after 2 h coordinator" in page.text, "the ladder as it was then"


def test_a_version_about_people_tells_who_came_and_why_and_no_number_and_no_secret_word(
    new_town: Callable[..., Town],
) -> None:
    town = new_town(with_every_role())
    steering, overseer = Settings(town), Settings(town, ALONE[Role.OVERSIGHT])
    steering.changes("quiet/all", begins="21:00")
    town.loads(with_newcomer(body(town)))
    rewrites(town, 3, loaded_by="Someone", why=f"{SECRET} has come")
    phones = [person.phone for person in said(town).people]
    for visitor in (overseer, steering):
        for where in (HOME, f"{HOME}/history", f"{HOME}/history/2", f"{HOME}/history/3"):
            page = visitor.opens(where)
            assert page.status == 200
            assert not [phone for phone in phones if phone in page.html]
            assert "maembe" not in page.html
            if where != f"{HOME}/history/2":
                assert SECRET in page.text, where
                assert "Someone" in page.text, where
        assert WHY in visitor.opens(f"{HOME}/history/2").text
    assert f"{HOME}/change/version/2" not in overseer.opens(f"{HOME}/history/2").html
    assert f"{HOME}/change/version/2" in steering.opens(f"{HOME}/history/2").html


def test_a_version_whose_text_is_erased_stays_in_the_list(town: Town) -> None:
    visitor = Settings(town)
    visitor.changes("quiet/all", begins="21:00")
    visitor.changes("quiet/all", begins="20:00")
    rewrites(town, 1, body="", loaded_by=None, why=None)
    newest, before, first = rows(visitor.opens(f"{HOME}/history"))
    assert visitor.words("version.erased") in first
    assert "changed quiet_hours" in newest
    assert "changed quiet_hours" not in before, "nobody knows what it was before"
    assert visitor.opens(f"{HOME}/history/1").status == 200
    assert visitor.opens(f"{HOME}/change/version/1").status == 404


def test_a_long_history_comes_in_pages_and_what_does_not_exist_is_not_there(new_town: Callable[..., Town]) -> None:
    town = new_town(small(EXAMPLE))
    text = body(town)
    for number in range(24):
        town.loads(text.replace('"Daraja"', f'"Daraja {number}"'))
    visitor = Settings(town)
    pages = [visitor.opens(f"{HOME}/history?page={number}") for number in (1, 2, 3)]
    assert [len(rows(page)) for page in pages] == [10, 10, 5]
    assert "Version 25" in rows(pages[0])[0]
    for asked in ("0", "99", "x", "-1", "9" * 30, "٣"):
        assert visitor.opens(f"{HOME}/history?page={asked}").status == 200
    for missing in ("0", "26", "9" * 30, "x", "-1"):
        assert visitor.opens(f"{HOME}/history/{missing}").status == 404


def test_an_older_version_is_put_in_force_again_with_its_reason(town: Town) -> None:
    visitor = Settings(town)
    visitor.changes("quiet/all", begins="21:00")
    page = visitor.asks("version/1")
    assert "22:00-06:00" in page.text
    told = visitor.confirms(page)
    assert visitor.words("done", number=3) in told.text
    assert body(town) == EXAMPLE
    assert (versions(town)[0].by, versions(town)[0].why) == (town.person(COORDINATOR).name, WHY)
    assert town.got(OVERSIGHT, Text.SETTINGS_CHANGED)
    assert visitor.opens(f"{HOME}/change/version/3").status == 404, "it is in force"
    assert visitor.opens(f"{HOME}/change/version/99").status == 404


def test_a_version_with_others_who_lead_is_not_put_in_force_by_one_officer(town: Town) -> None:
    other = EXAMPLE.replace('"+254700000102"\nroles = ["deputy-leader"]', '"+254700000109"\nroles = ["deputy-leader"]')
    town.loads(other.replace('roles = ["patrol-leader"]', 'roles = ["patrol-leader", "coordinator"]'))
    before = body(town)
    visitor = Settings(town)
    refused = visitor.asks("version/1", decision="D7")
    assert refused.status == 422
    assert visitor.words("slip.people") in refused.text
    assert body(town) == before


GUARDED = ('roles = ["patrol-leader"]', 'roles = ["police"]', 'roles = ["coordinator", "treasurer"]')


@pytest.mark.parametrize("role", GUARDED)
@pytest.mark.parametrize("line", ['team = "Owls"', 'tenure = "absent"', 'zones = ["bondeni"]', 'duress = "maembe"'])
def test_a_version_is_not_put_in_force_where_the_page_people_asks_for_two(town: Town, role: str, line: str) -> None:
    key = line.partition(" ")[0]
    person = next(one for one in EXAMPLE.split("[[people]]") if role in one)
    if f"\n{key} =" in person:
        return
    town.loads(EXAMPLE.replace(person, person.replace(role, f"{role}\n{line}")))
    visitor = Settings(town)
    refused = visitor.asks("version/1", decision="D7")
    assert (refused.status, visitor.words("slip.people") in refused.text) == (422, True)
    assert len(versions(town)) == 2


def test_a_secret_word_of_a_patroller_is_not_taken_away_by_an_older_version(town: Town) -> None:
    old = '"+254700000111"\nroles = ["patrol"]'
    assert old in EXAMPLE
    town.loads(EXAMPLE.replace(old, f'{old}\nduress = "maembe"'))
    visitor = Settings(town)
    refused = visitor.asks("version/1")
    assert (refused.status, visitor.words("slip.people") in refused.text) == (422, True)


def test_a_version_with_other_covers_is_refused_in_words(town: Town) -> None:
    cover = '[[covers]]\nperson = "+254700000111"\nfor = "+254700000112"\nfrom = {}\nto = {}\nwhy = "harusi"\n\n'
    times = [f"{town.now + timedelta(hours=hours):%Y-%m-%dT%H:%M:%S}" for hours in (24, 30)]
    town.loads(EXAMPLE.replace("[[shifts]]", cover.format(*times) + "[[shifts]]", 1))
    visitor = Settings(town)
    refused = visitor.asks("version/1")
    assert (refused.status, visitor.words("slip.covers") in refused.text) == (422, True)
    assert len(versions(town)) == 2


def test_the_checks_apply_to_an_older_version(town: Town) -> None:
    visitor = Settings(town)
    visitor.changes("quiet/all", begins="21:00")
    rewrites(town, 1, body=EXAMPLE.replace('{ notify = ["police"] },', '{ notify = ["chief"] },'))
    page = visitor.asks("version/1")
    assert page.status == 422
    assert "nobody has the role chief" in page.text
    assert len(versions(town)) == 2


def test_a_restore_needs_a_fresh_proof(town: Town) -> None:
    visitor = Settings(town)
    visitor.changes("quiet/all", begins="21:00")
    town.passes(minutes=4)
    page = visitor.asks("version/1")
    town.passes(minutes=2)
    asked = visitor.confirms(page)
    assert asked.status == 403
    assert len(versions(town)) == 2
    visitor.presses(asked, visitor.says("sign_in", "proof.go.none"))
    assert body(town) == EXAMPLE


def test_a_file_that_this_doria_cannot_read_is_said_and_not_edited(town: Town) -> None:
    visitor = Settings(town)
    town.loads(EXAMPLE.replace("22:00-06:00", "20:00-06:00"))
    rewrites(town, 2, body=EXAMPLE + "\n[of_another_release]\nkey = 1\n")
    town.reads_communities_again()
    page = visitor.opens(HOME)
    assert visitor.words("unreadable") in page.text
    assert "22:00-06:00" in page.text
    assert "/change/" not in page.html
    assert visitor.opens(f"{HOME}/change/quiet/all").status == 404


def test_a_page_that_is_opened_again_reads_no_file_anew(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counting(text: str) -> Community:
        read.append(text)
        return parse(text)

    visitor = Settings(town)
    monkeypatch.setattr(parsed_files, "parse", counting)
    first = [visitor.opens(page).text for page in (HOME, f"{HOME}/history")]
    read.clear()
    assert [visitor.opens(page).text for page in (HOME, f"{HOME}/history")] == first
    assert read == []
    # Of each database another one: files are kept for the whole process.
    newer = f"{body(town)}\n# {id(town)}\n"
    rewrites(town, 1, body=newer)
    visitor.opens(HOME)
    assert read == [newer]
