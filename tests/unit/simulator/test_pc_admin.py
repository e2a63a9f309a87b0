"""A simulated PC lets an administrator change it, and nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.clock import VirtualClock
from installer.host.base import Command, Result
from installer.simulator.description import SimulatedKvm, SimulatedPc
from installer.simulator.pc import SimPc
from installer.simulator.scenario import Scenario
from installer.simulator.state import SimPcState, load_state
from installer.simulator.world import SimWorld

CHANGES = [
    ("apt-get", "install", "ovmf"),
    ("env", "X=1", "apt-get", "install", "ovmf"),
    ("dpkg", "--remove", "ovmf"),
    ("gpasswd", "--add", "shop", "kvm"),
    ("modprobe", "kvm_intel"),
    ("rm", "--force", "/etc/x"),
    ("sysctl", "--write", "a.b=1"),
    ("tee", "/etc/x"),
]


async def run(folder: Path, pc: SimulatedPc, *argv: str) -> Result:
    machine = SimPc(SimWorld(Scenario(title="x", pc=pc), folder, VirtualClock()))
    return await machine.run(Command(argv=argv, purpose="Trying", stdin=b"text\n"), timeout=9)


@pytest.mark.parametrize("argv", CHANGES, ids=" ".join)
async def test_only_an_administrator_changes_it(argv: tuple[str, ...], tmp_path: Path) -> None:
    assert (await run(tmp_path, SimulatedPc(firmware=False), *argv)).returncode != 0
    assert load_state(tmp_path).pc == SimPcState()
    result = await run(tmp_path, SimulatedPc(firmware=False), "sudo", "-n", "--", *argv)
    assert result.returncode == 0


@pytest.mark.parametrize(
    ("pc", "argv"),
    [
        (SimulatedPc(admin="desktop"), ("tee", "/etc/x")),
        (SimulatedPc(), ("gpasswd", "--add", "shop", "wheel")),
        (SimulatedPc(), ("apt-get", "install", "no-such-package")),
        (SimulatedPc(kvm=SimulatedKvm(firmware_off=True)), ("modprobe", "kvm_intel")),
    ],
)
async def test_what_a_real_pc_refuses_is_refused(
    pc: SimulatedPc, argv: tuple[str, ...], tmp_path: Path
) -> None:
    result = await run(tmp_path, pc, "sudo", "-n", "--", *argv)
    assert result.returncode != 0
    assert result.stderr
    assert load_state(tmp_path).pc == SimPcState()


async def test_what_was_written_can_be_read(tmp_path: Path) -> None:
    pc = SimulatedPc()
    await run(tmp_path, pc, "sudo", "-n", "--", "tee", "/etc/x")
    machine = SimPc(SimWorld(Scenario(title="x", pc=pc), tmp_path, VirtualClock()))
    assert await machine.read_text("/etc/x") == "text\n"
