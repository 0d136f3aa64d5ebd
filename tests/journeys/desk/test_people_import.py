"""A file of people at the desk: first what it does, then the same file, and clear words for whatever else comes."""

import base64
import io
import time
import zipfile
import zlib
from collections.abc import Iterator

import pytest
from flask import request

from gateway.communities.file import load_example
from tests.desk import Shown, Visitor
from tests.desk_apps import desk_of
from tests.journeys.desk.conftest import town_of
from tests.journeys.desk.people import NEW, WHY, Clerk, clerk, versions
from tests.people import COORDINATOR, LANDLORDS, LEADER, small
from tests.town import Town

WHERE = "/desk/people/import"
GOOD = "Jina;Simu;Majukumu;Maeneo\nPatrol, Bondeni (example);0711 000 777;;\nJuma (example);712000001;patrol;Bondeni\n"


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give a community with few zones, whose pages are made fast."""
    with town_of(database_url, redis_url, small(load_example("mlango-kubwa"))) as made:
        yield made


@pytest.fixture
def one(sqlite_url: str, redis_url: str) -> Iterator[Town]:
    """Give the same on one kind of database, for what no database decides."""
    with town_of(sqlite_url, redis_url, small(load_example("mlango-kubwa"))) as made:
        yield made


def uploads(visitor: Visitor, content: bytes, name: str = "people.csv", where: str = WHERE, **fields: str) -> Shown:
    """Send a file with its form."""
    token = visitor.opens("/desk/people/new").buttons()[0].fields["csrf_token"]
    form = {"csrf_token": token, "why": WHY, **fields, "file": (io.BytesIO(content), name)}
    return Shown(visitor.client.post(where, data=form, content_type="multipart/form-data", follow_redirects=True))


def confirms(visitor: Visitor, page: Shown, **fields: str) -> Shown:
    (button,) = [one for one in page.buttons() if one.address == f"{WHERE}/confirmed"]
    return visitor.sends(button.address, {**button.fields, **fields})


def rows(number: int) -> bytes:
    """Return a table of so many new patrollers with made-up names that do not look alike."""
    lines = [
        f"Mtu {each * 7919 % 99_991} wa nyumba {each * 104_729 % 9_973},+25472{each:07},patrol,Bondeni,sw,T{each % 9}"
        for each in range(number)
    ]
    return ("name,phone,roles,zones,language,team\n" + "\n".join(lines)).encode()


def test_the_page_says_what_a_file_does_and_its_button_does_it(town: Town) -> None:
    visitor = clerk(town)
    page = uploads(visitor, GOOD.encode("utf-8-sig"))
    say = visitor.words
    assert page.status == 200
    assert say("import.counts", added=1, changed=1) in page.text
    assert say("line.added", name="Juma (example)") in page.text
    assert "has lost its first 0" in page.text
    assert NEW not in page.html
    assert len(versions(town)) == 1
    told = confirms(visitor, page)
    assert say("told.done", name=say("import.people")) in told.text
    assert town.person(NEW).name == "Patrol, Bondeni (example)"
    assert town.person("+254712000001").zones == {"bondeni"}
    newest, *_ = versions(town)
    assert (newest.by, newest.why) == (town.person(COORDINATOR).name, WHY)
    again = uploads(visitor, GOOD.encode())
    assert (again.status, say("fault.same") in again.text) == (422, True)


def test_contacts_are_taken_too(one: Town) -> None:
    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:Asha (example)\nTEL;TYPE=CELL:{NEW}\nROLE:patrol\nEND:VCARD\n"
    visitor = clerk(one)
    confirms(visitor, uploads(visitor, card.encode(), "contacts.vcf"))
    assert one.person(NEW).name == "Asha (example)"


def test_leaders_of_a_file_wait_for_a_second_officer_and_a_decision(town: Town) -> None:
    visitor, second = clerk(town), clerk(town, LANDLORDS)
    file = f"name,phone,roles\nAsha (example),{NEW},patrol-leader\nJuma (example),0712000001,patrol\n".encode()
    refused = uploads(visitor, file)
    assert (refused.status, visitor.words("fault.decision_missing") in refused.text) == (422, True)
    page = uploads(visitor, file, decision="D4")
    assert visitor.words("confirm.ask") in [button.name for button in page.buttons()]
    confirms(visitor, page)
    assert len(versions(town)) == 1
    (link,) = [a for a in second.opens("/desk/people/proposals").root.all("a") if "/proposals/" in a.attributes["href"]]
    shown = second.opens(link.attributes["href"])
    assert second.words("line.added", name="Juma (example)") in shown.text
    second.presses(shown, second.words("proposal.agree"), **{"last-0": NEW[-4:]})
    assert town.person(NEW).name == "Asha (example)"


def test_another_file_or_another_list_than_was_read_is_shown_first(town: Town) -> None:
    visitor, other = clerk(town), clerk(town, LANDLORDS)
    page = uploads(visitor, GOOD.encode())
    (button,) = [one for one in page.buttons() if one.address == f"{WHERE}/confirmed"]
    more = GOOD + "Asha (example);0711000778;patrol;\n"
    mark = {"mark": button.fields["mark"]}
    told = uploads(visitor, more.encode(), where=f"{WHERE}/confirmed", **mark)
    assert visitor.words("import.changed") in told.text
    assert len(versions(town)) == 1
    assert confirms(other, page, csrf_token=other.opens("/desk/people/new").buttons()[0].fields["csrf_token"])
    assert len(versions(town)) == 1
    other.confirms(other.asks_to_add(name="Other (example)", phone="+254711000799"))
    told = confirms(visitor, page)
    assert visitor.words("import.changed") in told.text
    confirms(visitor, told)
    assert len(versions(town)) == 3


@pytest.mark.parametrize(
    ("why", "fault"), [("", "fault.why"), ("w" * 201, "fault.why"), ("D12: ok", "fault.why_decision")]
)
def test_the_button_takes_no_other_reason_than_was_read(town: Town, why: str, fault: str) -> None:
    visitor = clerk(town)
    page = uploads(visitor, GOOD.encode())
    bad = confirms(visitor, page, why=why)
    assert (bad.status, visitor.words(fault) in bad.text) == (422, True)
    for changed in ({"why": "sababu nyingine"}, {"decision": "D9"}, {"why": "D9: " + WHY, "decision": ""}):
        told = confirms(visitor, page, **changed)
        assert visitor.words("told.done", name=visitor.words("import.people")) not in told.text
    assert visitor.words("import.changed") in confirms(visitor, page, why="sababu nyingine").text
    assert len(versions(town)) == 1
    confirms(visitor, page)
    assert versions(town)[0].why == WHY


def test_three_thousand_people_come_in_seconds_and_on_a_small_page(one: Town) -> None:
    visitor, data, people = clerk(one), rows(3000), len(one.community.people)
    assert len(data) < 512 * 1024
    began = time.monotonic()
    page = uploads(visitor, data)
    took = time.monotonic() - began
    assert page.status == 200
    assert len(page.html) < 60_000
    assert visitor.words("line.more", count=2900) in page.text
    (button,) = [one for one in page.buttons() if one.address == f"{WHERE}/confirmed"]
    assert "data" not in button.fields
    kept = {name: value for name, value in button.fields.items() if name != "csrf_token"}
    told = uploads(visitor, data, where=button.address, **kept)
    assert visitor.words("told.done", name=visitor.words("import.people")) in told.text
    assert len(one.community.people) == 3000 + people
    # It is two seconds of work (measured); the bound leaves room for a busy machine.
    assert took < 60


def test_three_thousand_faults_are_told_by_line_on_a_small_page(one: Town) -> None:
    visitor = clerk(one)
    page = uploads(visitor, rows(3000).replace(b",Bondeni,", b",Mars,"))
    assert page.status == 422
    assert len(page.html) < 60_000
    assert visitor.words("import.faults", count=3000) in page.text
    assert visitor.words("import.line", line=2) in page.text
    assert visitor.words("line.more", count=2900) in page.text
    assert len(versions(one)) == 1


def workbook() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (workbook(), "CSV UTF-8"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "CSV UTF-8"),
        (b"name,phone\n\xff\xfe\xfa,0712\n", "UTF-8"),
        ("name,phone\nAché (example),0712000001\n".encode("latin-1"), "UTF-8"),
        (b"name,phone\nA\0,0712000001\n", "no text"),
        (b"name,phone\n", "This changes nothing"),
        (b"", "name"),
        (b"a,b,c\n1,2,3\n", "is no column"),
        (b'name,phone\n"Asha,0712000001\n', "quotation mark"),
        (f"name,phone,roles\nX,{LEADER},king\n".encode(), "no role"),
        (b"name,phone\nAsha,2.54712E+11\n", "Excel"),
    ],
)
def test_what_is_no_list_is_told_in_words(one: Town, data: bytes, told: str) -> None:
    page = uploads(clerk(one), data)
    assert page.status == 422
    assert told in page.text
    assert len(versions(one)) == 1


def test_nothing_and_too_much_are_told_in_words(one: Town) -> None:
    visitor = clerk(one)
    assert visitor.words("fault.no_file") in uploads(visitor, b"x", "").text
    large = visitor.client.post(WHERE, data=bytes(600_000), content_type="multipart/form-data; boundary=x")
    assert (large.status_code, visitor.says("forms", "too_large.head") in large.text) == (413, True)
    for odd in ("\0", "x" * 20_000, "====", "eJw="):
        page = uploads(visitor, b"", "", where=f"{WHERE}/confirmed", data=odd, mark=odd, file_name=odd)
        assert page.status == 422
    assert len(versions(one)) == 1


def test_a_file_that_swells_when_it_is_unpacked_stays_small(one: Town) -> None:
    bomb = base64.b64encode(zlib.compress(b"a" * 10_000_000, 9)).decode()
    assert len(bomb) < 16_000
    visitor = clerk(one)
    page = uploads(visitor, b"", "", where=f"{WHERE}/confirmed", data=bomb)
    assert page.status == 422
    assert len(page.html) < 60_000


def test_a_lock_keeps_a_small_file(one: Town) -> None:
    visitor = Clerk(one, COORDINATOR)
    visitor.signs_in()
    page = uploads(visitor, GOOD.encode())
    visitor.opens("/desk/leave")
    locked = confirms(visitor, page)
    assert locked.status == 403
    (button,) = [one for one in locked.buttons() if one.address == f"{WHERE}/confirmed"]
    assert visitor.sends(button.address, {**button.fields, "proof": "none"}).status == 200
    assert len(versions(one)) == 2


def test_an_upload_of_any_size_stays_in_memory(one: Town) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body = head + bytes(515_000) + b"\r\n--x--"
    kind = "multipart/form-data; boundary=x"
    with desk_of(one.services).test_request_context(WHERE, method="POST", data=body, content_type=kind):
        assert type(request.files["file"].stream) is io.BytesIO
