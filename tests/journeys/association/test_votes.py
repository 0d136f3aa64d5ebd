"""Stories of a vote: from two officers and three tellers to what is published of its count."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from gateway.association.votes import envelopes, results
from gateway.storage.models import Act, Ballot, Envelope, RecordCheckpoint, Vote, VoteVoter
from menus.domain.acts import ActKind
from menus.domain.vote_life import VoteState
from menus.domain.votes import CLOSES_LATE, Count
from menus.text.names import Text
from tests.people import CODE
from tests.town import Town
from tests.voting import (
    HOUSEHOLDS,
    QUESTIONS,
    STRANGER,
    TO_VOTES,
    agreed,
    in_the_box,
    is_open,
    lists,
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


def test_a_language_that_came_later_hides_no_open_vote(town: Town) -> None:
    held = is_open(town)
    with town.services.uow() as uow:
        vote = uow.session.get_one(Vote, held.vote_id)
        vote.questions = {"sw": QUESTIONS["sw"]}
        vote.options = [{"sw": option["sw"]} for option in vote.options]
    assert QUESTIONS["sw"] in town.dials(ONE, CODE, *TO_VOTES)
    assert votes(town, ONE, 1) == in_the_box(town, held, ONE)
