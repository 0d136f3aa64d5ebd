"""The pages of papers at the desk: days left, earlier papers, the card, and the pack to save."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.desk import Visitor
from tests.paper_files import NUMBER, paper, with_papers
from tests.people import COORDINATOR, LEADER, OVERSIGHT
from tests.town import Town

LAST_DAY = "2026-11-25"
MIDNIGHT = datetime(2026, 11, 25, 21, tzinfo=UTC)
Towns = Callable[..., Town]


@pytest.fixture
def town(new_town: Towns) -> Town:
    return new_town(with_papers(paper(LAST_DAY), paper(None, kind="letter", number="L/1")))


def visitor(town: Town, phone: str = COORDINATOR, language: str = "en") -> Visitor:
    made = Visitor(town, phone, language)
    made.signs_in()
    return made


def test_the_register_shows_each_paper_with_the_days_left_and_when_the_mode_turns(town: Town) -> None:
    who = visitor(town)
    page = who.opens("/desk/papers")
    assert page.status == 200
    assert f"Certificate {NUMBER}" in page.text
    assert who.says("papers", "left", count=2) in page.text
    assert who.says("papers", "turns", at="26/11/2026 00:00") in page.text
    assert "Letter L/1" in page.text
    assert who.says("papers", "seen_by", name="Oversight (example)") in page.text
    assert NUMBER not in page.answer.request.path


def test_after_the_end_the_page_says_that_doria_is_refer_only(town: Town) -> None:
    town.now = MIDNIGHT
    who = visitor(town)
    page = who.opens("/desk/papers")
    assert who.says("papers", "turned") in page.text
    assert who.says("papers", "not_valid") in page.text


def test_papers_of_earlier_files_stay_as_history(town: Town) -> None:
    town.loads(with_papers(paper("2028-11-25", "2026-11-26", number="CG/2290")))
    who = visitor(town, OVERSIGHT)
    page = who.opens("/desk/papers")
    assert who.says("papers", "former") in page.text
    assert f"Certificate {NUMBER}" in page.text
    assert "Certificate CG/2290" in page.text


def test_the_card_shows_not_valid_the_day_after_expiry(town: Town) -> None:
    """Card shows "not valid" the day after expiry."""
    for moment, is_valid in ((MIDNIGHT - timedelta(minutes=1), True), (MIDNIGHT, False)):
        town.now = moment
        who = visitor(town)
        page = who.opens("/desk/papers/card")
        assert (NUMBER in page.text) is is_valid
        assert (who.says("papers", "card.not_valid") in page.text) is not is_valid
        assert (who.says("papers", "card.until", ends="25/11/2026") in page.text) is is_valid
        assert (who.says("papers", "card.signed") in page.text) is is_valid, "nobody signs a card that is not valid"


def test_the_card_names_nobody(town: Town) -> None:
    page = visitor(town, OVERSIGHT, "sw").opens("/desk/papers/card")
    assert not any(person.name in page.text for person in town.community.people)


def test_a_community_without_papers_has_a_card_that_is_not_valid(new_town: Towns) -> None:
    town = new_town(with_papers())
    who = visitor(town)
    assert who.says("papers", "none") in who.opens("/desk/papers").text
    assert who.says("papers", "card.not_valid") in who.opens("/desk/papers/card").text


def test_the_pack_is_saved_as_a_file_and_not_shown(town: Town) -> None:
    who = visitor(town)
    page = who.opens("/desk/papers")
    pack = who.presses(page, who.says("papers", "pack.save"), period="2026-Q4")
    assert pack.status == 200
    assert pack.answer.headers["Content-Disposition"] == 'attachment; filename="mlango-kubwa-2026-Q4.html"'
    assert NUMBER in pack.html
    assert COORDINATOR not in pack.html
    assert who.opens("/desk/papers/pack").text == page.text, "without a quarter there is the page again"
    again = who.opens("/desk/papers/pack?period=2026-Q4")
    assert again.html == pack.html


@pytest.mark.parametrize("period", ["2026", "2026-Q9", "W" * 10_000, "%00", "2099-Q4", "2001-Q1", "٢٠٢٦-Q1"])
def test_a_quarter_that_is_none_brings_the_page_back(town: Town, period: str) -> None:
    page = visitor(town).opens(f"/desk/papers/pack?period={period}")
    assert page.status == 422
    assert "alert" in page.html


def test_patrol_leaders_have_no_such_page(town: Town) -> None:
    assert visitor(town, LEADER).opens("/desk/papers").status == 404
