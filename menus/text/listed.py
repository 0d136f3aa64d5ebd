"""The word lists at work: the words of a text that stand on a list, and the category that they suggest."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from menus.domain.categories import Category
from menus.text import lexicon_words, misspelt, other_tongues

_SUBJECT = "(?:a|wa|ka|ni|u|tu|m|i|li|ya|zi|ki|vi|ku|hu|na|nime|sija|haja|haya)?"
_TENSE = "(?:me|na|li|ta|ka|ki|nge|mesha|lisha)?"
_OBJECT = "(?:ni|ku|m|mu|mw|wa|tu|ji|i|ya|zi|vi)?"
_ENGLISH_END = "(?:i?wa|i?a|i|ed|d|ing?|s|i?ana|ewa|iwe|e)?"
"""The endings that people give an English verb in Swahili: `ameshootiwa`, `wanabeat`, `wanafightana`."""
# These stems are two letters long. With every prefix allowed, the patterns would match half the dictionary.
_KILL = re.compile("(?:(?:a|wa|ni|u|tu|m)(?:me|na|li|ta)(?:m|mu|wa|ni|tu)?u(?:w)?a|kuu(?:w)?a|kumuua|kuniua)")
_DIE = re.compile("(?:a|wa)(?:me|na|li|ta)(?:sha)?kufa|amekufia")
_YOUNG = (
    "mtoto|mtoi|dada|kaka|ndugu|mdogo|msichana|mvulana|binti|kijana|kasichana|katoto"
    "|daughter|son|brother|sister|child|kid|boy|girl|baby"
)
_MISSING = re.compile(
    rf"\b({_YOUNG})\b(?: [a-z0-9]+){{0,6}}? ((?:a|ka)me(?:sha)?(?:potea|lost)|alipotea|hapatikani|haonekani|hajaonekana"
    r"|hajulikani|haja(?:rudi|fika) nyumbani|missing|disappeared|vanished|(?:is|got|are) lost"
    r"|(?:hasnt|(?:has|have) not) (?:come|returned|reached)(?: back)? (?:home|since))\b"
    r"(?! (?:sana|siku hizi|kwa|his|her|my|the|a|in|job|phone|simu|pesa))"
)
"""A child or somebody of the family who is missing. `umepotea siku hizi` says only that one was not seen lately."""
_TAKEN = re.compile(
    r"\b(?:mtoto|mtt|mtoi|katoi|kamtoi|kid|child|baby|bby|infant|mwana|mwanangu|kitoi)(?: (?:wangu|mchanga|wa|ya|my|was"
    r"|has been|is|been|got|mmoja|\d+)){0,2} (?:[akie]*(?:me|li|na)?(?:ibi?wa|nyakwa|chukuliwa kwa nguvu|tekwa"
    r"|pokonywa)"
    r"|grabbed|snatched|kidnapped|stolen|taken away|taken by force)\b"
    r"|\b(?:wana?taka|wants?|demand[a-z]*|asking)(?: [a-z0-9]+){0,5}? (?:ndio?|before|to|so that) (?:wa|they|release)"
    r" ?(?:mw?achilie|mrudishe|achilie|release|let)[a-z]*"
    r"|\b(?:they|wa|tu)(?: ?have| ?ko na| nae| na)? (?:my|our|mtoto wangu|mtt wangu)(?: [a-z]+){0,3}? (?:dont tell"
    r"|not to tell"
    r"|nisiseme|wanataka|want)\b"
    r"|\b(?:house ?girl|yaya|mboch|nanny|maid)(?: [a-z]+){0,2}? (?:ametoroka|amehepa|amepotea|ran|run|disappeared"
    r"|vanished"
    r"|has run away)(?: away)? (?:na|with)(?: [a-z]+){0,1}? ?(?:mtoto|mtt|mtoi|katoi|baby|bby|child|kid)[a-z]*"
)
"""A child who was taken, or a ransom: `mtoto kaibiwa`, `yaya ametoroka na mtoto`."""
_CROWD = re.compile(
    r"\b(?:(?:people|pple|crowd|they|wananchi|wasee|watu|mob) (?:are |r )?(?:stoning|burning|lynching)"
    r"|(?:wa|wana|wame|wali)(?:na|me)?(?:rushia|m?piga)[a-z]* (?:mtu |kijana )?(?:na )?mawe"
    r"|(?:wa|w)(?:me|na)?m?funga (?:mtu )?(?:na )?(?:kamba )?(?:kwa|kw) nguzo|tied (?:him|a boy|a man"
    r"|her)? ?to a (?:pole|tree|post)"
    r"|(?:want|wanataka|wanatka) (?:to )?(?:burn|ku(?:m|mu)?choma) (?:the |a |him|her|huyo |mtu|kijana|mwizi)"
    r"|(?:petro|petroli?)(?: [a-z]+){0,3}? (?:nunuliwa|bought|kumchoma)[a-z]*|wanamtia (?:tao|taya|tairi))\b"
)
"""A crowd that is about to kill: stones, a pole, petrol, a tyre."""
_OTHER_TONGUES = tuple(map(re.compile, (other_tongues.KIKUYU, other_tongues.LUO, other_tongues.KAMBA)))
_LUO_PHRASE = re.compile(rf"\b{other_tongues.LUO_PHRASE}\b")
_SUICIDE = re.compile(
    r"\b(?:"
    r"(?:ku|(?:ni|a|na|wa|u|tu)?(?:ta|na)|a|ni|u)"
    r"ji(?:u[aw]?[ae]|maliz[ae]|nyong[ae]|mad[ae]|dung[ae]|rush[ae]|to[ae] uhai)"
    r"|(?:kill|hang|shoot|stab|hurt|harm|end)(?:ing)? (?:my|him|her|them|your)sel(?:f|ves)|suicid[a-z]*"
    r"|(?:want|wants|wanna|wish|going|need) (?:to )?(?:die|be dead)"
    r"|(?:end|take|ending|taking) (?:my|his|her) (?:own )?life"
    r"|(?:nataka|anataka|natamani|anatamani|naomba) kufa|(?:nimechoka|amechoka) (?:na|ku) ?(?:maisha|ishi)"
    r"|(?:si|ha)taki (?:kuishi|maisha)"
    r"|(?:a|ni|na)(?:me|na|li|taka)?(?:ku)?(?:nywa|meza)"
    r" (?:sumu|poison|dawa (?:nyingi|ya panya|za panya|ajiue|a[a-z]* kufa))"
    r"|(?:took|taken|drank|drunk|swallowed) (?:poison|rat poison|pills|an overdose)|overdosed?"
    r")\b"
)
"""Words of somebody who wants to die. Somebody who is found dead (`amejinyonga`, `amejiua`) is a death."""


@dataclass(frozen=True)
class Found:
    """The words of a text that stand on a list, in the text without its everyday phrases (`plain`).

    `suicide` are words of somebody who wants to die, and `inside` those that say that people are in a fire.
    `is_framed`: everyday phrases or idioms were taken out. `is_of_house`: the text names a house or a part of it.
    """

    plain: str
    weapon: list[str]
    death: list[str]
    kinds: dict[Category, list[str]] = field(default_factory=dict)
    wrongs: list[str] = field(default_factory=list)
    police: list[str] = field(default_factory=list)
    suicide: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    is_framed: bool = False
    is_of_house: bool = False

    @property
    def is_red(self) -> bool:
        """Return whether the words tell of weapons, of death, of a mob, or of people in a fire."""
        return bool(self.weapon or self.death or self.inside or Category.MOB_BEATING in self.kinds)

    @property
    def category(self) -> Category | None:
        """The category that the words suggest. A matter of a closed circle comes first, then the worst harm.

        A weapon alone says least about what happens.
        """
        for category in (Category.ABUSE_CHILD, Category.MOB_BEATING, Category.FIRE_HAZARD):
            if category in self.kinds:
                return category
        if self.death:
            return Category.GUN_KILLING
        if self.police and self.wrongs and not self.weapon:
            return Category.COMPLAINT_OTHER
        for category in (Category.ROBBERY, Category.BREAK_IN, Category.THEFT, Category.FIGHT_THREAT):
            if category in self.kinds:
                return category
        return Category.GUN_KILLING if self.weapon else None

    def signals(self) -> set[str]:
        """Return what was found, as the model takes it."""
        named = {"weapon": self.weapon, "death": self.death, "wrongs": self.wrongs, "police": self.police}
        named |= {"suicide": self.suicide, "inside": self.inside}
        found = {name for name, words in named.items() if words} | {str(category) for category in self.kinds}
        return found | {f"category {self.category}"}


@dataclass(frozen=True, eq=False)
class _Table:
    """Words as they are searched for: single words as one pattern, phrases one by one.

    Each phrase stands behind its own letters: a text without them is not searched for it, which saves most of the time.
    """

    single: re.Pattern[str]
    phrases: tuple[tuple[str, re.Pattern[str]], ...]


def find(plain: str) -> Found:
    """Return the listed words of a text in small plain letters. Everyday phrases are taken out before."""
    suicide = [match[0] for match in _SUICIDE.finditer(plain)]
    plain = _SUICIDE.sub(" ", plain)
    whole, plain = plain, without_frames(plain)
    tokens = plain.split()
    kinds = {category: found for category, table in _KINDS.items() if (found := _found(tokens, plain, table))}
    return Found(
        plain,
        _found(tokens, plain, _WEAPON, negatable=True) + _misspelt(tokens, misspelt.weapon),
        _found(tokens, plain, _DEATH, negatable=True)
        + _misspelt(tokens, misspelt.death)
        + _missing(plain)
        + [match[0] for pattern in (_TAKEN, _CROWD) for match in pattern.finditer(plain)]
        + [match[0] for match in _LUO_PHRASE.finditer(plain)],
        kinds,
        _found(tokens, plain, _WRONGS),
        _found(tokens, plain, _POLICE),
        suicide,
        [match[0] for match in _INSIDE.finditer(plain)] if _FIRE.search(plain) else [],
        whole != plain,
        bool(_HOUSES & set(tokens)),
    )


def _missing(plain: str) -> list[str]:
    """Return the words by which somebody is missing, as coordinators read them: who, and that they are not found."""
    return [f"{match[1]} {match[2]}" for match in _MISSING.finditer(plain)]


def without_frames(plain: str) -> str:
    """Return a text without everyday phrases and idioms. One that also tells of an attack on somebody keeps them."""
    if tells_of_attack(plain):
        return _HARMLESS.sub(" ", plain)
    return _IDIOMS.sub(" ", _HARMLESS.sub(" ", plain))


def tells_of_attack(plain: str) -> bool:
    """Return whether a text tells of a stabbing, a shooting or a killing of a person."""
    return bool(_ATTACKED.search(plain))


def is_authority(token: str) -> bool:
    """Return whether a word names the police."""
    return bool(_POLICE.single.fullmatch(token))


def _misspelt(tokens: list[str], of: "misspelt.Nouns") -> list[str]:
    return [
        token
        for number, token in enumerate(tokens)
        if of.names(token) and not _NEGATED & set(tokens[max(0, number - 2) : number])
    ]


def _found(tokens: list[str], plain: str, table: _Table, *, negatable: bool = False) -> list[str]:
    found = []
    for number, token in enumerate(tokens):
        if not _is_listed(token, table):
            continue
        if negatable and _NEGATED & set(tokens[max(0, number - 2) : number]):
            continue
        found.append(token)
    found += [match[0] for letters, phrase in table.phrases if letters in plain and (match := phrase.search(plain))]
    return found


@lru_cache(maxsize=8192)
def _is_listed(token: str, table: _Table) -> bool:
    return bool(table.single.fullmatch(token))


def _single(entry: str) -> str:
    if entry.startswith("-"):
        return _SUBJECT + _TENSE + _OBJECT + entry[1:]
    if entry.startswith("~"):
        return _SUBJECT + _TENSE + _OBJECT + entry[1:] + _ENGLISH_END
    return re.escape(entry[:-1]) + "[a-z]*" if entry.endswith("*") else re.escape(entry)


def _table(table: str, phrases: Iterable[str] = (), *also: re.Pattern[str]) -> _Table:
    patterns = [_single(entry) for entry in table.split()] + [pattern.pattern for pattern in also]
    single = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    return _Table(single, tuple((phrase.strip("-~*"), re.compile(rf"\b{_single(phrase)}")) for phrase in phrases))


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")


_WEAPON = _table(lexicon_words.WEAPON, lexicon_words.WEAPON_PHRASES)
_DEATH = _table(lexicon_words.DEATH, lexicon_words.DEATH_PHRASES, _KILL, _DIE, *_OTHER_TONGUES)
_KINDS = {
    category: _table(table, lexicon_words.CATEGORY_PHRASES.get(category, ()))
    for category, table in lexicon_words.CATEGORY_WORDS.items()
}
_POLICE = _table(lexicon_words.POLICE)
_WRONGS = _table(lexicon_words.WRONGS, lexicon_words.WRONG_PHRASES)
_HOUSES = frozenset(lexicon_words.HOUSES.split())
_NEGATED = frozenset(lexicon_words.NEGATIONS.split())
_HARMLESS = _any_of(lexicon_words.HARMLESS)
_IDIOMS = _any_of(lexicon_words.IDIOMS)
_INSIDE = _any_of(lexicon_words.PEOPLE_INSIDE)
_FIRE = re.compile(r"\b(?:[a-z]*(?:ungua|waka moto|shika moto|chomeka)[a-z]*|moto|fire|burn[a-z]*|irahia|mwaki)\b")
_ATTACKED = re.compile(
    rf"\b{_SUBJECT}{_TENSE}(?:m|mu|mw|wa|ni|tu)(?:dunga|kata|chinja|choma|piga risasi|shoot|stab|nyonga|ua)\b"
    rf"|\b{_SUBJECT}{_TENSE}(?:dungwa|katwa|katwakatwa|chinjwa|chomwa|pigwa risasi|uawa|uliwa|nyongwa)\b"
    r"|\b(?:stabbed|shot|killed|murdered|slashed|hacked) (?:him|her|me|us|them|my|his|a|the|an|some)\b"
    r"|\b(?:is|was|been|got|being) (?:stabbed|shot|killed|murdered|slashed|hacked)\b"
)
"""An attack on a person. Idioms beside it stay what they say: a kitchen knife stabs as well."""
