"""Limits of signing in: codes are not guessed, with Redis and without it, and whoever is concerned is told."""

from datetime import timedelta

import pytest
from redis import Redis
from sqlalchemy import select

from gateway.storage.models import Act
from menus.domain.acts import ActKind
from menus.text.names import Text
from tests.desk import Shown, Visitor
from tests.people import COORDINATOR, LEADER
from tests.town import Town


def tries(visitor: Visitor, code: str, address: str = "127.0.0.1", said: str = "") -> Shown:
    """Try a code from an address, perhaps with the one that a proxy says."""
    page = visitor.opens("/desk/sign-in")
    fields = {**page.buttons()[0].fields, "code": code}
    headers = {"X-Forwarded-For": said} if said else {}
    return Shown(
        visitor.client.post(
            "/desk/sign-in", data=fields, headers=headers, environ_base={"REMOTE_ADDR": address}, follow_redirects=True
        )
    )


def test_an_address_waits_after_ten_wrong_codes_and_others_do_not(town: Town) -> None:
    visitor, code = Visitor(town, COORDINATOR), ""
    for _ in range(10):
        assert tries(visitor, "1111 2222", "10.0.0.7").status == 403
    code = visitor.code()
    page = tries(visitor, code, "10.0.0.7")
    assert page.status == 429
    assert visitor.says("sign_in", "sign_in.too_many") in page.text
    assert tries(visitor, code, "10.0.0.8").status == 200


def test_right_codes_do_not_count(town: Town) -> None:
    visitor = Visitor(town, COORDINATOR)
    for _ in range(12):
        town.passes(minutes=2)
        assert tries(visitor, visitor.code()).status == 200


def test_sixty_wrong_codes_in_all_end_the_codes_that_wait_and_their_people_are_told(town: Town) -> None:
    visitor, waiting = Visitor(town, COORDINATOR), Visitor(town, LEADER)
    code = waiting.code()
    for number in range(60):
        assert tries(visitor, "1111 2222", f"10.0.{number // 10}.1").status == 403
    page = tries(waiting, code, "10.0.9.9")
    assert page.status == 429
    town.works()
    assert town.last(LEADER) == town.said(Text.DESK_CODES_ENDED, to=LEADER)
    town.redis.flushdb()
    assert tries(waiting, code, "10.0.9.9").status == 403
    with town.services.reading() as session:
        assert ActKind.DESK_CODES_ENDED in set(session.scalars(select(Act.kind)))


def test_a_code_that_was_used_and_is_tried_again_is_told_to_its_person_once(town: Town) -> None:
    visitor, other = Visitor(town, COORDINATOR), Visitor(town)
    code = visitor.code()
    assert tries(visitor, code).status == 200
    for _ in range(3):
        assert tries(other, code).status == 403
    town.works()
    told = town.said(Text.DESK_CODE_TRIED, to=COORDINATOR)
    assert town.inbox(COORDINATOR).count(told) == 1
    with town.services.reading() as session:
        assert list(session.scalars(select(Act.kind))).count(ActKind.DESK_CODE_TRIED) == 1
    assert visitor.opens("/desk/").status == 200


def test_a_code_that_is_too_old_is_told_too_and_one_that_nobody_has_is_not(town: Town) -> None:
    visitor = Visitor(town, COORDINATOR)
    code = visitor.code()
    town.now += timedelta(minutes=10)
    assert tries(visitor, code).status == 403
    town.works()
    before = town.inbox(COORDINATOR)
    assert before[-1] == town.said(Text.DESK_CODE_TRIED, to=COORDINATOR)
    for made_up in ("", "0", "letters", "1111 2223", "9" * 400, "٣" * 8):
        assert tries(visitor, made_up, "10.0.0.5").status == 403
    town.works()
    assert town.inbox(COORDINATOR) == before


def test_with_redis_away_signing_in_works_and_the_limits_hold(town: Town) -> None:
    away = Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=0.2)
    code = Visitor(town, COORDINATOR).code()
    town.services.override(redis=away)
    try:
        visitor = Visitor(town, COORDINATOR)
        assert tries(visitor, code).status == 200
        for _ in range(10):
            assert tries(visitor, "1111 2222").status == 403
        assert tries(visitor, "1111 2222").status == 429
    finally:
        town.services.override(redis=town.redis)


@pytest.mark.parametrize(
    ("address", "said", "is_other"),
    [
        ("127.0.0.1", "10.9.9.9", True),
        ("127.0.0.1", "10.0.0.7, 10.9.9.9", True),
        ("127.0.0.1", "10.9.9.9, 10.0.0.7", False),
        ("10.0.0.7", "10.9.9.9", False),
        ("::1", "10.0.0.7", False),
        ("127.0.0.1", "nonsense", True),
    ],
)
def test_a_proxy_on_this_machine_alone_is_believed(town: Town, address: str, said: str, is_other: bool) -> None:  # noqa: FBT001 - as pytest gives it
    visitor = Visitor(town, COORDINATOR)
    for _ in range(10):
        tries(visitor, "1111 2222", "10.0.0.7")
    assert tries(visitor, "1111 2222", address, said).status == (403 if is_other else 429)


def test_the_addresses_of_one_ipv6_network_count_as_one(town: Town) -> None:
    visitor = Visitor(town, COORDINATOR)
    for number in range(10):
        tries(visitor, "1111 2222", f"2001:db8:1:1::{number}")
    assert tries(visitor, "1111 2222", "2001:db8:1:1::ffff").status == 429
    assert tries(visitor, "1111 2222", "2001:db8:1:2::1").status == 403
