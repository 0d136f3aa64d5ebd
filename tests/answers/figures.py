"""Figures of the reader of answers: how many are read right, and which of those that answer nothing are not."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from menus.domain.references import mint
from menus.sms import likely_answers
from menus.sms.grammar import parse
from menus.sms.verbs import Verb
from menus.text import cries
from tests.answers.examples import EXAMPLE, Answer

REF = mint(17)
_NAMES = {
    **{verb: meaning for meaning, verb in likely_answers.MEANINGS.items()},
    Verb.OK: "seen",
    Verb.OB: "ob",
    Verb.DANGER: likely_answers.DANGER,
    Verb.HELP: likely_answers.DANGER,
}


@cache
def meant_by(text: str) -> str:
    """Return what a text of somebody with a role is read as, in the order in which Doria reads it."""
    command = parse(text, freely=True)
    if command.verb in {Verb.DANGER, Verb.HELP} or cries.is_cry(text, beside_an_answer=command.verb is not None):
        return likely_answers.DANGER
    if command.verb is not None:
        return _NAMES.get(command.verb, likely_answers.NONE)
    if likely_answers.may_be_danger(text) and not cries.denies(text):
        return likely_answers.DANGER
    likely = likely_answers.read(text)
    return _NAMES[likely.verb] if likely is not None and likely.is_sure else likely_answers.NONE


def count(answers: Sequence[Answer]) -> tuple[Counter[str], Counter[str]]:
    """Return how many answers there are by meaning, and how many of them are read right."""
    right = Counter(
        answer.meaning for answer in answers if meant_by(answer.text.replace(EXAMPLE, REF)) == answer.meaning
    )
    return Counter(answer.meaning for answer in answers), right


def print_figures(name: str, answers: Sequence[Answer]) -> None:
    """Print the figures of some answers."""
    every, right = count(answers)
    print(f"{name}: {right.total()} of {every.total()} are read right")
    print("  " + ", ".join(f"{meaning} {right[meaning]}/{number}" for meaning, number in sorted(every.items())))
