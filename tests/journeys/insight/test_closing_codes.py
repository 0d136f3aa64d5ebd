"""Stories of closing with what the police did, and of what reporters say of the police, as the card counts them."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.association.pulse import answers
from gateway.insight import scorecards, station_alerts
from gateway.storage.models import Incident, StationAlert
from menus.domain import scorecard, scorecard_spans
from menus.domain.categories import Category
from menus.domain.incident_outcomes import IncidentOutcome as Outcome
from menus.domain.pulse import PulseAnswer, PulseKind
from menus.domain.scorecard import Card, Figure, FigureName
from menus.text.names import Text
from tests.desk import Visitor
from tests.journeys.insight.cards import TWO, as_json, cards
from tests.journeys.insight.stations import delivers
from tests.people import CODE, COORDINATOR, POLICE, RESIDENT, RESIDENTS
from tests.town import Town

SAID = (
    ("7", Outcome.POLICE_CAME),
    ("8", Outcome.POLICE_DID_NOT_COME),
    ("4", Outcome.POLICE_TOOK_OVER),
    ("police did not come", Outcome.POLICE_DID_NOT_COME),
    ("polisi hawakuja", Outcome.POLICE_DID_NOT_COME),
    ("polisi walikuja", Outcome.POLICE_CAME),
    ("the police came", Outcome.POLICE_CAME),
    ("police took over", Outcome.POLICE_TOOK_OVER),
    ("brew, police came", Outcome.POLICE_CAME),
    ("brew 8", Outcome.POLICE_DID_NOT_COME),
    ("robbery: police did not come", Outcome.POLICE_DID_NOT_COME),
    ("pombe haramu polisi hawakuja", Outcome.POLICE_DID_NOT_COME),
    ("utekaji wa gari, polisi wameichukua", Outcome.POLICE_TOOK_OVER),
    ("police did not come, brew", Outcome.POLICE_DID_NOT_COME),
    ("7, silaha ndogo", Outcome.POLICE_CAME),
)


def test_the_counts_of_the_card_equal_the_codes_that_were_entered(town: Town) -> None:
    """Scorecard counts equal the codes entered, by number and in words, in both languages."""
    references = []
    for number, (typed, _) in enumerate(SAID):
        reference = town.reports(RESIDENTS[number], Category.GUN_KILLING)
        town.now += timedelta(seconds=5)
        delivers(town, POLICE)
        verb = "FUNGA" if typed.startswith("polisi") else "CLOSE"
        town.confirms(COORDINATOR, f"{verb} {reference} {typed}")
        references.append(reference)
        town.now += timedelta(hours=2)
    with town.services.reading() as session:
        kept = {row.reference: row.ended_as for row in session.scalars(select(Incident))}
    assert [kept[reference] for reference in references] == [outcome for _, outcome in SAID]
    entered = Counter(outcome for _, outcome in SAID)
    (card,) = cards(town).values()
    assert card.outcomes == {outcome: entered[outcome] for outcome in scorecard.OF_POLICE}


def test_the_reporter_reads_whether_the_police_came(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.confirms(COORDINATOR, f"CLOSE {reference} 8")
    page = town.dials(RESIDENT, CODE, "0", "1", "1")
    assert town.said(Text.OUTCOME_POLICE_DID_NOT_COME, to=RESIDENT) in page


@pytest.mark.parametrize("language", ["en", "sw"])
def test_the_desk_lists_both_outcomes(town: Town, language: str) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    visitor = Visitor(town, COORDINATOR, language)
    visitor.signs_in()
    options = [one.text for one in visitor.opens(f"/desk/incidents/{reference}").root.all("option")]
    came = "The police came." if language == "en" else "Polisi walikuja."
    not_come = "The police did not come." if language == "en" else "Polisi hawakuja."
    assert {came.rstrip("."), not_come.rstrip(".")} <= {one.rstrip(".") for one in options}


def say(town: Town, said: dict[PulseAnswer, int]) -> None:
    """Let phones say under My reports how the police dealt with a report, as often as is wanted."""
    number = 0
    with town.services.uow() as uow:
        for answer, times in said.items():
            for _ in range(times):
                number += 1
                phone = f"+2547110{number:05}"
                assert answers.count(uow, town.record(COORDINATOR), phone, PulseKind.POLICE, answer, None)


def quality(town: Town) -> dict[FigureName, Figure]:
    record = town.record(COORDINATOR)
    span = scorecard_spans.lately(town.now, record.community.timezone)
    with town.services.reading() as session:
        return dict(scorecards.of_span(session, record, span, town.now).together)


def test_what_reporters_say_is_told_once_its_quarter_is_over(town: Town) -> None:
    said = {PulseAnswer.CAME_WELL: 6, PulseAnswer.ASKED_MONEY: 3, PulseAnswer.DID_NOT_COME: 2, PulseAnswer.SILENT: 4}
    say(town, said)
    nothing = {FigureName.TREATED: Figure(), FigureName.MONEY: Figure()}
    assert quality(town) == nothing
    town.now += timedelta(days=45)
    assert quality(town) == {FigureName.TREATED: Figure(6, 11, 4), FigureName.MONEY: Figure(3, 11, 4)}
    # The one station of the file may be shown them as its own.
    card: Card = cards(town)["Pangani"]
    assert card.figures[FigureName.MONEY] == Figure(3, 11, 4)
    town.now += timedelta(days=90)
    assert quality(town) == nothing


def test_nine_answers_are_not_told_and_not_even_counted(town: Town) -> None:
    say(town, {PulseAnswer.CAME_WELL: 9, PulseAnswer.SILENT: 5})
    town.now += timedelta(days=45)
    assert quality(town) == {FigureName.TREATED: Figure(), FigureName.MONEY: Figure()}


def test_with_two_stations_what_reporters_say_is_of_both_together(new_town: Callable[..., Town]) -> None:
    town = new_town(TWO)
    say(town, {PulseAnswer.CAME_WELL: 8, PulseAnswer.ASKED_MONEY: 4})
    town.now += timedelta(days=45)
    told = as_json(town)
    assert told["together"]["money"]["hits"] == 4
    assert all(set(one["figures"]).isdisjoint({"treated", "money"}) for one in told["stations"])
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    page = visitor.opens("/desk/police")
    assert page.text.count(visitor.says("police", "figure.money")) == 1
    assert visitor.says("police", "together.why") in page.text


def test_a_receipt_of_a_community_that_is_gone_writes_nothing_down(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)

    class Gone:
        def find(self, community_id: int) -> None:  # noqa: ARG002 - it is asked by this name
            return None

    with town.services.uow() as uow:
        uow.to_police.append(1)
        station_alerts.note_delivered(uow, Gone())
        assert uow.to_police == []
    with town.services.reading() as session:
        assert session.scalars(select(StationAlert)).all() == []
