"""What every hypervisor must do with a VM that has long been made: sizes and snapshots.

Takes part like `hypervisor_contract`, with the same three fixtures.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from installer.errors import CommandFailed, VmNotStarted
from installer.hypervisors.base import Hypervisor, VmPower, VmSpec
from installer.units import MIB, Size
from tests.contract.hypervisor_contract import MakeHypervisor

_DATA = Size(64 * MIB)
_RUNNING = pytest.mark.parametrize("running", [False, True], ids=["stopped", "running"])


class LifeContract:
    """The suite; see the module."""

    @pytest.fixture
    async def hypervisor(
        self, make_hypervisor: MakeHypervisor, vm: VmSpec, image: Path
    ) -> Hypervisor:
        hypervisor = make_hypervisor()
        await hypervisor.create(
            vm, image=image, root_size=Size(96 * MIB), data_size=_DATA, report=lambda _: None
        )
        return hypervisor

    async def _power(self, hypervisor: Hypervisor, vm: VmSpec, *, running: bool) -> None:
        if running:
            await hypervisor.start(vm)

    async def test_an_absent_vm_has_no_sizes(
        self, make_hypervisor: MakeHypervisor, vm: VmSpec
    ) -> None:
        absent = dataclasses.replace(vm, name="nobody")
        for verb in (
            make_hypervisor().data_size(absent),
            make_hypervisor().grow_data(absent, _DATA),
            make_hypervisor().configure(absent),
        ):
            with pytest.raises(VmNotStarted):
                await verb

    @_RUNNING
    async def test_the_data_disk_grows_and_never_shrinks(
        self, hypervisor: Hypervisor, vm: VmSpec, make_hypervisor: MakeHypervisor, running: bool
    ) -> None:
        assert await hypervisor.data_size(vm) == _DATA
        await self._power(hypervisor, vm, running=running)
        for wanted, expected in ((3, 3), (3, 3), (2, 3), (4, 4)):
            await hypervisor.grow_data(vm, Size(wanted * _DATA))
            assert await make_hypervisor().data_size(vm) == expected * _DATA
        power = VmPower.RUNNING if running else VmPower.STOPPED
        assert await hypervisor.describe(vm) is power

    @_RUNNING
    async def test_new_processors_do_not_disturb_a_vm(
        self, hypervisor: Hypervisor, vm: VmSpec, running: bool
    ) -> None:
        await self._power(hypervisor, vm, running=running)
        power = await hypervisor.describe(vm)
        await hypervisor.configure(dataclasses.replace(vm, cpus=vm.cpus + 1))
        assert await hypervisor.describe(vm) is power

    async def test_a_snapshot_brings_back_the_size_of_the_disk(
        self, hypervisor: Hypervisor, vm: VmSpec
    ) -> None:
        await hypervisor.take_snapshot(vm, "small")
        await hypervisor.grow_data(vm, Size(2 * _DATA))
        await hypervisor.take_snapshot(vm, "large")
        assert await hypervisor.snapshots(vm) == ("small", "large")
        for label, size in (("small", 1), ("large", 2), ("small", 1), ("small", 1)):
            await hypervisor.return_to_snapshot(vm, label)
            assert await hypervisor.data_size(vm) == size * _DATA
        await hypervisor.start(vm)
        assert await hypervisor.describe(vm) is VmPower.RUNNING

    async def test_a_snapshot_can_be_taken_anew(self, hypervisor: Hypervisor, vm: VmSpec) -> None:
        await hypervisor.take_snapshot(vm, "old")
        await hypervisor.grow_data(vm, Size(2 * _DATA))
        await hypervisor.take_snapshot(vm, "old")
        assert await hypervisor.snapshots(vm) == ("old",)
        await hypervisor.return_to_snapshot(vm, "old")
        assert await hypervisor.data_size(vm) == 2 * _DATA

    @_RUNNING
    async def test_a_snapshot_is_forgotten_however_often_it_is_asked(
        self, hypervisor: Hypervisor, vm: VmSpec, running: bool
    ) -> None:
        for label in ("1", "2"):
            await hypervisor.take_snapshot(vm, label)
        await self._power(hypervisor, vm, running=running)
        for _ in range(2):
            await hypervisor.delete_snapshot(vm, "2")
            assert await hypervisor.snapshots(vm) == ("1",)

    async def test_there_is_no_way_back_to_what_was_never_taken(
        self, hypervisor: Hypervisor, vm: VmSpec
    ) -> None:
        await hypervisor.take_snapshot(vm, "old")
        with pytest.raises(CommandFailed):
            await hypervisor.return_to_snapshot(vm, "older")
        await hypervisor.start(vm)
        assert await hypervisor.describe(vm) is VmPower.RUNNING

    async def test_a_running_vm_is_neither_remembered_nor_brought_back(
        self, hypervisor: Hypervisor, vm: VmSpec
    ) -> None:
        await hypervisor.take_snapshot(vm, "old")
        await hypervisor.start(vm)
        with pytest.raises(CommandFailed):
            await hypervisor.take_snapshot(vm, "new")
        with pytest.raises(CommandFailed):
            await hypervisor.return_to_snapshot(vm, "old")
        assert await hypervisor.snapshots(vm) == ("old",)
        await hypervisor.stop(vm, grace=0)
        await hypervisor.start(vm)
        assert await hypervisor.describe(vm) is VmPower.RUNNING

    async def test_snapshots_go_with_the_vm(self, hypervisor: Hypervisor, vm: VmSpec) -> None:
        await hypervisor.take_snapshot(vm, "old")
        await hypervisor.delete(vm)
        assert await hypervisor.snapshots(vm) == ()
