"""What no card and no number of answers may hold: hidden incidents of each kind, and those of another community."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from gateway.communities.file import load_example
from gateway.insight import scorecards
from gateway.storage.models import Event, Incident, StationAlert
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Level
from menus.domain.drill import Drill
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import AlarmKind, Caution
from menus.domain.roles import Role
from menus.domain.scorecard import Figure, FigureName
from tests.journeys.desk.figures import Past, past
from tests.journeys.insight.cards import as_json, cards
from tests.journeys.insight.stations import Logged, happens
from tests.journeys.test_two_communities import second
from tests.people import COORDINATOR, POLICE
from tests.town import Town

LEFT_OUT = (
    {"level": Level.PRIVATE},
    {"level": Level.COMPLAINT},
    *({"accused_group": group} for group in AccusedGroup),
    *({"drill": drill} for drill in Drill),
    {"alarm": AlarmKind.DURESS},
    {"caution": Caution.MAYBE_PRIVATE},
    {"status": IncidentStatus.FALSE},
    {"status": IncidentStatus.JOINED},
    {"status": IncidentStatus.AWAITING_REVIEW},
)


def reach(town: Town, **facts: Any) -> None:
    """Let an alert of a past incident reach the station, and the police answer it."""
    past(town, [Past(town.now - timedelta(days=20), police=3, **facts)])
    by = town.record(COORDINATOR).person_ids[POLICE]
    with town.services.uow() as uow:
        (incident_id,) = uow.session.scalars(select(Incident.id))
        at = town.now - timedelta(days=20)
        uow.insert(
            StationAlert, [{"incident_id": incident_id, "station": "Pangani", "sent_at": at, "delivered_at": at}]
        )
        changes = {"answered_role": [None, Role.POLICE]}
        uow.session.execute(update(Event).values(person_id=by, changes=changes))


@pytest.mark.parametrize("facts", LEFT_OUT)
def test_what_is_hidden_is_in_no_figure_and_in_no_number_of_answers(town: Town, facts: dict[str, Any]) -> None:
    reach(town, **facts)
    (card,) = cards(town).values()
    assert all(figure == Figure() for figure in card.figures.values())
    assert as_json(town)["answers"]["total"] == 0


def test_the_same_incident_counts_where_nothing_hides_it(town: Town) -> None:
    reach(town)
    (card,) = cards(town).values()
    assert card.figures[FigureName.SEEN] == Figure(1, 1)
    assert as_json(town)["answers"]["total"] == 1


def test_a_community_reads_nothing_of_another_one(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"), second())
    happens(town, 0, Logged(answer=1))
    town.texts(COORDINATOR, "NOTE STATION BARAZA HELD 20/11")
    other = town.record("+254700009121")
    assert other.id != town.record(COORDINATOR).id
    with town.services.reading() as session:
        told = scorecards.as_json(session, other, town.now)
    assert told["answers"]["total"] == 0
    assert all(one["unplanned"] == 0 for one in told["stations"])
    assert all(figure["not_known"] == 0 for one in told["stations"] for figure in one["figures"].values())
    assert all(not any(one["closed_as"].values()) for one in told["stations"])
