"""Words of harm in a message to residents: of violence, of mobs, of suspects, of who reported, and of homes.

Write them in small letters, without apostrophes. People who know the streets can edit them. None of the lists has been
seen by a native reader.
"""

VICTIMS = """
mwizi wezi mwivi mkora wakora jambazi majambazi mhalifu wahalifu mshukiwa washukiwa mbakaji wabakaji mchawi wachawi
muuaji wauaji mwuaji mnyanganyi wanyanganyi tapeli matapeli msaliti wasaliti mchongezi muhuni wahuni shoga mashoga
malaya mfala mafala umbwa mgeni wageni mkimbizi wakimbizi thief thieves thiefs robber robbers thug thugs criminal
criminals suspect suspects killer killers murderer murderers rapist rapists witch witches conman conmen snitch snitches
mugger muggers gangster gangsters culprit culprits wizard wizards refugee refugees foreigner foreigners outsider
outsiders woman women man men lady girl ngeta chokora chokoraa machokoraa kijana vijana boys boy guy guys youths
mamalaya maslay mtapeli mwongo
kunguru informer informers
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
chom pig chap tandik maliz dung chinj nyong kanyag fyek pond twang zim rarua pasu sulubi lipu kaang banik kung charang
adhib shambuli vami ded mad nyong tes um gong sag tek lipiz angamiz teketez
"""
"""Swahili stems of violence against a person, without the last vowel: `tuwachome`, `mpigeni`, `auawe`."""
ENGLISH = """
burn beat kill stone lynch finish hit slap whip cane stab shoot hang flog crush slash torch smash attack roast murder
eliminate hack strangle punch kick lash clobber strip parade
"""
"""English verbs of violence, bare: `burn the thief`, `tu-beat`."""
PASSIVES = """
burnt burned beaten killed stoned lynched slapped whipped caned stabbed shot hanged flogged crushed slashed torched
roasted murdered eliminated hacked strangled
"""
OTHER_OBJECTS = """
simu kelele kura makofi picha mswaki deki pasi ripoti foleni vita firimbi nduru kengele hodi honi chapa mayowe yowe
magoti mpira namba nambari konde filimbi hatua mbizi stori chaki rangi plasta msasa muhuri vigelegele moyo dua sindano
chanjo xray faini jeki tafu debe kazi msaada doria polisi
"""
"""Things done with `piga` that harm nobody: `mpige simu`, `wapige kura`."""
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
majembe slasher slashers rake rakes gloves gumboots shamba panda trees kufyeka fyeka mti miti repair repairs build jengo
kujenga kambi camping kupika cook sand cement hole holes fill mchanga kokoto saruji kifusi ujenzi michezo game road
barabara mashimo potholes kufunika kupanda
"""
"""Work for which people bring pangas, stones or tyres."""
ARMS = """
panga mapanga pangas rungu marungu rungus mawe stones stone petrol petroli tairi matairi tyre tyres tire tires mishale
arrows visu kisu knives silaha weapons weapon fimbo sticks clubs nyundo shoka mashoka axes bunduki guns mikuki spears
nondo viberiti kiberiti matches mafuta
"""
BRING = """
njoo njooni kuja mje aje waje tuje leta leteni mlete beba bebeni mbebe abebe wabebe tubebe tukutane tukuje tokeni tutoke
shika shikeni chukua chukueni tafuteni tayarisheni get come bring carry take grab pick gather meet
"""
PHRASES = (
    "papo kwa papo", "mob justice", "lynch mob", "mob them", "mob him",
    "sheria mkononi", "sheria mikononi", "law into our own hands", "law in our own hands", "law into your own hands",
    "law in your own hands", "law in your hands", "law into your hands", "justice ourselves",
    "no police", "without police", "without the police", "bila polisi", "bila karao", "polisi hawasaidii",
    "msimpeleke polisi", "msimpeleke kwa polisi", "msiwapeleke polisi", "usimpeleke polisi", "tusiwapeleke polisi",
    "tusimpeleke polisi", "usiite polisi", "msiite polisi", "dont call the police", "do not call the police",
    "dont call police", "not to the police",
    "kichapo cha mbwa", "kichapo ya mbwa", "mkongoto wa mbwa", "finish them", "finish him", "finish her",
    "deserve to die", "deserves to die", "must die", "should die", "let him die", "let them die", "set him on fire",
    "set them on fire", "set her on fire", "wafe", "afe", "hang them", "an eye for an eye", "jino kwa jino",
    "dawa ya moto ni moto", "toa roho", "tumtoe roho", "tuwatoe roho", "atolewe roho", "wasionekane tena",
    "chase them out", "drive them out", "kick them out", "hatutaki wageni",
    "hatuwataki hapa", "no mercy", "bila huruma",
    "haki ya mtaa", "haki ya mitaani", "street justice", "jungle justice",
    "watolewe na mawe", "mawe tu",
)  # fmt: skip
"""Words that call for a mob, or for no police, as they stand."""
LESSONS = (
    r"(?:raia|wananchi|umma|public|residents) (?:\w+ ){0,2}(?:\w*shughuliki\w*|deal with)|"
    r"\w*(?:onye?sh|fundish|funz|shikish|ti)\w* (?:\w+ ){0,3}(?:adabu|kilichomtoa)"
    r"|(?:mpe|wape|mpeni|wapeni|tumpe|tuwape|apewe|wapewe) (?:dose|dawa|kichapo|mboko|viboko|kiboko|mkongoto|mawe)"
)
DESERVED = (
    r"(?:\w*stahili|\w*nafaa|afaa|wafaa|deserves?|apewe|wapewe|wapate|apate) (?:\w+ ){0,2}"
    r"(?:kichapo|viboko|kiboko|mboko|kifo|mauti|moto|mawe|tairi|petroli|risasi|kunyongwa|death|stones|bullets?|beating|tyre"
    r"|tire|petrol|fire|noose|rope)"
)
"""Punishments that somebody is said to deserve."""
NO_POLICE = (
    r"(?:hata|hawata|asi|wasi|hatutam|hatutawa|msim|msiwa|tusim|tusiwa|usim|usiwa)pelek\w* (?:kwa |kituo cha )?"
    r"(?:polisi|karao|kituoni)|(?:msi|usi|tusi)(?:ngoj|subiri|ngo)\w* (?:serikali|polisi|karao|korti|mahakama)"
    r"|(?:dont|do not|not|never) wait for (?:the )?(?:police|court|courts|government)"
)
"""Words that keep a suspect from the police."""
TEACH = r"teach (?:\w+ ){1,3}a (?:good |real )?lesson|deal with (?:\w+ ){1,2}(?:ourselves|ruthlessly|mercilessly)"
DRIVE_OUT = r"(?:tu|m|a|wa)?(?:wa|m)?(?:fukuz|furush|hamish|timu)(?:eni|e|we|iwe|a)|wahame|wahamie|wahamishwe"
GROUPS = """
wageni wakimbizi wasomali wakikuyu wajaluo waluhya wakamba wakisii wameru wakalenjin wamasai mgeni kabila foreigners
refugees somalis kikuyus luos luhyas kambas kisiis merus outsiders ethiopians ugandans tanzanians wahabeshi waganda
"""
"""Groups that people have been driven from their homes for."""
MUST_GO = (
    r"\b(?:foreigners|refugees|outsiders|somalis|kikuyus|luos|luhyas|kambas|kisiis)(?: \w+){0,2}"
    r" (?:must|should|have to) (?:go|leave|get out)\b"
    r"|\b(?:chase|drive|kick|flush|throw)(?: \w+){0,3} (?:foreigners|refugees|outsiders|somalis)\b"
)
"""Calls that people of a group leave."""
ON_HOMES = "burn torch stone smash"
"""English verbs of violence on somebody's home: `burn his house`."""
ON_PROPERTY = (
    r"(?:tu|m|ku)?(?:chom|bomo|vunj|teketez)(?:a|e|eni|ee) "
    r"(?:nyumba|keja|boma|duka|kibanda|banda|mlango|gari|piki|pikipiki|boda|mali|shop|house|kiosk) "
    r"(?:yake|yao|lake|lao|chake|chao|zake|zao|wake|wao)"
    r"|(?:burn|torch|smash|stone|destroy|demolish)(?: down| up)? (?:his|her|their|that|those) "
    r"(?:home|house|shop|kiosk|car|bike|boda|property|stall|door)s?"
)
"""Calls for violence on somebody's home or goods: `chomeni nyumba yake`, `burn down their shop`."""
BODY = "mguu miguu mkono mikono kichwa vichwa sikio masikio meno vidole uti shingo"
"""Parts of a body that people break or cut off: `mvunjeni miguu`."""
NOT_NO = "mercy more police polisi time need huruma karao haja kungoja kusubiri waiting one him them"
"""Words behind a no that leave the call as it is: `no mercy, burn them`."""
WRONG = """
crime illegal forbidden wrong marufuku haramu dhambi kosa makosa hatia unlawful offence kinyume sin murder uhalifu
unacceptable
"""
"""Words behind a call that condemn it: `mob justice is a crime`."""
NO = """
hakuna marufuku haramu dhambi acha acheni tuache wacha wacheni si sio siyo kataa kataeni tukatae kataza epuka epukeni do
not dont never no nobody stop avoid refuse against msikubali usikubali kuzuia zuia prevent
"""
"""Words that turn a call for violence round, in the same sentence: `hakuna kumpiga mtu`, `mob justice is a crime`."""
MUST = """
lazima inafaa yafaa wanafaa anafaa afaa wafaa anastahili wanastahili dawa heri bora twende tuje njooni tuko lets should
must need needs want will deserves deserve better tunataka tutaka shall
"""
REPORTS = (
    r"(?:ripoti\w*|report\w*|semea|sema|chongea|chongelea|choma|uza|ambia|ita|pigia|piga|toboa|snitch\w*|andika|tuma|peleka"
    r"|waambia|wapigia|lalamika|shtaki|enda|ongea|toa|pasha|eleza|julisha|arifu|pelekea|zungumza|fichua)"
)
"""Verbs of reporting, behind `aliye-`."""
TO_HELP = "polisi police karao sanse doria patrol kituo kituoni simu ripoti report habari chief chifu sms ujumbe"
"""People and places that somebody reports to. Some verbs mean a report only beside such a word."""
_POLICE = r"(?:the )?(?:police|patrol|doria|cops|chief)"
TOLD_EN = (
    rf"reported|snitched|informed|complained|called {_POLICE}|told {_POLICE}|texted {_POLICE}"
    r"|tipped off|betrayed us|sold us"
    r"|went to (?:the )?police"
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
"""Things that may be said of whoever reported."""
HUNTED = (
    r"\b(?:tunajua|tunamjua|najua|tumejua|tutajua|tunatafuta|tunamtafuta|tumtafute|tutafute|mtafuteni|tumemjua|tumegundua|tumemgundua|tunamfahamu|nani"
    r"|we know|i know|know who|find out|found out|looking for|discovered|we will find|find)\b"
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
