"""The page of the police: the card of each station, its own words, notes of meetings, and who reads how much."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from gateway.association.stations import replies
from gateway.storage.models import Act, StationAlert, StationMeeting, StationReply
from menus.domain.acts import ActKind
from menus.domain.categories import Category
from menus.domain.incident_outcomes import IncidentOutcome as Outcome
from menus.text.names import Text
from tests.desk import Shown, Visitor
from tests.journeys.insight.cards import TWO
from tests.journeys.insight.stations import Logged, all_happen, happens
from tests.people import COORDINATOR, LANDLORDS, LEADER, OVERSIGHT, POLICE, RESIDENTS
from tests.town import Town

PAGE = "/desk/police"
LOG = [
    *[Logged(answer=1, came=20, has_ob=True, closed_as=Outcome.POLICE_CAME)] * 8,
    *[Logged(answer=9, closed_as=Outcome.POLICE_DID_NOT_COME)] * 6,
    Logged(is_delivered=False, closed_as=Outcome.NOBODY_FOUND),
]


def signed_in(town: Town, phone: str, language: str = "en") -> Visitor:
    visitor = Visitor(town, phone, language)
    visitor.signs_in()
    return visitor


def lines(page: Shown) -> dict[str, list[str]]:
    """Return the rows of the tables of figures: the words of each cell by the name of the figure."""
    found = {}
    for row in page.root.all("tr"):
        names = [cell.text for cell in row.all("th", scope="row")]
        if names:
            found[names[0]] = [cell.text for cell in row.all("td")]
    return found


def told(town: Town) -> list[StationReply]:
    with town.services.reading() as session:
        return list(session.scalars(select(StationReply).order_by(StationReply.id)))


def test_a_card_tells_how_many_of_how_many_between_what_and_what_nobody_knows(town: Town) -> None:
    all_happen(town, LOG)
    town.now += timedelta(days=15)
    visitor = signed_in(town, COORDINATOR)
    page = visitor.opens(PAGE)
    assert page.status == 200
    assert next(one.text for one in page.root.all("h2")) == "Pangani"
    found = lines(page)
    assert len(found) == 8
    seen = found[visitor.says("police", "figure.seen")]
    assert seen[:3] == ["8 of 14 (57 %)", "33 to 79 %", "1"]
    assert found[visitor.says("police", "figure.came")][:3] == ["8 of 14 (57 %)", "33 to 79 %", "1"]
    assert found[visitor.says("police", "figure.patrols")][0] == visitor.says("police", "none_yet")
    assert f"{visitor.says('police', 'closed_as')} The police came 8; The police took it over 0;" in page.text
    assert "The police did not come 6" in page.text
    # The bar says in words what it shows, and needs neither colour nor script.
    bars = [one.attributes["aria-label"] for one in page.root.all("svg")]
    assert visitor.says("police", "bar.between", share=57, low=33, high=79) in bars
    assert page.written_scripts() == []
    assert "style=" not in page.html


def test_oversight_reads_shares_of_a_quarter_that_is_over_and_no_number(town: Town) -> None:
    all_happen(town, LOG)
    town.now += timedelta(days=15)
    early = signed_in(town, OVERSIGHT)
    hidden = early.says("police", "hidden")
    assert {cells[0] for cells in lines(early.opens(PAGE)).values()} == {hidden}
    town.now += timedelta(days=45)
    visitor = signed_in(town, OVERSIGHT)
    page = visitor.opens(PAGE)
    found = lines(page)
    assert found[visitor.says("police", "figure.seen")][0] == "55 %"
    # None of fourteen alerts had no outcome: a share with a small number beside it is not told.
    assert found[visitor.says("police", "figure.patrols")][0] == hidden
    assert "of 14" not in page.text
    assert visitor.says("police", "closed_as") not in page.text
    assert visitor.says("police", "outside") in page.text


def test_nobody_else_finds_the_page(town: Town) -> None:
    assert signed_in(town, LEADER).opens(PAGE).status == 404
    assert Visitor(town).opens(PAGE).status == 200  # the page to sign in
    assert signed_in(town, OVERSIGHT).sends("/desk/police/note", {}).status in {400, 404}


def test_the_numbers_of_somebody_with_an_interest_have_no_gap(town: Town) -> None:
    happens(town, 0, Logged(answer=1, closed_as=Outcome.POLICE_CAME))
    tied = town.reports(RESIDENTS[5], Category.GUN_KILLING)
    town.now += timedelta(minutes=1)
    town.answers(POLICE, "seen", tied)
    town.texts(COORDINATOR, f"INTEREST {tied}")
    town.confirms(LANDLORDS, f"CLOSE {tied} 8")
    for phone, total in ((COORDINATOR, 1), (LANDLORDS, 2)):
        visitor = signed_in(town, phone)
        page = visitor.opens(PAGE)
        assert visitor.says("police", "contacts", most=total, total=total, people=1) in page.text
        assert f"The police did not come {total - 1}" in page.text


def test_one_contact_who_gives_nearly_all_answers_is_told_of_without_a_name(town: Town) -> None:
    all_happen(town, [Logged(answer=1, closed_as=Outcome.POLICE_CAME)] * 10)
    page = signed_in(town, COORDINATOR).opens(PAGE)
    assert "Of 10 answers of the police in 90 days 10 came from one contact." in page.text
    name = next(person.name for person in town.community.people if person.phone == POLICE)
    assert name not in page.text


def test_a_station_answers_its_card_and_a_new_answer_takes_the_place_of_the_last(town: Town) -> None:
    visitor = signed_in(town, COORDINATOR)
    do = visitor.says("police", "reply.do")
    first = "We had one car for two wards in October. At Pangani we ask for the exact plot."
    page = visitor.presses(visitor.opens(PAGE), do, words=first)
    assert first in page.text
    assert visitor.says("police", "replied") in page.text
    assert "Coordinator, tenants (example)" in page.text
    town.now += timedelta(days=3)
    overseer = signed_in(town, OVERSIGHT)
    second = "Since November there are two cars."
    page = overseer.presses(overseer.opens(PAGE), do, words=second)
    quotes = [one.text for one in page.root.all("blockquote")]
    assert quotes == [second, first]
    assert overseer.says("police", "reply.older", count=1) in page.text
    assert [row.words for row in told(town)] == [first, second]
    with town.services.reading() as session:
        acts = session.scalars(select(Act).where(Act.kind == ActKind.STATION_REPLIED)).all()
    assert [(one.facts, one.words) for one in acts] == [({"station": "Pangani"}, None)] * 2


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("OCS Wafula was on leave", "Wafula"),
        ("call 0712 345 678", "0..."),
        ("We answered 48 273 at once", "48 273"),
        ("We answered 48.273 at once", "48.273"),
        ("The tall man of house 14 told us", "house 14"),
        ("Mama wa duka la kona alituambia", "alituambia"),
        ("OB 12/23/11/2026 is ours", "12/23/11/2026"),
        ("", ""),
        ("we came " * 60, ""),
    ],
)
def test_words_that_name_somebody_or_are_too_many_are_refused(town: Town, words: str, quoted: str) -> None:
    visitor = signed_in(town, COORDINATOR)
    page = visitor.presses(visitor.opens(PAGE), visitor.says("police", "reply.do"), words=words)
    assert page.status == 422
    (fault,) = page.root.all(role="alert")
    assert quoted in fault.text
    assert told(town) == []
    assert len("we came " * 60) > replies.LONGEST


def test_a_meeting_is_noted_on_the_page_as_by_sms(town: Town) -> None:
    visitor = signed_in(town, COORDINATOR)
    typed = {"kind": "baraza", "what": "planned", "day": "25/11", "words": "lamps at the river"}
    page = visitor.presses(visitor.opens(PAGE), visitor.says("police", "do"), None, **typed)
    assert town.said(Text.STATION_NOTED, COORDINATOR, said="Pangani baraza 25/11, planned") in page.text
    assert "25/11/2026 Joint baraza, planned lamps at the river" in page.text
    town.now += timedelta(days=3)
    later = signed_in(town, COORDINATOR)
    assert later.says("police", "standing.not-held") in later.opens(PAGE).text
    held = later.presses(
        later.opens(PAGE), later.says("police", "do"), None, kind="baraza", what="held", day="2026-11-25"
    )
    assert later.says("police", "standing.held") in held.text
    with town.services.reading() as session:
        (row,) = session.scalars(select(StationMeeting))
    assert row.held_by == row.planned_by


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ({"day": "soon"}, "fault.day"),
        ({"day": ""}, "fault.day"),
        ({"day": "25/11", "kind": "party"}, "fault.form"),
        ({"day": "25/11", "station": "Nowhere"}, "fault.form"),
    ],
)
def test_a_note_with_a_fault_is_answered_with_what_is_wrong(town: Town, typed: dict[str, str], answer: str) -> None:
    visitor = signed_in(town, COORDINATOR)
    page = visitor.presses(visitor.opens(PAGE), visitor.says("police", "do"), None, **typed)
    assert (page.status, visitor.says("police", answer) in page.text) == (422, True)
    named = visitor.presses(
        visitor.opens(PAGE), visitor.says("police", "do"), None, day="20/11", what="held", words="with Kevo"
    )
    assert named.status == 422
    assert "Kevo" in next(iter(named.root.all(role="alert"))).text
    with town.services.reading() as session:
        assert session.scalars(select(StationMeeting)).all() == []


@pytest.mark.parametrize("receipts", ["all", "none"])
def test_too_many_incidents_are_not_counted_by_a_page(
    town: Town, monkeypatch: pytest.MonkeyPatch, receipts: str
) -> None:
    """The page reads each of them, also those of before the first receipt of an alert was kept."""
    all_happen(town, [Logged(answer=1, closed_as=Outcome.POLICE_CAME)] * 2)
    if receipts == "none":
        with town.services.database.write() as session:
            session.execute(delete(StationAlert))
    monkeypatch.setattr("gateway.insight.station_cases.AT_ONCE", 1)
    visitor = signed_in(town, COORDINATOR)
    page = visitor.opens(PAGE)
    assert page.status == 200
    assert visitor.says("police", "too_many") in page.text


def test_the_page_speaks_swahili_too(town: Town) -> None:
    visitor = signed_in(town, COORDINATOR, "sw")
    page = visitor.opens(PAGE)
    assert "Walifika ndani ya dakika 30" in page.text
    assert "bado hakuna kipimo" in page.text


def test_what_a_station_did_under_another_name_stands_apart_and_has_no_words(new_town: Callable[..., Town]) -> None:
    town = new_town(TWO)
    happens(town, 0, Logged(closed_as=Outcome.NOBODY_FOUND))
    town.loads(TWO.replace('station = "Pangani"', 'station = "Mathare"'))
    town.reads_communities_again()
    visitor = signed_in(town, COORDINATOR)
    page = visitor.opens(PAGE)
    heads = [one.text for one in page.root.all("h2")]
    assert heads[:3] == ["Mathare", "Huruma", visitor.says("police", "others")]
    buttons = [one for one in page.buttons() if one.address == "/desk/police/reply"]
    assert [one.fields["station"] for one in buttons] == ["Mathare", "Huruma"]
