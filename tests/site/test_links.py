"""The links of made pages: one that leads nowhere is named, and so is what another server would give."""

from pathlib import Path

import pytest

from tests.site import links

OTHER = '<h1 id="a-heading">A</h1><a name="old">B</a>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Make a site of a page, another one and a picture."""
    (tmp_path / "other.html").write_text(OTHER, encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"")
    return tmp_path


def faults(site: Path, body: str) -> list[str]:
    """Return the faults of a site with such a page."""
    (site / "page.html").write_text(f'<html><body id="top">{body}</body></html>', encoding="utf-8")
    return list(links.faults(site))


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<a href="none.html">a</a>', "page.html: none.html is not there"),
        ('<a href="other.html#none">a</a>', "page.html: other.html#none has no such place"),
        ('<a href="#none">a</a>', "page.html: #none has no such place"),
        ('<img src="none.png">', "page.html: none.png is not there"),
        ('<script src="none.js"></script>', "page.html: none.js is not there"),
        ('<link rel="next" href="none.html">', "page.html: none.html is not there"),
        ('<script src="https://none.example/a.js"></script>', "page.html loads https://none.example/a.js"),
        ('<link rel="stylesheet" href="//none.example/a.css">', "page.html loads //none.example/a.css"),
    ],
)
def test_a_link_that_leads_nowhere_is_named(site: Path, body: str, fault: str) -> None:
    assert faults(site, body) == [fault]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="other.html#a-heading">a</a> <a href="other.html#old">b</a> <a href="#top">c</a>',
        '<a href="https://none.example/">a</a> <a href="mailto:a@none.example">b</a>',
        '<img src="picture.png"> <link rel="canonical" href="https://none.example/">',
    ],
)
def test_a_link_that_leads_somewhere_is_no_fault(site: Path, body: str) -> None:
    assert faults(site, body) == []
