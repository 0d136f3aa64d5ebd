"""Words of places: prepositions that lead to a place, words that a shop or a street ends with, and towns and estates.

They tell the name of a place from the name of a person: `kwa Kamau`, `Kamau Hardware`, `Kenyatta Avenue`.
Everything is written in small letters, without apostrophes.
"""

LEADING = frozenset(
    (
        "kwa", "karibu na", "nyuma ya", "mbele ya", "kando ya", "mkabala na", "pembeni ya", "near", "near to",
        "next to", "behind", "opposite", "opp", "beside", "in front of", "across from", "close to", "nr", "outside",
        "upande wa", "side ya", "side za", "towards", "toward", "kuelekea", "mpaka", "hadi", "past", "via", "mwisho wa",
        "karibu", "kwa kina",
    )
)  # fmt: skip
"""Words directly before a name that make it a place. `kwa Kamau` is where Kamau's shop is."""
_LEADING_UNKNOWN = """
hapo pale hapa huko at in to from kutoka toka around after inside za la cha kwenye penye katika huku
"""
LEADING_UNKNOWN = frozenset(_LEADING_UNKNOWN.split())
"""Words that make an unknown word a place, but no word that is known as a name: `huko Sinai`."""

_OF_PLACES = """
duka shop kiosk kibanda hoteli hotel kanisa church msikiti mosque shule school chuo college clinic kliniki hospitali
hospital bar wines pub plot ploti nyumba house gate geti lango stage steji stendi base mtaa estate apartment
apartments flat flats gorofa ghorofa jengo building road street barabara njia lane avenue court close corner kona soko
market salon saluni kinyozi barber butchery bucha pharmacy chemist mill posho garage cyber mpesa shamba boma daraja
bridge uwanja field ground grounds ukumbi hall yard petrol gereji kiwanda choo toilet maji kisima borehole tank tanki
dampo dumpo makaburi cemetery dispensary supermarket mall plaza tower towers block blok number ofisi office
"""
OF_PLACES = frozenset(_OF_PLACES.split())
"""Words for a place that stand before an owner: `duka la Kamau`, `plot ya Mzee Kioko`, `mtaa wa Wambui`."""

_ENDING = """
bookshop fashions studio spares tyres furniture cereals groceries greengrocers eatery fastfood inn guesthouse lodge
villas villa heights mansion suites residence residences gym ministries ministry fellowship tabernacle sanctuary
kindergarten ecd daycare nursery junior senior dental medical laboratory optical arcade complex annex grove ridge
springs shopping millers collections designers designs wholesalers wholesale communications solutions services
printers photocopy shoes hardware bar salon primary secondary academy school schools hospital clinic shop shops store
stores supermarket minimart mart bakery hotel restaurant cafe butchery wines pub lounge club church chapel cathedral
parish mosque temple estate court courts plaza towers tower house houses flats apartments building centre center mall
market stage station terminus gate road rd street st avenue ave lane drive close highway bypass bridge river dam
grounds ground stadium park garden gardens field hall library college university institute polytechnic dispensary
pharmacy chemist chemists agrovet cyber electricals electronics garage autos motors petrol phase sacco mill mills
posho kinyozi barber barbershop base plot plots slaughterhouse mortuary cemetery tank quarry side area village slum
slums location ward junction roundabout corner north south east west girls boys immaculate enterprises agencies
investments general gas investment traders ltd limited bank mpesa boutique laundry carwash stairs steps spring water
police
"""
ENDING = frozenset(_ENDING.split())
"""Words directly behind a name that make it a place: `Kamau Hardware`, `Moi Primary`, `Njoro Bar`."""

_WEAK_ENDING = """
medical junior senior nursery services shoes complex shopping photocopy stage base side police house houses area gate
water general bank close quarry court tank corner river field park market church plot plots north south east west
girls boys road street
"""
WEAK_ENDING = frozenset(_WEAK_ENDING.split())
"""The words among them that may also begin what comes next: `amekamatwa otieno stage`.

Behind a cue for a person they do not count.
"""

_TOWNS = """
nairobi kenya mombasa kisumu nakuru eldoret thika machakos kitui embu meru nyeri muranga kiambu kajiado narok naivasha
nanyuki nyahururu kericho kakamega bungoma busia siaya homabay migori kisii nyamira bomet kilifi malindi lamu kwale
garissa wajir mandera marsabit isiolo turkana lodwar kitale webuye mumias voi taita taveta makueni wote mwingi limuru
ruiru juja kikuyu ngong rongai kitengela uganda tanzania sudan somalia ethiopia rwanda africa
"""
TOWNS = frozenset(_TOWNS.split())
"""Towns and countries. One of them alone is hardly the zone whose name has the word: `Juja Road`."""
_KNOWN = """
eastleigh pangani nigeria delta kabiro
mathare mlango kubwa huruma kariobangi kiamaiko korogocho dandora kayole umoja donholm buruburu buru embakasi pipeline
fedha tassia utawala njiru ruai kasarani githurai zimmerman roysambu kahawa garden mwiki clay thindigua parklands
westlands kangemi kawangware riruta satellite dagoretti waithaka uthiru kabiria kibera kibra langata karen southb
southc mukuru viwandani lunga industrial makadara jericho jerusalem ofafa maringo uhuru bahati shauri moyo gikomba
kamukunji muthurwa pumwani majengo gikosh ziwani starehe ngara kariokor kilimani kileleshwa lavington hurlingham
muthaiga runda gigiri ruaka ndenderu wangige gachie kinoo muthua kinyago california section kiambiu biafra mabatini
nigeria delta kabiro kosovo mradi mashimoni gitathuru bondeni kiamutisya outering jogoo waiyaki lang'ata komarock
saika mowlem congo gatina
stima muslim amref naivas quickmart total shell rubis oilibya tuskys kenol equity coop kcb mpesa safaricom airtel pefa
aic acck ack pcea sda kag deliverance redeemed gospel moi kenyatta jkia knh aga khan mater coptic archives odeon globe
koja ambassadeur railways allsops allsopps roasters survey drivein ruaraka summer babadogo ngumba gsu homeland baraka
carwash hunters sunton maternity baringo laikipia elgeyo marakwet nandi vihiga nyandarua samburu tharaka nithi pokot
nzoia uasin gishu
"""
KNOWN = TOWNS | frozenset(_KNOWN.replace("'", "").split())
"""Towns, estates of Nairobi, and churches, banks and shops with many branches. Some are family names as well."""

_ROWS = """
lucky summer,jomo kenyatta,mama ngina,tom mboya,ronald ngala,dedan kimathi,muindi mbingu,baba dogo,mama lucy
mama lucy kibaki,charles rubia,harry thuku,kwa njenga,kwa reuben,kwa ndege,pio gama pinto
oginga odinga,jaramogi oginga odinga,nelson mandela,haile selassie
st teresa,st teresas,st michael,st johns,congo stage,valley bridge
james gichuru,joseph kangethe,john michuki,mama margaret uhuru
"""
ROWS = frozenset(tuple(row.split()) for line in _ROWS.split("\n") for row in line.split(",") if len(row.split()) > 1)
"""Streets, estates and hospitals of Nairobi that several words name. Each bears a public figure's or no one's name."""
KWA = frozenset(("kwa njenga", "kwa reuben", "kwa ndege"))
"""Settlements whose name begins with `kwa`."""
