"""The packages of a simulated PC: those of a Debian that matter here, with apt-get and dpkg."""

from __future__ import annotations

from collections.abc import Sequence

from installer.host.base import Command, Result
from installer.simulator.description import SimulatedPc
from installer.simulator.world import SimWorld

# What each needs; some of it is on the PC in any case.
_NEEDS = {
    "qemu-system-x86": ("seabios", "qemu-system-data"),
    "qemu-utils": ("libaio1",),
    "ovmf": (),
    "libvirt-daemon": ("qemu-system-x86",),
}
_VERSION = "7.2.11"


def with_packages(pc: SimulatedPc, packages: Sequence[str]) -> SimulatedPc:
    """The PC after these packages were added to it."""
    complete = {"qemu-system-x86", "qemu-utils"} <= set(packages)
    return pc.model_copy(
        update={
            "qemu": _VERSION if complete else pc.qemu,
            "firmware": pc.firmware or "ovmf" in packages,
        }
    )


class Packages:
    """The database of packages, and the programs that read and change it."""

    def __init__(self, world: SimWorld) -> None:
        self._world = world

    def preview(self, command: Command) -> Result:
        """What an installation would add (apt-get(8), --simulate)."""
        names = _after("install", command)
        if unknown := [name for name in names if name not in _NEEDS]:
            return Result(100, "", f"E: Unable to locate package {unknown[0]}")
        return Result(0, "".join(f"Inst {name} (1.0 Simulated)\n" for name in self._new(names)))

    def apt(self, command: Command) -> Result:
        """Bring the lists up to date, or install; what is there stays as it is."""
        if "update" in command.argv:
            return Result(0, "Reading package lists...\n")
        found = self.preview(command)
        if found.returncode == 0:
            with self._world.change() as state:
                state.pc.packages += self._new(_after("install", command))
        return found

    def query(self, command: Command) -> Result:
        """What is installed (dpkg-query(1))."""
        there = self._there()
        known = [name for name in command.argv[3:] if name in there]
        missing = [name for name in command.argv[3:] if name not in there]
        return Result(
            1 if missing else 0,
            "".join(f"{name} installed\n" for name in known),
            "".join(f"dpkg-query: no packages found matching {name}\n" for name in missing),
        )

    def dpkg(self, command: Command) -> Result:
        """Remove packages; refused while another one needs one of them (dpkg(1))."""
        names = _after("--remove", command)
        left = self._there() - set(names)
        for name in sorted(left):
            for needed in _NEEDS.get(name, ()):
                if needed in names:
                    words = f"dpkg: error processing package {needed} (--remove):\n"
                    return Result(1, "", f"{words} dependency problems - {name} depends on it\n")
        with self._world.change() as state:
            state.pc.packages = [name for name in state.pc.packages if name not in names]
        return Result(0)

    def _there(self) -> set[str]:
        pc = self._world.scenario.pc
        there = {"libaio1", *self._world.state.pc.packages}
        if pc.qemu:
            there |= {"qemu-system-x86", "qemu-utils", *_NEEDS["qemu-system-x86"]}
        return there | ({"ovmf"} if pc.firmware else set())

    def _new(self, names: Sequence[str]) -> list[str]:
        there = self._there()
        wanted = [part for name in names for part in (*_NEEDS[name], name)]
        return [name for name in wanted if name not in there]


def _after(word: str, command: Command) -> tuple[str, ...]:
    return command.argv[command.argv.index(word) + 1 :]
