"""Stories of the station scorecard: its figures are those of a fixed log, recomputed by hand, to the unit."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.storage.models import StationAlert
from menus.domain.categories import Category
from menus.domain.incident_outcomes import IncidentOutcome as Outcome
from menus.domain.quarters import Quarter
from menus.domain.scorecard import Figure, FigureName
from tests.journeys.insight.cards import as_json, cards
from tests.journeys.insight.stations import Logged, all_happen, delivers, happens
from tests.people import ABOUT_POLICE, CODE, COORDINATOR, POLICE, RESIDENT, RESIDENTS
from tests.town import Town

LOG: Sequence[Logged] = (
    Logged(answer=1, came=20, has_ob=True, closed_as=Outcome.POLICE_TOOK_OVER),
    Logged(answer=4.9, came=29, has_ob=True, closed_as=Outcome.POLICE_CAME),
    Logged(answer=6, came=45, closed_as=Outcome.POLICE_CAME),
    Logged(answer=2, closed_as=Outcome.POLICE_DID_NOT_COME),
    Logged(answer=3, closed_as=Outcome.NOBODY_FOUND),
    Logged(closed_as=Outcome.POLICE_DID_NOT_COME),
    Logged(closed_as=Outcome.SAFE_NOW),
    Logged(),
    Logged(came=10, has_ob=True, closed_as=Outcome.POLICE_TOOK_OVER, closed_after_days=15),
    Logged(answer=5, came=12, closed_as=Outcome.ITEM_RETURNED),
    Logged(answer=0.5, has_ob=True, closed_as=Outcome.POLICE_TOOK_OVER),
    Logged(is_delivered=False, closed_as=Outcome.POLICE_DID_NOT_COME),
    Logged(is_delivered=False, answer=1, came=3, has_ob=True, closed_as=Outcome.POLICE_CAME),
)


def by_hand(log: Sequence[Logged]) -> dict[FigureName, Figure]:
    """Return four figures of a log, counted in another way than Doria does."""
    lost = sum(not one.is_delivered for one in log)
    got = [one for one in log if one.is_delivered]
    first_words = [min((at for at in (one.answer, one.came) if at is not None), default=None) for one in got]
    in_time = sum(at is not None and at <= 5 for at in first_words)
    came = sum(one.came is not None and one.came <= 30 for one in got)
    late = sum(one.came is not None and one.came > 30 for one in got)
    never = sum(one.came is None and one.closed_as is Outcome.POLICE_DID_NOT_COME for one in got)
    known = sum(one.closed_as not in {None, Outcome.POLICE_DID_NOT_COME} and one.closed_after_days <= 14 for one in got)
    return {
        FigureName.SEEN: Figure(in_time, len(got), lost),
        FigureName.CAME: Figure(came, came + late + never, lost + len(got) - came - late - never),
        FigureName.OB: Figure(sum(one.has_ob for one in got), len(got), lost),
        FigureName.OUTCOME: Figure(known, len(got), lost),
    }


def test_the_figures_agree_with_a_fixed_log_to_the_unit(town: Town) -> None:
    """Recomputed by hand from a fixed log they agree to the unit, and the outcomes are the codes entered."""
    all_happen(town, LOG)
    town.now += timedelta(days=15)
    (card,) = cards(town).values()
    expected = by_hand(LOG)
    assert {name: card.figures[name] for name in expected} == expected
    # The same, counted once with a pencil.
    assert expected == {
        FigureName.SEEN: Figure(6, 11, 2),
        FigureName.CAME: Figure(4, 7, 6),
        FigureName.OB: Figure(4, 11, 2),
        FigureName.OUTCOME: Figure(7, 11, 2),
    }
    codes = {outcome: sum(one.closed_as is outcome for one in LOG) for outcome in card.outcomes}
    assert card.outcomes == codes
    assert codes[Outcome.POLICE_DID_NOT_COME] == 3
    told = as_json(town)["stations"][0]
    assert told["station"] == "Pangani"
    assert told["figures"]["seen"] == {
        "hits": 6,
        "of": 11,
        "share": 0.5455,
        "low": 0.2801,
        "high": 0.7873,
        "not_known": 2,
    }
    # Seven cases are no figure yet.
    assert told["figures"]["came"] == {
        "hits": None,
        "of": None,
        "share": None,
        "low": None,
        "high": None,
        "not_known": 6,
    }
    assert told["closed_as"] == {"police-came": 3, "police-took-over": 3, "police-did-not-come": 3}


def test_what_is_hidden_or_false_never_counts(town: Town) -> None:
    happens(town, 0, Logged(answer=1, closed_as=Outcome.POLICE_CAME))
    before = cards(town)
    answers_before = as_json(town)["answers"]
    false = town.reports(RESIDENTS[1], Category.GUN_KILLING)
    delivers(town, POLICE)
    town.answers(POLICE, "seen", false)
    town.confirms(COORDINATOR, f"FALSE {false} children played")
    town.dials(RESIDENTS[2], CODE, *ABOUT_POLICE, "1")
    town.dials(RESIDENTS[3], CODE, "7", "2", "1")
    delivers(town, POLICE)
    town.now += timedelta(days=20)
    after = cards(town)
    # Only time has passed.
    assert {name: card.figures[FigureName.SEEN] for name, card in after.items()} == {
        name: card.figures[FigureName.SEEN] for name, card in before.items()
    }
    assert as_json(town)["answers"] == answers_before


def test_an_alert_without_a_receipt_is_not_known_until_the_receipt_comes(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.now += timedelta(minutes=3)
    town.answers(POLICE, "seen", reference)
    assert cards(town)["Pangani"].figures[FigureName.SEEN] == Figure(0, 0, 1)
    # The receipt comes an hour late, and twice: they had answered in time.
    town.now += timedelta(hours=1)
    delivers(town, POLICE)
    delivers(town, POLICE)
    assert cards(town)["Pangani"].figures[FigureName.SEEN] == Figure(1, 1)
    with town.services.reading() as session:
        (row,) = session.scalars(select(StationAlert))
    assert row.station == "Pangani"
    assert row.sent_at < row.delivered_at


def test_without_anything_there_is_no_figure(town: Town) -> None:
    (card,) = cards(town).values()
    assert all(figure == Figure() for figure in card.figures.values())
    told = as_json(town)
    assert told["answers"] == {"total": 0, "most": 0, "people": 0, "concentrated": False}
    assert all(figure["of"] is None for figure in told["stations"][0]["figures"].values())
    past = as_json(town, Quarter(2026, 3))
    assert (past["since"], past["until"]) == ("2026-07-01T00:00:00+03:00", "2026-10-01T00:00:00+03:00")
    assert past["answers_of"] == "2026-Q3"
    assert as_json(town, Quarter(2026, 4))["answers_of"] == "2026-Q3"


def test_meetings_count_too(town: Town) -> None:
    town.texts(COORDINATOR, "NOTE STATION BARAZA PLANNED 24/11")
    town.texts(COORDINATOR, "NOTE STATION VISIT PLANNED 24/11")
    town.texts(COORDINATOR, "NOTE STATION VISIT PLANNED 30/12")
    town.texts(COORDINATOR, "NOTE STATION BARAZA HELD 20/11")
    town.now += timedelta(days=1)
    town.texts(COORDINATOR, "NOTE STATION BARAZA HELD 24/11")
    card = cards(town, later=timedelta())["Pangani"]
    # The visit of today may still be held.
    assert (card.figures[FigureName.MEETINGS], card.unplanned) == (Figure(1, 1), 1)
    town.now += timedelta(days=1)
    assert cards(town, later=timedelta())["Pangani"].figures[FigureName.MEETINGS] == Figure(1, 2)


def test_ninety_days_are_counted_to_the_second_also_when_clocks_went_back(new_town: Callable[..., Town]) -> None:
    text = load_example("mlango-kubwa").replace('timezone = "Africa/Nairobi"', 'timezone = "Europe/London"')
    town = new_town(text)
    happens(town, 0, Logged(answer=1, closed_as=Outcome.POLICE_CAME))
    opened = town.now - timedelta(minutes=1, seconds=2)
    town.now = opened + timedelta(days=90)
    assert cards(town)["Pangani"].figures[FigureName.SEEN] == Figure(1, 1)
    town.now += timedelta(seconds=1)
    assert cards(town)["Pangani"].figures[FigureName.SEEN] == Figure()
    # The quarter that holds an hour twice: from midnight to midnight there.
    span = as_json(town, Quarter(2026, 4))
    assert (span["since"], span["until"]) == ("2026-10-01T00:00:00+01:00", "2027-01-01T00:00:00+00:00")
