"""A simulated PC: it shows the files and answers the commands by which facts are read.

It speaks the words of a real Linux PC, so the real parsers judge it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from installer.errors import CommandTimeout, MissingTool, UsageError
from installer.host.base import Command, Result
from installer.simulator.world import SimWorld
from installer.units import KIB

_COMMAND_SECONDS = 0.1
_PROBE_PASSED = 85
_DESCRIPTOR = "60-edk2-x86_64.json"
_FIRMWARE = """{
  "interface-types": ["uefi"],
  "mapping": {
    "device": "flash",
    "executable": {"filename": "/usr/share/OVMF/OVMF_CODE_4M.fd", "format": "raw"},
    "nvram-template": {"filename": "/usr/share/OVMF/OVMF_VARS_4M.fd", "format": "raw"}
  },
  "targets": [{"architecture": "x86_64", "machines": ["pc-q35-*"]}],
  "features": []
}"""
_KVM_HANGS = "the probe did not end: the guest hangs"


class SimPc:
    """This PC, as a scenario describes it."""

    def __init__(self, world: SimWorld) -> None:
        self._world = world
        self._pc = world.scenario.pc

    async def run(self, command: Command, *, timeout: float) -> Result:
        """See `HostDriver.run`; a command that it does not know is an error, not a guess."""
        program = command.argv[0].rsplit("/", 1)[-1]
        await self._world.touch(f"pc {program}", _COMMAND_SECONDS)
        answers: dict[str, Callable[[Command], Result]] = {
            "uname": self._uname,
            "df": self._df,
            "id": self._id,
            "ls": self._descriptors,
            "find": self._clusters,
            "test": self._test,
            "qemu-system-x86_64": self._qemu,
            "qemu-img": self._qemu,
        }
        if program not in answers:
            raise UsageError(
                "A simulated PC does not know this command.",
                details=f"{command.line}\nknown: {', '.join(sorted(answers))}",
            )
        return answers[program](command)

    async def read_text(self, path: str) -> str:
        """See `HostDriver.read_text`."""
        await self._world.touch(f"pc read {path}")
        files: dict[str, Callable[[], str]] = {
            "/proc/meminfo": self._meminfo,
            "/proc/cpuinfo": self._cpuinfo,
            "/proc/net/tcp": lambda: _sockets(self._pc.listening_ports),
            "/proc/net/tcp6": lambda: _sockets(()),
            "/proc/net/udp": lambda: _sockets(()),
            "/proc/net/udp6": lambda: _sockets(()),
            "/proc/net/route": self._routes,
            f"/usr/share/qemu/firmware/{_DESCRIPTOR}": lambda: _FIRMWARE,
        }
        if path not in files:
            raise FileNotFoundError(path)
        return files[path]()

    async def write_text(self, path: str, text: str, *, mode: int = 0o644) -> None:
        """See `HostDriver.write_text`; nothing of a simulated PC is ever written."""
        await self._world.touch(f"pc write {path}")

    async def aclose(self) -> None:
        """Nothing is held."""

    def _meminfo(self) -> str:
        total, available = self._pc.memory_total, self._pc.memory_available
        return (
            f"MemTotal:       {total // KIB} kB\n"
            f"MemFree:        {available // (2 * KIB)} kB\n"
            f"MemAvailable:   {available // KIB} kB\n"
        )

    def _cpuinfo(self) -> str:
        flags = "fpu vme lm vmx ept" if self._pc.accelerator == "kvm" else "fpu vme lm"
        return "\n".join(
            f"processor\t: {index}\nvendor_id\t: GenuineIntel\n"
            f"model name\t: Simulated processor\nflags\t\t: {flags}\n"
            for index in range(self._pc.cpus)
        )

    def _df(self, command: Command) -> Result:
        free = int(self._pc.disk_free)
        total = free * 2
        return Result(
            0,
            "Filesystem     Type 1-blocks Used Available Capacity Mounted on\n"
            f"/dev/sda2      ext4 {total} {total - free} {free} 50% /\n",
        )

    def _id(self, command: Command) -> Result:
        if "-u" in command.argv:
            return Result(0, "1000\n")
        return Result(0, "shop kvm\n")

    def _qemu(self, command: Command) -> Result:
        if not self._pc.qemu:
            raise MissingTool(command.argv[0], "qemu-system-x86")
        if "--version" in command.argv or "-version" in command.argv:
            program = "emulator" if "system" in command.argv[0] else "qemu-img"
            return Result(0, f"QEMU {program} version 7.2.11 (Debian 1:7.2+dfsg-7)\n")
        wanted = "kvm" if any("kvm" in word for word in command.argv) else "tcg"
        if wanted == "kvm" and self._pc.accelerator != "kvm":
            raise CommandTimeout("The probe did not end.", details=_KVM_HANGS)
        if self._pc.accelerator == "none":
            return Result(1, "", "qemu-system-x86_64: the probe failed")
        return Result(_PROBE_PASSED, "RPLOK\n")

    def _uname(self, command: Command) -> Result:
        return Result(0, f"{self._pc.architecture}\n")

    def _test(self, command: Command) -> Result:
        """Every folder is there and can be written."""
        return Result(0)

    def _descriptors(self, command: Command) -> Result:
        return Result(0, f"{_DESCRIPTOR}\n" if self._pc.firmware else "")

    def _clusters(self, command: Command) -> Result:
        """The journals that are in the simulated PC's state folder."""
        journals = self._world.folder.glob("*/journal.jsonl")
        return Result(0, "".join(f"{path}\n" for path in journals))

    def _routes(self) -> str:
        lines = ["Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT"]
        lines.append("eth0\t00000000\t0114A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0")
        for text in self._pc.routes:
            network = ipaddress.IPv4Network(text)
            destination, mask = _hex(network.network_address), _hex(network.netmask)
            lines.append(f"eth0\t{destination}\t00000000\t0001\t0\t0\t100\t{mask}\t0\t0\t0")
        return "\n".join(lines) + "\n"


def _hex(address: ipaddress.IPv4Address) -> str:
    """An address as the kernel prints it: four bytes, the lowest first."""
    return address.packed[::-1].hex().upper()


def _sockets(ports: tuple[int, ...]) -> str:
    lines = ["  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"]
    lines += [
        f"   {index}: 00000000:{port:04X} 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0"
        for index, port in enumerate(ports)
    ]
    return "\n".join(lines) + "\n"
