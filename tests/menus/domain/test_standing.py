"""The standing of an incident in one word: for the board, and for its reporter. One line a case."""

import pytest

from menus.domain.categories import Track
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import IncidentStatus
from menus.domain.standing import BoardStatus, ReporterStatus, for_reporter, on_board

CALLING, EXHAUSTED, ANSWERED, REMINDED, ARRIVED, STOPPED = EscalationPhase


@pytest.mark.parametrize(
    ("status", "patrol", "police", "board", "reporter"),
    [
        (IncidentStatus.AWAITING_REVIEW, None, None, BoardStatus.AWAITING_REVIEW, ReporterStatus.AWAITING_REVIEW),
        (IncidentStatus.OPEN, CALLING, CALLING, BoardStatus.OPEN, ReporterStatus.WAITING),
        (IncidentStatus.OPEN, ANSWERED, CALLING, BoardStatus.OPEN, ReporterStatus.GOING),
        (IncidentStatus.OPEN, REMINDED, CALLING, BoardStatus.OPEN, ReporterStatus.GOING),
        (IncidentStatus.OPEN, ARRIVED, CALLING, BoardStatus.OPEN, ReporterStatus.HERE),
        (IncidentStatus.OPEN, CALLING, ANSWERED, BoardStatus.OPEN, ReporterStatus.ANSWERED),
        (IncidentStatus.OPEN, None, ANSWERED, BoardStatus.OPEN, ReporterStatus.ANSWERED),
        # Part of the responders are missing.
        (IncidentStatus.OPEN, EXHAUSTED, ANSWERED, BoardStatus.UNANSWERED, ReporterStatus.WAITING),
        (IncidentStatus.OPEN, ANSWERED, EXHAUSTED, BoardStatus.UNANSWERED, ReporterStatus.GOING),
        (IncidentStatus.OVER, ARRIVED, EXHAUSTED, BoardStatus.UNANSWERED, ReporterStatus.OVER),
        (IncidentStatus.OVER, ARRIVED, ANSWERED, BoardStatus.OPEN, ReporterStatus.OVER),
        (IncidentStatus.CLOSED, STOPPED, STOPPED, BoardStatus.CLOSED, ReporterStatus.CLOSED),
        (IncidentStatus.FALSE, STOPPED, STOPPED, BoardStatus.FALSE, ReporterStatus.FALSE),
        (IncidentStatus.JOINED, STOPPED, STOPPED, BoardStatus.JOINED, ReporterStatus.CLOSED),
    ],
)
def test_an_incident_stands_as_the_table_says(
    status: IncidentStatus,
    patrol: EscalationPhase | None,
    police: EscalationPhase | None,
    board: BoardStatus,
    reporter: ReporterStatus,
) -> None:
    phases = {track: phase for track, phase in ((Track.PATROL, patrol), (Track.POLICE, police)) if phase is not None}
    assert on_board(status, list(phases.values())) is board
    assert for_reporter(status, phases) is reporter
