"""Waits of the event loop: each ends in time, and none disturbs another."""

import asyncio

import pytest

from gateway.http.waits import Waits


async def _wait(waits: Waits, seconds: float, event: asyncio.Event) -> str:
    try:
        with waits.within(seconds):
            await event.wait()
    except TimeoutError:
        return "late"
    return "in time"


def test_what_takes_too_long_is_late_and_what_comes_in_time_is_not() -> None:
    async def both() -> list[str]:
        waits, never, soon = Waits(), asyncio.Event(), asyncio.Event()
        asked = [asyncio.create_task(_wait(waits, 0.1, never)), asyncio.create_task(_wait(waits, 60.0, soon))]
        await asyncio.sleep(0)
        asyncio.get_running_loop().call_later(0.2, soon.set)
        return await asyncio.gather(*asked)

    assert asyncio.run(both()) == ["late", "in time"]


def test_a_task_that_was_late_goes_on() -> None:
    async def twice() -> list[str]:
        waits, event = Waits(), asyncio.Event()
        first = await _wait(waits, 0.05, event)
        event.set()
        await asyncio.sleep(0.1)
        return [first, await _wait(waits, 60.0, event)]

    assert asyncio.run(twice()) == ["late", "in time"]


def test_whoever_cancels_a_task_that_waits_ends_it() -> None:
    async def cancel() -> None:
        waiting = asyncio.create_task(_wait(Waits(), 60.0, asyncio.Event()))
        await asyncio.sleep(0)
        waiting.cancel()
        await waiting

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(cancel())


def test_the_waits_of_a_loop_that_has_ended_hold_up_no_other() -> None:
    waits = Waits()
    for _ in range(2):
        assert asyncio.run(_wait(waits, 0.05, asyncio.Event())) == "late"
