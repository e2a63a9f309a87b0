"""What all verbs of the hypervisor begin with: the VM's folder, and whose it is."""

from __future__ import annotations

import asyncio
from pathlib import Path

from installer.clock import Clock
from installer.errors import CommandFailed, VmNotStarted
from installer.files import write_private
from installer.host.base import HostDriver
from installer.hypervisors.base import Medium, VmSpec
from installer.hypervisors.qemu_parts import process
from installer.hypervisors.qemu_parts.argv import build_argv
from installer.hypervisors.qemu_parts.firmware import Firmware
from installer.hypervisors.qemu_parts.links import making_lines
from installer.hypervisors.qemu_parts.marker import read_marker
from installer.hypervisors.qemu_parts.paths import VmPaths
from installer.hypervisors.qemu_parts.script import script_text
from installer.hypervisors.qemu_parts.trouble import file_trouble


class VmFolders:
    """The folders of the VMs of one cluster; each method raises ForeignResource."""

    def __init__(
        self, *, host: HostDriver, vm_root: Path, clock: Clock, firmware: Firmware
    ) -> None:
        self._host = host
        self._vm_root = vm_root.absolute()
        self._clock = clock
        self._firmware = firmware
        # Nodes are set up side by side, but a cron table is read and written as a whole.
        self._autostart = asyncio.Lock()

    def _paths(self, vm: VmSpec) -> VmPaths:
        return VmPaths.of(self._vm_root, vm)

    def _existing(self, vm: VmSpec) -> VmPaths | None:
        paths = self._paths(vm)
        return None if read_marker(vm, paths) is None else paths

    def _whole(self, vm: VmSpec) -> VmPaths:
        paths = self._paths(vm)
        marker = read_marker(vm, paths)
        if marker is None or not marker.created:
            raise VmNotStarted(
                f"The virtual machine {vm.name} has not been made yet, or not wholly.",
                details=f"{paths.marker} does not say that it was created",
                resolution="Resume the installation: it makes the machine first.",
            )
        return paths

    async def _resting(self, vm: VmSpec, purpose: str) -> VmPaths:
        """The folder of a whole VM that does not run; raises CommandFailed when it does."""
        paths = self._whole(vm)
        pid = await process.running_pid(self._host, paths)
        if pid is not None:
            raise CommandFailed(
                purpose,
                argv=("qemu-img", "snapshot", str(paths.folder)),
                returncode=1,
                output=f"the virtual machine {vm.name} runs as process {pid}",
            )
        return paths

    def _write_script(self, vm: VmSpec, paths: VmPaths, *, without: Medium | None = None) -> None:
        media = [m for m in Medium if m is not without and paths.medium(m).exists()]
        argv = build_argv(vm, paths, self._firmware, media=media)
        with file_trouble(f"Writing down how to start {vm.name}", paths.script):
            text = script_text(argv, paths, devices=making_lines(vm))
            write_private(paths.script, text.encode())
