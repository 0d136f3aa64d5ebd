"""The texts of the simulated network are bounded: the oldest go, and what waits stays."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gateway.simulator import texts
from gateway.simulator.texts import Outgoing, Texts

PHONE, CODE = "+254700000101", "22384"


def bodies(kept: Texts) -> list[str]:
    return [one.text for one in kept.of(PHONE)]


def test_the_oldest_texts_go_and_what_waits_stays(tmp_path: Path) -> None:
    kept = Texts(tmp_path / "network.db")
    kept.keep(PHONE, CODE, "waits for the phone", "w", waits=True)
    kept.keep_outgoing(Outgoing(PHONE, CODE, "waits for Doria", "o", "l", texts.now()), {"id": "o"}, "key-o")
    for number in range(20):
        kept.keep(PHONE, CODE, str(number), f"m{number}")
    kept.keep_outgoing(Outgoing(PHONE, CODE, "taken", "t", "l", texts.now()), None, "key-t")
    kept.forget_old(most=5)
    assert bodies(kept) == ["waits for the phone", "waits for Doria", "16", "17", "18", "19", "taken"]
    again = kept.keep_outgoing(Outgoing(PHONE, CODE, "taken", "t2", "l", texts.now()), None, "key-t")
    assert again == "t", "the key of a text that is kept is known"
    kept.close()


def test_a_text_goes_after_thirty_days_also_where_few_come(tmp_path: Path) -> None:
    kept = Texts(tmp_path / "network.db")
    kept.keep(PHONE, CODE, "old", "a")
    kept.keep(PHONE, CODE, "new", "b")
    kept.close()
    old = (datetime.now(UTC) - timedelta(days=texts.KEPT_DAYS, minutes=1)).isoformat(timespec="milliseconds")
    with sqlite3.connect(tmp_path / "network.db") as db:
        db.execute("UPDATE texts SET at = ? WHERE message_id = 'a'", (old,))
    db.close()
    again = Texts(tmp_path / "network.db")
    assert bodies(again) == ["new"]
    again.close()


def test_texts_that_come_one_by_one_are_bounded_by_themselves(tmp_path: Path) -> None:
    kept = Texts(tmp_path / "network.db")
    kept.bound(most=100, every=10)
    for number in range(250):
        kept.keep(PHONE, CODE, str(number), f"m{number}")
    assert 100 <= len(bodies(kept)) <= 110
    assert bodies(kept)[-1] == "249"
    kept.close()
