"""A hypervisor whose virtual machines are entries in the simulated world."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from installer.adapter_kind import AdapterKind
from installer.errors import ForeignResource, VmNotStarted
from installer.facts.base import FactSpec
from installer.hypervisors.base import Medium, VmPower, VmSpec
from installer.simulator.state import SimVmState
from installer.simulator.vm_life import SimVmLife
from installer.units import Size

_COPY_SECONDS = 5.0
_START_SECONDS = 1.0
_STOP_SECONDS = 6.0
BOOT_SECONDS = 9.0


class SimHypervisor(SimVmLife):
    """Behaves as `Hypervisor` says; takes about the time that a real one takes."""

    name = "simulated"
    image_format = "qcow2"

    def facts(self) -> Sequence[FactSpec[Any]]:
        """Nothing more has to be known."""
        return ()

    async def describe(self, vm: VmSpec) -> VmPower:
        """See `Hypervisor.describe`."""
        await self._world.touch("vm describe")
        state = self._find(vm)
        if state is None:
            return VmPower.ABSENT
        return VmPower.RUNNING if state.running else VmPower.STOPPED

    async def create(
        self,
        vm: VmSpec,
        *,
        image: Path,
        root_size: Size,
        data_size: Size,
        report: Callable[[str], None],
    ) -> None:
        """See `Hypervisor.create`."""
        self._find(vm)
        with self._world.change() as state:
            state.vms.setdefault(vm.name, SimVmState(owner=vm.owner))
        report(f"copying {image.name}")
        await self._world.touch("vm create", _COPY_SECONDS)
        with self._world.change() as state:
            made = state.vms[vm.name]
            if not made.created:
                made.data_size, made.created = data_size, True
                made.cpus, made.memory = vm.cpus, vm.memory

    async def created(self, vm: VmSpec) -> bool:
        """See `Hypervisor.created`."""
        await self._world.touch("vm created")
        state = self._find(vm)
        return state is not None and state.created

    async def attach(self, vm: VmSpec, medium: Medium, source: Path) -> None:
        """See `Hypervisor.attach`."""
        await self._world.touch(f"vm attach {medium}")
        found = self._must_find(vm)
        with self._world.change():
            if medium not in found.media:
                found.media.append(medium)
        source.unlink(missing_ok=True)

    async def eject(self, vm: VmSpec, medium: Medium) -> None:
        """See `Hypervisor.eject`."""
        await self._world.touch(f"vm eject {medium}")
        found = self._find(vm)
        if found is not None and medium in found.media:
            with self._world.change():
                found.media.remove(medium)

    async def attached(self, vm: VmSpec, medium: Medium) -> bool:
        """See `Hypervisor.attached`."""
        await self._world.touch("vm attached")
        found = self._find(vm)
        return found is not None and medium in found.media

    async def halted(self, vm: VmSpec) -> str:
        """See `Hypervisor.halted`; looking takes no time, as it is done over and over."""
        found = self._find(vm)
        full = self._world.disk_is_full and found is not None and found.running
        return f"simulated: no room for the disks of {vm.name}" if full else ""

    def devices(self, vm: VmSpec) -> tuple[str, ...]:
        """See `Hypervisor.devices`; a ready tap needs none."""
        return tuple(
            f"{vm.name}-{card.name}" for card in vm.cards if card.kind is not AdapterKind.TAP
        )

    async def start(self, vm: VmSpec) -> None:
        """See `Hypervisor.start`."""
        await self._world.touch("vm start", _START_SECONDS)
        found = self._find(vm)
        if found is None or not found.created:
            raise VmNotStarted(f"There is no virtual machine {vm.name}.")
        if found.running:
            return
        await self._make_devices(vm, found)
        self._world.begin((vm.name, "boot"), BOOT_SECONDS)
        with self._world.change():
            found.running, found.cpus, found.memory = True, vm.cpus, vm.memory

    async def stop(self, vm: VmSpec, *, grace: float) -> None:
        """See `Hypervisor.stop`."""
        found = self._find(vm)
        if found is not None and found.running:
            await self._world.touch("vm stop", min(grace, _STOP_SECONDS))
            with self._world.change():
                found.running = False
        await self._remove_devices(vm)

    async def delete(self, vm: VmSpec) -> None:
        """See `Hypervisor.delete`."""
        await self._world.touch("vm delete")
        if self._find(vm) is not None:
            with self._world.change() as state:
                del state.vms[vm.name]
        await self._remove_devices(vm)

    async def _make_devices(self, vm: VmSpec, found: SimVmState) -> None:
        for device in self.devices(vm):
            await self._world.touch(f"vm device {device}")
            with self._world.change() as state:
                if state.devices.setdefault(device, vm.owner) != vm.owner:
                    raise ForeignResource(f"A network device {device} exists and is not ours.")
                if device not in found.devices:
                    found.devices.append(device)

    async def _remove_devices(self, vm: VmSpec) -> None:
        for device in self.devices(vm):
            if self._world.state.devices.get(device) == vm.owner:
                await self._world.touch(f"vm device {device}")
                with self._world.change() as state:
                    del state.devices[device]

    async def evidence(self, vm: VmSpec) -> str:
        """See `Hypervisor.evidence`."""
        self._find(vm)
        return f"console of the simulated virtual machine {vm.name}"

    async def set_autostart(self, vm: VmSpec, *, enabled: bool) -> str:
        """See `Hypervisor.set_autostart`."""
        await self._world.touch("vm autostart")
        found = self._find(vm)
        if found is not None:
            with self._world.change():
                found.autostart = enabled
        return ""
