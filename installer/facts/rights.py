"""Whether this user may write where the clusters will be kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from installer.facts.base import FactSpec, Target
from installer.host.base import Command, checked


@dataclass(frozen=True, slots=True)
class Rights:
    """The user's number (0 is root), the folder that was asked about and whether it can be used."""

    user_id: int
    folder: str
    writable: bool


async def read(target: Target) -> str:
    """The user's number, the nearest existing folder, and `yes` or `no`, a line each."""
    user = await checked(
        target.host, Command(argv=("id", "-u"), purpose="Asking who the user is"), timeout=10
    )
    folder = PurePosixPath(target.state_dir)
    while folder != folder.parent and not await _test(target, "-d", str(folder)):
        folder = folder.parent
    writable = await _test(target, "-w", str(folder)) and await _test(target, "-x", str(folder))
    return f"{user.strip()}\n{folder}\n{'yes' if writable else 'no'}\n"


def parse(text: str) -> Rights:
    """Read the three lines; raises ValueError when they are not three."""
    user, folder, writable = text.splitlines()
    return Rights(int(user), folder, writable == "yes")


async def _test(target: Target, flag: str, folder: str) -> bool:
    command = Command(argv=("test", flag, folder), purpose="Looking at the state folder")
    return (await target.host.run(command, timeout=10)).returncode == 0


FACT = FactSpec(id="host.rights", read=read, parse=parse)
