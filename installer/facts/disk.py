"""How much room there is where the clusters will be kept, and on what kind of file system."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from installer.errors import CommandFailed
from installer.facts.base import FactSpec, Target
from installer.host.base import Command, checked
from installer.units import Size


@dataclass(frozen=True, slots=True)
class Disk:
    """Free room in bytes for an ordinary user, and the type and place of the file system."""

    free: Size
    filesystem: str
    mount_point: str


async def read(target: Target) -> str:
    """`df` of the state folder, or of the nearest folder above it that exists."""
    folders = [target.state_dir, *(str(p) for p in PurePosixPath(target.state_dir).parents)]
    for folder in folders:
        command = Command(argv=("df", "-PT", "-B1", "--", folder), purpose="Asking for free room")
        try:
            return await checked(target.host, command, timeout=15)
        except CommandFailed:
            if folder == folders[-1]:
                raise
    raise ValueError(f"no folder above {target.state_dir}")


def parse(text: str) -> Disk:
    """Read the last line of `df -PT -B1`; raises ValueError when it has another form.

    A device name with spaces is possible, so fields are counted from the right as far as the
    mount point allows.
    """
    words = text.strip().splitlines()[-1].split() if text.strip() else []
    percent = next((i for i, word in enumerate(words) if i > 3 and word.endswith("%")), None)
    if percent is None or not words[percent - 1].isdigit():
        raise ValueError("df answered in a form that is not known")
    return Disk(Size(words[percent - 1]), words[percent - 4], " ".join(words[percent + 1 :]))


FACT = FactSpec(id="host.disk", read=read, parse=parse)
