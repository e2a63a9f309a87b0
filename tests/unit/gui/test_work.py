"""Tasks of a window, and how long something looks busy."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from gui.viewmodels.work import LEAST_BUSY, Work
from installer.clock import VirtualClock
from tests.helpers.wizard import settled, wizard_in


@pytest.mark.parametrize(("takes", "looks"), [(0.2, LEAST_BUSY), (3.0, 3.0)])
async def test_what_is_quick_looks_busy_for_a_second(takes: float, looks: float) -> None:
    work = Work()
    clock = work.clock = VirtualClock()
    await work.long_enough(clock.sleep(takes))
    assert clock.monotonic() == pytest.approx(looks)


async def test_an_error_comes_at_once() -> None:
    work = Work()
    clock = work.clock = VirtualClock()

    async def fail() -> None:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - ours, from above
        await work.long_enough(fail())
    assert clock.monotonic() == 0


async def test_the_check_of_a_quick_pc_is_seen(tmp_path: Path) -> None:
    model = wizard_in(tmp_path)
    model.check.look()
    await settled(model)
    assert model.setup.work.clock.monotonic() >= LEAST_BUSY


async def test_no_task_outlives_the_window() -> None:
    work = Work()
    task = work.start(asyncio.sleep(3600), "long")
    await work.stop()
    assert task.cancelled()
    assert not work.busy
