"""The key box: the keys come out with the passphrase alone."""

import pytest

from gateway.backups import key_box
from gateway.errors import Refused

KEYS = {"secret_key": "s" * 40, "webhook_token": "t" * 40, "old_secret_keys": '["o"]'}
WORDS = "mbuzi kiti mvua soko taa jiwe"


def test_the_passphrase_opens_the_box_and_no_other_one_does() -> None:
    box = key_box.lock(KEYS, WORDS)
    assert key_box.unlock(box, WORDS) == KEYS
    assert not any(value.encode() in box for value in KEYS.values())
    for other in (WORDS + " ", WORDS.upper(), "", "soko mbuzi kiti mvua taa jiwe"):
        with pytest.raises(Refused, match="the passphrase does not open"):
            key_box.unlock(box, other)


def test_two_boxes_of_the_same_keys_differ() -> None:
    assert key_box.lock(KEYS, WORDS)[1:] != key_box.lock(KEYS, WORDS)[1:]


@pytest.mark.parametrize("weak", ["", "nairobi2026", "x" * 30, "ababababababababab", "12345678901234"])
def test_a_weak_passphrase_is_refused(weak: str) -> None:
    with pytest.raises(Refused, match="too weak: take at least 15 characters"):
        key_box.lock(KEYS, weak)


def test_a_damaged_box_is_not_opened() -> None:
    box = bytearray(key_box.lock(KEYS, WORDS))
    box[-1] ^= 1
    with pytest.raises(Refused, match="does not open"):
        key_box.unlock(bytes(box), WORDS)
    with pytest.raises(Refused, match="in a way that this release does not know"):
        key_box.unlock(b"\x09" + bytes(60), WORDS)
