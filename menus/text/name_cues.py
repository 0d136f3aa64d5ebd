"""Cues: words that tell that a person's name stands beside them, and words that end or explain a name.

Everything is written in small letters, without apostrophes.
"""

_TELLING = """
anaitwa aitwaye wanaitwa huitwa tunamwita wanamwita humwita mwita waitwa aliyeitwa ajulikanaye anajulikana
naitwa ninaitwa wanamuita tunamuita humuita wanamuitaga tunamuitaga anaitwanga huitwanga wanaitana
wanajulikana jina lake jinalake majina named name names nickname nicknamed alias aka lakabu
"""
TELLING = frozenset(_TELLING.split())
"""Behind these, the next word is a name, even if it is an ordinary word: `anaitwa Simba`, `jina ni Mosi`."""
CALLED = frozenset(("called", "calls", "known"))
"""Behind these a name may stand, but `called the police` names nobody."""
CALLERS = frozenset(("they", "people", "we", "everybody", "everyone"))
"""Before `call`, these say that a name follows: `they call him X`."""
_FILLERS = """
himself herself themselves ni is kama as ati eti lake yake lao yao zao yangu wake la ya za was are by the of on in it
kwa jina his her their at tu kwamba only just mtaa mtaani street him
"""
FILLERS = frozenset(_FILLERS.split())
"""Words between a cue and the name: `jina lake ni`, `known as`."""
_TITLES = """
bw bi insp supt asp cop cpt mr mrs ms miss mister madam sir dr doctor daktari prof professor eng hon mheshimiwa mhesh
bwana bibi mzee pastor pst pasta mchungaji reverend rev bishop askofu padre father fr sister imam imamu sheikh shekhe
ustadh ustaadh maalim mwalimu tichee teacher ticha tr tichaa headteacher landlord landlady landi caretaker keateka
corporal koplo constable sergeant sajini sgt cpl pc inspector inspekta ip chief chifu assistant mjumbe ocs ocpd dcio
dci dcs commander kamanda captain kapteni colonel major luteni afande askari officer afisa soldier guard mlinzi
watchman soja conductor konda makanga dere dereva driver rider fundi mekanika nurse nesi judge hakimu mca mp senator
governor gavana rais president chairman chairlady mwenyekiti secretary treasurer councillor kansela kiongozi leader
boss don mganga prophet nabii apostle mtume evangelist elder deacon shemasi usher shopkeeper muuzaji mhindi mama baba
mathe fathe mzae babu nyanya shosh shosho guka cucu mjomba ankal anko uncle aunt aunty auntie anti shangazi kaka dada
ndugu bro broda brother sis sista cousin kasin binamu
"""
TITLES = frozenset(_TITLES.split())
"""Callings and kin that stand directly before a name: `pastor Gideon`, `Mama Achieng`, `askari Kiprotich`."""
_HONORIFICS = """
mr mrs ms bw bi dr prof rev pst sgt cpl insp hon eng
"""
HONORIFICS = frozenset(_HONORIFICS.split())
"""Short titles. A word with a capital letter directly behind them is a name, even if it is an ordinary word."""
_KIN = """
mama mamake baba babake babayake mathe mathee fathe fatheh mother father mum mom dad mzee mzae buda budake babu nyanya
shosh shosho guka cucu mjomba shangazi kaka dada dadake ndugu nduguye bro broda brother sis sista sister cousin kasin
binamu uncle aunt kijana vijana mtoto watoto mtoi son sons daughter daughters boy girl kid kids child children
msichana mvulana mke mkewe bibi mume mumewe wife husband bwana mchumba mpenzi girlfriend boyfriend dem demu chali
friend rafiki marafiki beste besti mjukuu mkwe shemeji shem mpwa family familia jamaa team gang genge crew jirani
neighbour neighbor mdogo mkubwa mwenzake mwana binti mzazi
"""
KIN = frozenset(_KIN.split())
"""Kin and company that a name follows with `wa`, `ya`, `za` or `of`: `kijana wa Mama Brian`, `mother ya Dennis`."""
OF = frozenset(("wa", "ya", "za", "la", "cha", "wake", "yake", "of", "zake", "lake", "kwa"))
SAID_TO_BE = frozenset(("ni", "ndiye", "ndio", "ndiyo", "siye", "is", "was", "are", "ndo", "niye", "by", "siyo"))
AND = frozenset(("na", "and", "pamoja", "with", "&", "or", "au", "ama", "n"))
WITH = frozenset(("na", "with", "by", "pamoja", "against", "from", "for", "to", "and"))
_ACCUSED = """
mwizi wezi mkora wakora jambazi majambazi muuaji mshukiwa washukiwa suspect thief robber killer culprit attacker
rapist aliyeiba aliyepiga aliyeua shahidi witness mhanga victim aliyeibiwa aliyepigwa conman tapeli mbakaji
"""
ACCUSED = frozenset(_ACCUSED.split())
"""Words before `ni` or `is` behind which even an ordinary word may be a name: `mwizi ni Simba`."""
_ACTS = """
stole steals robbed beat beats hit killed kills stabbed shot raped attacked took takes has had is was did does came
come comes went goes ran said says lives owns sells sold fought fights threatened broke brought returned gave wants
wanted yuko ako ndiye ndio ndiyo ndo anasemekana who ambaye aliye admitted confessed escaped bit insulted abused cut
"""
ACTS = frozenset(_ACTS.split())
"""English verbs, and words for a person, that stand directly behind a name."""
PERSON_VERB = r"(?:a|ha|h)(?:me|li|na|ta|mesha|ka|ki|ja|ku|si|nge|likuwa)\w{2,}|amem\w+|alim\w+|anam\w+|hu\w{3,}"
"""A Swahili verb that one person does: `Njoroge ameiba`."""
ON_PERSON = (
    r"(?:ni|tu|wa|a|mu|m|u|nime|wame|tume|ame)?(?:me|li(?!me(?!m))|na|ta|ka|ku)(?:m|mu|mw)[a-z]{3,}"
    r"|ku(?:m|mw)[a-z]{3,}|m(?:u|w)?(?:shike|kamate|pige|tafute|ulize|ambie|ite|tume|saidie|peleke|lete|fuate|ache|achie)\w*|uliza|ita"
)
"""A Swahili verb that is done to one person: `tumemkamata Njoroge`."""
_ON_PERSON_EN = """
arrested caught met saw seen beat blamed accused suspect suspected told against by blame ask found helped know chased
followed follow meet call calls hit shot robbed took stabbed raped arrest catch see like
"""
ON_PERSON_EN = frozenset(_ON_PERSON_EN.split())
_NO_NAMES = """
nani nini hivi hivyo nyumbani wapi gani lake yake mwizi wezi mtu watu polisi police ambulance help ambulansi doria
mwenyewe wewe mimi hapa hapo huko leo jana kesho sasa tu pia na ni wa ya kwa that this the a an his her their our my
your who whom which what mkutano meeting unknown haijulikani hajulikani sijui halijulikani huyu yeye him them me us
yule wale yao zao jina majina
"""
NO_NAMES = frozenset(_NO_NAMES.split())
"""Words that name nobody, even behind a word that tells a name."""
ENDING = frozenset(("ndiye", "ndio", "ndiyo"))
"""Words that say whom something is about, directly behind a name."""
_IS_SOMEWHERE = """
yuko yupo ako hayuko hayupo alikuwa atakuwa
"""
IS_SOMEWHERE = frozenset(_IS_SOMEWHERE.split())
"""Words for where one person is. Things are `iko` and `uko`."""
_POINTING = """
huyu huyo huku huko hujambo hakuna huwa humo humu huu hufanya hutumia hapa hapo hata hatari haraka
"""
POINTING = frozenset(_POINTING.split())
"""Words that look like a verb of one person, and are none."""
_SELLERS = """
mama baba mzee kina akina st saint
"""
SELLERS = frozenset(_SELLERS.split())
"""Words between `kwa` and a name that leave it a place: `kwa Mama Njeri`."""
_SENT = """
simu ujumbe sms pesa hongo taarifa habari asante
"""
SENT = frozenset(_SENT.split())
"""Words before `kwa` that make it lead to a person: `piga simu kwa Kamau`."""
