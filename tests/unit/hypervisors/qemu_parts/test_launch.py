"""A disk that a killed QEMU still holds is waited for; every other refusal is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.clock import VirtualClock
from installer.errors import VmNotStarted
from installer.host.base import Command, Result
from installer.host.local import LocalHost
from installer.hypervisors.qemu_parts.launch import launch
from installer.hypervisors.qemu_parts.paths import VmPaths

HELD = 'qemu-system-x86_64: Failed to get "write" lock'


class _Host(LocalHost):
    """Runs nothing: each start ends with the next of these words, and well after the last."""

    def __init__(self, *refusals: str) -> None:
        super().__init__()
        self.refusals = list(refusals)
        self.starts = 0

    async def run(self, command: Command, *, timeout: float) -> Result:
        self.starts += 1
        words = self.refusals.pop(0) if self.refusals else ""
        return Result(returncode=int(bool(words)), stdout="", stderr=words)


async def test_a_disk_that_is_still_held_is_waited_for(tmp_path: Path) -> None:
    host = _Host(HELD, HELD)
    await launch(host, VirtualClock(), "node-1", VmPaths(tmp_path))
    assert host.starts == 3


async def test_a_disk_that_stays_held_is_told(tmp_path: Path) -> None:
    host, clock = _Host(*[HELD] * 100), VirtualClock()
    with pytest.raises(VmNotStarted) as caught:
        await launch(host, clock, "node-1", VmPaths(tmp_path))
    assert HELD in caught.value.details
    assert clock.monotonic() < 60


async def test_another_refusal_is_told_at_once(tmp_path: Path) -> None:
    host = _Host("could not set up host forwarding rule")
    with pytest.raises(VmNotStarted):
        await launch(host, VirtualClock(), "node-1", VmPaths(tmp_path))
    assert host.starts == 1
