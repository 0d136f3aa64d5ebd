"""Receipts: what the network's word does to a message."""

from itertools import product

import pytest

from menus.domain.receipts import Effect, News, effect

TABLE = {
    # news, was_backup_alone, is_obsolete
    (News.ON_ITS_WAY, False, False): Effect.IGNORE,
    (News.ON_ITS_WAY, False, True): Effect.IGNORE,
    (News.ON_ITS_WAY, True, False): Effect.IGNORE,
    (News.ON_ITS_WAY, True, True): Effect.IGNORE,
    (News.ABSENT, False, False): Effect.HAND_ON,
    (News.ABSENT, False, True): Effect.HAND_ON,
    (News.ABSENT, True, False): Effect.HAND_ON,
    (News.ABSENT, True, True): Effect.HAND_ON,
    (News.DELIVERED, False, False): Effect.DELIVER,
    (News.DELIVERED, False, True): Effect.DELIVER,
    (News.DELIVERED, True, False): Effect.DELIVER,
    (News.DELIVERED, True, True): Effect.DELIVER,
    (News.FAILED, False, False): Effect.FAIL,
    (News.FAILED, False, True): Effect.FAIL,
    (News.FAILED, True, False): Effect.REQUEUE,
    (News.FAILED, True, True): Effect.CANCEL,
}


def test_the_table_holds_every_case() -> None:
    assert set(TABLE) == set(product(News, (False, True), (False, True)))


@pytest.mark.parametrize(("news", "was_backup_alone", "is_obsolete"), TABLE)
def test_what_a_receipt_does(news: News, *, was_backup_alone: bool, is_obsolete: bool) -> None:
    facts = {"was_backup_alone": was_backup_alone, "is_obsolete": is_obsolete}
    assert effect(news, is_final=False, **facts) is TABLE[news, was_backup_alone, is_obsolete]
    assert effect(news, is_final=True, **facts) is Effect.IGNORE


def test_the_next_people_are_notified_unless_the_text_has_arrived_or_may_arrive() -> None:
    assert {one for one in Effect if not one.is_undelivered} == {Effect.IGNORE, Effect.DELIVER}
