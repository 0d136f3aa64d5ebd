"""Redaction: cross out names in a text. The names are guessed, because a leaked list of suspects can kill.

A word is a name by the lists of names, or because it is no ordinary word and stands where a name stands: behind `ni`,
`anaitwa` or `Mama`, before `ameiba`, or with a capital letter. Places keep their names: `kwa Njenga`, `Kamau Hardware`.
"""

import re
from dataclasses import dataclass, field

from menus.domain.community import Community
from menus.text import gsm7, name_cues, place_words, vocabulary
from menus.text.community_places import is_place_word, phrases
from menus.text.name_kinds import NAMEISH, Kind, Token, tokens

CROSSED_OUT = "xxx"
_PLATE = re.compile(r"\b(?:k[a-z]{2}|gk|km[a-z]{2}|[a-z]{3})\s?\d{3}\s?[a-z]?\b", re.IGNORECASE)
_ID = re.compile(r"\b\d(?:[ -]?\d){5,}\b")
"""Six digits or more in a row: the number of an identity card or a phone. A plot number is shorter."""
_GAP = re.compile(r"[\s.'\"/&-]*")
"""What may stand between the parts of one name."""
_CLOSE = re.compile(r"[ '\"-]*|\. ?")
"""What may stand between two words of one phrase."""
_SENTENCE_END = re.compile(r"[.!?;:\n]\s*$")
_ONE_DOES = re.compile(name_cues.PERSON_VERB)
_DONE_TO_ONE = re.compile(name_cues.ON_PERSON)
_SPELLED = re.compile(r"\b[A-Za-z](?:[ .-]{1,2}[A-Za-z]\b){3,}")
"""Four single letters or more in a row: a name that is spelled out."""
_CONJUGATED = re.compile("(?:a|wa|ni|tu|ha|hawa|si|i|zi|ya)(?:me|li|na|ta|ja|ki|ka)|ha|si|ku")
_MOST_CAPITAL = 0.6
"""The share of words with a capital letter from which on a capital tells nothing. A guess, to be tested."""


@dataclass
class _Text:
    """A text that is read: its words, which of them are names, and which are places."""

    text: str
    words: list[Token]
    is_place: bool = False
    names: set[int] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
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


def without_names(text: str, community: Community, *, is_place: bool = False) -> str:
    """Return typed words with everything that reads like a person's name crossed out. Places stay.

    `is_place` says that the text was typed as a place: there a capital letter tells nothing.
    """
    text = _SPELLED.sub(CROSSED_OUT, text)
    read = _read(text, community, is_place=is_place)
    return _cross_out(text, read)


def without_suspects(text: str) -> str:
    """Return words without long numbers. The names of accused people are crossed out as all names are."""
    return _ID.sub(CROSSED_OUT, text)


def names_in(text: str, community: Community) -> list[str]:
    """Return everything that reads like a person's name, each once, as it is written.

    Places and the community's own name do not count. The names of people in the community file count, also if they are
    ordinary words.
    """
    return _quoted(text, _read_strictly(text, community))


def doubtful_in(text: str, community: Community) -> list[str]:
    """Return the names in a text, and the words of it that are in no vocabulary, because they may name somebody."""
    read = _read_strictly(text, community)
    read.names |= {place for place in range(len(read.words)) if _is_strange(read, place, community)}
    return _quoted(text, read)


def _read_strictly(text: str, community: Community) -> _Text:
    """Return a text with its names marked, those behind `kwa` too: a shop that bears a name tells whose it is."""
    read = _read(gsm7.plain(text), community)
    known = _people(community)
    for place, token in enumerate(read.words):
        is_place = place in read.places and _ends_as_a_place(read, place)
        if (token.word in known or token.kind is Kind.NAME) and not is_place:
            read.names.add(place)
    return read


def _quoted(text: str, read: _Text) -> list[str]:
    spelled = [match[0] for match in _SPELLED.finditer(text)]
    return list(dict.fromkeys([*spelled, *(read.text[start:end] for start, end in _spans(read))]))


def only_known(text: str, community: Community) -> str:
    """Return words as strangers may read them: names and all words that are in no vocabulary are crossed out."""
    text = _SPELLED.sub(CROSSED_OUT, text)
    read = _read(text, community)
    read.names |= {place for place in range(len(read.words)) if _is_strange(read, place, community)}
    return _cross_out(text, read)


def _is_strange(read: _Text, place: int, community: Community) -> bool:
    """Return whether a word is in no vocabulary and in no name of a place that everybody knows."""
    token = read.words[place]
    if token.word == CROSSED_OUT or place in read.places and _ends_as_a_place(read, place):
        return False
    if token.kind in {Kind.WORD, Kind.NUMBER}:
        return False
    return token.kind is not Kind.NAME_OR_WORD and not is_place_word(community, token.word)


def _ends_as_a_place(read: _Text, place: int) -> bool:
    """Return whether a word belongs to a plate, a place of the community, or a name such as `Kamau Hardware`."""
    behind = place
    while read.is_joined(behind) and behind + 1 in read.places:
        behind += 1
    last = read.word(behind)
    return last in place_words.ENDING or read.kind(behind) in {Kind.WORD, Kind.NUMBER}


def _cross_out(text: str, read: _Text) -> str:
    for start, end in reversed(_spans(read)):
        text = text[:start] + CROSSED_OUT + text[end:]
    return text


def _spans(read: _Text) -> list[tuple[int, int]]:
    """Return where the names begin and end; the parts of one name are one."""
    found: list[tuple[int, int]] = []
    for place in sorted(read.names):
        token = read.words[place]
        if found and place - 1 in read.names and _GAP.fullmatch(read.text[found[-1][1] : token.start]):
            found[-1] = (found[-1][0], token.end)
        else:
            found.append((token.start, token.end))
    return found


def _people(community: Community) -> frozenset[str]:
    """Return the words of the names in the community file that begin with a capital letter and name no role."""
    found = {
        word.casefold()
        for person in community.people
        for word in re.findall(r"[A-Za-z']+", person.name.split("(")[0])
        if len(word) > 3 and word[0].isupper()  # noqa: PLR2004 - shorter words are in every text
    }
    return frozenset(word for word in found if not vocabulary.knows(word) and not is_place_word(community, word))


def _read(text: str, community: Community, *, is_place: bool = False) -> _Text:
    """Return a text with its names and its places marked."""
    words = tokens(text)
    lettered = [token for token in words if token.text[:1].isalpha()]
    capital = sum(token.is_capital for token in lettered)
    tells = not is_place and not text.isupper() and (len(lettered) < 4 or capital <= _MOST_CAPITAL * len(lettered))  # noqa: PLR2004
    read = _Text(text, words, is_place, tells_by_capitals=tells)
    _mark_places(read, community)
    for mark in (_mark_told, _mark_lists, _mark_initials, _mark_by_neighbours, _mark_by_capitals, _mark_pairs, _mark_rest):
        mark(read)
    read.names -= {place for place in read.names if read.word(place) == CROSSED_OUT}
    return read


def _mark_places(read: _Text, community: Community) -> None:
    """Mark plates, the community's places, and names that a word before or behind makes places."""
    for match in _PLATE.finditer(read.text):
        read.places |= {n for n, token in enumerate(read.words) if match.start() <= token.start < match.end()}
    folded = [token.word for token in read.words]
    for phrase in phrases(community):
        for place in range(len(folded) - len(phrase) + 1):
            if tuple(folded[place : place + len(phrase)]) == phrase:
                read.places |= set(range(place, place + len(phrase)))
    for first, last in _runs(read):
        if _is_place(read, first, last):
            read.places |= set(range(first, last + 1))


def _runs(read: _Text) -> list[tuple[int, int]]:
    """Return the first and the last word of each row of words that may be a name."""
    found: list[tuple[int, int]] = []
    for place, token in enumerate(read.words):
        if token.kind not in NAMEISH and not (token.kind is Kind.TYPO and token.is_capital):
            continue
        if found and found[-1][1] == place - 1 and read.is_joined(place - 1):
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


def _is_place(read: _Text, first: int, last: int) -> bool:
    behind = read.word(last + 1) if read.is_joined(last) else ""
    before = first - 1
    while before >= 0 and read.word(before) in name_cues.SELLERS and read.is_joined(before):
        before -= 1
    is_person = _is_told_of(read, before) or (before < first - 1 and not _leads_to_place(read, before))
    if behind in place_words.ENDING and (behind not in place_words.WEAK_ENDING or not is_person):
        return behind not in place_words.WEAK_ENDING or _is_one_name(read, first, last)
    if not read.is_joined(before):
        return before < 0 and read.is_place and before < first - 1 and not _accuses(read)
    if _leads_to_place(read, before):
        return True
    return read.word(before) in place_words.LEADING_UNKNOWN and read.kind(first) is Kind.UNKNOWN


def _is_one_name(read: _Text, first: int, last: int) -> bool:
    """Return whether a row and a word such as `stage` are written alike: `Njoro Stage`, or a typed place."""
    if read.words[last].text.casefold().endswith("'s"):
        return False
    return read.is_place or first == 0 or read.words[last].is_capital == read.words[last + 1].is_capital


def _accuses(read: _Text) -> bool:
    """Return whether a typed place says what somebody is or does."""
    said = {token.word for token in read.words}
    return bool(said & (name_cues.SAID_TO_BE | name_cues.ACTS)) or any(_ONE_DOES.fullmatch(word) for word in said)


def _is_told_of(read: _Text, before: int) -> bool:
    """Return whether the word before a row tells that a person follows."""
    return read.word(before) in name_cues.SAID_TO_BE | name_cues.TELLING | name_cues.CALLED or bool(
        before >= 0 and _DONE_TO_ONE.fullmatch(read.word(before))
    )


def _leads_to_place(read: _Text, before: int) -> bool:
    """Return whether the words that end with `before` lead to a place: `karibu na`, `duka la`, `mtaa wa`."""
    one, two, three = read.word(before), read.word(before - 1), read.word(before - 2)
    if one == "kwa" and two in name_cues.SENT:
        return False
    if f"{three} {two} {one}" in place_words.LEADING or f"{two} {one}" in place_words.LEADING or one in place_words.LEADING:
        return True
    return one in name_cues.OF and two in place_words.OF_PLACES or one in place_words.OF_PLACES


def _mark(read: _Text, place: int) -> bool:
    """Mark a word as a name unless it is a place; return whether it is one."""
    if place in read.places or not 0 <= place < len(read.words) or read.kind(place) is Kind.NUMBER:
        return False
    read.names.add(place)
    return True


def _mark_told(read: _Text) -> None:
    """Mark the names behind words such as `anaitwa`, `jina lake ni` and `alias`."""
    for place, token in enumerate(read.words):
        is_certain = token.word in name_cues.TELLING
        if not is_certain and token.word not in name_cues.CALLED:
            continue
        name = place + 1
        while read.word(name) in name_cues.FILLERS:
            name += 1
        if token.word in {"jina", "name", "names", "majina"} and name == place + 1:
            continue
        if token.word in {"jina", "name", "majina", "names", "known"} and read.word(name - 1) not in _TELLING_LAST:
            continue
        if not _may_be_told(read, name, is_certain=is_certain):
            continue
        read.names.add(name)
        while read.is_joined(name) and (read.kind(name + 1) in NAMEISH or read.is_capital(name + 1)):
            name += 1
            read.names.add(name)


_TELLING_LAST = frozenset(("ni", "is", "kama", "as", "lake", "yake", "wake", "jinalake"))
"""The words directly before the name behind `jina` and `known`: `jina la shule` names nobody."""


def _may_be_told(read: _Text, name: int, *, is_certain: bool) -> bool:
    """Return whether a word behind `anaitwa` or `called` may be a name. Behind `called` an ordinary word is none."""
    word, kind = read.word(name), read.kind(name)
    if not word or word in name_cues.NO_NAMES or kind is Kind.NUMBER or vocabulary.is_function_word(word):
        return False
    if kind in NAMEISH:
        return name not in read.places
    if kind is Kind.TYPO or read.is_capital(name):
        return True
    return is_certain and not (vocabulary.is_verb(word) and _CONJUGATED.match(word))


def _mark_lists(read: _Text) -> None:
    for place, token in enumerate(read.words):
        if token.kind is Kind.NAME:
            _mark(read, place)


def _mark_initials(read: _Text) -> None:
    """Mark `J. Kamau` and `P.Otieno`: a single capital letter, and a name or an unknown word behind it."""
    for place, token in enumerate(read.words[:-1]):
        is_initial = len(token.text) == 1 and token.text.isupper()
        if not is_initial or not re.fullmatch(r"\. ?| ", read.gap(place)):
            continue
        is_named = place + 1 in read.names or (
            read.kind(place + 1) in NAMEISH and read.words[place + 1].is_capital and place + 1 not in read.places
        )
        if is_named and not read.text.isupper():
            read.names |= {place, place + 1}


def _mark_by_neighbours(read: _Text) -> None:
    """Mark unknown words, and names that are words too, that stand where a person stands."""
    for place, token in enumerate(read.words):
        if place in read.places or token.kind in {Kind.NAME, Kind.WORD, Kind.NUMBER}:
            continue
        if _has_sure_cue(read, place) or (token.kind is not Kind.TYPO and _has_cue(read, place)):
            _mark(read, place)


def _has_sure_cue(read: _Text, place: int) -> bool:
    """Return whether a title or a kin word stands before a word: `pastor X`, `Mama X`, `mother ya X`."""
    if not read.is_joined(place - 1):
        return False
    one, two = read.word(place - 1), read.word(place - 2)
    is_kin_of = one in name_cues.OF and two in name_cues.KIN
    if read.kind(place) is Kind.NAME_OR_WORD:
        return one in name_cues.TITLES or (is_kin_of and read.word(place) not in place_words.KNOWN)
    return one in name_cues.TITLES or is_kin_of


def _has_cue(read: _Text, place: int) -> bool:
    """Return whether a word says or does what only a person does, or has it said or done to them."""
    before, behind = read.word(place - 1), read.word(place + 1) if read.is_joined(place) else ""
    is_joined = read.is_joined(place - 1)
    is_acting = behind in name_cues.ENDING or (
        behind not in name_cues.POINTING and _ONE_DOES.fullmatch(behind) is not None
    )
    if read.kind(place) is Kind.NAME_OR_WORD:
        is_here = is_acting or behind in name_cues.IS_SOMEWHERE
        return (is_here and before not in _OF_WHAT) or (is_joined and _DONE_TO_ONE.fullmatch(before) is not None)
    if is_joined and (before in name_cues.SAID_TO_BE or _DONE_TO_ONE.fullmatch(before)):
        return True
    if is_joined and before in name_cues.ON_PERSON_EN:
        return True
    if is_joined and before in name_cues.WITH and _acts(read, place - 2):
        return True
    if is_acting or behind in name_cues.ACTS:
        return before not in _OF_WHAT
    if behind in {"ni", "is", "was"}:
        return place == 0 or read.begins_sentence(place)
    return read.words[place].text.casefold().endswith("'s") and behind not in place_words.OF_PLACES


_OF_WHAT = frozenset(("wa", "ya", "za", "la", "cha", "of", "kwa", "the", "a", "an"))


def _acts(read: _Text, place: int) -> bool:
    """Return whether a word is a verb, so that a person follows `na` or `with` behind it: `tumeongea na X`."""
    word = read.word(place)
    return bool(word) and word != "karibu" and (vocabulary.is_verb(word) or word in _WITH_WHOM)


_WITH_WHOM = frozenset("talked spoke met beaten attacked robbed stabbed shot killed raped fought stolen hit seen".split())


def _mark_by_capitals(read: _Text) -> None:
    """Mark unknown words with a capital letter in the middle of a sentence, or at its beginning in a row of them."""
    for place, token in enumerate(read.words):
        if place in read.places or token.kind in {Kind.WORD, Kind.NUMBER} or not read.is_capital(place):
            continue
        if token.kind is Kind.NAME_OR_WORD:
            if not read.begins_sentence(place) and token.word not in place_words.KNOWN:
                _mark(read, place)
        elif not read.begins_sentence(place) or token.kind is not Kind.TYPO:
            _mark(read, place)


def _mark_pairs(read: _Text) -> None:
    """Mark the other one of two people: `Onyi na X`, `X and Kamau`, `Baraka na Neema walipigana`."""
    for place, token in enumerate(read.words):
        if token.word not in name_cues.AND and token.text != "&":
            continue
        one, other = place - 1, place + 1
        if read.word(other) in name_cues.TITLES and read.kind(other + 1) in NAMEISH:
            other += 1
        for known, unknown in ((one, other), (other, one)):
            if known in read.names and read.kind(unknown) in NAMEISH:
                _mark(read, unknown)
        both = {read.kind(one), read.kind(other)}
        if both <= NAMEISH and re.fullmatch(r"wa(?:na|me|li|ko|ta|ka).*|are|were|have|fought", read.word(other + 1)):
            _mark(read, one)
            _mark(read, other)


def _mark_rest(read: _Text) -> None:
    """Mark what goes on a name that is marked: the other parts of a row."""
    for places in (range(len(read.words)), reversed(range(len(read.words)))):
        for place in places:
            if place in read.names or read.kind(place) not in NAMEISH or place in read.places:
                continue
            before = place - 1 in read.names and read.is_joined(place - 1)
            behind = place + 1 in read.names and read.is_joined(place)
            is_town = read.word(place) in place_words.KNOWN
            if (before and not is_town) or (behind and not is_town):
                _mark(read, place)
