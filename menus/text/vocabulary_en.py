"""Ordinary English words as residents and coordinators use them, one form each: the rules add -s, -ed, -ing and others.

A word belongs here if it is ordinary in a text about a neighbourhood and names nobody.
"""

FUNCTION = """
a an the and or but so if then than that this these those there here it its he him his she her hers they them their theirs
we us our ours you your yours i me my mine who whom whose which what when where why how is am are was were be been being
isnt arent wasnt werent do does did done dont doesnt didnt has have had hasnt havent hadnt having will wont would wouldnt can
cant cannot could couldnt may might must mustnt shall should shouldnt let lets not no yes nor neither either both each every
all any some none few many much more most less least other others another such same own one ones two three four five six
seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty
sixty seventy eighty ninety hundred thousand million first second third fourth fifth sixth seventh eighth ninth tenth last
next once twice at in on of off to from by for with without within into onto out up down over under above below between among
through across along around about against before after during until till since while because as like near behind beside besides
beyond inside outside opposite past per via upon toward towards except also too very quite rather just only even still yet
already again ever never always often sometimes usually soon later now today tonight tomorrow yesterday ago else ok okay
oh hi hello hey pls plz please thanks thank sorry well sure maybe perhaps really actually though although however instead
therefore thus hence otherwise whether whoever whatever whenever wherever anyone anybody anything anywhere someone somebody
something somewhere everyone everybody everything everywhere nobody nothing nowhere myself yourself himself herself itself
ourselves themselves yourselves together apart away back forward ahead aside alone almost nearly enough exactly especially
mainly mostly likely unlikely im ive ill id youre youve hes shes theyre weve thats theres whats lets dont u r ur n w b4 gd
etc eg ie am pm oclock vs and/or nr opp hse rd st ave mkt min mins hr hrs kms ksh kes sh bob
"""
TIME = """
time day date week month year hour minute moment morning afternoon evening night midnight noon dawn dusk weekend weekday
holiday season term monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct
nov dec early late daily weekly monthly yearly annual recent recently current currently present future past previous new old
christmas easter ramadhan ramadan eid idd madaraka mashujaa jamhuri labour curfew deadline schedule period half quarter
start begin began begun beginning end finish finished continue stop pause break delay wait hurry quick quickly fast slow slowly
immediate immediately urgent urgently sudden suddenly long short brief temporary permanent
"""
PEOPLE = """
person people man men woman women child children boy girl baby infant toddler teen teenager youth youths adult elder elderly
parent father mother dad mum mom daddy mummy son daughter brother sister husband wife uncle aunt auntie cousin nephew niece
grandmother grandfather grandma grandpa granny family families relative relatives kin guardian friend friends neighbour neighbor
neighbourhood neighborhood stranger visitor guest guy guys chap lady ladies gentleman gentlemen gang gangs mob crowd group team
member members leader chairman chairlady chairperson chair secretary treasurer chief chiefs assistant subchief official officials
officer officers police policeman policewoman cop cops soldier soldiers guard guards watchman watchmen security patrol patroller
patrollers patrols askari coordinator coordinators volunteer volunteers committee association community residents resident
tenant tenants landlord landlords landlady caretaker agent agents owner owners worker workers staff employer employee boss manager
teacher teachers pupil pupils student students learner learners nurse nurses doctor doctors clinician midwife counsellor counselor
social pastor pastors priest imam bishop reverend church congregation trader traders hawker hawkers vendor vendors seller buyer
shopkeeper customer customers driver drivers conductor conductors tout touts rider riders cyclist passenger passengers pedestrian
pedestrians mechanic cook cleaner plumber electrician carpenter tailor barber thief thieves robber robbers robbery burglar
burglars mugger muggers suspect suspects suspected suspicious criminal criminals thug thugs gangster gangsters attacker attackers
victim victims witness witnesses reporter reporters caller callers helper helpers orphan widow widower patient patients disabled
citizen citizens voter voters candidate mca mp governor senator president minister county ward government administration
administrator commissioner dcc dci ocs ocpd ocpp nps ipoa cid gsu kra kplc redcross cross cbo ngo chv chvs chw chp nyumba kumi
"""
PLACES = """
place places area areas zone zones side sides corner street streets road roads path paths footpath alley alleys lane lanes highway
junction roundabout bridge bridges river riverside stream sewer sewers sewage drain drains drainage trench trenches ditch culvert
manhole manholes dump dumps dumpsite landfill field fields ground grounds playground park market markets stall stalls shop shops
store stores kiosk kiosks supermarket stage stages bus buses stop terminus station stations post outpost office offices hall halls
school schools class classroom classes nursery primary secondary college university library church churches mosque mosques temple
hospital hospitals clinic clinics dispensary chemist pharmacy morgue mortuary cemetery court courts prison jail cell cells house
houses home homes room rooms flat flats apartment apartments building buildings storey floor floors roof roofs wall walls fence
fences gate gates door doors window windows compound plot plots estate estates village villages slum settlement town city
neighbouring kitchen toilet toilets latrine latrines bathroom bathrooms stairs staircase stair steps step basement balcony corridor
yard garden farm farms shamba hill valley forest bush bushes tree trees lake dam well wells borehole boreholes tap taps tank tanks
pipe pipes pole poles wire wires cable cables transformer light lights lamp lamps streetlight streetlights streetlamp mast booth
camp shelter tent tents hotel hotels bar bars pub pubs club clubs restaurant cafe salon barbershop garage petrol bank banks
agent mpesa atm cyber online website page upper lower upstairs downstairs entrance exit front back left right top bottom middle
centre center central north south east west northern southern eastern western local far close nearby distance kilometre meter metre
"""
EVENTS = """
meeting meetings meet met baraza barazas forum assembly gathering event events function party wedding funeral burial memorial
fundraiser harambee collection contribution contributions prayer prayers service mass crusade kesha ceremony launch celebration
festival match matches game games sport sports football tournament league training trainings workshop seminar class lesson lessons
exam exams graduation course talk talks discussion debate agenda notice notices announcement announcements message messages news
information info reminder remind reminders warning warnings warn alert alerts caution beware careful update updates report reports
reported reporting campaign drive exercise programme program project projects plan plans activity activities clean clean-up cleanup
cleaning cleanliness sweep wash washing collect collecting garbage rubbish waste litter trash dirt dirty sanitation hygiene
vaccination vaccine vaccines polio measles cholera covid malaria typhoid tb hiv aids outbreak disease diseases sick sickness ill
illness medical medicine medicines drug drugs treatment checkup screening testing test tests blood donation donate donor mask masks
water power electricity blackout outage outages interruption maintenance repair repairs supply shortage rationing rain rains
raining rainy flood floods flooded flooding storm wind winds weather cold hot sun heat drought fire fires smoke burn burns burnt
burned explosion gas leak leaks leaking leakage spill collapse collapsed accident accidents crash evacuate evacuation rescue emergency
emergencies disaster danger dangerous risk risky safe safety safely secure security insecurity crime crimes incident incidents
case cases theft robbery burglary mugging fight fights fighting violence violent riot riots protest protests demonstration demo
demos strike strikes chaos tension peace peaceful calm quiet election elections vote votes voting campaign registration register
registered census count survey results result bursary bursaries scholarship fees fee form forms application applications apply
identity card cards id ids certificate birth permit permits licence license licences tax levy levies rent rents deposit payment
payments pay pays paid cash money shilling shillings cost costs price prices charge charges free loan loans savings sacco chama
budget fund funds grant market job jobs employment vacancy vacancies work works working casual labour kazi mtaani wages salary
business businesses sale sales sell selling sold buy buying bought offer offers discount food foods flour maize beans rice bread milk
meat fish vegetables fruit cooking oil sugar tea lunch breakfast supper dinner meal meals feeding clothes clothing shoes blanket
blankets mattress soap sanitary towels pads books book pen pens uniform uniforms bag bags wallet purse phone phones mobile simcard
laptop laptops computer radio tv television charger battery bicycle bike bikes motorbike motorbikes motorcycle motorcycles bodaboda
boda bodas car cars vehicle vehicles lorry lorries truck trucks van vans matatu matatus taxi tuktuk handcart cart trailer number
plate plates key keys padlock padlocks lock locks chain chains knife knives gun guns pistol weapon weapons stick sticks stone stones
rock rocks rod metal iron sheets timber goods item items property belongings document documents passport atm pin password scam scams
fraud con fake forged counterfeit genuine original lost found missing stolen returned recovered
"""
VERBS = """
accept accompany act add admit advise agree aim allow announce answer appear approach approve argue arrange arrest arrive ask assault
assist attack attempt attend avoid bear beat become beg behave believe belong bite bleed block borrow bother bring bribe build bully
bury call care carry catch cause change chase check cheat choose claim clear climb close collect come came coming comfort complain
complete confirm confront connect consider contact contribute control cooperate cover create cross cry cut damage dance deal decide
defend deliver deny depart depend deserve destroy die dig direct disappear discover discuss dispose disturb divide drag draw dress
drink drank drunk drive drove driven drop dump earn eat ate eaten educate elect employ encourage enjoy enter escape escort examine
exchange expect explain expose extend face fail fall fell fallen fear feed feel felt fetch fill find fix flee fled fly follow force
forget forgot forgive gain gather get got give gave given go goes going gone went gonna grab greet grow grew guard guide handle hang
happen harass harm hate head hear heard heal help hide hid hidden hit hold held hope host hug hunt hurt identify ignore improve
include increase inform injure insist inspect install insult intend interfere interview introduce invite involve invade issue join
joke jump keep kept kick kidnap kill knock know knew known laugh lay lead led learn learnt leave left lend lie lift limit link listen
live loan locate lock look lose loot love lower make made mark marry matter mean meant measure mention mind miss mislead mix monitor
mourn move murder name need negotiate note notice notify obey observe occur offer open operate order organise organize overcome owe
pack park participate pass perform pick pickpocket plant play plead point poison pollute pour pray prepare prevent print proceed
produce promise protect prove provide publish pull punish push put queue quarrel question quit raid raise rape reach react read ready
receive recognise recommend reconcile record recover reduce refer refuse relax release remain remember remove rent replace reply
request require resist resolve respect respond rest restore resume return ride rise rob roll rub run ran rush save say said scare
scatter scream search see saw seen seek seem seize send sent separate serve set settle shake share shelter shift shoot shot shout show
shown shut sign sit sat sleep slept slap slip smell smoke snatch sound speak spoke spoken spend spent split spread stab stand stood
stare state stay steal stole stolen step stick stretch struggle study submit succeed suffer suggest supervise support suppose surrender
surround survive swear switch take took taken taking talk taught teach tear tell told thank think thought threaten throw threw thrown
tie touch trace trade train transfer translate transport trap travel treat trespass trick trouble trust try tried turn understand
understood unite unload update upgrade urge use used vacate vandalise vandalize verify visit volunteer wake woke walk want wanted
warn watch wave wear wore welcome whistle win won wish withdraw wonder worry worsen wound write wrote written yell yield
"""
OTHER = """
several digit lot lots bed beds spirit spirits hood pool cement song songs video videos movie movies film films performance
cylinder transformers transformer chips lying dying tying rung ladder bare invisible occurrence reaction alike guess undone
elsewhere exhausted spoken written instruction instructions shout shouting crying praying playing whole outbreak sewage spray
fumigation fumigate bedbugs mosquito mosquitoes rodent rodents net nets dustbin dustbins tree seedlings seedling planting
tournament trophy team teams cup jersey kickoff pitch referee fans coach talent show audition auditions choir drama dance
counter booth desk queue ballot ballots polling station agent results tally petition petitions memorandum public participation
quorum minutes motion resolution resolutions constitution bylaws statement statements audit audits accounts balance
welfare merry-go-round table banking shares dividend dividends interest penalty penalties fine fines arrears
lockdown roadblock roadblocks checkpoint barricade barricades diversion diversions closure closures
kitchen stove stoves paraffin kerosene candle candles socket sockets appliance appliances bulb bulbs wiring overload
mothers fathers grandparents breastfeeding antenatal postnatal immunisation immunization deworming vitamin vitamins nutrition
malnutrition diabetes pressure cancer eye dental circumcision contraceptives condoms counsel therapy therapist mentor mentors
mentorship internship interns attachment cv resume interview interviews skill skills hairdressing welding masonry plumbing
electrical computer packages coding certificate certificates alumni bursar headteacher principal deputy parents
timetable calendar reopening opening closing break holidays admission admissions uniform desks textbooks lunch porridge
lantern whistle blow ring beat drum drums gather assemble muster door-to-door house-to-house household households
item carrying wearing dressed tall slim fat bald beard dreadlocks hoodie cap hooded masked armed unarmed
towards sewerline sewer pipeline waterline kplc ncwsc nms nema health inspector inspectors engineer engineers surveyor
boundary boundaries beacon beacons site visit tour delegation guests speakers speaker facilitator facilitators
celebrate marking honour remembrance candlelight vigil procession march walk marathon race
bob litre litres kilo kilos packet packets bale trays tray carton cartons

able active afraid aged alive angry asleep awake aware bad basic beautiful better best big bigger biggest blind bloody blue bold brave
bright broken brown busy careless cheap civil clear clever closed cheaper common compulsory confirmed conscious correct crazy crowded
cruel dark dead deaf dear deep definite difficult drunk dry dumb easy empty equal evil expensive extra fair false familiar famous fat
fearful final fine fit foreign former fresh friendly full fully fun funny further gentle glad good great green grey guilty half happy
hard harmful heavy helpful high higher highest historic honest huge human hungry ill illegal important impossible inner innocent
interested interesting international jobless kind kindly large larger lawful lawless lazy legal light little lonely loose loud low
lovely lucky mad main major married mental mere minor modern moral naked narrow national natural nasty necessary needy nervous nice
noisy normal obvious odd official open ordinary painful pale personal physical plain pleasant poor popular possible powerful pregnant
present pretty private proper proud public pure purple rare raw real reasonable red regular related reliable religious responsible
rich ripe rotten rough round rude sacred sad senior sensitive separate serious severe sexual shallow sharp shocked shy silent silly
similar simple single slight slippery small smaller smart smooth sober soft solid special specific stable steep sticky stiff strange
strict strong stuck stupid suitable sweet swollen tall tense thick thin thirsty tight tiny tired tough total true ugly unable unclear
unconscious unemployed unfair unfit unknown unlawful unsafe unwell upset useful useless usual vacant valid various vast vital
volatile vulnerable warm weak wealthy welcome wet whole wide wild willing wise wooden worse worst worth wounded wrong yellow young
younger youngest white black orange pink violet gold silver
ability absence access account action advantage advice age agreement aid aim air alarm alcohol amount anger animal animals arm arms
army arrival article attention attitude authority award background ball base basis beer behaviour behavior benefit bill bird birds
birthday board body bodies bone boot bottle bottles box boxes brain branch breath brick brother budget bulb bullet bullets button
calf camera candle capacity cat cattle celebration challenge chance character charity cheque chest chicken chickens choice cigarette
circle circumstance coat coffee coin colour color comment communication company complaint complaints condition conditions conflict
confusion contract conversation copy cord cotton cough country couple courage credit crime cup cure custom daily damage data death
deaths debt debts decision defence degree demand department description desk detail details development dialogue difference
difficulty direction discipline dispute disputes dog dogs donkey dozen dress dust duty ear earth economy education effect effort
egg eggs election enemy energy engine environment equipment error evidence example excuse experience expert extra eye eyes fact
failure faith fever figure finger fingers foot feet force freedom fridge fuel fun furniture future gift glass goat goats goal god
gold governance grass group growth guide habit hair hand hands handbag hat head health heart help hole holes honour hope horse
human humanity hunger idea ideas impact improvement inch income industry influence injury injuries inquiry insect insurance
interest internet investigation investigations invitation issue issues jacket joint journey joy judge jug justice kit knee
knowledge land language law laws leadership leaf leg legs letter letters level library life lives line lines link list load
location luck luggage machine magistrate mail majority manner map mark match material matters mean means meat mechanism media
member memory metal method mind mirror mistake mistakes mixture model mood moon mouth movement mud music nail name names nation
nature neck need needs needle net network noise nose note notes number numbers oath object objective occasion opinion opportunity
option order organisation organization ownership package pain pair panic panga paper papers parcel pardon part partner partners
parts password past pay peace percent permission photo photos picture pictures piece pieces pile pillow pity plastic pocket poison
policy pollution population position possibility post poster pot poultry pound poverty practice prayer preparation presence pressure
prevention price pride principle priority prison privacy problem problems process product profit progress promise proof protection
punishment purpose quality quantity quarter question questions race railway range rat rats rate reason reasons receipt receipts record
records refund region relation relationship relief religion remark remedy request rescue resource resources respect response
responsibility rest reward right rights ring rope route routes rule rules rumour rumours rumor rumors sack sand scale scene school
science score sea seat seats secret section sense sentence series session sex shadow shame shape share sheep sheet shirt shock shoe
sight signal silence sink site situation size skill skills skin skirt sky smell snake solution soul source space speech speed spot
spring staff stamp standard star statement status stock stomach story stories strategy strength stress structure style subject
success suit summer surface surprise swamp sweat system table tail tarmac task taste technique technology teeth temper temperature
theory thing things thirst thought thread threat threats throat ticket tool tools tooth topic torch torches touch tour toy track
tradition traffic travel trip trouble trousers truth tube tyre tyres type umbrella uniform union unit unity value variety veranda
vest view vision voice wage waist war water way ways weakness wealth web weight wheel will wing winter wisdom witness wood wool
word words world wound writing youth whistle whistles siren patrols rota shift shifts stand team contact contacts reach hotline
helpline toll line ref reference sms text texts dial reply code codes press send volunteer stick torch reflector jacket gloves
rake rakes spade spades jembe wheelbarrow bin bins gumboots boots bucket buckets broom brooms rungu
abuse abused abusive addict addiction adolescent arson assaulted awareness bullying catcall counselling custody defilement
defiled domestic drunkard drunkenness eviction evict evicted fgm gbv gender harassment harassed homeless hooligan hooligans incest
intimidation loitering molested mental neglect noise nuisance overdose peddler peddlers pregnancy prostitution quarrelling rape raped
rehab relocation rivalry shooting stabbing stalking suicide teargas trafficking trespassing truancy underage vandalism vandals
vigilance vigilant alertness neighbourly togetherness cohesion mediation reconciliation amnesty surrender handover handed
boil boiled treat treated chlorine dispose overflow overflowing overflowed blocked unblocked unblock burst bursting restored reconnect
disconnected disconnection illegal tokens token meter metering postponed cancelled canceled rescheduled shifted moved extended
venue refreshments invited attendance mandatory punctual punctuality kindly regards management welcome everyone
handbag earphones sim sacks bales jerrycan jerrycans gunia tyre bodaboda rider helmet helmets speeding overspeeding reckless
bump bumps zebra footbridge crossing flyover pothole potholes murram grader tipper excavator demolition demolish demolished
structures squatters encroachment wayleave riparian notice land title deed deeds lease
mr mrs ms sir madam bro sis boss guys folks wazee ladies dears colleague colleagues comrades youthful
unfortunately fortunately hopefully finally firstly secondly lastly generally completely clearly simply directly easily
quietly peacefully seriously badly heavily lightly freely openly personally properly responsibly strictly honestly truly
calmed settled solved sorted resolved closed handled attended counselled reconciled apologised apologized forgiven
nobody's today's tonight's people's children's women's everyone's county's chief's landlord's tenant's resident's
pair batch batches dose doses jab jabs clinic's ambulance ambulances stretcher aid bandage wound wounds bleeding
unconscious breathing paramedic paramedics firefighter firefighters brigade extinguisher extinguishers
"""
MORE = """
abandon abandoned abroad absolute absolutely absorb academic accent accidental accidentally accommodate accommodation according
accurate accuse accused achieve achievement acknowledge acquire actual adapt addition additional address addresses adequate adjust
admire adopt advance advanced adventure advertise advertisement affair affairs affect afford afterwards agency aggressive
agricultural agriculture ahead aircraft airport airtime alongside alter alternate alternative altogether amaze amazing ambition
amongst amuse analyse analysis ancient angle anniversary annoy annoyed annoying anxious anxiety anyway apology apologise apologize
apparent apparently appeal appetite apple apples appliance appoint appointed appointment appreciate appropriate approximate
architect arise arose artist artists artificial ash ashamed asset assets assign assignment associate assume assure atmosphere
attach attached attraction attractive auction audience author automatic automatically available availability average awful awkward
backing bake baked bakery balcony ballot ban banned banana bananas banner banners barely bargain barrel barrier barriers basically
basket bath bathe battle beach bean bell belly belt bench benches bend bent bet bid billboard bishop bitter blade blame blanket
blast blind blow blew blown boat bomb bond border bore bored boring born bounce bound bowl bread breadth breast breathe breed
bride briefly brilliant broad broadcast brought brush bubble bugs builder builders bunch bundle bundles burden bureau burial bush
butter cage cake calculate calendar calves campus cap capable captain capture captured caring carriage cash cashier cassava cast
casualty casualties category caught ceiling celebrate cement ceremony certain certainly champion champions championship
channel chapter charcoal chart chat cheer cheese chemical chemicals chew childhood childish chin chip chips chocolate cholera
chop chosen cinema circular citizen citizenship clap clash clashes classic classmates clay client clients climate cloth clothe
cloud clouds cloudy clue coal coast cockroach cockroaches code coin coins collar colleague colleagues collision colony column
combination combine comedy command commander commerce commercial commission commit commitment committed communicate compare compete
competition competitions compose compound comprehensive concentrate concern concerned concerning concert conclude conclusion concrete
conduct conducted conference confess confidence confident confidential confine congratulate congratulations congress connect
connected connection connections consequence consequences conserve considerable consist constant constantly constituency construct
construction consult consultation consume consumer consumers contain container containers contaminated content contest continent
continuous contrast convenience convenient convince convinced cope copper core corn correctly corridor corrupt corruption costume
cottage count counter countryside coupon courier courtesy coward cracked crack craft crawl cream creative creature creatures
creek crews cripple crop crops crossroad crossroads crucial cruelty crush cultural culture cupboard curb cure curious currency current
curriculum curtain cycle cylinder cylinders dairy damaged damages dare database dated dawn dealer dealers dealing debris
decade declare decline decorate decrease dedicate dedicated defeat defend defender define delay delays delicious delight delighted
democracy democratic dense dentist depend dependent depress depressed depression deputy describe design designed desire despite
destination destruction detain detained detect determine determined device devices diagnose diarrhoea diarrhea diesel diet differ
digital dignity dip diploma disability disabilities disadvantage disagree disagreement disappoint disappointed disappointing
discourage discover discovery discuss disgust dish dishes dishonest disinfect disinfectant dislike dismiss display disrespect
distance distribute distributed distribution district disturbance disturbances dive diverse divorce dock domestic dominate donations
dot double doubt doubtful downstairs downtown dozens draft drainage drama dramatic drawer dream dreams drill drills drop drops
drought drown drowned drunken due dull duration duties dye eager ease easily eastern ecosystem edge editor educational effective
efficient effort elbow elder elect elected electric electrical electronic elsewhere email embarrass emerge emotion emotional emphasis
empire empower empowerment enable enabled enact encounter encourage endanger endure enforce enforcement engage engaged engineering
enormous enroll enrolment enrollment ensure enterprise entertain entertainment enthusiasm entire entirely entry envelope equality
equally equip essay essential establish established ethnic evaluate evaluation eventually evident exact examination examine excellent
except exception excess excessive excited exciting exclude executive exempt exhibition exist existence existing expand expense
expenses experienced experiment expire expired explode export exposed express expression extensive extent external extinguish
extraordinary extreme extremely facility facilities fade faint fainted fairly faithfully fake fame familiarise fancy fare fares
farewell farmer farmers farming fashion fasten fasting fatal fate fault faulty favourite favorite feather feature federal feedback
feeling feelings fellow fellowship female fertile fertiliser fertilizer fibre fiction file files filter finance financial finger
firewood firm firmly fisherman fishing fist fitness flag flame flames flash flavour flesh flight float floating flour flow flower
flowers flu fluid foam fold folder folk folks fool foolish footpaths forbid forbidden forecast forehead forever forgive
formal formally formation fortune forums forwarded foundation fountain frame fraudster fraudsters freeze freezing frequency frequent
frequently friendship frighten frightened frog fruits fry frustrate frustrated fulfil funding funerals fur furious furthermore fuss
gallon gamble gambling gap gaps garages gases gate gear genuine germ germs ghost giant girlfriend boyfriend glove glue goat goodbye
goodness goods gossip govern governments gown grade grades gradual gradually grain grains grand grandchildren granted graph grass
grateful gratitude grave graves gravel greedy greeting greetings grief grievance grievances grind grinding grip groan groceries
grocery groundnuts guarantee guest guidance guideline guidelines guitar gum gutter gym habits hail hall halt hammer handicapped
handkerchief handle handling handy hang hardly hardship harsh harvest hatred haul hawking hazard hazards hazardous headache heading
headline headquarters heap heaps heater heating heaven heel height helpless hen hence herb herbs herd heritage hero heroes hesitate
hidden hill hills hint hip hire hired hobby hold holder hollow holy honest honesty honey honourable hook horn hooting horrible horror
hospitality host hostel hostels hostile household housing however huge humble humiliate humour hurry hurt hut huts hygienic ideal
identical identification identity idle ignorance ignorant illiterate illustrate image images imagination imagine imitate immediate
immigrant immoral immune impatient import importance impress impressive impression imprison imprisonment improper inability
inadequate inch incorrect increased increasing incredible indeed independence independent index indicate indication individual
individuals indoor indoors industrial industries inequality infect infected infection infections inflation informal informant
informed ingredient inhabitants inherit initial initially initiative initiatives injection injured injure injustice innocence
innovation input inquire insect insects insert insist inspection inspire inspired install installation installed instance instant
instantly institute institution institutions instruct instrument instruments insufficient insult insults insured integrate integrity
intelligence intelligent intended intense intention interact interaction interior intermediate internal interpret interrupt
interrupted interval intervene intervention intoxicated invade invaders invasion invent invest investigate investigated
investigating investigator investigators investment investor invisible inviting involved involvement iron irresponsible irritate
island isolate isolated itch item jam jar jealous jealousy jet jewellery jewelry joining joy joyful judge judgement judgment judiciary
juice junior jury kettle kidney kilogram kilometres kilometers kingdom kneel knock knot label labelled laboratory labour labourer
labourers lack lacking ladder lamp landing landmark landslide landslides laughter launched laundry lawyer lawyers layer lazy leader
leaf leaflet leaflets lean leather lecture lecturer legal legally legend legislation leisure lend length lesson liability liable liar
liberty lick lid lifestyle lifetime lifted lighter lighting lightning likewise limb limit limited limits lion lip lips liquid liquor
literacy literature livelihood livestock living lizard loaded loan local located locals location logic logistics long-term loot looted
looters looting lost lounge lovely lover lowest loyal loyalty lung lungs machinery madam magazine maid mainly maintain maintained
maize majority malicious manage managed management managers mandate mango mangoes manifesto manpower manual manufacture manure
margin marital marketing marriage married mask massacre massive master mate mathematics maternal maternity maximum mayor meaning
meaningful meanwhile measures meat mediate mediator medium melt membership memorable memories menace mend mentally merchandise merchant
mercy merely merge mess messy metal midday mid-day midnight mighty migrate mild military milk mill mills miller mine mineral minimum
ministry minor minority miracle miscarriage misconduct miserable misery misunderstand misunderstanding misuse mob mobilise mobilize
mobility mock mode moderate modest moisture momentary monetary monthly mop morals mortgage mosque motel motion motivate motive motor
motorist motorists mould mount mountain mourning mouse movable mug multiple multiply municipal muscle museum mushroom musical mute
mutual mystery naked nap narrow nationality nationwide native neat necessity negative neglect negligence nephew nerves neutral
newborn newly newspaper newspapers nightmare nobody nod nominate nominated nomination none nonsense norm normally northern notable
notebook noticeable notification notorious nuisance numerous nursing nut nuts nutritious oath obey objection obligation oblige obscene
obstacle obstacles obstruct obstruction obstructing obtain obvious obviously occasional occasionally occupation occupied occupy
occurrence ocean odd odour offence offences offend offender offenders offering official officially oil olive omit ongoing onion onions
onset opener operate operating operation operations operator operators oppose opposed opposition oppress optimistic oral orange oranges
orderly ordinary organ organic organiser organisers organizer organizers origin originally orphanage orphaned orphans ought outcome
outcomes outdoor outdoors outer outfit outlet outreach outright outskirts outstanding oven overall overcharge overcharged overcrowded
overcrowding overhead overlook overnight overseas overtake owing ownership oxygen pace packed pad paint painted painting palace palm pan
panel panic paper paradise parade paralysed parked parking parliament participant participants participate particular particularly
partly partnership passage passenger passengers passion passive passport pasta paste pastoral patch patience patiently patriotic
pattern pause pave pavement pawpaw paying payroll peak peculiar peel peer peers penalise penetrate pension people pepper perceive
percentage perfect perfectly performance performed permanently permitted perpetrator perpetrators persist personality personally
personnel persuade pest pests petty philosophy photocopy photograph photographs phrase physically piano pig pigs pin pineapple pioneer
pipe piped pirate planet planned planning plaster plates platform platforms playground pleased pleasure pledge pledges plot plough plug
plumber plus poem poet poetry pointing poisoned poisonous poisoning polite politely political politically politician politicians politics
polling pollute polluted pond pool pools pope porch pork port porter portion pose positive possess possession possessions possible possibly
postal postpone potato potatoes potential poultry powder praise preach preacher preaching precaution precautions precise predict
prefer preference prejudice preparations prescribe prescription presence presentation preserve pretend prevalent primarily prime princess
printed prior prisoner prisoners privacy privilege prize prizes probability probable probably probe procedure procedures proceeding
proceeds processing produce producer profession professional professionals professor profile profitable progressive prohibit
prohibited prominent promising promote promoted promotion prompt promptly pronounce properties proportion proposal propose proposed
prosecute prosecution prospect prosper protest protester protesters proven province provincial provision provoke public publicity
publicly published pump pumps pumping punctual punish punished pupil purchase purely purify purse pursue pursuit puzzle qualification
qualifications qualified qualify quantity quarantine quarrels queen queries quietly quote rabbit rabies racism radical rag rags railing
railway rally rallies ramp random range rank ranks rape rapid rapidly rats raw razor reach reacted readily reading reality realise realize
rear rebuild rebuilt recall receiver reception recession recipe recipient reckless recognition recommendation recommendations
reconcile recording recover recovery recruit recruited recruitment recycle recycling redeem redevelopment reducing reference referee referral
reflect reflection reflective reform reforms refreshment refrigerator refugee refugees refund refunded refusal regain regarding
regardless regards regional registering registrar registry regret regularly regulate regulation regulations reject rejected rejoice
relate relating relatively relaxed relevant reliable reluctant rely remainder remaining remarkable reminded remote removal renew renewal
renewed renovate renovated renovation renovations rental repair repairs repeat repeated repeatedly repetition replacement replied
represent representation representative representatives reproduce reptile republic reputation requested requirement requirements
reschedule research researcher researchers resemble reservation reserve reserved residence residential resign resignation resist resistance
resort resource respectfully respective responded responders responder responding responsible restless restoration restrict restricted
restriction restrictions resulting retail retain retire retired retirement retreat reunion reunite reunited revenge revenue reverse
review revise revision revive revolution rewarded rhythm rib ribs riding ridiculous rightful rioters ripe risk rival robe robot roast
rocket role roles romance romantic rooftop root roots rot rotate rotten roundabouts routine row rows rub rubber rugs ruin ruined ruins ruler
rumours rural rush rust sabotage sachet sack sacred sacrifice sadly sadness safeguard safely sail sailor saint salad salon saloon salt
salute sample samples sanction sandal sandals sandwich satellite satisfaction satisfied satisfy sauce saved saver scales scan scandal
scarce scarcity scare scared scarf scatter scenario scenery schemes scheme scholar scissors scope scout scouts scrap scratch screen screw
scrub sculpture seal sealed seam seasonal secrecy sector secured seed seeds segment select selected selection self selfish senate sensation
sensible sensitise sensitisation sensitization sensitize sentenced sequence sergeant settlements severe severely sew sewed sewing sexually
shade shaky shallow shameful shanties shanty shave shed sheltered shine shiny ship shirts shocking shopping shopkeepers shore shortages
shortcut shortly shots shoulder shoulders shovel shovels shower showers shrine shrink siege sigh sightings silly silver similarly simply sin
since sincere sincerely sinful sing singer singers singing sink sip sirs sites sitting skilled skip slaughter slave sleepy sleeve slice slide
slim slogan slope slum slums smile smoking smuggle snack snacks sneak sneeze snore soak soap soaps sober soccer socially society socket
softly software soil solar soldier sole solely solid solidarity somehow somewhat sore sorrow sorts soup sour southern spacious spare spark
sparks specialist specialists species specifically specify spectacle spectators speech speeches spell spend sphere spice spider spill spin
spine spiritual spite splash split spoil spoiled spoilt spokesman spokesperson sponsor sponsored sponsors sponsorship spontaneous spoon
sporting spotted spouse spray spread sprinkle squad squat square squeeze stab stability stable stadium stagnant stain stake stakeholder
stakeholders stale stalled standard standards standing standpipe staple stare starving startup starve statement static stationed
statistics statue steadily steady steam steel steep steer stem stepfather stepmother stereo stigma sting stir stitch stocks stolen
stomachache stool storage stored storm stormy straight straightforward strain stranded strangely stranger strategic straw stray strays
strengthen strengthened stressed striking string strip striped stroke strongly structural struggling stubborn studio stuff stumble stun
subscribe subsequent subsequently subsidy substance substances substantial substitute suburb suburbs successful successfully succession
suck sue sufficient suggestion suggestions suitcase sum summary summit summon summoned sums sunny sunrise sunset sunshine super
superior supervision supervisor supervisors supplier suppliers supplied supplies supporter supporters supporting supposed suppress supreme
surely surgeon surgery surname surplus surprised surprising surrounding surroundings surveillance survival surviving survivor survivors
suspend suspended suspicion suspiciously sustain sustainable swallow swamp sweep sweeper sweets swell swept swift swim swimming swing sword
symbol sympathy symptom symptoms syringe syringes systematic tablet tablets tackle tactic tail tailoring talented talents tanker tankers
target targeted targeting targets taxes taxi teams tear tears technical technician technicians technology teenage teenagers telephone
temples temptation tempting tenancy tend tendency tender tenders terrible terribly terrified terrify territory terror terrorism terrorist
terrorists terrorise terrorising terrorizing testify testimony textile thankful theatre theft thefts theme therefore thermometer thief
thin thirst thorough thoroughly thoughtful threaten threatened threatening thrive throne throughout thumb thunder tick tidy tiger timber
timely tin tins tip tips tired tissue title toast tobacco toddlers toe toes toilet tolerance tolerate toll tomato tomatoes tone tongue
tonne tons topics tornado torture totally tourism tourist tourists tow towed towel towels tower towers township toxic toys traced tracks
tractor traditional tragedy tragic trailers trail trainee trainees trainer trainers transaction transactions transform transformation
transit transition transmission transmit transparency transparent trapped trauma traumatised traumatized traveller travellers treasure
treatment treaty tremendous trend trespasser trespassers trial trials tribal tribe tribes tribute tricks trigger triggered triumph troop
troops tropical trousers trunk trusted trustworthy truthful tuition tune tunnel turned turnout turns tutor twice twin twins twist typical
typically ulcer ultimate ultimately unacceptable unattended unauthorised unauthorized uncertain uncle uncomfortable uncontrolled uncover
undergo underground underneath undertake underwear undo uneasy unemployment unexpected unexpectedly unfamiliar unfinished unfold unfortunate
unhappy unharmed unhealthy unhurt uniforms unite united universal universe unlike unlit unlock unlocked unmarked unnecessary unpaid
unpleasant unplug unregistered unrest unsafe unseen unsuccessful untidy untreated unused unusual unusually unwanted unwilling upcoming
updated upgrading uphold upper uprising ups upsetting urban urged urgency urine usable usage user users utensils utilise utility utilities
utmost vacancies vaccinate vaccinated vaccinators valid validate valley valuable valuables valued vandal vandalised vandalized vanish vans
vaseline vast vegetable vein vendor vengeance venture venues verbal verdict verify vessel veterinary vet vets vice vicinity vicious victims
victory view viewers vigorous village villager villagers violate violation violations violently virtual virtue virus visa visible
visitors visual vital vocational volume voluntarily voluntary vomit vomiting voted vow vulgar waged wagon waist waiter waiting walker
walking wander wandering war warden wardrobe warehouse warm warmth warrant washable washed washing washrooms washroom wasp wasted
wastewater watchful watching waterlogged waters watery wave waves wax weapons weary weave wedding weddings weed weeds weekends weep weigh
welcomed welcoming welding well-being wellbeing wheat wheelchair wheels whereas whichever whip whisper whistle-blower whistleblower whites
wicked widely widespread width wildlife willingly windy wine wipe wired wisely withdrawal withdrawn withhold witnessed witnesses wives wolf
wool worm worms worried worrying worship worshippers worthwhile worthless worthy wrap wrist writer writers wrongdoing wrongly yeah yearly
yeast yesterday's yield yoghurt youngster youngsters zinc ahead anywhere altogether towards moreover namely nevertheless
"""
