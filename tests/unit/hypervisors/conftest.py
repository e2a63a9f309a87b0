"""Fixtures of the QEMU hypervisor's unit tests: a PC whose QEMU is not there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from installer.clock import VirtualClock
from installer.hypervisors.base import VmSpec
from installer.hypervisors.qemu import QemuHypervisor
from installer.hypervisors.qemu_parts.firmware import Firmware
from installer.hypervisors.qemu_parts.paths import VmPaths
from tests.helpers.vms import NODE_VM
from tests.unit.hypervisors.fake_qemu import FakeQemuHost
from tests.unit.hypervisors.making import create


@pytest.fixture
def vm() -> VmSpec:
    return NODE_VM


@pytest.fixture
async def host() -> AsyncIterator[FakeQemuHost]:
    host = FakeQemuHost()
    yield host
    await host.aclose()


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def vm_root(tmp_path: Path) -> Path:
    return tmp_path / "shop" / "vm"


@pytest.fixture
def paths(vm_root: Path, vm: VmSpec) -> VmPaths:
    return VmPaths.of(vm_root, vm)


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "node.qcow2"
    path.write_bytes(b"node image" * 1000)
    return path


@pytest.fixture
def make_hypervisor(
    host: FakeQemuHost, vm_root: Path, clock: VirtualClock
) -> Callable[[], QemuHypervisor]:
    firmware = Firmware(code="/firmware/CODE.fd", variables="/firmware/VARS.fd")
    return lambda: QemuHypervisor(host=host, vm_root=vm_root, clock=clock, firmware=firmware)


@pytest.fixture
def hypervisor(make_hypervisor: Callable[[], QemuHypervisor]) -> QemuHypervisor:
    return make_hypervisor()


@pytest.fixture
async def made(hypervisor: QemuHypervisor, vm: VmSpec, image: Path) -> QemuHypervisor:
    await create(hypervisor, vm, image)
    return hypervisor
