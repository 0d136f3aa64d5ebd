"""Phrases of plight and of everyday life: what people write round about harm, and what only sounds like it.

They are patterns over a text in small plain letters, by their kind, beside the single words of `plight.py`. They were
made from phrases of training that the model had missed. No victim or native reader has seen them.
"""

import re

_BOSS = (
    "boss?i?|bosi|manager|supervisor|foreman|msimamizi|mwajiri|hr|tichee?|teacher|mwalimu|officer|afisa|askari|chief"
    "|chifu|pastor|landlord|landi|mwenye nyumba|caretaker|kiwanda|bursary|cdf|lecturer|mdosi|job|kazi|overtime|marks"
)
_FAVOUR = (
    r"(?:ni|u|a|wa|tu)?(?:m|mu|ni|ku)?lal[ei]e?(?: na(?:ye)?| nay[eo]| guest)?|sleep(?:ing)? with|sex|mapenzi"
    r"|ngono|mzigo"
    r"|nice to (?:him|them)|mwili|my body|guest|lodging|date"
)
_CHILD = (
    "mtoto|mtt|mtoi|katoi|kamtoi|watoto|wtt|watoi|msichana|wasichana|kijana|binti|dada|sister|sista|girls?|gals?|boys?"
    "|child|chld|kids?|baby|bby|daughter|son|cousin|kidogo|mdogo|videm|dem|cucu|niece"
)
_AGE = (
    r"(?:miaka|years?|yrs|class|std|form|darasa la|ana|of|aged|is) (?:\d{1,2}|tano|sita|saba|nane|tisa"
    r"|kumi(?: na [a-z]+)?"
    r"|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|seven|eight)|\d{1,2} ?(?:years?|yrs|miaka)"
)
_PHRASES = {
    "favour": rf"(?:{_BOSS})(?: [a-z0-9]+){{0,8}}? (?:{_FAVOUR})|(?:{_FAVOUR})(?: [a-z0-9]+){{0,6}}? (?:{_BOSS})",
    "no contact": (
        r"(?:do not|dont|dnt|pls dont|never) (?:call|reply|text|ring)|(?:msi|usi)(?:ni)?(?:pigie|jibu|tumie|call|text)"
        r"[a-z]*|(?:he|husband|mume|she)(?: [a-z]+){0,3}? (?:reads|checks|answers|anasoma|anakagua|huangalia|ataona)"
        r"(?: [a-z]+){0,2}? (?:my |sms|phone|simu|messages)|ana(?:i)?soma (?:simu|sms)"
    ),
    "own end": (
        r"(?:no ?one|nobody|hakuna mtu)(?: [a-z]+){0,3}? miss|sioni (?:sababu|haja|maana)|no reason to"
        r"|(?:saving|keeping|swallow[a-z]*|nimeweka|nimekusanya|nimemeza)(?: [a-z]+){0,2}? (?:tablets|pills"
        r"|vidonge|dawa)"
        r"|(?:cut|cutting|cuts|nikicut|najikata|burning|kujikata)(?: [a-z]+){0,2}? (?:arms?|mkono|wrists?|myself"
        r"|himself)"
        r"|(?:rope|kamba)(?: [a-z]+){0,4}? (?:solution|roof|bed|neck|removed|mti)|(?:with|na) (?:a )?rope"
        r"|saying goodbye"
        r"|(?:said|alisema|ameaga|goodbye|kwaheri)(?: [a-z]+){0,3}? status|jump from|kunywa dawa ya|dawa ya wadudu"
        r"|(?:wish|want|wnt|better) (?:i |to )?(?:was |were )?(?:dead|die|not wake)|nisiamke|end it all|cant take it"
    ),
    "the cut": (
        r"(?:the |for |4 )cut|keketw?[a-z]*|tahir[a-z]*|tohara|circumcis[a-z]*|gudaay[a-z]*|"
        rf"(?:{_CHILD})(?: [a-z0-9]+){{0,6}}? (?:olewa|ozwa|kuolewa|married|harusi|marry|ndoa|ceremony)"
        rf"|(?:harusi|wedding|bibi harusi|bride)(?: [a-z0-9]+){{0,5}}? (?:{_AGE})"
    ),
    "child works": (
        rf"(?:{_CHILD}|{_AGE})(?: [a-z0-9]+){{0,6}}? (?:works?|working|carries|carry|anafanya kazi|kubeba|anabebeshwa"
        r"|mjengo|quarry|scrap|achunge|anachunga|anauza|begs|anaomba omba)"
    ),
    "left alone": (
        r"(?:left|locked|amefungiwa|kamefungi?wi?a|ameachwa|amewachwa|amewacha|ameacha|ametupwa|fungwa|tied|amefungwa)"
        r"(?: [a-z0-9]+){0,5}? (?:alone|peke|pekee|pekeake|baby|bby|mtoto|mtoi|kitandani|bed|store|room|keja"
        r"|nyumba|hao)"
        rf"|(?:{_CHILD}|nyanya|shosho|cucu|mzee|old man|grandmother|mlemavu|disabled)(?: [a-z0-9]+){{0,5}}? (?:alone"
        r"|pekee?|pekeake|hungry|starv[a-z]*|njaa|kinyesi|tied|amefungwa|kamba|neglect[a-z]*|hakuna anayem[a-z]*)"
    ),
    "after it": (
        r"(?:test|tested|kupimwa|hiv|prep|pep)(?: [a-z0-9]+){0,6}? (?:attack[a-z]*|after|baada|rape[a-z]*)"
        r"|keep the clothes|wash (?:my|the) clothes|never told|sija(?:wahi)? (?:ku)?mwambia|sijaambia|telling u"
        r"|told anyone"
        r"|draws things|came back different|akarudi akilia|kumrudisha akilia|touch(?:es|ed|ing)? (?:me|her|him|my|ma)"
        r"|(?:pushed|alinisukuma|amenisukuma|kunisukuma)(?: [a-z]+){0,4}? (?:stairs|mimba|pregnan[a-z]*)|mimba ikatoka"
    ),
    "baby": (
        r"(?:meno|teeth|tooth|teething|colic|chanjo|sindano|injection|vaccine|nap|diapers?|pampers|kutembea|weaning)"
        r"|(?:hajalala|hataki kulala|halali|amekataa kulala|does not sleep|wont sleep)|dentist|holiday|likizo"
    ),
    "for hire": (
        r"(?:natafuta|tunatafuta|looking for|wanted|nahitaji|tunahitaji|need|anajua|mnajua)(?: [a-z]+){0,3}? "
        r"(?:msichana wa kazi|mboch|house ?girl|house ?help|yaya|nanny|maid|mfanyakazi|dada wa kazi|babysitter)"
    ),
    "a game": (
        r"(?:fifa|draft|draughts|karata|cards|chess|pool|ludo|playstation|ps5|pubg|kalongo|monopoly|bao la)"
        r"|(?:its|ni|is) (?:only |just |tu )?(?:a )?(?:game|mchezo|joke|utani)|essay|notes|homework|assignment"
        r"|debate|novel"
    ),
    "a stranger": (
        r"(?:unknown|strange|new) (?:number|caller|man|person)|(?:namba|nambari|mtu)(?: [a-z]+){0,2}? (?:nisi(?:yo"
        r"|ye)ijua"
        r"|simjui|siijui|nisiyemjua)|stranger|loan app|(?:mtu|jamaa|msee) wa (?:deni|loan|mkopo)|bouncer|baunsa"
        r"|makanga|tout"
    ),
    "about doria": (
        r"(?:who reads|how fast|mnajibu|nani anasoma|without (?:giving )?(?:my )?name|bila jina|is (?:this"
        r"|it) free|ni bure"
        r"|do you keep|mnaweka|how do i report|naripoti aje)"
    ),
}
_PATTERNS = {kind: re.compile(rf"\b(?:{pattern})\b") for kind, pattern in _PHRASES.items()}
KINDS = tuple(_PHRASES)
"""The kinds, in a fixed order."""


def kinds_in(plain: str) -> set[str]:
    """Return the kinds of phrases in a text in small plain letters."""
    return {kind for kind, pattern in _PATTERNS.items() if pattern.search(plain)}
