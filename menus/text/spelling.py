"""Spelling of texts by SMS: pictures are named, and short forms are written out.

The lexicon and its model read both. A picture cannot be shown by SMS, so its name stands for it.
"""

import re
from functools import lru_cache

_PICTURES = {
    "bunduki": "\U0001f52b",
    "kisu": "\U0001f52a\U0001f5e1",
    "shoka": "\U0001fa93",
    "bomu": "\U0001f4a3",
    "damu": "\U0001fa78",
    "maiti": "\u26b0",
    "moto": "\U0001f525\U0001f692",
    "polisi": "\U0001f46e\U0001f693\U0001f694",
    "saidia": "\U0001f198",
}
"""Names for pictures of what a text may tell of. A skull and an explosion mostly mean laughter: they have none."""
_NAMES = str.maketrans({picture: f" {name} " for name, pictures in _PICTURES.items() for picture in pictures})
_SHORT = """
ppl people pple people pipo people pls please plz please hlp help halp help sm1 someone some1 someone sum1 someone
2day today 2nite tonight nite night b4 before nw now hs has hv have ve have bn been ben been r are u you ur your
frm from thy they dey they da the de the wth with wit with bt but cz because coz because hse house hauz house
mkt market nr near rd road nxt next msg message b be c see
kna kuna wna wana apa hapa hpa hapa uku huku iyo hiyo iko iko uyu huyu io hiyo sai saa cm simu sm simu fone phone
fon phone nymba nyumba nyumb nyumba mtu mtu mtt mtoto mtot mtoto wtu watu vjana vijana vjn vijana jiran jirani
askr askari plis polisi polis polisi plc police popo police
shotin shooting shootin shooting stabd stabbed stabbd stabbed kild killed kilt killed killd killed kiled killed
robd robbed robing robbing stoln stolen fightin fighting beatin beating burnin burning breakin breaking armd armed
nisaidien nisaidieni saidien saidieni xaidia saidia
"""
"""Short forms, each before the word that it stands for. A guess, to be tested: people bend words in ever new ways."""
_LIST = _SHORT.split()
_WORDS = dict(zip(_LIST[::2], _LIST[1::2], strict=True))
_DOUBLED = re.compile(r"([a-z])\1+")
_VOWELS = re.compile("[aeiou]")


def named(text: str) -> str:
    """Return a text with the name of a thing in place of its picture."""
    return text.translate(_NAMES)


def written_out(plain: str) -> str:
    """Return words in small plain letters with short forms written out."""
    return " ".join(_WORDS.get(token, token) for token in plain.split())


def single(token: str) -> str:
    """Return a word with each doubled letter once: `kisuu` is read as `kisu`."""
    return _DOUBLED.sub(r"\1", token)


@lru_cache(maxsize=8192)
def skeleton(token: str) -> str:
    """Return the consonants of a word, each doubled letter once: people leave vowels out."""
    return _VOWELS.sub("", single(token))
