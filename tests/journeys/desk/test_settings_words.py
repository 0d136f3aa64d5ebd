"""Words of the faults and the changes of a community file: every one has a wording in each language of the pages."""

import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.communities import sections
from gateway.communities.file import EXAMPLES, CommunityFileError, load_example, parse
from gateway.desk import settings_words
from gateway.desk.settings_words import in_language
from menus.domain import community_changes
from menus.domain.community import Community
from menus.domain.said import Said
from menus.text import page_words
from tests.journeys.desk.community import Settings
from tests.paper_files import paper, with_papers
from tests.town import Town

KNOWN = set(page_words.texts(settings_words.FILE, "en").values())
VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [
        0,
        101,
        True,
        "",
        "x" * 90,
        "karau",
        "900h",
        "25:00",
        "none",
        [],
        ["nobody"],
        ["treasurer"],
        {"x": 1},
        1.5,
        "police",
    ]
)


def sentences(said: Said) -> Iterator[Said]:
    """Yield a sentence, and those within it."""
    yield said
    for part in said.parts.values():
        for one in part if isinstance(part, tuple) else (part,):
            if isinstance(one, Said):
                yield from sentences(one)


@st.composite
def broken(draw: st.DrawFn) -> str:
    """Draw a file in which some values are others, or gone."""
    example = load_example(draw(st.sampled_from(EXAMPLES)))
    raw = tomllib.loads(with_papers(paper("2027-03-12"), text=example))
    for _ in range(draw(st.integers(1, 3))):
        inner: Any = raw
        for _ in range(draw(st.integers(0, 4))):
            keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
            if not keys or not isinstance(inner[keys[0]], dict | list):
                break
            deeper = inner[draw(st.sampled_from(keys))]
            if not isinstance(deeper, dict | list) or not deeper:
                break
            inner = deeper
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        if not keys:
            continue
        key = draw(st.sampled_from(keys))
        if draw(st.booleans()):
            del inner[key]
        else:
            # A copy: what is put into one of these later must not come to stand within itself.
            inner[key] = deepcopy(draw(VALUES))
        if isinstance(inner, dict) and draw(st.booleans()):
            inner["strange"] = 1
    return tomlkit.dumps(raw)


@settings(max_examples=120, deadline=None)
@given(broken())
def test_every_fault_is_a_sentence_with_words_in_both_languages(text: str) -> None:
    try:
        parse(text)
    except CommunityFileError as error:
        for fault in error.faults:
            if fault.where == "file":
                continue
            assert isinstance(fault.message, Said), fault
            assert {one.pattern for one in sentences(fault.message)} <= KNOWN, fault
            assert in_language("en", fault.message) == fault.message
            swahili = in_language("sw", fault.message)
            assert "accepted" not in swahili
            for one in sentences(fault.message):
                words = (str(part) for part in one.parts.values() if not isinstance(part, Said | tuple))
                assert all(word in swahili or repr(word) in swahili for word in words)


def test_whatever_a_key_accepts_has_words() -> None:
    for model in sections.models():
        assert {field.description for field in model.model_fields.values()} <= KNOWN, model


def without(key: str) -> Community:
    """Return what the example says without a section, or with other values in it."""
    raw = tomllib.loads(load_example(EXAMPLES[0]))
    match key:
        case "codes":
            raw["community"]["sms_codes"] = ["22386"]
        case "other":
            raw["community"] |= {"stage": "shadow", "name": "Kona"}
        case "people":
            raw["people"][0] |= {"phone": "+254700000799", "zones": ["bondeni"], "team": "a", "duress": "mvua"}
            raw["people"][1] |= {"name": "Kaka (example)", "tenure": "tenant", "roles": ["patrol", "deputy-leader"]}
            del raw["people"][next(at for at, one in enumerate(raw["people"]) if one["roles"] == ["patrol"])]
        case "order":
            raw["zones"].reverse()
            raw["zones"][0]["landmarks"] = ["Kisima"]
        case "papers":
            raw["papers"] = tomllib.loads(paper("2027-03-12"))["papers"]
            raw["refer_only_ladders"] = [one for one in raw["ladders"] if one["track"] == "police"]
        case "ladders":
            raw["ladders"][0]["repeat"] = 9
        case _:
            del raw[key]
    return parse(tomlkit.dumps(raw))


@pytest.mark.parametrize(
    "key", ["codes", "other", "people", "order", "ladders", "papers", "shifts", "helplines", "barazas", "projects"]
)
def test_every_line_of_a_change_has_words_in_both_languages(key: str) -> None:
    town, other = parse(load_example(EXAMPLES[0])), without(key)
    for before, after in ((town, other), (other, town)):
        lines = community_changes.lines(before, after)
        assert lines
        for line in lines:
            assert isinstance(line, Said)
            assert {one.pattern for one in sentences(line)} <= KNOWN, line
            assert in_language("en", line) == line
            assert in_language("sw", line) != line
        assert settings_words.changes("sw", before, after) == [in_language("sw", line) for line in lines]


def test_a_word_of_the_file_is_never_taken_for_a_sentence() -> None:
    fault = Said("{name!r} is nobody here; accepted: a name or phone of one of the people", name="true or false")
    assert "'true or false'" in in_language("sw", fault)


def test_a_page_in_swahili_says_faults_and_changes_in_swahili(new_town: Callable[..., Town]) -> None:
    visitor = Settings(new_town(load_example(EXAMPLES[0])), language="sw")
    alert = next(visitor.asks("ladder/major-police", wait_1="16m").root.all(role="alert"))
    assert "ni mrefu mno kwa taarifa ya major; inayokubalika: kungoja kusizidi 15m kwa aina hii" in alert.text
    assert "accepted" not in alert.text
    page = visitor.asks("ladder/major-police", wait_1="15m")
    assert "ngazi: zimebadilishwa major police" in page.text
    assert "changed major police" not in page.text
