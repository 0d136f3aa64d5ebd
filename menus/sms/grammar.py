"""The grammar of inbound SMS: it parses a text into a command, without any look-up.

The plain form is read in `plain_form.py`; here people with a role may answer in their own words, too.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from menus.domain.references import is_valid, looks_like
from menus.sms import association_verbs, natural, paging, steering, stopping
from menus.sms.bare_words import Words, is_picture, words_of
from menus.sms.command import Command
from menus.sms.plain_form import FILLERS, PLAIN_ANSWERS, command_of, shortened
from menus.sms.verbs import DIGITS, Verb, verb_of
from menus.text.readable import readable

_SAID_IN_WORDS = PLAIN_ANSWERS | {Verb.DONE}
"""Answers that are none if they are written as a question: `naenda?`."""
_FULL_FORM_ALONE = {Verb.STOP, Verb.MORE, *steering.VERBS}
"""Verbs that another reading has found already where they are commands."""
_OPPOSITE = {Verb.GO: Verb.CANNOT, Verb.CANNOT: Verb.GO}
_BEGINNING = 4
"""The words of an answer with its reference, before a note. A guess, to be tested."""
_ALONE = {Verb.DESK, Verb.NOT_ME}
"""Verbs that are commands alone: with other words beside them a text says something else."""
_FOR_HELP = {Verb.HELP, Verb.DANGER}
_NUMBER = {"NUMBER", "NAMBARI", "NAMBA"}
"""Words with which a helper asks for the number of a caller."""
_NUMBER_GLUED = re.compile(r"(NUMBER|NAMBARI|NAMBA)[.,;:\-_/]*(\d{4,9})")


def parse(text: str, names: Collection[str] = (), *, freely: bool = False) -> Command:
    """Return the command in an SMS. Its `verb` is None if the text is the sender's own words.

    `names` are the short names of communities, which people write after STOP. `freely`: the sender has a role, so that
    natural answers such as `nishafika` are read, too. A resident's `imeisha` is no answer to an alert.
    """
    kept = words_of(readable(text))
    own_words = Command(None, rest=text.strip())
    if not kept:
        return own_words
    asked = stopping.read(" ".join(word for word, _ in kept), names)
    if asked is not None:
        return Command(_stop_verb(asked), asked.reference, is_led=asked.reference is not None)
    short = shortened(kept)
    paged = paging.read([plain for _, plain in short])
    if paged is not None:
        return Command(paged.verb, paged.reference, paged.rest, is_led=paged.reference is not None)
    steers = steering.read(short) if freely else None
    if steers is not None:
        return steers
    command = _freely(text, kept) if freely else command_of(short)
    # Another word beside these makes it something else: `STOP 48273 the thief runs`, `more men come`.
    if command is None or command.verb in _FULL_FORM_ALONE or _says_else(text, command, freely=freely):
        return own_words
    return replace(command, is_digit=bool(DIGITS.keys() & {plain for _, plain in kept[:2]}))


def _says_else(text: str, command: Command, *, freely: bool) -> bool:
    """Return whether the words beside a verb make it something else."""
    return _says_the_opposite(command) or _says_more(command) or (freely and _is_about_a_thing(text, command))


def _is_about_a_thing(text: str, command: Command) -> bool:
    """Return whether a text without an incident names something else by its number: `DONE T50217 3 lamps`.

    A call for help is one whatever stands beside it.
    """
    return command.reference is None and command.verb not in _FOR_HELP and association_verbs.names_a_thing(text)


def _says_more(command: Command) -> bool:
    """Return whether a text begins with a word that people also use otherwise, and goes on: `looks like thieves`."""
    if command.verb in _ALONE and (command.rest or command.reference or command.extra_references):
        return True
    return command.verb is Verb.LOOKS and bool(command.rest or command.extra_references)


def _says_the_opposite(command: Command) -> bool:
    """Return whether the note of going says `cannot`, or the other way round: `1 48273 siwezi`, `1 48273 2`.

    A note that only explains is no answer by itself: `2 48273 naenda job`.
    """
    if command.verb not in _OPPOSITE:
        return False
    pieces: list[list[str]] = [[]]
    for _, plain in words_of(command.rest):
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
    kept = [plain for _, plain in words_of(readable(text))]
    if len(kept) == 1 and (glued := _NUMBER_GLUED.fullmatch(kept[0])):
        kept = [glued[1], glued[2]]
    words, references = [word for word in kept if not looks_like(word)], [word for word in kept if looks_like(word)]
    is_asked = len(references) == 1 and len(words) >= 1 and references[0] in kept[:2] and bool(_NUMBER & {*kept[:2]})
    beside = [word for word in words if word not in _NUMBER]
    # Of the words that add nothing, some answer by themselves: `NUMBER 48273 OK`.
    is_alone = all(word in FILLERS and verb_of(word) is None for word in beside)
    return references[0] if is_asked and is_alone else None


def _stop_verb(asked: stopping.Stopping) -> Verb:
    """Return STOP for a request that says so, with or without a reference, and CANCEL for an unclear word."""
    return Verb.STOP if asked.says_stop else Verb.CANCEL


def _freely(text: str, kept: Words) -> Command | None:
    """Return the command of a text in which natural answers count, too; a question in words answers nothing."""
    said = [word for word in kept if not is_picture(word[1])]
    plain = [word for _, word in said]
    if natural.is_ready(plain):
        return None
    is_question = _is_question(text, plain)
    answer = None if is_question else natural.read(plain)
    if answer is not None:
        behind = [] if answer.note_from is None else said[answer.note_from :]
        note = " ".join(word for word, plain_word in behind if plain_word != answer.reference)
        return Command(answer.verb, answer.reference, note, is_led=answer.reference is not None)
    command = command_of(shortened(_with_plain_verb(kept)))
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
    kept = [word for word in words_of(readable(text)) if not is_picture(word[1])]
    plain = [word for _, word in kept]
    found = None if "?" in text else natural.leading_verb(plain)
    if found is None or not natural.may_lead_news(found[0], plain[found[1] :]):
        return None
    reference = next((word for word in plain if is_valid(word)), None)
    rest = " ".join(written for written, word in kept[found[1] :] if word != reference)
    return Command(found[0], reference, rest, is_led=reference is not None)


def _with_plain_verb(kept: Words) -> Words:
    """Return the words with a natural answer of going or being there at their front as one plain verb."""
    found = natural.leading_verb([plain for _, plain in kept])
    if found is None or found[0] not in {Verb.GO, Verb.HERE}:
        return kept
    verb, length = found
    return [(kept[0][0], verb.upper()), *kept[length:]]
