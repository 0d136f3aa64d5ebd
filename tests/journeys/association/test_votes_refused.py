"""Stories of votes that are not held, each with its reason."""

from datetime import timedelta

import pytest

from gateway.association.votes import proposing
from menus.domain.vote_life import Void, VoteState
from menus.domain.votes import Fault, Wanted
from tests.people import COORDINATOR, DEPUTY, LANDLORDS, LEADER, OVERSIGHT
from tests.town import Town
from tests.voting import (
    AN_HOUR,
    HOUSEHOLDS,
    OPTIONS,
    QUESTIONS,
    TELLERS,
    Held,
    agreed,
    lists,
    proposes,
    wanted,
)


def faults_of(town: Town, vote: Wanted, tellers: tuple[str, ...] = TELLERS) -> tuple[Fault, ...]:
    refused = proposes(town, vote, tellers)
    assert isinstance(refused, proposing.Refused)
    return refused.faults


def test_what_is_no_vote_is_refused_with_its_reason(town: Town) -> None:
    lists(town)
    begins, ends = town.now + AN_HOUR, town.now + timedelta(days=3)
    same = (OPTIONS[0], OPTIONS[0])
    named = {**QUESTIONS, "en": "Is Kamau Njoroge a thief?"}
    long = {**QUESTIONS, "sw": "W" * 60}
    many = tuple({"en": f"Street {sign}", "sw": f"Mtaa {sign}"} for sign in "ABCDE")
    cases = {
        Fault.FEW_OPTIONS: Wanted(QUESTIONS, OPTIONS[:1], begins, ends),
        Fault.MANY_OPTIONS: Wanted(QUESTIONS, many, begins, ends),
        Fault.SAME_OPTIONS: Wanted(QUESTIONS, same, begins, ends),
        Fault.NAME: Wanted(named, OPTIONS, begins, ends),
        Fault.TOO_LONG: Wanted(long, OPTIONS, begins, ends),
        Fault.NO_QUESTION: Wanted({**QUESTIONS, "en": " "}, OPTIONS, begins, ends),
        Fault.CLOSES_BEFORE: Wanted(QUESTIONS, OPTIONS, ends, begins),
        Fault.OPENS_BEFORE: Wanted(QUESTIONS, OPTIONS, town.now - AN_HOUR, ends),
        Fault.TOO_SOON: Wanted(QUESTIONS, OPTIONS, begins, town.now + timedelta(hours=47)),
        Fault.TOO_LATE: Wanted(QUESTIONS, OPTIONS, begins, town.now + timedelta(days=60)),
    }
    for fault, vote in cases.items():
        assert fault in faults_of(town, vote), fault


def test_a_name_in_an_option_is_refused(town: Town) -> None:
    lists(town)
    options = ({"en": "Yes", "sw": "Ndiyo"}, {"en": "Wanjiku Mwangi", "sw": "Hapana"})
    assert Fault.NAME in faults_of(town, Wanted(QUESTIONS, options, town.now + AN_HOUR, town.now + timedelta(days=3)))


@pytest.mark.parametrize("question", ["Should plot 14 pay more?", "Nyumba namba 7b ilipe zaidi?"])
def test_a_plot_in_a_question_is_refused(town: Town, question: str) -> None:
    lists(town)
    questions = {**QUESTIONS, "en": question}
    assert Fault.NAME in faults_of(town, Wanted(questions, OPTIONS, town.now + AN_HOUR, town.now + timedelta(days=3)))


def test_tellers_are_three_people_with_a_desk_tenants_and_landlords_among_them(town: Town) -> None:
    lists(town)
    vote = wanted(town)
    assert Fault.TELLERS_TENURE in faults_of(town, vote, (COORDINATOR, LEADER, DEPUTY))
    assert Fault.TELLERS_NUMBER in faults_of(town, vote, (COORDINATOR, LANDLORDS))
    assert Fault.TELLERS_NUMBER in faults_of(town, vote, (COORDINATOR, COORDINATOR, LANDLORDS))
    assert Fault.TELLERS_DESK in faults_of(town, vote, (COORDINATOR, LANDLORDS, "+254700000111"))


def test_a_second_vote_on_the_same_question_is_refused_while_one_goes_on(town: Town) -> None:
    lists(town)
    held = agreed(town)
    assert faults_of(town, wanted(town)) == (Fault.ASKED_ALREADY,)
    with town.services.uow() as uow:
        assert proposing.withdraw(uow, town.record(), held.vote_id, held.person(COORDINATOR))
    assert isinstance(proposes(town), Held)


def test_few_households_show_hands(town: Town) -> None:
    lists(town, HOUSEHOLDS[:9])
    assert faults_of(town, wanted(town)) == (Fault.SHORT_LIST,)


def test_a_list_that_grew_short_until_the_opening_ends_the_vote(town: Town) -> None:
    lists(town, HOUSEHOLDS[:10])
    held = agreed(town)
    held.publishes()
    town.texts(HOUSEHOLDS[0], "VOUCH OUT")
    town.now = held.opens_at
    town.passes(seconds=11)
    assert (held.state, held.row.void) == (VoteState.VOID, Void.TOO_FEW)


def test_one_officer_alone_or_two_of_one_tenure_hold_no_vote(town: Town) -> None:
    lists(town)
    held = proposes(town)
    assert isinstance(held, Held)
    for phone in (COORDINATOR, LEADER):
        with town.services.uow() as uow:
            assert proposing.agree(uow, town.record(), held.vote_id, held.person(phone)) is False
    with town.services.uow() as uow:
        # Somebody without a tenure is of another one than a tenant.
        assert proposing.agree(uow, town.record(), held.vote_id, held.person(OVERSIGHT)) is True
