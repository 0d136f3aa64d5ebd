"""The documents name only existing links, files, names in files, commands, options, make targets and settings."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from menus.sms import verbs
from tests.gateway import named

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
DOCUMENTS += sorted((ROOT / ".docs").glob("*.md"))
GUIDE = ROOT / ".docs" / "guide-residents-responders.md"
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_FOLDERS = ("gateway/", "menus/", "workers/", "tests/", ".docs/", ".ci/", ".deploy/")
_STAND_IN = "NAME"
"""The part of a path that stands for a name that a developer chooses."""


def problems(text: str, folder: Path) -> Iterator[str]:
    """Yield the names in a document that do not exist."""
    for target in _LINK.findall(text):
        if not target.startswith(("http://", "https://")) and not _leads_somewhere(target, text, folder):
            yield f"link {target}"
    for one in [*named.spans(text), *named.lines(text)]:
        if one.startswith(_FOLDERS) and " " not in one and _STAND_IN not in one and not _stands(one):
            yield f"path {one}"
    yield from named.faults(text)


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
        ("`doria undo`", "command doria undo: no such command"),
        ("`doria community undo FILE`", "command doria community undo FILE: no such command"),
        ("    .venv/bin/doria undo\n", "command .venv/bin/doria undo: no such command"),
        ("1. So:\n\n       doria undo\n", "command doria undo: no such command"),
        ("```sh\nPORT=1 doria undo\n```\n", "command PORT=1 doria undo: no such command"),
        ("`doria up --tea`", "command doria up --tea: No such option '--tea'."),
        ("`doria incidents REF`", "command doria incidents REF: REF is too much"),
        (
            "    doria up --workers 0\n",
            "command doria up --workers 0: Invalid value for '--workers': 0 is not in the range 1<=x<=16.",
        ),
        ("    doria incident\n", "command doria incident: REFERENCE is missing"),
        ("    doria dial CODE\n", "command doria dial CODE: phone is missing"),
        ("    doria\n", "command doria: a command is missing"),
        ("    cd x && doria undo # so\n", "command cd x && doria undo # so: no such command"),
        ("    doria migrate; doria undo\n", "command doria migrate; doria undo: no such command"),
        ("`make tea`", "target tea"),
        ("`make lock TEA=1`", "target TEA=1"),
        ("    make run tea\n", "target tea"),
        ("`python -m tests.tea`", "module tests.tea"),
        ("`--tea FILE`", "option --tea FILE"),
        ("set DORIA_NONE", "setting DORIA_NONE"),
        ("`SECRET_KEYS`", "setting SECRET_KEYS"),
        ("    export NO_SETTING=1\n", "setting NO_SETTING"),
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
        "`doria up --port` `doria incident` `uv run doria up` `make lock NEWEST=1` `--data` `--all-on-both`",
        "    doria dial '*384*77#' --from +254711000009   # a call\n    .venv/bin/python -m tests.bench --quick\n",
        "    DORIA_DATA=x doria up --workers N && doria community load --new my.toml\n    export DORIA_LOCALES=$PWD\n",
        "`another doria up already runs on ...` `START` `GUN_KILLING`",
    ],
)
def test_what_is_there_is_no_problem(text: str) -> None:
    assert list(problems(text, ROOT)) == []


@pytest.mark.parametrize("word", verbs.WORDS)
def test_the_guide_names_every_word_that_people_may_send(word: str) -> None:
    _, _, table = GUIDE.read_text(encoding="utf-8").partition("## What you may send by SMS")
    assert re.search(rf"`[^`]*\b{word}\b[^`]*`", table)
