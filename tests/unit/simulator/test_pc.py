"""A simulated PC speaks the words of a real one: all facts are read from it by the real readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.clock import VirtualClock
from installer.engine.proposal import default_cluster
from installer.errors import UsageError
from installer.facts.base import Unread
from installer.host.base import Command
from installer.simulator.description import SimulatedFirewall, SimulatedKvm, SimulatedPc
from installer.simulator.pc import SimPc
from installer.simulator.scenario import Scenario
from installer.simulator.world import SimWorld
from tests.helpers.simulated import session_in


async def found(tmp_path: Path, pc: SimulatedPc) -> dict[str, str]:
    """The checks that are not green on this PC for a small cluster, with their verdicts."""
    session, _ = session_in(tmp_path, Scenario(title="x", pc=pc))
    report, facts = await session.check(default_cluster("demo"))
    unread = {i: v.reason for i, v in facts.as_dict().items() if isinstance(v, Unread)}
    assert unread == {}
    verdicts = {o.check.id: o.finding.verdict.value for o in report.outcomes}
    return {i: verdict for i, verdict in verdicts.items() if verdict not in ("pass", "skip")}


async def test_nothing_is_wrong_with_an_ordinary_pc(tmp_path: Path) -> None:
    assert await found(tmp_path, SimulatedPc()) == {}


@pytest.mark.parametrize(
    ("pc", "expected"),
    [
        (SimulatedPc(kvm=SimulatedKvm(guest="hangs")), {"kvm.unusable": "warn"}),
        (SimulatedPc(kvm=SimulatedKvm(guest="fails")), {"kvm.unusable": "warn"}),
        (SimulatedPc(kvm=SimulatedKvm(busy=True)), {"kvm.busy": "warn"}),
        (SimulatedPc(kvm=SimulatedKvm(usable=False)), {"kvm.permission": "warn"}),
        (
            SimulatedPc(kvm=SimulatedKvm(device=False, module="", firmware_off=True)),
            {"kvm.bios_disabled": "warn"},
        ),
        (
            SimulatedPc(kvm=SimulatedKvm(guest="hangs"), translation=False),
            {"kvm.unusable": "warn", "qemu.accel": "fail"},
        ),
        (SimulatedPc(qemu=""), {"qemu.missing": "fail"}),
        (SimulatedPc(qemu="4.2.1"), {"qemu.version": "fail"}),
        (SimulatedPc(firmware=False), {"qemu.firmware": "fail"}),
        (
            SimulatedPc(firewall=SimulatedFirewall(name="firewalld", forward="reject")),
            {"linux.firewall": "warn"},
        ),
        (
            SimulatedPc(firewall=SimulatedFirewall(name="iptables", forward="drop")),
            {"linux.firewall": "warn"},
        ),
        (SimulatedPc(firewall=SimulatedFirewall(name="ufw", forward="accept")), {}),
        (SimulatedPc(connectivity="limited"), {"net.offline": "warn"}),
        (SimulatedPc(closed_folder=True), {"disk.path_access": "fail"}),
        (SimulatedPc(cgroups="v1"), {}),
    ],
)
async def test_what_a_scenario_says_is_found(
    tmp_path: Path, pc: SimulatedPc, expected: dict[str, str]
) -> None:
    assert await found(tmp_path, pc) == expected


async def test_an_unknown_command_is_an_error_and_not_a_guess(tmp_path: Path) -> None:
    pc = SimPc(SimWorld(Scenario(title="x"), tmp_path, VirtualClock()))
    with pytest.raises(UsageError) as caught:
        await pc.run(Command(argv=("reboot",), purpose="Restarting"), timeout=1)
    assert "reboot" in caught.value.details
    with pytest.raises(FileNotFoundError):
        await pc.read_text("/etc/shadow")
