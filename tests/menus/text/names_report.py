"""The figures of what residents read: leaks and over-redaction of names, announcements that pass, harm that is refused.

`python -m tests.menus.text.names_report` prints them. The sentences are split by a hash into a half to work with and a
half that is held out: nobody reads the failures of the second one while they change a rule.
"""

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gateway.communities.file import load_example, parse
from menus.sms import words_to_leave
from menus.text import harm, redaction

HERE = Path(__file__).parent
TOWN = parse(load_example("mlango-kubwa"))
ORDINARY = "ordinary"
"""The label of a message that may be sent."""
_Z = 1.96
"""The standard score of an interval of 95 %."""


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence: what must go, and what must stay."""

    text: str
    goes: tuple[str, ...]
    stays: tuple[str, ...]


@dataclass(frozen=True)
class Share:
    """A count out of a number of cases."""

    count: int
    of: int

    def interval(self) -> tuple[float, float]:
        """Return Wilson's interval of 95 % for the share."""
        share, number = self.count / self.of, self.of
        middle = share + _Z * _Z / (2 * number)
        spread = _Z * math.sqrt(share * (1 - share) / number + _Z * _Z / (4 * number * number))
        below = 1 + _Z * _Z / number
        return max(0.0, (middle - spread) / below), min(1.0, (middle + spread) / below)

    def __str__(self) -> str:
        low, high = self.interval()
        return f"{self.count}/{self.of} = {self.count / self.of:.1%} (95 %: {low:.1%} to {high:.1%})"


def is_held_out(text: str) -> bool:
    """Return whether a text belongs to the half that nobody works with."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 1


def sentences() -> Iterator[Sentence]:
    """Yield the labelled sentences of the file."""
    for line in _lines("names.tsv"):
        text, goes, stays = [*line.split("\t"), "", ""][:3]
        yield Sentence(text, _words(goes), _words(stays))


def announcements() -> Iterator[str]:
    """Yield the ordinary announcements of the file."""
    yield from _lines("announcements.txt")


def _lines(name: str) -> Iterator[str]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def _words(said: str) -> tuple[str, ...]:
    return tuple(word for word in said.split(", ") if word)


def leaks(sentence: Sentence) -> bool:
    """Return whether a part of a name leaves in a sentence."""
    leaving = words_to_leave.fit_to_leave(TOWN, sentence.text).casefold()
    return any(word.casefold() in leaving for word in sentence.goes)


def loses(sentence: Sentence) -> bool:
    """Return whether a sentence loses something that must stay."""
    leaving = words_to_leave.fit_to_leave(TOWN, sentence.text).casefold()
    return any(word.casefold() not in leaving for word in sentence.stays)


def passes(said: str) -> bool:
    """Return whether an announcement may be sent as it is."""
    return redaction.doubtful_in(said, TOWN) == [] and harm.found_in(said) == []


def leaked(*, held_out: bool) -> Share:
    """Return how many sentences with a name let a part of it leave."""
    named = [one for one in sentences() if one.goes and is_held_out(one.text) is held_out]
    return Share(sum(map(leaks, named)), len(named))


def lost(*, held_out: bool) -> Share:
    """Return how many sentences lose something that must stay."""
    kept = [one for one in sentences() if one.stays and is_held_out(one.text) is held_out]
    return Share(sum(map(loses, kept)), len(kept))


def passed(*, held_out: bool) -> Share:
    """Return how many ordinary announcements pass unchanged."""
    known = [said for said in announcements() if is_held_out(said) is held_out]
    return Share(sum(map(passes, known)), len(known))


def notices(*, held_out: bool) -> Iterator[tuple[str, str]]:
    """Yield the messages to a zone of one half: what each is, and its text."""
    for line in _lines("notices.tsv"):
        label, text = line.split("\t")
        if is_held_out(text) is held_out:
            yield label, text


def refused(*, held_out: bool) -> Share:
    """Return how many harmful messages are refused for their harm."""
    harmful = [text for label, text in notices(held_out=held_out) if label != ORDINARY]
    return Share(sum(map(bool, map(harm.found_in, harmful))), len(harmful))


def refused_wrongly(*, held_out: bool) -> Share:
    """Return how many ordinary messages are refused, for harm or for a word that may name somebody."""
    ordinary = [text for label, text in notices(held_out=held_out) if label == ORDINARY]
    return Share(sum(not passes(text) for text in ordinary), len(ordinary))


def main() -> None:
    """Print all figures, with the number of cases and an interval."""
    for held_out in (False, True):
        half = "held out" if held_out else "worked with"
        print(f"{half}: leaks {leaked(held_out=held_out)}")  # noqa: T201 - a command that prints
        print(f"{half}: over-redaction {lost(held_out=held_out)}")  # noqa: T201
        print(f"{half}: announcements that pass {passed(held_out=held_out)}")  # noqa: T201
        print(f"{half}: harmful messages that are refused {refused(held_out=held_out)}")  # noqa: T201
        print(f"{half}: ordinary messages that are refused {refused_wrongly(held_out=held_out)}")  # noqa: T201


if __name__ == "__main__":
    main()
