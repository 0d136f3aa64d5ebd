"""Private matters: violence by kin, harm to children, and texts about neither."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.categories import Category
from menus.text import lexicon

PRIVATE = (
    "mzee ya nyumba ananichapa",
    "MZEE YA NYUMBA ANANICHAPA!!",
    "mzee wa nyumba ananchapa kila siku",
    "babangu wa kambo ananilala usiku",
    "Babngu wa kambo ananilala",
    "hubby hit me again am bleeding pls",
    "Huby hits me every nite",
    "my hsband beats me",
    "mume wangu amenidunga na kisu",
    "ananipiga mume wangu",
    "mume wangu hunitandika akilewa",
    "tunapigwa na baba kila usiku",
    "napigwa na mume wangu",
    "baba ana2chapa na mama",
    "mjomba ananishikashika",
    "uncle touches me at night",
    "my step dad comes to my bed",
    "i was beaten by my husband last night",
    "mwalimu anataka kulala na mimi",
    "wanataka kunitahiri",
    "amenirape jana",
    "mtoto wa jirani anachapwa sana",
    "msichana wa darasa la 4 anashikwa na shopkeeper",
    "jirani anampiga mkewe",
    "mume wangu anataka kuniua",
    "my husband has a knife he wants to kill me",
    "my man is strangling me",
    "ex wangu ananitisha ataniua",
    "mzee wangu amenivunja mkono",
    "she is beating me my wife",
    "he hits me",
    "my bf hits me when drunk",
    "jamaa yangu ananipiga",
    "neighbour is beating his wife plot 12",
    "nimerapiwa",
    "nimerapewa jana usiku",
    "nimebkwa",
    "kabinti kamenajisiwa",
    "my neighbour is defiling a child",
    "teacher amempa mimba mwanafunzi",
    "mimi ni mtoto nahitaji msaada",
    "wanakeketa msichana kesho mtoni",
)
BY_KIN = (
    "nina mimba ya babangu",
    "mimba ni ya baba yangu",
    "baba ni baba ya mtoto wangu",
    "im pregnant by my uncle",
)
DOUBTFUL = ("dad is drunk again", "mume wangu amerudi amelewa", "amenichapa tena", "hunipiga")
OPEN = (
    "wezi wamenipiga na kuiba simu ya mama",
    "my brother was shot by thugs",
    "wamempiga mama yangu sokoni",
    "kwa Mama Njeri kuna kelele",
    "mama mboga ameanguka",
    "bro kujeni haraka",
    "habari za asubuhi mama",
    "nisaidieni wananipiga hapa",
    "baba amenipigia simu",
    "askari amenichapa bila makosa",
    "mtoto amepigwa risasi",
    "mtoto amegongwa na gari",
    "kuna moto kwa nyumba ya mama",
    "wamemshoot bro wangu",
    "bro wanatukata na panga bondeni",
    "brother killed help us bondeni",
    "my brother has been stabbed help us bondeni",
    "baba yangu ameuawa sasa wanatukata na mapanga bondeni",
    "my brother was shot they are beating us",
    "my husband was stabbed help me",
    "dad shot they want to kill us",
    "tumekatwa na watu na kaka yangu amekufa",
    "tumepigwa risasi na kaka amekufa",
    "mzee wa kijiji vijana wanatupiga mawe",
    "bro watu wananipiga mtoni",
    "uncle come gang is beating us",
    "thugs beat my husband and took his phone",
    "majambazi wamenipiga mimi na bibi yangu",
    "wamemdunga bro yangu kisu",
)


@pytest.mark.parametrize("text", [*PRIVATE, *BY_KIN, *DOUBTFUL])
def test_what_is_or_may_be_of_the_home_is_private(text: str) -> None:
    assert lexicon.hint(text, ()).category is Category.ABUSE_CHILD


@pytest.mark.parametrize("text", OPEN)
def test_what_strangers_do_and_what_kin_words_only_call_is_open(text: str) -> None:
    assert lexicon.hint(text, ()).category is not Category.ABUSE_CHILD


@given(st.text(max_size=300))
def test_a_word_that_means_nothing_makes_no_matter_private(text: str) -> None:
    digits = "".join(character for character in text if character.isdigit())
    assert not lexicon.hint(digits, ()).is_private
    assert lexicon.hint(f"mume wangu ananichapa {digits}", ()).is_private


@pytest.mark.parametrize("word", ["mume ", "beat ", "my dad is ", "ananinini", "he has a "])
def test_a_long_hostile_text_is_read_at_once(word: str) -> None:
    began = time.process_time()
    lexicon.hint((word * 300)[:1_000], ())
    assert time.process_time() - began < 1, "seconds of this process alone"
