"""Notes of the network beside a page: a key without a call, and codes of others or of nobody."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from gateway.simulator import notes, people
from gateway.simulator.people import Place
from menus.text import page_words
from tests.gateway.simulator.conftest import COMMUNITY, RESIDENT

OWN, OTHER, NOBODYS = "*384*77#", "*384*78#", "*999*1#"
PLACES = (
    Place("Mlango Kubwa", "KE", (OWN,), ("22384",), (), key="mlango-kubwa"),
    Place("Kawangware", "KE", (OTHER,), ("22385",), (), key="kawangware"),
)


def ussd(phones: FlaskClient, **data: object) -> Any:
    """Dial or press; return the whole answer."""
    return phones.post(f"/simulator/phones/{RESIDENT}/ussd", json=data)


def test_a_key_without_a_call_is_told_what_to_dial(phones: FlaskClient) -> None:
    answer = ussd(phones, input="1")
    assert answer.status_code == 400
    assert answer.get_json()["text"] == f"No call is open on this phone. Dial {OWN} first."
    ussd(phones, code=OWN)
    ussd(phones, input="9")
    assert ussd(phones, input="1").status_code == 400


@pytest.mark.parametrize("code", [OWN, "*384*77*1*2#", f" {OWN} "])
def test_a_code_of_ones_own_community_has_no_note(code: str) -> None:
    assert notes.on_code(PLACES, code, "mlango-kubwa") is None
    assert notes.on_code(PLACES, code, None) is None


@pytest.mark.parametrize("code", [OTHER, "*384*78*1#"])
def test_a_code_of_another_community_says_whose_it_is(code: str) -> None:
    note = notes.on_code(PLACES, code, "mlango-kubwa")
    assert note == page_words.in_all("pages.po", "note.other", place="Kawangware")
    assert note is not None
    assert note["sw"] != note["en"]


@pytest.mark.parametrize("code", [NOBODYS, "*384*7#", "*384#", "hello", "*" * 900])
def test_a_code_of_nobody_names_the_codes_that_are_here(code: str) -> None:
    note = notes.on_code(PLACES, code, "mlango-kubwa")
    assert note is not None
    for text in note.values():
        assert OWN in text
        assert OTHER in text
        assert len(text) < 200


@pytest.mark.parametrize("community", [3, [], {}, "", "nowhere"])
def test_whatever_a_community_is_called_the_call_goes_on(phones: FlaskClient, community: object) -> None:
    answer = ussd(phones, code=OWN, community=community)
    assert answer.status_code == 200
    assert answer.get_json()["open"] is True


def test_a_page_tells_its_language_and_its_note(phones: FlaskClient) -> None:
    assert ussd(phones, code=OWN, community="mlango-kubwa").get_json() == {
        "text": "typed ",
        "open": True,
        "lang": "en",
        "note": None,
    }
    answer = ussd(phones, code=NOBODYS).get_json()
    assert answer["open"] is True, "the gateway answers unknown codes, too"
    assert OWN in answer["note"]["sw"]


def test_without_a_community_the_words_still_name_a_code() -> None:
    assert "*384*77#" in notes.no_call(())
    assert people.read([Path(COMMUNITY)])[0].ussd_codes[0] in notes.no_call(people.read([COMMUNITY]))
