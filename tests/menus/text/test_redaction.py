"""Redaction: names are crossed out of words that leave, and found in announcements, which are then refused."""

import pytest

from gateway.communities.file import load_example, parse
from menus.text.redaction import names_in, without_names

TOWN = parse(load_example("mlango-kubwa"))


@pytest.mark.parametrize(
    ("typed", "leaves"),
    [
        ("anaitwa John Kamau wa ploti 14", "anaitwa xxx wa ploti 14"),
        ("called Brian Ouma", "called xxx"),
        ("Mr Peter Maina", "Mr xxx"),
        ("John Peter Otieno", "xxx"),
        ("jina lake ni Zakayo", "jina lake ni xxx"),
        ("anaitwa: zakayo", "anaitwa: xxx"),
        ("JOHN OTIENO", "xxx"),
        ("na john kamau duka", "na xxx duka"),
        ("tumemkamata Juma Otieno mtoni", "tumemkamata xxx mtoni"),
        ("Austin Grounds", "Austin Grounds"),
        ("Mathare North", "Mathare North"),
        ("Moi Avenue", "Moi Avenue"),
        ("Pangani Girls", "Pangani Girls"),
        ("kwa Mama Njeri", "kwa Mama Njeri"),
        ("duka la Kamau", "duka la Kamau"),
        ("wawili wamekamatwa", "wawili wamekamatwa"),
    ],
)
def test_names_are_crossed_out_and_places_stay(typed: str, leaves: str) -> None:
    assert without_names(typed, TOWN) == leaves


@pytest.mark.parametrize(
    "said",
    [
        "Juma Otieno ni mwizi",
        "JUMA OTIENO NI MWIZI",
        "juma otieno ni mwizi",
        "Otieno is a thief",
        "Wanjiku stole a phone",
        "The thief is Brian",
        "Onyo: Mwangi",
        "beware of john",
        "Usinunue kwa Zed Zakayo",
        "Simba ni mwizi",
        "mwizi ni simba",
        "Hope is a thief",
        "baraka ndiye muuaji",
        "wezi ni lokuno na sironoi",
        "K@mau na 0tieno",
        "J. Kamau",
        "K A M A U",
    ],
)
def test_an_announcement_that_names_somebody_is_found(said: str) -> None:
    assert names_in(said, TOWN)


def test_a_landmark_that_bears_a_name_hides_nobody() -> None:
    town = parse(load_example("mlango-kubwa").replace('"Soko"', '"Kiosk ya Juma"'))
    assert names_in("Juma Otieno ni mwizi", town)
    assert names_in("mkutano kiosk ya juma", town) == []


@pytest.mark.parametrize(
    "said",
    [
        "Mkutano Jumapili saa tisa",
        "Baraza Jumapili Shule ya Mtoni",
        "Sunday Meeting at the Hall",
        "Tahadhari na wezi usiku",
        "Clean Drains Saturday 9:00, all welcome",
        "Maji Yatakatika kesho",
    ],
)
def test_an_announcement_that_names_nobody_is_not(said: str) -> None:
    assert names_in(said, TOWN) == []
