"""Webhooks under bad input, a lost Redis and a lost database: no answer is a 500, and no report is lost."""

import json
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from gateway.communities.file import load_example
from gateway.storage.models import Inbound
from menus.text import catalog
from menus.text.names import Text
from tests.pieces import piece_of
from tests.town import TOKEN, Town

RESIDENT, LEADER = "+254711000009", "+254700000101"
GOOD = {"sessionId": "s", "phoneNumber": RESIDENT, "serviceCode": "*384*77#", "networkCode": "63902", "text": ""}


@pytest.fixture
def town(sqlite_url: str, redis_url: str) -> Iterator[Town]:
    """Give one community on SQLite."""
    made = Town(sqlite_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


@pytest.mark.parametrize("path", ["ussd", "ussd-events", "sms", "receipts", "opt-out"])
@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe\x00", b"a=%ff%fe&text=%00", b"text=" + b"1" * 100_000, b'{"json": true}', b"&" * 2000],
)
@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=utf-16",
        "multipart/form-data",
        "",
    ],
)
def test_no_body_makes_an_error(town: Town, path: str, body: bytes, kind: str) -> None:
    answer = town.web.post(f"/at/{TOKEN}/{path}", data=body, content_type=kind)
    assert answer.status_code == 200
    if path == "ussd":
        assert answer.text.startswith("END ")
        assert "999" in answer.text


@pytest.mark.parametrize("path", ["ussd", "ussd-events", "sms", "receipts", "opt-out"])
@pytest.mark.parametrize("token", ["x" * 40, "é" * 40, "", TOKEN[:-1], f"{TOKEN}t", f"x/{TOKEN}"])
def test_a_wrong_token_is_not_found(town: Town, path: str, token: str) -> None:
    assert told(town.web.post(f"/at/{token}/{path}", data=GOOD)) == told(town.web.get("/nowhere"))


@pytest.mark.parametrize("token", [TOKEN, "x" * 40])
@pytest.mark.parametrize(
    ("method", "address"),
    [
        *(
            (method, "/at/{}/ussd")
            for method in ("GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "ODD")
        ),
        *(
            ("POST", address)
            for address in (
                "/at",
                "/at/",
                "/at/{}",
                "/at/{}/",
                "/at/{}/ussd/",
                "/at/{}//ussd",
                "/at//{}/ussd",
                "//at/{}/ussd",
                "/at/{}/USSD",
                "/at/{}/ussd/x",
                "/at/{}/ussd%0a",
                "/at/{}/..%2fussd",
                "/at/{}/nothing",
                "/AT/{}/ussd",
            )
        ),
    ],
)
def test_a_webhook_is_not_found_by_looking_for_it(town: Town, token: str, method: str, address: str) -> None:
    found = town.web.open(address.format(token), method=method, data=GOOD)
    assert told(found) == told(town.web.get("/nowhere"))


@pytest.mark.parametrize("address", [f"/at/{TOKEN}/ussd", f"/at/{'x' * 40}/ussd", "/nowhere", "/metrics"])
def test_a_head_gets_the_same_headers_everywhere(town: Town, address: str) -> None:
    found = town.web.head(address)
    assert (found.status_code, list(found.headers)) == (404, list(town.web.get("/nowhere").headers))
    assert found.data == b""


def told(answer: TestResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    """Return everything that an answer tells."""
    return answer.status_code, list(answer.headers), answer.data


@pytest.mark.parametrize("missing", ["sessionId", "phoneNumber"])
def test_a_missing_field_ends_with_how_to_go_on(town: Town, missing: str) -> None:
    form = {name: value for name, value in GOOD.items() if name != missing}
    assert town.web.post(f"/at/{TOKEN}/ussd", data=form).text.startswith("END ")


def test_unknown_fields_and_status_words_do_no_harm(town: Town) -> None:
    assert town.web.post(f"/at/{TOKEN}/ussd", data={**GOOD, "newField": "x"}).text.startswith("CON ")
    receipt = {"id": "x", "status": "Teleported", "phoneNumber": RESIDENT}
    assert town.web.post(f"/at/{TOKEN}/receipts", data=receipt).status_code == 200


def test_without_redis_a_report_is_still_taken(town: Town) -> None:
    town.loses_redis()
    page = town.hop(RESIDENT, "*384*77#", "1*2*1*1", "no-redis")
    assert page.startswith("END ")
    assert piece_of(Text.FILED_MAJOR) in page


def test_without_a_database_the_caller_is_told_whom_to_call_and_sms_come_again(town: Town) -> None:
    with town.services.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE communities RENAME TO gone")
        connection.exec_driver_sql("ALTER TABLE inbound_sms RENAME TO gone_too")
    page = town.hop(RESIDENT, "*384*77#", "", "no-database")
    assert page.startswith("END ")
    assert "999" in page
    assert "112" in page
    sms = {"from": RESIDENT, "to": "22384", "text": "x", "id": "1"}
    assert town.web.post(f"/at/{TOKEN}/sms", data=sms).status_code == 503


KINDS = [
    "application/json",
    "application/json; charset=utf-8",
    "text/plain",
    "text/plain; charset=UTF-8",
    "application/vnd.api+json",
    "application/x-www-form-urlencoded",
    "",
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("write", [json.dumps, urlencode, lambda form: "\ufeff " + json.dumps(form, indent=2)])
def test_a_body_is_read_as_json_or_as_a_form_whatever_it_is_called(
    town: Town, kind: str, write: Callable[[dict[str, str]], str]
) -> None:
    keys = "1*2*1*1"
    page = town.web.post(f"/at/{TOKEN}/ussd", data=write({**GOOD, "text": keys}).encode(), content_type=kind).text
    assert page == town.hop(RESIDENT, "*384*77#", keys, "s"), "the same hop as a form"
    assert piece_of(Text.FILED_MAJOR) in page
    sms = {"from": LEADER, "to": "22384", "text": "1 + 1 & 50% WHO?", "id": "one", "date": "2026-11-23"}
    assert town.web.post(f"/at/{TOKEN}/sms", data=write(sms).encode(), content_type=kind).status_code == 200
    with town.services.reading() as session:
        assert [row.text for row in session.scalars(select(Inbound))] == [sms["text"]]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_json_may_be_in_a_wide_encoding(town: Town, encoding: str) -> None:
    body = json.dumps({"from": LEADER, "to": "22384", "text": "WHO?", "id": "one"}).encode(encoding)
    assert town.web.post(f"/at/{TOKEN}/sms", data=body, content_type="application/json").status_code == 200
    with town.services.reading() as session:
        assert [row.text for row in session.scalars(select(Inbound))] == ["WHO?"]


def test_json_may_hold_numbers_and_fields_that_nobody_reads(town: Town) -> None:
    hop: dict[str, object] = {
        **GOOD,
        "phoneNumber": int(RESIDENT),
        "text": None,
        "networkCode": 63902,
        "more": {"deep": []},
        "yes": True,
    }
    assert town.web.post(f"/at/{TOKEN}/ussd", json=hop).text.startswith("CON ")


@pytest.mark.parametrize(
    "body", ["{", '{"a":' * 3_000, '{"a": 1}]', "{}", "[]", json.dumps({f"field-{each}": "" for each in range(200)})]
)
@pytest.mark.parametrize("path", ["ussd", "ussd-events", "sms", "receipts", "opt-out"])
def test_json_that_cannot_be_read_is_no_error(town: Town, path: str, body: str) -> None:
    answer = town.web.post(f"/at/{TOKEN}/{path}", data=body, content_type="application/json")
    assert answer.status_code == 200
    if path == "ussd":
        assert answer.text.startswith("END ")


def test_without_a_service_code_the_only_community_answers(town: Town) -> None:
    hop = {**GOOD, "text": "1*2*1*1"}
    del hop["serviceCode"]
    assert piece_of(Text.FILED_MAJOR) in town.web.post(f"/at/{TOKEN}/ussd", data=hop).text
    town.loads(load_example("kawangware"))
    page = town.web.post(f"/at/{TOKEN}/ussd", data={**hop, "sessionId": "other"}).text
    assert page.startswith("END ")
    assert "999" in page
    assert len(town.board()) == 1


@pytest.mark.parametrize("number", [None, "", "unknown", "private", "0"])
@pytest.mark.parametrize("code", ["*384*77#", None])
def test_a_caller_without_a_number_gets_the_helplines_and_files_nothing(
    town: Town, number: str | None, code: str | None
) -> None:
    given = {**GOOD, "text": "1*2*1*1", "phoneNumber": number, "serviceCode": code}
    form = {name: value for name, value in given.items() if value is not None}
    page = town.web.post(f"/at/{TOKEN}/ussd", data=form).text
    community = town.community
    assert page == "END " + catalog.say(community.language, Text.HELP_NUMBERS, **community.words)
    assert all(number in page for number in ("999", "112", community.helpline("child", "116")))
    assert town.board() == []
