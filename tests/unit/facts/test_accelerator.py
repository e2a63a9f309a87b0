from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from installer.accelerator import Accelerator
from installer.errors import CommandTimeout, HostUnreachable, MissingTool
from installer.facts.accelerator import FACT, AcceleratorFact
from installer.facts.base import Target
from installer.host.base import Result
from installer.host.local import LocalHost
from tests.unit.facts.scripted import ScriptedHost, target

KVM = "qemu-system-x86_64 -accel kvm -cpu host"
TCG = "qemu-system-x86_64 -accel tcg -cpu max"
PASSED = Result(85, "RPLOK\n")


async def look(host: ScriptedHost) -> AcceleratorFact:
    return FACT.parse(await FACT.read(target(host)))


async def test_a_guest_that_runs_with_kvm_is_tried_once() -> None:
    host = ScriptedHost({KVM: PASSED})
    assert await look(host) == AcceleratorFact(Accelerator.KVM)
    assert len(host.asked) == 1


async def test_a_guest_that_hangs_with_kvm_is_tried_without_it() -> None:
    host = ScriptedHost({KVM: CommandTimeout("It did not end."), TCG: PASSED})
    assert await look(host) == AcceleratorFact(Accelerator.TCG, "hangs", "It did not end.")


async def test_a_guest_that_fails_both_ways_leaves_no_accelerator_and_both_reasons() -> None:
    host = ScriptedHost({KVM: Result(1, "", "no kvm here"), TCG: Result(1, "R", "no tcg either")})
    found = await look(host)
    assert (found.kind, found.cause) == (None, "fails")
    assert "no kvm here" in found.reason
    assert "no tcg either" in found.reason


async def test_a_pc_without_qemu_is_not_an_error() -> None:
    host = ScriptedHost({KVM: MissingTool("qemu-system-x86_64", "qemu-system-x86")})
    found = await look(host)
    assert (found.kind, found.cause) == (None, "no-qemu")
    assert len(host.asked) == 1


async def test_a_lost_connection_is_not_taken_for_a_missing_kvm() -> None:
    with pytest.raises(HostUnreachable):
        await look(ScriptedHost({KVM: HostUnreachable("gone")}))


def test_both_trials_fit_into_the_time_of_the_fact() -> None:
    assert FACT.timeout > 5 + 20


@pytest.mark.qemu
@pytest.mark.skipif(
    shutil.which("qemu-system-x86_64") is None, reason="qemu-system-x86_64 is not installed"
)
async def test_a_real_guest_runs_on_this_pc(tmp_path: Path) -> None:
    """KVM may work here or not; translation works wherever there is a QEMU."""
    found = FACT.parse(await FACT.read(Target(LocalHost(), str(tmp_path))))
    assert found.kind is not None, found.reason
    assert (found.kind is Accelerator.KVM) == (found.cause == "")
