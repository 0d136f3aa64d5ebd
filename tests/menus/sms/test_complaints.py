"""The words by which a coordinator says that a text accuses somebody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm, Level, level_so_far, rank
from menus.domain.reviewing import Waiting, accuse
from menus.sms import complaints


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("complaint patrol", AccusedGroup.PATROL),
        ("Complaint, about the patrol leader", AccusedGroup.PATROL),
        ("LALAMIKO DORIA", AccusedGroup.PATROL),
        ("malalamiko kiongozi", AccusedGroup.LEADER),
        ("complaint chief", AccusedGroup.LEADER),
        ("lalamiko polisi", AccusedGroup.POLICE),
        ("complaint", None),
        ("complaint thieves", None),
    ],
)
def test_the_group_is_read_behind_the_word(said: str, group: AccusedGroup | None) -> None:
    assert complaints.is_complaint(said)
    assert complaints.accused_in(said) is group


@pytest.mark.parametrize("said", ["", "patrol", "doria", "all", "bondeni", "polisi"])
def test_the_name_of_a_team_is_no_complaint(said: str) -> None:
    assert not complaints.is_complaint(said)


_WAITING = st.builds(
    lambda category, harm, red: Waiting(category, level_so_far(category, harm), harm, red),
    st.sampled_from([one for one in Category if not level_so_far(one, None).has_circle]),
    st.none() | st.sampled_from(list(Harm)),
    st.booleans(),
)


@given(_WAITING, st.sampled_from(list(AccusedGroup)))
def test_an_accusing_text_is_a_complaint_or_as_grave_as_before(waiting: Waiting, group: AccusedGroup) -> None:
    made = accuse(waiting, group)
    assert made.accused_group is group
    if waiting.has_red_words:
        assert not made.is_complaint
    if made.is_complaint:
        assert (made.category, made.level, made.harm) == (Category.COMPLAINT_OTHER, Level.COMPLAINT, None)
    else:
        assert rank(made.level) >= rank(waiting.level)
        assert made.category is waiting.category
