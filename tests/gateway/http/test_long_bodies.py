"""Webhooks with much beside what Doria reads: a text is stored all the same, and what is absurd is refused."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from gateway.carrier.payloads import LONGEST_TEXT
from gateway.communities.file import load_example
from gateway.http.admission import BIGGEST_BODY, BIGGEST_FORM
from gateway.messaging import opt_outs
from gateway.storage.models import Attempt, Inbound, Message
from gateway.storage.states import MessageState
from menus.domain.categories import Category
from tests.people import LEADER, RESIDENT
from tests.town import TOKEN, Town

FORM, JSON, PARTS = "application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=b"
MANY = {f"new-field-{each}": "x" for each in range(300)}
LONG = {"lastAppResponse": "x" * (2 * BIGGEST_BODY)}
SMS = {"from": LEADER, "to": "22384", "text": "WHO? 100% & more", "id": "one", "date": "2026-11-23 18:00:01"}


@pytest.fixture
def town(sqlite_url: str, redis_url: str) -> Iterator[Town]:
    """Give one community on SQLite."""
    made = Town(sqlite_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


def parts(fields: dict[str, str]) -> bytes:
    """Return fields as a form in parts."""
    one = '--b\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    return ("".join(one.format(*each) for each in fields.items()) + "--b--\r\n").encode()


def written(kind: str, fields: dict[str, str]) -> bytes:
    """Return fields in the way of a content type."""
    if kind == PARTS:
        return parts(fields)
    return (json.dumps(fields) if kind == JSON else urlencode(fields)).encode()


def post(town: Town, path: str, kind: str, fields: dict[str, str]) -> int:
    """Post fields to a webhook, and return the status of the answer."""
    answer = town.web.post(f"/at/{TOKEN}/{path}", data=written(kind, fields), content_type=kind)
    return int(answer.status_code)


def texts(town: Town) -> list[str]:
    """Return the words of every stored SMS."""
    with town.services.reading() as session:
        return [row.text for row in session.scalars(select(Inbound).order_by(Inbound.id))]


@pytest.mark.parametrize("kind", [FORM, JSON, PARTS])
@pytest.mark.parametrize("beside", [MANY, LONG, {**MANY, **LONG}], ids=["many", "long", "both"])
@pytest.mark.parametrize("comes_last", [True, False])
def test_a_text_is_stored_whatever_stands_beside_it(
    town: Town, kind: str, beside: dict[str, str], *, comes_last: bool
) -> None:
    fields = {**beside, **SMS} if comes_last else {**SMS, **beside}
    assert post(town, "sms", kind, fields) == 200
    assert texts(town) == [SMS["text"]]


@pytest.mark.parametrize("kind", [FORM, JSON, PARTS])
def test_a_very_long_text_is_stored_with_a_mark_of_what_is_cut_off(town: Town, kind: str) -> None:
    assert post(town, "sms", kind, {**SMS, "text": "bunduki " * 20_000}) == 200
    (text,) = texts(town)
    assert text.startswith("bunduki bunduki ")
    assert text.endswith(" ...")
    assert len(text) == LONGEST_TEXT


def test_names_may_be_written_as_signs_and_the_first_of_two_counts(town: Town) -> None:
    names = {name: "".join(f"%{ord(sign):02x}" for sign in name) for name in SMS}
    body = urlencode(MANY) + "".join(f"&{names[name]}={urlencode({'': value})[1:]}" for name, value in SMS.items())
    body += "&text=another&id=two"
    assert town.web.post(f"/at/{TOKEN}/sms", data=body, content_type=FORM).status_code == 200
    assert texts(town) == [SMS["text"]]


@pytest.mark.parametrize("beside", [MANY, LONG], ids=["many", "long"])
def test_the_other_webhooks_are_read_beside_much_else(town: Town, beside: dict[str, str]) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    with town.services.reading() as session:
        sent = session.execute(select(Attempt.provider_id, Attempt.message_id).order_by(Attempt.id).limit(1)).one()
    receipt = {"id": str(sent.provider_id), "status": "Success", "phoneNumber": LEADER}
    assert post(town, "receipts", FORM, {**beside, **receipt}) == 200
    with town.services.reading() as session:
        assert session.get_one(Message, sent.message_id).state is MessageState.DELIVERED
    hop = {"sessionId": "s", "phoneNumber": RESIDENT, "serviceCode": "*384*77#", "text": "4*2"}
    page = town.web.post(f"/at/{TOKEN}/ussd", data={**beside, **hop}).text
    assert page == town.web.post(f"/at/{TOKEN}/ussd", data=hop).text
    assert page.startswith("CON ")
    assert post(town, "opt-out", FORM, {**beside, "phoneNumber": RESIDENT, "senderId": "MLATA"}) == 200
    with town.services.uow() as uow:
        assert opt_outs.opted_out(uow)


@pytest.mark.parametrize("kind", [FORM, JSON, PARTS])
@pytest.mark.parametrize("path", ["sms", "receipts", "opt-out", "ussd-events"])
def test_an_absurd_body_is_refused_and_never_answered_as_if_it_were_kept(town: Town, kind: str, path: str) -> None:
    assert post(town, path, kind, {**SMS, "filler": "x" * BIGGEST_FORM}) == 413
    assert texts(town) == []


def test_a_hop_with_an_absurd_body_still_gets_a_page(town: Town) -> None:
    body = urlencode({"text": "", "filler": "x" * BIGGEST_FORM})
    answer = town.web.post(f"/at/{TOKEN}/ussd", data=body, content_type=FORM)
    assert answer.status_code == 200
    assert answer.text.startswith("END ")
    assert "999" in answer.text
