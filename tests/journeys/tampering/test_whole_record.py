"""A record that nobody touched is whole, also after a process was killed while it placed rows."""

import os
import subprocess
import sys
import time

from gateway.core import acts
from menus.domain.acts import ActKind
from tests.journeys.tampering.verified import WHOLE, size, told, verify
from tests.tampering import COMMUNITY, Thief, environment_of
from tests.town import Town


def test_a_record_that_nobody_touched_is_whole(story: Town, thief: Thief) -> None:
    line = verify(story)
    assert f"{COMMUNITY}: {size(thief)} {WHOLE}" in line
    assert "0 checkpoints fit" in line
    assert line.endswith("no row waits for its place")


def test_a_process_that_places_is_killed(story: Town, thief: Thief) -> None:
    told("a process is killed while it gives rows their places")
    with story.services.uow() as uow:
        for number in range(3_000):
            acts.note(uow, 1, ActKind.PAUSED, number=number)
    before = size(thief)
    environment = {**os.environ, **environment_of(story)}
    command = [sys.executable, "-m", "gateway.cli", "record", "checkpoint"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as placing:  # noqa: S603 - our own command
        while size(thief) == before and placing.poll() is None:
            time.sleep(0.01)
        placing.kill()
    assert (size(thief) - before) % 200 == 0
    assert WHOLE in verify(story)
    story.places()
    assert size(thief) == before + 3_000
    assert verify(story).endswith("no row waits for its place")
