"""Languages of residents: the language that a resident reads, and the one that a text is written in."""

from collections.abc import Sequence

_SMALL_WORDS = {
    "en": """
    the a an is are was were am be been at in on of to and or my his her their our your we they he she it i you have has
    had with from by for there here please who what where when them him me not no some someone people
    man men woman boys thieves stolen stole near behind going coming just now
    """,
    "sw": """
    ni na ya wa za kwa la cha vya hapa huku hapo pale kuna wana hii huyu hao watu mtu yangu wangu yake wake sasa leo
    tafadhali saidia msaada acha anza nani nini wapi lini si hakuna hana wamekuja karibu nyuma mbele jana sana kama
    naomba mimi wewe yeye sisi wao iko niko tuko wako kwetu kwangu
    """,
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}


def read_by(languages: Sequence[str], chosen: str | None, said: str = "") -> str:
    """Return which of a community's languages a resident reads.

    It is the one that they chose in the menu, else the one that they wrote in, else the first of `languages`.
    """
    if chosen in languages:
        return str(chosen)
    return guess(said, languages) if said else languages[0]


def guess(text: str, languages: Sequence[str]) -> str:
    """Return the language with the most small words in a text; the first of `languages` if that is not clear."""
    said = text.casefold().replace(",", " ").replace(".", " ").replace("!", " ").split()
    counts = {language: sum(word in _WORDS.get(language, ()) for word in said) for language in languages}
    return max(languages, key=lambda language: counts[language])
