"""Redaction: cross out names in a text. The names are guessed, because a leaked list of suspects can kill.

A word is a name by the lists of names, or because it is no ordinary word and stands where a name stands: behind `ni`,
`anaitwa` or `Mama`, before `ameiba`, or with a capital letter. Places keep their names: `kwa Njenga`, `Kamau Hardware`.
"""

import re

from menus.domain.community import Community
from menus.text import given_names, gsm7, name_cues, place_words, vocabulary
from menus.text.community_places import is_place_word
from menus.text.name_kinds import NAMEISH, Kind, tokens
from menus.text.name_reading import NamesRead
from menus.text.names_by_cues import mark_by_neighbours, mark_told
from menus.text.names_described import mark_described
from menus.text.names_of_places import ends_as_a_place, mark_places

CROSSED_OUT = "xxx"
_ID = re.compile(r"\b\d(?:[ -]?\d){5,}\b")
"""Six digits or more in a row: the number of an identity card or a phone. A plot number is shorter."""
_GAP = re.compile(r"[\s.'\"/&-]*")
"""The signs that may stand between the parts of one name."""
_SPELLED = re.compile(r"\b[A-Za-z](?:[ .-]{1,2}[A-Za-z]\b){3,}")
"""Four single letters or more in a row: a name that is spelled out."""
_HANDLE = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w|(?<!\S)@(\w[\w.-]*)")
"""An e-mail address, or what somebody is called on a network."""
_COMMA = re.compile(r" ?[,&/+] ?")
_ACCUSES = re.compile(
    r"\b(?:mwizi|wezi|mwivi|mwuaji|muuaji|mkora|wakora|mbakaji|mchawi|thief|thieves|killer|robber|rapist|witch|stole|steals"
    r"|stealing|robbed|raped|killed|stabbed|burn|burned|(?:a|wa)(?:me|li|na)(?:iba|ibia|ua|baka|dunga|kata|nyanganya|chukua))\b"
)
_NAMES_TOO = frozenset({Kind.NAME, Kind.NAME_OR_WORD})
_HARDLY_WORDS = frozenset(given_names.MOSTLY_NAMES.split()) - {"mark", "will", "bill", "rose"} | {"rehema", "neema"}
"""Names that an outcome hardly uses as words."""
_SEVERAL_DO = re.compile(r"wa(?:na|me|li|ko|ta|ka|ki).*|are|were|have|fought|na|and")
_MOST_CAPITAL = 0.6
"""The share of words with a capital letter from which on a capital tells nothing. A guess, to be tested."""


def without_names(text: str, community: Community, *, is_place: bool = False) -> str:
    """Return typed words with everything that reads like a person's name crossed out. Places stay.

    `is_place` says that the text was typed as a place: there a capital letter tells nothing.
    """
    text = _without_written_out(text, community)
    read = _read(text, community, is_place=is_place)
    return _cross_out(text, read)


def without_six_digits(text: str) -> str:
    """Return a resident's words without numbers of six digits or more: they may be half of a phone or of a card."""
    return _ID.sub(CROSSED_OUT, text)


def names_in(text: str, community: Community) -> list[str]:
    """Return everything that reads like a person's name, each once, as it is written.

    Places and the community's own name do not count. The names of people in the community file count, too.
    """
    return _quoted(text, _read_strictly(text, community), community)


def doubtful_in(text: str, community: Community) -> list[str]:
    """Return the names in a text, and the words of it that are in no vocabulary, because they may name somebody."""
    read = _read_strictly(text, community)
    read.names |= {place for place in range(len(read.words)) if _is_strange(read, place, community)}
    return _quoted(text, read, community)


def _read_strictly(text: str, community: Community) -> NamesRead:
    """Return a text with its names marked, those behind `kwa` too: a shop that bears a name tells whose it is."""
    read = _read(gsm7.plain(text), community)
    known = _people(community)
    for place, token in enumerate(read.words):
        is_place = place in read.places and ends_as_a_place(read, place)
        if (token.word in known or token.kind is Kind.NAME) and not is_place:
            read.names.add(place)
    if _ACCUSES.search(" ".join(token.word for token in read.words)):
        # `Rehema mwizi`, `mercy and grace stole`: beside an accusation a name that is a word, too, is a name.
        read.names |= {place for place, token in enumerate(read.words) if token.kind in _NAMES_TOO}
    return read


def _quoted(text: str, read: NamesRead, community: Community) -> list[str]:
    handles = [match[0] for match in _HANDLE.finditer(text) if _is_handle(match, community)]
    spelled = [*handles, *(match[0] for match in _SPELLED.finditer(text))]
    return list(dict.fromkeys([*spelled, *(read.text[start:end] for start, end in _spans(read))]))


def only_known(text: str, community: Community) -> str:
    """Return words as strangers may read them: names and all words that are in no vocabulary are crossed out."""
    text = _without_written_out(text, community)
    read = _read(text, community)
    read.names |= {place for place in range(len(read.words)) if _is_strange(read, place, community)}
    read.names |= {place for place, token in enumerate(read.words) if token.word in _HARDLY_WORDS}
    return _cross_out(text, read)


def _without_written_out(text: str, community: Community) -> str:
    """Return a text without names that are spelled out, addresses, and what people are called on networks."""
    text = _HANDLE.sub(lambda match: CROSSED_OUT if _is_handle(match, community) else match[0], text)
    return _SPELLED.sub(CROSSED_OUT, text)


def _is_handle(match: re.Match[str], community: Community) -> bool:
    """Return whether `@` begins what somebody is called. Behind it a place may stand, too: `njoo @stage`."""
    word = (match[1] or "").casefold()
    return not word or not (word.isdigit() or vocabulary.knows(word) or is_place_word(community, word))


def _is_strange(read: NamesRead, place: int, community: Community) -> bool:
    """Return whether a word is in no vocabulary and in no name of a place that everybody knows."""
    token = read.words[place]
    if token.word == CROSSED_OUT or (place in read.places and ends_as_a_place(read, place)):
        return False
    if token.kind in {Kind.WORD, Kind.NUMBER}:
        return False
    return token.kind is not Kind.NAME_OR_WORD and not is_place_word(community, token.word)


def _cross_out(text: str, read: NamesRead) -> str:
    for start, end in reversed(_spans(read)):
        text = text[:start] + CROSSED_OUT + text[end:]
    return text


def _spans(read: NamesRead) -> list[tuple[int, int]]:
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


def _read(text: str, community: Community, *, is_place: bool = False) -> NamesRead:
    """Return a text with its names and its places marked."""
    words = tokens(text)
    lettered = [token for token in words if token.text[:1].isalpha()]
    capital = sum(token.is_capital for token in lettered)
    tells = not is_place and not text.isupper() and (len(lettered) < 4 or capital <= _MOST_CAPITAL * len(lettered))  # noqa: PLR2004
    read = NamesRead(text, words, is_place, tells_by_capitals=tells)
    mark_places(read, community)
    for mark in (
        mark_told,
        _mark_lists,
        _mark_initials,
        mark_by_neighbours,
        mark_described,
        _mark_by_capitals,
        _mark_pairs,
        _mark_rest,
    ):
        mark(read)
    read.names -= {place for place in read.names if read.word(place) == CROSSED_OUT}
    return read


def _mark_lists(read: NamesRead) -> None:
    for place, token in enumerate(read.words):
        if token.kind is Kind.NAME:
            read.mark(place)


def _mark_initials(read: NamesRead) -> None:
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


def _mark_by_capitals(read: NamesRead) -> None:
    """Mark unknown words with a capital letter in the middle of a sentence, or at its beginning in a row of them."""
    for place, token in enumerate(read.words):
        if place in read.places or token.kind in {Kind.WORD, Kind.NUMBER} or not read.is_capital(place):
            continue
        if token.kind is Kind.NAME_OR_WORD:
            if not read.begins_sentence(place) and token.word not in place_words.KNOWN:
                read.mark(place)
        elif not read.begins_sentence(place) or token.kind is not Kind.TYPO:
            read.mark(place)


def _mark_pairs(read: NamesRead) -> None:
    """Mark the others of several people: `Onyi na X`, `X, Y and Kamau`, `Baraka na Neema walipigana`."""
    pairs = [pair for place in range(len(read.words)) if (pair := _pair(read, place)) is not None]
    for one, other in pairs:
        both = {read.kind(one), read.kind(other)}
        if both <= NAMEISH and _SEVERAL_DO.fullmatch(read.word(other + 1)):
            read.mark(one)
            read.mark(other)
    for one, other in (*pairs, *reversed(pairs)):
        for known, unknown in ((one, other), (other, one)):
            if known in read.names and read.kind(unknown) in NAMEISH:
                read.mark(unknown)


def _pair(read: NamesRead, place: int) -> tuple[int, int] | None:
    """Return the two words that a comma, or a word such as `na`, joins; None if this place joins none."""
    if place + 1 < len(read.words) and _COMMA.fullmatch(read.gap(place)):
        other = place + 1
        return None if read.word(other) in name_cues.AND else (place, other)
    if read.word(place) not in name_cues.AND:
        return None
    is_titled = read.word(place + 1) in name_cues.TITLES and read.kind(place + 2) in NAMEISH
    return place - 1, place + (2 if is_titled else 1)


def _mark_rest(read: NamesRead) -> None:
    """Mark what goes on a name that is marked: the other parts of a row."""
    for places in (range(len(read.words)), reversed(range(len(read.words)))):
        for place in places:
            if place in read.names or read.kind(place) not in NAMEISH or place in read.places:
                continue
            before = place - 1 in read.names and read.is_joined(place - 1)
            behind = place + 1 in read.names and read.is_joined(place)
            is_town = read.word(place) in place_words.KNOWN
            if (before and not is_town) or (behind and not is_town):
                read.mark(place)
