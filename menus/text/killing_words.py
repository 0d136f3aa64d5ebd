"""The words by which `killing.py` tells a killing from other deaths. An entry is a pattern, and stands on a line.

They are guesses, to be tested with texts of residents.
"""

KILLED = r"""
(?:killed|murdered|lynched|strangled|slaughtered|killing|murdering|strangling|killin)
(?:they|he|she|them|him|people|gang|robbers|thieves|thugs) (?:kill|murder)
(?:want|wants|going|about|trying) to (?:kill|murder|lynch) (?:him|her|them|us|a|the|people|someone|somebody)
(?:beaten|beat|stoned|hacked|stabbed|kicked|burned|burnt)(?: [a-z]+){0,2} to death
mauaji|mauwaji|murder|muuaji|wauaji
(?:pigwa|piga|chapwa|chomwa|dungwa|katwa)[a-z]*(?: [a-z]+){0,3} (?:hadi|mpaka|akafa|kufa)
[a-z]*(?:akamuua|wakamuua|wakawaua|akawaua)
"""
"""Words of a killing by people, in English and the languages of Nairobi."""
DEAD = r"""
dead|died|dying|corpse|maiti|mfu|marehemu|lifeless|passed away
(?:dead|a|the|his|her) body|body (?:iko|imetupwa|ya mtu|lying)|mwili (?:wa|uko|ume[a-z]*)
(?:not|stopped) breathing|no pulse|hapumui|hapumuwi|has no life|is no more
amededi|amemada|amekata roho|ameaga|ameenda zake|kifo|vifo
niakuite|niakua|mundu akuite|osetho|niwakwa
"""
"""Words of a death that may be a killing."""
OF_ANIMALS = r"""
dead|died|killed|killing|kill|slaughter(?:ed)?|dying|kuua|kuchinja
"""
"""Words that tell of animals, too."""
ANIMALS = """
mbwa paka ngombe mbuzi kuku kondoo nguruwe punda sungura bata panya nyoka mende mbu nzi kunguni ndege samaki farasi
dog dogs cat cats cow cows goat goats chicken chickens hen hens sheep pig pigs donkey rabbit rabbits rat rats snake
snakes mosquito mosquitoes cockroach cockroaches bird birds fish puppy kitten mnyama wanyama animal animals
"""
IDIOMS = r"""
(?:heat|sun|cold|stress|traffic|jam|hunger|work|boredom|rent|prices|exams?|laughter|pain) (?:is|are|was)(?: so)? killing
(?:kill|kills|killed|killing) (?:me|us) (?:laughing|with)|dying (?:of|to|for)|(?:am|im) (?:dead|dying)
nimekufa|tumekufa|nakufa|dead (?:end|tired|line|stock|beat|slow|serious)
(?:phone|fone|battery|laptop|engine|network|line) (?:is |has )?(?:dead|died)
[a-z]*kufa (?:usingizi|kicheko|njaa|moyo|ganzi)
"""
"""Idioms that tell of no death."""
NOT = (
    "no",
    "not",
    "nobody",
    "none",
    "never",
    "without",
    "almost",
    "nearly",
    "nusura",
    "karibu",
    "hakuna",
    "hajawahi",
    "hatujaona",
    "sio",
    "si",
)
"""A word before a death that denies it."""
_VEHICLE = "(?:gari|lori|lorry|trela|matatu|basi|bus|treni|train|boda|bodaboda|nduthi|pikipiki|car|truck|motorbike)"
ACCIDENTS = rf"""
accident|accidents|ajali|crash|crashed|collision|[a-z]*(?:gongwa|kanyagwa)(?: na)?(?: [a-z]+)? {_VEHICLE}
(?:hit|knocked|run|crushed)(?: down| over)? by|hit and run|run over
(?:[a-z]*uliwa|[a-z]*u?awa|[a-z]*kufa|killed|died) (?:na|by)(?: a| the)? {_VEHICLE}
drown|drowned|drowning|[aw]*(?:me|li|na)zama|[a-z]*kufa maji
(?:na|by)(?: the)? (?:maji|mto|umeme|stima|flood|lightning|radi)
electrocut[a-z]*|by electricity|last (?:year|month)|mwaka (?:jana|huo)|years ago|zamani
film|movie|sinema|series|game|comedy|novel|bible|biblia|yesu|jesus
"""
"""Words of an accident, of something long ago, or of a story: nobody was killed by people just now."""
CAUSES = r"""
moto|fire|fell (?:off|from|down)|ameanguka kutoka|sick|sickness|illness|ill|disease|malaria|cancer|saratani|homa|covid
corona|kisukari|diabetes|high blood|pressure|presha|stroke|heart (?:attack|failure|disease)|cholera|kipindupindu|tb
pneumonia|asthma|ukimwi|aids|[a-z]*ugonjwa|mgonjwa|(?:a|wa)(?:me|li|na)(?:ki)?(?:ugua|umwa)|kuugua|kuumwa
old age|uzee|usingizini|in (?:his|her|their) sleep|natural|kujifungua|giving birth|in labour|childbirth|miscarriage
mazishi|matanga|burial|funeral|harambee|condolence|condolences|pole kwa|rip|last week|wiki jana
"""
"""Words of a natural death, of a fire, or of a burial. They explain that somebody is dead, and no killing by people."""
