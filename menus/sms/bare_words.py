"""Words of an inbound SMS: a text taken apart for its reading as a command."""

import re
from itertools import dropwhile

from menus.domain.references import looks_like
from menus.sms.verbs import Verb, verb_of

_PICTURES = "\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff"
_TOKEN = re.compile(rf"[{_PICTURES}]+|[^\s{_PICTURES}]+")
"""A word, or pictures (emoji, arrows): people write a picture directly behind a word or a number."""
_EDGE = ".,;:!?'\"()[]{}<>-_#*/\\"
_MARKS = r"[.,;:\-_/)]"
_GLUED = re.compile(rf"([1-5](?={_MARKS})|[A-Za-z]+){_MARKS}*(\d{{4,9}})[.,;:!?]*")
_GLUED_BEHIND = re.compile(rf"(\d{{5,9}})(?:{_MARKS}+([1-5])|{_MARKS}*([A-Za-z]+))[.,;:!?]*")
Words = list[tuple[str, str]]
"""Each word as written, and its bare form: in capitals, without marks at its edges."""


def words_of(text: str) -> Words:
    """Return the words of a readable text that are more than marks.

    Pictures before the verb or the reference, or between them, change nothing: `5🆘`, `👍 1 48273`.
    """
    found = _TOKEN.findall(text.replace("\0", " "))
    words = list(dropwhile(is_picture, found)) or found
    words = [*_apart(words[0]), *words[1:]] if words else []
    bare = ((word, word.strip(_EDGE).upper()) for word in words)
    kept = [(word, plain) for word, plain in bare if plain]
    return [*kept[:1], *dropwhile(lambda word: is_picture(word[1]), kept[1:])]


def is_picture(word: str) -> bool:
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
