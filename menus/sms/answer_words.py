"""Answer words: the classes of words in which responders answer an alert, in Swahili, Sheng and English.

A verb of Swahili carries its subject, its tense and its stem in one word: `nitaenda`, `tunaenda` and `nishaenda` are
one answer. So the classes below are patterns of such words, in capitals and without apostrophes. Each pattern stands
for a whole answer. The words are a guess, to be tested with the associations.
"""

import re

from menus.sms.verbs import Verb

_I = "(?:NI|TU|N|T|MI)?"
"""The subject `I` or `we`. People drop it; the subject of another person (`ana-`, `wame-`) never matches."""
_NOW = "(?:NA|TA|SHA|MESHA|ME)"
_PAST = "(?:ME|MESHA|SHA)"
_NOT = "(?:SI|HATU)(?:TA|TO)?"
_IM = "(?:NIKO|NKO|NIPO|TUKO|TUPO|AM|IM|I AM|IAM|WE ARE|WERE|MIMI NIKO|SISI TUKO)"
_WE_HAVE = "(?:(?:I|WE)(?: HAVE|VE)?|IVE|WEVE|JUST|HAVE|NOW)"
_SHIFT = "(?:(?:KWA |KWENYE |ON |IN |YA |MY |THE )?(?:ZAMU|ZAMUNI|DUTY|SHIFT|ONDUTY))"
_TO_GO = (
    "(?:KUENDA|KWENDA|KUJA|KUFIKA|KUKAM|KUGO|KUCOME|KUMAKE|KAM|(?:TO )?(?:GO|COME|MAKE IT|MAKE|ATTEND|BE THERE|REACH))"
)
_AWAY = """
MBALI|JOB|KAZI|KAZINI|WORK|AT WORK|BUSY|SICK|FAR|AWAY|MGONJWA|SHAGS|OCHA|TOWN|TAO|HOME|AT HOME|NYUMBANI|HOSPITALI
|HOSPITAL|HOSI|CHURCH|KANISANI|SHULE|SAFARINI|OUT OF TOWN
""".replace("\n", "")
_WHY = f"(?: (?:(?:KWA )?SABABU )?(?:{_IM} (?:{_AWAY})|MGONJWA|NAUGUA|NIMEUGUA|SICK|BUSY|NIMELALA))?"
_MINUTES = "(?:MIN|MINS|MINUTES|DAKIKA|DK)"
_SOON = rf"(?: (?:NDANI YA |KWA |IN |BAADA YA )?(?:{_MINUTES} \d{{1,2}}|\d{{1,2}}(?: ?{_MINUTES})?))?"
_TO_LOOK = "(?: (?:KUANGALIA|KUCHEKI|KUONA|TO CHECK|TO SEE|CHECK))?"
_MESSAGE = "(?:UJUMBE|MESEJI|MESSAGE|MSG|SMS|TEXT|ALERT|TAARIFA)"
_THERE = "(?: (?:HUKO|HAPO|HAPA|THERE|HUKU|PLACE|SCENE|KWA SCENE|TO THE SCENE|AT THE SCENE|KWA PLACE|ENEO|ENEO HILO))?"
_COMPANY = (
    "(?:WENZANGU|WENZETU|MWENZANGU|MWENZETU|WENGINE|WATU|WAWILI|WATATU|VIJANA|TEAM|BOYS|GUYS|(?:TWO|THREE|2|3) [A-Z]+"
    "|THE OTHERS|OTHERS|ANOTHER)"
)
"""People who come along. Behind `nakuja na` it may be a name, too: behind `naenda na` a name may be anybody's."""
_ARMS = "(?:BUNDUKI|PANGA|MAPANGA|KISU|VISU|RISASI|RUNGU|GUNS?|KNIFE|KNIVES|WEAPONS?|SILAHA|WEZI|THIEVES)"

_GO = (
    rf"{_I}{_NOW}(?:KW|KU)?ENDA",
    rf"{_I}(?:NA|TA|SHA|MESHA)KUJA|(?:NI|TU|N)?NAJA|(?:NI|TU|N)TAJA",
    rf"{_I}{_NOW}(?:KU)?(?:KAM|KAMU|COME|GO|MOVE|HEAD)",
    r"TWENDE|TWENDENI|TUENDE|TWAENDA|LETS GO",
    r"(?:ACHA|WACHA|NGOJA) (?:NIENDE|TUENDE|NIKAM|NIKUJE|NIJE)",
    rf"{_I}{_PAST}(?:SHIKA NJIA|ANZA (?:SAFARI|KUENDA|KWENDA|KUJA)|TOKA KUENDA)",
    rf"(?:{_IM} )?(?:KWA )?NJIANI(?: NAKUJA| NAENDA)?|{_IM} (?:KWA )?NJIA",
    r"(?:NIKO|TUKO) (?:KWA )?(?:ROAD|BARABARA)",
    rf"{_I}(?:NA|TA)(?:FIKA|REACH) (?:SASA|SASA HIVI|SAA HII|HIVI KARIBUNI|SOON|NOW)",
    rf"{_I}(?:NAKARIBIA|NAKARIBIA KUFIKA)",
    r"GO|GOING|COMING|OMW|ONMYWAY",
    rf"(?:{_IM} )?ON (?:MY|THE|OUR) WAY|(?:{_IM} )?ON IT",
    rf"(?:{_IM} )(?:GOING|COMING|HEADING)|HEADING|HEADED",
    r"(?:I |WE )?(?:ILL|WILL|SHALL|WELL) (?:GO|COME|BE THERE)|LET ME GO|I GO|(?:I |WE )CAN (?:GO|COME)",
    r"BE THERE|THERE(?= IN \d)",
    rf"{_I}(?:NA|TA)(?:FIKA|REACH)(?= (?:NDANI YA |KWA |IN |BAADA YA )?(?:{_MINUTES} \d|\d))",
    rf"{_I}(?:NA|TA|SHA|MESHA)(?:ELEKEA|SHUGHULIKIA|HANDLE)|TWAJA|OTW|{_I}NAKIMBIA(?= HUKO)",
    rf"(?:{_I}{_PAST}TOKA (?:HOME|NYUMBANI|HOUSE|JOB|KAZINI)|{_IM} (?:NEAR|KARIBU)) (?:NAKUJA|TUNAKUJA|NAKAM|COMING)",
    rf"(?:{_I}(?:NA|TA)KUJA|NAJA|{_I}NAKAM|{_IM} COMING) (?:NA|WITH) (?:{_COMPANY}|(?!{_ARMS})[A-Z]+)",
    rf"(?:{_I}(?:NA|TA)ENDA NA|COMING WITH) {_COMPANY}",
)
_HERE = (
    rf"{_I}{_PAST}(?:FIKA|FIKIA|REACH|REACHI|ARRIVE|WASILI|LAND|LANDI)",
    rf"(?:{_WE_HAVE} )?(?:ARRIVED|REACHED)|HERE",
    r"ALREADY (?:HERE|THERE)",
    rf"{_IM} (?:(?:HAPA|HAPO|HUKU)(?: HAPO| HAPA)?|(?:KWA )?(?:PLACE|SITE|SCENE|GROUND|TUKIO)|HERE|THERE)",
    rf"(?:{_IM} )?(?:AT|ON) (?:THE )?(?:SCENE|SITE|PLACE|SPOT|GROUND)",
)
_CANNOT = (
    rf"{_NOT}(?:WEZI|WEZA|WEZ|EZI|EZA|EZ)",
    rf"{_NOT}(?:ENDI|ENDA|KUJA|KUJI|JI|KAM|COME|GO|MAKE|FIKI|FIKA|REACH|ATTEND)",
    r"(?:NIME|TUME)SHINDWA|HAIWEZEKANI",
    r"(?:(?:I|WE) )?(?:CANT|CANNOT|CAN NOT|WONT|WILL NOT|COULDNT)",
    rf"(?:{_IM} |(?:I|WE) )?(?:NOT (?:GOING|COMING|ABLE|AVAILABLE|AROUND|NEAR)|UNABLE)",
    rf"{_IM} BUSY|{_IM} (?:{_AWAY}) (?:SIWEZI|SIEZI|CANT|I CANT)",
    r"(?:SIKO|SIPO|HATUKO)(?: (?:AREA|KARIBU|AROUND|HAPO|HUKO|MTAA|MTAANI|HOME|NYUMBANI|AVAILABLE|TAYARI|TOWN))",
    r"SIKO|HATUKO",
    rf"{_IM} (?:SICK|MGONJWA|SHAGS|OCHA|SAFARI|SAFARINI|OUT OF TOWN)",
    r"SIJI(?:SK|SIK)II(?: POA| VIZURI| FITI| SAWA)?(?: (?:SIWEZI|SIEZI))?",
    r"(?:OK|OKAY|SAWA|POA) (?:LAKINI|BUT) (?:SIWEZI|SIEZI|I CANT|CANT|I CANNOT|CANNOT)",
    r"(?:NAOMBA |WACHA )?(?:MTU )?MWINGINE AENDE|(?:SEND|LET) (?:SOMEONE|SOMEBODY) ELSE(?: GO)?",
)
_NO = ("NO", "NOPE", "NAH", "HAPANA", "ZII", "LA")
_REFUSALS = (rf"(?:NO WAY|{'|'.join(_NO)})(?: (?:ZII|WEZI|HAPANA|NO|NOT|BRO|SIWEZI|SIEZI|CANT|I CANT))*",)
_OVER = (
    r"(?:MAMBO |VITA |SHIDA |KELELE |FUJO |SASA |NOW )?(?:IME|YAME|KUME|PAME|ZIME|VIME|I|KU|YA)(?:SHA)?(?:KW)?ISHA",
    r"(?:MAMBO |HALI |SASA |NOW )?(?:IME|KUME|PAME|YAME|TUME|WAME|IMESHA|KUMESHA|KUSHA)(?:TULIA|TULIZA)",
    r"(?:NI|TU|N)(?:ME|MESHA|SHA)MALIZA(?: KAZI)?|(?:IME|YAME)MALIZIKA|(?:TUME|NIME)(?:SORT|SETTLE|SOLVE)",
    r"(?:ITS |IT IS |NOW |ALL |EVERYTHING IS )?(?:OVER|FINISHED)",
    rf"(?:{_IM} |{_WE_HAVE} )(?:DONE|FINISHED)|(?:ITS |IT IS )(?:DONE|ALL OVER|FINISHED)",
    r"(?:ITS |IT IS |NOW |SASA )?ALL (?:IS )?(?:CALM|QUIET|CLEAR|SORTED|DONE|OVER)|CASE CLOSED",
    r"(?:IME|YAME)(?:SOLVE|SETTLE|SORT)(?:WA|IWA|KA|IKA)?|(?:IME|YAME|TUME)(?:SHA)?SHUGHULIKI(?:WA|A)",
    r"(?:WATU|WOTE|UMATI|CROWD) (?:WAME|UME)TAWANYIKA",
    r"(?:SITUATION|THINGS|PLACE|AREA)(?: IS| ARE)?(?: NOW)? (?:CALM|OVER|QUIET)",
)
_SEEN = (
    rf"{_I}{_PAST}I?(?:ONA|SOMA|PATA|POKEA|GET|ELEWA|SIKIA|SKIA)(?: {_MESSAGE})?",
    rf"{_MESSAGE} {_I}{_PAST}I?(?:ONA|SOMA|PATA|POKEA)",
    r"(?:I |IVE |WEVE |I HAVE |WE HAVE )SEEN(?: IT| THIS| THE (?:MESSAGE|ALERT|TEXT))?|COPY THAT",
    r"SAWA|SAWASAWA|SAWIA|SEEN|NOTED|RECEIVED|COPY|COPIED|ROGER|UNDERSTOOD|ACK|HAYA|TUMESHAONA",
    r"(?:I )?(?:GOT IT|HAVE SEEN(?: IT)?|SEE)|(?:MESSAGE |MSG )RECEIVED|WELL (?:NOTED|RECEIVED)",
)
_FINE = (r"(?:POA|POWA|FITI|FRESH|SAFI)(?: (?:SANA|POA|FITI|TU))*",)
_SAFE = (
    rf"(?:(?:HAPANA|NO|LA) )?{_IM} (?:SALAMA|SAFE|FITI|SAWA|POA|OK|OKAY|FINE|ALRIGHT|MZIMA|WAZIMA)(?: SALAMA| SAFE)?",
    r"SALAMA|SAFE|SALAMA SALMINI|SAFE AND SOUND",
)
_ON = (
    rf"{_IM} (?:ON|{_SHIFT})|ON {_SHIFT}|ON",
    rf"{_I}(?:NA|ME|SHA|MESHA)(?:INGIA|ANZA) {_SHIFT}|(?:STARTING|STARTED|BEGINNING) {_SHIFT}",
    rf"{_SHIFT} YANGU IMEANZA|REPORTING (?:ON|FOR) DUTY",
)
_OFF = (
    rf"(?:NIKO|NKO|NIPO|TUKO|MIMI NIKO) OFF|(?:{_IM} )?OFF {_SHIFT}|OFFDUTY|OFF",
    rf"(?:SINA|SIKO|SIPO|SIMO|HATUKO) {_SHIFT}|(?:{_IM} )?NOT {_SHIFT}",
    rf"{_I}(?:NA|ME|SHA|MESHA)(?:TOKA|MALIZA|ONDOKA|FUNGA) {_SHIFT}|(?:ENDING|ENDED|FINISHED) {_SHIFT}",
    rf"{_SHIFT} YANGU IMEISHA",
)


def _any(patterns: tuple[str, ...], behind: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(f'(?:{pattern})' for pattern in patterns)}){behind}")


CLASSES: tuple[tuple[Verb, re.Pattern[str]], ...] = (
    (Verb.OFF, _any(_OFF)),
    (Verb.ON, _any(_ON)),
    (Verb.GO, _any(_GO, _THERE + _TO_LOOK + _SOON)),
    (Verb.HERE, _any(_HERE, _THERE)),
    (Verb.CANNOT, _any(_CANNOT, f"(?: {_TO_GO})?{_THERE}{_WHY}")),
    (Verb.CANNOT, _any(_REFUSALS)),
    (Verb.DONE, _any(_OVER, "(?: (?:HAPA|HUKO|HAPO|KABISA|WENYE|HERE))?")),
    (Verb.SAFE, _any(_SAFE)),
    (Verb.ACK, _any(_SEEN)),
    (Verb.OK, _any(_FINE)),
)
"""The patterns of whole answers, each with its verb. The first one that fits counts."""
NUMBERS = {"MOJA": "1", "MBILI": "2", "TATU": "3", "TANO": "5"}
"""Number words that people write for the digit that an alert asks for."""
NUMBERS_BESIDE_A_REFERENCE = {**NUMBERS, "NNE": "4", "ONE": "1", "TWO": "2", "THREE": "3", "FOUR": "4", "FIVE": "5"}
"""Number words that mean the digit only beside a reference: `one` alone begins too many other sentences."""
_FILLERS = """
SASA HIVI SAA HII NOW KABISA ASANTE ASANTENI THANKS THANK YOU PLEASE PLS PLZ TAFADHALI SIR BOSS MKUBWA MKUU CHIEF
MADAM BRO BRATHE MSEE MAZE MANZE BANA BUDA OK OKAY SAWA POA FITI NDIO NDIYO YES YEAH YEP EEH EE HAYA KIONGOZI TEAM
GUYS SAMAHANI SORRY POLE HARAKA UPESI CHAP CHAPCHAP MBIO ASAP QUICKLY SOON LEO TODAY TONIGHT TU JUST PIA TOO ROGER
COPY KAKA NDUGU MZEE HI HELLO HEY NIMEONA SEEN NOTED NIMEPATA NIMEELEWA MIMI SISI I WE SANA KWA WITH
"""
FILLERS = frozenset(_FILLERS.split())
"""Words at either end of an answer that add nothing to it."""
ALREADY = frozenset({"TAYARI", "ALREADY"})
"""Words that mean `already` before going or being there. TAYARI alone means `over`, or `ready`."""
_READY_TO = r"(?:KU(?!ME|SHA|ISHA)|KW(?!ISHA)|TO |FOR |YA KU|NIKO|TUKO)[A-Z ]*"
_GET_READY = r"(?:NI|TU|N)?(?:NA|ME|MESHA|SHA)JI(?:TAYARISHA|PANGA|ANDAA)|GETTING READY|(?:ON )?STANDBY"
_AM_READY = rf"(?:{_IM}|MIMI|SISI) (?:(?:TAYARI|READY).*|(?:ON )?STANDBY|GETTING READY)"
READY = re.compile(rf"(?:TAYARI|READY) {_READY_TO}|READY|{_AM_READY}|{_GET_READY}(?: {_TO_GO})?")
"""Answers that say `ready`, which is neither going nor being there nor over: they are asked back."""
_AFRAID = r"(?:NA|TUNA)OGOPA|(?:IM|AM|I AM|WE ARE) (?:AFRAID|SCARED)"
_NO_WISH = r"(?:SI|S|HATU)TAKI|(?:DO NOT|DONT) (?:WANT|WISH)"
_NO_TIME = r"(?:SINA|HATUNA) (?:NAFASI|TIME|MUDA|WAKATI)|(?:HAVE )?NO TIME"
UNWILLING = re.compile(
    rf"(?:MIMI |SISI |I |WE )?(?:(?:{_AFRAID})(?: TO)? {_TO_GO}|(?:{_NO_WISH}|{_NO_TIME})(?: {_TO_GO})?)"
    rf"{_THERE}(?: (?:SASA|LEO|NOW|TODAY))?"
)
"""Answers of somebody who does not want to go, is afraid to, or has no time: they count beside an open alert alone.

`naogopa` (I am afraid) alone may be said by somebody in danger, and is none.
"""
_NEW_SENTENCE = "NA KUNA WANA WAKO LAKINI BUT AND THEY THERE WAMEBEBA WAMESHIKA NAONA NASIKIA NI"
NEW_SENTENCE = frozenset(_NEW_SENTENCE.split())
"""Words that begin a new sentence behind `naenda`: what follows is news of the incident."""
_ELSEWHERE = "NYUMBANI HOME KAZINI JOB WORK HOSPITALI HOSPITAL HOSI KWANGU KANISANI SHULE TOWN TAO"
ELSEWHERE = frozenset(_ELSEWHERE.split())
"""Places behind `nimefika` that are not the incident."""
_TAKES_IT_BACK = "BADO STILL LAKINI BUT NOT HAIJAISHA HAIJATULIA SIO SI HAKUJA HAKUJATULIA"
TAKES_IT_BACK = frozenset(_TAKES_IT_BACK.split())
"""Words that contradict that it is over."""
_BEGIN_A_SENTENCE = "OVER FINISHED HAPANA ZII LA NOPE NAH SIKO HATUKO MOJA MBILI TATU TANO THERE"
BEGIN_A_SENTENCE = frozenset(_BEGIN_A_SENTENCE.split())
"""Answers that other sentences begin with: `over the bridge`, `hapana mtu hapa`, `moja ameumia`. With a note, none."""
NO = frozenset(_NO)
"""Words that only say no."""
