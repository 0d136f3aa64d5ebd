"""Mistakes: words by which a person takes back their own call for help: `nimekosea`, `ni mistake`, `cancel alarm`.

They count for the writer's own alarm alone, so `sorry` suffices. That a matter is over is read by `news_words.py`.
"""

import re

from menus.text import lexicon

_MOST_WORDS = 10
"""A text that takes an alarm back is short. A guess, to be tested."""
_CANCEL = "(?:cancel|ghairi|futa|ondoa|sitisha|stop|acha|zima|simamisha)(?: the| hiyo| ile| my| yangu)?"
_PHRASES = re.compile(
    r"\b(?:(?:ni|tu|n)(?:me|li)(?:kosea|kosa|bonyeza vibaya)|makosa|kosa|mistake|mistaken|mistakenly|accidentally"
    r"|s(?:i|io|iyo) (?:ya )?(?:kweli|ukweli|hatari|serious)|not (?:true|real|serious|an emergency)"
    r"|false alarm|wrong (?:button|number|text|message)|ignore(?: that| it| my)?"
    rf"|{_CANCEL} (?:alarm|alamu|alam|help|msaada|sos|hatari|emergency|call)"
    r"|puuza|puuzeni|nilikuwa najaribu|najaribu tu|(?:just )?testing|samahani|samahanini|sorry|disregard"
    r"|sihitaji msaada|sitaki msaada|no need(?: for help)?)\b"
)
"""The words of each list are a guess, to be tested with the associations."""
_DENIED = re.compile(
    r"\b(?:si|sio|siyo|not|hakuna|no|isnt|wasnt)(?: a| an| ni)? (?:makosa|kosa|mistake|testing|false alarm)\b"
)


def takes_alarm_back(text: str) -> bool:
    """Return whether a short text says that a call for help was a mistake, or is not needed."""
    folded = lexicon.fold(text)
    if len(folded.split()) > _MOST_WORDS or _DENIED.search(folded):
        return False
    return _PHRASES.search(folded) is not None
