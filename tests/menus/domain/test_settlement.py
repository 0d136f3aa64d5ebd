"""Settlement: what follows for a text that was not accepted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from menus.domain.messages import Lane, MessageKind
from menus.domain.outcomes import Cause, Fate
from menus.domain.settlement import (
    Cancel,
    Fail,
    Next,
    SendWithoutSender,
    Tried,
    TryAgain,
    after,
    is_undelivered,
    needs_backup,
)

RED = Tried(MessageKind.ALERT, Lane.RED, 1, timedelta(0), has_sender=True)
OLD = replace(RED, age=timedelta(hours=6))
OBSOLETE = replace(RED, is_obsolete=True)
NOTICE = Tried(MessageKind.NOTICE, Lane.NORMAL, 1, timedelta(0))
BULK_NOTICE = replace(NOTICE, lane=Lane.BULK)
BROADCAST = Tried(MessageKind.BROADCAST, Lane.BULK, 1, timedelta(0))


def again(seconds: int) -> TryAgain:
    return TryAgain(timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("tried", "fate", "cause", "follows"),
    [
        (RED, Fate.REFUSED, Cause.BLOCKED, Fail()),
        (OBSOLETE, Fate.REFUSED, Cause.BLOCKED, Fail()),
        (RED, Fate.DEFERRED, Cause.PROVIDER_AWAY, again(2)),
        (RED, Fate.DEFERRED, Cause.PHONE_UNREACHABLE, again(2)),
        (replace(RED, attempts=3), Fate.DEFERRED, Cause.NO_CREDIT, again(8)),
        (OLD, Fate.DEFERRED, Cause.PROVIDER_AWAY, Fail()),
        (RED, Fate.UNKNOWN, Cause.NO_ANSWER, again(5)),
        (replace(RED, attempts=9), Fate.UNKNOWN, Cause.NO_ANSWER, again(300)),
        (OLD, Fate.UNKNOWN, Cause.WORKER_DIED, Fail()),
        (OBSOLETE, Fate.DEFERRED, Cause.PROVIDER_AWAY, Cancel()),
        (OBSOLETE, Fate.UNKNOWN, Cause.NO_ANSWER, Cancel()),
        (replace(OLD, is_obsolete=True), Fate.DEFERRED, Cause.PROVIDER_AWAY, Fail()),
        (RED, Fate.DEFERRED, Cause.BAD_SENDER, SendWithoutSender()),
        (OBSOLETE, Fate.DEFERRED, Cause.BAD_SENDER, SendWithoutSender()),
        (replace(RED, has_sender=False), Fate.DEFERRED, Cause.BAD_SENDER, again(2)),
        (RED, Fate.UNKNOWN, Cause.BAD_SENDER, again(5)),
        (NOTICE, Fate.DEFERRED, Cause.PROVIDER_AWAY, again(5)),
        (NOTICE, Fate.UNKNOWN, Cause.NO_ANSWER, again(30)),
        (replace(NOTICE, attempts=2), Fate.UNKNOWN, Cause.NO_ANSWER, Fail()),
        (BULK_NOTICE, Fate.UNKNOWN, Cause.NO_ANSWER, again(30)),
        (BULK_NOTICE, Fate.DEFERRED, Cause.PROVIDER_AWAY, again(30)),
        (BROADCAST, Fate.UNKNOWN, Cause.NO_ANSWER, Fail()),
        (BROADCAST, Fate.DEFERRED, Cause.PROVIDER_AWAY, again(30)),
    ],
)
def test_what_follows_an_outcome(tried: Tried, fate: Fate, cause: Cause, follows: Next) -> None:
    assert after(tried, fate, cause) == follows


def test_the_next_people_are_notified_if_a_text_is_refused_or_its_phone_is_off() -> None:
    found = {(fate, cause) for fate in Fate for cause in Cause if is_undelivered(fate, cause)}
    assert found == {(Fate.REFUSED, cause) for cause in Cause} | {(Fate.DEFERRED, Cause.PHONE_UNREACHABLE)}


@pytest.mark.parametrize(
    ("fate", "attempts", "needs"),
    [
        (Fate.DEFERRED, 1, False),
        (Fate.DEFERRED, 2, True),
        (Fate.REFUSED, 1, True),
        (Fate.UNKNOWN, 1, True),
    ],
)
def test_the_backup_provider_sends_unless_a_text_was_only_deferred_once(
    fate: Fate, attempts: int, *, needs: bool
) -> None:
    assert needs_backup(fate, attempts) is needs
