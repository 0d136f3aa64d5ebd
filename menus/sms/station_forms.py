"""The form of NOTE STATION: a baraza or a visit, planned or held, and its day. `NOTE STATION BARAZA HELD 12/12 words`.

NOTE is a command for incidents, and people also write `note the station was closed`. So this is a command only where
the word STATION follows at once, then a station's name if there are several, then BARAZA or VISIT and nothing else
before PLANNED, HELD or WRONG. A text that stops short of that is answered with the form. So is one with another word
for the kind; `verb_forms` has the texts that are neither this form nor news.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from menus.domain import stations
from menus.domain.station_meetings import MeetingKind, MeetingNote
from menus.sms import day_forms
from menus.sms.bare_words import words_of
from menus.sms.verbs import Verb, verb_of
from menus.text import languages
from menus.text.readable import readable

_MOST_NAME_WORDS = 3
"""The most words of a station's name: more is rather a sentence. A guess."""
_SHORT = 2
"""The most words of a note with a word that is misspelt, behind BARAZA or VISIT: that one and the day."""
_EDGE = ".,;:!?()"


@dataclass(frozen=True)
class StationForm:
    """The words of a note: the name of the station as it was written, the kind, what is noted, the day and the rest.

    `what` and `day` are None where they are missing, or no such words.
    """

    name: str
    kind: MeetingKind | None = None
    what: MeetingNote | None = None
    day: date | None = None
    words: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return None not in {self.kind, self.what, self.day}


def read(text: str, among: Collection[str], today: date) -> StationForm | None:
    """Return the note of a text about one of some stations; None if it is not meant as one."""
    words = words_of(readable(text))
    plain = [bare for _, bare in words]
    if len(plain) < 2 or verb_of(plain[0]) is not Verb.NOTE or _named(plain[1]) != "station":  # noqa: PLR2004 - two words
        return None
    behind = words[2:]
    if not behind:
        return StationForm("")
    place = next((at for at, (_, bare) in enumerate(behind[: _MOST_NAME_WORDS + 1]) if _kind(bare) is not None), None)
    if place is None:
        # `note station meeting held 12/12` has another word for the kind, `note station robbed on 12/12` is news.
        return StationForm("") if _is_noted([word for word, _ in behind], today) else None
    name = " ".join(word.strip(_EDGE) for word, _ in behind[:place])
    if name and stations.meant(name, among) is None and not _goes_on([bare for _, bare in behind[place + 1 :]]):
        return None
    return _rest(name, _kind(behind[place][1]), behind[place + 1 :], today)


def _rest(name: str, kind: MeetingKind | None, words: Sequence[tuple[str, str]], today: date) -> StationForm | None:
    if not words:
        return StationForm(name, kind)
    what = _what(words[0][1])
    if what is None:
        # `note station visit by the chief` is somebody's own words; `note station visit 12/12` forgets a word, and
        # `note station visit heldd 12/12` has it misspelt.
        is_short = len(words) <= _SHORT and day_forms.day_of(words[-1][0].strip(_EDGE), today) is not None
        return StationForm(name, kind) if is_short else None
    day = day_forms.day_of(words[1][0].strip(_EDGE), today) if len(words) > 1 else None
    return StationForm(name, kind, what, day, " ".join(word for word, _ in words[2:]))


def _is_noted(words: Sequence[str], today: date) -> bool:
    """Return whether PLANNED, HELD or WRONG stands somewhere directly before a day."""
    bare = [word.strip(_EDGE) for word in words]
    return any(
        _what(word.upper()) is not None and day_forms.day_of(day, today) is not None for word, day in pairwise(bare)
    )


def _goes_on(plain: Sequence[str]) -> bool:
    return bool(plain) and _what(plain[0]) is not None


def _named(bare: str) -> str:
    return languages.association().get(bare, "")


def _kind(bare: str) -> MeetingKind | None:
    name = _named(bare)
    return {"baraza": MeetingKind.BARAZA, "station-visit": MeetingKind.VISIT}.get(name)


def _what(bare: str) -> MeetingNote | None:
    return next((one for one in MeetingNote if _named(bare) == f"station-{one}"), None)
