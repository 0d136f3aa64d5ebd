"""Ordinary words of Sheng, and the shortened spellings of texts. None of them names anybody."""

WORDS = """
nike adidas puma gucci lacoste converse timberland crocs jeans jinzi hoodie tshirt dera kanzu buibui hijab dreads mau
flani fulani boyz boys hood mm ex gf bf probox noah vitz subaru toyota nissan isuzu premio fielder bajaj boxer tvs
hilux prado canter arsenal chelsea manchester liverpool man city gor mahia ingwe afc stars harambee jersey betika
sportpesa betting mbet aviator facebook tiktok youtube instagram telegram google zoom android infinix tecno samsung
itel nokia oppo huawei mtaa mtaani base maboyz maboys maboy mayut yut youth msee mse wasee wase watu chali machali dem
madem manzi mamanzi mresh warembo mrembo mathe mathee fathe fatheh buda budake mbuyu mbuyus mzae mzee mzeee masaa bro
brathe sista sistee siz kasista kabro kaboy kaboi boi ndai gari mathree mat ma3 nganya nduthi nduthii ndutha mbodaboda
boda doo mkwanja chapaa ganji mulla munde niari ngiri ngwati thao soo finje mbao jill ashu kinde punch rwabe ndovu
keja kejani kao digs rao karao makarao sanse masanse sinjege njege manjege kanju makanju gava serikali bunde mchuma
chuma ndonga nare fegi bangi ngwai ndom vela kush chang chang'aa keg mnazi mchele ngata sufuria shashola kuro waru
kanjo makanjo
dondo mandondo chapo chipo smokie mayai sembe ugali sukuma mutura nyamchom fom form mambo poa fiti freshi fresh safi
vibaya noma moto mzuka sawa kabisa siste imeweza imekubali bamba chill tulia relax kuchill kutulia dunda rave bash
sherehe mechi gemu boli ndae job mbogi mbogis genje gengetone crew squad clique gang ule hii hizi huku uku hapo apo
hapa apa pale kule uko huko sahii sai saii saizi saa saahi leo jana kesho juzi nini ndio dio hio iyo ii io hiyo hao
wao wangapi gani aje vipi niaje sema sasa semeni oya aki haki walai wallahi yawa mbona si sio ama au but na juu ju coz
cause bcoz cz cos kwani kama ka kam kila ivo ivyo hivo hivyo ivyoivyo venye yenye kenye penye mwenye wenye enye mahali
pahali place side stejini stage steji stendi kona gate geti kiosk kibanda kibandaski kinyozi salon salonist mama mboga
fua dobi mpesa agent wakala soko sokoni duka dukani shop supa ploti plot rent kodi landi landlord caretaker landy
jirani majirani mandugu ndugu dada kaka mtoi watoi mtoto watoto mwizi wezi mkora wakora ngeta ndani nje mangaa gaza
superpower matapeli tapeli conman conmen conwoman wash mafisi fala mafala umbwa chizi wazimu lewa mlevi walevi kuibiwa
kuibwa kudedi kumada kuchapwa kupigwa kukaziwa kushikwa kusota kudeal kushuku kucheki kuhepa kuhata kutoroka kuvuka
ameshikwa ameachiliwa ameenda amekam wamekam nimekam tumekam anakam nakam najam mjam fika fikeni kujeni njooni kamni
kuja wamehepa amehepa wametoroka ametoroka amesare wamesare amewacha wameacha amerudi ameleta wameleta amedai wamedai
nmeibiwa nmepigwa nmefika nmeona nko niko tuko mko wako ako iko ziko kuko yuko aliko walikuwa alikuwa nisaidie
nisaidieni tusaidie msaada msaidie help hlp pls plz plis tafadhali asante asanteni thx thanks tnx tnk cm simu fon fone
chaji bando credo airtime charge kreditii sms txt msg whatsapp fb fesibuku online status grup group ungwana raia
mwananchi wananchi mhesh waheshimiwa msimamizi chief chifu mokoro wagosi hustler hustle mahustler hustla jobless jobo
mjengo kibarua vibarua juakali jua kali kazi kkv vijana msichana wasichana kijana mvulana wavulana mluhya mkikuyu
mjaluo mkamba mkisii msomali mmeru mkale mkalenjin mswahili mhindi mzungu wazungu waluhya wakikuyu wajaluo wakamba
wakisii wasomali wameru wakalenjin wahindi waswahili okuyu skul skuli shule shuleni klasi klass chuo chuoni college
mtihani likizo close opening fees feez hosi hospitali clinic daktari nesi dawa mwamba maji stima toknz tokens taka
takataka kokoto mchanga bomba kisima
"""
SHORT_FORMS = """
nmekuja cjui cjawahi ctaki cwezi cna siko sina hawana hatuna hana hamna hakuna akuna ivi ile yule wale mtu m2 wa2 2 4
2po 2ko 2naenda 2mefika 2mefunga sm1 som1 ppl bn hs hv hve frm wth wht wen whr thr thy gud gd nyt nite tmrw tmr 2moro
2day 2nite 2nyt b4 l8 l8r asap fyi abt bt bcz btw rply pliz nw nxt wk wkend hse hses rm rms
"""
