"""The list of people at the desk: who is shown what, and changes that are asked, said, stored and told."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.roster.phone_notices import short_name
from gateway.storage.models import DeskSession, LookRow
from menus.domain.categories import Category
from menus.domain.looks import LookKind
from menus.domain.roles import Role
from menus.text.names import Text
from tests.journeys.desk.conftest import town_of
from tests.journeys.desk.people import NEW, WHY, agrees, clerk, posted, versions
from tests.people import (
    BONDENI,
    COORDINATOR,
    DEPUTY,
    FOCAL,
    KIAMUTISYA,
    LANDLORDS,
    LEADER,
    OVERSIGHT,
    POLICE,
    RESIDENT,
    crowded,
    small,
)
from tests.town import Town

NAME = "Patrol, Bondeni (example)"


@pytest.fixture
def sqlite_one(sqlite_url: str, redis_url: str) -> Iterator[Town]:
    """Give a town on one kind of database, for what no database decides."""
    with town_of(sqlite_url, redis_url, small(load_example("mlango-kubwa"))) as made:
        yield made


def test_the_list_names_everybody_and_no_whole_number(town: Town) -> None:
    visitor = clerk(town)
    page = visitor.opens("/desk/people")
    for person in town.community.people:
        assert person.name in page.text
        assert person.phone not in page.html
        assert person.phone[4:] not in page.html
        assert visitor.words("number.ending", last=person.phone[-3:]) in page.text
    assert town.community.people[0].name not in page.root.all("title").__next__().text
    assert visitor.words("role.patrol-leader") in page.text
    assert visitor.words("access.last", at="21:00") in page.text


@pytest.mark.parametrize("phone", [COORDINATOR, OVERSIGHT])
def test_a_whole_number_is_shown_by_a_button_and_the_look_is_on_record(town: Town, phone: str) -> None:
    visitor = clerk(town, phone)
    page = visitor.reads(LEADER)
    assert LEADER[4:] not in page.html
    assert visitor.words("phone.ending", last=LEADER[-3:]) in page.text
    assert looks(town) == []
    whole = visitor.presses(page, visitor.words("number.show"))
    assert LEADER in whole.text
    assert LANDLORDS not in whole.html
    assert looks(town) == [(town.person(phone).name, LookKind.NUMBER, town.person(LEADER).name)]
    assert LEADER not in visitor.reads(LEADER).html
    overseer = clerk(town, OVERSIGHT)
    assert town.person(LEADER).name in overseer.opens("/desk/oversight/looks").text


def test_a_whole_number_needs_a_fresh_proof(town: Town) -> None:
    visitor = clerk(town)
    town.passes(minutes=4)
    page = visitor.reads(LEADER)
    town.passes(minutes=2)
    asked = visitor.presses(page, visitor.words("number.show"))
    assert (asked.status, looks(town)) == (403, [])
    assert LEADER not in asked.html
    assert LEADER in visitor.presses(asked, visitor.says("sign_in", "proof.go.none")).text


def looks(town: Town) -> list[tuple[str | None, LookKind, str | None]]:
    """Return the looks on record: by whom, of which kind, and at whose number."""
    with town.services.reading() as session:
        return [(row.by, row.kind, row.why) for row in session.scalars(select(LookRow).order_by(LookRow.id))]


def test_a_number_that_was_asked_for_an_ok_says_so(town: Town) -> None:
    town.passes(minutes=1)
    town.now += timedelta(days=31)
    town.now = town.now.replace(hour=8)
    town.passes(minutes=2)
    visitor = clerk(town)
    page = visitor.opens("/desk/people").text
    assert visitor.words("number.asked") in page
    assert visitor.words("number.proven") in page


def test_long_lists_come_in_pages_of_fifty(town: Town) -> None:
    town.loads(crowded(load_example("mlango-kubwa"), 190))
    visitor = clerk(town)
    seen: list[str] = []
    for number in range(1, 6):
        page = visitor.opens(f"/desk/people?page={number}")
        assert len(page.html) < 60_000
        seen += [one.text for one in page.root.all("a", class_="to-form")]
    assert len(set(seen)) == len(town.community.people) == len(seen)
    for odd in ("0", "-1", "x", "99999999999", "\0", "٣"):
        assert visitor.opens(f"/desk/people?page={odd}").status == 200


def test_oversight_reads_and_changes_nothing(town: Town) -> None:
    visitor = clerk(town, OVERSIGHT)
    own = [one.name for one in visitor.reads(LEADER).buttons() if "/desk/people" in one.address]
    assert own == [visitor.words("number.show")]
    assert "/desk/people/new" not in visitor.opens("/desk/people").html


def test_somebody_new_is_shown_first_and_stored_with_who_and_why(town: Town) -> None:
    visitor = clerk(town)
    page = visitor.asks_to_add(team="Owls", tenure="tenant")
    assert page.status == 200
    assert visitor.words("line.added", name="Asha (example)") in page.text
    assert visitor.words("confirm.at_once") in page.text
    assert NEW not in [person.phone for person in town.community.people]
    done = visitor.confirms(page)
    assert visitor.words("told.done", name="Asha (example)") in done.text
    person = town.person(NEW)
    assert (person.name, person.team, person.tenure) == ("Asha (example)", "Owls", "tenant")
    assert person.roles == {Role.PATROL}
    assert person.zones == {"bondeni"}
    newest, *_ = versions(town)
    assert (newest.by, newest.why) == (town.person(COORDINATOR).name, WHY)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    assert town.alerts(NEW) == [town.alert_to(NEW, reference)]


def test_what_is_typed_comes_back_with_each_fault_at_its_field(town: Town) -> None:
    visitor = clerk(town)
    page = visitor.asks_to_add(name="", phone="0800", roles="king", zones="moon", tenure="x", why="", team="字")
    assert page.status == 422
    for which in ("name", "phone.no_number", "roles", "zones", "tenure", "why", "team"):
        assert visitor.words(f"fault.{which}") in page.text
    (field,) = page.root.all("input", id="phone")
    assert field.attributes["value"] == "0800"
    assert len(versions(town)) == 1


@pytest.mark.parametrize("why", ["D12: kwa sababu", "d 12", "(D7) sawa"])
def test_a_reason_does_not_look_like_a_decision(town: Town, why: str) -> None:
    visitor = clerk(town)
    page = visitor.asks_to_add(why=why)
    assert page.status == 422
    assert visitor.words("fault.why_decision") in page.text
    named = visitor.asks_to_add(why=why, decision="D4")
    assert visitor.words("confirm.why", why=f"D4: {why}") in named.text


@pytest.mark.parametrize(
    ("phone", "fault"),
    [("020 222 2222", "landline"), ("+256772100101", "foreign"), (POLICE, "taken"), ("", "no_number")],
)
def test_a_number_that_cannot_be_theirs_is_refused(town: Town, phone: str, fault: str) -> None:
    visitor = clerk(town)
    page = visitor.asks_to_add(phone=phone)
    assert page.status == 422
    assert visitor.words(f"fault.phone.{fault}") in page.text


ODD = ("\0", "a" * 10_000, "१२३", "<script>", "-1\n9")
FIELDS = ("name", "phone", "roles", "zones", "language", "team", "tenure", "why", "decision")


@pytest.mark.parametrize("odd", ODD)
def test_strange_input_is_never_an_error_of_the_server(sqlite_one: Town, odd: str) -> None:
    town = sqlite_one
    visitor = clerk(town)
    where = f"{visitor.address(BONDENI)}/change"
    button = visitor.form(BONDENI, "change")
    whole = {**button.fields, "why": WHY, "name": "Asha", "phone": NEW}
    for field in FIELDS:
        for address in ("/desk/people/new", where, f"{where}/confirmed"):
            page = posted(visitor, address, {**whole, field: odd, "seen": odd})
            assert page.status in {200, 422}, (field, address)
            assert len(page.html) < 60_000
            assert "<script>" not in page.html
    assert len(versions(town)) == 1


def test_a_cover_that_is_over_is_in_nobodys_way_and_one_that_is_not_is(town: Town) -> None:
    cover = '\n[[covers]]\nperson = "{}"\nfor = "{}"\nfrom = 2026-11-{}T18:00:00\nto = 2026-11-{}T06:00:00\nwhy = "W"\n'
    over, ahead = cover.format(DEPUTY, BONDENI, 20, 21), cover.format(DEPUTY, BONDENI, 28, 29)
    file = load_example("mlango-kubwa")
    town.loads(file + over + ahead)
    visitor = clerk(town)
    page = visitor.asks(BONDENI, roles="observer")
    assert (page.status, "does not patrol" in page.text) == (422, True)
    town.loads(file + over)
    visitor.confirms(visitor.asks(BONDENI, roles="observer"))
    assert town.person(BONDENI).roles == {Role.OBSERVER}
    assert town.community.covers == ()


def test_a_change_of_somebody_is_said_in_the_viewers_words_and_done(town: Town) -> None:
    visitor = clerk(town, language="sw")
    page = visitor.asks(BONDENI, zones="market", language="en", team="Bundi", roles="patrol\nobserver")
    say = visitor.words
    assert say("line.part", what=say("field.zones"), was="Bondeni, Mtoni", now="Sokoni") in page.text
    assert say("line.part", what=say("field.team"), was=say("none"), now="Bundi") in page.text
    assert say("role.observer") in page.text
    visitor.confirms(page)
    person = town.person(BONDENI)
    assert (person.language, person.team) == ("en", "Bundi")
    assert person.zones == {"market"}
    assert person.roles == {Role.PATROL, Role.OBSERVER}
    back = visitor.asks(BONDENI, zones="", team="", roles="patrol")
    visitor.confirms(back)
    person = town.person(BONDENI)
    assert person.team is None
    assert person.zones == frozenset()
    assert person.roles == {Role.PATROL}


def test_a_new_number_is_told_to_both_numbers_and_to_the_other_officers(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    visitor = clerk(town)
    page = visitor.asks(BONDENI, phone="0711 000 777")
    assert visitor.words("confirm.number") in page.text
    assert NEW not in page.text
    visitor.confirms(page)
    name, by = town.person(NEW).name, short_name(town.person(COORDINATOR))
    town.passes(seconds=60)
    assert town.got(NEW, Text.PHONE_DONE_NEW)
    assert town.got(BONDENI, Text.PHONE_DONE_OLD)
    for officer in (LANDLORDS, OVERSIGHT):
        assert town.said(Text.PHONE_CHANGED, to=officer, said=name, by=by) in town.inbox(officer)
    assert town.alerts(NEW) == [town.alert_to(NEW, reference)]
    town.answers(NEW, "going", reference)
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol"


def test_what_changes_nothing_and_what_nobody_could_follow_is_refused(town: Town) -> None:
    visitor = clerk(town)
    assert visitor.words("fault.same") in visitor.asks(BONDENI).text
    page = visitor.asks(BONDENI, phone=NEW, roles="chief")
    assert page.status == 422
    assert visitor.words("fault.phone.followed", named=NAME) in page.text
    missed = visitor.asks(FOCAL, roles="observer")
    assert visitor.words("fault.missed", named=visitor.words("role.focal-person")) in missed.text


def test_somebody_is_taken_out_with_their_shifts_and_their_alerts_go_on(town: Town) -> None:
    shift = f'[[shifts]]\npeople = ["{NAME}"]\ndays = ["mon"]\nfrom = "20:00"\nto = "04:00"\n\n'
    town.loads(load_example("mlango-kubwa").replace("[[shifts]]", f"{shift}[[shifts]]", 1))
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "going", reference)
    visitor = clerk(town)
    page = visitor.asks(BONDENI, "remove")
    assert visitor.words("remove.what") in page.text
    assert visitor.words("others") in page.text
    visitor.confirms(page)
    assert BONDENI not in [person.phone for person in town.community.people]
    assert len(town.community.shifts) == 1
    town.passes(minutes=4)
    assert town.track(reference, "patrol")["answered_by_role"] is None
    before = len(town.inbox(BONDENI))
    town.reports(RESIDENT, Category.BREAK_IN)
    assert len(town.inbox(BONDENI)) == before
    assert visitor.reads(KIAMUTISYA).status == 200


def test_a_form_of_an_older_file_does_nothing_and_asks_again(town: Town) -> None:
    first, second = clerk(town), clerk(town, LANDLORDS)
    page = first.asks(BONDENI, team="Owls")
    second.confirms(second.asks(BONDENI, zones="market"))
    told = first.confirms(page)
    assert first.words("meanwhile") in told.text
    assert town.person(BONDENI).team is None
    assert first.words("line.part", what="Zones", was="Market", now="Bondeni, River side") in told.text
    first.confirms(told)
    assert town.person(BONDENI).team == "Owls"


def test_a_role_that_is_taken_away_closes_the_desk_at_once(town: Town) -> None:
    text = load_example("mlango-kubwa")
    extra = f'[[people]]\nname = "Treasurer (example)"\nphone = "{NEW}"\nroles = ["treasurer"]\n\n'
    town.loads(text.replace("[[shifts]]", extra + "[[shifts]]", 1))
    treasurer, visitor = clerk(town, NEW), clerk(town)
    assert treasurer.opens("/desk/my-sign-in").status == 200
    visitor.confirms(visitor.asks(NEW, roles="patrol"))
    agrees(clerk(town, LANDLORDS))
    assert treasurer.opens("/desk/my-sign-in").answer.request.path == "/desk/sign-in"


def test_who_is_taken_out_has_no_session_any_more(town: Town) -> None:
    extra = f'[[people]]\nname = "Treasurer (example)"\nphone = "{NEW}"\nroles = ["treasurer"]\n\n'
    town.loads(load_example("mlango-kubwa").replace("[[shifts]]", extra + "[[shifts]]", 1))
    treasurer, visitor = clerk(town, NEW), clerk(town)
    visitor.confirms(visitor.asks(NEW, "remove"))
    agrees(clerk(town, LANDLORDS))
    assert treasurer.opens("/desk/my-sign-in").answer.request.path == "/desk/sign-in"
    with town.services.reading() as session:
        assert len(session.scalars(select(DeskSession).where(DeskSession.ends_at > town.now)).all()) == 2


def test_the_button_to_correct_leads_back_to_the_form_with_everything(town: Town) -> None:
    visitor = clerk(town)
    page = visitor.asks_to_add(team="Owls")
    (again,) = [one for one in page.buttons() if one.address == "/desk/people/new"]
    form = posted(visitor, again.address, again.fields)
    (team,) = form.root.all("input", id="team")
    assert (form.status, team.attributes["value"]) == (200, "Owls")
