"""The verbs for a VM that has long been installed: other sizes, snapshots, and the way back."""

from __future__ import annotations

from installer.hypervisors.base import VmSpec
from installer.hypervisors.qemu_parts import disks, process, qmp, snapshot
from installer.hypervisors.qemu_parts.folder import VmFolders
from installer.hypervisors.qemu_parts.trouble import file_trouble
from installer.units import Size


class VmLife(VmFolders):
    """See `Hypervisor`."""

    async def configure(self, vm: VmSpec) -> None:
        """See `Hypervisor.configure`."""
        self._write_script(vm, self._whole(vm))

    async def data_size(self, vm: VmSpec) -> Size:
        """See `Hypervisor.data_size`."""
        return await disks.data_size(self._host, self._whole(vm))

    async def grow_data(self, vm: VmSpec, size: Size) -> None:
        """See `Hypervisor.grow_data`."""
        paths = self._whole(vm)
        if await disks.data_size(self._host, paths) >= size:
            return
        if await process.running_pid(self._host, paths) is None:
            await disks.grow_data(self._host, paths, size=size)
            return
        with qmp.qmp_trouble(f"Growing the data disk of {vm.name}", "block_resize", str(int(size))):
            await qmp.resize(paths.folder, "data", int(size))

    async def snapshots(self, vm: VmSpec) -> tuple[str, ...]:
        """See `Hypervisor.snapshots`."""
        paths = self._existing(vm)
        return () if paths is None else await snapshot.labels(self._host, paths)

    async def take_snapshot(self, vm: VmSpec, label: str) -> None:
        """See `Hypervisor.take_snapshot`."""
        await snapshot.take(self._host, await self._resting(vm, "Taking a snapshot"), label)

    async def return_to_snapshot(self, vm: VmSpec, label: str) -> None:
        """See `Hypervisor.return_to_snapshot`."""
        paths = await self._resting(vm, "Returning to a snapshot")
        # The script of an older program would start the VM in the middle of its return.
        self._write_script(vm, paths)
        with file_trouble("Returning to a snapshot", paths.folder):
            await snapshot.give_back(self._host, paths, label)

    async def delete_snapshot(self, vm: VmSpec, label: str) -> None:
        """See `Hypervisor.delete_snapshot`."""
        paths = self._existing(vm)
        if paths is None:
            return
        running = await process.running_pid(self._host, paths) is not None
        delete = snapshot.delete_running if running else snapshot.delete
        await delete(self._host, paths, label)
