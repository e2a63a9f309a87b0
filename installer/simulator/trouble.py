"""What can go wrong on a simulated PC, as scenarios say it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from installer.errors import (
    CommandTimeout,
    HostUnreachable,
    KubernetesInstallFailed,
    VmNotStarted,
)
from installer.simulator.description import Part


class Fault(Part):
    """Something that goes wrong at a point of the simulated world, a number of times.

    `at` is the name of a point, in which `*` stands for anything: `job *-init`.
    """

    at: str
    times: int = 1
    error: Literal["unreachable", "timeout", "failed", "not-started"]
    words: str = ""

    def as_error(self) -> Exception:
        """What the program meets."""
        words = self.words or f"simulated fault at {self.at}"
        if self.error == "unreachable":
            return HostUnreachable("The connection to the node was lost.", details=words)
        if self.error == "timeout":
            return CommandTimeout("The node did not answer in time.", details=words)
        if self.error == "not-started":
            return VmNotStarted("The virtual machine did not start.", details=words)
        return KubernetesInstallFailed("A set-up command failed in the node.", details=words)


class PowerCut(Part):
    """The PC loses power at a line of a journal, or is restarted there; once."""

    line: int
    when: Literal["before", "after"] = "after"
    # After a restart the nodes that start with the PC run again.
    then: Literal["off", "restart"] = "off"


class DiskFull(Part):
    """The PC's disk gets full when this kind of step begins, and stays so for that program."""

    step: str


class ClockJump(Part):
    """Somebody sets the PC's clock at a line of a journal: forwards, or back when negative."""

    line: int
    seconds: float


class Troubles(Part):
    """All that goes wrong; nothing, unless a scenario says so."""

    faults: tuple[Fault, ...] = ()
    power_cut: PowerCut | None = None
    disk_full: DiskFull | None = None
    clock_jump: ClockJump | None = None
    node_answers: bool = True
    api_ready: bool = True
    # How many times longer everything takes.
    slowness: float = Field(default=1.0, gt=0)
    # Somebody else has a virtual machine of the very name that ours is to have.
    foreign_vm: bool = False
    # A byte of the node image changes after the bundle was opened.
    bundle_damaged: bool = False
    # Clusters at which another program is at work.
    locked: tuple[str, ...] = ()
