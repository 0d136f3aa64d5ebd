"""Stories of a vote: from two officers and three tellers to what is published of its count."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from gateway.association.votes import ceremony, envelopes, proposing, results
from gateway.association.votes.ceremony import Opened, Took
from gateway.association.votes.envelopes import OpenError
from gateway.communities.file import load_example
from gateway.storage.models import Act, Ballot, Envelope, RecordCheckpoint, Vote, VoteVoter
from menus.domain.acts import ActKind
from menus.domain.vote_codes import Mistyped
from menus.domain.vote_life import Void, VoteState
from menus.domain.votes import CLOSES_LATE, Count, Fault, Wanted
from menus.text.names import Text
from tests.people import CODE, COORDINATOR, DEPUTY, LANDLORDS, LEADER, OVERSIGHT
from tests.town import Town
from tests.voting import (
    AN_HOUR,
    HOUSEHOLDS,
    OPTIONS,
    QUESTIONS,
    STRANGER,
    TELLERS,
    TO_VOTES,
    Held,
    agreed,
    in_the_box,
    is_open,
    lists,
    proposes,
    votes,
    wanted,
)

ONE, OTHER = HOUSEHOLDS[:2]


def test_households_vote_by_dialling_and_two_tellers_count(town: Town) -> None:
    held = is_open(town)
    page = town.dials(ONE, CODE, *TO_VOTES)
    assert QUESTIONS["sw"] in page
    assert "Mtandao huona" in page
    for number, phone in enumerate(HOUSEHOLDS[:12]):
        assert votes(town, phone, 1 if number < 8 else 2) == in_the_box(town, held, phone)
    held.closes()
    assert held.counts().count == Count(len(HOUSEHOLDS), 12, (8, 4, 0))
    with town.services.reading() as session:
        (told,) = results.results(session, town.record().id)
    assert (told.questions, told.count) == (QUESTIONS, Count(len(HOUSEHOLDS), 12, (8, 4, 0)))


def test_what_was_counted_is_read_by_dialling_under_what_was_decided(town: Town) -> None:
    """Whoever has put a vote into the box is told to look there; before the count nothing of it stands there."""
    held = is_open(town)
    for number, phone in enumerate(HOUSEHOLDS):
        votes(town, phone, 1 if number < 8 else 2)
    held.closes()
    assert QUESTIONS["sw"] not in town.dials(STRANGER, CODE, "0", "3", "5")
    held.counts()
    shown = town.dials(STRANGER, CODE, "0", "3", "5")
    told = town.said(Text.VOTE_OF_LIST, STRANGER, voted=str(len(HOUSEHOLDS)), listed=str(len(HOUSEHOLDS)))
    assert f"{QUESTIONS['sw']} {told}" in shown
    assert "Ndiyo 8, Hapana 6, Sawa zote 0." in shown
    assert "Yes 8" in town.dials(STRANGER, CODE, "0", "6", "0", "3", "5")


def test_the_last_vote_of_a_household_counts(town: Town) -> None:
    held = is_open(town)
    for phone in HOUSEHOLDS:
        votes(town, phone, 1)
    votes(town, ONE, 2)
    votes(town, ONE, 3)
    votes(town, OTHER, 2)
    votes(town, OTHER, 1)
    held.closes()
    assert held.counts().count.counts == (len(HOUSEHOLDS) - 1, 0, 1)


def test_a_post_that_the_network_repeats_late_does_not_bring_an_older_vote_back(town: Town) -> None:
    held = is_open(town)
    for phone in HOUSEHOLDS[2:]:
        votes(town, phone, 1)
    text = "*".join((*TO_VOTES, "1", "1"))
    for number in range(len(text.split("*")) + 1):
        first = town.hop(ONE, CODE, "*".join(text.split("*")[:number]), "early")
    votes(town, ONE, 2)
    assert town.hop(ONE, CODE, text, "early") == first == in_the_box(town, held, ONE)
    held.closes()
    assert held.counts().count.counts == (len(HOUSEHOLDS) - 2, 1, 0)


def test_keys_that_were_dialled_ahead_put_nothing_into_the_box(town: Town) -> None:
    """A link with the keys in it must not vote for whoever presses it."""
    held = is_open(town)
    ahead = "END " + town.said(Text.VOTE_AHEAD, ONE)
    text = "*".join((*TO_VOTES, "2", "1"))
    assert [town.hop(ONE, CODE, text, "link") for _ in range(2)] == [ahead, ahead]
    with town.services.reading() as session:
        assert not session.scalars(select(Envelope.household_hash).where(Envelope.has_voted)).all()
    assert held.state is VoteState.OPEN


def test_who_is_not_on_the_list_reads_how_to_come_onto_it(town: Town) -> None:
    is_open(town)
    shown = town.said(Text.VOTE_NOT_LISTED, STRANGER)
    assert town.dials(STRANGER, CODE, *TO_VOTES) == "CON " + shown
    assert shown in town.dials(STRANGER, CODE, *TO_VOTES, "1")


def test_the_list_is_frozen_when_the_vote_opens(town: Town) -> None:
    held = is_open(town)
    lists(town, [STRANGER])
    assert town.dials(STRANGER, CODE, *TO_VOTES) == "CON " + town.said(Text.VOTE_NOT_LISTED, STRANGER)
    town.texts(ONE, "VOUCH OUT")
    assert votes(town, ONE, 1) == in_the_box(town, held, ONE)
    assert held.row.listed == len(HOUSEHOLDS)


@pytest.mark.parametrize(("seconds", "is_taken"), [(-1, True), (0, False), (1, False)])
def test_the_time_at_which_the_transaction_begins_decides(town: Town, seconds: int, *, is_taken: bool) -> None:
    """Two sessions press the last key in the closing second: one rule decides for both, and nothing comes later."""
    held = is_open(town)
    keys = (*TO_VOTES, "1", "1")
    for phone in (ONE, OTHER):
        for number in range(len(keys)):
            town.hop(phone, CODE, "*".join(keys[:number]), f"late of {phone}")
    town.now = held.closes_at + timedelta(seconds=seconds)
    pages = {town.hop(phone, CODE, "*".join(keys), f"late of {phone}") for phone in (ONE, OTHER)}
    assert len(pages) == 1
    assert (pages == {in_the_box(town, held, ONE)}) is is_taken
    assert (pages == {"END " + town.said(Text.VOTE_CLOSED, ONE)}) is not is_taken
    town.passes(seconds=12)
    assert held.state is VoteState.CLOSED
    assert held.row.voted == (2 if is_taken else 0)
    assert votes(town, HOUSEHOLDS[5], 1) != in_the_box(town, held, ONE)


def test_a_box_is_closed_only_once_no_vote_is_under_way(town: Town) -> None:
    held = is_open(town)
    town.now = held.closes_at + CLOSES_LATE - timedelta(seconds=1)
    town.ticks()
    assert held.state is VoteState.OPEN


def test_after_closing_the_envelopes_are_empty_and_the_ballots_have_no_voter(town: Town) -> None:
    held = is_open(town)
    for phone in HOUSEHOLDS[:11]:
        votes(town, phone, 1)
    held.closes()
    with town.services.reading() as session:
        left = session.execute(select(Envelope.sealed, Envelope.hop, Envelope.hop_before)).all()
        assert {tuple(row) for row in left} == {(None, None, None)}
        ballots = session.scalars(select(Ballot)).all()
        assert [len(ballot.sealed or b"") for ballot in ballots] == [envelopes.LENGTH] * 11
        assert session.scalar(select(func.count()).select_from(VoteVoter).where(VoteVoter.has_voted)) == 11
    held.counts()
    with town.services.reading() as session:
        assert set(session.scalars(select(Ballot.sealed))) == {None}


def test_of_few_votes_no_figure_is_published(town: Town) -> None:
    held = is_open(town)
    for phone in HOUSEHOLDS[:9]:
        votes(town, phone, 1)
    held.closes()
    assert held.counts().count == Count(len(HOUSEHOLDS), 9, None)
    with town.services.reading() as session:
        (act,) = session.scalars(select(Act).where(Act.kind == ActKind.VOTE_COUNTED))
    assert act.facts["count"] == {"listed": len(HOUSEHOLDS), "voted": 9, "counts": None}


def test_a_result_that_tells_everybodys_vote_says_so(town: Town) -> None:
    held = is_open(town)
    for phone in HOUSEHOLDS:
        votes(town, phone, 2)
    held.closes()
    assert held.counts().count == Count(len(HOUSEHOLDS), len(HOUSEHOLDS), (0, len(HOUSEHOLDS), 0), is_unanimous=True)


def test_the_record_is_signed_when_a_box_opens_and_when_it_closes(town: Town) -> None:
    held = is_open(town)

    def sizes() -> list[int]:
        with town.services.reading() as session:
            return list(session.scalars(select(RecordCheckpoint.size).order_by(RecordCheckpoint.id)))

    before = sizes()
    held.closes()
    assert before
    assert len(sizes()) > len(before)


def test_a_poll_without_a_list_is_of_those_who_dialled(town: Town) -> None:
    held = agreed(town, wanted(town, is_poll=True))
    held.publishes()
    held.opens()
    for phone in HOUSEHOLDS[:11]:
        votes(town, phone, 3)
        votes(town, phone, 2)
    held.closes()
    assert held.counts().count == Count(None, 11, (0, 11, 0), is_unanimous=True)


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
    town.texts(ONE, "VOUCH OUT")
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


def test_a_vote_opens_only_once_each_teller_has_copied_the_code(town: Town) -> None:
    lists(town)
    held = agreed(town)
    for phone in TELLERS[:2]:
        held.takes_code(phone)
        assert held.knows(phone) is Took.KNOWN
    town.now = held.opens_at
    town.passes(seconds=11)
    assert held.state is VoteState.AGREED
    held.takes_code(TELLERS[2])
    assert held.knows(TELLERS[2]) is Took.VOID if held.closes_at - town.now < timedelta(hours=48) else Took.PUBLISHED


def test_a_code_that_comes_too_late_ends_the_vote(town: Town) -> None:
    lists(town)
    held = agreed(town)
    for phone in TELLERS:
        held.takes_code(phone)
    for phone in TELLERS[:2]:
        held.knows(phone)
    town.now = held.closes_at - timedelta(hours=47)
    assert held.knows(TELLERS[2]) is Took.VOID
    assert held.row.void is Void.LATE


def test_a_code_is_for_its_teller_alone_and_a_slip_is_told_by_its_group(town: Town) -> None:
    lists(town)
    held = agreed(town)
    for phone in TELLERS:
        held.takes_code(phone)
    assert held.knows(COORDINATOR, held.codes[DEPUTY]) is Took.OTHER_CODE
    groups = held.codes[COORDINATOR].split()
    slip = groups[3][:-1] + str((int(groups[3][-1]) + 1) % 10)
    assert held.knows(COORDINATOR, " ".join([*groups[:3], slip, *groups[4:]])) == Mistyped(4)
    swapped = [groups[1], groups[0], *groups[2:]]
    if groups[0] != groups[1]:
        assert isinstance(held.knows(COORDINATOR, " ".join(swapped)), Mistyped)
    for typed in ("", "123", "W" * 10_000, "\0", "1" * 54, "\u0661" * 54):
        assert isinstance(held.knows(COORDINATOR, typed), Mistyped)
    assert held.knows(COORDINATOR) is Took.KNOWN
    with town.services.uow() as uow:
        # Whoever has typed it in cannot have another one.
        assert ceremony.new_code(uow, town.record(), held.vote_id, held.person(COORDINATOR)) is None


def test_any_two_tellers_open_the_box_and_one_alone_does_not(town: Town) -> None:
    held = is_open(town)
    for phone in HOUSEHOLDS:
        votes(town, phone, 1)
    held.closes()
    opened = {phone: held.unlocks(phone) for phone in TELLERS}
    one = opened[COORDINATOR]
    broken = Opened(opened[DEPUTY].seat, bytes(len(one.shares)))
    for two in ([one, one], [one, broken]):
        with pytest.raises(OpenError), town.services.uow() as uow:
            ceremony.count(uow, town.record(), held.vote_id, two)
    assert held.state is VoteState.CLOSED
    for first, second in ((COORDINATOR, DEPUTY), (DEPUTY, LANDLORDS), (LANDLORDS, COORDINATOR)):
        row = held.row
        assert row.public_key is not None
        two = [opened[first], opened[second]]
        envelopes.joined((two[0].seat, two[0].shares), (two[1].seat, two[1].shares), row.public_key)
    assert held.counts(LANDLORDS, DEPUTY).count.voted == len(HOUSEHOLDS)


def without(town: Town, *phones: str) -> None:
    """Load the file with other people in the place of some: they have lost their role."""
    text = load_example("mlango-kubwa")
    for phone, name in {DEPUTY: "Deputy leader (example)", COORDINATOR: "Coordinator, tenants (example)"}.items():
        if phone in phones:
            text = text.replace(phone, phone[:-2] + "9" + phone[-1]).replace(name, name.replace("(", "new ("))
    town.loads(text)
    town.services.directory.look()


def loses(held: Held, phone: str) -> Took:
    with held.town.services.uow() as uow:
        return ceremony.lose(uow, held.town.record(), held.vote_id, held.person(phone))


def test_one_lost_code_leaves_two_tellers_and_a_second_one_ends_the_vote(town: Town) -> None:
    held = is_open(town)
    votes(town, ONE, 1)
    assert loses(held, COORDINATOR) is Took.LOST
    assert votes(town, OTHER, 1) == in_the_box(town, held, OTHER)
    assert loses(held, DEPUTY) is Took.VOID
    assert (held.state, held.row.void) == (VoteState.VOID, Void.TELLERS)
    with town.services.reading() as session:
        assert set(session.scalars(select(Envelope.sealed))) == {None}


def test_a_teller_who_lost_the_code_cannot_open_the_box(town: Town) -> None:
    held = is_open(town)
    for phone in HOUSEHOLDS:
        votes(town, phone, 1)
    held.closes()
    assert loses(held, COORDINATOR) is Took.LOST
    with town.services.uow() as uow:
        code = held.codes[COORDINATOR]
        found = ceremony.unlock(uow, town.record(), held.vote_id, held.person(COORDINATOR), code)
    assert found is Took.NOT_YOURS
    assert held.counts(DEPUTY, LANDLORDS).count.voted == len(HOUSEHOLDS)


def test_a_lost_code_before_publishing_ends_the_vote(town: Town) -> None:
    lists(town)
    held = agreed(town)
    assert loses(held, DEPUTY) is Took.VOID
    assert held.row.void is Void.TELLERS


def test_a_teller_who_loses_the_role_before_publishing_ends_the_vote(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"))
    lists(town)
    held = agreed(town)
    without(town, DEPUTY)
    town.passes(seconds=11)
    assert (held.state, held.row.void) == (VoteState.VOID, Void.TELLERS)


def test_two_tellers_who_lose_the_role_end_an_open_vote(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"))
    held = is_open(town)
    without(town, DEPUTY)
    town.passes(seconds=11)
    assert held.state is VoteState.OPEN
    without(town, DEPUTY, COORDINATOR)
    town.passes(seconds=11)
    assert (held.state, held.row.void) == (VoteState.VOID, Void.TELLERS)


def test_a_language_that_came_later_hides_no_open_vote(town: Town) -> None:
    held = is_open(town)
    with town.services.uow() as uow:
        vote = uow.session.get_one(Vote, held.vote_id)
        vote.questions = {"sw": QUESTIONS["sw"]}
        vote.options = [{"sw": option["sw"]} for option in vote.options]
    assert QUESTIONS["sw"] in town.dials(ONE, CODE, *TO_VOTES)
    assert votes(town, ONE, 1) == in_the_box(town, held, ONE)
