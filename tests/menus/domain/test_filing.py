"""Filing: a report repeats, confirms or completes one that is known, or it opens an incident. One line a case."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm, Level, first_level, rank
from menus.domain.draft import Channel, Draft
from menus.domain.filing import (
    GUESSED_FOR,
    CompletePlace,
    Confirm,
    Known,
    Manner,
    Open,
    Repeat,
    Seen,
    decide,
    is_shut,
)

TOWN = parse(load_example("mlango-kubwa"))
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
HERE, NEAR, FAR = "bondeni", "kiamutisya", "mathare-north"
DIALLED, DROPPED = Manner(Channel.USSD), Manner(Channel.USSD, unconfirmed=True)
TEXTED = Manner(Channel.SMS, unconfirmed=True, needs_review=True)
ROBBERY = Draft("sw", Category.ROBBERY, Harm.WEAPON, HERE)
EARLIER = Known(
    1,
    Category.ROBBERY,
    HERE,
    Channel.USSD,
    NOW - timedelta(minutes=10),
    unconfirmed=True,
    level=Level.MAJOR,
    awaits_review=False,
    reports=1,
    accused_group=None,
)
FILED = replace(EARLIER, unconfirmed=False)
TEXT = replace(
    EARLIER, category=Category.UNKNOWN, channel=Channel.SMS, level=Level.MINOR, awaits_review=True, zone=None
)
NO_PLACE = replace(EARLIER, zone=None, awaits_review=True)
PRIVATE = Draft("sw", Category.ABUSE_CHILD)
THEFT = Draft("sw", Category.THEFT, Harm.NONE, HERE)
EARLIER_THEFT = replace(EARLIER, report_id=2, category=Category.THEFT, level=Level.MINOR)
SHARED = replace(EARLIER, reports=2, accused_group=AccusedGroup.PATROL)


def far_from(zone: str) -> str:
    """Return a zone of the example that is neither this zone nor near it."""
    return next(other.key for other in TOWN.zones if other.key not in TOWN.zones_near(zone))


@pytest.mark.parametrize(
    ("draft", "manner", "seen", "expected"),
    [
        # A session files once.
        (ROBBERY, DIALLED, Seen(None), Open()),
        (ROBBERY, DIALLED, Seen(FILED), Repeat(FILED)),
        (THEFT, DIALLED, Seen(FILED), Repeat(FILED)),
        (ROBBERY, DROPPED, Seen(EARLIER), Repeat(EARLIER)),
        (ROBBERY, DIALLED, Seen(EARLIER), Confirm(EARLIER)),
        # A session turns from what went out to a private or a lesser matter.
        (PRIVATE, DIALLED, Seen(EARLIER), Open(EARLIER)),
        (THEFT, DIALLED, Seen(EARLIER), Open(EARLIER)),
        (PRIVATE, DIALLED, Seen(FILED), Repeat(FILED)),
        (THEFT, DIALLED, Seen(EARLIER, (EARLIER_THEFT,)), Confirm(EARLIER_THEFT, leaves=EARLIER)),
        # Its report has ended, or others reported it too and it accuses somebody else.
        (ROBBERY, DIALLED, Seen(replace(EARLIER, is_live=False)), Open(replace(EARLIER, is_live=False))),
        (ROBBERY, DROPPED, Seen(replace(EARLIER, is_live=False)), Repeat(replace(EARLIER, is_live=False))),
        (ROBBERY, DIALLED, Seen(replace(FILED, is_live=False)), Repeat(replace(FILED, is_live=False))),
        (ROBBERY, DIALLED, Seen(SHARED), Open(SHARED)),
        (replace(ROBBERY, accused_group=AccusedGroup.PATROL), DIALLED, Seen(SHARED), Confirm(SHARED)),
        # Another session of the same caller.
        (ROBBERY, DIALLED, Seen(None, (EARLIER,)), Confirm(EARLIER)),
        (THEFT, DIALLED, Seen(None, (EARLIER,)), Open()),
        (PRIVATE, DIALLED, Seen(None, (EARLIER,)), Open()),
        (replace(ROBBERY, zone=None), DIALLED, Seen(None, (EARLIER,)), Confirm(EARLIER)),
        (replace(ROBBERY, zone=far_from(HERE)), DIALLED, Seen(None, (EARLIER,)), Open()),
        (replace(ROBBERY, zone=far_from(HERE), continues=True), DIALLED, Seen(None, (EARLIER,)), Confirm(EARLIER)),
        # Others reported it too, and it accuses somebody else.
        (replace(ROBBERY, accused_group=AccusedGroup.PATROL), DIALLED, Seen(None, (EARLIER,)), Confirm(EARLIER)),
        (
            replace(ROBBERY, accused_group=AccusedGroup.PATROL),
            DIALLED,
            Seen(None, (replace(EARLIER, reports=2),)),
            Open(),
        ),
        # The category of a texted report that awaits review is a guess, for half an hour.
        (ROBBERY, DIALLED, Seen(None, (TEXT,)), Confirm(TEXT)),
        (ROBBERY, DIALLED, Seen(None, (replace(TEXT, created_at=NOW - GUESSED_FOR),)), Open()),
        (THEFT, DIALLED, Seen(None, (replace(TEXT, level=Level.MAJOR),)), Open()),
        # A place that was missing.
        (ROBBERY, DROPPED, Seen(None, (NO_PLACE,)), CompletePlace(NO_PLACE)),
        (ROBBERY, DROPPED, Seen(None, (EARLIER,)), Open()),
        (ROBBERY, DROPPED, Seen(None, (replace(NO_PLACE, channel=Channel.SMS),)), Open()),
        # A text opens a report of its own here: a text that continues one never comes this far.
        (ROBBERY, TEXTED, Seen(None, (EARLIER, NO_PLACE)), Open()),
    ],
)
def test_a_report_does_what_the_table_says(
    draft: Draft, manner: Manner, seen: Seen, expected: Repeat | Confirm | CompletePlace | Open
) -> None:
    assert decide(TOWN, draft, manner, seen, NOW) == expected


KNOWN = st.builds(
    Known,
    st.integers(1, 9),
    st.sampled_from(Category),
    st.sampled_from([None, HERE, far_from(HERE)]),
    st.sampled_from(Channel),
    st.sampled_from([NOW - timedelta(minutes=5), NOW - timedelta(minutes=45)]),
    st.just(value=True),
    st.sampled_from(Level),
    awaits_review=st.booleans(),
    reports=st.integers(1, 3),
    accused_group=st.sampled_from([None, *AccusedGroup]),
    is_live=st.booleans(),
)
DRAFTS = st.builds(
    Draft,
    st.just("sw"),
    st.sampled_from(Category),
    st.sampled_from([None, *Harm]),
    st.sampled_from([None, HERE, far_from(HERE)]),
    accused_group=st.sampled_from([None, *AccusedGroup]),
    continues=st.booleans(),
)


@given(DRAFTS, st.lists(KNOWN, max_size=3), st.none() | KNOWN)
def test_a_private_report_or_a_complaint_confirms_nothing_open_and_no_level_falls(
    draft: Draft, earlier: list[Known], own: Known | None
) -> None:
    assert draft.category is not None
    level = first_level(draft.category, draft.harm)
    done = decide(TOWN, draft, DIALLED, Seen(own, tuple(earlier)), NOW)
    if level.has_circle and isinstance(done, Confirm):
        assert done.known.category is draft.category
    if isinstance(done, Confirm) and done.known.category is not draft.category and done.known.awaits_review:
        assert rank(level) >= rank(done.known.level)
    if isinstance(done, Open) and done.leaves is not None:
        left = done.leaves
        is_lesser = level.has_circle or rank(level) < rank(left.level)
        assert is_lesser or not left.is_live or (left.reports > 1 and left.accused_group is not draft.accused_group)


@pytest.mark.parametrize(
    ("category", "draft", "unconfirmed", "expected"),
    [
        (Category.ROBBERY, THEFT, False, False),
        (Category.ROBBERY, PRIVATE, False, True),
        (Category.ROBBERY, PRIVATE, True, False),
        (Category.ABUSE_CHILD, PRIVATE, False, False),
        (Category.ABUSE_CHILD, ROBBERY, False, True),
        (Category.ABUSE_CHILD, ROBBERY, True, True),
    ],
)
def test_a_private_matter_and_an_open_one_never_share_a_session(
    category: Category,
    draft: Draft,
    unconfirmed: bool,  # noqa: FBT001 - a column
    expected: bool,  # noqa: FBT001 - a column
) -> None:
    assert is_shut(category, draft, unconfirmed=unconfirmed) is expected
