"""Which clusters are kept on this PC already, finished or not, and which of their VMs run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise

from installer.facts.base import FactSpec, Target, from_script
from installer.host.base import Command

_JOURNAL = "journal.jsonl"
_PID_FILE = "qemu.pid"


@dataclass(frozen=True, slots=True)
class RunningVm:
    """A virtual machine that runs: its cluster, its own name and its process."""

    cluster: str
    name: str
    pid: int


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Names of the clusters that have a journal, and the VMs that run, in order."""

    clusters: tuple[str, ...]
    running: tuple[RunningVm, ...]


async def read(target: Target) -> str:
    """JSON: `journals`, their paths, and `machines`: pid file, number and command line of each.

    Nothing is found when there is no state folder.
    """
    # <state>/<cluster>/journal.jsonl and <state>/<cluster>/vm/<node>/qemu.pid
    command = Command(
        argv=(
            *("find", "-H", target.state_dir, "-mindepth", "2", "-maxdepth", "4"),
            *("-name", _JOURNAL, "-o", "-name", _PID_FILE),
        ),
        purpose="Looking for earlier installations",
    )
    paths = (await target.host.run(command, timeout=15)).stdout.splitlines()
    machines = []
    for path in paths:
        if path.endswith(f"/{_PID_FILE}"):
            number = (await _text(target, path)).strip()
            line = await _text(target, f"/proc/{number}/cmdline") if number.isdigit() else ""
            machines.append([path, number, line])
    journals = [path for path in paths if path.endswith(f"/{_JOURNAL}")]
    return json.dumps({"journals": journals, "machines": machines})


async def _text(target: Target, path: str) -> str:
    try:
        return await target.host.read_text(path)
    except (FileNotFoundError, PermissionError, ProcessLookupError):
        return ""


def parse(text: str) -> Leftovers:
    """Read the account; a process counts only when its command line names the pid file.

    After a crash the number may belong to any other program.
    """
    account = json.loads(text)
    running = []
    for path, number, line in account["machines"]:
        # QEMU was given the whole path, while the state folder may be a relative one.
        place = path.split("/")[-4:]
        if any(
            option == "-pidfile" and value.split("/")[-4:] == place
            for option, value in pairwise(line.split("\0"))
        ):
            cluster, _, name, _ = place
            running.append(RunningVm(cluster, name, int(number)))
    clusters = sorted(path.split("/")[-2] for path in account["journals"])
    return Leftovers(tuple(clusters), tuple(sorted(running, key=lambda vm: (vm.cluster, vm.name))))


def parse_windows(text: str) -> Leftovers:
    """Read the names; which machines of Hyper-V run is not looked at."""
    return Leftovers(tuple(sorted(json.loads(text)["clusters"])), ())


FACT = FactSpec(
    id="host.leftovers", read=read, parse=parse, windows=from_script("clusters", parse_windows)
)
