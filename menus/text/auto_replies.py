"""Automatic replies: texts that a phone sends by itself, such as `I am driving`."""

from menus.text import lexicon

_PHRASES = (
    "i am driving",
    "im driving",
    "i m driving",
    "cant talk now",
    "can t talk",
    "cannot talk now",
    "call you back",
    "call you later",
    "call you right back",
    "in a meeting",
    "out of office",
    "currently unavailable",
    "not available at the moment",
    "get back to you",
    "auto reply",
    "autoreply",
    "automatic reply",
    "automated",
    "do not reply",
    "naendesha gari",
    "naendesha sasa",
    "nitakupigia baadaye",
    "nitakupigia simu",
    "siwezi kuongea sasa",
    "niko kwa mkutano",
    "niko mkutanoni",
    "sipatikani",
    "jibu la moja kwa moja",
)
"""Replies that phones offer, in both languages. A guess, to be tested on real phones."""
_MOST_WORDS = 25
"""With more words than this, somebody has written something of their own. A guess, to be tested."""


def is_like_one(text: str) -> bool:
    """Return whether a text looks like one that a phone sends by itself."""
    folded = f" {lexicon.fold(text)} "
    return len(folded.split()) <= _MOST_WORDS and any(f" {phrase} " in folded for phrase in _PHRASES)
