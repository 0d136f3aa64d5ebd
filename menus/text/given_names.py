"""Given names in Kenya: English and Christian names, coastal and Muslim names, and those that are ordinary words too.

The lists are common knowledge. They need not be complete: `menus/text/redaction.py` also judges a word by its
neighbours. Everything is written in small letters, without apostrophes.
"""

MEN = """
jayden liam ethan mason ryan tyler lincoln denzel jamal darren darryl dwayne shaun shawn sean travis troy trent keith
kenan keegan kyle kurt kirk klinsmann leroy lamar logan luther lyle malcolm mariga milan miguel mitch morgan neil
neville nickson nicksen nigel norbert norris otis ozil patel pablo percy preston quincy quentin randy reagan rex
ricardo rodrick roman ross roy rudolf sherman sidney stan stewart stuart sylvanus theo tobby trevis ulysses urbanus
vitalis vitalice virgil wallace warren wayne wellington westley winfrey xavier yona zablon zaccheus zakary zeph
alphaxard aron asaph barnard barry briton cornelius crispin crispus cuthbert danstan denzil dickens dominik edson
elijah elkanah elphas emilio enos epainito ernesto evanson ezekiah fanuel fidelis fredson garrison godwin hadson
hezekiah hillary hilary iddris isaack jabez jacktone jairo jamin japhet jeconia jephthah jethro johana johnmark josam
josphine julias kepha kephas lazarus leakey lennox lenny lister lotan luka mackenzie marvin maxmilla meshak mica mikal
mishael moris naftali naphtali nahashon nahason ndiritu nehemiah nimrod norbat odhiambo onesmas pantaleo peterkin
pharis phares phineas phanuel pholo protus raymond reinhard renson robinson romanus sammuel samwel samuelson shadrac
shedrack silvester simion stanly stanlaus stanslaus syrus thadeus timon titos tobiko uzziah vinsent wickliffe
wilberfoce wilkins winstone wisely yobesh yoash zacheus zephania zebedayo john peter paul james joseph david daniel
samuel stephen steven simon michael george francis charles patrick dennis denis kevin brian bryan collins victor
vincent eric erick felix evans alex alexander anthony antony andrew philip phillip benard bernard benjamin martin
moses isaac jacob abraham joshua caleb solomon nicholas robert richard william henry edwin edward elvis geoffrey
jeffrey kennedy lawrence laurence leonard lucas luke matthew nelson oscar raphael ronald thomas timothy walter wilson
wycliffe wyclif jackson johnson johnstone dickson nixon clinton obama gideon zakayo zachary zacharia zachariah zadock
zedekiah amos hosea joel obadiah jonah micah nahum habakkuk haggai malachi ezekiel ezra job jeremiah isaiah enock
enoch noah seth abel adam aaron eliud elisha elias elikana ephraim ephantus eliakim emmanuel emanuel immanuel erastus
ernest eugene fidel fred frederick fredrick gabriel gerald gerrard gilbert godfrey gordon graham gregory hamisi
harrison harun harrisson herman hezron hudson humphrey ian ignatius isaya israel jairus japheth jared jarso jason
jasper javan jesse jim joash jonathan jonathon jordan josphat jehoshaphat josiah jotham juda judah julius justus
justin justine kelvin kelvins ken kenneth laban lameck lamech leon levi levis lewis linus livingstone lloyd louis
maxwell mark marcus mathew mathias maurice morris melvin meshack shadrack abednego mike milton mitchell mordecai musa
nathan nathaniel nehemia newton nicodemus noel norman obed obadia obote onesmus osborne oliver owen pascal patrice
paulo petro peterson pius polycarp ramsey reuben rodgers rogers rodney roland ronny rufus russel salim sammy samson
saul sebastian shem sila silas silvanus simeon sospeter spencer stanley stephano steve sylvester tadeo teddy terry
thaddeus theophilus titus tobias tom tony trevor tyson uriah valentine victa washington wesley wilfred willis willy
winston yohana yosef yusufu zack zephaniah bonface boniface bony bonny cliff clifford clement cleophas collin conrad
cosmas cyrus cyril damian damaris darius davies davis dedan derek derrick desmond dominic dominick donald douglas
duncan dunstan dan danny danson denson dorian edgar edmond edmund eddy eddie elkana elly allan alan allen albert
alfred alfonce alphonce alphonse alloys aloise aloys ambrose andrea angelo anderson archibald arnold arthur athanas
augustine augustus austin barnabas barnaba barack barrack bartholomew basil benedict benson bethwel bob bobby brad
bradley brandon brighton bruce bruno calvin calvins cedric cephas chris christian christopher clarence claude ben bill
billy benja sam joe jack jimmy johnny kenny larry jerry gerry harry andy mutuku wilberforce winfred zebedee fabian
festus ferdinand franklin frankline frank dalmas daudi petero mzito yakobo yohane marko mathayo isaka ibrahimu eliya
danieli stefano filipo andreya tomasi shadrak mesaki
"""
WOMEN = """
shantel shantelle chantal shanice terryann terry tiffany trina latoya leticia lavine laureen lorraine lynnete kimberly
kylie keisha kelsey jasmine jade jazmin hillary haley hazel heidi halle gabriella georgia felister feliciana evalyne
everline elvira electine electina elmelda eddah ednah edwina emelda emily euphemia eugenia dolly dorine dorcah
damacline cleophine clementine claudia chepkemoi charlene celine carlene blanche bonita bridgit avril ashley asenath
asenat arlene annita annabel angelica angie alma alicia alexandra albina agripina achsah bethsheba bathsheba beverly
beverlyne bevaline betsheba caudensia conseta consolate damary deliah delilah delvine drusilla emmaculate ephy esnas
eucabeth everlyn fanice fides gaudensia gesare gladwell gladys graceann hildah hyline immelda jacqualine jackie
janerose jemmimah jenipher jeniffer jeridah joyline josphine kerubo keren ketty lencer lenah leonida leonidah lilly
lillianne lucyann mackline magret margret marrion maureene maurin maximilla mellen mellan melvine merab mercelline
metrine millicient milcah mirrium mwanahawa nashon nereah noelina nolega norah olivine otilia pacifica penina phelgona
phenny philis philister phostine pollet quinta quinter rispah rispa roseann rosebell rosemarie roxana ruthie sabeth
salina saline sandrah schola scholastica seline serfine sharleen sharlyne sheilah shillah sheela shirlene susanne
syprose synthia tecla tecra teckla terresia trufena trufosa truphena trufosah tryphosa ummi valeria velmah venessa
vennah verlyne viona virginiah vivianne wendy winfridah winnifred yunes zainabu zeituni zeddy zilpah zipporah zubeda
zuhra mary jane ann anne anna annah anita esther ester ruth sarah sara rachel rachael rebecca elizabeth margaret
catherine katherine caroline carolyne christine christina agnes alice beatrice brenda cynthia dorcas dorcus eunice
evelyn evaline evelyne florence irene jacinta jacinter jackline jacqueline janet josephine judith judy lilian lillian
lydia martha monica naomi nancy pauline phyllis purity rosemary sharon stella susan suzan tabitha teresa theresa
teresia vivian winnie winifred abigael abigail adelaide agatha agneta alexis alvina amanda amelia amy angela angeline
annastacia anastasia annette antonina audrey aurelia belinda bella benta berline bernadette bertha beryl betty betsy
bilha brigid bridget brigit britney camilla carol carren caren cate cecilia cecily celestine charity charlotte chloe
christabel claire clara clare claris conslata consolata cornelia daisy damaris daphne debora deborah debra delphine
diana dina dinah dolphine dora doreen doris dorothy edith edna elena eleanor elsie ella ellen elsa emma emmah erica
erika esta eva eve everlyne faustina felicity felistus fiona flora florah frida fridah gaudencia genevieve georgina
gertrude getrude glory gloria goretti hannah harriet helen hellen henrietta hilda ida idah imelda immaculate ivy
ivonne yvonne jael jemimah jemima jennifer jenifer jesca jessica jemma joan joanna joanne joyce jocelyn julia juliana
julian julie juliet juliette karen kate kezia keziah kellen laura lavender leah lea leila lena lina linda linet linnet
lisa loise lois loyce lorna louise lucia lucy luciah mable mabel magdalene magdalena maggie mercyline mercelyne marion
marian mariana maria mariam marjorie marlene marsha maureen maurine maxine melanie melisa melissa mildred millicent
milka mirriam miriam moline mollie molly monicah moreen muriel myra nadia naom natalie natasha nelly nellie nicole
nora olga olive olivia pamela patience patricia paula peninah perpetua petronilla philomena phoebe phoebi pricilla
priscilla priscah prisca rael rahab regina rhoda rita roda roselyne roseline rosebella rose rosa roslyn roxanne
rosalia rosaline sally salome samantha sandra selina selly serah sheila shelmith sherry sheryl shirleen shirley sofia
sophia sophie stacy stacey susana susanna sussy sylvia syphrose tamara tracy tracey trizah triza ursula valary valarie
valerie vallary vanessa velma vera verah verity veronicah veronica veronika victoria violet viola virginia vicky virgy
wilfrida wilkister wilmina yolanda yunia zipora zippy zuhura liz lizzy lizzie beth bessy becky susy suzy kathy cathy
trish trixie tina mercyann lynn lyn lynette linah esthery njokimary
"""
MUSLIM = """
abdirashid abdikani abdimalik abdishakur abdullatif abdulswamad abdulmajid abubakr adnan akram alawi anwar arafat asad
athman awadh ayub aziz badi bashiru bilal dauda daud fahad fahim faisal faiz faraj farid farouk faruk fuad ghalib
habib hafidh hafiz haroun hashim hatim hilal ilyas imran irshad ishaq issa jabir jaffar jafar jalal jamaal kamal kamil
karim karama lutfi mahdi mahfudh majid malik mansoor maqbul mazrui miraj mohsin murad musa mustaf mutwafy nabil nadir
najib nasib naseer omari rafiq rahim raschid rayan riyadh riyaz sabir sabri safwan sajid sameer samir shakur shamsi
sharrif shaffi shafi shahid shakir shibli siraj sufian suhail swabir tariq taufiq twahir umar wahid walid wasim yasser
yusha zahir zaid zakir zein zuberi dullah dullayo mwinyi ngozi swabrina asiya aziza badriya batuli bishara dahabo
dekha farhiya fardosa farida fauzia firdaus ghania habibo hadia hafswa halimatu hidaya hindu husna hubbi ikram ilham
jamilla kaltuma kauthara khairiya latifa layla lubna mahira majma malyun mariyam mishi munira mwanaidi mwanaharusi
mwanamkasi mwanasiti nadhifa naimo naj nuriya rafia rahmo riziki rukiyo saada sabaha saida salha samia shukri siti
suada suhayla swafia swaleha tawasul thureya ubax warda yusra zaitun zaituni zakia zeitun ziada zuleika hassan hussein
husein hussain mohamed mohammed muhammad muhamed mohamud mahmoud mahamud abdi abdul abdullah abdallah abdalla abdala
abdulla abdirahman abdurahman abdulrahman abdikadir abdulkadir abdulaziz abdiaziz abdinasir abdinassir abdirizak
abdirisak abdisalan abdisalam abdihakim abdifatah abdiwahab abdiweli abdinoor abdikarim abdulkarim abdulhamid ahmed
ahmad achmed ali aly omar osman othman uthman ibrahim ismail ismael yusuf yussuf yusufu salim saleh salah swaleh saidi
seif hamisi hamis khamis juma jumaa kassim kasim qasim bakari bakar abubakar abubakari ramadhan ramadhani rashid
rashidi shaban shabani shaaban mustafa mustapha mwinyihaji hamad hamadi hamdi hamza haji idris idriss iddi isse isaak
issack issak adan aden adow hirsi jama jamal jelani jibril kalid khalid khalif khalfan mansur mansour masoud masud
mbarak mbaruk mubarak mubaarak muktar mukhtar munir musab nassir nasir nassor noor nur omary rajab rajabu ridhwan
sadiq sadik saddam salat siyad shariff sharif shee suleiman suleyman sulaiman sudi tahir taib talib twaha twalib yahya
yakub yassin yasin yasir zakariya zakaria zubeir zubair warsame farah guled gedi gelle duale dahir dagane bashir barre
bile billow boru bulle bishar godana guyo halake hache galgalo wario jillo dida dima duba fatuma fatma faduma fathiya
fatima halima halimo amina aminah asha aisha ayesha aysha zainab zeinab mwanaisha mwanamisi mwanajuma mwanahamisi
mwanakombo mwanasha rukia ruqiya rehema rahma rahima sauda saumu salma salama sadia saadia safia sabina sabrina shamsa
sharifa shakila sofiya sumaiya sumeya swabra tumaini ubah umi khadija khadijah hadija kadija khadra habiba hafsa
hamida hawo hibo hodan ifrah ikran iman jamila kauthar kulthum lul maryam maimuna mariamu muna mwanarusi mwatum
mwatime nasra naima najma nafisa nuria rabia radhia ramla rukiya sahara sahra samira sara siham suad subira suleqa
yasmin yasmina zahra zamzam zawadi zena zulekha zuleikha zulfa bahati
"""
WORDS_TOO = """
junior hawa faith grace joy hope mercy love peace blessing blessings gift prudence patience charity prosperity precious
princess queen king prince happy lucky favour favor goodluck innocent wisdom trinity moses mark bill will rose daisy
lily ivy pearl ruby joe baraka neema rehema imani amani upendo furaha tumaini subira zawadi bahati riziki shukuru
mapenzi tabasamu jamila salama fadhili faraja pendo waridi malaika malkia simba chui duma nyati kifaru mosi juma haji
karanja chege papa santos pele messi ronaldo drogba tyson rambo commando scorpion cobra blackie bosco sadam osama
bonny pascal noel noor
"""
"""Names that are ordinary words, too. They are crossed out only where their neighbours make them names."""
MOSTLY_NAMES = """
mark will bill bob jack rob sue pat lily daisy rose ruby pearl grace mercy faith patience ivy joe moses
"""
"""The names among them that begin a sentence as names more often than as words: `Mark has a gun`."""
