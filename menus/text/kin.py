"""Private matters in a resident's own words: violence by relatives (kin), and harm to children.

If in doubt, the rule prefers silence. A missing answer costs an innocent writer one text. An answer that somebody else
reads on that phone may cost a life.
"""

from menus.text.kin_harm import (
    by_kin,
    by_kin_in_english,
    is_done_by_one,
    is_of_several,
    of_a_child,
    of_a_wife,
    sexual,
    touched,
)
from menus.text.kin_patterns import BY_KIN_WITH_CHILD, MANY_HARM, SEXUAL_TO_ME
from menus.text.kin_people import CHILDREN, KIN, ROBBERS, STRANGERS, is_somebodys, kin_word, with_companions
from menus.text.privacy import OPEN, Privacy, Reading


def read(plain: str, *, is_open: bool, is_red: bool) -> Reading:
    """Return how private a text is.

    `plain` is a text in small plain letters. `is_open` means that its words suggest a robbery, a theft, a fire or the
    like. `is_red` means that it has words of weapons or death.
    """
    tokens = with_companions(plain.split())
    named = [place for place, token in enumerate(tokens) if kin_word(token)]
    kin = [place for place in named if is_somebodys(tokens, place)]
    spelt = " ".join(kin_word(token) or token for token in tokens)
    is_robbed = bool(ROBBERS & set(tokens)) or any(MANY_HARM.fullmatch(token) for token in tokens)
    is_open = is_open or is_robbed
    found = sexual(tokens, plain) or by_kin(tokens, kin, is_open=is_open) or by_kin_in_english(spelt, is_open=is_open)
    if not found and not is_red and not is_open:
        found = of_a_child(tokens, plain) or of_a_wife(tokens)
    if not found:
        found = touched(tokens, plain, named) or tuple(BY_KIN_WITH_CHILD.findall(plain)[:1])
    if found and is_red and not sexual(tokens, plain) and any(is_of_several(token) for token in tokens):
        # Several killers are no matter of a home, even if their victims name a relative.
        found = ()
    if found:
        return Reading(Privacy.PRIVATE, found)
    if is_open or is_red:
        return Reading(Privacy.OPEN, is_of_kin=not is_open and any(is_somebodys(tokens, place) for place in kin))
    return _doubt(tokens, kin)


def is_of_home(words: str) -> bool:
    """Return whether words name kin, a child, or harm at home: what must not leave the circle of helpers."""
    tokens = words.split()
    return any(kin_word(token) or token in CHILDREN or SEXUAL_TO_ME.fullmatch(token) for token in tokens)


def _doubt(tokens: list[str], kin: list[int]) -> Reading:
    """Return `DOUBT` for words about somebody's kin, `UNNAMED` for a beating by one unnamed person, else `OPEN`."""
    if "simu" in tokens:
        # `simu` makes `piga` a call by phone: that is no beating.
        return OPEN
    named = tuple(tokens[place] for place in kin if tokens[place] in KIN and is_somebodys(tokens, place))
    if named:
        return Reading(Privacy.DOUBT, named)
    if STRANGERS & set(tokens):
        return OPEN
    harms = tuple(token for place, token in enumerate(tokens) if is_done_by_one(tokens, place))
    return Reading(Privacy.UNNAMED, harms) if harms else OPEN
