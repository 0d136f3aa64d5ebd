"""Stories of the list of households: neighbours vouch for each other by SMS, and two officers enter the first ones."""

import pytest
from sqlalchemy import func, select

from gateway.association.votes import households
from gateway.association.votes.households import Sheet
from gateway.storage.models import Act, Household, HouseholdRequest, HouseholdSheet
from menus.domain.acts import ActKind
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, LANDLORDS, LEADER
from tests.town import Town, code_in
from tests.voting import HOUSEHOLDS, STRANGER, lists

ONE, OTHER, THIRD = HOUSEHOLDS[:3]


def number(phone: str) -> str:
    """Return a number as people type it."""
    return "0" + phone[4:]


def is_listed(town: Town, phone: str) -> bool:
    with town.services.reading() as session:
        return households.is_listed(session, town.services.keyring, town.record().id, phone)


def asks(town: Town, *neighbours: str) -> str:
    return town.texts(STRANGER, f"VOUCH {' '.join(map(number, neighbours))}")


def last(town: Town, phone: str) -> str:
    town.passes(minutes=2)
    return town.inbox(phone)[-1]


def test_two_listed_neighbours_vouch_and_the_household_is_listed(town: Town) -> None:
    lists(town)
    assert asks(town, ONE, OTHER) == town.said(Text.VOUCH_WAITS, STRANGER)
    code = code_in(last(town, ONE))
    assert last(town, ONE) == last(town, OTHER) == town.said(Text.VOUCH_ASKED, ONE, code=code)
    assert town.texts(ONE, f"DHAMINI {code}") == town.said(Text.VOUCH_NOTED, ONE)
    assert not is_listed(town, STRANGER)
    assert town.texts(OTHER, f"vouch {code}") == town.said(Text.VOUCH_NOTED, OTHER)
    assert is_listed(town, STRANGER)
    assert last(town, STRANGER) == town.said(Text.VOUCH_LISTED, STRANGER)
    with town.services.reading() as session:
        # Neither who asked nor who vouched is kept.
        assert session.scalar(select(func.count()).select_from(HouseholdRequest)) == 0
        (act,) = session.scalars(select(Act).where(Act.kind == ActKind.HOUSEHOLD_VOUCHED))
        assert (act.facts, act.person_id) == ({}, None)


def test_one_neighbour_alone_twice_lists_nobody(town: Town) -> None:
    lists(town)
    asks(town, ONE, OTHER)
    code = code_in(last(town, ONE))
    for _ in range(3):
        town.texts(ONE, f"VOUCH {code}")
    assert not is_listed(town, STRANGER)


def test_whoever_was_not_named_or_is_not_listed_cannot_vouch(town: Town) -> None:
    lists(town, [ONE, THIRD])
    asks(town, ONE, OTHER)
    code = code_in(last(town, ONE))
    town.texts(ONE, f"VOUCH {code}")
    for phone in (THIRD, OTHER):
        assert town.texts(phone, f"VOUCH {code}") == town.said(Text.VOUCH_UNKNOWN, phone)
    assert not is_listed(town, STRANGER)
    # A neighbour who is not on the list gets no text, and the answer does not tell it.
    assert last(town, OTHER) == town.said(Text.VOUCH_UNKNOWN, OTHER)


def test_the_answer_does_not_tell_who_is_on_the_list(town: Town) -> None:
    lists(town, [ONE])
    answers = {asks(town, ONE, OTHER)}
    town.passes(minutes=60 * 24)
    answers.add(asks(town, OTHER, THIRD))
    assert answers == {town.said(Text.VOUCH_WAITS, STRANGER)}


@pytest.mark.parametrize("words", [f"{number(ONE)} {number(ONE)}", f"{number(ONE)} {number(STRANGER)}"])
def test_two_other_people_must_be_named(town: Town, words: str) -> None:
    lists(town)
    assert town.texts(STRANGER, f"VOUCH {words}") == town.said(Text.VOUCH_NUMBERS, STRANGER)


def test_a_request_is_over_after_a_week_and_nobody_asks_twice_a_day(town: Town) -> None:
    lists(town)
    asks(town, ONE, OTHER)
    assert asks(town, ONE, THIRD) == town.said(Text.VOUCH_OFTEN, STRANGER)
    code = code_in(last(town, ONE))
    town.passes(minutes=60 * 24 * 7)
    assert town.texts(ONE, f"VOUCH {code}") == town.said(Text.VOUCH_UNKNOWN, ONE)


def test_somebody_with_a_role_vouches_too(town: Town) -> None:
    lists(town, [ONE, LEADER])
    asks(town, ONE, LEADER)
    code = code_in(last(town, ONE))
    town.texts(ONE, f"VOUCH {code}")
    assert town.texts(LEADER, f"DHAMINI {code}") == town.said(Text.VOUCH_NOTED, LEADER)
    assert is_listed(town, STRANGER)


@pytest.mark.parametrize("words", ["vouch for Bondeni people", "I vouch 4821 they stole", "vouch 48213", "vouch"])
def test_words_of_somebody_are_no_command(town: Town, words: str) -> None:
    lists(town)
    answer = town.texts(STRANGER, words)
    assert answer not in {town.said(name, STRANGER) for name in (Text.VOUCH_UNKNOWN, Text.VOUCH_NUMBERS)}


def test_a_household_leaves_the_list_by_its_own_text(town: Town) -> None:
    lists(town)
    assert town.texts(ONE, "VOUCH OUT") == town.said(Text.VOUCH_OUT, ONE)
    assert not is_listed(town, ONE)
    assert is_listed(town, OTHER)


def test_no_number_of_a_household_stands_in_the_rows(town: Town) -> None:
    lists(town)
    keyring = town.services.keyring
    with town.services.reading() as session:
        kept = set(session.scalars(select(Household.household_hash)))
    assert kept == {households.hashes(keyring, phone)[0] for phone in HOUSEHOLDS}
    # The hash is of its own: it leads to no report and to no text.
    assert not kept & {keyring.phone(phone) for phone in HOUSEHOLDS}


def decides(town: Town, phone: str, *, agrees: bool = True) -> Sheet:
    officer = town.record().by_phone(phone)
    assert officer is not None
    with town.services.uow() as uow:
        sheet_id = uow.session.scalars(select(HouseholdSheet.id)).one()
        return households.decide(uow, town.record(), sheet_id, officer, agrees=agrees)


def enters(town: Town, phone: str = COORDINATOR) -> Sheet:
    officer = town.record().by_phone(phone)
    assert officer is not None
    with town.services.uow() as uow:
        return households.enter(uow, town.record(), officer, [ONE, OTHER, ONE])


def test_two_officers_of_different_tenure_enter_the_first_households(town: Town) -> None:
    assert enters(town) is Sheet.DONE
    assert not is_listed(town, ONE)
    assert decides(town, COORDINATOR) is Sheet.NOT_YOURS
    # A leader of the patrol is no officer of the list.
    assert decides(town, BONDENI) is Sheet.NOT_YOURS
    assert decides(town, LANDLORDS) is Sheet.DONE
    assert is_listed(town, ONE)
    assert is_listed(town, OTHER)
    with town.services.reading() as session:
        assert households.listed(session, town.record().id) == 2
        assert session.scalar(select(func.count()).select_from(HouseholdSheet)) == 0


def test_a_sheet_that_is_refused_lists_nobody(town: Town) -> None:
    enters(town)
    assert decides(town, LANDLORDS, agrees=False) is Sheet.DONE
    assert not is_listed(town, ONE)


def test_whoever_has_their_number_erased_reads_of_the_list_and_leaves_it(town: Town) -> None:
    lists(town)
    assert town.dials(ONE, CODE, "0", "5", "1", "98") == "CON " + town.said(Text.DATA_KEPT_LISTED, ONE)
    town.dials(ONE, CODE, "0", "5", "2", "1")
    assert not is_listed(town, ONE)
    assert is_listed(town, OTHER)
    assert town.said(Text.DATA_KEPT_LISTED, ONE) not in town.dials(ONE, CODE, "0", "5", "1")


def test_neighbours_numbers_in_groups_are_asked_and_one_number_is_told(town: Town) -> None:
    lists(town)
    spaced = " ".join(f"{number(phone)[:4]} {number(phone)[4:7]} {number(phone)[7:]}" for phone in (ONE, OTHER))
    assert town.texts(STRANGER, f"vouch {number(ONE)}") == town.said(Text.VOUCH_NUMBERS, STRANGER)
    assert town.texts(STRANGER, f"vouch {spaced}") == town.said(Text.VOUCH_WAITS, STRANGER)
    assert code_in(last(town, ONE)) == code_in(last(town, OTHER))
