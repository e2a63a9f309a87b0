"""The simulated world: state, time, faults and power, shared by all its parts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer.clock import Clock
from installer.errors import CommandTimeout, HostUnreachable, KubernetesInstallFailed
from installer.simulator.scenario import Fault, Scenario
from installer.simulator.state import SimState, load_state, save_state

# When the cluster will be ready, in `SimWorld.due`.
READY = ("cluster", "ready")


class PowerFailure(BaseException):
    """The simulated PC has lost its power: nothing of the program goes on.

    Like KeyboardInterrupt it is not an Exception, so that no ordinary handler can survive it.
    """


class SimWorld:
    """What all simulated parts share.

    Each part calls `touch` at every point where the real world could fail.
    """

    def __init__(self, scenario: Scenario, folder: Path, clock: Clock) -> None:
        self.scenario = scenario
        self.clock = clock
        self.state: SimState = load_state(folder)
        self.folder = folder
        self._dead = False
        self._lines = 0
        # What is under way in running nodes, by node and work: when it will be done.
        self.due: dict[tuple[str, str], float] = {}

    async def touch(self, point: str, seconds: float = 0.0) -> None:
        """Pass a point of the world: take its time, and fail when the scenario says so."""
        self._must_live()
        if seconds:
            await self.clock.sleep(seconds)
            self._must_live()
        fault = next((f for f in self.scenario.faults if f.at == point), None)
        if fault is None:
            return
        count = self.state.fault_counts.get(point, 0)
        if count < fault.times:
            self.state.fault_counts[point] = count + 1
            self.save()
            raise _error(fault)

    @contextmanager
    def change(self) -> Iterator[SimState]:
        """Change the state; it is remembered when the block ends."""
        self._must_live()
        yield self.state
        self.save()

    def save(self) -> None:
        """Remember the state."""
        save_state(self.folder, self.state)

    def journal_line(self, when: str) -> None:
        """A line of a journal is about to be written (`before`) or was written (`after`)."""
        self._must_live()
        if when == "before":
            self._lines += 1
        cut = self.scenario.power_cut
        due = cut is not None and (cut.line, cut.when) == (self._lines, when)
        if due and not self.state.power_was_cut:
            self.cut_power()

    def cut_power(self) -> None:
        """Switch the PC off at once; raises PowerFailure now and at every later touch."""
        for vm in self.state.vms.values():
            vm.running = False
        self.state.power_was_cut = True
        self.save()
        self._dead = True
        raise PowerFailure

    def _must_live(self) -> None:
        if self._dead:
            raise PowerFailure


def _error(fault: Fault) -> Exception:
    words = fault.words or f"simulated fault at {fault.at}"
    if fault.error == "unreachable":
        return HostUnreachable("The connection to the node was lost.", details=words)
    if fault.error == "timeout":
        return CommandTimeout("The node did not answer in time.", details=words)
    return KubernetesInstallFailed("A set-up command failed in the node.", details=words)
