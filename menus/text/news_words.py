"""News in a further text that no word of the lexicon tells of: somebody is hurt, or it is over or was a mistake.

The forms are guesses, to be tested with texts of residents. A word too many costs one text to those who go.
"""

import re

from menus.text import lexicon

_DOES = r"(?:n?i|u|a|tu|m|wa)?(?:me|li|ta|na|sha|ki)*"
"""The beginnings of a Swahili verb: a person and a tense, as `wameshaenda` has them."""
_HURT = re.compile(
    rf"{_DOES}(?:umia|umiza|umizwa|jeruhi|jeruhiwa|vunjika|zimia|zirai)|majeruhi|jeruhi|kidonda|vidonda"
    r"|hurt|hurts|injured|injuries|wounded|wound|wounds|bleeding|bleeds|unconscious|fainted"
)
_GONE = re.compile(rf"{_DOES}(?:enda|ondoka|toka|toroka|hepa|sepa|chomoka|kimbia|potea|isha|tulia|tawanyika)")
_OVER = re.compile(
    r"(?:it|its|they|he|she|all|everything|now|is|are|were|was)? ?(?:over now|all over|is over|its over)"
    r"|(?:ran|run|went|gone|driven|moved|walked) (?:away|off)|(?:have|has|they|he|she) (?:left|gone|fled|escaped)"
    r"|no need|do not come|dont come|false alarm|my mistake|by mistake|a mistake|not true|msije|msikuje|hakuna haja"
    r"|(?:ilikuwa|ni|kwa) makosa|nimekosea|si kweli|sio kweli|hakuna kitu|hakuna shida"
)
# Words for helpers, and words that it goes on: guesses, to be tested with the associations.
_SERVICES = re.compile(
    r"\b(?:ambul[ae]n(?:ce|si)|police|polisi|karao|daktari|doctor|first aid|zimamoto|fire brigade|hospital\w*)\b"
)
_STILL = re.compile(r"\b(?:haija(?:isha|tulia)|not over|still (?:going on|here))\b")


def says_hurt(text: str) -> bool:
    """Return whether a text says that somebody is hurt: `ameumia`, `one is hurt`."""
    return any(_HURT.fullmatch(token) for token in lexicon.fold(text).split())


def tells_of_the_end(text: str) -> bool:
    """Return whether a text says that somebody goes or has gone, that it is over, or that it never was."""
    folded = lexicon.fold(text)
    if lexicon.takes_back(text) or any(_GONE.fullmatch(token) for token in folded.split()):
        return True
    return re.search(rf"\b(?:{_OVER.pattern})\b", folded) is not None


def tells_more(text: str) -> bool:
    """Return whether a text says how many people there are, that somebody is hurt, or that it is over."""
    return lexicon.numbers_people(text) or says_hurt(text) or tells_of_the_end(text)


def is_news_of_patrol(text: str) -> bool:
    """Return whether a patroller's words tell what happens at an incident, or ask for more help there."""
    folded = lexicon.fold(text)
    return tells_more(text) or _SERVICES.search(folded) is not None or _STILL.search(folded) is not None


def asks_where_help_is(text: str) -> bool:
    """Return whether words ask where the police or an ambulance are: `polisi wako wapi` is no complaint."""
    folded = lexicon.fold(text)
    return _SERVICES.search(folded) is not None and re.search(r"\b(?:wapi|where)\b", folded) is not None
