"""The list of households and the votes in the retention table."""

from menus.domain.retention import periods
from menus.domain.retention.rules import End, Since, Table, Then, Topic, nobody, person_row, row_goes, with_row

_GONE = End(periods.VOTERS, Since.VOTE_ENDED, Then.DELETED)
_WHY = "somebody may doubt a count at the next baraza"

HOUSEHOLDS = Table(
    "households",
    "a household on the list of those who vote, by one number",
    (
        with_row("household_hash", "a keyed hash of the number, made for this list alone"),
        nobody("id community_id"),
    ),
    row_goes(
        Topic.VOTES,
        "that a number is on the list of households",
        why="the list says who votes",
        until="its owner sends VOUCH OUT",
    ),
)
HOUSEHOLD_REQUESTS = Table(
    "household_requests",
    "somebody asks to be on the list, and names two neighbours",
    (
        with_row("household_hash phone first_hash second_hash", "the number of who asks, and hashes of the neighbours"),
        with_row("language", "the language of who asks"),
        nobody("id community_id code first_vouched second_vouched expires_at"),
    ),
    row_goes(
        Topic.VOTES,
        "a request to be on the list of households",
        End(periods.AT_ONCE, Since.EXPIRED, Then.DELETED),
        why="the neighbours need some days to vouch",
        until="both neighbours have vouched, or they ask that it be erased",
    ),
)
HOUSEHOLD_SHEETS = Table(
    "household_sheets",
    "the numbers of first households that an officer has entered",
    (
        person_row("entered_by", "the officer"),
        with_row("numbers", "the numbers"),
        nobody("id community_id count expires_at"),
    ),
    row_goes(
        Topic.VOTES,
        "numbers that one officer has entered for the list",
        End(periods.AT_ONCE, Since.EXPIRED, Then.DELETED),
        why="another officer must agree to them",
        until="another officer has agreed or refused",
    ),
)
VOTES = Table(
    "votes",
    "a vote: what was asked, and what is published of its count",
    (
        person_row("proposed_by agreed_by", "the officers who wrote it and agreed to it"),
        nobody("id community_id state void is_poll questions options opens_at closes_at public_key ended_at"),
        nobody("listed voted counts"),
    ),
)
VOTE_TELLERS = Table(
    "vote_tellers",
    "a teller of a vote: their code is kept nowhere",
    (
        person_row("person_id", "the teller"),
        nobody("id vote_id seat public_key is_known shares is_lost"),
    ),
)
VOTE_VOTERS = Table(
    "vote_voters",
    "a household that a vote was for, and whether it voted; never how, and never when",
    (
        with_row("household_hash has_voted", "a keyed hash of the number, and that it voted"),
        nobody("vote_id"),
    ),
    row_goes(Topic.VOTES, "that a household voted", _GONE, why=_WHY),
)
ENVELOPES = Table(
    "envelopes",
    "the sealed vote of a household while the box is open; no backup holds it",
    (
        with_row("household_hash has_voted", "a keyed hash of the number, and that it voted"),
        with_row("sealed hop hop_before", "the sealed vote and the last hops; all three are emptied with the closing"),
        nobody("vote_id"),
    ),
    row_goes(Topic.VOTES, "the envelope of a household, emptied when the vote closed", _GONE, why=_WHY),
)
BALLOTS = Table(
    "ballots",
    "a vote without its voter, under a random number; it is emptied when it is counted",
    (nobody("id vote_id sealed"),),
)
