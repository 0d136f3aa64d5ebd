"""Outcome words: which outcome of an incident somebody's own words mean, such as `tumeongea naye`."""

import re

from menus.domain.incident_outcomes import CHOICES, IncidentOutcome
from menus.text import catalog, vocabulary
from menus.text.names import Text

_TALK = r"\w*(?:ongea|ongelesha|zungumz|bonga|bongesha|patan|samehe)\w*|talk\w*|spoke\w*|discuss\w*|reconcil\w*"
_FAMILY = r"familia|family|families|wazazi|mzazi|parents?|jamaa|kin"
_MEET = r"\w*(?:kutana|onana)\w*|met|meet\w*|visit\w*|\w*tembelea\w*"
_BACK = r"\w*(?:rudish|regesh|rejesh)\w*|return\w*|recover\w*|\w*imerudi|\w*imepatikana"
_POLICE = r"police|polisi|karao|makarao|sanse|masanse|ocs|dci|station|kituo\w*"
_CAME = r"came|come|arrived?|reached|\w*(?:mekuja|likuja|mefika|lifika|mewasili|liwasili)"
_NOT_CAME = (
    r"(?:(?:did not|didnt|never|have not|has not|havent|hasnt|had not|not)"
    r"(?: even| yet)? (?:come|came|arrived?|reach(?:ed)?)"
    r"|(?:bado )?(?:hawa|ha)(?:ku|ja)(?:kuja|ja|fika|wasili))"
)
_TAKE = (
    r"\w*(?:chukua|chukuliwa|kamata|kamatwa|shikwa|peleka|pelekwa|kabidhi\w*|beba)\w*|took|taken|take|over|arrest\w*|handed"
    r"|hand|case|kesi"
)
_NOBODY = r"nobody|none|mtu|watu|anyone|anybody|one|no|someone"
_FIND = r"\w*(?:pata|patikana|ona|onekana)\w*|found|find|seen|saw|there"
_CALM = r"salama|safe\w*|\w*tulia|calm\w*|shwari|amani|peaceful\w*|fine|sawa|quiet|resolved|clear"
_PARTS: dict[IncidentOutcome, tuple[str, ...]] = {
    IncidentOutcome.POLICE_TOOK_OVER: (_POLICE, _TAKE),
    IncidentOutcome.ITEM_RETURNED: (_BACK,),
    IncidentOutcome.FAMILY_MET: (_FAMILY, f"{_MEET}|{_TALK}"),
    IncidentOutcome.TALKED_TO: (_TALK,),
    IncidentOutcome.NOBODY_FOUND: (_NOBODY, rf"{_FIND}|hakuna|hatukupata|nobody|hapakuwa"),
    IncidentOutcome.SAFE_NOW: (_CALM,),
}
"""The words that an outcome needs, one of each pattern. The outcome that tells most comes first."""
_BESIDE: dict[IncidentOutcome, str] = {
    IncidentOutcome.POLICE_DID_NOT_COME: (
        rf"(?:{_POLICE}) {_NOT_CAME}|(?:no|hakuna) (?:police|polisi) (?:\w*kuja|\w*fika|came|come)"
    ),
    IncidentOutcome.POLICE_CAME: rf"(?:{_POLICE})(?: have| has| then)? (?:{_CAME})",
}
"""Words that must stand beside each other: `police came, the owner did not` says nothing against the police."""
_LITTLE = """
all everything everyone now already done area place mahali hali ni nyumbani home asante thanks ok boss vizuri him her
them it and the to with by owner mwenyewe mwenyeji item items kitu vitu simu phone bag mali goods was is are were we
has have been i he she they mtu watu person people kijana boy man mshukiwa suspect both sides pande zote
"""
_ADDS_NOTHING = frozenset(_LITTLE.split())
"""Words that may stand beside the words of an outcome and change nothing."""
_WORD = re.compile(r"[a-z']+")
_NOT = re.compile(
    r"not|never|no|cannot|cant|didnt|hasnt|havent|isnt|wasnt|arent|bado|si|sio|siyo|hakuna|bila|without|until|(?:ha|si)\w{4,}"
)
_PATTERNS = {outcome: tuple(re.compile(part) for part in parts) for outcome, parts in _PARTS.items()}
_PHRASES = {outcome: re.compile(rf"\b(?:{phrase})\b") for outcome, phrase in _BESIDE.items()}


def outcome_of(said: str, *, whole: bool) -> IncidentOutcome | None:
    """Return the outcome that somebody's words mean, or None.

    With `whole`, the words say nothing else. A word that says no leaves only the outcome that nobody was found.
    """
    exact = _worded(said)
    if exact is not None:
        return exact
    words = [word.replace("'", "") for word in _WORD.findall(said.casefold())]
    return _by_phrase(words, whole=whole) or _by_parts(words, whole=whole)


def _by_phrase(words: list[str], *, whole: bool) -> IncidentOutcome | None:
    """Return what is said of the police's coming, unless the words tell more: that they took somebody, for example."""
    text = " ".join(words)
    if _by_parts(words, whole=False) is IncidentOutcome.POLICE_TOOK_OVER:
        return None
    for outcome, phrase in _PHRASES.items():
        found = phrase.search(text)
        if found is None:
            continue
        rest = f"{text[: found.start()]} {text[found.end() :]}".split()
        if not whole or all(map(_is_empty, rest)):
            return outcome
    return None


def _by_parts(words: list[str], *, whole: bool) -> IncidentOutcome | None:
    for outcome, parts in _PATTERNS.items():
        if _is_denied(words, outcome) or not all(any(part.fullmatch(word) for word in words) for part in parts):
            continue
        rest = [word for word in words if not any(part.fullmatch(word) for part in parts)]
        if not whole or all(map(_is_empty, rest)):
            return outcome
    return None


def _is_empty(word: str) -> bool:
    return word in _ADDS_NOTHING or vocabulary.is_function_word(word)


def _is_denied(words: list[str], outcome: IncidentOutcome) -> bool:
    says_no = any(_NOT.fullmatch(word) for word in words)
    if outcome is not IncidentOutcome.NOBODY_FOUND:
        return says_no
    return not (says_no or "nobody" in words or "none" in words)


def _worded(said: str) -> IncidentOutcome | None:
    """Return the outcome that the catalogue words so in any language."""
    plain = said.strip().rstrip(".").casefold()
    for outcome in CHOICES:
        for language in catalog.LANGUAGES:
            if catalog.catalog(language)[Text(f"outcome.{outcome.value}")].rstrip(".").casefold() == plain:
                return outcome
    return None
