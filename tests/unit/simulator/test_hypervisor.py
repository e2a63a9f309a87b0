"""The simulated hypervisor keeps the same promises as a real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.clock import VirtualClock
from installer.hypervisors.base import VmSpec
from installer.simulator.hypervisor import SimHypervisor
from installer.simulator.scenario import Scenario
from installer.simulator.world import SimWorld
from tests.contract.hypervisor_contract import HypervisorContract, MakeHypervisor
from tests.contract.life_contract import LifeContract
from tests.helpers.vms import NODE_VM


@pytest.fixture
def make_hypervisor(tmp_path: Path) -> MakeHypervisor:
    def make() -> SimHypervisor:
        return SimHypervisor(SimWorld(Scenario(title="x"), tmp_path / "w", VirtualClock()))

    return make


@pytest.fixture
def vm() -> VmSpec:
    return NODE_VM


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "image"
    path.write_bytes(b"image")
    return path


class TestSimHypervisor(HypervisorContract):
    """Runs the shared suite."""


class TestSimLife(LifeContract):
    """Runs the shared suite about sizes and snapshots."""
