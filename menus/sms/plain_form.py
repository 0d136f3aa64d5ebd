"""The plain form of a command: a verb and a reference, in either order, with a note or a few words of courtesy."""

import re
from dataclasses import dataclass
from itertools import takewhile

from menus.domain.references import is_valid, looks_like
from menus.sms.bare_words import Words, is_picture
from menus.sms.command import Command
from menus.sms.verbs import DIGITS, Verb, verb_of

_WITH_WORDS = {Verb.DONE, Verb.OB, Verb.CLOSE, Verb.FALSE, Verb.YES, Verb.DANGER, Verb.HELP, Verb.SEND, Verb.ASK}
"""Verbs that take a note. After any other verb, extra words make the text the sender's own words."""
_WITHOUT_REFERENCE = {Verb.YES, Verb.SAY, Verb.SWAP, Verb.PAUSE, Verb.RESUME}
"""Verbs whose words are never searched for a reference."""
PLAIN_ANSWERS = {Verb.GO, Verb.CANNOT, Verb.HERE, Verb.ACK}
"""Answers that people surround with other words."""
_PRELUDES = {Verb.ACK, Verb.OK, Verb.YES}
"""Verbs that people write before an answer: `ok naenda`, `sawa siwezi`."""
_FILLING = """
SASA HIVI NOW KABISA POA HAPA HUKO THERE ASANTE THANKS THANK YOU PLEASE TAFADHALI SIR BOSS MKUBWA OK OKAY SAWA NDIO
NDIYO YES
"""
FILLERS = frozenset(_FILLING.split())
"""Words that add nothing to a plain answer."""
_MOST_AROUND = 2
"""The most words of their own that people add to an answer with a reference. With more words, the text is a report.

A guess, to be tested.
"""
_NAMES_OF_IT = {"REF", "REFERENCE", "NAMBA", "NAMBARI", "NUMBER", "TUKIO"}
"""Words that people write before a reference, as the help texts do."""
MINUTES = {"MIN", "MINS", "MINUTE", "MINUTES", "DAKIKA", "DK", "HOUR", "HOURS", "HRS", "SAA", "MASAA"}
"""Words before which a digit is a time and no command: `5 min nitakuwa hapo`."""
_PHRASES = {
    ("ON", "MY", "WAY"): "GO",
    ("NIKO", "NJIANI"): "GO",
    ("I", "AM", "GOING"): "GO",
    ("I", "AM", "COMING"): "GO",
    ("I", "AM", "HERE"): "HERE",
    ("I", "CANNOT"): "CANNOT",
}
_CODE = re.compile(r"\d+")


@dataclass(frozen=True)
class _Parts:
    """A text taken apart: its verb, the reference beside it, and the other words."""

    verb: Verb
    reference: str | None
    rest: Words


def shortened(kept: Words) -> Words:
    """Return the words with a phrase reduced to its verb, and without extra words before a verb or a reference."""
    for phrase, verb in _PHRASES.items():
        if tuple(plain for _, plain in kept[: len(phrase)]) == phrase:
            kept = [(verb, verb), *kept[len(phrase) :]]
    if len(kept) > 1 and verb_of(kept[0][1]) in _PRELUDES and verb_of(kept[1][1]) in PLAIN_ANSWERS | {Verb.SAFE}:
        kept = kept[1:]
    return [word for place, word in enumerate(kept) if not _is_name_of_it(kept, place)]


def _is_name_of_it(kept: Words, place: int) -> bool:
    """Return whether a word only announces a reference. `REF 48273` alone is a command."""
    behind = [plain for _, plain in kept[place + 1 : place + 3]]
    if kept[place][1] not in _NAMES_OF_IT or not behind or not looks_like(behind[0]):
        return False
    return place > 0 or (len(behind) > 1 and verb_of(behind[1]) is not None)


def command_of(kept: Words) -> Command | None:
    """Return the command that words are, or None if they are the sender's own words."""
    shown = _only_references(kept)
    if shown is not None:
        return shown
    parts = _parts(kept)
    if parts is None or _denies_itself(parts):
        return None
    return _with_code(parts) if parts.verb is Verb.YES else _with_note(kept, parts)


def _only_references(kept: Words) -> Command | None:
    """Return the command of a text that begins with one reference alone, or with several of them."""
    first, *others = [plain for _, plain in kept]
    if not looks_like(first):
        return None
    if not others:
        return Command(Verb.SHOW, first, is_led=True)
    if not looks_like(others[0]):
        return None
    extra = tuple(plain for plain in others if looks_like(plain))
    return Command(verb_of(others[-1]) or Verb.SHOW, first, extra_references=extra, is_led=True)


def _parts(kept: Words) -> _Parts | None:
    """Return the verb and the reference that a text begins with, in either order; None if it has no verb there."""
    first = kept[0][1]
    verb = verb_of(kept[1][1] if looks_like(first) else first)
    if verb is None or (first in DIGITS and len(kept) > 1 and kept[1][1] in MINUTES):
        return None
    return _Parts(verb, first, kept[2:]) if looks_like(first) else _Parts(verb, *_reference_behind(verb, kept[1:]))


def _denies_itself(parts: _Parts) -> bool:
    """Return whether a text says both going and not going: nobody can know which is meant."""
    return parts.reference is None and any(_denies(word, parts.verb) for _, word in parts.rest)


def _with_code(parts: _Parts) -> Command | None:
    """Return the command that a code confirms, or None: YES without a code begins somebody's own words."""
    code = "".join(plain for _, plain in takewhile(lambda word: _CODE.fullmatch(word[1]), parts.rest))
    return Command(parts.verb, rest=code) if code else None


def _with_note(kept: Words, parts: _Parts) -> Command | None:
    """Return the command with its note and all its references, or None if there are too many words for it."""
    verb, reference, rest = parts.verb, parts.reference, parts.rest
    if reference is None and verb in PLAIN_ANSWERS | {Verb.SAFE, Verb.OK}:
        reference, rest = _plain_answer(verb, rest)
    extra = _further_references(verb, rest) if reference is not None else ()
    rest = rest[len(extra) :]
    if rest and reference is None and verb not in _WITH_WORDS | _WITHOUT_REFERENCE:
        return None
    return Command(verb, reference, " ".join(word for word, _ in rest), extra, _is_led(kept, reference, rest))


def _is_led(kept: Words, reference: str | None, rest: Words) -> bool:
    return reference is not None and (reference in {plain for _, plain in kept[:2]} or not rest)


def _further_references(verb: Verb, rest: Words) -> tuple[str, ...]:
    """Return the references that follow the first one directly. An OB number may look like a reference."""
    if verb is Verb.OB:
        return ()
    return tuple(plain for _, plain in takewhile(lambda word: looks_like(word[1]), rest))


def _reference_behind(verb: Verb, rest: Words) -> tuple[str | None, Words]:
    """Return the reference (or None) directly after a verb or at the end of its note, and the other words.

    At the end the reference needs the right check digit, because a note may end in a plot number.
    """
    if not rest or verb in _WITHOUT_REFERENCE:
        return None, rest
    if looks_like(rest[0][1]):
        return rest[0][1], rest[1:]
    if verb in _WITH_WORDS and is_valid(rest[-1][1]):
        return rest[-1][1], rest[:-1]
    return None, rest


def _plain_answer(verb: Verb, rest: Words) -> tuple[str | None, Words]:
    """Return the reference (or None) anywhere after a plain answer, and the other words without fillers.

    Here the reference is not directly after the verb, so it needs the right check digit.
    """
    found = next((plain for _, plain in rest if is_valid(plain)), None)
    said = [word for word in rest if not (word[1] == found or _adds_nothing(word[1]) or _means(word[1], verb))]
    if len(said) > (_MOST_AROUND if found else 0):
        return None, rest
    return found, said


def _adds_nothing(plain: str) -> bool:
    return plain in FILLERS or is_picture(plain)


def _denies(word: str, verb: Verb) -> bool:
    """Return whether a word contradicts a plain answer."""
    other = verb_of(word)
    return {verb, other} <= PLAIN_ANSWERS and (other is Verb.CANNOT) != (verb is Verb.CANNOT)


def _means(word: str, verb: Verb) -> bool:
    """Return whether a word repeats a plain answer, as in `1 going`."""
    again = verb_of(word)
    return again is verb or {again, verb} == {Verb.GO, Verb.ACK}
