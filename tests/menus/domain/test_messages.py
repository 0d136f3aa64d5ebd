"""Messages: the tables of rules of lanes and kinds, and their order."""

from dataclasses import asdict

import pytest

from menus.domain.messages import (
    LANES,
    Lane,
    MessageKind,
    counts_to_limit,
    kinds_that,
    lanes_that,
    sent_by_clock,
    uses_backup,
)

ALERT, ANSWER, NOTICE, BROADCAST, HEARTBEAT, ASSOCIATION = MessageKind
RED, NORMAL, BULK = Lane


def test_red_goes_before_normal_and_normal_before_bulk() -> None:
    assert LANES == (RED, NORMAL, BULK)
    assert set(LANES) == set(Lane)


@pytest.mark.parametrize(
    ("rule", "kinds"),
    [
        ("wants_reply", {ALERT, ANSWER, ASSOCIATION}),
        ("counts_to_limit", {ALERT, NOTICE, BROADCAST, ASSOCIATION}),
        ("gives_way", {ALERT, NOTICE, BROADCAST, HEARTBEAT, ASSOCIATION}),
        ("may_come_twice", {ALERT, ANSWER, NOTICE, HEARTBEAT}),
        ("is_repeated", {ALERT}),
        ("uses_backup", {ALERT}),
        ("ends_with_incident", {ALERT}),
        ("escalates", {ALERT}),
        ("keeps_quiet_hours", {ALERT}),
        ("may_be_bundled", {ALERT}),
        ("is_awaited", {ANSWER}),
        ("asks_anew", {ALERT}),
        ("expires_after", {BROADCAST, ASSOCIATION}),
    ],
)
def test_the_table_of_kinds(rule: str, kinds: set[MessageKind]) -> None:
    assert set(kinds_that(lambda rules: bool(asdict(rules)[rule]))) == kinds


@pytest.mark.parametrize(
    ("rule", "lanes"),
    [
        ("gives_way_to_red", (BULK,)),
        ("waits_on_low_balance", (NORMAL, BULK)),
        ("counts_to_limit", (NORMAL, BULK)),
        ("uses_backup", (RED,)),
        ("always_waits_for_circuit", (BULK,)),
        ("sent_by_clock", (RED,)),
        ("resent_at_once", (RED,)),
    ],
)
def test_the_table_of_lanes(rule: str, lanes: tuple[Lane, ...]) -> None:
    assert lanes_that(lambda rules: asdict(rules)[rule]) == lanes


def test_every_rule_stands_in_a_table() -> None:
    assert len(asdict(ALERT.rules)) == 13
    assert len(asdict(RED.rules)) == 7


def test_a_rule_of_both_tables_holds_if_kind_and_lane_say_so() -> None:
    pairs = {(kind, lane) for kind in MessageKind for lane in Lane}
    assert {pair for pair in pairs if uses_backup(*pair)} == {(ALERT, RED)}
    assert {pair for pair in pairs if counts_to_limit(*pair)} == {
        (kind, lane) for kind in (ALERT, NOTICE, BROADCAST, ASSOCIATION) for lane in (NORMAL, BULK)
    }


def test_the_clock_sends_red_texts_and_answers_of_any_lane() -> None:
    pairs = {(kind, lane) for kind in MessageKind for lane in Lane}
    assert {pair for pair in pairs if sent_by_clock(*pair)} == {
        *((kind, RED) for kind in MessageKind),
        *((ANSWER, lane) for lane in Lane),
    }
