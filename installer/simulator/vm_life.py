"""What becomes of a simulated virtual machine later: other sizes, snapshots, and the way back."""

from __future__ import annotations

from installer.errors import CommandFailed, ForeignResource, VmNotStarted
from installer.hypervisors.base import VmSpec
from installer.simulator.state import SimSnapshot, SimVmState
from installer.simulator.world import SimWorld
from installer.units import Size

_DISK_SECONDS = 0.5


class SimVmLife:
    """See `Hypervisor`."""

    def __init__(self, world: SimWorld) -> None:
        self._world = world

    async def configure(self, vm: VmSpec) -> None:
        """See `Hypervisor.configure`."""
        await self._world.touch("vm configure")
        found = self._must_find(vm)
        with self._world.change():
            found.cpus, found.memory = vm.cpus, vm.memory

    async def data_size(self, vm: VmSpec) -> Size:
        """See `Hypervisor.data_size`."""
        await self._world.touch("vm data size")
        return Size(self._must_find(vm).data_size)

    async def grow_data(self, vm: VmSpec, size: Size) -> None:
        """See `Hypervisor.grow_data`."""
        await self._world.touch("vm grow data", _DISK_SECONDS)
        found = self._must_find(vm)
        with self._world.change():
            found.data_size = max(found.data_size, size)

    async def snapshots(self, vm: VmSpec) -> tuple[str, ...]:
        """See `Hypervisor.snapshots`."""
        await self._world.touch("vm snapshots")
        found = self._find(vm)
        return () if found is None else tuple(found.snapshots)

    async def take_snapshot(self, vm: VmSpec, label: str) -> None:
        """See `Hypervisor.take_snapshot`."""
        await self._world.touch("vm take snapshot", _DISK_SECONDS)
        found = self._resting(vm, "Taking a snapshot")
        held = SimSnapshot(data_size=found.data_size, node=found.node.model_copy(deep=True))
        with self._world.change():
            found.snapshots.pop(label, None)
            found.snapshots[label] = held

    async def return_to_snapshot(self, vm: VmSpec, label: str) -> None:
        """See `Hypervisor.return_to_snapshot`."""
        await self._world.touch("vm return to snapshot", _DISK_SECONDS)
        found = self._resting(vm, "Returning to a snapshot")
        if label not in found.snapshots:
            raise _failed("Returning to a snapshot", vm, f"no snapshot {label}")
        held = found.snapshots[label].model_copy(deep=True)
        with self._world.change():
            found.data_size, found.node = held.data_size, held.node

    async def delete_snapshot(self, vm: VmSpec, label: str) -> None:
        """See `Hypervisor.delete_snapshot`."""
        await self._world.touch("vm delete snapshot")
        found = self._find(vm)
        if found is not None:
            with self._world.change():
                found.snapshots.pop(label, None)

    def _resting(self, vm: VmSpec, purpose: str) -> SimVmState:
        found = self._must_find(vm)
        if found.running:
            raise _failed(purpose, vm, "the virtual machine runs")
        return found

    def _find(self, vm: VmSpec) -> SimVmState | None:
        self._world.meet_vm(vm.name)
        found = self._world.state.vms.get(vm.name)
        if found is not None and found.owner != vm.owner:
            raise ForeignResource(f"A virtual machine {vm.name} exists and is not ours.")
        return found

    def _must_find(self, vm: VmSpec) -> SimVmState:
        found = self._find(vm)
        if found is None:
            raise VmNotStarted(f"There is no virtual machine {vm.name}.")
        return found


def _failed(purpose: str, vm: VmSpec, words: str) -> CommandFailed:
    return CommandFailed(
        purpose, argv=("simulated", "snapshot", vm.name), returncode=1, output=words
    )
