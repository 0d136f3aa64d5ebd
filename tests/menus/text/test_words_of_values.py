"""Words of values: where a page of the desk words a stored value, each value that there is has words in each language.

A value without words is an error page for whoever opens what has it, and nobody sees it before.
"""

from collections.abc import Iterable

import pytest

from gateway.association.giving.accounts import HOLDING
from gateway.desk.people.forms import TENURES
from gateway.storage.states import MessageState
from menus.domain.assignment_life import AssignmentState
from menus.domain.classes import CrimeClass, PoliceClass
from menus.domain.court import CourtStep
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import LIVE
from menus.domain.interests import InterestKind
from menus.domain.looks import LookKind
from menus.domain.messages import Lane, MessageKind
from menus.domain.second_chance import CoursePhase, Petty
from menus.domain.support import SupportGiver, SupportThing
from menus.domain.tasks import TaskState
from menus.domain.vetting import RefusalReason, VettingCheck, VettingState
from menus.domain.vote_life import Void, VoteState
from menus.domain.votes import Fault
from menus.text import page_words

CASES: list[tuple[str, str, Iterable[str]]] = [
    ("incident", "kind", MessageKind),
    ("incident", "lane", Lane),
    ("incident", "text", MessageState),
    # The page shows those alone who have answered, and nobody who is out of it.
    ("incident", "state", set(AssignmentState) - {AssignmentState.NOTIFIED, AssignmentState.RECUSED}),
    ("incident", "phase", EscalationPhase),
    ("incident", "crime", CrimeClass),
    ("incident", "police-class", PoliceClass),
    ("oversight", "status", LIVE),
    ("oversight_looks", "kind", LookKind),
    ("second_chance", "matter", Petty),
    ("second_chance", "phase", CoursePhase),
    ("votes", "state", VoteState),
    ("votes", "void", Void),
    ("votes", "fault", Fault),
    ("votes", "tenure", TENURES),
    ("people", "tenure", TENURES),
    ("court", "step", CourtStep),
    ("interests", "kind", InterestKind),
    ("support", "giver", SupportGiver),
    ("support", "thing", SupportThing),
    ("books", "account", HOLDING),
    ("youth", "state", TaskState),
    ("vetting", "check", VettingCheck),
    ("vetting", "state", set(VettingState) - {VettingState.OPEN}),
    ("vetting", "reason", RefusalReason),
]


@pytest.mark.parametrize("language", ["en", "sw"])
@pytest.mark.parametrize(("subject", "prefix", "values"), CASES, ids=[f"{each[0]}-{each[1]}" for each in CASES])
def test_each_value_has_words(subject: str, prefix: str, values: Iterable[str], language: str) -> None:
    texts = {**page_words.texts("desk.po", language), **page_words.texts(f"desk_{subject}.po", language)}
    assert [value for value in values if f"{prefix}.{value}" not in texts] == []
