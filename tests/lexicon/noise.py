"""Noise for training: the slips of people who type fast on a small phone."""

from random import Random

_VOWELS = "aeiou"
_SHORT = {
    "people": "ppl",
    "please": "pls",
    "house": "hse",
    "from": "frm",
    "hapa": "apa",
    "kuna": "kna",
    "wana": "wna",
    "simu": "cm",
    "watu": "wtu",
    "someone": "sm1",
    "night": "nite",
    "jirani": "jiran",
}
_SLIPS = 0.45
"""So many of the longer words get a slip, as in the noised phrases on which the word lists were first measured."""
_GLUED = 0.06
_LONG = 4


def slipped(text: str, chance: Random) -> str:
    """Return a text with slips: vowels left out, letters swapped, doubled or left out, words glued together."""
    words: list[str] = []
    for word in text.split():
        typed = _typed(word, chance)
        if words and chance.random() < _GLUED:
            words[-1] += typed
        else:
            words.append(typed)
    return " ".join(words)


def _typed(word: str, chance: Random) -> str:
    if word in _SHORT and chance.random() < _SLIPS:
        return _SHORT[word]
    if len(word) < _LONG or chance.random() >= _SLIPS:
        return word
    place = chance.randrange(1, len(word) - 1)
    vowels = [number for number in range(1, len(word)) if word[number] in _VOWELS]
    left_out = chance.choice(vowels) if vowels else place
    bare = word[0] + "".join(letter for letter in word[1:-1] if letter not in _VOWELS) + word[-1]
    return chance.choice(
        (
            word[:left_out] + word[left_out + 1 :],
            bare,
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + word[place] + word[place:],
            word[:place] + word[place + 1 :],
        )
    )
