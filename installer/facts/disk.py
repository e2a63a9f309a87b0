"""How much room there is where the clusters will be kept, and on what kind of file system."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from installer.errors import CommandFailed
from installer.facts.base import FactSpec, Target, from_script
from installer.host.base import Command, checked
from installer.units import Size

# Device, type, size, used, available, share, mount point: device and mount point may hold
# spaces.  A file system without a size (some network ones) shows "-" as its share.
_LINE = re.compile(
    r"(?P<device>\S.*?)\s+(?P<type>\S+)\s+\d+\s+\d+\s+(?P<free>-?\d+)\s+(?:\d+%|-)\s+(?P<place>/.*)"
)


@dataclass(frozen=True, slots=True)
class Disk:
    """Free room in bytes for an ordinary user, and the type and place of the file system."""

    free: Size
    filesystem: str
    mount_point: str


async def read(target: Target) -> str:
    """`df` of the state folder, or of the nearest folder above it that exists."""
    folders = [target.state_dir, *(str(p) for p in PurePosixPath(target.state_dir).parents)]
    for folder in folders[:-1]:
        try:
            return await _df(target, folder)
        except CommandFailed:
            continue
    return await _df(target, folders[-1])


async def _df(target: Target, folder: str) -> str:
    # GNU and busybox know these options alike; -P keeps a long device name in its line.
    command = Command(argv=("df", "-PT", "-B1", "--", folder), purpose="Asking for free room")
    return await checked(target.host, command, timeout=15)


def parse(text: str) -> Disk:
    """Read the last line of `df -PT -B1`; raises ValueError when it has another form.

    The line above it is in the language of the PC and tells nothing.
    """
    lines = text.strip().splitlines()
    match = _LINE.fullmatch(lines[-1].strip()) if lines else None
    if match is None:
        raise ValueError("df answered in a form that is not known")
    # What is left may be less than nothing when root has used its reserve.
    return Disk(Size(max(0, int(match["free"]))), match["type"], match["place"])


def parse_windows(text: str) -> Disk:
    """Read the drive; raises KeyError or ValueError when there is none."""
    account = json.loads(text)
    kind = "cifs" if account["network"] else account["fileSystem"]
    return Disk(Size(account["free"]), kind, account["root"])


FACT = FactSpec(
    id="host.disk", read=read, parse=parse, timeout=40, windows=from_script("disk", parse_windows)
)
