"""`doria desk`: the operator lists who has a desk, lets somebody begin anew, and signs somebody out; all on record."""

import json
from datetime import UTC, datetime

from sqlalchemy import select

from gateway.storage.models import Act
from menus.domain.acts import ActKind
from menus.text.names import Text
from tests.desk import Visitor
from tests.gateway.cli.conftest import doria
from tests.people import COORDINATOR, OVERSIGHT, POLICE
from tests.town import Town

WHY = "I met them at the office"


def acts(town: Town, kind: ActKind) -> list[Act]:
    with town.services.reading() as session:
        found = list(session.scalars(select(Act).where(Act.kind == kind)))
        session.expunge_all()
    return found


def catches_up(town: Town) -> None:
    """Let the story be as late as the command was: commands live in the real time."""
    town.now = datetime.now(UTC)


def test_the_list_names_who_has_a_desk_and_their_last_sign_in(served: Town) -> None:
    Visitor(served, COORDINATOR).signs_in()
    rows = {row["name"]: row for row in json.loads(doria("desk", "list", "mlango-kubwa", "--json").output)}
    assert served.person(POLICE).name not in rows
    assert rows[served.person(COORDINATOR).name]["last_sign_in"] is not None
    assert rows[served.person(OVERSIGHT).name]["last_sign_in"] is None
    assert served.person(COORDINATOR).name in doria("desk", "list", "mlango-kubwa").output
    assert doria("desk", "list", "nowhere").exit_code == 1


def test_the_operator_lets_somebody_begin_anew_and_oversight_is_told(served: Town) -> None:
    visitor, name = Visitor(served, COORDINATOR), served.person(COORDINATOR).name
    visitor.signs_in()
    assert doria("desk", "recover", "mlango-kubwa", name, "--why", WHY).exit_code == 0
    catches_up(served)
    served.ticks()
    assert visitor.opens("/desk/").answer.request.path == "/desk/sign-in"
    assert served.said(Text.DESK_ANEW, to=COORDINATOR) in served.inbox(COORDINATOR)
    operator = served.said(Text.ROLE_OPERATOR, to=OVERSIGHT)
    assert served.said(Text.DESK_ANEW_TOLD, to=OVERSIGHT, said=name, by=operator) in served.inbox(OVERSIGHT)
    (act,) = acts(served, ActKind.RECOVERED)
    assert (act.person_id, act.words) == (None, WHY)
    assert name not in json.dumps(act.facts)


def test_the_operator_signs_somebody_out(served: Town) -> None:
    visitor, name = Visitor(served, COORDINATOR), served.person(COORDINATOR).name
    visitor.signs_in()
    assert doria("desk", "end", "mlango-kubwa", name, "--why", WHY).exit_code == 0
    catches_up(served)
    assert visitor.opens("/desk/").answer.request.path == "/desk/sign-in"
    assert [act.words for act in acts(served, ActKind.DESK_ENDED)] == [WHY]


def test_what_cannot_be_is_refused_and_changes_nothing(served: Town) -> None:
    name = served.person(COORDINATOR).name
    for arguments in (("nowhere", name), ("mlango-kubwa", "Nobody"), ("mlango-kubwa", served.person(POLICE).name)):
        for command in ("recover", "end"):
            assert doria("desk", command, *arguments, "--why", WHY).exit_code == 1
    assert doria("desk", "end", "mlango-kubwa", name, "--why", " ").exit_code == 1
    assert doria("desk", "recover", "mlango-kubwa", name).exit_code == 2
    assert acts(served, ActKind.RECOVERED) == acts(served, ActKind.DESK_ENDED) == []
