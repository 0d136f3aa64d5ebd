"""What is published at the desk: who reads it, who publishes with a fresh proof, and what an observer finds besides."""

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.insight import counting
from gateway.storage.models import Act, Incident, LookRow
from menus.domain.acts import ActKind
from menus.domain.categories import Category
from menus.domain.desk_roles import PUBLISHED_READERS
from menus.domain.looks import LookKind
from menus.domain.published_tables import COLUMNS, HIDDEN
from menus.domain.roles import Role
from tests.desk import Shown, Visitor
from tests.journeys.desk.figures import Past
from tests.journeys.desk.test_authenticators import PIN, enrolled
from tests.journeys.desk.test_whose_pages import ALONE, asks, signed_in, with_every_role
from tests.journeys.quarters import SETTLED, Happened, at, busy, happen, publishes
from tests.people import COORDINATOR, OVERSIGHT, RESIDENT
from tests.statements import counted
from tests.town import Town

ZONES = ("bondeni", "market", "school")
HOME = "/desk/published"


@pytest.fixture
def quarter(new_town: Callable[..., Town]) -> Town:
    """Give a community with every role, a week after a busy quarter."""
    town = new_town(with_every_role())
    happen(town, busy(1, 200, ZONES))
    town.now = SETTLED
    return town


def publish(visitor: Visitor, **typed: str) -> Shown:
    """Fill in the form, and press its button."""
    page = visitor.opens(HOME)
    return visitor.presses(page, visitor.says("published", "make.do"), period="2026-Q4", **typed)


def edition(page: Shown) -> str:
    """Return the address of the first edition of the list."""
    return next(one.attributes["href"] for one in page.root.all("a") if f"{HOME}/" in one.attributes.get("href", ""))


@pytest.mark.parametrize("phone", [COORDINATOR, OVERSIGHT])
@pytest.mark.parametrize("language", ["en", "sw"])
def test_an_officer_publishes_and_every_reader_sees_the_same_numbers(quarter: Town, phone: str, language: str) -> None:
    officer = Visitor(quarter, phone, language)
    officer.signs_in()
    page = publish(officer, **{"for": "the university", "why": "to learn", "until": "2028-01-31"})
    assert officer.says("published", "told.made", name="2026-Q4") in page.text
    where = edition(page)
    readers = [signed_in(quarter, ALONE[role]) for role in sorted(PUBLISHED_READERS)]
    for reader in (officer, *readers):
        page = reader.opens(where)
        assert "the university" in page.text
        assert "31/01/2028" in page.text
        for table in COLUMNS:
            text = reader.opens(f"{where}/files/{table}.csv").html
            assert text == officer.opens(f"{where}/files/{table}.csv").html
            shown = reader.opens(f"{where}/{table}")
            assert shown.status == 200
            assert len(list(shown.root.all("caption"))) == 1
            assert numbers(shown) == told_in(text)
    with quarter.services.reading() as session:
        (act,) = session.scalars(select(Act).where(Act.kind == ActKind.EDITION_MADE))
    assert act.person_id == quarter.record().person_ids[phone]


def numbers(page: Shown) -> list[str]:
    """Return the numbers of a table as a page shows them."""
    return sorted(cell.text for cell in page.root.all("td"))


def told_in(text: str) -> list[str]:
    """Return the numbers of a table as its file tells them."""
    names, _, *rows = csv.reader(io.StringIO(text))
    places = [place for place, name in enumerate(names) if name in {"incidents", "yes", "no", "not_known", "alerts"}]
    return sorted("\N{EN DASH}" if row[place] == HIDDEN else row[place] for row in rows for place in places)


def test_what_is_published_cannot_be_chosen_and_is_saved_not_shown(quarter: Town) -> None:
    publishes(quarter)
    observer = signed_in(quarter, ALONE[Role.OBSERVER])
    where = edition(observer.opens(HOME))
    table = observer.opens(f"{where}/zones")
    for query in ("?zone=bondeni", "?class=robbery&month=2026-10", "?period=2026-10-05"):
        assert observer.opens(f"{where}/zones{query}").text == table.text
    answer = observer.opens(f"{where}/files/zones.csv").answer
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    for name in ("CODEBOOK.csv", "SHARING.md", "open311/services.json", "open311/requests.json"):
        assert observer.opens(f"{where}/files/{name}").status == 200
    for name in ("nothing.csv", "../zones.csv", "zones", "year.csv.bak"):
        assert observer.opens(f"{where}/files/{name}").status == 404
    for name in ("nothing", "CODEBOOK", "1"):
        assert observer.opens(f"{where}/{name}").status == 404


def test_only_an_officer_with_a_fresh_proof_publishes(lan: Town) -> None:
    town = lan
    town.now = SETTLED
    officer, app = enrolled(town)
    town.passes(minutes=4)
    officer.opens(HOME)
    town.passes(minutes=2)
    page = publish(officer)
    assert officer.says("sign_in", "fresh.head") in page.text
    with town.services.reading() as session:
        assert session.scalars(select(Act).where(Act.kind == ActKind.EDITION_MADE)).all() == []
    go = officer.says("sign_in", "proof.go.authenticator")
    page = officer.presses(page, go, proof_code=app.at(town.now), proof_pin=PIN)
    assert officer.says("published", "told.made", name="2026-Q4") in page.text


def test_observers_and_the_peace_committee_find_no_form(quarter: Town) -> None:
    for role in (Role.OBSERVER, Role.PEACE_COMMITTEE):
        reader = signed_in(quarter, ALONE[role])
        page = reader.opens(HOME)
        assert not [one for one in page.buttons() if one.name == reader.says("published", "make.do")]
        assert asks(reader, f"{HOME}/make", "POST", period="2026-Q4").status == 404
    assert edition_count(quarter) == 0


def edition_count(town: Town) -> int:
    with town.services.reading() as session:
        return len(session.scalars(select(Act).where(Act.kind == ActKind.EDITION_MADE)).all())


def test_what_cannot_be_published_is_said_on_the_page(quarter: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    officer = signed_in(quarter, COORDINATOR)
    assert "2026-Q4" in officer.opens(HOME).text
    assert "2027-Q1" not in officer.opens(HOME).text
    for typed, which in (
        ({"period": "x"}, "fault.period"),
        ({"period": "2027-Q1"}, "fault.not_yet"),
        ({"period": "2026-Q4", "until": "soon"}, "fault.until"),
        ({"period": "2026-Q4", "until": "2027-01-08"}, "fault.past"),
    ):
        fields = dict(next(one for one in officer.opens(HOME).buttons() if one.address == f"{HOME}/make").fields)
        page = officer.sends(f"{HOME}/make", {**fields, **typed})
        assert (page.status, officer.says("published", which) in page.text) == (422, True), typed
    monkeypatch.setattr(counting, "AT_ONCE", 3)
    assert officer.says("published", "fault.many") in publish(officer).text
    assert edition_count(quarter) == 0


@pytest.mark.parametrize("language", ["en", "sw"])
def test_asked_twice_it_stands_with_its_terms_and_a_correction_is_asked_for(quarter: Town, language: str) -> None:
    officer = Visitor(quarter, COORDINATOR, language)
    officer.signs_in()
    publish(officer, **{"for": "the university", "until": "2028-01-31"})
    terms = {"name": "2026-Q4", "whom": "the university", "why": officer.says("published", "usual.why")}
    stands = officer.says("published", "told.stands", **terms, until="31/01/2028")
    assert stands in publish(officer, why="once more").text
    happen(quarter, [Happened(Past(at(20), patrol=2, texts=0))] * 3)
    assert stands in publish(officer, why="and again").text
    stands = officer.says("published", "told.stands_corrected", **terms, until="31/01/2028")
    assert stands in publish(officer, corrects="yes").text
    assert edition_count(quarter) == 1
    happen(quarter, [Happened(Past(at(20), patrol=2, texts=0))] * 30)
    page = publish(officer, corrects="yes", why="many were late")
    second = officer.says("published", "edition.head", period="2026-Q4", number=2)
    assert officer.says("published", "told.made", name=second) in page.text
    assert edition_count(quarter) == 2


@pytest.mark.parametrize("language", ["en", "sw"])
def test_the_usual_terms_are_in_the_language_of_the_page(quarter: Town, language: str) -> None:
    officer = Visitor(quarter, COORDINATOR, language)
    officer.signs_in()
    usual = [officer.says("published", f"usual.{name}") for name in ("for", "why")]
    page = officer.opens(HOME)
    fields = {one.attributes.get("name"): one for one in page.root.all("input")}
    shown = [fields[name].attributes["placeholder"] for name in ("for", "why")]
    assert shown == usual
    publish(officer)
    where = edition(officer.opens(HOME))
    assert all(words in officer.opens(where).text for words in usual)
    # The file is for other towns, in English.
    assert "Shared with: researchers" in officer.opens(f"{where}/files/SHARING.md").html
    assert officer.says("published", "hash.list") in officer.opens(where).text
    assert officer.opens(f"{where}/files/SHA256SUMS").answer.content_type.startswith("text/plain")


def test_editions_of_another_community_are_as_if_they_were_none(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"), load_example("kawangware"))
    happen_in_first(town)
    town.now = SETTLED
    ours, theirs = (signed_in(town, phone) for phone in (COORDINATOR, coordinator_of(town, "kawangware")))
    publish(ours)
    where = edition(ours.opens(HOME))
    nothing = theirs.opens(f"{HOME}/99999")
    for address in (where, f"{where}/zones", f"{where}/files/zones.csv"):
        shown = theirs.opens(address)
        assert (shown.status, shown.html) == (nothing.status, nothing.html) == (404, "404\n")
    assert theirs.says("published", "none") in theirs.opens(HOME).text


def happen_in_first(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.ROBBERY)
    assert reference


def coordinator_of(town: Town, key: str) -> str:
    (record,) = [one for one in town.services.directory.communities() if one.community.key == key]
    return next(person.phone for person in record.community.people if Role.COORDINATOR in person.roles)


def test_looks_are_counted_in_steps_of_five_and_those_at_what_is_hidden_never(quarter: Town) -> None:
    publishes(quarter)
    observer = signed_in(quarter, ALONE[Role.OBSERVER])
    where = edition(observer.opens(HOME))
    few = observer.says("published", "looks.few")
    assert few in observer.opens(where).text
    look_at(quarter, 4)
    assert few in observer.opens(where).text
    look_at(quarter, 3)
    assert observer.says("published", "looks.number", least=5, most=9) in observer.opens(where).text


def look_at(town: Town, times: int) -> None:
    record = town.record()
    with town.services.uow() as uow:
        incident_id = uow.session.scalars(select(Incident.id).limit(1)).one()
        row = {"community_id": record.id, "incident_id": incident_id, "report_id": None, "person_id": None}
        seen = {"at": datetime(2026, 12, 1, tzinfo=UTC), "kind": LookKind.WORDS, "by": "Somebody", "why": "x"}
        uow.insert(LookRow, [{**row, **seen}] * times)


def test_the_pages_are_small_and_ask_little_of_the_database(quarter: Town) -> None:
    publishes(quarter)
    observer = signed_in(quarter, ALONE[Role.OBSERVER])
    where = edition(observer.opens(HOME))
    for address in (HOME, where, f"{where}/zones", f"{where}/weeks"):
        with counted(quarter.services) as statements:
            page = observer.opens(address)
        assert len(page.answer.data) < 60_000, address
        assert len(statements) <= 8, address
    assert not re.search(r"<script(?! src=\"/desk/static/)", page.html)
