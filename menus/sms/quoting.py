"""Quoting: a text that carries one of Doria's own texts, as a reaction, a forward, a quotation or a bare copy.

Such a text is talk about an incident: it opens nothing and answers nothing, although an alert ends with `Reply 1 48273
going`. Only somebody who writes an answer and quotes the alert behind it (`1 48273`, then the alert) has answered.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from menus.domain.references import is_valid
from menus.sms import copies, grammar
from menus.sms.command import Command
from menus.sms.copies import Copy
from menus.sms.verbs import Verb, verb_of
from menus.text import folding
from menus.text.names import Text
from menus.text.readable import readable

_MARK_WORDS = (
    r"liked|loved|disliked|emphasi[sz]ed|laughed at|questioned",
    r"reacted(?: with)?(?: an?)?(?: [a-z0-9]+)? to|(?:\d )?to",
    r"removed (?:an? )?(?:[a-z]+ ){0,3}from",
    r"fwd?|fw|forward(?:ed)?(?: message)?|begin forwarded message|re",
    r"(?:a|u|ni|wa)(?:me|li)(?:penda|pendezwa na|cheka|chekea|sisitiza|uliza)|hakupenda",
    r"ime(?:sambazwa|tumwa tena)|umesambaziwa|nakusambazia",
)
"""The words that phones write before the text that somebody reacts to or forwards. The Swahili forms are guesses."""
_REACTIONS = re.compile(rf"(?:{'|'.join((*_MARK_WORDS[:3], _MARK_WORDS[4]))}) ")
_REACTION = re.compile(r"([^\"\d]{2,40})\s\"(.+)\"\W*", re.DOTALL)
"""A reaction as a whole: the phone's mark, and the text that somebody reacts to in quotation marks.

A digit in front is no mark: `5 to "home"` may be the alarm.
"""
_MARKS = re.compile(f"(?:(?:{'|'.join(_MARK_WORDS)}) )+")
_BEFORE = r"[\s:,.;#>\"'()\[\]-]*"
_REFERENCE = re.compile(rf"{_BEFORE}(?:(?:ref|namba|nambari)\b{_BEFORE})?(\d{{5,9}})(?!\w)", re.IGNORECASE)
_QUOTED_LINES = re.compile(r"(?:^[ \t]*>.*(?:\n|$))+", re.MULTILINE)
_EDGES = " \t\n.,;:!?'\"()[]{}<>-_#*/\\"
_TAKES_REFERENCE = frozenset(Verb) - {
    Verb.YES,
    Verb.SAY,
    Verb.SWAP,
    Verb.PAUSE,
    Verb.RESUME,
    Verb.LIST,
    Verb.WHO,
    Verb.LOOKS,
    Verb.DESK,
    Verb.NOT_ME,
    Verb.ON,
    Verb.OFF,
    Verb.START,
    Verb.HELP,
    Verb.MENU,
}
"""The verbs of an answer that mean the incident of the quoted alert, if the answer names none."""


@dataclass(frozen=True)
class Talk:
    """Talk about an incident: the reference in Doria's text, if it has one, and the person's own words beside it.

    `of` is the name of Doria's text, if that is certain.
    """

    reference: str | None
    words: str
    of: Text | None = None


@dataclass(frozen=True)
class Said:
    """A text as it is read: its own words, the command in them, and the talk that it is instead of a command."""

    text: str
    command: Command
    talk: Talk | None = None


@dataclass(frozen=True)
class _Quote:
    """Doria's text within another one: the words before and after it, and its reference."""

    before: str
    after: str
    reference: str | None
    of: Text | None = None


def may_quote(text: str, names: Collection[str]) -> bool:
    """Return whether a text holds the short name of a community as a word: without it, it holds no text of Doria."""
    return bool(names) and _any_of(names).search(readable(text)) is not None


def read(text: str, names: Collection[str], sent: Collection[str] = (), *, freely: bool = False) -> Said:
    """Return a text as it is read.

    `names` are the short names of the communities: Doria's texts begin with one. `sent` are the last texts that the
    phone got: the templates do not know what people said in a broadcast. `freely`: the writer has a role, so that
    natural answers are read, too.
    """
    plain = readable(text)
    quote = _quote_in(plain, names, sent)
    if quote is None and _is_reaction(plain):
        return Said(plain, Command(None, rest=plain), Talk(None, ""))
    if quote is None:
        return Said(plain, grammar.parse(plain, names, freely=freely))
    answer = grammar.parse(quote.before, names, freely=freely)
    own = f"{quote.before} {quote.after}".strip()
    if answer.verb is None:
        return Said(plain, Command(None, rest=plain), Talk(quote.reference, own, quote.of))
    return Said(own, _with_quoted(answer, quote))


def _is_reaction(text: str) -> bool:
    """Return whether a text is nothing but a reaction to somebody's command: `Liked "1 48273"`."""
    found = _REACTION.fullmatch(text.strip())
    if found is None or grammar.parse(found[2]).verb is None:
        return False
    return _REACTIONS.fullmatch(f"{folding.fold(found[1])} ") is not None


def _with_quoted(answer: Command, quote: _Quote) -> Command:
    """Return an answer with the reference of the alert that it quotes, and with the words behind the alert."""
    if answer.verb not in _TAKES_REFERENCE:
        return answer
    rest = f"{answer.rest} {quote.after}".strip()
    reference = answer.reference or quote.reference
    return replace(answer, reference=reference, rest=rest, is_led=reference is not None)


def _any_of(names: Collection[str]) -> re.Pattern[str]:
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", re.IGNORECASE)


def _quote_in(text: str, names: Collection[str], sent: Collection[str]) -> _Quote | None:
    """Return the first text of Doria in a text, or None if it has none."""
    if not may_quote(text, names):
        return None
    line = " ".join(_QUOTED_LINES.sub(_as_quotation, text).split())
    bodies = [" ".join(body.split()) for body in sent if body]
    quotes = (_quote_at(line, found.start(), found.end(), bodies) for found in _any_of(names).finditer(line))
    return next((quote for quote in quotes if quote is not None), None)


def _as_quotation(found: re.Match[str]) -> str:
    """Return lines that begin with `>` as one quotation in quotation marks."""
    return '"' + re.sub(r"(?m)^[ \t>]+", "", found[0]).replace('"', "'") + '"\n'


def _quote_at(line: str, start: int, end: int, sent: Sequence[str]) -> _Quote | None:
    """Return the text of Doria that begins at a short name, or None if the name stands among other words."""
    name, behind = line[start:end], line[end:]
    before, opening = _opened(line[:start])
    own, is_marked = _without_mark(before)
    named = _REFERENCE.match(behind)
    reference = named[1] if named is not None and is_valid(named[1]) else None
    copy = copies.find(line[start:]) or _copy_of(sent, line[start:])
    if copy is not None:
        return _Quote(own, line[start + copy.length :].strip(_EDGES), reference, copy.name)
    if opening and (is_marked or reference is not None):
        return _Quote(own, _behind_quotation(behind, opening), reference)
    if named is not None and reference is not None and not own and (is_marked or verb_of(name.upper()) is None):
        return _Quote(own, behind[named.end() :].strip(_EDGES), reference)
    return None


def _copy_of(sent: Sequence[str], text: str) -> Copy | None:
    """Return the longest text that the phone got and that stands at the front of a text, or None.

    Quotation marks of any kind are alike: a quotation within a quotation gets other ones.
    """
    text = text.replace('"', "'")
    length = max((len(body) for body in sent if text.startswith(body.replace('"', "'"))), default=0)
    return Copy(length, None) if length else None


def _opened(before: str) -> tuple[str, str]:
    """Return the words before a text, and the quotation mark that opens the text, if one does."""
    before = before.rstrip()
    return (before[:-1], before[-1]) if before.endswith(('"', "'")) else (before, "")


def _without_mark(before: str) -> tuple[str, bool]:
    """Return the person's own words before a text, and whether a phone's mark of a reaction or a forward stands there.

    Emoji and punctuation are no words.
    """
    folded = folding.fold(before)
    if not folded:
        return "", False
    return ("", True) if _MARKS.fullmatch(f"{folded} ") else (before.strip(), False)


def _behind_quotation(text: str, mark: str) -> str:
    """Return the words behind the quotation mark that closes a text; an apostrophe within a word closes nothing."""
    ends = [found.end() for found in re.finditer(rf"{mark}(?!\w)", text)]
    return text[ends[-1] :].strip(_EDGES) if ends else ""
