"""Given names in Kenya: English and Christian names, coastal and Muslim names, and those that are ordinary words too.

The lists are common knowledge. They need not be complete: `menus/text/redaction.py` also judges a word by its
neighbours. Everything is written in small letters, without apostrophes.
"""

MEN = """
john peter paul james joseph david daniel samuel stephen steven simon michael george francis charles patrick dennis
denis kevin brian bryan collins victor vincent eric erick felix evans alex alexander anthony antony andrew philip
phillip benard bernard benjamin martin moses isaac jacob abraham elijah joshua caleb solomon nicholas robert richard
william henry edwin edward elvis geoffrey jeffrey kennedy lawrence laurence leonard lucas luke matthew nelson oscar
raphael ronald thomas timothy walter wilson wycliffe wyclif jackson johnson johnstone dickson nixon clinton obama
hillary gideon zakayo zachary zacharia zachariah zablon zadock zedekiah amos hosea joel obadiah jonah micah nahum
habakkuk haggai malachi ezekiel ezra nehemiah job jeremiah isaiah enock enoch noah seth abel adam aaron eliud elisha
elias elikana ephraim ephantus eliakim emmanuel emanuel immanuel erastus ernest eugene fidel fred frederick fredrick
gabriel gerald gerrard gilbert godfrey gordon graham gregory hamisi harrison harun harrisson herman hezron hudson
humphrey ian ignatius isaya israel jairus japheth jared jarso jason jasper javan jesse jim joash jonathan jonathon
jordan josphat jehoshaphat josiah jotham juda judah julius justus justin justine kelvin kelvins ken kenneth laban
lameck lamech leon levi levis lewis linus livingstone lloyd louis maxwell mark marcus mathew mathias maurice morris
melvin meshack shadrack abednego mike milton mitchell mordecai musa nathan nathaniel nehemia newton nicodemus noel
norman obed obadia obote onesmus osborne oliver owen pascal patrice paulo petro peterson pius polycarp ramsey raymond
reuben rodgers rogers rodney roland ronny rufus russel salim sammy samson saul sebastian shem sila silas silvanus
silvester simeon sospeter spencer stanley stephano steve sylvester tadeo teddy terry thaddeus theophilus titus tobias
tom tony trevor tyson uriah valentine victa wallace washington wesley wilfred willis willy winston yohana yosef yusufu
zack zephaniah bonface boniface bony bonny cliff clifford clement cleophas collin conrad cosmas cyrus cyril damian
damaris darius davies davis dedan derek derrick desmond dominic dominick donald douglas duncan dunstan dan danny
danson denson dorian edgar edmond edmund eddy eddie elkana elly allan alan allen albert alfred alfonce alphonce
alphonse alloys aloise aloys ambrose andrea angelo anderson archibald arnold arthur athanas augustine augustus austin
barnabas barnaba barack barrack bartholomew basil benedict benson bethwel bob bobby brad bradley brandon brighton
bruce bruno calvin calvins cedric cephas chris christian christopher clarence claude ben bill billy benja sam joe jack
jimmy johnny kenny larry jerry gerry harry barry andy mutuku wilberforce winfred zebedee zephania fabian festus
ferdinand franklin frankline frank dalmas daudi petero mzito yakobo yohane marko luka mathayo isaka ibrahimu eliya
danieli stefano filipo andreya tomasi shadrak mesaki
"""
WOMEN = """
mary jane ann anne anna annah anita esther ester ruth sarah sara rachel rachael rebecca elizabeth margaret catherine
katherine caroline carolyne christine christina agnes alice beatrice brenda cynthia dorcas dorcus eunice evelyn
evaline evelyne florence irene jacinta jacinter jackline jacqueline janet josephine judith judy lilian lillian lydia
martha monica naomi nancy pauline phyllis purity rosemary sharon stella susan suzan tabitha teresa theresa teresia
vivian winnie winifred abigael abigail ada adelaide agatha agneta alexis alvina amanda amelia amy angela angeline
annastacia anastasia annette antonina audrey aurelia belinda bella benta berline bernadette bertha beryl betty betsy
bilha brigid bridget brigit britney camilla carol carren caren cate cecilia cecily celestine charity charlotte chloe
christabel claire clara clare claris conslata consolata cornelia daisy damaris daphne debora deborah debra delphine
diana dina dinah dolphine dora doreen doris dorothy edith edna elena eleanor elsie ella ellen elsa emily emma emmah
erica erika esta eva eve everlyne faustina felicity felistus fiona flora florah frida fridah gaudencia genevieve
georgina gertrude getrude gladys glory gloria goretti hannah harriet helen hellen henrietta hilda ida idah imelda
immaculate ivy ivonne yvonne jael jemimah jemima jennifer jenifer jesca jessica jemma joan joanna joanne joyce jocelyn
julia juliana julian julie juliet juliette karen kate kezia keziah kellen laura lavender leah lea leila lenah lena
lina linda linet linnet lisa loise lois loyce lorna louise lucia lucy luciah mable mabel magdalene magdalena maggie
mercyline mercelyne marion marian mariana maria mariam marjorie marlene marsha maureen maurine maxine melanie melisa
melissa mildred millicent milka mirriam miriam moline mollie molly monicah moreen muriel myra nadia naom natalie
natasha nelly nellie nicole nora norah olga olive olivia pamela patience patricia paula penina peninah perpetua
petronilla philomena phoebe phoebi pricilla priscilla priscah prisca quinter rael rahab regina rhoda rita roda
roselyne roseline rosebella rose rosa roslyn roxanne rosalia rosaline sally salome samantha sandra selina selly serah
sheila shelmith sherry sheryl shirleen shirley sofia sophia sophie stacy stacey susana susanna sussy sylvia syphrose
tamara tracy tracey trizah triza ursula valary valarie valerie vallary vanessa velma vera verah verity veronicah
veronica veronika victoria violet viola virginia vicky virgy wilfrida wilkister wilmina yolanda yunia zipora zipporah
zippy zuhura liz lizzy lizzie beth bessy becky susy suzy kathy cathy trish trixie tina mercyann lynn lyn lynette linah
esthery njokimary
"""
MUSLIM = """
hassan hussein husein hussain mohamed mohammed muhammad muhamed mohamud mahmoud mahamud abdi abdul abdullah abdallah
abdalla abdala abdulla abdirahman abdurahman abdulrahman abdikadir abdulkadir abdulaziz abdiaziz abdinasir abdinassir
abdirashid abdirizak abdirisak abdisalan abdisalam abdihakim abdifatah abdiwahab abdiweli abdinoor abdikarim
abdulkarim abdulhamid ahmed ahmad achmed ali aly omar omari umar osman othman uthman ibrahim ismail ismael yusuf
yussuf yusufu salim saleh salah swaleh saidi seif said hamisi hamis khamis juma jumaa kassim kasim qasim bakari bakar
abubakar abubakari ramadhan ramadhani rashid rashidi shaban shabani shaaban mustafa mustapha mwinyi mwinyihaji hamad
hamadi hamdi hamza haji idris idriss idi iddi isse isaak issack issak adan aden adow hirsi jama jamal jelani jibril
kalid khalid khalif khalfan mansur mansour masoud masud mbarak mbaruk mubarak mubaarak muktar mukhtar munir musab
nassir nasir nassor noor nur nuru omary rajab rajabu ridhwan sadiq sadik saddam salat siyad shariff sharif shee shukri
suleiman suleyman sulaiman sudi tahir taib talib twaha twalib yahya yakub yassin yasin yasir zakariya zakaria zubeir
zubair warsame farah guled gedi gelle duale dahir dagane bashir barre bile billow boru bulle bishar godana guyo halake
hache galgalo wario jillo dida dima duba fatuma fatma faduma fathiya fatima halima halimo amina aminah asha aisha
ayesha aysha zainab zeinab mwanaisha mwanamisi mwanajuma mwanahamisi mwanakombo mwanasha mwanaidi rukia ruqiya rehema
rahma rahima sauda saumu salma salama sadia saadia safia sabina sabrina shamsa sharifa shakila sofiya sumaiya sumeya
swabra tumaini ubah umi khadija khadijah hadija kadija khadra habiba hafsa hamida hawa hawo hibo hodan ifrah ikran
iman jamila kauthar kulthum lul maryam maimuna mariamu muna mwanarusi mwatum mwatime nasra naima najma nafisa nuria
rabia radhia ramla rukiya sahara sahra samira sara siham suad subira suleqa yasmin yasmina zahra zamzam zawadi zena
zulekha zuleikha zulfa bahati
"""
WORDS_TOO = """
faith grace joy hope mercy love peace blessing blessings gift prudence patience charity prosperity precious princess
queen king prince happy lucky favour favor goodluck innocent wisdom trinity moses mark bill will rose daisy lily ivy
pearl ruby amber joe baraka neema rehema imani amani upendo furaha tumaini subira zawadi bahati riziki shukuru mapenzi
tabasamu neno taji nuru nia jamila salama fadhili faraja pendo sifa maua waridi malaika malkia simba chui duma nyati
kifaru mosi juma haji mtumwa mzungu mswahili karanja wakili hakimu daktari jaji askofu mfalme chege papa santos pele
messi ronaldo drogba tyson rambo commando scorpion cobra black blackie white young smart shark killer bosco sadam
osama ghost bonny pascal noel noor
"""
"""Names that are ordinary words, too. They are crossed out only where their neighbours make them names."""
MOSTLY_NAMES = """
mark will bill bob jack rob sue pat lily daisy rose ruby pearl grace mercy faith patience ivy joe moses
"""
"""Those of them that begin a sentence as names more often than as words: `Mark has a gun`."""
