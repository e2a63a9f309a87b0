"""The simulated world: state, time, faults and power, shared by all its parts."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from installer.clock import Clock
from installer.errors import HostUnreachable, VmNotStarted
from installer.simulator import mishap
from installer.simulator.power import PcRestarted, PowerFailure
from installer.simulator.scenario import Scenario
from installer.simulator.state import SimState, load_state, lose_power, save_state

# When the cluster will be ready, in `SimWorld.due`.
READY = ("cluster", "ready")
# The points at which the node itself has to answer.
_NODE_POINTS = ("node ", "job ", "cluster ")


class SimWorld:
    """What all simulated parts share.

    Each part calls `touch` at every point where the real world could fail.
    """

    def __init__(self, scenario: Scenario, folder: Path, clock: Clock) -> None:
        self.scenario = scenario
        self.state: SimState = load_state(folder)
        self.clock = mishap.PcClock(clock, self.state.clock_ahead)
        self.folder = folder
        self._end: type[PowerFailure] | None = None
        self._disk_is_full = False
        self._lines = 0
        # What is under way in running nodes, by node and work: when it will be done.
        self.due: dict[tuple[str, str], float] = {}
        self.other_program = mishap.OtherProgram(folder, scenario.locked)
        self._put_right()

    async def touch(self, point: str, seconds: float = 0.0) -> None:
        """Pass a point of the world: take its time, and fail when the scenario says so."""
        self._must_live()
        if seconds:
            await self.clock.sleep(self.takes(seconds))
            self._must_live()
        if self._disk_is_full:
            _fail_for_room(point)
        fault = next((f for f in self.scenario.faults if fnmatchcase(point, f.at)), None)
        if fault is None:
            return
        count = self.state.fault_counts.get(point, 0)
        if count < fault.times:
            self.state.fault_counts[point] = count + 1
            self.save()
            raise fault.as_error()

    def takes(self, seconds: float) -> float:
        """How long something takes on this PC that takes so many seconds on an ordinary one."""
        return seconds * self.scenario.slowness

    def begin(self, key: tuple[str, str], seconds: float) -> None:
        """Let work begin that takes so many seconds on an ordinary PC."""
        self.due[key] = self.clock.monotonic() + self.takes(seconds)

    def meet_vm(self, name: str) -> None:
        """Somebody asks for a virtual machine of this name; it may be another program's."""
        if self.scenario.foreign_vm:
            mishap.meet_foreign_vm(self.state, name)

    @contextmanager
    def change(self) -> Iterator[SimState]:
        """Change the state; it is remembered when the block ends."""
        self._must_live()
        yield self.state
        self.save()

    @property
    def disk_is_full(self) -> bool:
        """Whether the disk of this PC has no room left."""
        return self._disk_is_full

    def save(self) -> None:
        """Remember the state."""
        save_state(self.folder, self.state)

    def before_line(self) -> None:
        """A line of a journal is about to be written; raises OSError when the disk is full."""
        self._must_live()
        self._lines += 1
        if self._disk_is_full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._cut_when_due("before")

    def after_line(self, line: bytes) -> None:
        """This line of a journal was written."""
        record: dict[str, Any] = json.loads(line)
        self._cut_when_due("after")
        jump = self.scenario.clock_jump
        if jump is not None and jump.line == self._lines:
            with self.change() as state:
                state.clock_ahead = self.clock.ahead = jump.seconds
        if self.scenario.bundle_damaged and record["kind"] == "run":
            with self.change() as state:
                bundle = Path(record["data"]["environment"]["bundle"])
                mishap.damage(state, bundle, self.folder.resolve())
        full = self.scenario.disk_full
        if full is not None and record["kind"] == "start":
            self._disk_is_full |= record["step"].endswith(f"/{full.step}")

    def cut_power(self, *, restart: bool = False) -> None:
        """End the program at once; raises PowerFailure now and at every later touch."""
        lose_power(self.state, restart=restart)
        self.state.power_was_cut = True
        self.save()
        self._end = PcRestarted if restart else PowerFailure
        raise self._end

    def _cut_when_due(self, when: str) -> None:
        cut = self.scenario.power_cut
        due = cut is not None and (cut.line, cut.when) == (self._lines, when)
        if cut is not None and due and not self.state.power_was_cut:
            self.cut_power(restart=cut.then == "restart")

    def _put_right(self) -> None:
        """Remove what trouble of an earlier program has left and this scenario does not have."""
        before = self.state.model_copy(deep=True)
        if not self.scenario.foreign_vm:
            mishap.move_foreign_vms_away(self.state)
        if not self.scenario.bundle_damaged:
            mishap.repair(self.state)
        if self.state != before:
            self.save()

    def _must_live(self) -> None:
        if self._end is not None:
            raise self._end


def _fail_for_room(point: str) -> None:
    """What a full disk does at a point: QEMU stops a virtual machine that cannot write."""
    words = f"{os.strerror(errno.ENOSPC)} on the disk of this PC"
    if point.startswith(_NODE_POINTS):
        raise HostUnreachable("The connection to the node was lost.", details=words)
    if point == "vm start":
        raise VmNotStarted("The virtual machine did not start.", details=words)
