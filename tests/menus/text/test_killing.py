"""Whether a text tells of a killing: its words, and what only sounds like it."""

import pytest

from menus.text.killing import tells_of_death, tells_of_killing

KILLED = """
they have killed him|wamemuua|wamemwua|ameuawa|mtu ameuliwa|he is dead now, killed by them|they killed my brother
they are killing him|wanamuua|wanataka kumuua|they want to kill him|wamemmaliza|amenyongwa|wamemchinja|wamemkill
they beat him to death|wakamuua mlinzi|tazama wamemuua|wamemuua na kumchoma moto|wamemwua wakatoroka na gari
they killed the sick man|oneg dhano|onego dhano|gineko dhano|onneg dhano|onegdhano|mundu uragirwo|moragwo|nimauragwo
kuuraga|maamuua|nimaua mundu|kuuawa mundu|kild him
"""
DEAD = """
amekufa|amekufa sasa|he is dead|he died|amefariki|mmoja amekufa|he is not breathing|hapumui|there is a dead body
maiti iko hapa|msee amededi|they stabbed him in the heart he is dead|amegongwa nyundo amekufa
"""
NEITHER = """
i am killing time|simu imekufa|my battery is dead|mbwa amekufa|they killed the dog|wameua ng'ombe|he died in an accident
amekufa kwa ajali|amegongwa na gari amekufa|nyanya alikufa kwa ugonjwa|he died of malaria|died in his sleep|nobody died
hakuna aliyekufa|njaa inaniua|nimekufa na kicheko|that killed me laughing|kuua panya|the heat is killing us|amekufa maji
tunaenda mazishi ya marehemu|she died giving birth|not dead|stress inaniua|they killed it on stage|amekuja|wamekula
onge dhano|ananua|wanajua|ananisumbua|maua mazuri|storage|courage|akoragwo|wanaonekana|anakua|wamechukua|wamefungua duka
"""


def _each(lines: str) -> list[str]:
    return [text for line in lines.strip().splitlines() for text in line.split("|")]


@pytest.mark.parametrize("text", _each(KILLED))
def test_a_killing_is_told(text: str) -> None:
    assert tells_of_killing(text)
    assert tells_of_death(text)


@pytest.mark.parametrize("text", _each(DEAD))
def test_a_death_alone_tells_of_nobody_who_killed(text: str) -> None:
    assert tells_of_death(text)
    assert not tells_of_killing(text)


@pytest.mark.parametrize("text", _each(NEITHER))
def test_idioms_animals_accidents_and_natural_deaths_tell_of_no_killing(text: str) -> None:
    assert not tells_of_death(text)
    assert not tells_of_killing(text)
