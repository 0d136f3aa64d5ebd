"""Entering from paper: a slip of a pad becomes a report under its own reference, once."""

from dataclasses import replace
from datetime import datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import func, select

from gateway.incidents import reserved
from gateway.storage.models import Event, Incident, Report
from menus.domain import paper, references
from menus.domain.categories import Category, Harm
from menus.domain.draft import Channel
from menus.domain.timeline import EventKind
from menus.text.names import Text
from tests.desk import Shown, Visitor
from tests.people import COORDINATOR, DEPUTY, LANDLORDS, LEADER, OTHER, POLICE, RESIDENT
from tests.town import Town

HOURS = timedelta(hours=5)


@pytest.fixture
def coordinator(town: Town) -> Visitor:
    """Give a coordinator who has signed in."""
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    return visitor


def slips(town: Town, count: int = 10) -> list[str]:
    """Make a pad, and return its references."""
    (record,) = town.services.directory.communities()
    pad = town.services.do(lambda uow: reserved.reserve(uow, record, count, "0"))
    assert pad == 1
    with town.services.reading() as session:
        return list(reserved.of_pad(session, record, 1))


def wall(town: Town, at: datetime) -> str:
    """Return a moment as the form takes it."""
    return f"{at.astimezone(town.community.timezone):%Y-%m-%dT%H:%M}"


def enters(visitor: Visitor, reference: str, ago: timedelta = HOURS, **fields: str) -> Shown:
    """Enter a slip: a theft in Bondeni five hours ago, if nothing else is said."""
    town = visitor.town
    said = {"reference": reference, "kind": Category.THEFT, "harm": Harm.NONE, "zone": "bondeni"}
    said |= {"at": wall(town, town.now - ago)}
    page = visitor.opens("/desk/print/entry")
    shown = visitor.presses(page, visitor.says("print", "entry.send"), None, **{**said, **fields})
    town.works()
    return shown


def test_a_slip_becomes_a_report_under_its_reference(town: Town, coordinator: Visitor) -> None:
    slip, *_ = slips(town)
    at = town.now - HOURS
    page = enters(coordinator, slip, words="walikimbia kwa mto", place="karibu na daraja")
    assert coordinator.says("print", "entry.done", reference=slip) in page.text
    incident = town.incident(slip)
    assert (incident["reference"], incident["category"], incident["status"]) == (slip, "theft", "open")
    with town.services.reading() as session:
        report = session.scalars(select(Report)).one()
        assert (report.reference, report.channel, report.unconfirmed) == (slip, Channel.PAPER, False)
        assert (report.words, report.place, report.zone) == ("walikimbia kwa mto", "karibu na daraja", "bondeni")
        noted = session.scalars(select(Event).where(Event.kind == EventKind.NOTED)).one()
        assert noted.person_id == town.record().person_ids[COORDINATOR]
    shown = coordinator.opens(f"/desk/incidents/{slip}")
    assert shown.status == 200
    when = f"{at.astimezone(town.community.timezone):%H:%M}"
    assert when in (noted.words or "")
    assert (noted.words or "") in shown.text
    assert coordinator.says("incident", "channel.paper") in shown.text


def test_an_old_killing_climbs_as_always_and_says_when_it_happened(town: Town, coordinator: Visitor) -> None:
    slip, *_ = slips(town)
    at = town.now - timedelta(days=2)
    enters(coordinator, slip, timedelta(days=2), kind=Category.GUN_KILLING, harm=Harm.WEAPON_AND_HURT)
    when = f"{at.astimezone(town.community.timezone):%d/%m %H:%M}"
    (first,) = town.inbox(LEADER)
    assert slip in first
    assert town.said(Text.EXTRA_HAPPENED, to=LEADER, at=when) in first
    town.passes(minutes=15)
    assert any(slip in one for one in town.inbox(DEPUTY))
    assert any(slip in one for one in town.inbox(POLICE))


def test_what_has_just_happened_is_alerted_as_any_other(town: Town, coordinator: Visitor) -> None:
    slip, *_ = slips(town)
    enters(coordinator, slip, paper.LATE / 3, kind=Category.GUN_KILLING, harm=Harm.WEAPON)
    assert town.inbox(LEADER) == [town.alert_to(LEADER, slip)]


def test_a_slip_joins_what_is_open_and_keeps_its_reference(town: Town, coordinator: Visitor) -> None:
    slip, *_ = slips(town)
    into = town.reports(OTHER, Category.THEFT)
    page = enters(coordinator, slip)
    assert coordinator.says("print", "entry.joined", reference=into) in page.text
    assert town.incident(into)["reports"] == 2
    assert town.incident(slip)["reference"] == into


def test_a_slip_is_used_once(town: Town, coordinator: Visitor) -> None:
    slip, *_ = slips(town)
    enters(coordinator, slip)
    again = enters(coordinator, slip, kind=Category.ROBBERY)
    assert again.status == 422
    assert coordinator.says("print", "entry.fault.used", reference=slip) in again.text
    assert len(town.board()) == 1


def test_two_who_enter_one_slip_at_once_enter_it_once(town: Town) -> None:
    slip, *_ = slips(town)
    answers: list[int] = []
    visitors = [Visitor(town, COORDINATOR), Visitor(town, LANDLORDS)]
    forms = []
    for visitor in visitors:
        visitor.signs_in()
        button = next(one for one in visitor.opens("/desk/print/entry").buttons() if one.address.endswith("entry"))
        said = {"reference": slip, "kind": "theft", "harm": "none", "zone": "bondeni", "at": wall(town, town.now)}
        forms.append({**button.fields, **said})

    def sends(visitor: Visitor, fields: dict[str, str]) -> None:
        answers.append(visitor.sends("/desk/print/entry", fields).status)

    threads = [Thread(target=sends, args=each) for each in zip(visitors, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 422]
    with town.services.reading() as session:
        assert session.scalar(select(func.count()).select_from(Report)) == 1


def test_an_unused_slip_is_nobodys_and_a_used_one_is_answered(town: Town, coordinator: Visitor) -> None:
    slip, *_ = slips(town)
    # Nobody was alerted of it: a patroller who answers it reads the same as for a number that nobody has.
    before = town.texts(LEADER, f"1 {slip}")
    assert before == town.said(Text.UNKNOWN_REFERENCE, to=LEADER, reference=slip)
    enters(coordinator, slip, kind=Category.GUN_KILLING, harm=Harm.WEAPON)
    town.passes(seconds=20)
    after = town.texts(LEADER, f"1 {slip}")
    assert after != before
    assert slip in after
    assert town.track(slip, "patrol")["answered_at"] is not None


def test_what_stands_on_no_pad_of_the_community_is_refused(town: Town, coordinator: Visitor) -> None:
    slip, *_ = slips(town)
    (record,) = town.services.directory.communities()
    with town.services.reading() as session:
        assert reserved.on_pad(session, record, slip) is reserved.OnPad.UNUSED
        assert reserved.on_pad(session, replace(record, id=record.id + 1), slip) is reserved.OnPad.NOWHERE
    nowhere = references.mint(8_000, town.services.keyring.reference_key)
    for reference in (nowhere, town.reports(RESIDENT, Category.THEFT)):
        page = enters(coordinator, reference)
        assert page.status == 422
        assert coordinator.says("print", "entry.fault.unknown", reference=reference) in page.text


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"reference": "12345"}, "digits"),
        ({"reference": "\x00<b>"}, "digits"),
        ({"reference": "9" * 10_000}, "digits"),
        ({"kind": Category.ABUSE_CHILD}, "kind"),
        ({"kind": Category.COMPLAINT_OTHER}, "kind"),
        ({"kind": ""}, "kind"),
        ({"harm": Harm.FIRE}, "harm"),
        ({"harm": ""}, "harm"),
        ({"zone": "atlantis"}, "place"),
        ({"at": "yesterday"}, "time"),
        ({"at": "0001-01-01T00:00"}, "time"),
        ({"at": "2020-01-01T00:00"}, "old"),
        ({"at": "2099-01-01T00:00"}, "ahead"),
        ({"phone": "mama"}, "phone"),
        ({"words": "Kiongozi wa doria ameniibia"}, "words"),
        ({"words": "mume wangu ananipiga kila siku"}, "words"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_filed(
    town: Town, coordinator: Visitor, fields: dict[str, str], fault: str
) -> None:
    slip, *_ = slips(town)
    said = dict(fields)
    page = enters(coordinator, said.pop("reference", slip), HOURS, **said)
    assert page.status == 422
    assert coordinator.says("print", f"entry.fault.{fault}", reference=slip) in page.text or fault == "digits"
    assert next(iter(page.root.all("p", id="fault"))).text
    with town.services.reading() as session:
        assert session.scalar(select(func.count()).select_from(Incident)) == 0


def test_whoever_reported_gets_a_text_if_they_allow_it(town: Town, coordinator: Visitor) -> None:
    first, second, *_ = slips(town)
    enters(coordinator, first, phone=RESIDENT.replace("+254", "0"))
    assert any(first in one for one in town.inbox(RESIDENT))
    with town.services.reading() as session:
        report = session.scalars(select(Report)).one()
        assert report.reporter_phone == RESIDENT
    assert RESIDENT[-6:] not in coordinator.opens(f"/desk/incidents/{first}").text
    enters(coordinator, second)
    with town.services.reading() as session:
        report = session.scalars(select(Report).where(Report.reference == second)).one()
        assert (report.reporter_phone, report.reporter_hash) == (None, None)
