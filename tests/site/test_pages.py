"""The pages of the site: every document has one, and a place in one list; their links lead to each other."""

from pathlib import Path

import pytest

from tests.site import pages
from tests.site.pages import DOCS, ROOT, LostError

PAGES = {"README.md", "settings.md", "index.md"}


def test_every_document_is_a_page_and_the_lists_of_the_index_are_the_menu(tmp_path: Path) -> None:
    pages.stage(tmp_path)
    made = {file.name for file in tmp_path.glob("*.md")}
    assert made == {file.name for file in (*DOCS.glob("*.md"), *ROOT.glob("*.md"))}
    assert {"README.md", "CHANGELOG.md", "guide-operators.md"} <= made
    index = (tmp_path / "index.md").read_text(encoding="utf-8")
    assert index.count("```{toctree}") == 3
    assert ":caption: For residents and responders\n\nstory\ndesk\nguide-residents-responders\n" in index
    assert "](README.md)" in index


def test_the_pictures_stand_beside_the_pages(tmp_path: Path) -> None:
    pages.stage(tmp_path)
    assert {file.name for file in tmp_path.glob("*.png")} == {file.name for file in DOCS.glob("*.png")}
    assert "](story-3.png)" in (tmp_path / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("named", "wrong"),
    [
        ({"For all": ["README.md"]}, "settings.md"),
        ({"For all": ["README.md", "settings.md"], "For some": ["settings.md"]}, "settings.md"),
        ({"For all": ["README.md", "settings.md", "none.md"]}, "none.md"),
    ],
)
def test_a_document_without_a_place_in_one_list_is_named(named: dict[str, list[str]], wrong: str) -> None:
    with pytest.raises(LostError, match=wrong):
        pages.check(named, {"README.md", "settings.md"})


@pytest.mark.parametrize(
    ("folder", "text", "made"),
    [
        (ROOT, "[a](.docs/settings.md#keys)", "[a](settings.md#keys)"),
        (ROOT, "![a](.docs/story-1.png)", "![a](story-1.png)"),
        (DOCS, "[a](../README.md) and [b](settings.md)", "[a](README.md) and [b](settings.md)"),
        (DOCS, "[a](#here)", "[a](#here)"),
        (DOCS, "[a](https://none.example/settings.md)", "[a](https://none.example/settings.md)"),
        (DOCS, "[the code](../gateway/services.py)", "the code"),
        (DOCS, "[a](none.md)", "[a](none.md)"),
    ],
)
def test_a_link_leads_to_the_page_on_the_site(folder: Path, text: str, made: str) -> None:
    assert pages.relinked(text, folder, PAGES) == made
