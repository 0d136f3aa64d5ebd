"""Webhooks under bad input, a lost Redis and a lost database: no answer is a 500, and no report is lost."""

from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from gateway.communities.file import load_example
from menus.text.names import Text
from tests.pieces import piece_of
from tests.town import TOKEN, Town

RESIDENT = "+254711000009"
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


@pytest.mark.parametrize("missing", ["sessionId", "phoneNumber", "serviceCode"])
def test_a_missing_field_ends_with_how_to_go_on(town: Town, missing: str) -> None:
    form = {name: value for name, value in GOOD.items() if name != missing}
    assert town.web.post(f"/at/{TOKEN}/ussd", data=form).text.startswith("END ")


def test_unknown_fields_and_status_words_do_no_harm(town: Town) -> None:
    assert town.web.post(f"/at/{TOKEN}/ussd", data={**GOOD, "newField": "x"}).text.startswith("CON ")
    receipt = {"id": "x", "status": "Teleported", "phoneNumber": RESIDENT}
    assert town.web.post(f"/at/{TOKEN}/receipts", data=receipt).status_code == 200


def test_without_redis_a_report_is_still_taken(town: Town) -> None:
    town.services.memory._backing_off_until = float("inf")  # noqa: SLF001 - as while Redis is away
    town.services.wakeup_queue._backing_off_until = float("inf")  # noqa: SLF001 - as while Redis is away
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
