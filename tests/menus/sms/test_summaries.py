"""Summaries: over all its texts, REF tells every fact and every word once, and no text is longer than a segment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.references import mint
from menus.domain.roles import Role
from menus.domain.standing import BoardStatus
from menus.sms import summaries, wording
from menus.sms.listing import role_name
from menus.sms.summaries import Deed, Page, Summary, TrackAnswer
from menus.text import catalog, gsm7
from menus.text.names import Text

TOWN = parse(load_example("mlango-kubwa"))
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
REF = mint(17)
FACTS = wording.AlertFacts(REF, Category.GUN_KILLING, Level.MAJOR, "bondeni", "", Harm.WEAPON_AND_HURT, NOW, reports=3)
LETTERS = set("qxz")
"""The letters of residents' words here: no other word of a text is made of them."""
WORDS = st.lists(st.text("qxz", min_size=1, max_size=90), max_size=120)


def pages(summary: Summary, language: str = "en") -> list[Page]:
    """Return every text of a summary, in order."""
    page: Page | None = summaries.first(TOWN, language, summary, NOW)
    told: list[Page] = []
    while page is not None:
        told.append(page)
        page = summaries.further(TOWN, language, summary, NOW, page.position)
    return told


def test_one_text_tells_who_answered_and_arrived_the_weapon_the_hurt_and_the_reports() -> None:
    patrol = TrackAnswer(Track.PATROL, Deed(Role.PATROL_LEADER, NOW, "Asha Leader"), NOW + timedelta(minutes=9))
    summary = Summary(FACTS, BoardStatus.OPEN, [patrol, TrackAnswer(Track.POLICE)])
    (page,) = pages(summary)
    for part in (
        catalog.say("en", Text.TRACK_THERE, at="21:09"),
        role_name("en", Role.PATROL_LEADER),
        "Asha Leader",
        catalog.say("en", Text.TRACK_WAITING),
        catalog.say("en", Text.EXTRA_WEAPON_AND_HURT),
        catalog.say("en", Text.EXTRA_REPORTS, count="3"),
    ):
        assert part in page.text
    assert not page.has_more


def test_a_closed_incident_says_who_closed_it_and_when() -> None:
    deed = Deed(Role.COORDINATOR, NOW, "Wanja")
    patrol = TrackAnswer(Track.PATROL, Deed(Role.PATROL_LEADER, NOW), NOW)
    (page,) = pages(Summary(FACTS, BoardStatus.CLOSED, [TrackAnswer(Track.POLICE), patrol], deed))
    waiting = f"{catalog.say('en', Text.TRACK_POLICE)}: {catalog.say('en', Text.TRACK_WAITING)}"
    assert page.text.index(catalog.say("en", Text.EXTRA_WEAPON_AND_HURT)) < page.text.index(waiting)
    by = f"21:00 ({role_name('en', Role.COORDINATOR)} Wanja)"
    assert f"{catalog.say('en', Text.STATE_CLOSED)} {by}" in page.text


def test_a_report_that_waits_says_that_nobody_was_sent_and_how_to_dispatch() -> None:
    for said in ("", "wana bunduki", "watu wanapigana " * 30):
        first, *_ = pages(Summary(replace(FACTS, reports=1), BoardStatus.AWAITING_REVIEW, said=said))
        waits = catalog.say(
            "en",
            Text.SUMMARY_WAITS,
            short=TOWN.short,
            reference=REF,
            level=catalog.say("en", Text.LEVEL_MAJOR),
            category=wording.category_name("en", Category.GUN_KILLING),
            place=wording.place_name(TOWN, "en", "bondeni", ""),
            at="21:00",
        )
        assert first.text.startswith(waits)


@settings(max_examples=40)
@given(
    WORDS,
    st.lists(st.integers(1, 60).map("D".__mul__), max_size=5),
    st.sampled_from(TOWN.languages),
    st.sampled_from([BoardStatus.OPEN, BoardStatus.AWAITING_REVIEW]),
    st.integers(1, 60),
)
def test_every_fact_and_every_word_is_told_once_in_order(
    words: list[str], details: list[str], language: str, status: BoardStatus, name: int
) -> None:
    tracks = [TrackAnswer(track, Deed(Role.POLICE_ALTERNATE, NOW, "N" * name), NOW) for track in Track]
    summary = Summary(FACTS, status, tracks, details=details, said=" ".join(words))
    told = pages(summary, language)
    assert all(gsm7.fits(page.text) for page in told)
    assert [page.has_more for page in told] == [True] * (len(told) - 1) + [False]
    tail = " " + catalog.say(language, Text.READ_ON, reference=REF)
    together = " ".join(page.text for page in told)
    assert "".join(one for one in together.split() if set(one) <= LETTERS) == "".join(words)
    assert [one for one in together.split() if set(one) == {"D"}] == details
    for page in told[:-1]:
        assert page.text.endswith(tail)


@given(WORDS.filter(bool))
def test_words_are_cut_between_words(words: list[str]) -> None:
    short = [word[:12] for word in words]
    for page in pages(Summary(FACTS, BoardStatus.OPEN, said=" ".join(short))):
        assert {word for word in page.text.split() if set(word) <= LETTERS} <= set(short)


def test_a_private_summary_names_neither_kind_nor_place_nor_level() -> None:
    facts = replace(FACTS, category=Category.ABUSE_CHILD, level=Level.PRIVATE)
    (page,) = pages(Summary(facts, BoardStatus.OPEN, [TrackAnswer(Track.CARE)]))
    for word in ("level.private", "category.abuse-child", "extra.weapon-and-hurt"):
        assert catalog.say("en", Text(word)) not in page.text
    assert "Bondeni" not in page.text
