"""The words of the network: none of them is read outside the carrier's room."""

from pathlib import Path

import pytest

from gateway.carrier.codes import CODES, cause_of
from menus.domain.outcomes import Cause

ROOT = Path(__file__).parents[3]
WORDS = {word for _, _, word in CODES.values()} | {"AbsentSubscriber"}
MAY_READ = ("gateway/carrier/", "gateway/simulator/", "gateway/storage/migrations/")
"""The carrier's room, the other side of the wire, and what older rows hold."""


def found_in(*places: str) -> dict[str, list[str]]:
    """Return the words of the network by the file that holds them, for files whose paths begin with one of `places`."""
    found = {}
    for folder in ("gateway", "menus", "workers"):
        for path in (ROOT / folder).rglob("*.py"):
            name = path.relative_to(ROOT).as_posix()
            words = [word for word in WORDS if word in path.read_text(encoding="utf-8")]
            if words and name.startswith(places):
                found[name] = words
    return found


def test_no_word_of_the_network_stands_outside_the_carriers_room() -> None:
    everywhere = found_in("gateway/", "menus/", "workers/")
    assert set(everywhere) == set(found_in(*MAY_READ))
    assert "gateway/carrier/codes.py" in everywhere


@pytest.mark.parametrize(
    ("word", "cause"),
    [
        ("CouldNotRoute", Cause.PHONE_UNREACHABLE),
        ("InvalidSenderId", Cause.BAD_SENDER),
        ("InsufficientBalance", Cause.NO_CREDIT),
        ("HTTP 503", None),
        ("", None),
        (None, None),
    ],
)
def test_the_cause_of_a_word(word: str | None, cause: Cause | None) -> None:
    assert cause_of(word) is cause
