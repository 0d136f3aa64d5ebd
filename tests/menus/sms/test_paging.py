"""Paging: LIST 2, MORE REF and WHO police are commands in their full form; with other words they are words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.references import mint
from menus.sms.grammar import parse
from menus.sms.paging import Wanted, wanted
from menus.sms.verbs import Verb

REF = mint(17)
MISTYPED = REF[:-1] + str((int(REF[-1]) + 1) % 10)


@pytest.mark.parametrize(
    ("text", "verb", "reference", "rest"),
    [
        ("LIST 2", Verb.LIST, None, "2"),
        ("MENU 2", Verb.MENU, None, "2"),
        ("orodha 12", Verb.LIST, None, "12"),
        ("List2.", Verb.LIST, None, "2"),
        ("WHO 3", Verb.WHO, None, "3"),
        ("who police", Verb.WHO, None, "POLICE"),
        ("Nani polisi 2", Verb.WHO, None, "POLISI 2"),
        (f"MORE {REF}", Verb.MORE, REF, ""),
        (f"{REF} zaidi", Verb.MORE, REF, ""),
        (f"zaidi{REF}", Verb.MORE, REF, ""),
        (f"More ref {REF}", Verb.MORE, REF, ""),
        (f"more {MISTYPED}", Verb.MORE, MISTYPED, ""),
        ("Zaidi!", Verb.MORE, None, ""),
        ("Looks", Verb.LOOKS, None, ""),
        ("LOOKS2", Verb.LOOKS, None, "2"),
        ("waliotazama 3", Verb.LOOKS, None, "3"),
        (f"LOOKS {REF}", Verb.LOOKS, REF, ""),
        (f"{REF} waliotazama", Verb.LOOKS, REF, ""),
    ],
)
def test_each_form_is_a_command(text: str, verb: Verb, reference: str | None, rest: str) -> None:
    found = parse(text)
    assert (found.verb, found.reference, found.rest) == (verb, reference, rest)


@pytest.mark.parametrize(
    "text",
    [
        "more men come",
        "zaidi ya watu 20",
        f"more men at {REF}",
        f"MORE {REF} men",
        "more 2",
        "list of the thieves",
        "LIST 0",
        "LIST 100",
        "LIST 2 please now",
        "LIST police",
        "who is there",
        "who police station",
        "nani ameuawa",
        "WHO police 2 3",
        "looks like thieves",
        "it looks bad here",
        "looks police",
        f"LOOKS {REF} like thieves",
        f"LOOKS {REF} {REF}",
        "waliotazama mpira ni wezi",
    ],
)
def test_other_words_beside_it_make_it_the_senders_own_words(text: str) -> None:
    assert parse(text).verb is None


def test_what_is_wanted_is_a_page_and_perhaps_the_police() -> None:
    assert wanted("") == Wanted()
    assert wanted("4") == Wanted(4)
    assert wanted("polisi") == Wanted(1, police=True)
    assert wanted("POLICE 12") == Wanted(12, police=True)
    assert wanted("police station") is None


@given(st.lists(st.sampled_from(["MORE", "ZAIDI", "LIST", "WHO", "POLISI", REF, "2", "watu", "ya"]), max_size=5))
def test_more_is_a_command_only_alone_or_beside_one_reference(words: list[str]) -> None:
    found = parse(" ".join(words))
    if found.verb is Verb.MORE:
        assert len([word for word in words if word in {"MORE", "ZAIDI"}]) == 1
        assert len(words) == (2 if found.reference else 1)
