"""People in a fire: whether texts about a fire say that somebody is inside it, or that everybody is out.

The words are guesses, to be tested with texts of residents. One that is read too much sends people to look.
"""

import re
from collections.abc import Iterable

from menus.text import folding, spelling

_PEOPLE = (
    "people|someone|somebody|person|man|men|woman|women|child|children|kid|kids|baby|boy|girl|family|mother|father|mum"
    "|grandma|grandmother|neighbour|neighbor|tenants?|students|they|he|she|we|us|i|im|am|are|is"
    "|watu|mtu|wasee|msee|watoto|mtoto|mtoi|mama|mzee|nyanya|shosho|cucu|wazee|familia|jirani|majirani|wapangaji|kijana"
    "|vijana|msichana|mgonjwa|wako|yuko|ako|tuko|niko|wamo|yumo|kuna|bado|wengine|wengi|mmoja|wawili|watatu|andu|mundu"
)
_ON = (
    "(?: (?:me|mari|still|bado|is|are|was|were|ako|wako|yuko|tuko|niko|wote|wadogo|my|the|left|hapo|huko|in|a|two"
    "|three)){0,3}"
)
_INSIDE = re.compile(
    rf"\b(?:(?:{_PEOPLE}){_ON} (?:inside|ndani|thiini|in (?:the|that|this|my|a) (?:house|room|shop|fire|building|hse))"
    r"|(?:inside|ndani)(?: [a-z]+){0,2}? (?:kuna|there are|there is|ni) (?:watu|mtu|watoto|mtoto|mama|people|children)"
    r"|(?:kuna|there are|there is) (?:watu|mtu|watoto|mtoto|people|children|somebody|someone)(?: [a-z]+){0,2}? "
    r"(?:inside|ndani|trapped)"
    r"|trapped|(?:wa|a|tu|ni)me(?:kwama|zibiwa|fungiwa)|stuck|wamo ndani|(?:cannot|cant|unable to) (?:get|come) out"
    r"|ha(?:wa)?ja?toka|ha(?:wa)?wezi (?:ku)?toka|hatuwezi (?:ku)?toka|siwezi (?:ku)?toka"
    r"|(?:wa|a)(?:me|na)(?:ungua|chomeka|ungulia)|(?:people|somebody|someone|child|children) (?:is |are )?burning)\b"
)
_OUT = re.compile(
    r"\b(?:(?:every(?:one|body)|all|all of them|they) (?:(?:is|are|have|has|got|came|come|been) )*"
    r"(?:out|outside|rescued|safe)"
    r"|(?:no ?one|nobody|no (?:people|person)|none) (?:is |are )?(?:inside|trapped|stuck|left|in)|not inside"
    r"|hakuna (?:mtu|watu|mtoto|watoto|mse+|yeyote)(?: yeyote| wowote)?(?: ako| aliye| walio)? ?(?:ndani|mle)?"
    r"|(?:wote|watu wote) (?:wame(?:toka|okolewa|tolewa)|wako (?:nje|salama))"
    r"|wame(?:toka|okolewa|tolewa)(?: nje)? wote)\b"
)


def says_inside(text: str) -> bool:
    """Return whether a text about a fire says that somebody is in it: `watu wako ndani`, `people are inside`."""
    return bool(_INSIDE.search(_OUT.sub(" ", _plain(text))))


def are_inside(texts: Iterable[str]) -> bool:
    """Return whether somebody is still in a fire, by the texts about it, the oldest first."""
    known = False
    for text in texts:
        if says_inside(text):
            known = True
        elif _OUT.search(_plain(text)):
            known = False
    return known


def tells_who_is_inside(text: str) -> bool:
    """Return whether a text says that somebody is in a fire, or that nobody is."""
    return says_inside(text) or _OUT.search(_plain(text)) is not None


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text which say that somebody is in a fire; none if they do not."""
    found = _INSIDE.search(_OUT.sub(" ", _plain(text)))
    return (found[0],) if found else ()


def _plain(text: str) -> str:
    return spelling.written_out(folding.fold(text))
