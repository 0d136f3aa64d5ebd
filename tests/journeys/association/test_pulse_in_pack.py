"""Stories of what residents answer: it is told in the pack of a quarter, from ten answers on, and stays as it is."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from gateway.association.papers import pack, pack_page
from gateway.association.pulse import answers
from menus.domain.pulse import PulseAnswer, PulseKind
from menus.domain.quarters import Quarter
from menus.text import page_words
from tests.paper_files import paper, with_papers
from tests.people import CODE, RESIDENTS
from tests.town import Town

AFTER = datetime(2027, 1, 3, 9, tzinfo=UTC)
NINE, TENTH = RESIDENTS[:9], RESIDENTS[9]


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    return new_town(with_papers(paper("2028-03-12")))


def made(town: Town, quarter: Quarter = Quarter(2026, 4), language: str = "en") -> str:  # noqa: B008 - never changed
    with town.services.reading() as session:
        return pack_page.page(pack.of(session, town.record(), quarter, town.now), language)


def says(which: str, language: str = "en", **values: str) -> str:
    return page_words.say("desk_papers.po", language, which, **values)


def answer(town: Town, phones: list[str], kind: PulseKind, said: PulseAnswer, zone: str | None = None) -> None:
    with town.services.uow() as uow:
        for phone in phones:
            assert answers.count(uow, town.record(), phone, kind, said, zone)


def test_trust_and_safety_are_told_from_ten_answers_on(town: Town) -> None:
    """Opt-out honoured; shown only from ten answers on: nine tell nothing, and the tenth tells a share."""
    for phone in NINE:
        town.dials(phone, CODE, "0", "9", "1", "1", "2")
    town.dials(TENTH, CODE, "0", "5", "3")
    town.dials(TENTH, CODE, "0", "9", "1", "4", "4")
    now, town.now = town.now, AFTER
    assert says("pack.pulse") not in made(town)
    assert " %</td>" not in made(town)
    town.now = now
    town.dials(RESIDENTS[10], CODE, "0", "9", "1", "4", "4")
    town.now = AFTER
    first = made(town)
    for name in ("pack.pulse.safe", "pack.pulse.trust"):
        assert f"{says(name)}</th><td>90 %</td>" in first
    zone = town.community.zones[0].name("en")
    assert f"{says('pack.pulse.zone', zone=zone)}</th><td>90 %</td>" in first
    assert first.count("%</td>") == 3
    # What people answer in the new year changes nothing of the quarter before.
    town.dials(RESIDENTS[11], CODE, "0", "9", "1", "4", "4")
    assert made(town) == first
    assert says("pack.pulse", "sw") in made(town, language="sw")


def test_a_zone_of_which_fewer_than_ten_answered_is_not_told(town: Town) -> None:
    answer(town, NINE, PulseKind.SAFE, PulseAnswer.GOOD, "bondeni")
    answer(town, RESIDENTS[9:19], PulseKind.SAFE, PulseAnswer.BAD, "market")
    town.now = AFTER
    text = made(town)
    assert says("pack.pulse.zone", zone=town.community.zones[0].name("en")) not in text
    market = town.community.zone("market")
    assert market is not None
    assert f"{says('pack.pulse.zone', zone=market.name('en'))}</th><td>0 %</td>" in text


def test_how_the_police_were_is_told_from_ten_answers_on(town: Town) -> None:
    answer(town, NINE, PulseKind.POLICE, PulseAnswer.ASKED_MONEY)
    now, town.now = town.now, AFTER
    assert says("pack.pulse.asked-money") not in made(town)
    town.now = now
    answer(town, [TENTH], PulseKind.POLICE, PulseAnswer.CAME_WELL)
    town.now = AFTER
    text = made(town)
    assert f"{says('pack.pulse.asked-money')}</th><td>90 %</td>" in text
    assert f"{says('pack.pulse.came-well')}</th><td>10 %</td>" in text


def test_in_a_quarter_that_goes_on_no_answer_is_told_and_trust_comes_with_the_year(town: Town) -> None:
    answer(town, [*NINE, TENTH], PulseKind.TRUST, PulseAnswer.GOOD)
    answer(town, [*NINE, TENTH], PulseKind.SAFE, PulseAnswer.GOOD)
    assert says("pack.pulse") not in made(town)
    town.now = datetime(2027, 2, 3, 9, tzinfo=UTC)
    answer(town, [*NINE, TENTH], PulseKind.TRUST, PulseAnswer.BAD)
    answer(town, [*NINE, TENTH], PulseKind.SAFE, PulseAnswer.BAD)
    town.now = datetime(2027, 4, 3, 9, tzinfo=UTC)
    text = made(town, Quarter(2027, 1))
    assert says("pack.pulse.safe") in text
    assert says("pack.pulse.trust") not in text
