"""Evidence: all that the word lists find in a text, and the pieces by which the model judges it."""

from dataclasses import dataclass

from menus.domain.categories import Category
from menus.text import grams, kin, kin_signals, lexicon_words, listed, plight
from menus.text.privacy import Privacy, Reading

_OPEN_MATTERS = frozenset(
    (
        Category.ROBBERY,
        Category.THEFT,
        Category.BREAK_IN,
        Category.MOB_BEATING,
        Category.FIRE_HAZARD,
        Category.COMPLAINT_OTHER,
    )
)
"""Categories in which somebody's kin may be the victims rather than the attackers."""
_TOPICS = frozenset(lexicon_words.TOPICS.split())


@dataclass(frozen=True)
class Evidence:
    """The signs in a text: its listed words, its words of kin, and its pieces.

    `plain` is the text itself. `is_everyday`: it speaks of sport, a film, a sale or the like. `is_attacked`: it tells
    of an attack on somebody. `is_of_home`: it has a word of kin, of a child, or of harm to the writer, and none of
    robbers, of several doers or of a call.
    """

    plain: str
    found: listed.Found
    home: Reading
    is_everyday: bool
    is_attacked: bool
    is_of_home: bool
    pieces: frozenset[str]

    @property
    def is_private_by_rule(self) -> bool:
        """Return whether listed words and words of kin suggest a private matter, without the model."""
        if self.found.suicide or Category.ABUSE_CHILD in self.found.kinds or self.home.privacy is Privacy.PRIVATE:
            return True
        return self.home.privacy is not Privacy.OPEN and self.found.category is None


def gather(plain: str) -> Evidence:
    """Return what a text in small plain letters shows."""
    found = listed.find(plain)
    home = kin.read(found.plain, is_open=found.category in _OPEN_MATTERS, is_red=bool(found.weapon or found.death))
    is_everyday = bool(_TOPICS & set(plain.split()))
    signals = found.signals() | {f"home {home.privacy.value}"}
    of_people = kin_signals.signals(plain)
    signals |= of_people | ({"everyday"} if is_everyday else set()) | plight.signals(plain, of_people)
    return Evidence(
        plain,
        found,
        home,
        is_everyday,
        listed.tells_of_attack(plain),
        bool(of_people & kin_signals.OF_HOME) and not of_people & kin_signals.OF_NO_HOME,
        frozenset(grams.of_text(plain, signals)),
    )
