"""The pages of the site: the documents of the clone beside each other, in the order of `.docs/index.md`.

The documents stay as they are in the clone, where GitHub shows them. Their links are written anew, because on the site
the README and the others stand beside the documents of `.docs`. A link to a file that is no page becomes plain text.
"""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / ".docs"
INDEX = "index.md"
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
_LIST = re.compile(r"^## (.+)\n((?:\n|- .*\n)+)", re.MULTILINE)
_ITEM = re.compile(r"^- \[[^\]]+\]\(([^)\s]+)\)", re.MULTILINE)
_PICTURES = (".png", ".svg")


class LostError(Exception):
    """Documents that no list of `.docs/index.md` names, or names that are no document."""


def documents() -> dict[str, Path]:
    """Return the documents by their names on the site."""
    files = [*sorted(DOCS.glob("*.md")), *sorted(ROOT.glob("*.md"))]
    return {file.name: file for file in files}


def lists(index: str) -> dict[str, list[str]]:
    """Return the pages that each list of the index names, by the list's heading."""
    return {title: [Path(link).name for link in _ITEM.findall(items)] for title, items in _LIST.findall(index)}


def check(named: dict[str, list[str]], known: set[str]) -> None:
    """Raise LostError unless the lists of the index name each document once."""
    all_named = [name for names in named.values() for name in names]
    wrong = sorted({name for name in (*all_named, *known) if all_named.count(name) != 1 or name not in known})
    if wrong:
        message = f".docs/{INDEX} should name each of these once, in the list of who reads it: {', '.join(wrong)}"
        raise LostError(message)


def stage(folder: Path) -> None:
    """Write the pages and their pictures into an empty folder; raise LostError if the index has no place for one."""
    found = documents()
    named = lists(found[INDEX].read_text(encoding="utf-8"))
    check(named, found.keys() - {INDEX})
    for name, file in found.items():
        text = relinked(file.read_text(encoding="utf-8"), file.parent, set(found))
        (folder / name).write_text(text + ("" if name != INDEX else _order(named)), encoding="utf-8")
    for picture in DOCS.iterdir():
        if picture.suffix in _PICTURES:
            (folder / picture.name).write_bytes(picture.read_bytes())


def relinked(text: str, folder: Path, pages: set[str]) -> str:
    """Return a document whose links lead to the pages of the site. `folder` is where it stands in the clone."""

    def link(match: re.Match[str]) -> str:
        mark, shown, target = match.groups()
        path, _, anchor = target.partition("#")
        if not path or "://" in target or target.startswith("mailto:"):
            return match[0]
        leads = (folder / path).resolve()
        is_page = leads.name in pages and leads.parent in {ROOT, DOCS}
        is_picture = leads.suffix in _PICTURES and leads.parent == DOCS
        if not leads.exists() or is_page or is_picture:
            # A file that is not there stays as it is: the build then names it.
            return f"{mark}[{shown}]({leads.name}{'#' if anchor else ''}{anchor})"
        return shown

    return _LINK.sub(link, text)


def _order(named: dict[str, list[str]]) -> str:
    return "\n".join(("", *(line for title, names in named.items() for line in _tree(title, names))))


def _tree(title: str, names: list[str]) -> Iterator[str]:
    yield from ("```{toctree}", ":hidden:", f":caption: {title}", "")
    yield from (name.removesuffix(".md") for name in names)
    yield from ("```", "")
