"""The links of the pages that were made: each leads to a page, a file and an anchor that are there.

Sphinx checks the links of the documents. These are the links of what came out: menus, pictures, scripts, styles.
A page may load nothing from another server: who reads it may be offline, and nobody else learns that it was read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
"""The elements that load something, and the attribute that names it."""
_IDLE_LINKS = {"canonical", "prev", "next", "index", "search", "author", "help", "license"}
"""The kinds of `link` that load nothing."""


@dataclass
class Page(HTMLParser):
    """A page: its anchors, its links, and the addresses of what it loads."""

    anchors: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    loaded: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element names."""
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and given.get("href"):
            self.links.add(given["href"])
        named = given.get(_LOADED.get(tag, ""))
        if named and not (tag == "link" and given.get("rel", "") in _IDLE_LINKS):
            self.loaded.add(named)
        elif named:
            self.links.add(named)


def read(file: Path) -> Page:
    """Return a page that was made."""
    page = Page()
    page.feed(file.read_text(encoding="utf-8"))
    page.close()
    return page


def faults(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the links of the pages in a folder, one line each."""
    pages = {file.resolve(): read(file) for file in sorted(folder.rglob("*.html"))}
    for file, page in pages.items():
        name = file.relative_to(folder.resolve())
        yield from (f"{name} loads {one}" for one in sorted(page.loaded) if urlsplit(one).netloc)
        for link in sorted(page.links | page.loaded):
            address = urlsplit(link)
            if address.scheme or address.netloc:
                continue
            leads = (file.parent / unquote(address.path)).resolve() if address.path else file
            if not leads.is_file():
                yield f"{name}: {link} is not there"
            elif address.fragment and leads in pages and unquote(address.fragment) not in pages[leads].anchors:
                yield f"{name}: {link} has no such place"
