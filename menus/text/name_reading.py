"""A text that is read for names: its words, and which of them are names and which are places."""

import re
from dataclasses import dataclass, field

from menus.text.name_kinds import Kind, Token

_CLOSE = re.compile(r"[ '\"-]*|\. ?")
"""The signs that may stand between two words of one phrase."""
_SENTENCE_END = re.compile(r"[.!?;:\n]\s*$")


@dataclass
class NamesRead:
    """A text that is read. `is_place` says that it was typed as a place; `names` and `places` are places in `words`.

    `certain` are the community's own places, and plates.
    """

    text: str
    words: list[Token]
    is_place: bool = False
    names: set[int] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
    certain: set[int] = field(default_factory=set)
    tells_by_capitals: bool = True

    def word(self, place: int) -> str:
        """Return a word in small letters; an empty string outside of the text."""
        return self.words[place].word if 0 <= place < len(self.words) else ""

    def kind(self, place: int) -> Kind:
        """Return the kind of a word; that of an ordinary one outside of the text."""
        return self.words[place].kind if 0 <= place < len(self.words) else Kind.WORD

    def gap(self, place: int) -> str:
        """Return what stands between a word and the next one."""
        return self.text[self.words[place].end : self.words[place + 1].start] if place + 1 < len(self.words) else "\n"

    def is_joined(self, place: int) -> bool:
        """Return whether a word and the next one belong to one phrase."""
        return 0 <= place < len(self.words) - 1 and _CLOSE.fullmatch(self.gap(place)) is not None

    def begins_sentence(self, place: int) -> bool:
        """Return whether a word is the first one of a sentence."""
        return place == 0 or _SENTENCE_END.search(self.gap(place - 1)) is not None

    def is_capital(self, place: int) -> bool:
        """Return whether a capital letter tells that a word is a name: in the middle of a sentence."""
        if not self.tells_by_capitals or not 0 <= place < len(self.words):
            return False
        return self.words[place].is_capital and not self.words[place].text.isupper()

    def mark(self, place: int) -> None:
        """Mark a word as a name unless it is a place or a number."""
        if place not in self.places and 0 <= place < len(self.words) and self.kind(place) is not Kind.NUMBER:
            self.names.add(place)
