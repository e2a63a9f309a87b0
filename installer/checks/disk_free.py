"""Is there room for the nodes' disks?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.disk import FACT as DISK
from installer.units import GIB, Size

# The system disk of a node, grown to its full size.
_ROOT = 8 * GIB
# The installation disk of a node and what is unpacked beside it; erased at the end.
_WHILE_INSTALLING = 2 * GIB


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when the disks, grown to their full sizes, would not fit."""
    disk = facts.get(DISK)
    nodes = config.spec.nodes
    needed = Size(sum(_ROOT + node.data_disk + _WHILE_INSTALLING for node in nodes))
    summary = f"{disk.free} of disk space are free; the full-grown nodes need {needed}."
    if disk.free >= needed:
        return Finding(verdict=Verdict.PASS, summary=summary)
    return Finding(
        verdict=Verdict.FAIL,
        summary=summary,
        remedy="Free some room, choose smaller data disks, or another folder with --state.",
        evidence={
            "free": str(int(disk.free)),
            "needed": str(int(needed)),
            "file system": f"{disk.filesystem} at {disk.mount_point}",
        },
    )


CHECK = Check(
    id="disk.free", title="Enough room on the disk", judge=judge, windows=judge, only_before=True
)
