"""Family names in Kenya, by the people who bear them. A daughter's or a son's own name often stands beside them.

The lists are common knowledge. Everything is written in small letters, without apostrophes.
"""

KIKUYU = """
nyaguthie nyaguthii murungaru munyiri murichu murimu muritu muruga muturi mutungu muchina muchiru mwirigi mwiru mwathe
mwiraria ngaruiya ngatho ngururi ngugi nduru ndicu ndinguri ngumo ngumi ngunyi ngahu nyokabi wagema waithanji wakahiu
wamahiga wambaire wamathai wangondu wanjau wanugu warigia warutere wathiru wathika waweru weru thandi thanji theru
thinwa thirikwa thiongo rurigi rukenya ritho ribiro nguyai njiraini njine njoki njogu mbugi mbiyu mbatia maringa
marigi mahiri maathai maranga kimuhu kimiti kimathi kiboro kiguru kigotho kigwe kihuha kihuria kiiru kimingi kinuthi
kirangi kirugumi kiruthi kagoiya kagotho kahuki kahuthu kahungu kamwara kanyoro kanyago kanyiri karaba karanu karoki
karoga karuiki karuoya karuku gachagua gachigua gachomo gaciri gatuguta gatumu gathecha gathiru gathuku gichaga
gichanga gicharu gichinga gichure gikandu gikera gikuru gitei githegi githere githira githumbi githundi gitimu gitiye
githiri kamau mwangi njoroge kariuki maina ndungu ndungo gitau kimani karanja macharia muriuki wainaina githinji
gichuru mbugua kinyua mugo kuria njuguna gathogo ngatia gitonga gatonga gathoni gathungu gatimu gatheru gathuru
gachanja gachie gachoki gacheru gachuhi gaitho gakuru gakuo gakuya gatundu gichuhi gichuki gichohi gicheru gichui
gikonyo gikandi githaiga githae githuku githuka githiga githua githongo gitahi gitari gituma giathi irungu ireri iribe
ikua kabiru kabogo kabui kabue kagai kagiri kago kagwe kahara kahiga kahiu kahoro kahura kaigwa kaime kairu kamande
kamunya kamuyu kanyi kanyingi kangethe kangara kanyotu kanyua karago karugu karuga karuri karume karimi kathuri kiai
kiambi kiarie kibe kibaki kibera kibuchi kibui kigen kigo kihara kihato kihiu kihoro kihumba kimemia kimotho kinuthia
kinyanjui kinyoro kiongo kioi kirika kirubi kiruki kiragu kirima kiongera koigi kungu kagunda macaria machira magondu
magu mahinda mahugu maguta mathenge matheri mathu matu mbaria mbogo mbothu mbuthia mbugwa mburu mbuvi migwi miano
mithamo muchai muchemi muchene muchiri muchoki muchunu muchugu mucheru mugambi mugi mugwe mugure muhia muhoro muhoho
muiru muigai muiruri mukami mukiri mukoma mukundi mukuria mungai mungania munene munyua muraya murage murango murathe
murigi murigu murimi muriithi murugi murugu muthama muthee muthiga muthui muthemba muthiora muthoga muthuri mutahi
mutugi mwai mwaniki mwaura mwathi mwema mwenja mweru mwithiga nderi nderitu ndegwa ndirangu ndiritu nduati nduku
ndungi ndwiga ngacha ngari nganga ngechu ngethe ngigi ngotho ngunjiri ngure nguru nguyo njagi njaga njau njenga njeru
njihia njue njuki njugi njiru nyaga nyagah nyamu nyoike nyoro nyutu rugendo ruhiu ruga rukwaro rwenji thairu theuri
thiga thuku thuo thumbi thumi uhuru wachira wahome wagura waithaka waiganjo waihenya wairagu wakaba wamae wamalwa
wambaa wamugunda wamwea wandeto wanyoike warui waruinge waruiru waititu wagacha waigwa wahinya wanjohi wanyeki wanjiku
wanjiru wambui njeri nyambura wangari wairimu waithera waithira muthoni wangui wacera wanja mumbi nyawira wambura
wangeci wangechi waceke wacuka wacu wamaitha wamuyu wamucii wamboi wanini warau waruguru wanjugu wanjuhi wakonyo
waigumo waitherero wahu wairiuko waiyego gathigia gachambi kabura kagure karungari kirigo mukuhi nduta ndung'u nungari
nyakio nyaruai nyamwathi nyagaki nyarugu ngima ngonyo ngendo njambi njango njuhi wambu watiri watare wangithi wamarwa
wamatu wahito wawira wanjeru ciru ciku shiku shiro
"""
LUO = """
adede adera adeya agai agutu ajuang akech akelo akoko akomo aluko aluochi amayo angir angila anyona aol aput arunga
asembo asudi athiambo atieno ayiro ayoo ayot bolo dachi dola gumba guya jaoko jagongo kajwang kagutu kasera kaudo
kobare kojo konyango lando libondo madiang magak magaga magero malit mbai mbuya midiwo midida migot migosi misare
mudhune ndiege ndolo ndong ngeso ngiya ngode nindo nyabola nyabura nyagudi nyaim nyakwaka nyamboga nyamweya nyandiek
nyangla nyanjom nyasimi nyawanda nyawara nyikuli obado obel obala obara oballa obat obilo obwogo obwa ocheng ochuodho
ochuka ochungo odada odek odemba odenyo odero odoyi odul oduol odunga odwar odwuor ogaja ogambi oganyo ogara ogega
oginga ogori ogoti ogoye ogutu ogwapit ohon ojala ojode ojwando okado okanja okapi okeno okidi okila okiri okoko okola
okomo okore okoyo okuta okutoyi okwach okwako okwir olal olaka olawo olayo olel oliech oliewo olima oliwa olonde oloya
oluma olunga olwal oluga ombaka omboto omedo omenya omogi omoga omolo omondo omung'ala onditi ondong ondu ongai
onganga ongele ongoro ongoma ongweny onjiko onyando onyonyi oona opata opere opondo oraro oraw orenge oriaro orido
oriwa oron orony orucho orwenjo osano osawa osayo osiako osodo osogo osolo osongo osula othim othieno otiato oticho
otieku otiep otiu otonglo otuga owaka owala owich owili owiti owuoche oyamo oyare oyata oyengo oyiela oyoma oyombra
oyugah ragama raguma rakewa rakwach rapemo rasugu rawo reru rodi saoke seje sibuor sidede tago tindi wagah wambogo
wasuna weda yamo yogo otieno ochieng odhiambo omondi onyango owino okoth ouma oduor oluoch opiyo odongo okello ogola
odera odhis oketch okeyo oyugi oyoo oyaro oyieke oyier oyombe oyondi oywa obondo obiero obiria obonyo obuya obunga
obura ochanda ochilo ochola ocholla ochoro odawa odaga odago oderoh odeny odiero odima odinga odipo odoyo oduya oganda
ogada ogana ogallo ogendo ogeto ogilo ogina ogolla ogonda ogonyo ogot oguta ogwang ogweno ojijo ojiem ojuang ojuka
ojwang okal okatch okech okelo oketh okinda okinyi okinyo okongo okombo okong'o okota okowa okumu okuku okune okulo
okunya olale olang olando oloo olum oluoko olweny omala omanga omburo omamo omollo omoro omuga omulo omuya omware
ondiek ondigo ondiegi ondoro ongaro onger ongeri ongong'a ongondo ongwen oniala onjala onono onunga onunda onyach
onyiego onyuka onyuro openda opande opany opar opija opudo oricho orina orimba oriko orinda oruko orwa osanjo osewe
osiro osir osoro osumba osur oswago otenge otiende otila otuoma otuma otunga ouko oulo ouya owaga owando owegi owenga
owira owuonda owuor owuoth ragot rabuor raburu radido raila rarieda sijeny nyerere nyakiti nyamolo nyamori nyangweso
nyangwara nyongo nyandega mboya mbudi mbeche ngala wasonga wandiga wanga achieng akinyi adhiambo awuor anyango akoth
auma apiyo awino adongo adoyo adero aduda aduor agola ajwang akello akeyo akumu aloo aluoch amolo amondi anyasi aoko
apondi apudo arogo arwa asewe asiko atiang atiende awiti awour awuonda ayako ayieko ayuma
"""
LUHYA = """
wafula wekesa wanjala barasa simiyu nekesa nafula naliaka wanyama wanyonyi wamalwa wamukota wanjalwa walubengo walukhu
wabuke wabwile wabwire wakhungu wakoli walela walumbe wambulwa wambani wameme wandabwa wangila wangamati wangwe wanami
wanga wangusi wasike wasilwa waswa watua waliaula webala weche wepukhulu weyama wasonga akhonya alusa ambani ambundo
ambetsa amukowa amunga andati angatia asava ashioya ashiono atsango ayodi buluma bulimo bukachi busolo butali chavangi
chitechi chimoyi chogo egesa ekesa ekirapa eshitera eshiwani etyang ikapolon imbali imbuga indakwa indangasi ingutia
isiaho isutsa isabwa kadenge kadima kadenyi kegode keverenge khaemba khaoya khalayi khalumi khalwale khamala khasiani
khayumbi khayo khisa khwatenge kidiavai kilavuka kimiywi kisiangani kitiyo kizito kuloba kundu kwena lihanda likono
lichuma likhanga litunda liyai liyala lubanga luchera lugadiru lugalia lugonzo luganda luhombo lukorito lumumba lumula
lusweti lusaka lusimba lutomia lutta luvai luyali mabonga machayo madara makanga makhanu makhoha makokha makomere
malala malaba malenya malombe manyasi manyonge marende masinde masika masitsa masibo maloba malova matere mayabi
mmbone mudambi mudavadi mudembei mudeizi muganda mugali muhanji muhatia mukabwa mukasa mukhongo mukhwana mukolwe
mukoya mukunza mulama mulongo mululu mulunda mulusa mumia munala mungoma munialo munoko munyasa munyendo murunga
musalia musamali musebe musimbi musindi musungu mutali mutanyi mutimba muyoka muyonga mwanje nabwera nabwile nakhone
nakhumicha nakhanu nalianya nambiro namalwa namachanja nambuye namisi namusonge namwaya nanjala nandwa nangila
nangekhe nanyama nasambu nasike nasimiyu natembeya nelima nekoye ngaira ngoya nyongesa nyapola odanga okwaro okwemba
omari ombima omukoko omulama omurunga opanga opicho osundwa osore otwoma sakwa shamala shikuku shikanda shitanda
shitseswa shivachi shivisi shiundu shibutse shimuli sichei sifuna sikolia sikuku simwa sirengo sitati situma sitienei
soita tsuma vihenda vusha vuligwa wesonga wetangula wetende
"""
KAMBA = """
mutua musyoka kioko mutiso mutinda muli makau ndunda kyalo mwende nduku mueni wanza kalekye syombua muthama muthiani
muthini muthoka muthengi mutie mutisya mutunga mutuku mutuva mutemi mutava musau musila musili musembi musyimi mulwa
mulei muinde muimi muia muisyo mumo mumina munyao munyoki mukonza mueke muema muasya mwania mwanthi mwanzia mwangangi
mwikali mwikya mwinzi mwololo mwongela mbithi mbinda mbindyo mbondo mbuva maithya maingi maluki maundu manthi masila
masaku matheka matolo mavuti mavindu mbatha mbaluka mbai kaloki kalonzo kalungu kaluki kalunda kamene kamanthe kanini
kanyaa kasina kasyoka kasyoki katiku katua katumbi katumo katunge kavata kavisa kavuo kavindu kavinya kavutha kawinzi
kiilu kilonzi kilonzo kiluva kimanthi kimanzi kimeu kimuyu kinyili kisangau kisilu kithinji kithome kithuku kitavi
kitheka kithikii kithuva kituku kivuva kitonga kiema kiio kyambi kyenze kyengo kyuli kyule kyania kwinga ndambuki
ndeti ndeto ndinda ndolo ndone nduki ndulu ndungwa ndunge ngala ngei ngila ngina ngove ngui nguli ngumbau ngunze
nthenge nthenya nthiwa nzau nzeki nzilani nzioka nzisa nzivo nzomo nzuki nzuva nzyoka peninnah syengo syevutha syokau
syombwa syonguvi syovata wambua wayua wavinya wanzia wausi wanzila mbula mbeneka mbeke mbinya mumbua munyiva munee
mwelu muthikwa mutheu mutanu mutave nthambi ndanu ndululu
"""
KALENJIN = """
barngetuny barmasai barkutwo barsosio bartonjo barchok birech birir boiwo boiyo cheborgei chebukati chelogoi chelule
chemase chemweno chemjor chemorion chemos chemusian chepchieng chepchoge chepkoiywo chepkuto chepkwemoi chepsat
chepseba cheptarus cheptegei cheptoris chepyegon cherangany cherop cheruto cherutich cherwon cheson chesaro chesimet
chirchir choge cholim choser gichama jebor jelimo jemeli jemutai jepchumba jepleting jeptanui jeptoo jerobon jeruiyot
kaino kapkiai kapsot kaptum kebenei kenduiywo kerich kibaara kibogy kiboen kiboino kibos kichwen kimosong kimurgor
kiplabat kipleting kipkeu kipkosgei kiprugut kipruget kipsiele kipsongok kiptalam kiptala kipterer kipturgo kipchumba
kipchirchir kipkebe kirwa kisang kitur kiptuya kobil kogo koima kolum komen kones kipyego kuto kwambai kwemoi labat
labatt laboso lokorio maina makilap malakwen masit mibei mitei moiben moindi murgor mwei ng'etich nge'ny ngelechei
psinen rerimoi rotino ruttoh samoei sang serem sigilai silgich simatwa simbolei sirma siror sisey soimo tabut tanyasis
tapkili taptuya tecla telgat teimuge tirop tomno torome tuiyott tulienge wendot yebei kipchoge kiprono kiplagat
kipkemboi kibet koech rotich chebet jepkosgei cherono kiptoo cheruiyot chepkoech jelagat kiprotich tanui lagat ruto
kosgei bett biwott birgen bii bor boit busienei butuk cheboi chebii cheboiwo chebon chebotibin cheboss chelanga
chelagat chelimo chemutai chepchumba chepchirchir chepkemoi chepkemei chepkirui chepkorir chepkurui chepkwony
chepngeno chepngetich cheptoo cheptum chepkemboi cheptai cheptoek chesang cheserem chesire chesoli chumba chumo jebet
jebiwott jepchirchir jepkemboi jepkemei jepkirui jepkoech jepkorir jepngetich jeptum jeruto jerono jeror jerop
jerotich jesang kandie kaptich kaptuya karoney keino keitany kemboi keter ketter kibiwott kibii kibor kiboi kiget
kigen kimaiyo kimaru kimeli kimeto kimitei kimosop kimtai kimutai kimuge kiplimo kiplangat kiplel kipkirui kipkoech
kipkoskei kipkorir kipkurgat kipkurui kipngeno kipngetich kipruto kipsang kipsanga kipserem kipsigei kiptanui kiptarus
kiptum kipyegon kirong kirui kisorio kiyeng koros korir koskei kosgey kurgat kutto lang'at langat lelei letting maiyo
maritim melly metto misoi moi murei mutai ng'eno ngeno ngetich ngeny rono rop rugut sambu sawe sigei siele sitienei
songok tallam tarus tergat terer togom toroitich tuwei tuitoek tum walei yator yego yegon
"""
SOMALI_AND_NORTH = """
abdullahi farah warsame mwakio mohamud hirsi duale dekow degow gabow gure haret hilowle jimale kahin keinan kediye
korane maalim madobe maow mire muhumed mursal nunow olow omole omow roble roba samatar shire shide sheikhow ugas yarow
yare ebla elmi egal dubow dubat diis digale derow dhaqane cigaal buul aress ares arale amin adawa gathere lokwang
lokwee lokidi lokaale lokiru lokol lokorikwei lokuruka lokwawi lomuria lomurut lopeyok lopuyo loroo losike lotodo
lotuliakou loyapan longor ekal ekai ekeno ekiru ekitela ekuam ekuwam ekwam ekwee emuria emuron epem epeyon epur esekon
esinyen etabo etyang eyanae nakiru nakuleu namuya nangiro naperit napeyok atabo akal akai akiru lemaiyan lemiso
lempirdany lengees lenolkulal leparleen lesuuda leshore letoole leturesh lolkinyei loolpisia nkaissery nkedianye
ntimama ntutu nkoidila kantai kaelo kasaine kaparo kisio koikai konchellah konchella kuntai kuyioni lekishon letipila
lemein lolwerikoi mepukori moinket moiko moitalel mositet mootian naisola naiserian nairesiae namunyak nasieku
nashipae nasinkoi nkatha pareno parsaloi parmuat parsitau partoip saitabau saitoti sankale sankok sayianka sempeyo
seneiya shompa sironka solonka sopia sitonik tipanko tiampati tobiko tome turere koinange
"""
MERU_AND_EMBU = """
mwenda kirimi mutwiri muthuri muriungi muriira mugambi muthaura mutuma mutembei muthomi muthamia muthengi mwiti
mwirigi mworia mwongera mwobobia mutethia mutua mugendi mbaabu mbae mbijiwe mbaka marete maore mberia m'mbijiwe
kaimenyi kaburu kaaria kaberia kajuju kalayu kananu kanana kangai kanyua karambu karimi karwitha kathambi kathure
kathurima kaume kawira kendi kiambati kiara kiautha kiema kigera kimaita kimathi kinoti kinya kinyamu kiogora kiraithe
kirema kiriinya kirigia kithure kithaka kitharu kithinji koome koronya makena mbogori miriti mithika mukaria mukindia
mukiira murangiri murerwa muriithi murithi mukiri muketha murega muroki nkatha nkirote nkonge ntibuka nteere ntinyari
ntongai nturibi nyaga rutere ruteere rukunga ringera thuranira gacheri gakii gatwiri gaichu gikunda gituma gitonga
guantai gatobu kagendo kanini kinyua njagi njeru njiru njue nthiga mbungu mbuba mbogo ireri ikiao ndwiga ngari namu
wanyaga runji rwamba
"""
KISII_AND_KURIA = """
onyancha nyamweya moraa kerubo mogaka nyaboke bosire omwenga makori nyakundi nyangau nyabuto nyachae nyagaka nyakwara
nyamache nyamamba nyambane nyambati nyamari nyamasege nyamongo nyamosi nyamoita nyamu nyandoro nyangaresi nyangena
nyangoto nyanchama nyanchoka nyarangi nyariki nyasani nyatichi nyatundo nyaribari nyauma nyatuga abuga abuya angwenyi
anunda angasa aroni arani arasa asiago atandi ayienda barongo basweti bichanga birundu bogonko bironga bonareri getate
getenga gekonde gekonge gesare gesora getange gichaba gichana gisemba isaboke isanda isoe kambuni kebaso kebati
kemunto kemuma kengere kenyatta kenyoru keraro kerandi kibagendi kiage kinaro kwamboka maangi machogu machuka machini
magara magembe maiko mairura makone manyara maobe maranga marita maroro maroko masese matoke matundura mayaka mbaka
menge miyogo miruka mochama mochache mogambi mogeni mogire mogere mogoi moindi moigwa mokaya mokeira mokogi mokua
momanyi monari mong'ina mongina mong'are mongare morara moracha moranga moriasi morwabe mose moseti mosoti motanya
motari motuka muma ndemo ndubi ndubai ngisa nyairo obaga obare obiri obonyo obwocha ocharo ochwangi ogamba ogaro
ogechi ogeto okari okemwa okerio oketch ombaba ombachi ombaso ombati ombongi ombui omae omanwa omari omariba ombogo
omboga omoke omosa omoi omoti omwoyo ondara ondari ondieki ondimu ongaga ongechi ongeri ongori onkoba onsongo ontweka
onserio onyiego onyinkwa onyoni orina oriango orioki orora osebe osoro osiemo oseko otwori ototo rioba ratemo rogito
sagwe samoita siro siboe teya tinega tombe chacha marwa mwita robi boke gati ghati nyamohanga wankio wambura bhoke
magaiwa maisori
"""
COAST = """
barongo bagaya bokole dadu dzuha fumo galole gandi gohu hinzano jefa jilani jumwa kadenge kahaso kajembe kalenga kambe
kanyenze kapalata karembo kasanga kasichana kasirima katembe kazosi kibwana kidzomba kigunda kiringi kirau konje
kokani kwekwe lugogo lughanje lwambi madzitsa majaliwa makange makupe malau mapinga masamo mazia mbaji mbaraka mbeyu
mbuche mdoe mdzomba menza mgandi mghalu mghendi mkambe mlamba mnyazi mruttu msafwari mshila mtsami mugandi mulewa
munyoki mupe mvurya mwabaya mwabonje mwachofi mwachala mwachia mwadilo mwadondo mwaduna mwafaka mwagambo mwagodi
mwaiseghe mwakesi mwakilo mwakima mwakisha mwakulegwa mwalenga mwalili mwaluma mwamba mwamanga mwamidi mwamuye mwamodo
mwandagha mwandara mwandoe mwangeka mwanguo mwandime mwanzala mwarandu mwarome mwashumbe mwasame mwashigadi mwatela
mwazo mwazombe mwinyi ndaa ngolo ngombo ngumbao ngoa ngowa nyamvula nyiro nzao nzole pore randu ruwa sadala samini
shaha shehe shuma sirya sulubu taura thoya toya tungule umar wanje yaa zawadi mwadime kazungu katana charo karisa
kahindi kadzo kadzitu kafulusi kalama kalume kalu kenga kitsao konde kaingu kombe mangi masha mbaru mbogo mbitha
mramba mumba mwachiro mwadzombo mwadena mwafulo mwagandi mwagona mwakazi mwakio mwakuni mwamburi mwandawiro mwanduka
mwangala mwangolo mwanyasi mwanyumba mwarabu mwaringa mwaruwa mwasaru mwasi mwatate mwavita mwawasi mwazighe mwero
mwinga ndurya ngala nyamawi nzaro nzai pekeshe ponda sanga saro shutu tsuma tsofa yeri zuma birya bakari chengo
chigiri chiro dena deche fondo gona garama gunga hare iha jefwa jira kache kasena mapenzi mbodze mkala munga dzombo
dzame dzuya nyevu nyale nzingo sidi tabu umazi mghanga mghoi maghanga malika mkamburi mcharo
"""
