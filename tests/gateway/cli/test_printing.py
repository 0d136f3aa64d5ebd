"""Printing: no stored value moves the terminal of the person who reads it."""

import json
import re
from pathlib import Path

import pytest

from gateway.cli.printing import say, say_json, shown

GATEWAY = Path(__file__).parents[3] / "gateway"
OBEYED = ["\x1b[2J", "\r", "\n", "\x00", "\x7f", "\x9b31m", "\u202e", "\u2066", "\u200f", "\u061c", "\u2028", "\ud800"]


@pytest.mark.parametrize("character", OBEYED)
def test_what_a_terminal_obeys_is_written_out(character: str, capsys: pytest.CaptureFixture[str]) -> None:
    say(f"before{character}after")
    say_json({"words": f"before{character}after"})
    printed = capsys.readouterr().out
    plain, _, found = printed.partition("\n")
    assert plain == "before" + shown(character) + "after"
    assert all(32 <= ord(one) < 127 for one in plain)
    assert json.loads(found) == {"words": f"before{character}after"}
    assert not set(found) & set(character) - {"\n", "[", "2", "J", "3", "1", "m"}


@pytest.mark.parametrize("text", ["Mlango Kubwa", "Ng'ang'a, ploti 12", "Kituo cha Polisi, é", "12:30 {}[]"])
def test_what_people_write_is_printed_as_it_is(text: str) -> None:
    assert shown(text) == text


def test_commands_print_through_one_function() -> None:
    files = [path for path in (GATEWAY / "cli").rglob("*.py") if path.name != "printing.py"]
    assert files
    direct = re.compile(r"click\.(?:echo|secho)\(|\bprint\(|sys\.stdout")
    assert [path.name for path in files if direct.search(path.read_text(encoding="utf-8"))] == []
