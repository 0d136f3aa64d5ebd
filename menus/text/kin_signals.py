"""The signals of people and of harm at home, as the lexicon's model takes them."""

from menus.text.kin_harm import NOT_OF_HARM, sexual
from menus.text.kin_patterns import CHILD_HARMED, ENGLISH_HARM, HURT_TO_ME, ONE_HARMS, PASSIVE_ME, SEVERAL, TOUCH_TO_ME
from menus.text.kin_people import POWERFUL, ROBBERS, STRANGERS, child_words, is_somebodys, kin_word, with_companions

OF_HOME = frozenset(
    ("kin", "child", "harm to me", "touch to me", "sexual", "passive", "harm to a child", "english harm", "power")
)
"""The signals of a matter that may be private."""
OF_NO_HOME = frozenset(("robber", "several", "call"))
"""The signals of a matter that is hardly private: robbers, several doers, a call by phone."""


def signals(plain: str) -> set[str]:
    """Return what a text shows of people and of harm at home, as the lexicon's model takes it."""
    tokens = with_companions(plain.split())
    named = [place for place, token in enumerate(tokens) if kin_word(token)]
    shown = {
        "kin": bool(named),
        "somebody's kin": any(is_somebodys(tokens, place) for place in named),
        "child": bool(child_words(tokens, plain)),
        "harm to me": any(HURT_TO_ME.fullmatch(token) for token in tokens),
        "touch to me": any(TOUCH_TO_ME.fullmatch(token) for token in tokens),
        "sexual": bool(sexual(tokens, plain)),
        "passive": any(PASSIVE_ME.fullmatch(token) for token in tokens),
        "harm to a child": any(CHILD_HARMED.fullmatch(token) or ONE_HARMS.fullmatch(token) for token in tokens),
        "english harm": bool(ENGLISH_HARM.search(plain)),
        "power": bool(POWERFUL & set(tokens)),
        "stranger": bool(STRANGERS & set(tokens)),
        "robber": bool(ROBBERS & set(tokens)),
        "several": any(SEVERAL.match(token) for token in tokens),
        "call": bool(NOT_OF_HARM & set(tokens)),
    }
    return {name for name, is_shown in shown.items() if is_shown}
