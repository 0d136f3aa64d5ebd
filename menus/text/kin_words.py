"""Word lists of kin, of children and of harm at home. People who know the streets can edit them.

Write a word in small letters, without apostrophes. Write a Swahili verb as its stem: it is found after its prefixes,
in every tense, and with one vowel left out, as people type it.
"""

KIN = """
mume mumangu mumewe mumeo mke mkewe mkeo bibi bibiye bwana bwanangu bwanake bwanako
baba babangu babake babako babaye babu babuye buda budangu fathe fatha
mama mamangu mamake mamako mamaye mathe masa mzee mze mzae mzazi wazazi
mjomba mjombangu ajomba shangazi binamu kaka kakangu kakake dada dadangu dadake ndugu nduguye ndugungu shemeji
mpenzi boyfriend girlfriend bf gf ex msupa mubaba babe spouse partner fiance
husband husbands hubby huby hubbie wife wifey
dad daddy father stepdad stepfather mum mom mummy mommy mother stepmum stepmom stepmother
uncle anko ankal auntie aunty aunt cousin cuzo brother bro stepbrother sister sis stepsister
grandfather grandpa grandmother grandma shosh guka cucu inlaw
"""
ADDRESSES = "ex babe bwana mzee mze bibi ndugu kaka dada bro sis brother sister partner buda mathe mama masa"
"""Kin words that people also use to address anybody: `bro, come fast`. They mean kin only beside a word of `OWNERS`."""
NO_KIN = "bother kamba brothel farther"
"""Words that are one letter away from a kin word and mean something else."""
OWNERS = """
yangu wangu zangu yetu wetu zetu yake wake yako wako yao wao my our his her their kambo step nyumba
amelewa analewa mlevi drunk
"""
"""Words next to a kin word that say whose kin it is: `mzee wangu`, `baba wa kambo`, `mzee ya nyumba`."""
COMPANIONS = "jamaa msee mse man guy boy chali dem manzi lady fiance"
"""Words that mean a partner when `my` stands beside them: `jamaa yangu`."""
ROBBERS = "majambazi jambazi thugs thug goons gang gangsters robbers wakora wezi mwizi thieves"
"""Words for people who rob. Their harm to somebody's kin is no matter of a home."""
ROBBING = "dunga ibia pora kaba"
"""Verb stems for the acts of robbers, besides a beating."""
PARTNERS = (
    "mume mumewangu husband hubby hubbie mke wife wifey bf boyfriend ex mzee mzae baba babangu dad father stepdad"
)
"""Kin who live with somebody: a weapon in their hand is danger at home."""
BETWEEN = """
is has have had keeps kept always again just he she hes shes s also still now drunk came comes and will wants wanted
want to a an knife gun panga his her hands threatening threatens tried trying with at night every day used can did does
wangu yangu
"""
"""Words that may stand between kin and their act: `my husband has a knife he wants to kill me`."""
PLACES = "kwa karibu nyuma mbele duka hoteli kiosk plot ploti shop near behind opposite"
"""Words before a kin word that make it a place: `kwa Mama Njeri`."""
TRADES = "mboga fua pima samaki chapati ntilie mkaa nguo mandazi uji muguka lishe"
"""Words after a kin word that make it a trade: `mama mboga`."""
CHILDREN = """
mtoto watoto mtoi watoi kamtoto katoto mwanangu mwanawe binti bintiye msichana wasichana mvulana mwanafunzi
child children kid kids daughter stepdaughter stepson son schoolgirl pupil minor orphan yatima girl
"""
POWERFUL = """
mwalimu walimu teacher tutor pastor pasta padre askofu imam ustadh boss bosi mdosi mwajiri employer landlord caretaker
shopkeeper makanga jirani neighbour neighbor coach headmaster principal
"""
"""People with power over somebody. They count beside words of touching and sleeping, not beside a beating."""
STRANGERS = """
mtu watu jamaa jamaas msee mse wase wasee mwizi wezi kijana vijana boys gang thugs thug majambazi wakora polisi police
karau afande askari doria mgambo kanjo customer tout mlevi landlord caretaker
"""
"""Words for people who are no kin. A beating by one of them is no matter of a home."""

HURT = """
chapa piga tandika umiza tesa dunga choma nyonga kaba fungia lazimisha tishia nyanyasa dhulumu sukuma mwagia charaza
twanga papura kata wekea tisha vunja tandika
"""
KILL = "ua uwa ue uawe"
"""Stems that are too short to be typed with a vowel missing."""
HURT_ENGLISH = """
beat hit strangle attack shoot slap kick punch abuse whip cane force stab threaten choke burn batter harass hurt kill
"""
SEXUAL = "shikashika gusagusa papasa tahiri keketa oza ozesha baka najisi lawiti tomba"
SEXUAL_ENGLISH = "rape defile molest sodomise sodomize fondle grope"
"""Stems that need no kin word beside them."""
TOUCH = "lala lalia shika gusa fanyia chezea busu tongoza ingilia"
TOUCH_ENGLISH = "touch kiss"
SEXUAL_PHRASES = (
    "shikwa kwa nguvu",
    "mimi ni mtoto na",
    "tahiriwa msichana",
    "tahiri msichana",
    "tahiri binti",
    "kulala na mimi",
    "lala na mimi",
    "kulala na sisi",
    "mapenzi kwa nguvu",
    "niforce kufanya mapenzi",
    "nilazimisha kufanya mapenzi",
    "sehemu za siri",
    "force me to sleep",
    "forced me to sleep",
    "forced me to have sex",
    "forces me to have sex",
    "sex with me",
    "undresses me",
    "fgm",
)
TOUCH_PHRASES = (
    "sleep with me",
    "sleeps with me",
    "sleeping with me",
    "slept with me",
    "to my bed",
    "in my bed",
    "into my bed",
    "my private parts",
    "marry me off",
    "touches my",
    "touched my",
)
"""Phrases that are private beside a kin word, a child or somebody with power."""
CHILD_HARM = """
chapwa pigwa tandikwa umizwa teswa nyanyaswa dhulumiwa fungiwa nyimwa shikwa shikashikwa guswa lalwa lazimishwa tishwa
chomwa ozwa ozeshwa achwa telekezwa
"""
"""Harm done to a child, as verbs in the passive."""
CHILD_BEATEN = "chapa tesa nyanyasa shika gusa dhulumu tandika piga umiza"
"""Verb stems for the harm that one person does to a child or a wife: `anamchapa mtoto`."""
HOME = "wife husband mum mother child kids children son daughter baby girlfriend"
"""Words for the victims of a beating at home: `beating his wife`."""
PREGNANT = "mimba pregnant pregnancy"
WIVES = "mke mkewe bibi bibiye wife mamake mamangu mama"
NOT_OF_HARM = "simu picha risasi shot stima kura honi hodi gari"
"""Words after a verb of hitting that give it another meaning: `amenipigia simu`, `amepigwa risasi`."""
