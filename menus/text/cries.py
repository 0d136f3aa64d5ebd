"""Cries for help: the words of a patrol member in danger, which are no command."""

import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from menus.text import lexicon
from menus.text.kin_harm import is_harm_to_me

_CALLS = """
nisaidie nisaidieni tusaidie tusaidieni saidieni nimevamiwa tumevamiwa nimezingirwa tumezingirwa hatarini
nimenaswa tumenaswa msaada backup
niokoe niokoeni tuokoe tuokoeni usaidizi reinforcement reinforcements
"""
"""Words that are a cry by themselves. One typing error is forgiven, because nobody spells well while running."""
_DANGER = """
hatari shida danger trouble sos mayday emergency attacked ambushed surrounded trapped dharura taabani
nakufa ninakufa tunakufa nimejificha tumejificha nimefungiwa tumefungiwa
"""
"""Words that are a cry unless they are denied, as in `hakuna shida`."""
_JESTS = "njaa kiu usingizi kicheko kucheka baridi joto stress hunger laughing laughter boredom"
"""Things that people die of in jest: `nakufa njaa`, `njaa inaniua`."""
_DIES = re.compile(r"dying|(?:ni|tu)?nakufa|(?:i|u|zi|wa)na(?:ni|tu)ua")
_HURT = """
nimeumizwa tumeumizwa naumia tunaumia nimeumia nimejeruhiwa tumejeruhiwa tumeumia
nimepigwa tumepigwa nimedungwa nimekatwa nimeshutiwa nimechomwa tumechomwa nauawa tunauawa
nimetekwa tumetekwa nimezidiwa tumezidiwa nimelemewa tumelemewa nimeporwa tumeporwa
"""
_PHRASES = (
    "help me",
    "help us",
    "need help",
    "under attack",
    "am hurt",
    "im hurt",
    "am shot",
    "am stabbed",
    "i have been shot",
    "i have been stabbed",
    "attacking me",
    "attacking us",
    "beating me",
    "beating us",
    "shooting at me",
    "shooting at us",
    "is after me",
    "are after me",
    "chasing me",
    "chasing us",
    "officer down",
    "under fire",
    "fired at us",
    "being shot at",
    "cover me",
    "got me",
    "kidnapped me",
    "kidnapped us",
    "taken me",
    "am bleeding",
    "im bleeding",
    "natoka damu",
    "okoa maisha",
)
_ASKED = ("man down", "am dying", "im dying", "am hiding", "im hiding", "we are hiding")
"""Phrases that may be a cry: Doria asks back."""
_TO_ME = re.compile(
    r"wa(?:na|me|li|ta)(?:ni|tu|2)(?:zunguk|zingir|vami|fuat|kimbiz|shambuli|shik|shut|fyatu|tek|fukuz|wind|kuji|por|leme|zidi)[a-z]{0,5}"
)
_HURRY = frozenset(
    (
        "help", "saidia", "haraka", "upesi", "hurry", "quick", "quickly", "anakuja", "anarudi", "amerudi", "amekuja",
        "nimejificha", "tumejificha", "najificha", "hiding", "nimefungiwa", "tumefungiwa", "uvunguni",
    )
)  # fmt: skip
_COMES = re.compile(
    r"(?:\b(?:he|she)s|\bis) (?:back|coming|here)\b|\bchini ya (?:kitanda|meza)\b|\bunder (?:the |my )?(?:bed|table)\b"
    r"|\blocked (?:me|us|myself)\b"
)
"""Words by which somebody who told of harm at home says that it begins again. A guess, to be tested."""
_DENIED = frozenset(
    ("hakuna", "hamna", "hatuna", "hawana", "hana", "sina", "si", "sio", "bila", "no", "not", "without")
)


def is_cry(text: str, *, beside_an_answer: bool = False) -> bool:
    """Return whether words say that the writer is in danger; `hakuna shida` says that nobody is.

    Beside an answer, as in `2 48273 niko na shida`, words of trouble are a reason or a note. Only a plain cry counts
    there.
    """
    if denies(text):
        return False
    tokens = lexicon.fold(text).split()
    if _OF_NO_HARM & set(tokens):
        tokens = [token for token in tokens if not _DIES.fullmatch(token)]
    if _is_plain_cry(tokens):
        return True
    if _IN_TROUBLE.search(" ".join(tokens)):
        return not beside_an_answer
    if beside_an_answer or lexicon.is_settled(text):
        return False
    return _has_phrase(tokens, _ASKED) or any(
        token in _DANGERS and not _DENIED & set(tokens[max(0, place - 2) : place]) for place, token in enumerate(tokens)
    )


def is_urgent(text: str) -> bool:
    """Return whether a further text of somebody who told of a private matter says that they need help at once.

    They need not say more than `help` or `he is back`: what it is about is known.
    """
    if denies(text) or lexicon.takes_back(text):
        return False
    plain = lexicon.fold(text)
    return is_cry(text) or bool(_HURRY & set(plain.split())) or _COMES.search(plain) is not None


def _is_plain_cry(tokens: list[str]) -> bool:
    if any(_is_call(token) or token in _HURTS or _TO_ME.fullmatch(token) for token in tokens):
        return True
    is_harmed = any(is_harm_to_me(tokens, place) for place in range(len(tokens)))
    return is_harmed or _has_phrase(tokens) or _NOT_SAFE.search(" ".join(tokens)) is not None


def denies(text: str) -> bool:
    """Return whether words say no more than that there is no danger: `siko hatarini`, `hakuna shida`."""
    return _NO_DANGER.fullmatch(lexicon.fold(text)) is not None


def is_plain(text: str) -> bool:
    """Return whether a cry is plain enough to raise an alarm from somebody on the way to an incident.

    For any other cry, Doria asks back whether they are in danger: `nina shida ya boda` may mean a flat tyre.
    """
    return is_cry(text, beside_an_answer=True) or bool(_IN_TROUBLE.search(" ".join(lexicon.fold(text).split())))


def calls(text: str) -> bool:
    """Return whether words call for help explicitly, such as `nisaidie` or `help me`."""
    tokens = lexicon.fold(text).split()
    return any(map(_is_call, tokens)) or _has_phrase(tokens)


def _has_phrase(tokens: list[str], phrases: Iterable[str] = _PHRASES) -> bool:
    said = f" {' '.join(tokens)} "
    return any(f" {phrase} " in said for phrase in phrases)


_IN_TROUBLE = re.compile(
    r"\b(?:niko|tuko|nipo|tupo|am|im|we are|were)(?: \w+){0,2} (?:shida|hatari\w*|danger|trouble)\b"
)


_AROUND = "hapana|no|la|sawa|ok|okay|asante|tu|kabisa|sasa|hapa|huku|thanks|boss|poa|niko salama|tuko salama|am safe"
_AROUND += "|niko sawa|tuko sawa|niko poa|tuko poa|niko fiti|im ok|am ok"
_FILLING = rf"(?:(?:{_AROUND}) ?)*"
_NO_DANGER = re.compile(
    rf"{_FILLING}(?:(?:siko|sipo|hatuko|hakuna|hamna|sina|hatuna|si|sio|no|(?:am|im|i am|we are|were) not)"
    rf"(?: in| kwa| na| any)* (?:hatari|hatarini|shida|danger|trouble|problem|tatizo|neno) ?){_FILLING}"
)
_NOT_SAFE = re.compile(
    r"\b(?:siko|sipo|hatuko|hatupo|sijakuwa|(?:am|im|i am|we are|were) not)(?: \w+)? (?:salama|safe)\b"
)


def _is_call(token: str) -> bool:
    return any(OSA.distance(token, call, score_cutoff=1) <= 1 for call in _CALLED)


_OF_NO_HARM = frozenset(_JESTS.split())
_CALLED, _HURTS, _DANGERS = tuple(_CALLS.split()), frozenset(_HURT.split()), frozenset(_DANGER.split())
