"""The documents name only existing links, files, names in files, commands, make targets and settings."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from gateway.cli.main import main
from gateway.settings import SECRETS, Settings
from menus.sms import verbs

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
DOCUMENTS += sorted((ROOT / ".docs").glob("*.md"))
GUIDE = ROOT / ".docs" / "guide-residents-responders.md"
SETTINGS = {name.upper() for name in Settings.model_fields} | {f"{name}_FILE" for name in SECRETS} | {"DORIA_DATA"}
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")
_BLOCK = re.compile(r"^    (.+)$", re.MULTILINE)
_FOLDERS = ("gateway/", "menus/", "workers/", "tests/", ".docs/", ".ci/", ".deploy/")
_STAND_IN = "NAME"
"""The part of a path that stands for a name that a developer chooses."""
_COMMAND = re.compile(r"(?:^|/)doria ([a-z]+)(?: ([a-z]+))?")
_TARGET = re.compile(r"^make ([a-z]+)")
_SETTING = re.compile(r"\b(?:DORIA|AT)_[A-Z_]+\b")


def problems(text: str, folder: Path) -> Iterator[str]:
    """Yield the names in a document that do not exist."""
    for target in _LINK.findall(text):
        if not target.startswith(("http://", "https://")) and not _leads_somewhere(target, text, folder):
            yield f"link {target}"
    code = [*_CODE.findall(text), *_BLOCK.findall(text)]
    for one in code:
        if one.startswith(_FOLDERS) and " " not in one and _STAND_IN not in one and not _stands(one):
            yield f"path {one}"
        for command, sub in _COMMAND.findall(one):
            if not _is_command(command, sub):
                yield f"command {one}"
        for target in _TARGET.findall(one):
            if f"\n{target}:" not in (ROOT / "Makefile").read_text(encoding="utf-8"):
                yield f"target {target}"
    yield from (f"setting {name}" for name in _SETTING.findall(text) if name not in SETTINGS)


def _leads_somewhere(target: str, text: str, folder: Path) -> bool:
    path, _, anchor = target.partition("#")
    file = folder / path if path else None
    if file is not None and not file.exists():
        return False
    if not anchor:
        return True
    behind = file.read_text(encoding="utf-8") if file is not None else text
    return anchor in {_slug(heading) for heading in _HEADING.findall(behind)}


def _slug(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _stands(named: str) -> bool:
    """Return whether a file or folder exists, and the function, class or constant behind `::`."""
    path, _, name = named.partition("::")
    if not name:
        return (ROOT / path).exists()
    defined = re.compile(rf"^(?:def |class )?{re.escape(name)}\b", re.MULTILINE)
    return (ROOT / path).is_file() and bool(defined.search((ROOT / path).read_text(encoding="utf-8")))


def _is_command(command: str, sub: str) -> bool:
    known = main.commands.get(command)
    return known is not None and (not sub or not isinstance(known, click.Group) or sub in known.commands)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_a_document_names_nothing_that_is_not_there(document: Path) -> None:
    assert list(problems(document.read_text(encoding="utf-8"), document.parent)) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[a](none.md)", "link none.md"),
        ("[a](#nowhere)\n# Somewhere\n", "link #nowhere"),
        ("[a](.docs/settings.md#nowhere)", "link .docs/settings.md#nowhere"),
        ("`gateway/none.py`", "path gateway/none.py"),
        ("`gateway/services.py::Nobody`", "path gateway/services.py::Nobody"),
        ("`doria undo`", "command doria undo"),
        ("`doria community undo FILE`", "command doria community undo FILE"),
        ("    .venv/bin/doria undo\n", "command .venv/bin/doria undo"),
        ("`make tea`", "target tea"),
        ("set DORIA_NONE", "setting DORIA_NONE"),
    ],
)
def test_what_is_not_there_is_found(text: str, problem: str) -> None:
    assert list(problems(text, ROOT)) == [problem]


@pytest.mark.parametrize(
    "text",
    [
        "[a](README.md) [b](https://none.example/x.md)",
        "[a](#a-heading-with-words)\n# A heading, with `words`\n",
        "`gateway/services.py::Services` `gateway/carrier/NAME.py` `menus/locales/`",
        "`doria community check FILE` `make test` `DORIA_DATA` AT_BASE_URL",
    ],
)
def test_what_is_there_is_no_problem(text: str) -> None:
    assert list(problems(text, ROOT)) == []


@pytest.mark.parametrize("word", verbs.WORDS)
def test_the_guide_names_every_word_that_people_may_send(word: str) -> None:
    _, _, table = GUIDE.read_text(encoding="utf-8").partition("## What you may send by SMS")
    assert re.search(rf"`[^`]*\b{word}\b[^`]*`", table)
