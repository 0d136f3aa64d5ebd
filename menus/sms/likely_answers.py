"""Likely answers: what somebody with a role most likely means by words that no pattern of answers fits.

A model over the pieces of words says how likely each meaning is. Its weights are data, made by `make lexicon` from the
answers of `tests/answers`. A likely answer counts; a doubtful one is asked back. Words that tell of weapons or of a
crime, and questions, are never an answer.
"""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp

from menus.domain.references import is_valid, looks_like
from menus.sms import answer_words, association_verbs, natural, plain_form, verb_forms
from menus.sms.verb_forms import AnyVerb
from menus.sms.verbs import DIGITS, Verb, verb_of
from menus.text import auto_replies, grams, lexicon, linear, listed
from menus.text.linear import Linear

FILE = "answers_model.json"
NONE, DANGER = "none", "danger"
MEANINGS = {
    "go": Verb.GO,
    "cannot": Verb.CANNOT,
    "here": Verb.HERE,
    "over": Verb.DONE,
    "seen": Verb.ACK,
    "on": Verb.ON,
    "off": Verb.OFF,
    "safe": Verb.SAFE,
}
"""The meanings that the model tells apart, beside danger and none of them."""
_LONGEST = 12
"""The most words of a likely answer: longer texts tell more than an answer. A guess, to be tested."""
_SURE = {Verb.GO: 0.5, Verb.HERE: 0.55, Verb.DONE: 0.6}
"""How likely a meaning must be to count, by what a wrong guess costs: a wrong `over` may close an incident.

Chosen on answers that the model had not seen: of 1,100 reports of residents, nine counted as an answer.
"""
_SURE_OF_OTHERS = 0.45
_ASKED_FROM = 0.35
"""From here on a doubtful `going` or `over` is asked back. A guess, to be tested."""
_ASKED = frozenset({Verb.GO, Verb.DONE})
_LONGEST_READY = 5
"""A longer text that begins with `ready` may be about something else. A guess, to be tested."""
_SAY_MORE_THAN_READY = frozenset({Verb.GO, Verb.ON, Verb.CANNOT})
"""Meanings of the model that hold beside `ready`: `niko ready nakuja`. Nobody who is ready is there yet."""
_IN_DANGER = 0.6
"""From here on somebody who may be in danger is asked. A question costs less than silence."""
_ELSE = """
KAZI SOKONI MARKET KULA KUKALE LUNCH MPIRA BALL GAME MATCH MECHI HARAMBEE KULALA SLEEP BED OCHA SHAGS KESHO TOMORROW
CHURCH SCHOOL UNGA MAJI GAS TOKENS BUNDLES DATA CREDIT PESA MONEY CHAKULA FOOD
"""
_NO_ANSWER_THERE = answer_words.ELSEWHERE | frozenset(_ELSE.split())
"""Words beside which going, being there and over are about something else."""
_GOES_ON = frozenset({"WAMERUDI", "AMERUDI", "BADO", "STILL", "TENA", "AGAIN"})
"""Words beside which nothing is over."""
_NOT_MINE = "SIJUI MKO UKO UNA MNA YOU WEWE NYINYI KUONA KUSIKIA SEE HEAR"
_OF_OTHERS = frozenset(_NOT_MINE.split())
"""Words beside which an answer is none: `siwezi kuona` (I cannot see), `mko salama` (you are safe)."""
_HEADS_OF_TEXTS = frozenset({"RISE", "SILENT", "LOOK", "ONGEZEKO", "KIMYA"})
"""Words with which texts about rises begin. Whoever sends one back asks what it means, and answers no alert."""
_CONTRADICT = ({Verb.GO, Verb.CANNOT}, {Verb.HERE, Verb.CANNOT})
"""Verbs of which a text means one: nobody can know what `naenda siwezi` means."""
_OTHERS_DO = re.compile(r"(?:A|WA|M|MM|U|HA|HAWA|HAM)(?:ME|NA|TA|LI|KA|JA)[A-Z]{2,}")
_I_DO = re.compile(r"(?:NI|N|NA|TU|TWA|T|SI|HATU)(?:ME|NA|TA|LI|SHA|KI|KA|TO)?[A-Z]{2,}|I|WE|AM|IM|MIMI|SISI|MY|OUR")
"""Verbs of Swahili: others do something, or the writer does. `wameenda` (they went) is no `naenda`."""
_THEY_WENT = re.compile(r"W?A(?:ME|LI|SHA|MESHA|LISHA)(?:ENDA|KUJA|FIKA|PITA|HAMA|KIMBIA|TOROKA|HEPA)")
"""Somebody went or came: that is news, and no end by itself."""
_OF_ONESELF = frozenset({Verb.GO, Verb.HERE, Verb.CANNOT})
_MOVES = frozenset({Verb.GO, Verb.HERE, Verb.DONE})


@dataclass(frozen=True)
class Likely:
    """A likely answer: its verb, the reference in the text (or None), and whether it is likely enough to count.

    `is_listed`: a pattern fits the whole text, so that its words are about nothing else.
    """

    verb: Verb
    reference: str | None
    is_sure: bool
    is_listed: bool = False


def read(text: str, held: Collection[AnyVerb] = ()) -> Likely | None:
    """Return the answer that a text most likely is, or None.

    A text that begins with a command that its sender holds is none, unless it is a sentence of everyday words.
    """
    begun = verb_forms.begun(text, held)
    if begun is not None and not verb_forms.is_sentence(text, begun):
        return None
    said, references = _taken_apart(text)
    if (
        auto_replies.is_like_one(text)
        or "?" in text
        or not 0 < len(said) <= _LONGEST
        or len(references) > 1
        or all(map(_is_number, said))
        or association_verbs.names_a_thing(text)
        or (len(said) == 1 and said[0].upper() in _HEADS_OF_TEXTS)
    ):
        return None
    reference = references[0] if references else None
    plain = [word.upper() for word in said]
    if natural.is_unwilling(plain):
        return Likely(Verb.CANNOT, reference, is_sure=True, is_listed=True)
    likely = _by_model(said, reference)
    is_ready = natural.is_ready(plain) and not _tells_of_else(Verb.GO, said)
    if is_ready and not (likely is not None and likely.is_sure and likely.verb in _SAY_MORE_THAN_READY):
        return Likely(Verb.GO, reference, is_sure=False, is_listed=len(said) <= _LONGEST_READY)
    return likely


def _by_model(said: tuple[str, ...], reference: str | None) -> Likely | None:
    """Return the answer that words most likely are by the model, or None."""
    meaning, likelihood = max(_likelihoods(said).items(), key=lambda pair: pair[1])
    verb = MEANINGS.get(meaning)
    if verb is None or likelihood < _ASKED_FROM or _tells_of_else(verb, said):
        return None
    is_sure = likelihood >= _SURE.get(verb, _SURE_OF_OTHERS)
    if not is_sure and verb not in _ASKED:
        return None
    return Likely(verb, reference, is_sure)


def may_be_danger(text: str) -> bool:
    """Return whether a text may say that its writer is in danger."""
    said, _ = _taken_apart(text)
    return "?" not in text and 0 < len(said) <= _LONGEST and _likelihoods(said)[DANGER] >= _IN_DANGER


def pieces(text: str) -> frozenset[str]:
    """Return the pieces by which the model reads an answer."""
    return frozenset(grams.of_text(lexicon.fold(text)))


def _taken_apart(text: str) -> tuple[tuple[str, ...], list[str]]:
    """Return the words of a text without references, and its references."""
    words = [word.strip(".,:;!?()'\"") for word in text.split()]
    references = [word for word in dict.fromkeys(words) if is_valid(word)]
    return tuple(word for word in words if word and not looks_like(word)), references


def _tells_of_else(verb: Verb, said: tuple[str, ...]) -> bool:
    """Return whether the words tell of weapons, of death, of somebody else, or (but for `over`) of another crime."""
    words = {word.upper() for word in said}
    if not _may_stand_together(verb, words):
        return True
    if words & _OF_OTHERS and verb not in {Verb.GO, Verb.ACK}:
        return True
    is_of_others = any(map(_OTHERS_DO.fullmatch, words)) and not any(map(_I_DO.fullmatch, words))
    if verb in _OF_ONESELF and is_of_others:
        return True
    goes_on = bool(words & _GOES_ON) or any(map(_THEY_WENT.fullmatch, words))
    if (verb in _MOVES and words & _NO_ANSWER_THERE) or (verb is Verb.DONE and goes_on):
        return True
    found = listed.find(lexicon.fold(" ".join(said)))
    return found.is_red or (found.category is not None and verb is not Verb.DONE)


def _may_stand_together(verb: Verb, words: set[str]) -> bool:
    """Return whether no plain word of an answer, and no digit but in a time, says something else than the verb."""
    is_of_time = bool(words & plain_form.MINUTES)
    plain = {verb_of(word) for word in words if not (word.isdigit() and is_of_time)}
    is_digit_of_else = any(word in DIGITS and DIGITS[word] is not verb and not is_of_time for word in words)
    return not is_digit_of_else and not any({verb, other} in _CONTRADICT for other in plain - {verb})


def _is_number(word: str) -> bool:
    return word.isdigit() or word.upper() in answer_words.NUMBERS_BESIDE_A_REFERENCE


def _likelihoods(said: tuple[str, ...]) -> dict[str, float]:
    """Return how likely each meaning is; together they are 1."""
    model = loaded()
    sums = dict(zip(model.heads, model.sums(pieces(" ".join(said))), strict=True))
    most = max(sums.values())
    powers = {meaning: exp(score - most) for meaning, score in sums.items()}
    total = sum(powers.values())
    return {meaning: power / total for meaning, power in powers.items()}


@cache
def loaded() -> Linear:
    """Return the model that Doria ships, read once."""
    return linear.read(json.loads((resources.files("menus") / "sms" / FILE).read_text("utf-8")))
