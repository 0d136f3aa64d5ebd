"""Ordinary English words as residents and coordinators use them, one form each: the rules add -s, -ed, -ing and others.

A word belongs here if it is ordinary in a text about a neighbourhood and names nobody.
"""

FUNCTION = """
a an the and or but so if then than that this these those there here it its he him his she her hers they them their
theirs we us our ours you your yours i me my mine who whom whose which what when where why how is am are was were be
been being isnt arent wasnt werent do does did done dont doesnt didnt has have had hasnt havent hadnt having will wont
would wouldnt can cant cannot could couldnt may might must mustnt shall should shouldnt let lets not no yes nor
neither either both each every all any some none few many much more most less least other others another such same own
one ones two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million first second third
fourth fifth sixth seventh eighth ninth tenth last next once twice at in on of off to from by for with without within
into onto out up down over under above below between among through across along around about against before after
during until till since while because as like near behind beside besides beyond inside outside opposite past per via
upon toward towards except also too very quite rather just only even still yet already again ever never always often
sometimes usually soon later now today tonight tomorrow yesterday ago else ok okay oh hi hello hey pls plz please
thanks thank sorry well sure maybe perhaps really actually though although however instead therefore thus hence
otherwise whether whoever whatever whenever wherever anyone anybody anything anywhere someone somebody something
somewhere everyone everybody everything everywhere nobody nothing nowhere myself yourself himself herself itself
ourselves themselves yourselves together apart away back forward ahead aside alone almost nearly enough exactly
especially mainly mostly likely unlikely im ive ill id youre youve hes shes theyre weve thats theres whats u r ur n w
b4 gd etc eg ie pm oclock vs and/or nr opp hse rd st ave mkt min mins hr hrs kms ksh kes sh bob
"""
TIME = """
time day date week month year hour minute moment morning afternoon evening night midnight noon dawn dusk weekend
weekday holiday season term monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs
fri sat sun january february march april june july august september october november december jan feb mar apr jun jul
aug sept sep oct nov dec early late daily weekly monthly yearly annual recent recently current currently present
future previous new old christmas easter ramadhan ramadan eid idd madaraka mashujaa jamhuri labour curfew deadline
schedule period half quarter start begin began begun beginning end finish finished continue stop pause break delay
wait hurry quick quickly fast slow slowly immediate immediately urgent urgently sudden suddenly long short brief
temporary permanent
"""
PEOPLE = """
person people man men woman women child children boy girl baby infant toddler teen teenager youth youths adult elder
elderly parent father mother dad mum mom daddy mummy son daughter brother sister husband wife uncle aunt auntie cousin
nephew niece grandmother grandfather grandma grandpa granny family families relative relatives kin guardian friend
friends neighbour neighbor neighbourhood neighborhood stranger visitor guest guy guys chap lady ladies gentleman
gentlemen gang gangs mob crowd group team member members leader chairman chairlady chairperson chair secretary
treasurer chief chiefs assistant subchief official officials officer officers police policeman policewoman cop cops
soldier soldiers guard guards watchman watchmen security patrol patroller patrollers patrols askari coordinator
coordinators volunteer volunteers committee association community residents resident tenant tenants landlord landlords
landlady caretaker agent agents owner owners worker workers staff employer employee boss manager teacher teachers
pupil pupils student students learner learners nurse nurses doctor doctors clinician midwife counsellor counselor
social pastor pastors priest imam bishop reverend church congregation trader traders hawker hawkers vendor vendors
seller buyer shopkeeper customer customers driver drivers conductor conductors tout touts rider riders cyclist
passenger passengers pedestrian pedestrians mechanic cook cleaner plumber electrician carpenter tailor barber thief
thieves robber robbers robbery burglar burglars mugger muggers suspect suspects suspected suspicious criminal
criminals thug thugs gangster gangsters attacker attackers victim victims witness witnesses reporter reporters caller
callers helper helpers orphan widow widower patient patients disabled citizen citizens voter voters candidate mca mp
governor senator president minister county ward government administration administrator commissioner dcc dci ocs ocpd
ocpp nps ipoa cid gsu kra kplc redcross cross cbo ngo chv chvs chw chp nyumba kumi
"""
PLACES = """
place places area areas zone zones side sides corner street streets road roads path paths footpath alley alleys lane
lanes highway junction roundabout bridge bridges river riverside stream sewer sewers sewage drain drains drainage
trench trenches ditch culvert manhole manholes dump dumps dumpsite landfill field fields ground grounds playground
park market markets stall stalls shop shops store stores kiosk kiosks supermarket stage stages bus buses terminus
station stations post outpost office offices hall halls school schools class classroom classes nursery primary
secondary college university library churches mosque mosques temple hospital hospitals clinic clinics dispensary
chemist pharmacy morgue mortuary cemetery court courts prison jail cell cells house houses home homes room rooms flat
flats apartment apartments building buildings storey floor floors roof roofs wall walls fence fences gate gates door
doors window windows compound plot plots estate estates village villages slum settlement town city neighbouring
kitchen toilet toilets latrine latrines bathroom bathrooms stairs staircase stair steps step basement balcony corridor
yard garden farm farms shamba hill valley forest bush bushes tree trees lake dam wells borehole boreholes tap taps
tank tanks pipe pipes pole poles wire wires cable cables transformer light lights lamp lamps streetlight streetlights
streetlamp mast booth camp shelter tent tents hotel hotels bar bars pub pubs club clubs restaurant cafe salon
barbershop garage petrol bank banks mpesa atm cyber online website page upper lower upstairs downstairs entrance exit
front left right top bottom middle centre center central north south east west northern southern eastern western local
far close nearby distance kilometre meter metre
"""
EVENTS = """
meeting meetings meet met baraza barazas forum assembly gathering event events function party wedding funeral burial
memorial fundraiser harambee collection contribution contributions prayer prayers service mass crusade kesha ceremony
launch celebration festival match matches game games sport sports football tournament league training trainings
workshop seminar lesson lessons exam exams graduation course talk talks discussion debate agenda notice notices
announcement announcements message messages news information info reminder remind reminders warning warnings warn
alert alerts caution beware careful update updates report reports reported reporting campaign drive exercise programme
program project projects plan plans activity activities clean clean-up cleanup cleaning cleanliness sweep wash washing
collect collecting garbage rubbish waste litter trash dirt dirty sanitation hygiene vaccination vaccine vaccines polio
measles cholera covid malaria typhoid tb hiv aids outbreak disease diseases sick sickness illness medical medicine
medicines drug drugs treatment checkup screening testing test tests blood donation donate donor mask masks water power
electricity blackout outage outages interruption maintenance repair repairs supply shortage rationing rain rains
raining rainy flood floods flooded flooding storm wind winds weather cold hot heat drought fire fires smoke burn burns
burnt burned explosion gas leak leaks leaking leakage spill collapse collapsed accident accidents crash evacuate
evacuation rescue emergency emergencies disaster danger dangerous risk risky safe safety safely secure insecurity
crime crimes incident incidents case cases theft burglary mugging fight fights fighting violence violent riot riots
protest protests demonstration demo demos strike strikes chaos tension peace peaceful calm quiet election elections
vote votes voting registration register registered census count survey results result bursary bursaries scholarship
fees fee form forms application applications apply identity card cards ids certificate birth permit permits licence
license licences tax levy levies rent rents deposit payment payments pay pays paid cash money shilling shillings cost
costs price prices charge charges free loan loans savings sacco chama budget fund funds grant job jobs employment
vacancy vacancies work works working casual kazi mtaani wages salary business businesses sale sales sell selling sold
buy buying bought offer offers discount food foods flour maize beans rice bread milk meat fish vegetables fruit
cooking oil sugar tea lunch breakfast supper dinner meal meals feeding clothes clothing shoes blanket blankets
mattress soap sanitary towels pads books book pen pens uniform uniforms bag bags wallet purse phone phones mobile
simcard laptop laptops computer radio tv television charger battery bicycle bike bikes motorbike motorbikes motorcycle
motorcycles bodaboda boda bodas car cars vehicle vehicles lorry lorries truck trucks van vans matatu matatus taxi
tuktuk handcart cart trailer number plate plates key keys padlock padlocks lock locks chain chains knife knives gun
guns pistol weapon weapons stick sticks stone stones rock rocks rod metal iron sheets timber goods item items property
belongings document documents passport pin password scam scams fraud con fake forged counterfeit genuine original lost
found missing stolen returned recovered
"""
VERBS = """
accept accompany act add admit advise agree aim allow announce answer appear approach approve argue arrange arrest
arrive ask assault assist attack attempt attend avoid bear beat become beg behave believe belong bite bleed block
borrow bother bring bribe build bully bury call care carry catch cause change chase check cheat choose claim clear
climb come came coming comfort complain complete confirm confront connect consider contact contribute control
cooperate cover create cry cut damage dance deal decide defend deliver deny depart depend deserve destroy die dig
direct disappear discover discuss dispose disturb divide drag draw dress drink drank drunk drove driven drop earn eat
ate eaten educate elect employ encourage enjoy enter escape escort examine exchange expect explain expose extend face
fail fall fell fallen fear feed feel felt fetch fill find fix flee fled fly follow force forget forgot forgive gain
gather get got give gave given go goes going gone went gonna grab greet grow grew guide handle hang happen harass harm
hate head hear heard heal help hide hid hidden hit hold held hope host hug hunt hurt identify ignore improve include
increase inform injure insist inspect install insult intend interfere interview introduce invite involve invade issue
join joke jump keep kept kick kidnap kill knock know knew known laugh lay lead led learn learnt leave lend lie lift
limit link listen live locate look lose loot love make made mark marry matter mean meant measure mention mind miss
mislead mix monitor mourn move murder name need negotiate note notify obey observe occur open operate order organise
organize overcome owe pack participate pass perform pick pickpocket plant play plead point poison pollute pour pray
prepare prevent print proceed produce promise protect prove provide publish pull punish push put queue quarrel
question quit raid raise rape reach react read ready receive recognise recommend reconcile record recover reduce refer
refuse relax release remain remember remove replace reply request require resist resolve respect respond rest restore
resume return ride rise rob roll rub run ran rush save say said scare scatter scream search see saw seen seek seem
seize send sent separate serve set settle shake share shift shoot shot shout show shown shut sign sit sleep slept slap
slip smell snatch sound speak spoke spoken spend spent split spread stab stand stood stare state stay steal stole
stretch struggle study submit succeed suffer suggest supervise support suppose surrender surround survive swear switch
take took taken taking taught teach tear tell told think thought threaten throw threw thrown tie touch trace trade
train transfer translate transport trap travel treat trespass trick trouble trust try tried turn understand understood
unite unload upgrade urge use used vacate vandalise vandalize verify visit wake woke walk want wanted watch wave wear
wore welcome whistle win won wish withdraw wonder worry worsen wound write wrote written yell yield
"""
OTHER = """
several digit lot lots bed beds spirit spirits hood pool cement song songs video videos movie movies film films
performance cylinder transformers chips lying dying tying rung ladder bare invisible occurrence reaction alike guess
undone elsewhere exhausted instruction instructions shouting crying praying playing whole spray fumigation fumigate
bedbugs mosquito mosquitoes rodent rodents net nets dustbin dustbins seedlings seedling planting trophy teams cup
jersey kickoff pitch referee fans coach talent audition auditions choir drama counter desk ballot ballots polling
tally petition petitions memorandum public participation quorum minutes motion resolution resolutions constitution
bylaws statement statements audit audits accounts balance welfare merry-go-round table banking shares dividend
dividends interest penalty penalties fine fines arrears lockdown roadblock roadblocks checkpoint barricade barricades
diversion diversions closure closures stove stoves paraffin kerosene candle candles socket sockets appliance
appliances bulb bulbs wiring overload mothers fathers grandparents breastfeeding antenatal postnatal immunisation
immunization deworming vitamin vitamins nutrition malnutrition diabetes pressure cancer eye dental circumcision
contraceptives condoms counsel therapy therapist mentor mentors mentorship internship interns attachment cv interviews
skill skills hairdressing welding masonry plumbing electrical packages coding certificates alumni bursar headteacher
principal deputy parents timetable calendar reopening opening closing holidays admission admissions desks textbooks
porridge lantern blow ring drum drums assemble muster door-to-door house-to-house household households carrying
wearing dressed tall slim fat bald beard dreadlocks hoodie cap hooded masked armed unarmed sewerline pipeline
waterline ncwsc nms nema health inspector inspectors engineer engineers surveyor boundary boundaries beacon beacons
site tour delegation guests speakers speaker facilitator facilitators celebrate marking honour remembrance candlelight
vigil procession marathon race litre litres kilo kilos packet packets bale trays tray carton cartons able active
afraid aged alive angry asleep awake aware bad basic beautiful better best big bigger biggest blind bloody blue bold
brave bright broken brown busy careless cheap civil clever closed cheaper common compulsory confirmed conscious
correct crazy crowded cruel dark dead deaf dear deep definite difficult dry dumb easy empty equal evil expensive extra
fair false familiar famous fearful final fit foreign former fresh friendly full fully fun funny further gentle glad
good great green grey guilty happy hard harmful heavy helpful high higher highest historic honest huge human hungry
illegal important impossible inner innocent interested interesting international jobless kind kindly large larger
lawful lawless lazy legal little lonely loose loud low lovely lucky mad main major married mental mere minor modern
moral naked narrow national natural nasty necessary needy nervous nice noisy normal obvious odd ordinary painful pale
personal physical plain pleasant poor popular possible powerful pregnant pretty private proper proud pure purple rare
raw real reasonable red regular related reliable religious responsible rich ripe rotten rough round rude sacred sad
senior sensitive serious severe sexual shallow sharp shocked shy silent silly similar simple single slight slippery
small smaller smart smooth sober soft solid special specific stable steep sticky stiff strange strict strong stuck
stupid suitable sweet swollen tense thick thin thirsty tight tiny tired tough total true ugly unable unclear
unconscious unemployed unfair unfit unknown unlawful unsafe unwell upset useful useless usual vacant valid various
vast vital volatile vulnerable warm weak wealthy wet wide wild willing wise wooden worse worst worth wounded wrong
yellow young younger youngest white black orange pink violet gold silver ability absence access account action
advantage advice age agreement aid air alarm alcohol amount anger animal animals arm arms army arrival article
attention attitude authority award background ball base basis beer behaviour behavior benefit bill bird birds birthday
board body bodies bone boot bottle bottles box boxes brain branch breath brick bullet bullets button calf camera
capacity cat cattle challenge chance character charity cheque chest chicken chickens choice cigarette circle
circumstance coat coffee coin colour color comment communication company complaint complaints condition conditions
conflict confusion contract conversation copy cord cotton cough country couple courage credit cure custom data death
deaths debt debts decision defence degree demand department description detail details development dialogue difference
difficulty direction discipline dispute disputes dog dogs donkey dozen dust duty ear earth economy education effect
effort egg eggs enemy energy engine environment equipment error evidence example excuse experience expert eyes fact
failure faith fever figure finger fingers foot feet freedom fridge fuel furniture gift glass goat goats goal god
governance grass growth habit hair hand hands handbag hat heart hole holes horse humanity hunger idea ideas impact
improvement inch income industry influence injury injuries inquiry insect insurance internet investigation
investigations invitation issues jacket joint journey joy judge jug justice kit knee knowledge land language law laws
leadership leaf leg legs letter letters level life lives line lines list load location luck luggage machine magistrate
mail majority manner map material matters means mechanism media memory method mirror mistake mistakes mixture model
mood moon mouth movement mud music nail names nation nature neck needs needle network noise nose notes numbers oath
object objective occasion opinion opportunity option organisation organization ownership package pain pair panic panga
paper papers parcel pardon part partner partners parts percent permission photo photos picture pictures piece pieces
pile pillow pity plastic pocket policy pollution population position possibility poster pot poultry pound poverty
practice preparation presence prevention pride principle priority privacy problem problems process product profit
progress proof protection punishment purpose quality quantity questions railway range rat rats rate reason reasons
receipt receipts records refund region relation relationship relief religion remark remedy resource resources response
responsibility reward rights rope route routes rule rules rumour rumours rumor rumors sack sand scale scene science
score sea seat seats secret section sense sentence series session sex shadow shame shape sheep sheet shirt shock shoe
sight signal silence sink situation size skin skirt sky snake solution soul source space speech speed spot spring
stamp standard star status stock stomach story stories strategy strength stress structure style subject success suit
summer surface surprise swamp sweat system tail tarmac task taste technique technology teeth temper temperature theory
thing things thirst thread threat threats throat ticket tool tools tooth topic torch torches toy track tradition
traffic trip trousers truth tube tyre tyres type umbrella union unit unity value variety veranda vest view vision
voice wage waist war way ways weakness wealth web weight wheel wing winter wisdom wood wool word words world writing
whistles siren rota shifts contacts hotline helpline toll ref reference sms text texts dial code codes press reflector
gloves rake rakes spade spades jembe wheelbarrow bin bins gumboots boots bucket buckets broom brooms rungu abuse
abused abusive addict addiction adolescent arson assaulted awareness bullying catcall counselling custody defilement
defiled domestic drunkard drunkenness eviction evict evicted fgm gbv gender harassment harassed homeless hooligan
hooligans incest intimidation loitering molested neglect nuisance overdose peddler peddlers pregnancy prostitution
quarrelling raped rehab relocation rivalry shooting stabbing stalking suicide teargas trafficking trespassing truancy
underage vandalism vandals vigilance vigilant alertness neighbourly togetherness cohesion mediation reconciliation
amnesty handover handed boil boiled treated chlorine overflow overflowing overflowed blocked unblocked unblock burst
bursting restored reconnect disconnected disconnection tokens token metering postponed cancelled canceled rescheduled
shifted moved extended venue refreshments invited attendance mandatory punctual punctuality regards management
earphones sim sacks bales jerrycan jerrycans gunia helmet helmets speeding overspeeding reckless bump bumps zebra
footbridge crossing flyover pothole potholes murram grader tipper excavator demolition demolish demolished structures
squatters encroachment wayleave riparian title deed deeds lease mr mrs ms sir madam bro sis folks wazee dears
colleague colleagues comrades youthful unfortunately fortunately hopefully finally firstly secondly lastly generally
completely clearly simply directly easily quietly peacefully seriously badly heavily lightly freely openly personally
properly responsibly strictly honestly truly calmed settled solved sorted resolved handled attended counselled
reconciled apologised apologized forgiven nobody's today's tonight's people's children's women's everyone's county's
chief's landlord's tenant's resident's batch batches dose doses jab jabs clinic's ambulance ambulances stretcher
bandage wounds bleeding breathing paramedic paramedics firefighter firefighters brigade extinguisher extinguishers
"""
