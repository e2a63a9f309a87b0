"""Virtual machines by QEMU on Linux, without root: by KVM, or slowly by translation (TCG).

    <vm_root>/<vm.name>/     mode 0700
        vm.json              whose VM it is, and whether it is whole
        root.qcow2, data.qcow2, uefi-variables.qcow2
        seed.iso, payload.iso    only while attached
        start.sh             starts the VM; written anew whenever the VM changes
        returning            only while the disks are brought back to a snapshot
        qemu.pid, qmp.sock, agent.sock, power.in, power.out, serial.log, qemu.log

QEMU runs as a daemon and survives this program; its process is found again by `qemu.pid`, or
by its command line.
Commands go through the host driver.  The files of this folder are handled directly: they are
disk images, and this hypervisor works on this PC only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from installer.facts.base import FactSpec
from installer.hypervisors.base import Medium, VmPower, VmSpec
from installer.hypervisors.qemu_parts import autostart, disks, links, power, process, qmp, transfer
from installer.hypervisors.qemu_parts.console import account
from installer.hypervisors.qemu_parts.launch import launch
from installer.hypervisors.qemu_parts.life import VmLife
from installer.hypervisors.qemu_parts.marker import (
    make_folder,
    mark_created,
    read_marker,
    remove_folder,
)
from installer.hypervisors.qemu_parts.trouble import file_trouble
from installer.units import Size


class QemuHypervisor(VmLife):
    """See `Hypervisor`.  `vm_root` holds one folder for each VM of one cluster."""

    name = "qemu"
    image_format = "qcow2"

    def facts(self) -> Sequence[FactSpec[Any]]:
        """None: the facts about QEMU are among those of every PC."""
        return ()

    async def describe(self, vm: VmSpec) -> VmPower:
        """See `Hypervisor.describe`; a VM whose making was cut off is a stopped one."""
        paths = self._existing(vm)
        if paths is None:
            return VmPower.ABSENT
        pid = await process.running_pid(self._host, paths)
        return VmPower.STOPPED if pid is None else VmPower.RUNNING

    async def create(
        self,
        vm: VmSpec,
        *,
        image: Path,
        root_size: Size,
        data_size: Size,
        report: Callable[[str], None],
    ) -> None:
        """See `Hypervisor.create`; it may be cut off at any moment and called again."""
        paths = self._paths(vm)
        marker = read_marker(vm, paths)
        if marker is not None and marker.created:
            return
        with file_trouble(f"Making the virtual machine {vm.name}", paths.folder):
            if marker is None:
                make_folder(vm, paths)
            await disks.make_variables(self._host, paths, template=self._firmware.variables)
            await disks.make_data(self._host, paths, size=data_size)
            await disks.make_root(self._host, paths, image=image, size=root_size, report=report)
            mark_created(vm, paths)

    async def created(self, vm: VmSpec) -> bool:
        """See `Hypervisor.created`."""
        marker = read_marker(vm, self._paths(vm))
        return marker is not None and marker.created

    async def attach(self, vm: VmSpec, medium: Medium, source: Path) -> None:
        """See `Hypervisor.attach`; `source` is moved away from where it was."""
        paths = self._whole(vm)
        await self.eject(vm, medium)
        target = paths.medium(medium)
        await transfer.take_file(source, target, secret=medium is Medium.SEED)
        self._write_script(vm, paths)

    async def eject(self, vm: VmSpec, medium: Medium) -> None:
        """See `Hypervisor.eject`; the seed, which holds keys, is overwritten."""
        paths = self._existing(vm)
        if paths is None:
            return
        # First of all, so that a PC that restarts half-way can still start the VM.
        self._write_script(vm, paths, without=medium)
        if await process.running_pid(self._host, paths) is not None:
            purpose = f"Taking the {medium} disk out of the virtual machine {vm.name}"
            with qmp.qmp_trouble(purpose, "eject", str(medium)):
                await qmp.take_out(paths.folder, medium)
        await transfer.erase_file(paths.medium(medium), secret=medium is Medium.SEED)

    async def attached(self, vm: VmSpec, medium: Medium) -> bool:
        """See `Hypervisor.attached`."""
        paths = self._existing(vm)
        return paths is not None and paths.medium(medium).exists()

    async def halted(self, vm: VmSpec) -> str:
        """See `Hypervisor.halted`."""
        paths = self._existing(vm)
        if paths is None or await process.running_pid(self._host, paths) is None:
            return ""
        return await qmp.halted_by(paths.folder)

    def devices(self, vm: VmSpec) -> tuple[str, ...]:
        """See `Hypervisor.devices`."""
        return tuple(device.name for device in links.devices_of(vm))

    async def start(self, vm: VmSpec) -> None:
        """See `Hypervisor.start`."""
        paths = self._whole(vm)
        if await process.running_pid(self._host, paths) is not None:
            if await qmp.halted_by(paths.folder):
                with qmp.qmp_trouble(f"Letting {vm.name} go on", "cont"):
                    await qmp.go_on(paths.folder)
            return
        self._write_script(vm, paths)
        await launch(self._host, self._clock, vm.name, paths)

    async def stop(self, vm: VmSpec, *, grace: float) -> None:
        """See `Hypervisor.stop`."""
        paths = self._existing(vm)
        if paths is not None:
            await power.shut_down(self._host, self._clock, paths, grace=grace)
        await links.remove_devices(self._host, vm)

    async def delete(self, vm: VmSpec) -> None:
        """See `Hypervisor.delete`; a running VM is switched off."""
        paths = self._existing(vm)
        if paths is not None:
            await power.shut_down(self._host, self._clock, paths, grace=0)
        await links.remove_devices(self._host, vm)
        if paths is None:
            return
        await transfer.erase_file(paths.medium(Medium.SEED), secret=True)
        with file_trouble(f"Removing the virtual machine {vm.name}", paths.folder):
            await asyncio.to_thread(remove_folder, paths)

    async def evidence(self, vm: VmSpec) -> str:
        """See `Hypervisor.evidence`."""
        paths = self._existing(vm)
        if paths is None:
            return ""
        return account(paths.serial, paths.log)

    async def set_autostart(self, vm: VmSpec, *, enabled: bool) -> str:
        """See `Hypervisor.set_autostart`; by systemd, or what the PC has in its place."""
        if not enabled:
            self._existing(vm)
            async with self._autostart:
                await autostart.disable(self._host, vm)
            return ""
        paths = self._whole(vm)
        self._write_script(vm, paths)
        async with self._autostart:
            return await autostart.enable(self._host, vm, paths)


HYPERVISOR = QemuHypervisor
