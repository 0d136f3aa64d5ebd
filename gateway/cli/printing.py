"""Printing: everything that a command prints goes through here, so that no stored value can move the terminal."""

import json
import sys
import unicodedata
from collections.abc import Iterable
from typing import Any

import click

_ESCAPED = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""The categories of Unicode that a terminal obeys or does not show: control characters (with ESC, C1 and the end of a
line), marks of direction and joiners, halves of pairs, and separators of lines and paragraphs.
"""


_YES = frozenset({"y", "yes", "ndio", "ndiyo"})


def shown(text: str) -> str:
    r"""Return a text with every character that a terminal would obey written out, such as `\x1b` for ESC."""
    return "".join(
        character.encode("unicode_escape").decode() if unicodedata.category(character) in _ESCAPED else character
        for character in text
    )


def say(line: str = "", *, err: bool = False) -> None:
    """Print one line; a line end within it is written out, too."""
    click.echo(shown(line), err=err)


def say_lines(lines: Iterable[str], *, err: bool = False) -> None:
    """Print several lines."""
    for line in lines:
        say(line, err=err)


def say_file(text: str) -> None:
    """Print the text of a file byte for byte; on a terminal, what the terminal would obey is written out instead."""
    if sys.stdout.isatty():
        say_lines(text.removesuffix("\n").split("\n"))
    else:
        click.echo(text.encode(), nl=False)


def say_json(found: Any) -> None:
    """Print JSON. Its own escapes leave out one control character, DEL."""
    click.echo(json.dumps(found, indent=2).replace("\x7f", "\\u007f"))


def is_terminal() -> bool:
    """Return whether somebody sits before a terminal and can be asked."""
    return sys.stdin.isatty()


def agrees(question: str) -> bool:
    """Ask a question, and return whether the answer is `y`, `yes` or `ndio`, in small letters or capitals."""
    return ask(f"{question} (yes/no)").casefold() in _YES


def ask(question: str) -> str:
    """Ask for one line, on the terminal or from a pipe; return an empty text if there is none."""
    click.echo(f"{shown(question)}: ", err=True, nl=False)
    return sys.stdin.readline().strip()
