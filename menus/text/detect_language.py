"""Languages of residents: the language that a resident reads, and the one that a text is written in."""

from collections.abc import Sequence

from menus.text import languages as known


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
    counts = {language: sum(word in known.words(language).small for word in said) for language in languages}
    return max(languages, key=lambda language: counts[language])
