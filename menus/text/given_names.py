"""Given names and family names in Nairobi: enough names to recognise most of those that somebody types.

Words that mean something else as well (Baraka, Neema, Faith, Juma pili) are left out. Names that belong to places more
often than to people are left out too.
"""

GIVEN = """
john peter paul james joseph david daniel samuel stephen simon michael george francis charles patrick dennis kevin brian
collins victor vincent eric erick felix evans alex alexander anthony antony andrew philip benard bernard benjamin martin
moses isaac jacob abraham elijah joshua caleb solomon nicholas robert richard william henry edwin edward elvis geoffrey
jeffrey kennedy lawrence leonard lucas matthew nelson oscar raphael ronald thomas timothy walter wilson wycliffe
mary jane ann anne anna esther ruth sarah rachel rebecca elizabeth margaret catherine caroline christine agnes alice
beatrice brenda cynthia dorcas eunice evelyn florence irene jacinta jackline janet josephine judith lilian lydia
martha monica naomi nancy pauline phyllis purity rosemary sharon stella susan tabitha teresa veronica vivian winnie
hassan hussein mohamed mohammed muhammad abdi abdul ahmed ali omar osman ibrahim ismail yusuf salim fatuma halima
amina asha zainab mwanaisha juma
"""
FAMILY = """
otieno ochieng odhiambo omondi onyango owino okoth ouma oduor oluoch opiyo achieng atieno akinyi adhiambo awuor anyango
akoth auma apiyo awino odongo okello owuor ogola wafula wekesa wanjala barasa simiyu nekesa nafula naliaka
kamau mwangi njoroge kariuki maina ndungu gitau kimani karanja macharia muriuki wainaina githinji gichuru waweru
ngugi mbugua kinyua mugo kuria njuguna gathogo wanjiku wanjiru wambui njeri nyambura wangari wairimu waithera muthoni
wangui nyokabi wacera wanja mumbi mutua musyoka kioko mutiso mutinda muli makau ndunda kyalo mwende nduku mueni
wanza kalekye syombua kipchoge kiprono kiplagat kipkemboi kibet koech rotich chebet jepkosgei cherono kiptoo cheruiyot
chepkoech jelagat kiprotich tanui lagat ruto onyancha nyamweya moraa kerubo mogaka nyaboke bosire omwenga makori
mohamud abdullahi farah warsame mwakio mwadime kazungu katana charo karisa chirchir kosgei
"""
