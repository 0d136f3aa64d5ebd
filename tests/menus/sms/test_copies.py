"""Copies: every text that Doria sends is known again, in every language, whole or cut off."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from string import Formatter

import pytest

from gateway.communities.file import load_example, parse
from menus.domain.board_order import Standing
from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.references import mint
from menus.domain.standing import BoardStatus
from menus.sms import alert_wording, copies, listing, summaries, wording
from menus.sms.copies import Copy
from menus.sms.listing import Entry
from menus.sms.summaries import Summary, TrackAnswer
from menus.text.catalog import catalog
from menus.text.names import Text

TOWN = parse(load_example("mlango-kubwa"))
REF, OTHER = mint(17), mint(18)
WHEN = datetime.fromisoformat("2026-11-23T18:14:00+00:00")
VALUES = {
    "reference": REF,
    "references": f"{REF} {OTHER}",
    "other": OTHER,
    "code": "*384*77#",
    "count": "2",
    "total": "21",
    "numbers": "3",
    "done": "1",
    "at": "23/11 21:00",
    "cost": "KES 20.00",
    "number": "12/23/11/2026",
    "example": f"OB {REF} 12/23/11/2026",
    "left": "450 MB",
    "said": "wana bunduki (watatu)",
    "by": "Asha Wanjiru",
    "last": "777",
    "words": "wana bunduki",
    "day": "26/11",
    "begins": "26/11 20:00",
    "ends": "27/11 06:00",
    "size": "18204",
    "category": "",
    "place": "Bondeni",
    "track": "patrol",
    "levels": "URGENT (2), MINOR (3)",
    "red": f"{REF} {OTHER} +2",
    "task": "T50217",
    "reports": "4",
    "receipt": "R20451",
    "held": "450",
    "amount": "50",
    "giver": "G10009",
    "month": "11/2026",
    "things": "torches",
    "request": "P10009",
    "role": "treasurer",
    "what": "tea",
    "decision": "D12",
    "mark": "Q4",
    "when": "12/12 14:00",
    "hall": "Social hall",
    "letter": "A",
    "course": "JANI 42",
    "word": "WELL",
    "step": "arrested 23/11",
    "where": "Bondeni",
    "days": "1/12-14/12",
    "hours": "20:00-04:00",
    "kind": "break-in",
    "tenure": "tenant",
    "figures": "6, before 2",
    "incidents": "6",
    "calls": "4",
    "complaints": "1",
    "crime": "illegal brew",
    "now": "20",
    "usual": "4",
    "callers": "12",
    "before": "3",
    "asked": " Bondeni",
    "odds": "1000",
}


def length(text: str) -> int:
    found = copies.find(text)
    return found.length if found is not None else 0


def facts(category: Category = Category.GUN_KILLING, level: Level = Level.MAJOR) -> wording.AlertFacts:
    return wording.AlertFacts(REF, category, level, "bondeni", "", Harm.WEAPON_AND_HURT, WHEN, 2)


def texts(language: str) -> Iterator[str]:
    """Yield a text of each kind that Doria sends."""
    for name in Text:
        if name.value.startswith("sms."):
            wanted = {field for _, field, _, _ in Formatter().parse(catalog(language)[name]) if field}
            values = {field: VALUES[field] for field in wanted if field in VALUES}
            levels = {"level": Level.MINOR, "was": Level.MAJOR}
            values |= {key: wording.level_name(language, level) for key, level in levels.items() if key in wanted}
            if "category" in wanted:
                values["category"] = wording.category_name(language, Category.BREAK_IN)
            yield wording.say(TOWN, language, name, **values)
    for track in Track:
        for level in Level:
            yield alert_wording.alert(TOWN, language, track, facts(level=level))
        yield alert_wording.alert(TOWN, language, track, replace(facts(), has_number=True, is_danger=True))
    yield from alert_wording.bundles(TOWN, language, [facts(Category.THEFT, Level.MINOR)] * 2)
    yield from listing.incidents(TOWN, language, [Entry(facts(), Standing.GOING)] * 2, WHEN)
    private = Entry(facts(Category.ABUSE_CHILD, Level.PRIVATE), Standing.CALLING)
    yield from listing.incidents(TOWN, language, [private], WHEN)
    yield alert_wording.alert(TOWN, language, Track.PATROL, replace(facts(), is_missing=True))
    for level in (Level.MAJOR, Level.PRIVATE):
        told = Summary(facts(level=level), BoardStatus.OPEN, [TrackAnswer(Track.PATROL)], said="wana bunduki")
        yield summaries.first(TOWN, language, told, WHEN).text


@pytest.mark.parametrize("text", [text for language in TOWN.languages for text in texts(language)])
def test_each_text_of_doria_is_a_copy_to_its_end(text: str) -> None:
    assert length(" ".join(text.split())) == len(" ".join(text.split()))


@pytest.mark.parametrize("language", TOWN.languages)
@pytest.mark.parametrize("track", [Track.PATROL, Track.POLICE, Track.CARE, Track.OVERSIGHT])
def test_words_behind_an_alert_are_the_persons_own(language: str, track: Track) -> None:
    alert = alert_wording.alert(TOWN, language, track, facts())
    assert length(f"{alert} wana bunduki") == len(alert)


@pytest.mark.parametrize("language", TOWN.languages)
def test_an_alert_that_a_phone_has_cut_off_is_a_copy_to_its_end(language: str) -> None:
    alert = alert_wording.alert(TOWN, language, Track.PATROL, facts())
    for end in range(alert.index("21:14") + 5, len(alert)):
        assert length(alert[:end]) == end


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MLATA",
        f"MLATA {REF}",
        f"MLATA {REF} wana bunduki",
        f"MLATA {REF}: wana bunduki",
        "MLATA: wana bunduki",
        f"MLATA {REF} Wizi Bondeni wana bunduki",
        f"1 {REF}",
        "wana bunduki bondeni",
    ],
)
def test_somebodys_own_words_are_no_copy(text: str) -> None:
    assert length(text) == 0


def test_a_copy_knows_the_name_of_its_text() -> None:
    said = wording.say(TOWN, "en", Text.NOTE_KEPT, reference=REF)
    assert copies.find(said) == Copy(len(said), Text.NOTE_KEPT)
