"""Plight: words of fear, of shame, of a hurt body, of a locked room. Hardly any of them is private alone.

Victims, children and neighbours seldom name the harm. They write of what stands around it. The lexicon's model takes
these words by their kind, so that it understands one that its phrases do not have. The lists were made from phrases of
training that the model had missed. No victim or native reader has seen them.
"""

import re
from functools import lru_cache

from menus.text import plight_phrases, spelling

_BONES = 4
"""The fewest consonants by which a word without its vowels counts as a listed one. A guess, to be tested."""
_WORDS = {
    "fear": """
        ogop* ?ogopa ?ogopesha ?tetemeka ?jificha ?tishia ?tisha hofu woga scared afraid fear terrified hide hides
        hiding shake shakes shaking trembl* whisper pretend tunajifanya najifanya panic
    """,
    "silence": """
        siri secret kimya ?nyamaza ?nyamaze ?mwambia ?mwambie ?waambia ?ambia silent silence quietly tell told nobody
        whisper futa delete deny lying believe amini
    """,
    "shame": "aibu shame ashamed dirty chafu blame confused guilty uchi naked undress* nguo",
    "body": """
        alama mark marks bruise* jeraha majeraha ?vimba imefura swollen jicho eye eyes jino tooth mgongo kifua tumbo
        shingo neck mikono arm arms damu bleed* maumivu pain burns scar scars kovu mshipi belt fimbo waya wire kiboko
        cane mwiko pasi kamba matiti breast* thigh* paja mapaja
    """,
    "despair": """
        nimechoka choka tired burden giza darkness goodbye kwaheri vidonge tablets pills rope kufa die useless worthless
        alone pekee peke sababu maana
    """,
    "asking": """
        naomba nahitaji need want nataka nifanye should shud naweza can je wapi where nani who helpline counsel* mshauri
        shelter hifadhi legal crime
    """,
    "talk": "ongea kuongea talk speak mwanamke lady woman mshauri counsel* kuzungumza listen",
    "room": """
        chumba chumbani room kitanda kitandani bed bafu choo chooni toilet bathroom mlango door usiku night lock locked
        locks ?fungia ?fungiwa bathing oga kuoga nikioga ananiogesha shower
    """,
    "drunk": "?lewa mlevi drunk drinks drinking pombe changaa high",
    "home": "nyumbani home hao keja kwetu kwake kwao house familia family ndoa marriage married",
    "control": """
        mshahara salary kitambulisho id anasoma anakagua checks reads hanipi hataki refuses permission follow* ?fuata
    """,
    "bride": "mahari dowry ruracio ?olewa ?oza ozwa marry cut tohara ?keketwa",
    "joy": """
        furah* ?furahi ?furahia happy haha* hehe* lol congrats hongera asante asanti thank thanks shukur* ?shukuru
        karibu* poa welcome love nawapenda nampenda birthday party harusi wedding sherehe enjoy* safi salama blessed
        baraka mungu god best funny laugh* ?cheka proud graduat* beautiful nice good
    """,
    "errand": """
        kesho meeting mkutano bei fare fees karo clinic kliniki daktari doctor dawa shule school wikendi weekend sunday
        jumapili chai chakula lunch ?pika cook* game mechi match movie series holiday likizo homework exam
    """,
    "mine": "yangu wangu zangu langu changu wetu yetu my ma our",
    "beside": "jirani neighbor* neighbour* ploti door upstairs wapangaji tenant* beshte rafiki friend classmate",
    "age": "miaka yrs years class darasa std form grade",
    "again": "kila every always tena again daily ?zoea",
}
"""Words by their kind. `*` stands for any ending, `?` for the prefixes of a verb."""
_PERSONS = {
    "he to me": "(?:a(?:na|me|li|ta|ka|ki)|hu)(?:ni|n|tu)[a-z]{3,}",
    "they to me": "wa(?:na|me|li|ta)(?:ni|tu)[a-z]{3,}",
    "he to her": "(?:a(?:na|me|li|ta)|hu)(?:m|mw|wa)[a-z]{3,}",
    "not": "(?:si|ha|sija)[a-z]{4,}",
    "often": "hu[a-z]{4,}",
}
"""Verbs by the persons in them: `ananifuata` is one person's act on the writer."""


def signals(plain: str, shown: set[str]) -> set[str]:
    """Return the kinds of words of plight in a text. `shown` are the signals of its words of kin."""
    kinds = {kind for token in set(plain.split()) for kind in _kinds(token)} | plight_phrases.kinds_in(plain)
    is_near = bool(shown & {"kin", "child"})
    return kinds | {f"near {kind}" for kind in kinds if is_near}


@lru_cache(maxsize=8192)
def _kinds(token: str) -> tuple[str, ...]:
    bone = spelling.skeleton(token)
    return tuple(
        kind
        for kind, pattern in _PATTERNS.items()
        if pattern.fullmatch(token) or (len(bone) >= _BONES and bone in _SKELETONS.get(kind, ()))
    )


def _pattern(entry: str) -> str:
    if entry.startswith("?"):
        return f"[a-z]{{0,7}}{entry[1:]}"
    return f"{entry[:-1]}[a-z]*" if entry.endswith("*") else entry


_PATTERNS = {kind: re.compile("|".join(map(_pattern, words.split()))) for kind, words in _WORDS.items()}
_PATTERNS |= {kind: re.compile(pattern) for kind, pattern in _PERSONS.items()}
_SKELETONS = {
    kind: frozenset(spelling.skeleton(word) for word in words.split() if word.isalpha())
    for kind, words in _WORDS.items()
}
KINDS = (*_WORDS, *_PERSONS, *plight_phrases.KINDS)
"""The kinds, in a fixed order."""
