"""The grammar of inbound SMS: it parses a text into a command, without any look-up."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from itertools import dropwhile, takewhile

from menus.domain.references import is_valid, looks_like
from menus.sms import natural, paging, stopping
from menus.sms.verbs import DIGITS, Verb, verb_of
from menus.text.readable import readable


@dataclass(frozen=True)
class Command:
    """A command in an SMS: its verb, the reference that it names, and the other words.

    `verb` is None if the text is no command but the sender's own words. `reference` has the form of a reference. Its
    check digit is tested only if other words stand between the verb and it. `is_led` means that the reference comes
    first or directly after the verb, or that there are no other words. `is_digit`: the verb was written as its digit,
    so that no other sense of a word can be meant. `is_doubtful`: the sender may mean it, and is asked.
    """

    verb: Verb | None
    reference: str | None = None
    rest: str = ""
    extra_references: tuple[str, ...] = ()
    is_led: bool = False
    is_digit: bool = field(default=False, compare=False)
    is_doubtful: bool = field(default=False, compare=False)


_WITH_WORDS = {Verb.DONE, Verb.OB, Verb.CLOSE, Verb.FALSE, Verb.YES, Verb.DANGER, Verb.HELP, Verb.SEND, Verb.ASK}
"""Verbs that take a note. After any other verb, extra words make the text the sender's own words."""
_WITHOUT_REFERENCE = {Verb.YES, Verb.SAY, Verb.SWAP}
"""Verbs whose words are never searched for a reference."""
_PLAIN_ANSWERS = {Verb.GO, Verb.CANNOT, Verb.HERE, Verb.ACK}
"""Answers that people surround with other words."""
_SAID_IN_WORDS = _PLAIN_ANSWERS | {Verb.DONE}
"""Answers that are none if they are written as a question: `naenda?`."""
_OPPOSITE = {Verb.GO: Verb.CANNOT, Verb.CANNOT: Verb.GO}
_PRELUDES = {Verb.ACK, Verb.OK, Verb.YES}
"""Verbs that people write before an answer: `ok naenda`, `sawa siwezi`."""
_FILLING = """
SASA HIVI NOW KABISA POA HAPA HUKO THERE ASANTE THANKS THANK YOU PLEASE TAFADHALI SIR BOSS MKUBWA OK OKAY SAWA NDIO
NDIYO YES
"""
_FILLERS = frozenset(_FILLING.split())
"""Words that add nothing to a plain answer."""
_MOST_AROUND = 2
"""The most words of their own that people add to an answer with a reference. With more words, the text is a report.

A guess, to be tested.
"""
_BEGINNING = 4
"""The words of an answer with its reference, before a note. A guess, to be tested."""
_NAMES_OF_IT = {"REF", "REFERENCE", "NAMBA", "NAMBARI", "NUMBER", "TUKIO"}
"""Words that people write before a reference, as the help texts do."""
MINUTES = {"MIN", "MINS", "MINUTE", "MINUTES", "DAKIKA", "DK", "HOUR", "HOURS", "HRS", "SAA", "MASAA"}
"""Words before which a digit is a time and no command: `5 min nitakuwa hapo`."""
_NUMBER = {"NUMBER", "NAMBARI", "NAMBA"}
"""Words with which a helper asks for the number of a caller."""
_NUMBER_GLUED = re.compile(r"(NUMBER|NAMBARI|NAMBA)[.,;:\-_/]*(\d{4,9})")
_PHRASES = {
    ("ON", "MY", "WAY"): "GO",
    ("NIKO", "NJIANI"): "GO",
    ("I", "AM", "GOING"): "GO",
    ("I", "AM", "COMING"): "GO",
    ("I", "AM", "HERE"): "HERE",
    ("I", "CANNOT"): "CANNOT",
}
_PICTURES = "\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff"
_TOKEN = re.compile(rf"[{_PICTURES}]+|[^\s{_PICTURES}]+")
"""A word, or pictures (emoji, arrows): people write a picture directly behind a word or a number."""
_EDGE = ".,;:!?'\"()[]{}<>-_#*/\\"
_MARKS = r"[.,;:\-_/)]"
_GLUED = re.compile(rf"([1-5](?={_MARKS})|[A-Za-z]+){_MARKS}*(\d{{4,9}})[.,;:!?]*")
_GLUED_BEHIND = re.compile(rf"(\d{{5,9}})(?:{_MARKS}+([1-5])|{_MARKS}*([A-Za-z]+))[.,;:!?]*")
_CODE = re.compile(r"\d+")
_Words = list[tuple[str, str]]
"""Each word as written, and its bare form: in capitals, without marks at its edges."""


@dataclass(frozen=True)
class _Parts:
    """A text taken apart: its verb, the reference beside it, and the other words."""

    verb: Verb
    reference: str | None
    rest: _Words


def parse(text: str, names: Collection[str] = (), *, freely: bool = False) -> Command:
    """Return the command in an SMS. Its `verb` is None if the text is the sender's own words.

    `names` are the short names of communities, which people write after STOP. `freely`: the sender has a role, so that
    natural answers such as `nishafika` are read, too. A resident's `imeisha` is no answer to an alert.
    """
    kept = _kept(_TOKEN.findall(readable(text).replace("\0", " ")))
    own_words = Command(None, rest=text.strip())
    if not kept:
        return own_words
    asked = stopping.read(" ".join(word for word, _ in kept), names)
    if asked is not None:
        return Command(_stop_verb(asked), asked.reference, is_led=asked.reference is not None)
    shortened = _shortened(kept)
    paged = paging.read([plain for _, plain in shortened])
    if paged is not None:
        return Command(paged.verb, paged.reference, paged.rest, is_led=paged.reference is not None)
    command = _freely(text, kept) if freely else _command(shortened)
    # Another word beside these makes it something else: `STOP 48273 the thief runs`, `more men come`.
    if command is None or command.verb in {Verb.STOP, Verb.MORE} or _says_the_opposite(command):
        return own_words
    return replace(command, is_digit=bool(DIGITS.keys() & {plain for _, plain in kept[:2]}))


def _says_the_opposite(command: Command) -> bool:
    """Return whether the note of going says `cannot`, or the other way round: `1 48273 siwezi`, `1 48273 2`.

    A note that only explains is no answer by itself: `2 48273 naenda job`.
    """
    if command.verb not in _OPPOSITE:
        return False
    pieces: list[list[str]] = [[]]
    for _, plain in _kept(_TOKEN.findall(command.rest)):
        if looks_like(plain):
            pieces.append([])
        else:
            pieces[-1].append(plain)
    return any(natural.of_words(piece) is _OPPOSITE[command.verb] for piece in pieces)


def number_asked(text: str) -> str | None:
    """Return the reference of a request for a number, or None if the text is anything else.

    It is a request only in its full form, because people also write the word before a reference: the word and the
    reference, in either order, and nothing else but courtesy.
    """
    kept = [plain for _, plain in _kept(_TOKEN.findall(readable(text).replace("\0", " ")))]
    if len(kept) == 1 and (glued := _NUMBER_GLUED.fullmatch(kept[0])):
        kept = [glued[1], glued[2]]
    words, references = [word for word in kept if not looks_like(word)], [word for word in kept if looks_like(word)]
    is_asked = len(references) == 1 and len(words) >= 1 and references[0] in kept[:2] and bool(_NUMBER & {*kept[:2]})
    beside = [word for word in words if word not in _NUMBER]
    # Of the words that add nothing, some answer by themselves: `NUMBER 48273 OK`.
    is_alone = all(word in _FILLERS and verb_of(word) is None for word in beside)
    return references[0] if is_asked and is_alone else None


def _stop_verb(asked: stopping.Stopping) -> Verb:
    """Return STOP for a request that says so, with or without a reference, and CANCEL for an unclear word."""
    return Verb.STOP if asked.says_stop else Verb.CANCEL


def _freely(text: str, kept: _Words) -> Command | None:
    """Return the command of a text in which natural answers count, too; a question in words answers nothing."""
    said = [word for word in kept if not _is_picture(word[1])]
    plain = [word for _, word in said]
    if natural.is_ready(plain):
        return None
    is_question = _is_question(text, plain)
    answer = None if is_question else natural.read(plain)
    if answer is not None:
        behind = [] if answer.note_from is None else said[answer.note_from :]
        note = " ".join(word for word, plain_word in behind if plain_word != answer.reference)
        return Command(answer.verb, answer.reference, note, is_led=answer.reference is not None)
    command = _command(_shortened(_with_plain_verb(kept)))
    in_words = command is not None and command.verb in _SAID_IN_WORDS and not DIGITS.keys() & set(plain)
    return None if is_question and in_words else command


def _is_question(text: str, plain: list[str]) -> bool:
    """Return whether a text asks something; a question in the note behind a reference is no part of the answer."""
    has_reference = any(map(is_valid, plain[:_BEGINNING]))
    return "?" in (" ".join(text.split()[:_BEGINNING]) if has_reference else text)


def answer_before_news(text: str) -> Command | None:
    """Return going or being there where a text begins with it and goes on: `tumefika na wana bunduki`; else None.

    Its `rest` is what follows. The caller knows whether that is news: `nimefika nyumbani` is neither.
    """
    kept = [word for word in _kept(_TOKEN.findall(readable(text).replace("\0", " "))) if not _is_picture(word[1])]
    plain = [word for _, word in kept]
    found = None if "?" in text else natural.leading_verb(plain)
    if found is None or not natural.may_lead_news(found[0], plain[found[1] :]):
        return None
    reference = next((word for word in plain if is_valid(word)), None)
    rest = " ".join(written for written, word in kept[found[1] :] if word != reference)
    return Command(found[0], reference, rest, is_led=reference is not None)


def _with_plain_verb(kept: _Words) -> _Words:
    """Return the words with a natural answer of going or being there at their front as one plain verb."""
    found = natural.leading_verb([plain for _, plain in kept])
    if found is None or found[0] not in {Verb.GO, Verb.HERE}:
        return kept
    verb, length = found
    return [(kept[0][0], verb.upper()), *kept[length:]]


def _kept(words: list[str]) -> _Words:
    """Return the words that are more than marks.

    Pictures before the verb or the reference, or between them, change nothing: `5🆘`, `👍 1 48273`.
    """
    words = list(dropwhile(_is_picture, words)) or words
    words = [*_apart(words[0]), *words[1:]] if words else []
    bare = ((word, word.strip(_EDGE).upper()) for word in words)
    kept = [(word, plain) for word, plain in bare if plain]
    return [*kept[:1], *dropwhile(lambda word: _is_picture(word[1]), kept[1:])]


def _is_picture(word: str) -> bool:
    """Return whether a word has no letter and no digit."""
    return not any(character.isalnum() for character in word)


def _apart(word: str) -> list[str]:
    """Return the two parts of a verb and a number that were written as one word; else only the word."""
    if glued := _GLUED.fullmatch(word):
        verb = verb_of(glued[1].upper())
        if verb is Verb.YES or (verb is not None and looks_like(glued[2])):
            return [glued[1], glued[2]]
    if behind := _GLUED_BEHIND.fullmatch(word):
        said = behind[2] or behind[3]
        if verb_of(said.upper()) is not None and looks_like(behind[1]):
            return [behind[1], said]
    return [word]


def _shortened(kept: _Words) -> _Words:
    """Return the words with a phrase reduced to its verb, and without extra words before a verb or a reference."""
    for phrase, verb in _PHRASES.items():
        if tuple(plain for _, plain in kept[: len(phrase)]) == phrase:
            kept = [(verb, verb), *kept[len(phrase) :]]
    if len(kept) > 1 and verb_of(kept[0][1]) in _PRELUDES and verb_of(kept[1][1]) in _PLAIN_ANSWERS | {Verb.SAFE}:
        kept = kept[1:]
    return [word for place, word in enumerate(kept) if not _is_name_of_it(kept, place)]


def _is_name_of_it(kept: _Words, place: int) -> bool:
    """Return whether a word only announces a reference. `REF 48273` alone is a command."""
    behind = [plain for _, plain in kept[place + 1 : place + 3]]
    if kept[place][1] not in _NAMES_OF_IT or not behind or not looks_like(behind[0]):
        return False
    return place > 0 or (len(behind) > 1 and verb_of(behind[1]) is not None)


def _command(kept: _Words) -> Command | None:
    """Return the command that words are, or None if they are the sender's own words."""
    shown = _only_references(kept)
    if shown is not None:
        return shown
    parts = _parts(kept)
    if parts is None or _denies_itself(parts):
        return None
    return _with_code(parts) if parts.verb is Verb.YES else _with_note(kept, parts)


def _only_references(kept: _Words) -> Command | None:
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


def _parts(kept: _Words) -> _Parts | None:
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


def _with_note(kept: _Words, parts: _Parts) -> Command | None:
    """Return the command with its note and all its references, or None if there are too many words for it."""
    verb, reference, rest = parts.verb, parts.reference, parts.rest
    if reference is None and verb in _PLAIN_ANSWERS | {Verb.SAFE, Verb.OK}:
        reference, rest = _plain_answer(verb, rest)
    extra = _further_references(verb, rest) if reference is not None else ()
    rest = rest[len(extra) :]
    if rest and reference is None and verb not in _WITH_WORDS | _WITHOUT_REFERENCE:
        return None
    return Command(verb, reference, " ".join(word for word, _ in rest), extra, _is_led(kept, reference, rest))


def _is_led(kept: _Words, reference: str | None, rest: _Words) -> bool:
    return reference is not None and (reference in {plain for _, plain in kept[:2]} or not rest)


def _further_references(verb: Verb, rest: _Words) -> tuple[str, ...]:
    """Return the references that follow the first one directly. An OB number may look like a reference."""
    if verb is Verb.OB:
        return ()
    return tuple(plain for _, plain in takewhile(lambda word: looks_like(word[1]), rest))


def _reference_behind(verb: Verb, rest: _Words) -> tuple[str | None, _Words]:
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


def _plain_answer(verb: Verb, rest: _Words) -> tuple[str | None, _Words]:
    """Return the reference (or None) anywhere after a plain answer, and the other words without fillers.

    Here the reference is not directly after the verb, so it needs the right check digit.
    """
    found = next((plain for _, plain in rest if is_valid(plain)), None)
    said = [word for word in rest if not (word[1] == found or _adds_nothing(word[1]) or _means(word[1], verb))]
    if len(said) > (_MOST_AROUND if found else 0):
        return None, rest
    return found, said


def _adds_nothing(plain: str) -> bool:
    return plain in _FILLERS or _is_picture(plain)


def _denies(word: str, verb: Verb) -> bool:
    """Return whether a word contradicts a plain answer."""
    other = verb_of(word)
    return {verb, other} <= _PLAIN_ANSWERS and (other is Verb.CANNOT) != (verb is Verb.CANNOT)


def _means(word: str, verb: Verb) -> bool:
    """Return whether a word repeats a plain answer, as in `1 going`."""
    again = verb_of(word)
    return again is verb or {again, verb} == {Verb.GO, Verb.ACK}
