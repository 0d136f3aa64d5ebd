"""The page of an incident: who may read what of it, and that everything else is one and the same 404."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import event, select

from gateway.communities.file import load_example
from gateway.core import timeline
from gateway.storage.models import Attempt, Incident, LookRow, Message
from menus.domain.categories import Category, Level, Track
from menus.domain.looks import LookKind
from menus.domain.roles import Role
from menus.domain.timeline import EventKind
from menus.sms import wording
from menus.sms.listing import role_name
from menus.text import catalog
from menus.text.names import Text
from tests.desk import Visitor
from tests.journeys.desk.incident import Steering, section
from tests.people import (
    ABOUT_POLICE,
    CODE,
    COORDINATOR,
    DEPUTY,
    FOCAL,
    LEADER,
    OTHER,
    OVERSIGHT,
    POLICE,
    RESIDENT,
)
from tests.town import Town, reference_in

SCRIPT = '<script>alert("x")</script>'
BIGGEST = 60_000
"""Bytes of a page at most."""


def statements(town: Town, act: Callable[[], object]) -> int:
    """Return how many statements an act sends to the database."""
    sent = []
    engine = town.services.database.engine

    def note(*args: object) -> None:
        sent.append(args[2])

    event.listen(engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(sent)


def test_a_coordinator_reads_what_where_and_how_it_stands(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    coordinator = Steering(town, COORDINATOR)
    page = coordinator.sees(reference)
    article = next(page.root.all("article"))
    assert article.attributes["data-reference"] == reference
    assert (article.attributes["data-level"], article.attributes["data-status"]) == ("major", "open")
    assert wording.category_name("en", Category.GUN_KILLING) in page.text
    assert town.community.zone("bondeni").name("en") in page.text  # type: ignore[union-attr]
    assert reference not in next(page.root.all("title")).text
    assert RESIDENT[4:] not in page.html


def test_ladders_show_fired_rungs_with_names_and_coming_ones_with_the_time_left(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(seconds=80)
    coordinator = Steering(town, COORDINATOR)
    tracks = section(coordinator.sees(reference), "tracks")
    fired = [one.text for one in tracks.all("li", class_="fired")]
    assert any(town.person(LEADER).name in line for line in fired)
    # The deputy is asked three minutes after the first rung.
    deputy = role_name("en", Role.DEPUTY_LEADER)
    coming = [one.text for one in tracks.all("li", class_="coming")]
    assert any("1:40" in line and deputy in line for line in coming), coming
    town.answers(LEADER, "going", reference)
    tracks = section(coordinator.sees(reference), "tracks")
    assert coordinator.words("phase.answered") in tracks.text
    assert town.person(LEADER).name in tracks.text


def test_who_goes_stands_there_the_lead_first(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(minutes=3)
    town.answers(DEPUTY, "going", reference)
    town.answers(LEADER, "going", reference)
    coordinator = Steering(town, COORDINATOR)
    lines = [one.text for one in section(coordinator.sees(reference), "crew").all("li")]
    assert coordinator.words("place.lead") in lines[0]
    assert town.person(DEPUTY).name in lines[0]
    assert coordinator.words("place.support") in lines[1]
    assert town.person(LEADER).name in lines[1]


def test_texts_stand_there_with_receipt_and_cost_and_without_numbers(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    coordinator = Steering(town, COORDINATOR)
    with town.services.reading() as session:
        sent = select(Attempt.provider_id).join(Message, Message.id == Attempt.message_id)
        provider_id = session.scalars(sent.where(Message.track == Track.PATROL)).first()
    assert provider_id is not None
    town.receives(provider_id, "Success")
    page = coordinator.sees(reference)
    texts = section(page, "texts")
    assert town.person(LEADER).name in texts.text
    assert coordinator.words("receipt.delivered") in texts.text
    for phone in (LEADER, POLICE, RESIDENT):
        assert phone[4:] not in page.html


def test_a_leader_reads_roles_and_neither_names_nor_words_nor_texts(town: Town) -> None:
    reference = reference_in(town.texts(RESIDENT, "wezi wameiba simu yangu bondeni"))
    coordinator = Steering(town, COORDINATOR)
    coordinator.does(reference, "send")
    coordinator.does(reference, "note", text="the tall one")
    town.answers(LEADER, "going", reference)
    mine, theirs = coordinator.sees(reference), Steering(town, LEADER).sees(reference)
    assert theirs.status == 200
    for words in ("wameiba", "the tall one", town.person(COORDINATOR).name):
        assert words in mine.text
        assert words not in theirs.text
    assert not list(theirs.root.all("section", aria_labelledby="texts"))
    assert role_name("en", Role.PATROL_LEADER) in section(theirs, "crew").text


def test_what_is_not_the_viewers_is_the_same_404_by_the_same_number_of_statements(town: Town) -> None:
    private = reference_in(_private(town))
    town.dials(RESIDENT, CODE, *ABOUT_POLICE, "1")
    complaint = _reference_of(town, Level.COMPLAINT, town.dials(OTHER, CODE, "9", "1", "he asked for money", "1"))
    coordinator = Steering(town, COORDINATOR)
    unknown = coordinator.sees("12344")
    for reference in (private, complaint):
        page = coordinator.sees(reference)
        assert (page.status, page.html, dict(page.answer.headers)) == (404, unknown.html, dict(unknown.answer.headers))
    counts = {statements(town, partial(coordinator.sees, each)) for each in ("12344", private, complaint)}
    assert len(counts) == 1


def _private(town: Town) -> str:
    town.dials(RESIDENT, CODE, "7", "2", "2")
    return town.inbox(FOCAL)[-1]


def _reference_of(town: Town, level: Level, _page: str) -> str:
    with town.services.reading() as session:
        return session.scalars(select(Incident.reference).where(Incident.level == level)).one()


@pytest.mark.parametrize("phone", [FOCAL, OVERSIGHT])
def test_helpers_and_oversight_find_nothing_here(town: Town, phone: str) -> None:
    mine = reference_in(_private(town))
    other = town.reports(OTHER, Category.THEFT)
    visitor = Steering(town, phone)
    assert {visitor.sees(each).status for each in (mine, other)} == {404}
    assert {visitor.sees(each).html for each in (mine, other, "12344")} == {"404\n"}


def test_another_community_finds_nothing(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"), load_example("kawangware"))
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    theirs = next(record for record in town.services.directory.communities() if record.community.key == "kawangware")
    (coordinator, *_) = theirs.community.having((Role.COORDINATOR,))
    assert Steering(town, coordinator.phone).sees(reference).status == 404


def test_a_stranger_is_led_to_the_sign_in(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    page = Visitor(town).opens(f"/desk/incidents/{reference}")
    assert page.answer.request.path == "/desk/sign-in"
    assert reference not in page.html


def test_that_a_report_accuses_somebody_shows_nowhere(town: Town) -> None:
    town.dials(RESIDENT, CODE, *ABOUT_POLICE, "1")
    with town.services.reading() as session:
        reference = session.scalars(select(Incident.reference)).one()
    for phone in (COORDINATOR, LEADER):
        visitor = Steering(town, phone)
        page = visitor.sees(reference)
        assert page.status == 200
        assert visitor.words("track.oversight") not in page.text
        assert role_name("en", Role.OVERSIGHT) not in page.text
        assert "accus" not in page.html


def test_words_of_an_incident_that_is_over_are_read_after_a_look(town: Town) -> None:
    reference = reference_in(town.texts(RESIDENT, "wezi wameiba simu yangu bondeni"))
    coordinator = Steering(town, COORDINATOR)
    assert "wameiba" in coordinator.sees(reference).text
    coordinator.does(reference, "close", outcome="5")
    assert looks(town) == []
    page = coordinator.sees(reference)
    assert "wameiba" not in page.text
    read = coordinator.presses(page, coordinator.words("words.read"))
    assert "wameiba" in read.text
    assert looks(town) == [(LookKind.WORDS, town.person(COORDINATOR).name)]
    assert "wameiba" not in coordinator.sees(reference).text


def looks(town: Town) -> list[tuple[LookKind | None, str | None]]:
    with town.services.reading() as session:
        return [(row.kind, row.by) for row in session.scalars(select(LookRow))]


def test_a_leader_has_no_look(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    leader = Steering(town, LEADER)
    form = leader.sees(reference).buttons()[1].fields
    page = leader.sends(f"/desk/incidents/{reference}/words", form)
    assert page.status == 200
    assert looks(town) == []


def test_script_in_every_field_is_text(town: Town) -> None:
    reference = reference_in(town.texts(RESIDENT, f"wezi wameiba {SCRIPT} bondeni"))
    coordinator = Steering(town, COORDINATOR)
    coordinator.does(reference, "note", text=SCRIPT)
    coordinator.does(reference, "ob", number=f"1{SCRIPT}")
    coordinator.does(reference, "false", why=SCRIPT)
    coordinator.does(reference, "ask", text=SCRIPT)
    page = coordinator.does(reference, "join", other=SCRIPT)
    page = coordinator.does(reference, "close", words=SCRIPT)
    for shown in (page, coordinator.sees(reference), coordinator.sees(reference, f"?act={SCRIPT}&events={SCRIPT}")):
        assert shown.status < 500
        assert not shown.written_scripts()


def test_a_long_history_has_pages_and_each_stays_small(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    with town.services.uow() as uow:
        incident = uow.session.scalars(select(Incident)).one()
        record = town.record(COORDINATOR)
        by = timeline.Actor(record.person_ids[COORDINATOR], Role.COORDINATOR)
        for number in range(300):
            timeline.record(uow, incident, EventKind.NOTED, by=by, words=f"note {number} " + "W" * 300)
    coordinator = Steering(town, COORDINATOR)
    page, seen, pages = coordinator.sees(reference), "", 0
    while True:
        assert len(page.answer.data) <= BIGGEST
        seen += section(page, "events").text
        pages += 1
        older = list(section(page, "events").all("a", rel="next"))
        if not older:
            break
        page = coordinator.opens(older[0].attributes["href"])
    assert pages >= 12
    assert all(f"note {number} " in seen for number in range(300))


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "x", "²"])
def test_a_number_of_a_page_that_is_none_shows_a_page(town: Town, number: str) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    coordinator = Steering(town, COORDINATOR)
    assert coordinator.sees(reference, f"?events={number}&texts={number}").status == 200


def test_history_tells_old_and_new_values_and_who_did_it(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    coordinator = Steering(town, COORDINATOR, language="sw")
    coordinator.does(reference, "police")
    events = section(coordinator.sees(reference), "events")
    level = coordinator.words("fact.level")
    changes = [one.text for one in events.all("span", class_="change") if one.text.startswith(level)]
    minor, major = (catalog.say("sw", Text(f"level.{each.value}")) for each in (Level.MINOR, Level.MAJOR))
    assert f"{level}: {minor} → {major}" in changes
    assert town.person(COORDINATOR).name in events.text


def test_swahili_pages_have_every_text(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.now += timedelta(minutes=1)
    page = Steering(town, COORDINATOR, language="sw").sees(reference)
    assert page.status == 200
    assert next(page.root.all("html")).attributes["lang"] == "sw"


def test_a_later_round_takes_nobody_out_of_the_history(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(minutes=30)
    page = Steering(town, COORDINATOR).sees(reference)
    events = section(page, "events").text
    assert "have the alert: nobody" not in events
    assert "goes to nobody" not in events
    rungs = [one.text for one in section(page, "tracks").all("li", class_="fired")]
    assert rungs
    assert not [one for one in rungs if "nobody" in one]
