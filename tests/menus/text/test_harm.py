"""Harm in messages to residents: what is a call for violence or tells too much, and what only sounds like it."""

import pytest

from menus.text import harm
from menus.text.harm import Harm


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("burn the thief", Harm.VIOLENCE, "burn the thief"),
        ("b3at them all", Harm.VIOLENCE, "b3at them"),
        ("chomeni nyumba yake", Harm.VIOLENCE, "chomeni nyumba yake"),
        ("burn down their shop", Harm.VIOLENCE, "burn down their shop"),
        ("Meeting at 5. Choma mwizi!", Harm.VIOLENCE, "Choma mwizi"),
        ("wezi wachomwe", Harm.VIOLENCE, "wachomwe"),
        ("tuwabeat hao", Harm.VIOLENCE, "tuwabeat hao"),
        ("Msingoje tena, mwueni", Harm.VIOLENCE, "mwueni"),
        ("msiwaachilie wachomwe", Harm.VIOLENCE, "wachomwe"),
        ("no more talk burn them", Harm.VIOLENCE, "burn them"),
        ("mvunjeni miguu", Harm.VIOLENCE, "mvunjeni"),
        ("njooni na panga stage", Harm.VIOLENCE, "njooni na panga"),
        ("mwizi anastahili moto", Harm.VIOLENCE, "anastahili moto"),
        ("msimpeleke kituoni", Harm.VIOLENCE, "msimpeleke kituoni"),
        ("huyu ni wa kuchoma", Harm.VIOLENCE, "kuchoma"),
        ("leo ni leo, choma", Harm.VIOLENCE, "choma"),
        ("refugees must go", Harm.VIOLENCE, "refugees must go"),
        ("aliyeripoti anakaa plot 7", Harm.TELLING, "aliyeripoti anakaa plot 7"),
        ("who reported is the tailor", Harm.TELLING, "who reported is the tailor"),
        ("mwenye alireport ni fundi", Harm.TELLING, "mwenye alireport ni fundi"),
        ("mwizi anakaa nyumba 4", Harm.TELLING, "mwizi anakaa nyumba 4"),
        ("mwizi anaishi ploti saba", Harm.TELLING, "mwizi anaishi ploti saba"),
        ("nyumba ya mwizi ni hiyo", Harm.TELLING, "nyumba ya mwizi"),
        ("the tailor reported us", Harm.TELLING, "the tailor reported us"),
        ("call zero seven two two", Harm.NUMBER, "zero seven two two"),
    ],
)
def test_words_of_harm_are_found_as_they_are_written(text: str, kind: Harm, words: str) -> None:
    assert [(one.kind, one.words) for one in harm.found_in(text)] == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "hakuna kuchoma mwizi",
        "do not beat the thief",
        "usichukue sheria mkononi",
        "mob justice is a crime",
        "they beat the watchman and ran",
        "wapige 999 wakiona moto",
        "piga simu ukiona wezi",
        "mchome takataka jioni",
        "tutawachapa wageni kwa mechi kesho",
        "leteni panga na jembe kwa usafi",
        "robbers come with pangas at night",
        "thank you to everybody who reported",
        "aliyeripoti yuko salama",
        "wezi walivunja nyumba 4",
        "mnaostahili chakula njooni ofisini",
        "the shop reported a theft",
        "darasa la moja, mbili, tatu, nne na tano",
        "piga moja moja mbili",
        "",
    ],
)
def test_what_only_sounds_like_harm_passes(text: str) -> None:
    assert harm.found_in(text) == []


def test_only_the_words_of_harm_are_crossed_out() -> None:
    assert harm.without_harm("Tulikuja. Choma mwizi! Amani sasa.", "xxx") == "Tulikuja. xxx! Amani sasa."
