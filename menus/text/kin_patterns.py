"""The patterns of harm: verbs with the writer, a child or several as their object, and what kin do in English."""

import re

from menus.text import kin_words
from menus.text.kin_people import KIN

_TENSE = "(?:na|me|li|ta|ka|ki|nge|mesha|lisha|taka|pi)"
_SUBJECT = "(?:a|u|m|wa|hu|ku|i|ki)"
SEVERAL = re.compile(rf"wa{_TENSE}(?:ni|tu|m|wa)?[a-z]+")
PLURAL = re.compile(rf"w(?:a)?{_TENSE}|wa(?:ni|tu)")


def _loose(stem: str) -> str:
    """Return the pattern of a stem without its last vowel. Each other vowel may be typed or left out."""
    bare = stem.rstrip("aeiou") if len(stem) > 3 else stem  # noqa: PLR2004 - a shorter stem would lose everything
    return bare[0] + "".join(f"{letter}?" if letter in "aeiou" else letter for letter in bare[1:])


def _stems(*tables: str) -> str:
    return "|".join(sorted((_loose(stem) for table in tables for stem in table.split()), key=len, reverse=True))


def _roots(table: str) -> str:
    return "|".join(root.rstrip("e") for root in table.split())


def _to_me(swahili: str, english: str, exact: str = "") -> re.Pattern[str]:
    """Return the pattern of a verb of harm to the writer: `ananichapa`, `amentandika`, `hutupiga`, `amenibeat`."""
    stems = "|".join(part for part in (_stems(swahili), _roots(english)) if part)
    kill = f"|{'|'.join(exact.split())}" if exact else ""
    # `pigi` is a call by phone. `ni` may lose its vowel only after a tense.
    return re.compile(
        rf"(?:(?:hu|ku|{_SUBJECT}{_TENSE}{{1,2}})(?:ni|tu|2)|{_SUBJECT}{_TENSE}n)(?!pi?gi|kata[az]|katia|kabi)(?:(?:{stems})[a-z]{{0,5}}{kill})"
    )


_OLDER = "baba|babangu|babayangu|babake|mzee|mzae|mjomba|uncle|ankal|anko|kaka|kakangu|brother|bro|babu|guka|shemeji"
_ENGLISH_OLDER = "dad|daddy|father|stepfather|step father|stepdad|uncle|brother|stepbrother|grandfather|cousin|teacher"
BY_KIN_WITH_CHILD = re.compile(
    rf"\bmimba (?:(?:hii|hiyo|yangu) )?(?:ni )?(?:ya|za|kwa|na) (?:{_OLDER})\b"
    rf"|\b(?:{_OLDER}) (?:yangu )?(?:ni|ndiye) (?:baba|babake) (?:ya|wa) mtoto\b"
    rf"|\bpregnant (?:by|for|with|from) (?:my )?(?:own )?(?:{_ENGLISH_OLDER})\b"
)
"""A child by somebody of the family: no word of harm tells of it. A guess, to be tested with helpers."""
HURT_TO_ME = _to_me(kin_words.HURT, kin_words.HURT_ENGLISH, kin_words.KILL)
SEXUAL_TO_ME = _to_me(kin_words.SEXUAL, kin_words.SEXUAL_ENGLISH)
TOUCH_TO_ME = _to_me(kin_words.TOUCH, kin_words.TOUCH_ENGLISH)
MANY_HARM = re.compile(
    rf"wa?{_TENSE}(?:m|mw|wa)"
    rf"(?:{_stems(kin_words.CHILD_BEATEN, kin_words.ROBBING)}|{_roots(kin_words.HURT_ENGLISH)})[a-z]{{0,3}}"
)
PASSIVE_ME = re.compile(rf"(?:ni|na|n|tu|2|hu){_TENSE}{{0,2}}(?:{_stems(kin_words.HURT)})[a-z]{{0,3}}wa")
CHILD_HARMED = re.compile(rf"{_SUBJECT}?{_TENSE}{{0,2}}(?:{'|'.join(kin_words.CHILD_HARM.split())})")
ONE_HARMS = re.compile(rf"(?:a{_TENSE}|hu)(?:m|mw|wa)?(?:{_stems(kin_words.CHILD_BEATEN)})[a-z]{{0,3}}")
_ANY_KIN = "|".join(sorted(KIN, key=len, reverse=True))
_BETWEEN = "|".join(kin_words.BETWEEN.split())
_HARMS = "|".join(map(_roots, (kin_words.HURT_ENGLISH, kin_words.SEXUAL_ENGLISH, kin_words.TOUCH_ENGLISH)))
_ANY_HURT = "|".join(f"{root}[a-z]*" for root in _HARMS.split("|"))
ENGLISH_HARM = re.compile(rf"\b(?:{_ANY_HURT})\b")
ENGLISH_ACTIVE = re.compile(
    rf"\b(?P<kin>{_ANY_KIN})(?: (?:{_BETWEEN})){{0,8}}? (?P<harm>{_ANY_HURT})"
    r"(?: (?:up|on|at|with|again))? (?:me|us|mi)\b"
)
ENGLISH_PASSIVE = re.compile(
    rf"\b(?:i|we|im|am|being|been|got|was|were)(?: \w+){{0,2}}? (?P<harm>{_ANY_HURT})(?: \w+){{0,3}}? by"
    rf"(?: \w+){{0,2}}? (?P<kin>{_ANY_KIN})\b"
)
ENGLISH_HOME = re.compile(
    rf"\b(?P<harm>{_ANY_HURT}) (?:his|her|my|the|their) (?P<kin>{'|'.join(kin_words.HOME.split())})\b"
)
ENGLISH_UNNAMED = re.compile(rf"\b(?P<kin>he|she|hes|shes)(?: \w+){{0,3}}? (?P<harm>{_ANY_HURT}) (?:me|us)\b")
ARMED = re.compile(
    rf"\b(?P<kin>{'|'.join(kin_words.PARTNERS.split())})(?: wangu| yangu)?"
    r" (?:ana|ako na|yuko na|amebeba|has|is holding)(?: a)? "
    r"(?P<harm>kisu|panga|bunduki|rungu|knife|gun|machete)\b"
)
