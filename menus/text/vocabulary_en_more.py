"""More ordinary English words, by the alphabet: those that stand under no heading of `vocabulary_en.py`."""

MORE = """
anti tug sack race choir rehearsal practice fee fees membership raffle pledge harambee custody corridor corridors
clerk clerks usher ushers steward stewards attendant attendants cashier receptionist typist foreman foremen overseer
watchwoman guardsman sweeper sweepers collector collectors inspector dispatcher rider herder herders butcher butchers
baker bakers cobbler cobblers tinsmith blacksmith weaver potter tailor tailors seamstress hairdresser hairdressers
beautician masseur dancer dancers drummer drummers comedian actor actors actress artist artiste artistes filmmaker
photographer photographers journalist journalists editor editors condemn condemned condolence condolences sympathise
sympathy assist assisting assistance allegation allegations allege alleged adhere amend amended amendment anonymous
appeal appealing apprehend apprehended assure assured await awaiting barred beating brawl breach brutal bystander
bystanders cede chaired clarify clarification closed-circuit collude combat commend commended commuter commuters
commit compensate compensation compile comply confiscate confiscated consent convene convened conveyed cordon
crackdown curse deceased deem defuse denounce deploy deployed deployment depot deter detour devise discharge dispatch
disperse dispersed displaced disrupt disrupted disruption dwelling dwellings elaborate eliminate embark enquire
enquiries enquiry enrol erect erected eradicate exhume fatality fatalities flee fleeing fortnight foster gazetted
groundbreaking handbook harbour hoax hotspot hotspots hygiene impersonate impersonating impersonator inaugurate incite
inciting incitement indecent indefinite indefinitely inmate intercept intact intrude intruder intruders jeopardise
kindle lawfully levy liaise liaison lodge loiter loitering lure lured manhandle marshal marshals menace misled
mitigate mourners mugged mutilate negotiate nab nabbed notify obscure offload oust outage overpower overrun pelt
pelted pilfer plunder ply plying pounce prank pranks predator premises presume presumed procession prohibit purport
quash ransack ransacked ransom rampant reassure reassured reckon reinforce reinforced relieve relieved relocate
relocated renounce repossess rescued restrain retaliate retaliation retrieve retrieved revoke ringleader roam roaming
rowdy scuffle seize seized shortlist shortlisted smash smashed solicit soliciting stampede stashed stationery stipend
storage strictly sublet subdue summons surveillance swindle swindled swindler tamper tampering taunt testimony thwart
thwarted trample trampled truce trustee trustees tussle uproot vacated vacating vet vetting vicinity vigilante
vigilantes violator voucher vouchers waive waived warrant waylaid waylay welfare wield wielding witnessed wreck yelled
zonal word words belongs ordinary text about neighbourhood form rule rules residents coordinators english badge badges
vest vests laid dig dug lay abandon abandoned abroad absolute absolutely absorb academic accent accidental
accidentally accommodate accommodation according accurate accuse accused achieve achievement acknowledge acquire
actual adapt addition additional address addresses adequate adjust admire adopt advance advanced adventure advertise
advertisement affair affairs affect afford afterwards agency aggressive agricultural agriculture aircraft airport
airtime alongside alter alternate alternative altogether amaze amazing ambition amongst amuse analyse analysis ancient
angle anniversary annoy annoyed annoying anxiety anxious anyway apologise apologize apology apparent apparently
appetite apple apples appoint appointed appointment appreciate appropriate approximate architect arise arose
artificial artists ash ashamed asset assets assign assignment associate assume atmosphere attach attached attraction
attractive auction audience author automatic automatically availability available average awful awkward backing bake
baked bakery ban banana bananas banned banner banners barely bargain barrel barrier barriers basically basket bath
bathe battle beach bean bell belly belt bench benches bend bent bet bid billboard bitter blade blame blast blew blown
boat bomb bond border bore bored boring born bounce bound bowl boyfriend breadth breast breathe breed bride briefly
brilliant broad broadcast brought brush bubble bugs builder builders bunch bundle bundles burden bureau butter cage
cake calculate calves campus capable captain capture captured caring carriage cassava cast casualties casualty
category caught ceiling certain certainly champion champions championship channel chapter charcoal chart chat cheer
cheese chemical chemicals chew childhood childish chin chip chocolate chop chosen cinema circular citizenship clap
clash clashes classic classmates clay client clients climate cloth clothe cloud clouds cloudy clue coal coast
cockroach cockroaches coins collar collision colony column combination combine comedy command commander commerce
commercial commission commitment committed communicate compare compete competition competitions compose comprehensive
concentrate concern concerned concerning concert conclude conclusion concrete conduct conducted conference confess
confidence confident confidential confine congratulate congratulations congress connected connection connections
consequence consequences conserve considerable consist constant constantly constituency construct construction consult
consultation consume consumer consumers contain container containers contaminated content contest continent continuous
contrast convenience convenient convince convinced cope copper core corn correctly corrupt corruption costume cottage
countryside coupon courier courtesy coward crack cracked craft crawl cream creative creature creatures creek crews
cripple crop crops crossroad crossroads crucial cruelty crush cultural culture cupboard curb curious currency
curriculum curtain cycle cylinders dairy damaged damages dare database dated dealer dealers dealing debris decade
declare decline decorate decrease dedicate dedicated defeat defender define delays delicious delight delighted
democracy democratic dense dentist dependent depress depressed depression describe design designed desire despite
destination destruction detain detained detect determine determined device devices diagnose diarrhea diarrhoea diesel
diet differ digital dignity dip diploma disabilities disability disadvantage disagree disagreement disappoint
disappointed disappointing discourage discovery disgust dish dishes dishonest disinfect disinfectant dislike dismiss
display disrespect distribute distributed distribution district disturbance disturbances dive diverse divorce dock
dominate donations dot double doubt doubtful downtown dozens draft dramatic drawer dream dreams drill drills drops
drown drowned drunken due dull duration duties dye eager ease ecosystem edge educational effective efficient elbow
elected electric electronic email embarrass emerge emotion emotional emphasis empire empower empowerment enable
enabled enact encounter endanger endure enforce enforcement engage engaged engineering enormous enroll enrollment
enrolment ensure enterprise entertain entertainment enthusiasm entire entirely entry envelope equality equally equip
essay essential establish established ethnic evaluate evaluation eventually evident exact examination excellent
exception excess excessive excited exciting exclude executive exempt exhibition exist existence existing expand
expense expenses experienced experiment expire expired explode export exposed express expression extensive extent
external extinguish extraordinary extreme extremely facilities facility fade faint fainted fairly faithfully fame
familiarise fancy fare fares farewell farmer farmers farming fashion fasten fasting fatal fate fault faulty favorite
favourite feather feature federal feedback feeling feelings fellow fellowship female fertile fertiliser fertilizer
fibre fiction file files filter finance financial firewood firm firmly fisherman fishing fist fitness flag flame
flames flash flavour flesh flight float floating flow flower flowers flu fluid foam fold folder folk fool foolish
footpaths forbid forbidden forecast forehead forever formal formally formation fortune forums forwarded foundation
fountain frame fraudster fraudsters freeze freezing frequency frequent frequently friendship frighten frightened frog
fruits frustrate frustrated fry fulfil funding funerals fur furious furthermore fuss gallon gamble gambling gap gaps
garages gases gear germ germs ghost giant girlfriend glove glue goodbye goodness gossip govern governments gown grade
grades gradual gradually grain grains grand grandchildren granted graph grateful gratitude grave gravel graves greedy
greeting greetings grief grievance grievances grind grinding grip groan groceries grocery groundnuts guarantee
guidance guideline guidelines guitar gum gutter gym habits hail halt hammer handicapped handkerchief handling handy
hardly hardship harsh harvest hatred haul hawking hazard hazardous hazards headache heading headline headquarters heap
heaps heater heating heaven heel height helpless hen herb herbs herd heritage hero heroes hesitate hills hint hip hire
hired hobby holder hollow holy honesty honey honourable hook hooting horn horrible horror hospitality hostel hostels
hostile housing humble humiliate humour hut huts hygienic ideal identical identification idle ignorance ignorant
illiterate illustrate image images imagination imagine imitate immigrant immoral immune impatient import importance
impress impression impressive imprison imprisonment improper inability inadequate incorrect increased increasing
incredible indeed independence independent index indicate indication individual individuals indoor indoors industrial
industries inequality infect infected infection infections inflation informal informant informed ingredient
inhabitants inherit initial initially initiative initiatives injection injured injustice innocence innovation input
inquire insects insert inspection inspire inspired installation installed instance instant instantly institute
institution institutions instruct instrument instruments insufficient insults insured integrate integrity intelligence
intelligent intended intense intention interact interaction interior intermediate internal interpret interrupt
interrupted interval intervene intervention intoxicated invaders invasion invent invest investigate investigated
investigating investigator investigators investment investor inviting involved involvement irresponsible irritate
island isolate isolated itch jam jar jealous jealousy jet jewellery jewelry joining joyful judgement judgment
judiciary juice junior jury kettle kidney kilogram kilometers kilometres kingdom kneel knot label labelled laboratory
labourer labourers lack lacking landing landmark landslide landslides laughter launched laundry lawyer lawyers layer
leaflet leaflets lean leather lecture lecturer legally legend legislation leisure length liability liable liar liberty
lick lid lifestyle lifetime lifted lighter lighting lightning likewise limb limited limits lion lip lips liquid liquor
literacy literature livelihood livestock living lizard loaded locals located logic logistics long-term looted looters
looting lounge lover lowest loyal loyalty lung lungs machinery magazine maid maintain maintained malicious manage
managed managers mandate mango mangoes manifesto manpower manual manufacture manure margin marital marketing marriage
massacre massive master mate maternal maternity mathematics maximum mayor meaning meaningful meanwhile measures
mediate mediator medium melt membership memorable memories mend mentally merchandise merchant mercy merely merge mess
messy mid-day midday mighty migrate mild military mill miller mills mineral minimum ministry minority miracle
miscarriage misconduct miserable misery misunderstand misunderstanding misuse mobilise mobility mobilize mock mode
moderate modest moisture momentary monetary mop morals moreover mortgage motel motivate motive motor motorist
motorists mould mount mountain mourning mouse movable mug multiple multiply municipal muscle museum mushroom musical
mute mutual mystery namely nap nationality nationwide native neat necessity negative negligence nerves neutral
nevertheless newborn newly newspaper newspapers nightmare nod nominate nominated nomination nonsense norm normally
notable notebook noticeable notification notorious numerous nursing nut nutritious nuts objection obligation oblige
obscene obstacle obstacles obstruct obstructing obstruction obtain obviously occasional occasionally occupation
occupied occupy ocean odour offence offences offend offender offenders offering officially olive omit ongoing onion
onions onset opener operating operation operations operator operators oppose opposed opposition oppress optimistic
oral oranges orderly organ organic organiser organisers organizer organizers origin originally orphanage orphaned
orphans ought outcome outcomes outdoor outdoors outer outfit outlet outreach outright outskirts outstanding oven
overall overcharge overcharged overcrowded overcrowding overhead overlook overnight overseas overtake owing oxygen
pace packed pad paint painted painting palace palm pan panel parade paradise paralysed parked parking parliament
participant participants particular particularly partly partnership passage passion passive pasta paste pastoral patch
patience patiently patriotic pattern pave pavement pawpaw paying payroll peak peculiar peel peer peers penalise
penetrate pension pepper perceive percentage perfect perfectly performed permanently permitted perpetrator
perpetrators persist personality personnel persuade pest pests petty philosophy photocopy photograph photographs
phrase physically piano pig pigs pineapple pioneer piped pirate planet planned planning plaster platform platforms
pleased pleasure pledge pledges plough plug plus poem poet poetry pointing poisoned poisoning poisonous polite
politely political politically politician politicians politics polluted pond pools pope porch pork port porter portion
pose positive possess possession possessions possibly postal postpone potato potatoes potential powder praise preach
preacher preaching precaution precautions precise predict prefer preference prejudice preparations prescribe
prescription presentation preserve pretend prevalent primarily prime princess printed prior prisoner prisoners
privilege prize prizes probability probable probably probe procedure procedures proceeding proceeds processing
producer profession professional professionals professor profile profitable progressive prohibited prominent promising
promote promoted promotion prompt promptly pronounce properties proportion proposal propose proposed prosecute
prosecution prospect prosper protester protesters proven province provincial provision provoke publicity publicly
published pump pumping pumps punished purchase purely purify pursue pursuit puzzle qualification qualifications
qualified qualify quarantine quarrels queen queries quote rabbit rabies racism radical rag rags railing rallies rally
ramp random rank ranks rapid rapidly razor reacted readily reading realise reality realize rear rebuild rebuilt recall
receiver reception recession recipe recipient recognition recommendation recommendations recording recovery recruit
recruited recruitment recycle recycling redeem redevelopment reducing referral reflect reflection reflective reform
reforms refreshment refrigerator refugee refugees refunded refusal regain regarding regardless regional registering
registrar registry regret regularly regulate regulation regulations reject rejected rejoice relate relating relatively
relaxed relevant reluctant rely remainder remaining remarkable reminded remote removal renew renewal renewed renovate
renovated renovation renovations rental repeat repeated repeatedly repetition replacement replied represent
representation representative representatives reproduce reptile republic reputation requested requirement requirements
reschedule research researcher researchers resemble reservation reserve reserved residence residential resign
resignation resistance resort respectfully respective responded responder responders responding restless restoration
restrict restricted restriction restrictions resulting retail retain retire retired retirement retreat reunion reunite
reunited revenge revenue reverse review revise revision revive revolution rewarded rhythm rib ribs ridiculous riding
rightful rioters rival roast robe robot rocket role roles romance romantic rooftop root roots rot rotate roundabouts
routine row rows rubber rugs ruin ruined ruins ruler rural rust sabotage sachet sacrifice sadly sadness safeguard sail
sailor saint salad saloon salt salute sample samples sanction sandal sandals sandwich satellite satisfaction satisfied
satisfy sauce saved saver scales scan scandal scarce scarcity scared scarf scenario scenery scheme schemes scholar
scissors scope scout scouts scrap scratch screen screw scrub sculpture seal sealed seam seasonal secrecy sector
secured seed seeds segment select selected selection self selfish senate sensation sensible sensitisation sensitise
sensitization sensitize sentenced sequence sergeant settlements severely sew sewed sewing sexually shade shaky
shameful shanties shanty shave shed sheltered shine shiny ship shirts shocking shopkeepers shopping shore shortages
shortcut shortly shots shoulder shoulders shovel shovels shower showers shrine shrink siege sigh sightings similarly
sin sincere sincerely sinful sing singer singers singing sip sirs sites sitting skilled skip slaughter slave sleepy
sleeve slice slide slogan slope slums smile smoking smuggle snack snacks sneak sneeze snore soak soaps soccer socially
society softly software soil solar sole solely solidarity somehow somewhat sore sorrow sorts soup sour spacious spare
spark sparks specialist specialists species specifically specify spectacle spectators speeches spell sphere spice
spider spin spine spiritual spite splash spoil spoiled spoilt spokesman spokesperson sponsor sponsored sponsors
sponsorship spontaneous spoon sporting spotted spouse sprinkle squad square squat squeeze stability stadium stagnant
stain stake stakeholder stakeholders stale stalled standards standing standpipe staple startup starve starving static
stationed statistics statue steadily steady steam steel steer stem stepfather stepmother stereo stigma sting stir
stitch stocks stomachache stool stored stormy straight straightforward strain stranded strangely strategic straw stray
strays strengthen strengthened stressed striking string strip striped stroke strongly structural struggling stubborn
studio stuff stumble stun subscribe subsequent subsequently subsidy substance substances substantial substitute suburb
suburbs successful successfully succession suck sue sufficient suggestion suggestions suitcase sum summary summit
summon summoned sums sunny sunrise sunset sunshine super superior supervision supervisor supervisors supplied supplier
suppliers supplies supporter supporters supporting supposed suppress supreme surely surgeon surgery surname surplus
surprised surprising surrounding surroundings survival surviving survivor survivors suspend suspended suspicion
suspiciously sustain sustainable swallow sweets swell swept swift swim swimming swing sword symbol symptom symptoms
syringe syringes systematic tablet tablets tackle tactic tailoring talented talents tanker tankers target targeted
targeting targets taxes tears technical technician technicians teenage teenagers telephone temples temptation tempting
tenancy tend tendency tender tenders terrible terribly terrified terrify territory terror terrorise terrorising
terrorism terrorist terrorists terrorizing testify textile thankful theatre thefts theme thermometer thorough
thoroughly thoughtful threatened threatening thrive throne throughout thumb thunder tick tidy tiger timely tin tins
tip tips tissue toast tobacco toddlers toe toes tolerance tolerate tomato tomatoes tone tongue tonne tons topics
tornado torture totally tourism tourist tourists tow towed towel tower towers township toxic toys traced tracks
tractor traditional tragedy tragic trail trailers trainee trainees trainer trainers transaction transactions transform
transformation transit transition transmission transmit transparency transparent trapped trauma traumatised
traumatized traveller travellers treasure treaty tremendous trend trespasser trespassers trial trials tribal tribe
tribes tribute tricks trigger triggered triumph troop troops tropical trunk trusted trustworthy truthful tuition tune
tunnel turned turnout turns tutor twin twins twist typical typically ulcer ultimate ultimately unacceptable unattended
unauthorised unauthorized uncertain uncomfortable uncontrolled uncover undergo underground underneath undertake
underwear undo uneasy unemployment unexpected unexpectedly unfamiliar unfinished unfold unfortunate unhappy unharmed
unhealthy unhurt united universal universe unlike unlit unlock unlocked unmarked unnecessary unpaid unpleasant unplug
unregistered unrest unseen unsuccessful untidy untreated unused unusual unusually unwanted unwilling upcoming updated
upgrading uphold uprising ups upsetting urban urged urgency urine usable usage user users utensils utilise utilities
utility utmost vaccinate vaccinated vaccinators validate valuable valuables valued vandal vandalised vandalized vanish
vaseline vegetable vein vengeance venture venues verbal verdict vessel veterinary vets vice vicious victory viewers
vigorous villager villagers violate violation violations violently virtual virtue virus visa visible visitors visual
vocational volume voluntarily voluntary vomit vomiting voted vow vulgar waged wagon waiter waiting walker walking
wander wandering warden wardrobe warehouse warmth washable washed washroom washrooms wasp wasted wastewater watchful
watching waterlogged waters watery waves wax weary weave weddings weed weeds weekends weep weigh welcomed welcoming
well-being wellbeing wheat wheelchair wheels whereas whichever whip whisper whistle-blower whistleblower whites wicked
widely widespread width wildlife willingly windy wine wipe wired wisely withdrawal withdrawn withhold wives wolf worm
worms worried worrying worship worshippers worthless worthwhile worthy wrap wrist writer writers wrongdoing wrongly
yeah yeast yesterday's yoghurt youngster youngsters zinc
jerrican jerricans jerrycan jerrycans nhif sha nssf helb
"""
