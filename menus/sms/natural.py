"""Natural answers: the verb of an answer that somebody with a role writes in their own words.

An answer is read only if all of its words belong to it, or if it stands directly beside a reference. So `naenda` and
`sawa naenda sasa hivi` are answers, `naenda nyumbani` and `naenda?` are none: nothing is guessed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from menus.domain.references import is_valid, looks_like
from menus.sms import answer_words as words_of
from menus.sms.slips import verb_of_slip
from menus.sms.verbs import DIGITS, Verb, verb_of

_LONGEST = 12
"""The most words of an answer without a note. A guess, to be tested."""
_LEAD = 5
"""The most words of an answer in front of a reference and a note. A guess, to be tested."""
_TAKES_A_REFERENCE = frozenset({Verb.GO, Verb.CANNOT, Verb.HERE, Verb.DONE, Verb.ACK, Verb.OK, Verb.SAFE})
_BEFORE_A_NUMBER = frozenset({"NO", "NUMBER", "NAMBA", "NAMBARI", "NI", "IS", "NUM"})
_WITH_A_NOTE = frozenset({Verb.GO, Verb.CANNOT, Verb.HERE, Verb.DONE})


@dataclass(frozen=True)
class Answer:
    """A natural answer: its verb, the reference beside it (or None), and from which word on its note begins."""

    verb: Verb
    reference: str | None = None
    note_from: int | None = None


def read(plain: Sequence[str]) -> Answer | None:
    """Return the answer that a text is, or None. `plain` are its words in capitals, without marks at their edges."""
    booked = _booked(plain)
    if booked is not None:
        return booked
    numbers = [word for word in plain if looks_like(word)]
    if len(set(numbers)) > 1:
        return None
    said = tuple(_bare(word) for word in plain if not looks_like(word))
    reference = numbers[0] if numbers else None
    verb = verb_of_answer(said, is_beside_reference=reference is not None)
    if verb is not None and (reference is None or verb in _TAKES_A_REFERENCE | {Verb.DANGER}):
        return Answer(verb, reference)
    return _before_a_note(plain)


def of_words(plain: Sequence[str]) -> Verb | None:
    """Return the verb of an answer that words are as a whole, also as its digit or its plain word; else None."""
    if len(plain) == 1 and (known := verb_of(plain[0])) is not None:
        return known
    return verb_of_answer(tuple(map(_bare, plain)), is_beside_reference=True)


def is_ready(plain: Sequence[str]) -> bool:
    """Return whether a text says `ready (to go)`: that is neither going nor over."""
    return words_of.READY.fullmatch(" ".join(_bare(word) for word in plain if not looks_like(word))) is not None


def is_unwilling(plain: Sequence[str]) -> bool:
    """Return whether a text says that its writer does not want to go, is afraid to, or has no time."""
    return words_of.UNWILLING.fullmatch(" ".join(_bare(word) for word in plain if not looks_like(word))) is not None


def leading_verb(plain: Sequence[str]) -> tuple[Verb, int] | None:
    """Return the verb of the longest answer that a text begins with, and the number of its words, or None."""
    for length in range(min(_LEAD, len(plain)), 0, -1):
        verb = verb_of_answer(tuple(_bare(word) for word in plain[:length]), is_beside_reference=False)
        if verb is not None:
            return verb, length
    return None


def may_lead_news(verb: Verb, behind: Sequence[str]) -> bool:
    """Return whether the words behind an answer may be news of that incident.

    Somebody who arrives tells what they see there. Somebody who goes may go anywhere, so a new sentence has to begin.
    """
    if not behind:
        return False
    if verb is Verb.HERE:
        return behind[0] not in words_of.ELSEWHERE
    return verb is Verb.GO and behind[0] in words_of.NEW_SENTENCE


def _booked(plain: Sequence[str]) -> Answer | None:
    """Return the occurrence book (OB) number that stands within a sentence: `48273 imeandikwa OB no 45/28/11`."""
    if "OB" not in plain:
        return None
    begin = next((at for at in range(plain.index("OB") + 1, len(plain)) if plain[at] not in _BEFORE_A_NUMBER), None)
    if begin is None or looks_like(plain[begin]) or not any(map(str.isdigit, plain[begin])):
        return None
    references = {word for word in plain if is_valid(word)}
    return Answer(Verb.OB, references.pop() if references else None, begin) if len(references) <= 1 else None


def _before_a_note(plain: Sequence[str]) -> Answer | None:
    """Return the answer that stands directly beside a reference, with a note behind both."""
    is_first = bool(plain) and looks_like(plain[0])
    begin = 1 if is_first else 0
    for length in range(min(_LEAD, len(plain) - begin), 0, -1):
        end = begin + length
        if not is_first and not (end < len(plain) and looks_like(plain[end])):
            continue
        said = tuple(_bare(word) for word in plain[begin:end])
        note = plain[end:] if is_first else plain[end + 1 :]
        verb = _verb_before_a_note(said, {_bare(word) for word in note})
        if verb is not None:
            return Answer(verb, plain[0] if is_first else plain[end], end if is_first else end + 1)
    return None


def _verb_before_a_note(said: tuple[str, ...], note: Collection[str]) -> Verb | None:
    """Return the verb of an answer with a note behind it, or None: `one is hurt`, `over the bridge` answer nothing."""
    if len(said) == 1 and said[0] in words_of.BEGIN_A_SENTENCE:
        return None
    verb = verb_of_answer(said, is_beside_reference=False)
    if verb is Verb.DONE and words_of.TAKES_IT_BACK.intersection(note):
        return None
    return verb if verb in _WITH_A_NOTE else None


@lru_cache(maxsize=4_096)
def verb_of_answer(said: tuple[str, ...], *, is_beside_reference: bool) -> Verb | None:
    """Return the verb of an answer of these words alone, or None if they are none."""
    if not said or len(said) > _LONGEST:
        return None
    numbers = words_of.NUMBERS_BESIDE_A_REFERENCE if is_beside_reference else words_of.NUMBERS
    core = [word for word in said if word not in words_of.FILLERS]
    if len(core) == 1 and core[0] in numbers:
        return DIGITS[numbers[core[0]]]
    found = _verb_within(said)
    if found is None and said[0] in words_of.ALREADY:
        behind = _verb_within(said[1:])
        return behind if behind in {Verb.GO, Verb.HERE, Verb.DONE} else None
    return found


def _verb_within(said: tuple[str, ...]) -> Verb | None:
    """Return the verb of an answer, without the fillers at either end of it."""
    ahead = _run_of_fillers(said)
    behind = _run_of_fillers(said[::-1])
    for first in range(ahead + 1):
        for last in range(behind + 1):
            part = said[first : len(said) - last]
            verb = _verb_of(" ".join(part)) if part else None
            if verb is None and len(part) == 1:
                verb = verb_of_slip(part[0])
            if verb is not None:
                return verb
    return None


def _run_of_fillers(said: Sequence[str]) -> int:
    return next((place for place, word in enumerate(said) if word not in words_of.FILLERS), len(said))


def _verb_of(text: str) -> Verb | None:
    return next((verb for verb, pattern in words_of.CLASSES if pattern.fullmatch(text)), None)


def _bare(word: str) -> str:
    """Return a word without apostrophes: `CAN'T`."""
    return word.replace("'", "")
