"""Texts that accuse the patrol or a leader, and texts that only name them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category
from menus.text import accusing, lexicon
from menus.text.folding import fold

ZONES = parse(load_example("mlango-kubwa")).zones
PATROL, LEADER, POLICE = AccusedGroup.PATROL, AccusedGroup.LEADER, AccusedGroup.POLICE

ACCUSING = [
    ("Kiongozi wa doria ameniibia", PATROL),
    ("Kiongozi wa doria ameniibia simu yangu bondeni", PATROL),
    ("Kiongozi wa doria ameiba simu ya mtu", PATROL),
    ("Chairman wa doria anataka hongo", PATROL),
    ("patrol leader stole my phone", PATROL),
    ("Doria wamenipiga", PATROL),
    ("doria walinipiga jana usiku bila sababu", PATROL),
    ("kijana wa doria amechukua simu yangu", PATROL),
    ("vijana wa doria wananitisha kila siku", PATROL),
    ("askari wa doria alinipiga kofi", PATROL),
    ("nimepigwa na doria", PATROL),
    ("nimeibiwa simu na kiongozi wa doria", PATROL),
    ("niliporwa pesa na vijana wa doria", PATROL),
    ("I was robbed by the patrol", PATROL),
    ("I was beaten by one of the patrol boys", PATROL),
    ("I was beaten by one of the patrol men", PATROL),
    ("vijana wenu wamenipiga", PATROL),
    ("your boys beat me last night", PATROL),
    ("watu wenu wamechukua pesa yangu", PATROL),
    ("viongozi wenu wanadai hongo", LEADER),
    ("mlinzi wa doria ameninyanganya simu", PATROL),
    ("the patrol broke into my house", PATROL),
    ("patroller amevunja mlango wangu", PATROL),
    ("the leader of the patrol is selling bhang", PATROL),
    ("doria walikuja haraka wakanipiga", PATROL),
    ("the leader of the patrol asks for a bribe", PATROL),
    ("patrol guys took my money", PATROL),
    ("patrol are thieves", PATROL),
    ("doria ni wezi tu", PATROL),
    ("doria wanashirikiana na wezi", PATROL),
    ("patrol team works with the thieves", PATROL),
    ("msee wa doria amenirob", PATROL),
    ("wasee wa doria wamenibonda base", PATROL),
    ("doria wanataka chapaa ndio waniachilie", PATROL),
    ("majamaa wa patrol wanaitisha soo", PATROL),
    ("doria huniitisha pesa kila usiku", PATROL),
    ("patrol wanadai chai", PATROL),
    ("doria walimpiga kijana wangu", PATROL),
    ("yule kiongozi wa doria aliyeniibia amerudi", PATROL),
    ("mwenyekiti ameniibia pesa", LEADER),
    ("the chairman demanded money from me", LEADER),
    ("chifu anataka hongo", LEADER),
    ("chief anaitisha kitu kidogo", LEADER),
    ("polisi wamenipiga", POLICE),
    ("police patrol asked for a bribe", POLICE),
    ("polisi wanaitisha hongo", POLICE),
]
NAMING = [
    "doria wamekuja wakati",
    "kiongozi wa doria ameibiwa",
    "chairman wa doria ameibiwa simu",
    "patrol leader was robbed",
    "someone stole the patrol leader's phone",
    "police came",
    "nimeibiwa simu na doria hawajakuja",
    "nimeibiwa na doria iko wapi",
    "wezi wamempiga kiongozi wa doria wakamuibia",
    "they attacked the patrol and stole a phone",
    "doria wameshika mwizi aliyeniibia simu",
    "patrol caught the thief who stole my phone",
    "patrol came after a man stole my phone",
    "Doria, wameniibia simu",
    "hello doria wameniibia simu",
    "tafadhali doria nisaidieni wananipiga",
    "doria kuna mtu ameniibia",
    "kiongozi wa doria jirani ameniibia",
    "jirani wa kiongozi wa doria ameniibia",
    "doria wamepiga simu",
    "patrol did not beat anybody",
    "asante doria mmetusaidia sana",
    "nimeita doria mwizi ameiba simu",
    "niambie doria ni nani leo",
    "gang leader stole my phone",
    "kiongozi wa genge ameniibia",
    "doria wanataka kukuja",
    "ambieni doria wezi wameiba pikipiki",
    # Somebody calls the patrol, and others beat them: nobody would come if this were a complaint.
    "tuma doria wananipiga",
    "tumeni doria wananipiga",
    "mnitumie doria wananichapa",
    "leteni doria wanampiga mtu",
    "nahitaji doria wananipiga",
    "nataka doria wananipiga",
    "tunangoja doria wametupiga",
    "hakuna doria wamenipiga",
    "wapi doria wamenipiga",
    "mko wapi doria wananipiga",
    "doria haraka wamenipiga",
    "patrol please robbed me",
    "send patrol they are beating me",
    "we need the patrol they robbed me",
    "where is the patrol they robbed me",
    "nisaidie doria wananipiga",
    "doria wezi wamenipiga",
    "tumeni vijana wenu wananipiga",
    "tuma polisi wananipiga",
    "tuma askari wananipiga",
    "hakuna polisi wameniibia",
    "we need police they robbed me",
    "police please robbed me",
    "polisi haraka wananipiga",
    "mwambie chief wananipiga",
    "send your boys they are beating my brother",
    "your boys came too late",
    "vijana wenu wameshika mwizi",
    "the patrol broke up the fight in our plot",
]


@pytest.mark.parametrize(("text", "group"), ACCUSING)
def test_words_that_accuse_are_a_complaint_about_that_group(text: str, group: AccusedGroup) -> None:
    hint = lexicon.hint(text, ZONES)
    assert (hint.category, hint.is_red) == (Category.COMPLAINT_OTHER, False)
    assert hint.words
    assert accusing.whom(text) is group


@pytest.mark.parametrize("text", NAMING)
def test_words_that_only_name_the_patrol_accuse_nobody(text: str) -> None:
    assert accusing.find(text) is None
    assert lexicon.hint(text, ZONES).category is not Category.COMPLAINT_OTHER


@pytest.mark.parametrize(
    "text", ["we want the police to stop beating us", "nataka doria waache kunipiga", "asante doria"]
)
def test_what_somebody_wants_to_stop_is_not_called(text: str) -> None:
    assert accusing.call(text) is None
    assert accusing.call("nataka doria wananipiga") == accusing.Call("wananipiga")


@pytest.mark.parametrize("who", ["doria", "polisi", "askari", "vijana wenu", "chifu"])
def test_a_call_has_the_category_of_what_others_do(who: str) -> None:
    assert lexicon.hint(f"tuma {who} wananipiga", ZONES).category is Category.FIGHT_THREAT
    assert lexicon.hint(f"nahitaji {who} wameniibia simu", ZONES).category is Category.THEFT


def test_a_photo_is_no_beating() -> None:
    assert accusing.find("doria wamenipiga picha") is None
    assert accusing.find("doria wamenipiga") is not None


@pytest.mark.parametrize("text", ["doria wamemuua kijana wangu", "doria wamempiga mtu na panga"])
def test_red_words_stay_red_so_that_a_person_decides(text: str) -> None:
    assert lexicon.hint(text, ZONES).is_red
    assert lexicon.hint(text, ZONES).category is not Category.COMPLAINT_OTHER


@pytest.mark.parametrize("text", ["kiongozi wa doria amenibaka", "my uncle from the patrol raped me and beat me"])
def test_a_private_matter_stays_with_its_helpers(text: str) -> None:
    assert lexicon.hint(text, ZONES).is_private


_WORDS = sorted({word for text in [*NAMING, *(text for text, _ in ACCUSING)] for word in text.split()})


@given(st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join) | st.text(max_size=200))
def test_the_word_of_an_accusation_stands_in_the_text_beside_its_group(text: str) -> None:
    found = accusing.find(text)
    if found is not None:
        assert found.word in fold(text).split()
        assert found.group is accusing.whom(text)
        assert found.group is not POLICE


NAMES = {"doria", "patrol", "patroller", "your", "wenu"}


@given(st.lists(st.sampled_from([word for word in _WORDS if fold(word) not in NAMES]), max_size=12))
def test_a_text_that_names_no_patrol_does_not_accuse_it(words: list[str]) -> None:
    found = accusing.find(" ".join(words))
    assert found is None or found.group is LEADER
