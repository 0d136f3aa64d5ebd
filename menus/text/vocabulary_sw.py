"""Ordinary Swahili words as they are spoken and written in Nairobi. Verbs are stems: `vocabulary.py` adds the rest.

A word belongs here if it is ordinary in a text about a neighbourhood and names nobody.
"""

FUNCTION = """
aje waje nije tuje uje mje ije zije ale tule mle wale ile afe wafe nife awe anywe wanywe apewe wapewe aende waende
tuende ukiwa akiwa ambacho ambavyo ambalo ambako ambamo kipo lipo vipo yapo kupo papo kimo vimo limo yamo umo zimo
wamo hawamo zaidi yana kuweni zina lina vina pana muna ovyo hovyo kawaida kamwe minne mitano misita minane mitatu
miwili mmoja vinne vitano manne matano milele mradi ilimradi aidha vilevile pindi punde mosi kutokana kulingana
kufuatia kwanini ndipo ndivyo huenda laiti angalau walau kheri heri bila shaka wala takriban karibia naye nao nami
nasi nawe nanyi nayo nazo nalo nacho navyo kwaye nae na ya wa za la cha vya pa kwa mwa ni si ndi ndiye ndio ndiyo
ndizo ndilo ndicho siyo sio hapana ndani nje juu chini mbele nyuma kando karibu mbali kati katikati pembeni upande
pande kulia kushoto mkabala baada kabla wakati tangu toka hadi mpaka kama ikiwa iwapo endapo au ama lakini ila bali
ingawa hata pia tena tu bado tayari sana kabisa kidogo mno pekee peke yake yao yangu yetu yako yenu wake wao wangu
wetu wako wenu zake zao zangu zetu zako zenu lake lao langu letu lako lenu chake chao changu chetu chako chenu vyake
vyao vyangu vyetu vyako vyenu pake pao pangu petu pako mwake kwake kwao kwangu kwetu kwako kwenu huyu huyo yule hawa
hao hii hiyo hizi hizo zile hili hilo lile haya hayo yale hiki hicho kile hivi hivyo vile hapa hapo pale huku huko
kule humu humo hu mimi wewe yeye sisi ninyi nyinyi nyie nani nini gani lini wapi vipi mbona je ngapi wangapi mangapi
ingine nyingine mwingine wengine mengine kingine vingine lingine pengine kwingine wote yote zote lote chote vyote pote
kote sote nyote kila kadhaa baadhi yeyote yoyote wowote popote vyovyote chochote lolote zozote sifuri ziro moja mbili
tatu nne tano sita saba nane tisa kumi ishirini thelathini arobaini hamsini sitini sabini themanini tisini mia elfu
laki milioni wawili watatu wanne watano wanane mawili matatu viwili vitatu kimoja vimoja nusu robo kwanza pili mwisho
mara kwamba ili kuwa kwenye katika kwenda kutoka kuhusu kuelekea kupitia dhidi pamoja mwenye wenye yenye zenye lenye
chenye vyenye penye mwenyewe wenyewe yenyewe mwenyeji wenyeji ambaye ambao ambayo ambazo ambapo alipo walipo ilipo
aliko waliko palipo yupo wapo ipo zipo upo tupo mpo nipo sipo hayupo hawapo haipo hazipo yuko iko ziko uko tuko niko
mko liko kiko viko kuko hayuko hawako haiko haziko hakuna hamna hana hawana sina hatuna huna haina hazina nina una ana
tuna mna wana ina kina kuna nilikuwa alikuwa walikuwa ilikuwa zilikuwa tulikuwa kulikuwa palikuwa atakuwa watakuwa
itakuwa kutakuwa zitakuwa wawe iwe ziwe tuwe muwe uwe niwe huwa tafadhali asante asanteni karibuni habari hujambo
hamjambo jambo salamu pole poleni samahani sawa ndugu jamani basi ebu hebu eti yaani labda kweli hakika bure kwaheri
vizuri vyema vibaya haraka polepole upesi ghafla mapema kuchelewa daima sasa leo kesho jana juzi keshokutwa mtondo
miongoni badala mithili kupita ya' halafu alafu kisha maana sababu kwasababu kwahivyo kwahiyo ndo ndomana kumbe kwani
nimo imo yumo siye simo hatumo yu mu i
"""
NOUNS = """
jeki mifugo wilaya helmeti magodoro godoro wizara waziri mawaziri tarafa tarafani lokesheni kijiji vijijini tuktuk kofia
viatu kiatu shati mashati suruali sketi blanketi mablanketi shuka neti mito sufuria sahani vijiko kijiko vikombe kikombe
ndoo mitungi mtungi mapipa pipa karai jiko majiko makaa mshumaa mishumaa tochi betri redio televisheni mashine misumari
msumari mbao mabati saruji mchanga kokoto nyundo msumeno jembe majembe sepeto toroli ngazi kamba uzi sindano pamba dawa
vidonge bandeji chanjo malaria kipindupindu homa kikohozi kifua kikuu ukimwi kisukari presha figo ini moyo mapafu macho
meno ngozi mifupa damu mkojo kinyesi ujauzito mimba uzazi mkunga wakunga mtoto kichanga maziwa uji ndizi machungwa
maembe
nyanya vitunguu kitunguu viazi muhogo maharagwe mchele mahindi unga sukari chumvi mafuta samaki kuku mbuzi ng'ombe punda
kondoo nguruwe sungura bata mbwa paka panya nyoka nzi mbu kunguni viroboto mende siafu nyuki hesabu sayansi kiingereza
kiswahili historia dini darasa madarasa mitihani alama cheti vyeti karo sare vitabu kitabu kalamu penseli ubao chaki
maktaba kompyuta mtandao intaneti barua bahasha stempu posta benki akaunti mkopo riba akiba hisa faida hasara bajeti
mhasibu mhasibu karani makarani fundi mafundi seremala waashi mwashi mshonaji washonaji kinyozi vinyozi mpishi wapishi
mkulima wakulima mvuvi wavuvi mchungaji wachungaji shehe padre askofu nabii mtume malaika ibada maombi sadaka zaka hija
ramadhani pasaka krismasi likizo mapumziko burudani ngoma muziki densi maigizo filamu sinema mchezo michezo
mbio kuogelea riadha kandanda voliboli netiboli karata bao ligi kombe medali bendera wimbo gwaride jukwaa hotuba hotuba
mgeni wageni rasmi ratiba ajenda kumbukumbu uchaguzi kura mgombea wagombea diwani mbunge seneta gavana rais katiba
sheria
mahakama hakimu wakili mawakili dhamana faini kesi hukumu kifungo jela gereza korokoro upelelezi ushahidi kiapo
wamama wababa kike kiume hiari dalali madalali utapeli ushirika daftari madaftari semina bandia unga ada gundi
msaada misaada mchango michango kiingilio zawadi tuzo cheti vyeti fomu risiti kadi vitambulisho bima mkopo mikopo chama
vyama vikundi kikundi darubini muziki wimbo nyimbo kwaya ibada sala maombi arusi harusi msiba mazishi rambirambi
kidato vidato minyoo mdudu chawa kupe viroboto kiroboto mchwa siafu nzi inzi konokono popo bundi kunguru njiwa bata
mzinga ngamia fisi simbilisi nyani tumbili sungura paka shume mjusi kenge chura vyura samaki dagaa omena tilapia mbuta
jedwali ubao chaki kipindi ratiba mtaala muhula mihula bweni mabweni mlo bwalo karo ulezi ukufunzi chekechea
mkurugenzi wakurugenzi meneja mameneja mhasibu karani afisa mtathmini mpimaji wapimaji mchapishaji mchukuzi wachukuzi
hamali noti sarafu bandia kaguo lawama pongezi rambirambi majonzi masikitiko simanzi makiwa ibara kifungu vifungu
bunge mswada mfuko mifuko kifurushi majina orodha uwazi uwajibikaji ulinganifu nyenzo mitambo mtambo majaribio jaribio
kongamano makongamano tamasha matamasha hafla kliniki mafuriko wapangaji wamiliki wamahuri watembea miguu wapiga debe
waraibu mraibu uraibu kijitabu vijitabu kitini fomu dodoso mahojiano mkufunzi wakufunzi mwanagenzi stadi ufugaji kuku
ushonaji ususi uokaji benchi vikao mapumziko adhabu viboko faini onyo mwiko miiko vizazi kizazi mbegu miche shaba
dhahabu fedha almasi kiingilio bure tikiti malipo ada pesa taslimu hundi mkoba mikoba mkanda mikanda bangili mkufu
kidani simu mchoro ramani kituo polisi chapisho machapisho gazeti magazeti jarida majarida mwandalizi waandalizi
upotevu wizi upatikanaji mshindi washindi mchujo fainali nusu robo raundi plastiki sumu umma vesti beji sauti vyeusi
vyekundu vyeupe jeusi jekundu leupe cheusi chekundu cheupe peusi makaribisho mapendekezo mahudhurio mahitaji matumizi
matumaini mazoezi mazungumzo mashauriano mahusiano mavuno malezi mapato utafutaji utunzaji ulipaji ununuzi uuzaji
ulaji unywaji uvutaji uchomaji uharibifu uzembe ulevi ukahaba uonevu unyang'anyi utekelezaji uthibitisho ufafanuzi
ufuatiliaji uhakika utambulisho ukaguzi uchukuzi usafiri usafirishaji uvuvi kilimo ukulima ufundi msongamano mporomoko
mafungu maskani makutano machimbo matumbo machozi jasho kuanzia kulipia kinyozi dereva mhudumu wauzaji muuza wauza
mtengenezaji watengenezaji msafiri wasafiri mpita wapita njia mvuja mtembeaji watembeaji mwendaji mgeni mwathiriwa
mpiganaji wapiganaji mshambuliaji washambuliaji mnyanganyi wanyanganyi mabadiliko sasisho programu ukurasa tovuti
barua pepe mumewe mkewe mmewe bibiye nduguye ndugye babake mamake dadake kakake bwanake mjombake babangu mamangu
kakangu dadangu bwanangu mwanangu wanangu mwanawe wanawe rafikiye rafikizake mwenziwe wenziwe jiranize babaye mamaye
babako mamako bibi giza mwanga mtandao mitandao sabuni shampuu kitambaa vitambaa pazia mapazia zulia mkeka mikeka
kabati makabati rafu taulo mswaki dawa kiberiti viberiti mshumaa mishumaa tochi kurunzi betri waya balbu tambi fundi
seremala mhunzi mshonaji cherehani kijiko vijiko uma sinia kikapu vikapu chungu vyungu mtungi mitungi pipa ndoo karai
beseni jagi birika thermos kitunguu karoti kabichi sukumawiki mchicha embe maembe chungwa machungwa papai nanasi
parachichi muhogo viazi kunde ndengu njugu mkaa kuni jiko mafuta petroli dizeli injini breki usukani taa honi kioo
vioo rangi burashi msumari misumari bisibisi koleo spana saruji simenti mchanga kokoto tofali matofali mbao mabati
nondo bomba kisiki shimo mashimo handaki mteremko mwinuko rasilimali mazingira tabianchi hewa anga mawingu wingu radi
umeme upinde nyota mwezi machweo macheo ukungu baridi mkongojo gongo ganda vifurushi kasha makasha chupi kaptura gauni
magauni blauzi shuka mashuka mto mito neti hedhi sodo pedi nepi pampasi bima matibabu upasuaji jino koo mafua uvimbe
kizunguzungu kichefuchefu kuhara kutapika kifafa kisukari shinikizo presha pumu ukoma upele vidonda saratani akili
msongo mawazo unyogovu unasihi kijinga ujinga upumbavu wivu tamaa ulafi uvivu bidii juhudi ari hamu shauku kiburi
majivuno dharau matusi tusi kashfa uchawi ushirikina mganga waganga tambiko mila ubaguzi ukabila ufisadi hongo rushwa
upendeleo unyonyaji utumwa ukoloni uhuru uasi mapinduzi jeshi majeshi mwanajeshi wanajeshi kambi ndege meli boti treni
reli stesheni uwanja kiwanja mapokezi tiketi nauli abiria utingo mshahara mishahara marupurupu posho pensheni kampuni
kiwanda shirika mkataba mikataba zabuni tenda mnada minada soko hisa faida hasara mtaji bajeti hesabu asilimia wastani
jumla idadi takwimu utafiti sayansi teknolojia historia jiografia hisabati fizikia kemia biolojia mwalimu mkuu
msaidizi msimamizi wasimamizi kamati uangalizi mkaguzi wahasibu mweka hazina mlezi mnasihi wanasihi kabeji mandazi
chapati keki biskuti peremende soda juisi bia divai busaa muratina konyagi kichaka vichaka mkondo chemchemi maporomoko
maafa mlipuko tetemeko kimbunga sanamu picha kibao vibao alama mshale mishale mstari mistari duara mraba pembe kikosi
vikosi zimamoto mwokoaji waokoaji huduma kwanza machela bendeji plasta glukosi damu benki mtego mitego kamera cctv
king'ora alamu kitasa vitasa komeo bawaba ufunguo ombi maombi ruhusa kibali idhini pendekezo kero changamoto mafanikio
ushindi kombe tuzo zawadi medali jezi bendera wimbo taifa gwaride safari msafara ziara utalii mtalii watalii watumishi
mtumishi mhubiri wahubiri mwinjilisti nabii mtume mitume padre mtawa watawa sista kwaya kanisa huu huo ule baadaye
mbio kambo msalaba fataki goli nyimbo msondo kilabu dobi nguo mvamizi wavamizi mchomaji mvutaji mtumiaji watumiaji
mfadhili wafadhili mtoaji watoaji mzalendo wazalendo msamaria wasamaria mkazi mhisani wahisani mwenyeji wenyeji
mkutubi mshiriki washiriki mwanamuziki msanii wasanii mchoraji mhandisi wahandisi mkandarasi wakandarasi kontrakta
mjenzi wajenzi mafundi makarani mpiga kura mgombea wagombea wakala mawakala mwangalizi waangalizi msajili wasajili
kamishna makamishna inspekta sajini koplo luteni jenerali kamanda makamanda ng'ombe mkokoteni chemichemi mabomba
kiunganishi mita transfoma nguzo milingoti mlingoti kebo swichi soketi dawati madawati mwongozo kitengo vitengo idara
taasisi mashirika chama vyama muungano makampuni vitafunio vinywaji maandazi pilau githeri uji supu kiamsha kinywa
chakula cha mchana wajawazito unyonyeshaji lishe utapiamlo chandarua vyandarua sindano vidonge kidonge dozi mti mche
upandaji mitaro usafishaji uzoaji jalala mapipa fagio mafagio reki sepetu glavu gumboots barakoa taarifa bango mabango
kipeperushi vipeperushi kipaza vipaza redio filimbi kengele ving'ora jamhuri madaraka mashujaa utamaduni wafanyikazi
mwafrika krismasi mwakampya makini uangalifu umakini utaratibu nidhamu adabu maadili desturi utu ubinadamu ukarimu mtu
watu binti mwanamke wanawake mwanaume wanaume mwanamume mtoto watoto kijana vijana msichana wasichana mvulana wavulana
mzee wazee mama kina akina baba dada kaka ndugu mjomba wajomba shangazi babu nyanya bwana mabwana mume waume mke wake
mzazi wazazi walezi familia jamaa jamii ukoo mjukuu wajukuu mkwe wakwe shemeji mpwa binamu rafiki marafiki jirani
majirani wageni mwenzake wenzake mwenzangu wenzangu mwenzao wenzao mwenzetu wenzetu mpenzi wapenzi mchumba mjane
wajane yatima mayatima mlemavu walemavu mgonjwa wagonjwa majeruhi mhanga wahanga waathiriwa mwizi wezi jambazi
majambazi mkora wakora mhalifu wahalifu mshukiwa washukiwa muuaji wauaji mwuaji mporaji waporaji mbakaji wabakaji
tapeli matapeli mlevi walevi genge magenge kundi makundi umati kikundi vikundi askari maaskari maafisa ofisa wakuu
mkubwa wakubwa mdogo wadogo chifu machifu naibu wasaidizi kiongozi viongozi mwenyekiti katibu mwekahazina mratibu
waratibu mjumbe wajumbe mwanachama wanachama mwakilishi wawakilishi diwani mbunge wabunge gavana seneta rais waziri
serikali kaunti wadi kata lokesheni baraza mabaraza mwananchi wananchi raia wakazi mpangaji mwenye wenye mmiliki
mlinzi walinzi bawabu doria mwanadoria wanadoria mwanajamii mkenya wakenya mfanyakazi wafanyakazi mfanyabiashara
wafanyabiashara muuzaji mnunuzi wanunuzi mteja wateja mchuuzi wachuuzi madereva kondakta makondakta makanga mwendesha
waendesha walimu mwanafunzi wanafunzi daktari madaktari muuguzi wauguzi mkunga wakunga wahudumu mshauri washauri
kasisi mapadre pasta mapasta mchungaji wachungaji imamu mashemasi muumini waumini mkulima wakulima mpishi mwimbaji
mchezaji wachezaji shahidi mashahidi aliyeripoti mpigaji mwanahabari mwandishi mtangazaji hakimu jaji wakili mawakili
mfungwa wafungwa mshtakiwa washtakiwa mlalamishi walalamishi mkimbizi mahali pahali mtaa mitaa mtaani kijiji vijiji
kitongoji vitongoji kanda ukanda eneo maeneo sehemu upande pande barabara barabarani njiani kichochoro vichochoro kona
daraja madaraja darajani mtoni mfereji mifereji mtaro mtaroni kisima visima bwawa ziwa bahari mlima kilima bonde
bondeni msitu msituni shamba mashamba shambani viwanja uwanjani bustani masoko sokoni duka maduka dukani kibanda
vibanda kioski hoteli hotelini baa klabu stendi steji vituo kituoni ofisi ofisini ukumbi ukumbini jumba majumba jengo
majengo nyumba nyumbani manyumba chumba vyumba chumbani jikoni sebuleni choo vyoo chooni bafu bafuni ghorofa gorofa
orofa ghorofani paa mapaa ukuta kuta ukutani uzio mlango milango mlangoni dirisha madirisha dirishani lango malango
langoni geti getini ua uani ploti plot boma makao makazi hema mahema shule shuleni darasa madarasa darasani chuo vyuo
chuoni makanisa kanisani msikiti misikiti msikitini hospitali hospitalini zahanati makaburi kaburi makaburini mochari
mahakama mahakamani gereza gerezani jela rumande seli viwanda kiwandani gereji karakana bohari stoo mjini mji miji
jiji jijini nchi nchini dunia duniani mbinguni ardhi ardhini jaa dampo siku wiki miezi mwaka miaka saa masaa dakika
sekunde asubuhi adhuhuri alasiri jioni usiku alfajiri magharibi usikuni jumatatu jumanne jumatano alhamisi ijumaa
jumamosi jumapili januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba pasaka idi
ramadhani likizo msimu wakati nyakati muda vipindi mwanzo mwisho kati tarehe zamu mkutano mikutano kikao
sherehe harusi mazishi maziko matanga ibada sala misa mkesha kesha mahubiri krusedi mchezo michezo mechi kandanda
mpira mashindano ligi mafunzo semina warsha somo masomo mtihani mitihani ajenda tangazo matangazo habari ujumbe jumbe
ilani maonyo tahadhari ripoti maripoti maoni wazo ushauri swali maswali jibu majibu maelezo kanuni sheria amri agizo
maagizo haki wajibu jukumu majukumu mradi miradi mpango mipango shughuli kazi kazini ajira kibarua vibarua biashara
mauzo bidhaa mali kodi ushuru hela senti shilingi bei gharama mkopo mikopo deni madeni akiba mchango michango harambee
msaada misaada ruzuku basari cheti vyeti kitambulisho vitambulisho kadi karatasi hati leseni nambari namba daftari
kitabu vitabu kalamu masimu kompyuta televisheni runinga chaja intaneti maji majini stima mataa gesi makaa mvua jua
joto upepo dhoruba ukame njaa kiu moto mioto moshi majivu ajali janga majanga hatari hatarini usalama amani utulivu
fujo vurugu ghasia vita mapigano ugomvi mzozo mizozo migogoro mgogoro uhasama chuki visasi kisasi maandamano mgomo
migomo uhalifu uporaji ujambazi utapeli ulaghai ubakaji unyanyasaji dhuluma ukatili mauaji mauti kifo vifo maiti mwili
miili jeraha majeraha kidonda maumivu uchungu ugonjwa magonjwa kipindupindu malaria homa kikohozi surua kolera polio
korona ukimwi mimba ujauzito uzazi chanjo madawa tiba afya usafi uchafu takataka taka kinyesi harufu kelele nduru mlio
milio kilio vilio silaha bunduki bastola risasi kisu visu panga mapanga upanga rungu marungu shoka mashoka jembe majembe
nyundo fimbo kiboko mawe jiwe chuma vyuma nyaya kamba minyororo kufuli funguo gari magari pikipiki baiskeli bodaboda
boda matatu basi mabasi lori malori teksi mikokoteni tuktuk ambulansi mashine gurudumu tairi matairi mizigo mzigo begi
mabegi pochi gunia magunia sanduku chupa sahani kikombe sufuria meko meza kiti viti kitanda vitanda godoro blanketi
mavazi viatu kiatu shati suruali sketi kofia koti jaketi soksi sare mwavuli miwani pete vyakula unga ugali sembe
mchele wali maharagwe mahindi mboga nyama mayai yai maziwa chai sukari chumvi mkate matunda tunda ndizi vitunguu pombe
changaa sigara bangi mihadarati kokeni mbwa ngombe mbuzi kondoo nguruwe punda farasi panya nyoka nyuki mbu mende
kunguni wadudu mnyama wanyama miti maua nyasi majani jani mbolea shina tawi matawi kichwa vichwa kichwani uso usoni
jicho macho sikio masikio pua mdomo midomo mdomoni meno ulimi shingo shingoni bega mabega mkono mikono mkononi kidole
vidole kifua kifuani tumbo tumboni mgongo mgongoni mguu mguuni goti magoti moyo mioyo roho nguvu uwezo mfupa mifupa
ngozi nywele mwilini sifa jina cheo kabila makabila dini lugha kiswahili kingereza kiingereza mataifa uraia upendo
furaha huzuni hasira hofu woga wasiwasi aibu imani subira shukrani heshima uaminifu ukweli uongo uwongo siri makosa
kosa hatia dhambi kesi mashtaka ushahidi uchunguzi upelelezi msako operesheni ulinzi kafyu zuio vizuizi kizuizi hali
shida matatizo tatizo suluhu suluhisho maendeleo ushirikiano umoja ushirika uongozi utawala uchaguzi kampeni siasa
katiba demokrasia sera sensa elimu ujuzi maarifa nafasi fursa chaguo uamuzi maamuzi azimio maazimio lengo malengo
matokeo sababu chanzo athari mfano mifano aina jinsi namna kiasi kiwango ukubwa urefu upana uzito umbo ishara lundo
jozi kipande vipande fungu jambo mambo kitu vitu chombo vyombo kifaa vifaa neno maneno herufi hadithi ngoma muziki
filamu mungu yesu allah kristo biblia kurani malaika shetani baraka neema rehema utukufu maisha uhai uzima umri utoto
ujana uzee mwezeshaji mtaalamu wataalamu mhamasishaji wahamasishaji mwanaharakati wakaguzi mpatanishi wapatanishi
msuluhishi wasuluhishi usuluhishi upatanishi maridhiano mapatano makubaliano msamaha fidia uhamisho ubomoaji uvamizi
uchochezi utekaji nyara kutekwa mateka kiapo sahihi saini muhuri stakabadhi risiti bili tokeni laini salio ujenzi
ukarabati matengenezo uzinduzi upimaji uchangiaji usajili uandikishaji ugawaji ukusanyaji utoaji uchimbaji usambazaji
ukosefu uhaba upungufu ongezeko kupanda kushuka marekebisho mkusanyiko foleni trafiki kivuko vivuko matuta tuta
"""
ADJECTIVES = """
mahututi hohehahe taabani hoi matatani mashakani zuri mzuri wazuri nzuri mazuri kizuri vizuri pazuri baya mbaya wabaya
mabaya kibaya kubwa mkubwa wakubwa makubwa kikubwa vikubwa dogo mdogo wadogo ndogo madogo kidogo vidogo refu mrefu
warefu ndefu marefu kirefu fupi mfupi wafupi mafupi nene mnene wanene nyembamba mwembamba wembamba pana mpana zito
mzito nzito wazito pesi mwepesi nyepesi rahisi gumu mgumu ngumu magumu kigumu laini kali mkali wakali makali kikali
pole mpole wapole pya mpya wapya mapya jipya kipya vipya zee kuukuu zima mzima wazima nzima bovu mbovu mabovu bivu
kavu mkavu kikavu bichi mbichi chafu mchafu wachafu machafu kichafu safi nadhifu eupe mweupe weupe nyeupe meupe eusi
mweusi weusi nyeusi meusi ekundu mwekundu wekundu nyekundu manjano kijani samawati buluu kahawia zambarau kijivu tupu
wazi siri maarufu maskini masikini tajiri matajiri huru salama hai mfu wafu bora duni hodari shujaa mashujaa jasiri
mwoga waoga mvivu wavivu mchapa mwaminifu waaminifu mwema wema njema mema mwovu waovu maovu muhimu lazima hatari ghali
bandia halali haramu halisi kamili sawa sawasawa tofauti mbalimbali kadha maalum maalumu binafsi jumla kitaifa
kimataifa kisheria kijamii kiafya kisiasa kidini kiuchumi kimwili kijinsia mchanga wachanga mkongwe wakongwe mjamzito
wajawazito mwingi wengi nyingi mengi kingi vingi pengi mchache wachache chache machache kichache vichache haba
mwishowe awali msingi kuu mkuu wakuu makuu sekondari upili chekechea msalaba dharura haraka pembe huria batili hafifu
imara thabiti tulivu watulivu mtulivu shwari makini waangalifu mwangalifu macho tahadhari jamhuri madaraka utamaduni
kazi mazingira
"""
VERBS = """
legea legeza uma umwa tapeli tapeliwa umana ng'ata ngatwa ngata gonjwa gonjweka sogelea lewesha fukia fukiwa fukua
rukia rukiana wa kuwa laani laaniwa lani pongeza hofu stahimili ridhika ridhisha ridhia kosana kosanisha dhamiria
kusudiwa nuiwa jaribu jaribiwa wahamisha ondolewa ondoa ondosha tolea telekeza telekezwa acheni sahau puuzia kumbatia
zoeza zuru ota oteshwa lowesha kausha fikisha fikishwa fikia fikiwa fikika rejelewa pekua gawiwa gawana kadhia dunisha
tukuza tukuzwa sifu sifiwa badilishana vumbuliwa buni buniwa hariri chapisha chapishwa tafsiri tafsiriwa zungumzwa
ongelea ongelewa bashiri tabiri tandaa vamiana tulizana elezana pelekeana letea letewa pelekea pelekewa chukulia
ingiliwa ingilia ingilwa ingiza ingizwa jongea sogelewa karipia karipiwa nyamazishwa tazamia tazamiwa angaliana
tegemeana tegemewa shikamana jihusisha jiweka jiita jipanga jiondoa jisalimisha salimisha salimu salimiwa salimia
kabidhi kabidhiwa toroshwa fungulia funguliana zima tokana nawa chimba tikisika epukika ogopeka chekesha elimisha
elimishwa hamaki vumilia vumiliana sisitiza sisitizwa kariri tamani tamanisha zungukia pitiwa pitishia wasilisha
wasilishwa wasili toweka towesha twaa paka pakia pakua pakuliwa shona shonwa fua fuliwa piga pasi tandika tandaza
songa songamana minya papasa sukumana vutana chuana shindania wania gombea gombewa teuliwa apisha apishwa apa staafu
ajiri ajiriwa achishwa simamishwa huzunisha furahisha changanya changanyikiwa changanyika sahihisha fafanua fafanuliwa
bainisha bainika dhihirisha dhihirika fichua fichuliwa fichuka jibizana rekodi rekodiwa hifadhiwa nyunyiza nyunyizia
puliza pulizwa mwagilia mwagiliwa chipuka komaa laza lazwa saini sainishwa sainiwa enda endewa kaa tembea epuka lipa
osha chukua nawisha sugua pangusa futa futwa andikiwa somea zoea zoeleka tosha tosheleza tathmini boresha boreshwa
imarisha imarishwa imarika kuza kuzwa kua endelezwa stawi stawisha wekeza azima azimwa rejesha toboka ziba zibika
bubujika tiririka momonyoka didimia poromoka teleza serereka yumba yumbayumba gonganisha pinduka pindua pindukia
tapakaa jaa kauka nyauka oza chacha vunda fifia potelea angamia angamiza teketea teketeza unguka rarua raruka nyofoa
komboa kombolewa fidia fidiwa azimia kusudia nuia panga pangwa pangia pangisha pangishwa ratibu ratibiwa dhibiti
dhibitiwa sambaratika sambaratisha vuruga vurugika vurugwa vurumisha chafua chafuliwa chafuka kera kerwa sumbua
sumbuliwa taabika teseka tesa teswa lalama nung'unika pinga pingwa pingana bisha bishana kaidi asi halifu kiuka kiukwa
vuka vushwa uguza uguzwa hudhuria alika alikwa karibia pokelewa laki aga agana sindikiza rejea ripoti fungwa vaa
valisha vua funika vika kunja kunjua kunjwa nyoosha nyooka pinda pindika simika simikwa ng'oa chomeka chomoa
unganishwa tawala tawaliwa hutubia hutubu hojiwa hoji toza tozwa kaguliwa pitisha pitishwa tunga tungwa ngoa ngolewa
noa sogea sogeza epukana epusha jiepusha jiandaa andaa andaliwa jitayarisha tayarisha tayari jitolea jitokeza jitahidi
jikinga kinga keti chunga jichunga chungwa angaza mulika ng'aa pepea peperusha chemsha chemshwa chuja tibu hifadhi
anika teka chota jazwa katazwa rejelea rudia rudiwa kagua hakiki pigia pigiwa nong'ona eleweka endesheni tokezea
hudumia hudumiwa gharamia fadhili changamka changamkia shirikiana shirikisha shirikishwa shiriki ungana saidiana
shikana patanishwa samehana ja kuja fika ondoka rudi toka ingia pita pitia panda shuka simama lala amka kimbia ruka
anguka angukia kwenda kuenda kamata kamatwa shika shikwa achilia acha achia wacha weka wekwa toa tolewa peleka pelekwa
leta letwa beba bebwa chukuliwa pokea pata patikana patwa poteza potea tafuta tafutwa ona onekana onwa tazama angalia
angaliwa chungulia sikia sikilizana sikiliza sikika sema semwa semekana ongea ongelesha ongeza ongezwa ongezeka
zungumza zungumzia ambia ambiwa eleza elezwa elezea jibu jibiwa uliza ulizwa ita itwa itika itisha itishwa pigwa
pigana chapa chapwa chapana gombana gombania zozana tishia tishiwa tisha tishwa onya onywa tahadhari tahadharisha
tangaza tangazwa tangazia julisha julishwa arifu arifiwa taarifu fahamu fahamisha fahamishwa jua julikana juana elewa
kumbuka kumbusha kumbushwa sahaulika fikiri fikiria waza amini aminika tumaini tegemea tarajia tarajiwa ngoja ngojea
subiri subiria kawia chelewa wahi harakisha anza anzisha anzia isha ishia maliza malizwa malizika endelea endeleza
endesha endeshwa simamia simamisha sitisha sitishwa komesha koma ahirisha ahirishwa funga fungua funguliwa fungia
fungiwa vunja vunjwa vunjika vunjia vunjiwa bomoa bomolewa bomoka jenga jengwa jengea rekebisha rekebishwa tengeneza
tengenezwa haribu haribiwa haribika choma chomwa ungua unguza zimwa zimika washa waka lipuka lipua mwaga mwagwa
mwagika mimina jaza furika safisha safishwa fagia oshwa oga zoa zolewa kusanya kusanyika kusanywa tupa tupwa zika
zikwa chimbua pandwa kata katwa katika katiza kwama kwamua fyeka palilia vuna lima lisha lishwa kula liwa kunywa nywa
pika pikwa onja nunua nunuliwa uza uzwa uzia lipwa lipia lipisha kopa kopesha daidaiwa dai daiwa changa changia gawa
gawia gawanya saidia saidiwa saidika okoa okolewa linda lindwa jilinda tunza tunzwa ficha fichwa jificha iba ibwa ibia
ibiwa pora porwa nyakua nyakuliwa nyanganya nyanganywa laghai laghaiwa danganya danganywa dhulumu dhulumiwa nyanyasa
nyanyaswa dhuru onea onewa umiza umizwa umia jeruhi jeruhiwa jeruhika ua uawa uwawa chinja chinjwa dunga dungwa fyatua
rusha rushwa rushia rushiana shambulia shambuliwa vamia vamiwa zuia zuiwa zuilia kingwa zingira zingirwa fuata fuatwa
fuatilia fukuza fukuzwa fukuzana hamisha hama hamia lea lelewa zaa zaliwa oa olewa penda pendwa pendana chukia chukiwa
cheka chekwa lia lilia furahi furahia huzunika sikitika kasirika ogopa ogopwa shtuka shtua shangaa shukuru shukuriwa
omba ombwa ombea samehe samehewa heshimu heshimiwa tii kubali kubaliwa kubaliana kataa kataliwa kataza ruhusu ruhusiwa
lazimisha lazimika shurutisha agiza agizwa tuma tumwa tumia tumika tumiwa fanya fanywa fanyika fanyia fanyiwa fanikiwa
faulu shinda shindwa shindana cheza chezwa chezea imba densi soma someshwa somesha fundisha fundishwa funza jifunza
andika andikwa andikia andikisha jiandikisha sajili sajiliwa jisajili hesabu hesabiwa pima pimwa pimia chunguza
chunguzwa peleleza thibitisha thibitishwa hakikisha kanusha kiri kana tubu shtaki shtakiwa hukumu hukumiwa adhibu
adhibiwa suluhisha suluhishwa patanisha patana elewana sikizana jadili jadiliwa jadiliana shauri shauriwa shauriana
amua amuliwa chagua chaguliwa teua ongoza ongozwa simamiwa wakilisha hudhuriwa jiunga unga unganisha tenga tengwa
tengana gawanyika badilisha badilishwa badilika badili geuka geuza rudisha rudishwa rudishia regesha resha rejeshwa
hitaji hitajika hitajiwa taka takiwa kosa kosekana kosea kosewa weza wezekana wezesha faa bidi pasa paswa stahili husu
husika husisha husishwa tokea tokeza onyesha onyeshwa ashiria elekea elekeza elekezwa karibisha karibishwa kutana
kutanisha kuta kutwa kutwaa pona ponya ponywa tibiwa ugua kohoa tapika hara zirai kufa fa fariki pumua hema pumzika
pumzisha choka choshwa chosha lewa levya vuta vutwa sukuma sukumwa inua inuliwa teremsha telemsha bana finya kaza
gonga gongwa gongana kwaruza kwangua tikisa suka funikwa funua valia vuja vujisha nuka nusa nyesha nyeshewa anua loa
lowa zama elea ogelea sambaa sambaza sambazwa enea eneza enezwa zaga ambukiza ambukizwa chanja chanjwa dungia
hamasisha hamasishwa himiza himizwa sihi sihiwa tia tiwa tilia kumbana kabili kabiliana kabiliwa pambana pambania
pigania tetea teteana kemea kemewa lalamika lalamikia laumu laumiwa tukana tukanwa tusi sengenya chochea chochewa
tulia tulizwa tuliza nyamaza nyamazisha tawanya tawanyika tawanywa andamana goma sherehekea adhimisha zindua zinduliwa
fadhiliwa dhamini sindikizwa tembelea tembelewa zungusha zunguka zungukwa baki bakia bakisha salia sali hubiri abudu
tawadha toroka torosha torokea hepa kwepa okota okotwa tambua tambuliwa tambulika fananisha fanana shuku shukiwa
shukia nasa naswa nasua tega tegwa pekuliwa saka sakwa zibwa zibua zibuliwa toboa pasua pasuka kwaza vumbua gundua
gunduliwa iga igiza chora chanjo peana pewa pa nipe tupe mpe wape leteni njoni njooni njoo nenda nendeni twende
twendeni haya kujeni wachana shikilia shikiliwa tunukia hongera pongezwa hofia hofiwa dharau dharauliwa puuza puuzwa
tekeleza tekelezwa timiza timizwa kamilisha kamilika kamilishwa faidi faidika nufaika athiri athiriwa athirika gharimu
punguza punguzwa pungua pandisha pandishwa shusha shushwa kadiria kodi kodisha kodishwa ripotiwa hubiriwa kojoa nya
nyonya nyonyesha nyonga nyongwa tekwa tekenya baka bakwa najisi najisiwa lawiti lawitiwa gusa guswa shikashika
bembeleza busu tongoza tongozwa tahiri tahiriwa keketa keketwa ozwa ozesha vunjilia
"""
BORROWED = """
kam kamia cheki chekiwa hepa hata sare sorora dedi mada madwa dungwa chapia shikisha peleka toboka bambika chill relax
piga deal sort sortiwa meet chapiana bonga bongesha ongelesha manya omoka hustle ingiza ekelea jackiwa jack shoot stab
kill arrest arrestiwa call calliwa report reportiwa close open rob robiwa beat beatiwa push fight fightia sanya sanywa
bleed help settle clean pick drop chase catch check confirm update text follow attack rape kidnap snatch grab chomoka
tokomea nyongwa zubaa tokelezea hang book register
"""
