"""The words of accusations, as `accusing` reads them: groups, deeds, and words that turn a deed into somebody else's.

Guesses, to be tested with texts of residents.
"""

PATROL = "doria patrol patrols patroller patrollers patrolman patrolmen wanadoria mwanadoria"
"""The patrol."""
LEADER = """
chairman chairlady chairperson chairwoman mwenyekiti chief chifu coordinator msimamizi mratibu treasurer mwekahazina
"""
"""A leader of the association or of the place. A bare `kiongozi` or `leader` may be that of a gang."""
HEADS = """
kiongozi viongozi leader leaders captain kapteni commander kamanda deputy naibu kijana vijana boys boy guys guy man men
mtu watu msee wasee mse mboys jamaa majamaa askari guard guards member members mwanachama memba team group kikundi
people head mkubwa wakubwa mmoja mojawapo one sub assistant mlinzi walinzi volunteer volunteers
"""
"""Words that stand with the name of a group: `vijana wa doria`, `patrol team`."""
YOURS = "your yours yenu wenu"
"""Words by which a writer means the people of Doria: `vijana wenu`, `your boys`."""
YOUR_PEOPLE = """
kijana vijana boys boy guys guy man men mtu watu msee wasee jamaa majamaa guard guards mlinzi walinzi member members
team people volunteer volunteers
"""
YOUR_LEADERS = "kiongozi viongozi leader leaders"
LINKS = "wa ya za of from kwa"
OWNED = "wa ya za cha vya la kwa pa wangu of s"
"""Words before a group that only owns what acts: `jirani wa kiongozi wa doria ameniibia`."""
BEFORE = """
hello hi hey habari mambo niaje sasa sema jambo tafadhali please plz dear ndugu ask asked tell told call called inform
ambia ambieni mwambie waambie itia ita itieni to for with like against near beside kama karibu jirani na and from
beat beats attacked attack robbed stabbed hit killed shot cut hurt pushed kicked slapped insulted bit threatened
"""
CALLS = "send sending bring need needs want wants get find help no without where wapi hakuna bila mko tuko"
"""Words before a group that is called: `send patrol they are beating me`, `hakuna doria wamenipiga`."""
STOPS = "stop stopping acha wache waache kuacha"
"""Words soon behind a group that is not called: `I want the police to stop beating us`."""
"""Words before a group that is called, asked, or acted on, and not the one that acts."""
HURRY = "haraka upesi fasta please plz pls tafadhali quick quickly hurry urgent urgently emergency dharura"
"""Words right behind a group that call it: `doria haraka wananipiga`."""
ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "our",
        "some",
        "this",
        "that",
        "those",
        "these",
        "hao",
        "hawa",
        "huyo",
        "yule",
        "wale",
        "one",
        "of",
        "my",
        "his",
        "her",
        "yangu",
    ]
)
THIEVES = """
mwizi wezi jambazi majambazi thief thieves robber robbers gang gangs gangster gangsters wahuni muhuni mhuni thugs thug
genge mugger muggers burglar burglars conmen conman wakora mkora criminals criminal pickpocket
"""
IS = frozenset(["ni", "ndio", "ndiyo", "is", "are", "wako", "wote"])
BAD = frozenset(["corrupt", "mfisadi", "wafisadi", "fisadi", "wala"])
WITH = frozenset(
    [
        "wanashirikiana",
        "anashirikiana",
        "wanasaidiana",
        "anasaidiana",
        "wanafanya",
        "works",
        "working",
        "work",
        "colludes",
        "colluding",
    ]
)
BY = frozenset(["na", "by"])
BARRIERS = (
    r"\|",
    "nime[a-z]+|nili[a-z]+|nika[a-z]+|tume[a-z]+|tuli[a-z]+|tuka[a-z]+",
    "(?:wa|a|i)(?:me|na|li|ta|ka)(?:m|mu|mw|wa)?(?:shika|kamata|fukuza|okoa|saidia|zuia|fukuzia|nasa|rudisha|rudishia)",
    "n[ia]?saidi[a-z]*|saidi[a-z]*|tusaidi[a-z]*|kuj[ae]n?i?|njoo|njooni|come|help|helped|send|tuma|tumeni|wapi|where",
    "kuna|there|jirani|neighbou?r|bwana|mume|husband|mtoto|child|somebody|someone|mtu|watu|people|they|wao|he|she",
    "was|were|been|got|get|being|not|never|didnt|hakuna|hajui|hawajui|caught|arrested|chased|stopped|rescued|saved",
    "lakini|but|because|sababu|kwa|if|kama|until|mpaka|before|kabla|baada|after|when|wakati|while|and",
)
"""Words behind a group after which somebody else acts, or the group does something good."""
_WHO = "(?:a|wa|i|hu|u)"
_WHEN = "(?:me|na|li|ka|mesha|lisha|meni|linge)"
_REL = "(?:ye|o|yo)?"
_WHOM = "(?:ni|tu|m|mu|mw|wa|ku)"
DEEDS = (
    f"(?:{_WHO}{_WHEN}{_REL}|hu|n[ai])?{_WHOM}?(?:iba|ibia)(?:nga)?",
    f"(?:{_WHO}{_WHEN}{_REL}|hu){_WHOM}?(?:nyanganya|pokonya|pora|rob|robia|scam|con|dhulumu|nyanyasa|hangaisha|onea|harass)",
    f"(?:{_WHO}{_WHEN}{_REL}|hu){_WHOM}(?:tishia|tisha|tukana|sumbua|tusi)",
    f"(?:{_WHO}{_WHEN}{_REL}|hu)?{_WHOM}?(?:hongwa|lazimisha|kula hongo)",
    "stole|steals|stealing|robbed|robs|robbing|slapped|kicked|punched|extort[a-z]*|harass[a-z]*|insulted|insults",
    "beat|beats|beating|threatened|threatens|threatening|conned|assaulted|mugged|grabbed|blackmail[a-z]*|bribed?",
)
"""Deeds of a group, each as one word. A threat needs somebody who suffers it."""
BEATINGS = (
    f"{_WHO}{_WHEN}{_REL}{_WHOM}(?:piga|chapa|gonga|bonda|tandika|lima)(?:nga)?",
    f"hu{_WHOM}(?:piga|chapa|gonga|bonda)",
)
"""Verbs of a beating, with somebody who suffers it: `wamepiga simu` is a call."""
NO_BEATING = "picha simu jeki tafu kura kelele foto photo firimbi doria"
"""Words behind `wamenipiga` that are no beating, as `picha`."""
TAKES = (
    f"(?:{_WHO}{_WHEN}{_REL}|hu){_WHOM}?(?:chukua|chukulia|beba|bebea|kula|lia)",
    "took|takes|taking|taken|stolen|grabs|grabbed|keeps|kept",
)
GOODS = (
    "simu|fone|phone|pesa|hela|doo|ganji|chapaa|mkwanja|mali|vitu|pikipiki|boda|motorbike|money|cash|hongo|rushwa",
    "bribes?|wallet|id|kitambulisho|mia|elfu|[0-9]{2,6}|laptop|tv|bag|begi|chai",
)
WANTS = (
    f"(?:{_WHO}{_WHEN}{_REL}|hu){_WHOM}?(?:taka|dai|itisha|omba|itishia|lipisha|demand|lilipisha)",
    "wants?|wanted|demands?|demanded|demanding|asks?|asked|asking|collects?|forces?|forced",
)
BRIBES = (
    "hongo|rushwa|chai|kakitu|kitu|bribes?|something|pesa|hela|doo|ganji|chapaa|mkwanja|money|cash|mia|elfu|tao|soo",
    "ngiri|[0-9]{2,6}|[0-9]{1,3}k|mbao|fee",
)
BREAKS = f"broke|breaks|broken|{_WHO}{_WHEN}{_REL}{_WHOM}?(?:vunja|vunjia)"
HOMES = "into|in|my|our|door|gate|house|shop|mlango|milango|nyumba|duka|kiosk|geti"
"""Words soon behind `broke` that make it a wrong. Who broke up a fight did none."""
SELLS = f"sells?|selling|sold|{_WHO}{_WHEN}uza"
DRUGS = "bhang|bangi|weed|drugs?|madawa|dawa|changaa|chang|pombe|brew|kuber"
_SUFFERERS = "(?:ni|tu|a|wa|i|li|zi|ya|u|tu)"
SUFFERED = (
    f"{_SUFFERERS}?(?:me|li|na|ka|mesha)?(?:ibiwa|pigwa|chapwa|nyanganywa|pokonywa|porwa|dhulumiwa|tishwa|tishiwa)",
    f"{_SUFFERERS}?(?:me|li|na|ka|mesha)?(?:onewa|nyanyaswa|hangaishwa|itishwa|itishiwa|robiwa|tukanwa|chukuliwa|gongwa)",
    "robbed|beaten|harassed|slapped|threatened|conned|extorted|mugged|assaulted|insulted|stolen|kicked|punched|taken",
)
GOES_ON = (
    "(?:wa|a|i|ha|hu|si|ku)(?:me|na|li|ta|ka|ko|po|ja|wa|ku|si|i|vyo)[a-z]*|hako|haiko|hakuna|bado|tu"
    "|is|are|was|were|came|did|didnt|has|have|never|no|refused|helped|wapi"
)
"""A word behind `na doria` with which a new sentence about the patrol begins."""
OBJECT_OF = (
    f"{_WHO}(?:me|na|li|ka|ta)(?:m|mu|mw|wa)(?:piga|ibia|dunga|kata|vamia|shambulia|ua|chapa|tishia|umiza|tukana|gonga)"
    f"|{_WHO}(?:me|na|li|ka|ta)(?:vamia|shambulia|piga|ibia|umiza)"
    "|(?:ni|tu)(?:me|na|li|ta|ka)?(?:m|mw|wa)?(?:ita|ambia|pigia|omba|uliza|ona|pata|itia)"
)
"""A verb right before a group, of which the group is the object."""
CALLING = (
    "(?:ni|tu)?(?:me|na|li|ta|ka|twa)(?:hitaji|taka|tafuta|ngoja|ngojea|omba|itisha)",
    "m?(?:ni|tu)?saidi(?:a|e|eni)(?:ni)?|i?ten?i|mwambie|waambie|ambieni",
    "m?(?:ni|tu)?(?:tum|let)(?:a|e|ea|ee|ia|ie|eni|ieni|eeni)(?:ni)?",
)
"""Verbs before a group that is called: `nahitaji doria`, `mnitumie doria`, `leteni doria`."""
