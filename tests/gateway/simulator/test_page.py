"""The page of phones as the server gives it: its words, its files, and what a browser may load for it."""

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import gateway.simulator
from gateway.simulator.network import Network
from gateway.simulator.people import PhoneBook
from gateway.simulator.web import create_app
from menus.domain.roles import Role
from menus.text import page_words
from tests.gateway.simulator.conftest import COMMUNITY

STATIC = Path(gateway.simulator.__file__).parent / "static"
_NAMED = re.compile(r'"([a-z]+\.[a-z_.]+)(?<!\.js)"')
"""The names of texts in the page's script: `say("story.step")`, `put(button, "phone.send")`."""


def page_of(network: Network, *files: Path, query: str = "") -> str:
    """Return the page of communities in these files."""
    book = PhoneBook(lambda: files)
    return create_app(network, book).test_client().get(f"/simulator/{query}").get_data(as_text=True)


def data_in(html: str) -> dict[str, object]:
    """Return what the server tells the script of the page."""
    found = re.search(r'id="page-data">(.+?)</script>', html, re.DOTALL)
    assert found is not None
    told: dict[str, object] = json.loads(found[1])
    return told


def test_a_browser_may_load_the_page_s_own_files_alone(phones: FlaskClient) -> None:
    answer = phones.get("/simulator/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    addresses = re.findall(r'(?:src|href)="([^"#]+)"', answer.get_data(as_text=True))
    assert {"/simulator/static/page.js", "/simulator/static/phones.css"} <= set(addresses)
    for address in addresses:
        if not address.startswith("data:"):
            assert address.startswith("/simulator/static/")
            with phones.get(address) as file:
                assert file.status_code == 200
    assert "<style" not in answer.get_data(as_text=True)


def test_no_file_of_the_page_makes_html_out_of_words_or_asks_another_server() -> None:
    for file in STATIC.iterdir():
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|https?://", text), (
            file.name
        )


def test_every_word_that_the_script_names_is_there() -> None:
    words = page_words.texts("pages.po", "en")
    named = {name for file in STATIC.glob("*.js") for name in _NAMED.findall(file.read_text(encoding="utf-8"))}
    named = {name for name in named if not name.endswith(".")}
    assert "thread.sending" in named
    assert named - set(words) == set()
    assert {f"role.{role}" for role in Role} <= set(words)
    assert {f"story.{step}.{part}" for step in range(1, 7) for part in ("button", "title", "what", "thought")} <= set(
        words
    )


@pytest.mark.parametrize("query", ["", "?lang=fr", "?lang=%3Cscript%3E", "?community=nowhere", "?lang=sw&lang=en"])
def test_an_unknown_language_or_community_is_the_first_one(phones: FlaskClient, query: str) -> None:
    html = phones.get(f"/simulator/{query}").get_data(as_text=True)
    assert f'<html lang="{"sw" if query.startswith("?lang=sw") else "en"}">' in html
    place = data_in(html)["place"]
    assert isinstance(place, dict)
    assert place["key"] == "mlango-kubwa"


def test_the_page_is_in_the_language_that_is_asked_for_before_any_script_runs(phones: FlaskClient) -> None:
    html = phones.get("/simulator/?lang=sw").get_data(as_text=True)
    for name in ("honest", "happened", "clock.rung"):
        assert page_words.texts("pages.po", "sw")[name] in html


def test_a_name_in_a_community_file_is_never_a_script(network: Network, tmp_path: Path) -> None:
    file = tmp_path / "one.toml"
    bad = "</script><script>alert(1)</script>"
    file.write_text(COMMUNITY.read_text(encoding="utf-8").replace("Mlango Kubwa", bad), encoding="utf-8")
    html = page_of(network, file)
    assert "<script>alert" not in html
    place = data_in(html)["place"]
    assert isinstance(place, dict)
    assert place["name"] == bad


def test_with_several_communities_the_one_of_the_story_comes_first_and_others_can_be_chosen(
    network: Network, tmp_path: Path
) -> None:
    other = tmp_path / "a.toml"
    text = COMMUNITY.read_text(encoding="utf-8").replace('key = "mlango-kubwa"', 'key = "another"')
    other.write_text(text.replace('roles = ["deputy-leader"]', 'roles = ["patrol"]'), encoding="utf-8")
    html = page_of(network, other, COMMUNITY)
    assert '<option value="mlango-kubwa" selected>' in html
    assert '<option value="another" selected>' in page_of(network, other, COMMUNITY, query="?community=another")


def test_without_a_community_the_page_says_so_and_looks_again(network: Network) -> None:
    html = page_of(network)
    assert page_words.texts("pages.po", "en")["community.none"] in html
    assert 'http-equiv="refresh"' in html
