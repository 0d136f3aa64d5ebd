"""Words of the record that are never sent, and the word that stands in the place of each.

The rule of `menus/domain/record_words.py` could make these words. Each has a spare word, with V or Y as its first
letter; where both are taken, the last vowel differs, too. No word made by rule begins with V or Y.

These lists may only grow, each at its end: whoever changes or removes a pair changes the words of nights that witnesses
keep on paper. A word that is added later is still read as the word that it was. The lists are common knowledge and a
guess; no native reader has seen them.
"""

VULGAR = """
BAKA-VAKA  BOBO-VOBO  BOLO-VOLO  BORO-VORO  DABO-VABO  DODO-VODO  FIRA-VIRA  FIRO-VIRO  HARA-VARA  HORE-VORE
KAZA-VAZA  KIHI-VIHI  KOJO-VOJO  MANI-VANI  PENI-VENI  PIPI-VIPI  PONO-VONO  SODO-YODO  TAKO-VAKO  TIGO-VIGO
TITI-VITI  TIZI-VIZI  TOBO-YOBO  WASI-VASI  ZEBI-VEBI  ZIBI-VIBI
"""
"""Words of the body and of sex, in Swahili, Sheng, Kikuyu, Somali, Arabic and English."""

INSULTING = """
DAGO-VAGO  DIKE-VIKE  DOMO-VOMO  FALA-VALA  FISI-VISI  GALA-YALA  HOMO-YOMO  KIKE-YIKE  KIMA-VIMA  KOKO-VOKO
KOMA-YOMA  LEZI-VEZI  LEZO-VEZO  MAWE-VAWE  NAZI-VAZI  NIGA-VIGA  NIGO-YIGO  PAKI-VAKI  PEDO-VEDO  POPO-VOPO
RAPE-VAPE  ZOBA-VOBA
"""
"""Words that insult a person or a people. NAZI is a coconut in Swahili; it is read in English, too."""

FRIGHTENING = """
DEDA-VEDA  DEDI-VEDI  DEMO-VEMO  FATE-VATE  FIRE-VIRE  GORE-YORE  HAMA-VAMA  HATE-YATE  JELA-VELA  JIFA-VIFA
JINI-VINI  KATA-VATA  KIFO-VIFO  LOGA-VOGA  MOTO-VOTO  PEPO-VEPO  PIGA-YIGA  PIGO-VIGE  PORA-VORA  RAGE-VAGE
ROGA-YOGA  SATA-YATA  TEKA-VEKA  TOKA-VOKA  WAFA-VAFA  WIZI-YIZI
"""
"""Words that could be taken for a threat, an alarm, or witchcraft."""

MISLEADING = """
FAKE-VAKE  JOKE-VOKE  LIPA-VIPA  PESA-VESA
"""
"""Words that would cast doubt on the text, or make it look like a demand for money."""

OF_PEOPLES = """
GEMA-VEMA  JAKA-YAKA  KALE-VALE  KISI-YISI  RIFA-YIFA  TESO-VESO  WATA-VATI
"""
"""Short names of peoples and of political groups."""

NAMES = """
BADI-VADI  BILE-VILE  BOKE-YOKE  DENA-VENA  DIDA-VIDA  DIMA-YIMA  DINA-VINA  DOLA-VOLA  DORA-YORA  GATI-YATI
GEDI-YEDI  GONA-VONA  HAJI-VAJI  HARE-VARE  HAWA-VAWA  HAWO-VAWO  HIBO-VIBO  HOPE-VOPE  JADE-VADE  JAMA-YAMA
JANE-VANE  JEFA-VEFA  JIRA-YIRA  KAGO-YAGO  KATE-VATO  KIBE-VIBE  KIGO-YIGE  KOGO-VOGO  LENA-YENA  LINA-YINA
LISA-YISA  MIKE-VIKI  MIRE-YIRE  MOSE-VOSE  MOSI-VOSI  NORA-VORI  PAPA-VAPA  PELE-VELE  PORE-YORI  RAWO-YAWO
RITA-YITA  ROBA-YOBA  ROBI-VOBI  RODA-VODA  RODI-VODI  RONO-YONO  ROSA-VOSA  ROSE-YOSE  SARA-YARA  SARO-VARO
SAWE-YAWE  SEJE-VEJE  SIDI-VIDI  SILA-VILA  SIRO-YIRO  SITI-YITI  TAGO-VAGA  TINA-VINE  TOME-VOME  WEDA-YEDA
ZENA-VENE
"""
"""Given and family names of `menus/text/`: a text with a name in it looks like an accusation."""

SPARES: dict[str, str] = {
    unfit: spare
    for words in (VULGAR, INSULTING, FRIGHTENING, MISLEADING, OF_PEOPLES, NAMES)
    for unfit, _, spare in (pair.partition("-") for pair in words.split())
}
"""The spare word of each unfit word."""
