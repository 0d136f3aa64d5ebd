"""Words for what Doria says of a community file, its faults and its changes, in the language of whoever reads a page.

Each is a `Said`, in English for the operator. Its translation is found by its pattern, and the parts that are sentences
are translated, too. Words of the file itself stay as they are.
"""

from functools import cache

from menus.domain import community_changes
from menus.domain.community import Community
from menus.domain.said import Part, Said, filled
from menus.text import page_words

FILE = "desk_settings_faults.po"


def in_language(language: str, text: str) -> str:
    """Return a sentence in a language; as it is if there are no words for it."""
    if not isinstance(text, Said):
        return _words(language).get(text, text)
    parts = {name: _part(language, part) for name, part in text.parts.items()}
    return filled(_words(language).get(text.pattern, text.pattern), parts)


def changes(language: str, before: Community, after: Community) -> list[str]:
    """Return the lines of what one file changes in another, in a language."""
    return [in_language(language, line) for line in community_changes.lines(before, after)]


def _part(language: str, part: Part) -> Part:
    if isinstance(part, tuple):
        return tuple(in_language(language, one) for one in part)
    # A word of the file that is no sentence must not be taken for one: a name may be "none".
    return in_language(language, part) if isinstance(part, Said) else part


@cache
def _words(language: str) -> dict[str, str]:
    own = page_words.texts(FILE, language)
    return {english: own[name] for name, english in page_words.texts(FILE, page_words.SOURCE).items()}
