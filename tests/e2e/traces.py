"""What an installation may leave on a PC: processes, files, listening ports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Traces:
    """A listing of the PC at one moment."""

    processes: frozenset[str]
    files: frozenset[str]
    ports: frozenset[int]


def take_traces(state: Path, ports: tuple[int, ...]) -> Traces:
    """List QEMU processes, everything in the state folder, and which of these ports listen."""
    return Traces(_qemu_processes(), _files(state), frozenset(ports) & _listening())


def qemu_pids(state: Path) -> list[int]:
    """The QEMU processes of the clusters in a state folder."""
    found = (process.partition(" ") for process in _qemu_processes())
    return [int(pid) for pid, _, line in found if str(state) in line]


def _qemu_processes() -> frozenset[str]:
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if line.startswith(("qemu-system", "/usr/bin/qemu-system")):
            found.add(f"{folder.name} {line}")
    return frozenset(found)


def _files(state: Path) -> frozenset[str]:
    return frozenset(str(path) for path in state.rglob("*"))


def _listening() -> frozenset[int]:
    ports = set()
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A":
                ports.add(int(fields[1].rsplit(":", 1)[1], 16))
    return frozenset(ports)
