"""What this user may do: write where the clusters will be kept, and open low ports."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import PurePosixPath

from installer.facts.base import FactSpec, Target
from installer.host.base import Command, checked

_LOWEST_PORT_FILE = "/proc/sys/net/ipv4/ip_unprivileged_port_start"
_USUAL_LOWEST_PORT = 1024


@dataclass(frozen=True, slots=True)
class Rights:
    """The user's number (0 is root) and groups, the nearest existing part of the state folder's
    path and whether a folder can be made or used there, and the lowest port that needs no root.
    """

    user_id: int
    groups: tuple[str, ...]
    folder: str
    writable: bool
    lowest_port: int


async def read(target: Target) -> str:
    """JSON of what the PC answers to the single questions."""
    user = await checked(
        target.host, Command(argv=("id", "-u"), purpose="Asking who the user is"), timeout=10
    )
    # A group whose number has no name makes `id` end with an error, though it lists all others.
    groups = await target.host.run(
        Command(argv=("id", "-Gn"), purpose="Asking for the user's groups"), timeout=10
    )
    folder = PurePosixPath(target.state_dir)
    while folder != folder.parent and not await _test(target, "-e", folder):
        folder = folder.parent
    usable = [await _test(target, flag, folder) for flag in ("-d", "-w", "-x")]
    return json.dumps(
        {
            "user": user,
            "groups": groups.stdout,
            "folder": str(folder),
            "usable": usable,
            "lowest_port": await _lowest_port(target),
        }
    )


async def _test(target: Target, flag: str, folder: PurePosixPath) -> bool:
    command = Command(argv=("test", flag, str(folder)), purpose="Looking at the state folder")
    return (await target.host.run(command, timeout=10)).returncode == 0


async def _lowest_port(target: Target) -> str:
    try:
        return await target.host.read_text(_LOWEST_PORT_FILE)
    except FileNotFoundError:
        # Kernels before 4.11 have no such setting.
        return str(_USUAL_LOWEST_PORT)


def parse(text: str) -> Rights:
    """Read the answers; raises ValueError when a number is none."""
    answers = json.loads(text)
    return Rights(
        user_id=int(answers["user"]),
        groups=tuple(answers["groups"].split()),
        folder=answers["folder"],
        writable=all(answers["usable"]),
        lowest_port=int(answers["lowest_port"]),
    )


FACT = FactSpec(id="host.rights", read=read, parse=parse)
