"""The terms of the texts: commands by their words in each language, and one word for each thing."""

import re

import pytest

from menus.sms import association_verbs
from menus.sms.association_verbs import AssociationVerb
from menus.sms.verbs import Verb
from menus.sms.verbs import verb_of as verb_of_first
from menus.text import page_words
from menus.text.catalog import LANGUAGES, read

_IN_CAPITALS = re.compile(r"(?<![A-Za-z{])[A-Z]{2,}(?![A-Za-z}])")
_ALIKE = {Verb.OB, Verb.OK, Verb.SHOW, AssociationVerb.BARAZA}
"""Commands with one word for all: `OB` is written on the station's book, `OK`, `REF` and `BARAZA` are said by all."""
_NO_COMMANDS = {
    "en": "CALL COMPLAINT CONFIRMED UNCONFIRMED DANGER HAZARD IPOA MAJOR MINOR NOBODY ANSWERED NOW PRIVATE RED SENT "
    "SMS UNANSWERED URGENT DRILL TRIAL HAPPENED PATROL LEADER LANDLORDS FUEL KES PANGANI NOV RISE SILENT",
    "sw": "ALIYEJIBU CONFIRMED UNCONFIRMED HAIJAJIBIWA HAKUNA HARAKA HATARI ILITUMWA IPOA KUBWA LALAMIKO NDOGO PIGA "
    "SASA SIRI SMS TAHADHARI JARIBIO ZOEZI ILITOKEA DORIA KIONGOZI WAMILIKI WAPANGAJI MAFUTA KES PANGANI NOV ONGEZEKO "
    "KIMYA",
}
"""Words in capitals that are no commands."""
_IN_FULL_FORM = {
    "en": "NUMBER PHONE FAMILY ELDERS POLICE AGAIN OBJECT THEFT THREAT OUT PESA STATION VISIT PLANNED HELD WRONG",
    "sw": "NAMBARI SIMU FAMILIA WAZEE POLISI TENA PINGA WIZI TISHIO TOKA PESA KITUO ZIARA IMEPANGWA IMEFANYIKA KOSA",
}
"""Words of commands only in their full form: otherwise people use them for other things."""
_SETTLED = {
    "msimamizi": r"\b(mratibu|waratibu)",
    "mtu wa doria": r"\b(mwanadoria|wanadoria)",
    "aliyeripoti": r"\b(mpigaji|wapigaji)",
    "HATARI, for what is red": r"MEKUNDU",
    "tukio": r"\b(arifa|tahadhari)",
    "usiwafuate": r"\busifuate",
    "Usitume, or futa": r"[Gg]hairi",
}
"""The settled word, and what stood for it before."""


def verb_of(word: str) -> Verb | AssociationVerb | None:
    return association_verbs.verb_of(word) or verb_of_first(word)


def commands(text: str) -> set[str]:
    return {word for word in _IN_CAPITALS.findall(text) if verb_of(word) is not None}


@pytest.mark.parametrize("language", _NO_COMMANDS)
def test_every_word_in_capitals_is_a_command_that_doria_takes_or_is_known_to_be_none(language: str) -> None:
    known = {*_NO_COMMANDS[language].split(), *_IN_FULL_FORM[language].split()}
    for name, text in read(language).items():
        unknown = {word for word in _IN_CAPITALS.findall(text) if verb_of(word) is None} - known
        assert not unknown, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_names_commands_by_the_words_of_its_own_language(language: str) -> None:
    here = {word for text in read(language).values() for word in commands(text)}
    elsewhere = {
        word for other in LANGUAGES if other != language for text in read(other).values() for word in commands(text)
    }
    shared = {word for word in here & elsewhere if verb_of(word) not in _ALIKE}
    assert not shared


def test_each_command_of_an_english_text_is_in_the_swahili_one() -> None:
    swahili = read("sw")
    for name, text in read("en").items():
        meant = {verb_of(word) for word in commands(text)} - {Verb.OK}
        assert meant == {verb_of(word) for word in commands(swahili[name])} - {Verb.OK}, name


@pytest.mark.parametrize("settled", _SETTLED)
def test_the_swahili_texts_have_one_word_for_each_thing(settled: str) -> None:
    before = re.compile(_SETTLED[settled])
    assert not {name for name, text in read("sw").items() if before.search(text)}


@pytest.mark.parametrize("settled", ["msimamizi", "mtu wa doria"])
@pytest.mark.parametrize("file", page_words.files())
def test_the_swahili_pages_name_people_as_the_texts_do(file: str, settled: str) -> None:
    before = re.compile(_SETTLED[settled], re.IGNORECASE)
    assert not {name for name, text in page_words.texts(file, "sw").items() if before.search(text)}
