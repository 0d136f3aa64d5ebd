"""Words of harm in a message to residents: of violence, of mobs, of suspects, of who reported, and of homes.

Write them in small letters, without apostrophes. People who know the streets can edit them. None of the lists has been
seen by a native reader.
"""

VICTIMS = """
mwizi wezi mwivi mkora wakora jambazi majambazi mhalifu wahalifu mshukiwa washukiwa mbakaji wabakaji mchawi wachawi
muuaji wauaji mwuaji mnyanganyi wanyanganyi tapeli matapeli msaliti wasaliti mchongezi muhuni wahuni shoga mashoga
malaya mfala mafala umbwa mbwa mgeni wageni mkimbizi wakimbizi thief thieves thiefs robber robbers thug thugs criminal
criminals suspect suspects killer killers murderer murderers rapist rapists witch witches conman conmen snitch snitches
mugger muggers gangster gangsters culprit culprits wizard wizards refugee refugees foreigner foreigners outsider
outsiders ngeta chokora chokoraa machokoraa kijana vijana boys boy guys youths family familia
"""
POINTED_AT = "huyo huyu hao hawa yule wale yeye him them her he those these hii mama jamaa msee wasee"
"""Words that point at a person. Behind a verb of violence they are its object."""
SUSPECTS = """
mwizi wezi mwivi mkora wakora jambazi majambazi mhalifu wahalifu mshukiwa washukiwa mbakaji wabakaji mchawi wachawi
muuaji wauaji mwuaji mnyanganyi wanyanganyi tapeli matapeli msaliti wasaliti thief thieves thiefs robber robbers thug
thugs criminal criminals suspect suspects killer killers murderer murderers rapist rapists witch witches conman conmen
mugger muggers gangster gangsters culprit culprits aliyeiba walioiba alieiba aliyeua aliyebaka aliyepora
"""
STEMS = """
chom pig chap tandik ua uaw maliz dung chinj nyong kanyag fyek ponda pond twang zim rarua pasu sulubi lipu
kaang banik kung charang fundish adhib shambuli vami dedish mad
"""
"""Swahili stems of violence against a person, without the last vowel: `tuwachome`, `mpigeni`, `auawe`."""
ENGLISH = """
burn beat kill stone lynch finish hit slap whip cane stab shoot hang flog crush slash torch smash attack roast murder
eliminate hack strangle punch kick lash clobber discipline
"""
"""English verbs of violence, bare: `burn the thief`, `tu-beat`."""
PASSIVES = """
burnt burned beaten killed stoned lynched finished hit slapped whipped caned stabbed shot hanged hung flogged crushed
slashed torched attacked roasted murdered eliminated hacked strangled
"""
OTHER_OBJECTS = """
simu kelele kura makofi picha mswaki deki pasi ripoti foleni vita firimbi nduru kengele hodi honi chapa mayowe yowe
magoti
mpira namba nambari konde kengele filimbi hatua mbizi stori chaki rangi plasta msasa muhuri vigelegele moyo dua
"""
"""What is done with `piga` and harms nobody: `mpige simu`, `wapige kura`."""
THINGS = """
takataka taka majani nyasi plastiki mifuko matairi tairi karatasi makaa mahindi nyama samaki kuni keki mikate chapati
kazi
mlo chakula mti miti dawa madeni deni mboga kuku panya mende mbu nzi wadudu kunguni nyoka rubbish litter garbage waste
plastic tyres tyre grass leaves rats mosquitoes
"""
SPORTS = "mechi mpira timu team match ligi kombe goli game football ball tournament uwanjani final fainali"
"""A match in which one side beats the other."""
CLEANING = """
usafi clean cleaning cleanup nyasi grass bush majani mtaro mitaro drain drains trench trenches rubbish takataka jembe
majembe
slasher slashers rake rakes gloves gumboots shamba panda trees kufyeka fyeka mti miti repair repairs build jengo kujenga
kambi camping kupika cook michezo game
"""
"""Work for which people bring pangas, stones or tyres."""
ARMS = """
panga mapanga pangas rungu marungu rungus mawe stones stone petrol petroli tairi matairi tyre tyres tire tires mishale
arrows visu
kisu knives silaha weapons weapon fimbo sticks clubs nyundo shoka mashoka axes bunduki guns mikuki spears nondo
"""
BRING = """
njoo njooni kuja mje leta leteni mlete beba bebeni mbebe abebe tubebe tuje tukutane tukuje tokeni tutoke shika shikeni
chukua
chukueni kamata come bring carry take grab pick gather meet everybody everyone kila
"""
PHRASES = (
    "papo kwa papo", "mob justice", "lynch mob", "sheria mkononi", "sheria mikononi", "law into our own hands",
    "law in our own hands", "law into your own hands", "law in your hands", "law into your hands", "no police",
    "without police", "bila polisi", "bila karao", "polisi hawasaidii", "msimpeleke polisi", "msimpeleke kwa polisi",
    "msiwapeleke polisi", "usimpeleke polisi", "tusiwapeleke polisi", "tusimpeleke polisi", "usiite polisi",
    "msiite polisi", "dont call the police", "do not call the police", "not to the police", "apewe kichapo",
    "wapewe kichapo", "tumpe kichapo", "tuwape kichapo", "mpeni kichapo", "wapeni kichapo", "kichapo cha mbwa",
    "kichapo ya mbwa", "dose yake", "apewe dose", "mob them", "mob him",
    "teach him a lesson", "teach them a lesson", "teach her a lesson", "deal with him ourselves",
    "deal with them ourselves", "deal with her ourselves", "deal with them properly", "finish them", "finish him", "finish her",
    "deserve to die", "deserves to die", "must die", "should die", "let him die", "let them die", "set him on fire",
    "set them on fire", "set her on fire", "wafe", "afe", "afie", "wafie", "hang them", "an eye for an eye", "jino kwa jino", "chase them out",
    "drive them out", "kick them out", "hatutaki wageni", "hatuwataki hapa",
)  # fmt: skip
"""Words that call for a mob, or for no police, as they stand."""
LESSONS = r"(?:\w*(?:onye?sh|fund(?:ish|z)|funz|shikish|ti)\w*) (?:\w+ ){0,3}(?:adabu|kilichomtoa|mpaka watajua)"
TEACH = r"teach (?:\w+ ){1,3}a (?:good |real )?lesson|deal with (?:\w+ ){1,2}(?:ourselves|ruthlessly|mercilessly)"
DRIVE_OUT = r"(?:tu|m|a|wa)?(?:wa|m)?(?:fukuz|furush|hamish|timu)\w*"
GROUPS = """
wageni wakimbizi wasomali wakikuyu wajaluo waluhya wakamba wakisii wameru wakalenjin wamasai mgeni kabila foreigners
refugees
somalis kikuyus luos luhyas kambas kisiis merus outsiders tribe ethiopians ugandans tanzanians wahabeshi waganda
wahamie makwao kwao
"""
"""Groups that people have been driven from their homes for."""
NO = """
hakuna marufuku haramu dhambi kosa makosa hatia acha acheni tuache wacha wacheni si sio siyo kataa kataeni tukatae usi
kataza
epuka epukeni do not dont never no nobody stop avoid refuse without against crime illegal forbidden wrong instead rather
sin cannot cant must_not hatutaki bila badala tusi unlawful offence kinyume msikubali usikubali vibaya kuzuia zuia
prevent
"""
"""Words that turn a call for violence round, in the same sentence: `hakuna kumpiga mtu`, `mob justice is a crime`."""
MUST = """
lazima inafaa yafaa wanafaa anafaa afaa wafaa anastahili wanastahili dawa heri bora twende tuje njooni tuwe tuko lets
should must
need needs want will deserves deserve better tunataka tutaka
"""
REPORTS = (
    r"(?:ripoti\w*|report\w*|semea|sema|chongea|chongelea|choma|uza|ambia|ita|pigia|piga|toboa|snitch\w*|andika|tuma|peleka"
    r"|waambia|wapigia|lalamika|shtaki)"
)
"""What somebody does who reports, behind `aliye-`."""
TO_HELP = "polisi police karao sanse doria patrol kituo kituoni simu ripoti report habari chief chifu sms ujumbe"
"""Whom or what somebody reports to. Some verbs mean a report only beside such a word."""
_POLICE = r"(?:the )?(?:police|patrol|doria|cops|chief)"
TOLD_EN = (
    rf"reported|snitched|informed|complained|called {_POLICE}|told {_POLICE}|texted {_POLICE}|tipped off|betrayed us|sold us"
    r"|(?:sent|wrote|made|gave) (?:the |that )?(?:report|sms|message|information)"
)
SNITCHES = "snitch snitches msaliti wasaliti mchongezi wachongezi mchongeaji informer informers betrayer mnoko"
TELLING = """
ni ndiye ndio ndiyo ndo is was lives live stays stay anakaa anaishi anakaaga huishi alikuwa yuko ako anatoka works
sells anauza
anafanya jina comes named called anaitwa owns
"""
"""Words behind which somebody says who or where a person is."""
HARMLESS = """
safe salama thanked siri secret hidden protected good great vizuri asante hero kept known important muhimu
"""
"""What may be said of whoever reported."""
HUNTED = (
    r"\b(?:tunajua|tunamjua|najua|tumejua|tutajua|tunatafuta|tunamtafuta|tumtafute|tutafute|mtafuteni|tumemjua|nani"
    r"|we know|i know|find out|looking for|we will find|find)\b"
)
CROWD = "everybody everyone all anybody anyone nobody wote kila yeyote asiye people those"
"""Words that make it nobody alone."""
LIVES = (
    r"(?:ana|wana|hu|wa|a|ali|wali|una)(?:kaa|ishi|lala|jificha|panga)(?:ga|nga)?|lives?|living|stays?|staying|resides?"
    r"|hides?|hiding|sleeps?|rents?|amejificha|wamejificha|amepanga|wamepanga"
)
AT = r"yuko|ako|yupo|wako|wapo|is|are|ni|anatoka|wanatoka|kutoka|from|of|wa|ya|in|at"
HOME = "nyumba nyumbani keja kejani house home room rumu plot ploti chumba mlango door apartment flat gate boma"
DOORS = (
    "plots?|ploti|plt|house|hse|nyumba|room|rumu|block|blok|door|mlango|flat|gate|geti|gh?orofa|keja|apartment|chumba|floor"
    "|kiosk|duka|shop|kibanda|church|kanisa|mosque|msikiti|borehole|salon|stage|choo|kona|corner|landlord"
)
