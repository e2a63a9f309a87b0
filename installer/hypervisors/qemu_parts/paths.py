"""The files of one virtual machine: everything that it consists of lies in one folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from installer.hypervisors.base import Medium, VmSpec

# Sockets are named relative to the folder, in which QEMU is started: the path of a Unix socket
# may have 107 characters only (unix(7)), the path of a state folder any number.
QMP_SOCKET = "qmp.sock"
AGENT_SOCKET = "agent.sock"


@dataclass(frozen=True, slots=True)
class VmPaths:
    """Where each file of a virtual machine lies; `folder` is absolute."""

    folder: Path

    @classmethod
    def of(cls, vm_root: Path, vm: VmSpec) -> VmPaths:
        """The paths of a VM below `vm_root`; raises ValueError when its name is not a file name."""
        if vm.name in {"", ".", ".."} or "/" in vm.name or "\0" in vm.name:
            raise ValueError(f"{vm.name!r} cannot be the name of a folder")
        return cls(vm_root / vm.name)

    @property
    def marker(self) -> Path:
        """The file that says whose VM this is."""
        return self.folder / "vm.json"

    @property
    def root(self) -> Path:
        """The root disk, qcow2."""
        return self.folder / "root.qcow2"

    @property
    def data(self) -> Path:
        """The data disk, qcow2."""
        return self.folder / "data.qcow2"

    @property
    def variables(self) -> Path:
        """The VM's own UEFI variables, qcow2 so that snapshots can hold them."""
        return self.folder / "uefi-variables.qcow2"

    @property
    def disks(self) -> tuple[Path, ...]:
        """Every disk that stays: what a snapshot holds."""
        return (self.root, self.data, self.variables)

    @property
    def returning(self) -> Path:
        """Exists while the disks are brought back to a snapshot: they do not fit together then."""
        return self.folder / "returning"

    def medium(self, medium: Medium) -> Path:
        """An attached medium; it is attached exactly when this file exists."""
        return self.folder / f"{medium}.iso"

    @property
    def serial(self) -> Path:
        """What the VM wrote to its console, over all its starts."""
        return self.folder / "serial.log"

    @property
    def log(self) -> Path:
        """QEMU's own words since its last start."""
        return self.folder / "qemu.log"

    @property
    def pid(self) -> Path:
        """The number of the QEMU process, written by QEMU."""
        return self.folder / "qemu.pid"

    @property
    def script(self) -> Path:
        """The shell script that starts the VM."""
        return self.folder / "start.sh"

    @property
    def power(self) -> Path:
        """Stem of the two named pipes (`.in`, `.out`) by which a script can reach QEMU."""
        return self.folder / "power"
