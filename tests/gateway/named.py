"""The names that documents have in code: commands and options, make targets, modules, settings. Wrong ones are told."""

import re
import shlex
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import click

from gateway.cli.main import main
from gateway.settings import SECRETS, Settings

ROOT = Path(__file__).parents[2]
SETTINGS = {name.upper() for name in Settings.model_fields} | {f"{name}_FILE" for name in SECRETS} | {"DORIA_DATA"}
SETTINGS |= {"NAME_FILE"}  # where any of the secrets is meant
_SPAN = re.compile(r"`([^`\n]+)`")
_FENCED = re.compile(r"^```.*\n((?:.*\n)*?)```$", re.MULTILINE)
_INDENTED = re.compile(r"^ {4}(.+)$", re.MULTILINE)
_OPERATORS = ";&|"
_PLACEHOLDER = re.compile(r"[A-Z][A-Z-]*|\.\.\.")
"""A word that stands for what somebody writes there: FILE, REF, DIR."""
_SETTING = re.compile(r"\b(?:DORIA|AT)_[A-Z_]+\b")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_OPTION = re.compile(r"--[a-z][a-z-]+")


def faults(text: str) -> Iterator[str]:
    """Yield what a document names in code and is not there."""
    for code in spans(text):
        yield from _of_code(code, is_whole=False)
        if _OPTION.fullmatch(code.partition(" ")[0]) and code.partition(" ")[0] not in _known_options():
            yield f"option {code}"
    for line in lines(text):
        yield from _of_code(line, is_whole=True)
    yield from (f"setting {name}" for name in _SETTING.findall(text) if name not in SETTINGS)
    for code in [*spans(text), *lines(text)]:
        name = code.removeprefix("export ").partition("=")[0]
        if _CAPITALS.fullmatch(name) and not _SETTING.fullmatch(name) and name not in SETTINGS | _constants():
            yield f"setting {name}"


def spans(text: str) -> list[str]:
    """Return the code inside the sentences of a document."""
    return _SPAN.findall(_FENCED.sub("", text))


def lines(text: str) -> list[str]:
    """Return the lines of the blocks of code of a document; a line that goes on on the next one is one."""
    fenced = [line for block in _FENCED.findall(text) for line in block.replace("\\\n", " ").splitlines()]
    indented = _INDENTED.findall(_FENCED.sub("", text).replace("\\\n", " "))
    return [line.strip() for line in (*fenced, *indented)]


def _of_code(code: str, *, is_whole: bool) -> Iterator[str]:
    for words in _commands(code):
        name, rest = words[0], words[1:]
        if name == "doria" or name.endswith("/doria"):
            fault = command_fault(rest, is_whole=is_whole)
            if fault:
                yield f"command {code}: {fault}"
        elif name == "make":
            yield from (f"target {word}" for word in rest if not _is_target(word))
        elif rest[:1] == ["-m"] and rest[1:] and not _is_module(rest[1]):
            yield f"module {rest[1]}"


def _commands(code: str) -> Iterator[list[str]]:
    """Yield the words of each command of a line of a shell, from the name of a program of ours on."""
    lexer = shlex.shlex(code, posix=True, punctuation_chars=_OPERATORS)
    lexer.whitespace_split, lexer.commenters = True, ""
    try:
        words = list(lexer)
    except ValueError:
        # A quotation mark that does not end: this is no command.
        words = code.split()
    command: list[str] = []
    is_ours = True
    for word in (*_without_files(words), ";"):
        if word.startswith("#") or set(word) <= set(_OPERATORS):
            if command:
                yield command
            if word.startswith("#"):
                return
            command, is_ours = [], True
        elif command or (is_ours and _is_ours(word)):
            command.append(word)
        else:
            # Another program, or a sentence, goes on to the next operator.
            is_ours = is_ours and (word in {"uv", "run", "sudo", "exec"} or bool(re.fullmatch(r"[A-Z_]+=.*", word)))


def _without_files(words: Sequence[str]) -> Iterator[str]:
    """Yield the words of a line without the files that its output goes to."""
    is_file = False
    for word in words:
        if not is_file and word not in {">", ">>", "2>"}:
            yield word
        is_file = word in {">", ">>", "2>"}


def _is_ours(word: str) -> bool:
    return word in {"doria", "make"} or bool(re.fullmatch(r"(?:.*/)?(?:doria|python3?)", word))


def command_fault(words: Sequence[str], *, is_whole: bool) -> str | None:
    """Return what is wrong with the words behind `doria`, or None.

    A sentence may name a command without its arguments, and an option without its value. In a block (`is_whole`)
    nothing may be missing.
    """
    command: click.Command = main
    rest = list(words)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        found = command.commands.get(rest.pop(0))
        if found is None:
            return "no such command"
        command = found
    if isinstance(command, click.Group):
        return None if not is_whole or "--help" in rest or "--version" in rest else "a command is missing"
    return _argument_fault(command, rest, is_whole=is_whole)


def _argument_fault(command: click.Command, words: list[str], *, is_whole: bool) -> str | None:
    if not is_whole and words and words[-1] in {name for one in _valued(command) for name in one.opts}:
        words = [*words, "VALUE"]
    context = click.Context(command)
    try:
        given, left, _ = command.make_parser(context).parse_args(list(words))
    except click.UsageError as error:
        return error.format_message()
    if left:
        return f"{' '.join(left)} is too much"
    for one in command.params:
        value = given.get(one.name or "")
        if value in (None, ()) or not isinstance(value, str | list):
            if is_whole and one.required and "--help" not in words:
                return f"{one.human_readable_name} is missing"
            continue
        for each in [value] if isinstance(value, str) else value:
            if not isinstance(one.type, click.Path | click.File) and not _PLACEHOLDER.fullmatch(str(each)):
                try:
                    one.type.convert(each, one, context)
                except click.UsageError as error:
                    return error.format_message()
    return None


def _valued(command: click.Command) -> list[click.Option]:
    return [one for one in command.params if isinstance(one, click.Option) and not one.is_flag and not one.count]


@cache
def _known_options() -> set[str]:
    """Return the options of Doria's commands, and those that a file of the clone names itself."""
    known: set[str] = set()
    waiting: list[click.Command] = [main]
    while waiting:
        command = waiting.pop()
        known |= {name for one in command.params for name in one.opts} | {"--help"}
        waiting += command.commands.values() if isinstance(command, click.Group) else ()
    return known | {name for source in _sources() for name in re.findall(r'"(--[a-z][a-z-]+)"', source)}


@cache
def _constants() -> set[str]:
    """Return the names in capitals that the code defines."""
    defined = re.compile(rf"^\s*({_CAPITALS.pattern})\s*(?::[^=\n]+)?=", re.MULTILINE)
    return {name for source in _sources() for name in defined.findall(source)}


@cache
def _sources() -> tuple[str, ...]:
    folders = ("gateway", "menus", "workers", "tests")
    return tuple(file.read_text(encoding="utf-8") for folder in folders for file in (ROOT / folder).rglob("*.py"))


@cache
def _is_target(word: str) -> bool:
    """Return whether a word behind `make` is a target, an option, or sets a variable that the Makefile reads."""
    if word.startswith("--"):
        return True
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    variable, is_set, _ = word.partition("=")
    return f"$({variable})" in makefile if is_set else f"\n{word}:" in makefile


@cache
def _is_module(name: str) -> bool:
    """Return whether a module is there; others' modules are not looked at."""
    if name.partition(".")[0] not in {"gateway", "menus", "workers", "tests"}:
        return True
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
