"""Stopping: which texts ask for no more texts, in all the ways in which people ask.

A text asks to stop only if each of its words belongs to such a request. `STOP THIEF` and `acha kuniua` (stop killing
me) hold another word, so they are reports. The words of each list are a guess, to be tested with the associations.
"""

from collections.abc import Collection
from dataclasses import dataclass

from menus.domain.references import looks_like
from menus.text import folding, languages

_MOST_WORDS = 12
"""A request to stop is short. A guess, to be tested."""
_STOP_WORDS = """
stop stopp stp stopall stopsms stoptexts unsubscribe unsubscribed unsubscribeme unsub optout arret
acha acheni wacha wacheni komesha komesheni kuacha kustop msinitumie usinitumie msitutumie
"""
"""Words that ask to stop by themselves, in English and Swahili, and as carriers know them."""
_UNCLEAR_WORDS = "cancel end quit exit revoke remove removeme ghairi sitisha"
"""Words that ask to stop by themselves, too. From somebody with an open incident they may mean that incident."""
_BESIDE_A_TEXT = """
dont nomore takemeoff sitaki hatutaki nitoe nitoeni niondoe niondoeni ondoa simamisha msitume nisitumiwe
"""
"""Words that ask to stop only beside a word for texts: `nitoe` alone may be a cry to be taken out of danger."""
_TEXT_WORDS = """
sms smses msg msgs message messages messaging text texts texting meseji mesej messeji mesage ujumbe jumbe
promo promos promotion promotions promotional marketing advert adverts ads matangazo spam spamming
alert alerts notification notifications subscription subscriptions service huduma list orodha
kunitumia kutuma kutumia kututumia kutumiwa sending
"""
"""Words for texts and for sending them."""
_POLITE_WORDS = """
please pls plz plse kindly tafadhali tafadhalini naomba ombi asante asanteni thanks thank thankyou you sir madam
i want to nataka ningependa now sasa hivi immediately all zote yote ok okay sawa hi hello doria
"""
"""Words that may stand beside any of these."""
_SMALL_WORDS = """
im am me my mimi us we our your yours yenu zenu zako yako wewe nyinyi the this these those hii hizi hizo hiyo
from for of kwa any more anymore tena again need like would just at it a kabisa simu phone number namba
nambari receiving getting send be
"""
"""Words that may stand beside a word for texts only: `stop this` may mean a fight."""
_NUMBER_WORDS = "ref reference namba nambari number tukio incident"
"""Words that may stand beside a number."""
_PHRASES = (
    ("do not", "dont"),
    ("no more", "nomore"),
    ("opt out", "optout"),
    ("opt me out", "optout"),
    ("remove me", "removeme"),
    ("take me off", "takemeoff"),
    ("unsubscribe me", "unsubscribe"),
    ("wrong number", ""),
    ("not interested", ""),
)


@dataclass(frozen=True)
class Stopping:
    """A request to stop.

    `says_stop`: its words mean the texts and nothing else; CANCEL, END and QUIT may mean something else. `reference` is
    a number in it that has the form of a reference.
    """

    says_stop: bool
    reference: str | None = None

    @property
    def is_plain(self) -> bool:
        """Return whether it can only mean the texts."""
        return self.says_stop and self.reference is None


def read(text: str, names: Collection[str] = ()) -> Stopping | None:
    """Return what a text asks to stop, or None if it asks for something else.

    `names` are the short names of communities: `STOP MLATA` is a STOP.
    """
    folded = f" {folding.fold(text)} "
    for phrase, word in _PHRASES:
        folded = folded.replace(f" {phrase} ", f" {word} ")
    tokens = folded.split()
    numbers = [token for token in tokens if token.isdigit()]
    own = {folding.fold(name) for name in names}
    words = {token for token in tokens if token not in numbers and token not in own}
    if not words or len(tokens) > _MOST_WORDS or len(numbers) > 1 or not all(map(looks_like, numbers)):
        return None
    reference = next(iter(numbers), None)
    return _asked(words - _NAMES_OF_IT if reference else words, reference)


def _asked(words: set[str], reference: str | None) -> Stopping | None:
    has_texts = bool(words & _TEXTS)
    plain = _PLAIN | _of_languages("stop")
    unclear = _UNCLEAR | _of_languages("cancel")
    known = plain | unclear | _POLITE | ((_TEXTS | _AROUND | _WITH_A_TEXT) if has_texts else frozenset())
    if not words <= known:
        return None
    if words & plain or (has_texts and words & (unclear | _WITH_A_TEXT)):
        return Stopping(says_stop=True, reference=reference)
    return Stopping(says_stop=False, reference=reference) if words & unclear else None


def _of_languages(command: str) -> frozenset[str]:
    """Return the words of a command that further languages bring, in small letters."""
    return frozenset(word.casefold() for word, name in languages.commands().items() if name == command)


_PLAIN, _UNCLEAR = frozenset(_STOP_WORDS.split()), frozenset(_UNCLEAR_WORDS.split())
_TEXTS, _WITH_A_TEXT = frozenset(_TEXT_WORDS.split()), frozenset(_BESIDE_A_TEXT.split())
_POLITE, _AROUND = frozenset(_POLITE_WORDS.split()), frozenset(_SMALL_WORDS.split())
_NAMES_OF_IT = frozenset(_NUMBER_WORDS.split())
