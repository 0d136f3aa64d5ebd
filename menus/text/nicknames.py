"""Nicknames in Kenya, and the rule of short forms: Brian is Brayo, Kevin is Kevo, Onyango is Onyi, Wanjiru is Shiro.

The list is common knowledge; it holds the short forms that the rule does not make. Small letters, no apostrophes.
"""

STREET = """
onyi kevo kevoo kevito brayo brio bryo njoro shiro shiru ciro kim kimmy kimi jose josee joze deno denno denoo karis
kariz musa mose mosee mosi moha mohaa modi mudi otis oti otii ochi ochii ochieh ochie omosh omoshi odhi odhis odhii
odi onyii owi oluchi olwa opi oki okii okush ouma oumaa omolo wafuu waf weks wekso wanja wanjah barasah njugu njogu
ngush ngugz kamaa kamu kamush kamz mwas mwass mwanish mwangiz mwash maish mainaz maich karaz karush karuz kanja kanjah
waru waruh njeri njesh njerish wambo wambu wamboo mbui nyambu nyambush wangash wanjo shiks shiku shiksy ciks cikuu
thoni sonnie sonie muthoo noni nokish njokish akii akinyii atish atis achie achi awush adhis mercito faithie wamaa
vinny vinnie vini vicki vic vick vicky vikii steve stevo stevoo steveo stevi stivo stivu jaymo jimmo jimi jimna jemo
jaymoo jonte johnte jontez johno jonny johnny jonn jonie joni johna dave davy davi davie davo davoo daudi dani danito
danno danoo dan danny danoh peta petes pito petah pitah petero phil philo pato pat patty patoo patz paddy padi chalo
charlo charles chaz charlie charly franko franco frankie fredo fredi freddy freddie tedi teddy tedo sammi sammie sam
samu samuu samo samaa kenyi keny kenno keno kenoo keni kennedi eddie edo edu eddu eddoo edi eriko eriq eriki rico riko
ricky rikki robah roba robbo robi robin bobi bobo bob toni tonny tonie tonnie tonito toto tomi tomaso thomo timo timoo
timi tim luki lucas lukaso luka luku maku makoo markus maki martoo marto martin maarto matho mato mathew matti mikey
maiko mike maikol mikito mikel nikko nick niki nicho nicko njau alexo alexi lexi alleh ales leksi alfy alfie alfo
alphie kelvo kevy kevi kelvoo calvo calvi coli colo colloo collo coll chris chriso chrisi krisi kriss kris criso
davido gidi gidoo gideo gidii gido ibra ibraa ibro isma ismo issa esa abdu abdi abdy ali alii hassa haso hasoo husso
sule suley saidy salim shaki shakil rama ramah rashy rashi kasimu juma jumaa zaki zakayo mwinyi kasee wille wilo willi
willy willo wili walta walo wycie weso wesley wess solo soloo solomo sly sila simo simoo saimo saimoh simi shem shadi
shedi
bena beno benoo ben benjy benji benja benard berno boni bony boniface bonny bonni boniz boneface elvo elvi emma emmah
emmy emmie manu manuu emmanu essy essie esto ester eve evah evo evansio vanso evoo ivo liz lizzy lizo lizah betty beto
beti becky beckie beki vero veroo vera verah nico carol caro caroo karoo caroh cate katey kate katty kathy kaytee
jacky jackie jaki jakie jacko jako jaq jaqee janey jano janny jane nancy nan nanciey sue suzie suziey susie shish shi
shixx shiny sharo sharoo shaz shazz shazy mash mercy mercie mimo maggy magi maggie magy margy margo marge marg marie
maryanne marya mariah masha moni monie monica linz lindah lindo lynoo lynn lily lilly doreen dori dorie dorry flo floh
flozzy floss fau fatu fatma ashu ashaa bri brie bree brendah cyndy cindy cynthy cynthoo tracie tash tasha naty nati
winnie wini winny wino yvoo chege kaduda kadogo kamwana kaguta kariobangi rasta rastaman dogi moshene bazenga
wakanyama kanyama kanyari mejja nonini octopizzo kaligraph bahati shirandula mwala otoyo naswa makokha mogaka
churchill ojwang kayai papa msoo tyga tupac biggie drake wizkid kanye jigga jayz shatta vybz kartel konshens alaine
ninja samurai ninjah rambo bruce vandamme schwarz arnold hitman hitler mandela sonko babaa uhunye jakom tinga ruto
gachagua riggy riggyg rigathi kasongo kindiki kingi shiko
"""
"""Names of the street and of the stage. A few are ordinary words in other mouths: they count by their neighbours."""

_ENDINGS_LISTED = """
o oo i ii ie y ey ito iz is ix sh ish ush ash ah a aa uu u oh ee e eh z s ky ko sky nyo yo
"""
_ENDINGS = tuple(_ENDINGS_LISTED.split())
_STEM_FROM = 3
"""Letters that a short form keeps of its name: `Kev-o`, `Ste-vo`. With two, half the dictionary would be names."""
_STEM_TO = 6
_FORM_TO = 8


def stems(names: frozenset[str]) -> frozenset[str]:
    """Return the beginnings of names to which an ending of short forms may be added."""
    return frozenset(name[:length] for name in names for length in range(_STEM_FROM, min(_STEM_TO, len(name)) + 1))


def is_short_form(word: str, known_stems: frozenset[str]) -> bool:
    """Return whether a word in small letters may be the short form of a name: a beginning of it, and an ending."""
    if len(word) > _FORM_TO:
        return False
    return any(
        word.endswith(ending) and len(word) - len(ending) >= _STEM_FROM and word[: -len(ending)] in known_stems
        for ending in _ENDINGS
    )
