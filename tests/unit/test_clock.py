"""The virtual clock wakes sleepers in the right order and takes no time."""

from __future__ import annotations

import asyncio

from installer.clock import FastClock, VirtualClock


async def test_sleepers_wake_in_the_order_of_their_moments() -> None:
    clock, woken = VirtualClock(), []

    async def sleeper(name: str, seconds: float) -> None:
        await clock.sleep(seconds)
        woken.append((name, clock.monotonic()))

    await asyncio.gather(sleeper("late", 3600), sleeper("early", 1), sleeper("middle", 60))
    assert woken == [("early", 1), ("middle", 60), ("late", 3600)]


async def test_date_follows_the_seconds() -> None:
    clock = VirtualClock()
    before = clock.now()
    await clock.sleep(90)
    assert (clock.now() - before).total_seconds() == 90


async def test_a_cancelled_sleeper_does_not_wake_another_one() -> None:
    clock = VirtualClock()
    task = asyncio.create_task(clock.sleep(5))
    await asyncio.sleep(0)
    task.cancel()
    await clock.sleep(10)
    assert clock.monotonic() == 10


async def test_the_fast_clock_counts_more_than_the_real_one() -> None:
    clock = FastClock(speed=1000)
    await clock.sleep(10)
    assert clock.monotonic() >= 10
