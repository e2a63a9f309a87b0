"""The simulated hypervisor keeps the same promises as a real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.accelerator import Accelerator
from installer.clock import VirtualClock
from installer.hypervisors.base import PortForward, VmSpec
from installer.simulator.hypervisor import SimHypervisor
from installer.simulator.scenario import Scenario
from installer.simulator.world import SimWorld
from installer.units import GIB, Size
from tests.contract.hypervisor_contract import HypervisorContract, MakeHypervisor


class TestSimHypervisor(HypervisorContract):
    """Runs the shared suite."""

    @pytest.fixture
    def make_hypervisor(self, tmp_path: Path) -> MakeHypervisor:
        def make() -> SimHypervisor:
            return SimHypervisor(SimWorld(Scenario(title="x"), tmp_path / "w", VirtualClock()))

        return make

    @pytest.fixture
    def vm(self) -> VmSpec:
        return VmSpec(
            cluster="shop",
            owner="0" * 32,
            name="node-1",
            cpus=2,
            memory=Size(2 * GIB),
            mac="52:54:00:00:00:01",
            subnet="10.91.0.0/24",
            outbound=True,
            forwards=(PortForward(2222, 22),),
            accelerator=Accelerator.KVM,
        )

    @pytest.fixture
    def image(self, tmp_path: Path) -> Path:
        path = tmp_path / "image"
        path.write_bytes(b"image")
        return path
