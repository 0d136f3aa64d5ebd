"""The word lists of the lexicon. People who know the streets can edit them.

An entry such as `gun` is that word alone. `robb*` is any word that begins so. `-iba` is a Swahili verb's stem, found
after its prefixes (ameiba, wameniiba, kuiba). A passive such as `-ibiwa` is a stem of its own. An entry of several
words is that phrase. Write everything in small letters, without apostrophes.

Words of Kikuyu, Luo and Kamba come from general knowledge. No native reader has seen them.
"""

from menus.domain.categories import Category

WEAPON = """
gun guns gunman gunmen gunshot* gunpoint pistol pistols rifle rifles ak47 bullet* shoot shooting shooter shooters shot
shots firearm* armed knife knives machete* sword swords grenade* bomb bombs stab stabbed stabbing weapon weapons
bunduki bastola risasi kisu visu panga pangas mapanga upanga silaha shoka mashoka rungu marungu
mshale mishale bomu guruneti
gunshots mashot bndki bunduk* lisasi acid tindikali asidi hacked slashed
~shoot ~shot ~stab ~slash -shutwa ~blast
bunde mabunde
-dunga -dungwa -katakata -katwakatwa -fyatua -shutiwa
mchuma machuma michuma chuma bonoko kichuma
mucinga micinga kahiu tuhiu ruhiu niarathwo arathwo arathirwo kavyu
axe axes bisbisi screwdriver screwdrivers bom
"""
WEAPON_PHRASES = (
    "na toy",
    "wana toy",
    "ana toy",
    "mguu wa kuku",
    "ak 47",
    "petrol bomb",
    "piga shot",
    "-pigwa shot",
    "katwa na panga",
    "shaba za",
    "-dunga msee shaba",
    "-kata mtu",
    "-kata kila mtu",
    "-pigwa nondo",
    "-pigwa chuma",
    "-pigwa na chuma",
    "na jembe kichwa",
    "ekewa bunde",
    "broken bottle",
    "broken bottles",
    "chupa iliyovunjika",
    "chupa zimevunjwa",
    "chupa imevunjwa",
    "chupa zilizovunjika",
)

DEATH = """
kill kills killed killing killer killers murder* strangl* lynched
dead death deaths died dying corpse bodies bleeding blood
maiti mfu marehemu mauaji mauwaji muuaji muuwaji wauaji damu
wamemmaliza amemmaliza ameangushwa wameangushwa hapumui
kifo vifo
~kill abduct* kidnap* mateka nyara -tekwa ~abduct ~kidnap ~murder ~lynch
amezimwa wamezimwa wamemzima -uawa -uwawa -uliwa -fariki -nyongwa -nyonga -chinjwa -chinja
kumada -mada -madwa -dedi
akoragwo uragirwo oragire mooragire marooraga kuragana niakuire niarakua thakame nthakame
onege onegi ginego ginege osenego osenegi osenege osetho remo
"""
DEATH_PHRASES = (
    "not breathing",
    "-toa roho",
    "-tolewa roho",
    "-choma mtu",
    "-chomwa na tairi",
    "na tairi",
    "-pigwa risasi",
    "-pigwa shot",
    "-pigwa na risasi",
    "dead body",
    "a body",
    "the body",
    "mwili wa",
    "mwili uko",
    "mwili ume",
    "-katwa koo",
    "-kata koo",
    "-kata shingo",
    "-katwa shingo",
    "-pewa sumu",
    "-tiliwa sumu",
    "-wekewa sumu",
    "~poison",
    "poisoned",
    "toa uhai",
    "body imetupwa",
    "body iko",
    "body ya mtu",
    "mtoto ameibiwa",
    "mtoto ameibwa",
    "-iba mtoto",
    "-teka kijana",
    "-teka mtoto",
    "-mteka",
    "mtoto amepotea",
    "mtoto wangu amepotea",
    "amepotea mtoto",
    "watoto wamepotea",
    "mtoto haonekani",
    "mtoto hajulikani",
    "mtoi amepotea",
    "mtoto ako missing",
    "missing child",
    "child is missing",
    "child is lost",
    "child missing",
    "lost child",
    "stolen child",
    "child has been taken",
    "-beba kijana kwa nguvu",
    "-bebwa kwa nguvu",
    "found hanging",
    "mundu uragirwo",
    "oragirwo",
    "muragirwo",
    "kuragwo",
    "mundu akuite",
    "niakuite",
    "kimba",
    "nego ngato",
    "nego dhano",
    "onego",
    "onegi",
    "oneko",
    "nooawa",
    "nauawa",
    "mooaa",
    "nimooa",
    "mekuuaa",
)

CATEGORY_WORDS = {
    Category.ABUSE_CHILD: """
        rape raped raping rapist rapped defil* molest* incest fgm
        ubakaji -baka -bakwa -bkwa -najisi -najisiwa -lawiti -lawitiwa
        -rape -rapiwa -rapewa -rapwa -keketa -keketwa -keketwi
    """,
    Category.MOB_BEATING: """
        mob lynch* umati ~lynch
    """,
    Category.FIRE_HAZARD: """
        fire fires burning burnt smoke electrocut* transformer flood flooding
        moto -ungua -ungulia moshi waya nyaya gesi mafuriko -poromoka stima
    """,
    Category.ROBBERY: """
        rob robb* mugg* snatch* hijack* carjack*
        -nyanganya -nyanganywa -pora -porwa -kaba -kabwa
        ngeta
    """,
    Category.BREAK_IN: """
        burglar* burglary
        -vunja -vunjiwa -vunjwa
    """,
    Category.FIGHT_THREAT: """
        fight fights fighting fought threat threats threaten* attack attacked attacking beaten beating
        -pigana -pigwa -tishia -tishiwa -tishwa vitisho vita vurugu fujo -gombana -chapana -shambulia -shambuliwa
        kurushiana -rushiana -zushiana
    """,
    Category.THEFT: """
        steal* stole stolen theft thief thieves pickpocket*
        -iba -ibia -ibiwa mwizi wezi wizi
        mkora wakora
    """,
}
CATEGORY_PHRASES = {
    Category.ABUSE_CHILD: (
        "beats me at home",
        "husband beats",
        "husband is beating",
        "father beats",
        "uncle touches",
        "touching a child",
        "child abuse",
        "abusing a child",
        "child is being beaten",
        "mume ananipiga",
        "baba ananipiga",
        "mama ananipiga",
        "anampiga bibi",
        "anampiga mke",
        "anapiga bibi",
        "anamgusa mtoto",
        "anagusa mtoto",
        "mume wangu ananipiga",
        "bwana yangu ananipiga",
        "mtoto anapigwa",
        "mtoto ameachwa",
        "anashika mtoto",
        "dhulumu mtoto",
        "anadhulumiwa nyumbani",
        "arahura mutumia",
        "arahura muka",
        "arahura mwana",
        "anyitirwo na hinya",
        "goyo chiege",
        "goyo nyathi",
        "chuora goya",
    ),
    Category.MOB_BEATING: (
        "wanampiga mwizi",
        "wanachoma mwizi",
        "mwizi anachomwa",
        "anachomwa na watu",
        "anapigwa na watu",
        "anapigwa na wananchi",
        "wananchi wanapiga",
        "people are beating a",
        "crowd is beating",
        "watu wanampiga",
        "tyre on him",
        "tairi kwa shingo",
    ),
    Category.FIRE_HAZARD: ("gas leak", "live wire", "wire is down", "nyumba inaanguka", "jengo limeanguka"),
    Category.ROBBERY: ("wizi wa mabavu", "at gunpoint", "taking phones by force", "wanachukua simu za watu"),
    Category.BREAK_IN: ("break in", "broke in", "broken into", "breaking into", "wameingia kwa nyumba"),
    Category.FIGHT_THREAT: ("will beat", "wanampiga", "anampiga", "kuniua"),
    Category.THEFT: ("took my phone", "amechomoka na", "wamehepa na"),
}
HOUSES = """
nyumba nyumbani hse house houses home homes keja makeja hao chumba room rooms mlango milango door doors geti gate roof
paa dirisha window windows kufuli padlock ukuta wall ploti plot plots duka maduka shop shops store stores kibanda kiosk
apartment apartments bedroom inside ndani mlangoni chumbani chooni sebuleni
wameingia wanaingia waliingia ameingia entered
"""
"""Words of a house, a part of it, or of coming in. Armed thieves without one rob people: they break in nowhere."""
PEOPLE_INSIDE = (
    "ndani",
    "inside",
    "trapped",
    "stuck",
    "wamekwama",
    "amekwama",
    "hawajatoka",
    "hajatoka",
    "hawezi kutoka",
    "hawawezi kutoka",
    "wameungua",
    "ameungua",
    "watu wanaungua",
    "people burning",
    "thiini",
)
"""Words beside a fire which say that somebody is in it."""
MISSPELT_WEAPON = "bunduki bunduk bastola bastol risasi mapanga machete silaha pistol machuma"
"""Weapons that are also known with a vowel left out, or with a letter wrong."""
MISSPELT_DEATH = "maiti mauaji ameuawa ameuwawa wameua amekufa wamemuua marehemu kidnapped murdered stabbed"
"""Words of death that are also known with a vowel left out, or with a letter wrong."""
NOT_MISSPELT = """
makanga mkanga pangani manga kapanga nimepanga tumepanga wamepanga amepanga anapanga kupanga mpango mipango risiti
resi masanga mati matu mtu amekufia amekua wamekua amekuwa amekuja amekula amekosa amekuta ameamua ameugua ameokoa
ameolewa ameona wamekuwa wamekuja wamekula wameona wamelewa wameoa wamefua wameita amefua silabi mahali pistoli maradi
"""
"""Words that are one letter away from those and mean something else: a matatu's `makanga` carries no panga."""
POLICE = "police polisi askari afande karau makarau sanse njege sanses cop cops"
WRONGS = """
bribe* ~bribe ~harass ~arrest hongo rushwa harass* extort* -onea -onewa -hangaisha -hangaishwa -dhulumu
arrested arresting chai corrupt*
"""
WRONG_PHRASES = (
    "kitu kidogo",
    "beat me",
    "beat my",
    "wamenipiga",
    "walinipiga",
    "wanaitisha pesa",
    "asking for money",
    "chukua pesa",
    "-chukua pesa",
)

HARMLESS = (
    "shooting a film",
    "shooting a movie",
    "film shooting",
    "risasi ya kalamu",
    "nauza kisu",
    "nauza visu",
    "nauza panga",
    "unaua njaa",
    "kuua njaa",
    "killed my afternoon",
    "killed my mood",
    "is the bomb",
    "died of old age",
    "dead tired",
    "kwa tairi",
    "badilisha tairi",
    "killing time",
    "time to kill",
    "dead battery",
    "battery is dead",
    "battery dead",
    "phone is dead",
    "phone died",
    "simu imekufa",
    "photo shoot",
    "video shoot",
    "shooting a video",
    "shooting hoops",
    "good shot",
    "nice shot",
    "long shot",
    "shot on goal",
    "shots on target",
    "penalty shootout",
    "blood donation",
    "donate blood",
    "toa damu",
    "kutoa damu",
    "changia damu",
    "blood pressure",
    "body spray",
    "chuma ya jengo",
    "chuma za jengo",
    "chuma chakavu",
    "chuma za ujenzi",
    "chuma ya ujenzi",
    "chuma za mabati",
    "panga mkutano",
    "panga tarehe",
    "panga foleni",
    "panga kazi",
    "kisu ya jikoni",
    "kitchen knife for sale",
    "maji moto",
    "maji ya moto",
    "chai moto",
    "chai ya moto",
    "ngoma moto",
    "fire extinguisher",
    "moto sana",
    "vunja mbavu",
    "vunja kimya",
    "pigwa na butwaa",
    "pigwa picha",
    "bomb track",
    "fight for our rights",
    "goal killed",
    "stealing the show",
    "steal of a deal",
    "dying to see",
    "died laughing",
    "vita vya maneno",
    "kill the lights",
    "photos shot",
    "risasi band",
    "dungwa (?:sindano|chanjo|mkono)",
    "phone died",
    "fone died",
    "hakuna mtu ndani",
)
"""Everyday phrases that contain one of the words above. They are removed before the search."""
IDIOMS = (
    "[a-z]*kufa (?:na|kwa|ya) (?:kicheko|kucheka|njaa|usingizi|baridi|joto|stress|mapenzi|furaha)",
    "(?:njaa|jua|baridi|joto|usingizi|stress|jam|bei|kazi|exam)(?: [a-z]+){0,2} [iuyal]*(?:na|ta|me)(?:ni|tu)?ua[a-z]*",
    "dawa (?:ya|za) (?:kuua )?(?:panya|mende|mbu|kunguni|wadudu|siafu|nzi)",
    "kuua (?:panya|mende|mbu|kunguni|wadudu|nzi|kuku|mende)",
    "kill(?:s|ing)? (?:rats|cockroaches|bedbugs|mosquitoes|germs|weeds|the mood|it|the show|that performance)",
    "(?:killed|killing|kills|kill) (?:it|me with laughter|the show|the game|that performance|that song|the vibe)",
    "killed on stage",
    "damu ya (?:yesu|bwana|mwanakondoo|kristo|mnyama)",
    "yesu (?:alikufa|amekufa)[a-z]*",
    "blood of jesus",
    "jesus died",
    "(?:dying|die|dead|died|would die) (?:of|from|with|for|to) (?:laughter|boredom|hunger|see|know|a|the) ?[a-z]*",
    "dead (?:serious|end|line|stock|weight|heat|beat|slow)",
    "bunduki ya maji",
    "(?:toy|water) (?:gun|guns|pistol|pistols)",
    "nail gun",
    "glue gun",
    "shot (?:ya|za|of) (?:vodka|tequila|dawa|chanjo)",
    "flu shot",
    "ku?shoot video",
    "[a-z]*shoot (?:video|movie|film|picha|pictures|ngoma|content)",
    "shooting (?:pictures|photos|the video|our video|videos|content)",
    "nimekufa (?:leo|job|kabisa|tu|na)",
    "mzee kufa",
    "nyama (?:ya|za) [a-z]+ (?:ya|za) kuchinja",
    "[a-z]*chinja (?:kuku|mbuzi|ngombe|kondoo|ng ombe|sungura|bata)",
    "slaughter(?:ed|ing)? (?:goats?|cows?|chickens?|a goat|a cow)",
    "visu (?:na|za) (?:sufuria|sahani|vijiko|jikoni)",
    "kisu (?:ya|cha) (?:jikoni|kukata|mboga|nyama|mkate)(?: (?:mboga|nyama|mkate|nyanya))?",
    "kisu kikali",
    "panga (?:ya|la) (?:kufyeka|kukata nyasi|shamba)(?: nyasi)?",
    "shoka (?:ya|la) (?:kupasua|kukata) kuni",
    "(?:naomba|nauza|natafuta|nauziwa|nunua|ninauza|tunauza) (?:kisu|visu|panga|mapanga|shoka)",
    "(?:kitchen|table|butter|bread) (?:knife|knives)",
    "chuma (?:za|ya) (?:dirisha|mlango|gate|geti|bed|kitanda|nyumba)",
    "simu ime(?:kufa|zima)",
    "(?:betri|battery|charge|laptop|gari|engine) (?:ime|ina)[a-z]*",
)
"""Idioms as patterns. They are removed too, unless the text also tells of an attack on a person."""
TOPICS = """
mechi match matches goal goals goli magoli mabao bao timu team arsenal chelsea barca madrid gor ingwe mashemeji uwanja
striker bila nil penalty league ligi ball mpira movie film filamu sinema netflix series video song ngoma wimbo show
performance album game playstation fifa cartoon katuni bei sale auction inauzwa zinauzwa nauza tunauza ninauza selling
price shilingi bob ngapi mboga nyanya nyasi shamba kuku mbuzi ngombe jikoni pilau supu sala maombi tuombe yesu jesus
mungu msalaba bible biblia sermon mahubiri pastor kanisani lol haha jokes memes comedy stress usingizi njaa exam paper
toy mdoli cosplay cops matibabu harambee mazishi msiba kitanda sadaka
"""
"""Words of sport, films, music, sale, kitchens, faith and laughter. Beside one, a word of weapons or death is often an
idiom: there the model must find it red, too."""

EXPLAINS_NOTHING = """
wamekuja wengine makanga pangani band bondeni sokoni mtoni hapo leo wengi ameshuka
njooni njoo kujeni haraka saidia saidieni nisaidie nisaidieni tusaidie tusaidieni msaada tafadhali jamani sasa saa sai
hii hapa huku hapo kuna kwa na ya wa za cha la ni si wako ako iko niko tuko wana ana nina tuna mtu watu msee wasee
jamaa kijana vijana mwanaume wanaume mwanamke karibu nyuma mbele juu chini ndani nje leo jana kesho usiku asubuhi
mchana jioni please help come quick quickly fast now here there they are is was were the and with near behind someone
somebody man men people boy boys guy guys woman two three many this that has have had his her their him them today
tonight yesterday night morning place road stage soko shule kanisa nyumba house plot ploti base street stop wawili
watatu mmoja wote kila sana
"""
"""Words that stand beside anything. They explain no suggestion of the model."""
SETTLED = """
amekamatwa wamekamatwa tumemkamata tumewakamata amekimbia wamekimbia ametoroka wametoroka kumetulia imetulia shwari
tulivu imeisha yameisha salama ameonywa wameonywa amepelekwa wamepelekwa tumempeleka hakuna wameondoka ameondoka
arrested caught quiet calm gone left fled escaped safe warned settled handed taken false nothing nobody resolved
"""
"""Words with which a person who went says that the incident is over."""
COUNTED = """
man men boy boys guy guys people persons women thieves robbers gangsters wounded injured hurt
mtu watu wanaume vijana wezi majambazi majeruhi wameumia
"""
"""Words that a number before them counts: in `4 men`, the 4 is not the command for DONE."""
TAKEN_BACK = """
hana hawana nilikosea
uongo samahani pole ghairi nimekosea sikuona wameenda wametoka wamepotea hawako hakuna wrong mistake sorry cancel left
gone nothing kidding joke utani imepoa
"""
"""Words with which people take back what they wrote, or say that it is over."""
MANY = """
wengi wengine zaidi kundi kikundi genge wawili watatu wanne watano sita saba nane tisa kumi ishirini wao wote
many more others another group gang two three four five six seven eight nine ten dozen several
"""
"""Words that say how many people there are."""
NEGATIONS = "no not without hakuna hana hawana sina bila si sio never none"
"""One of these words cancels a word of weapons or death that follows it directly or after one other word."""
