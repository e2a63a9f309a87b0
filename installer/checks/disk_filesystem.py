"""Can the file system of the folder for clusters hold the disks of nodes?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.disk import FACT as DISK

# FAT ends at 4 GiB a file; none of the three keeps keys from other users of the PC.
_UNFIT = {"exfat": "exFAT", "msdos": "FAT", "vfat": "FAT"}
_FLEETING = ("ramfs", "tmpfs")


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL for those made for USB sticks, WARN for one that is empty after a restart."""
    disk = facts.get(DISK)
    evidence = {"file system": f"{disk.filesystem} at {disk.mount_point}"}
    remedy = "Choose a folder on an ordinary Linux disk (ext4, xfs, btrfs) with --state."
    if disk.filesystem in _UNFIT:
        return Finding(
            verdict=Verdict.FAIL,
            summary=f"The folder for clusters is on a disk formatted with "
            f"{_UNFIT[disk.filesystem]}, which holds neither large disks nor keys safely.",
            remedy=remedy,
            evidence=evidence,
        )
    if disk.filesystem in _FLEETING:
        return Finding(
            verdict=Verdict.WARN,
            summary="The folder for clusters is in memory; a restart of the PC erases it.",
            remedy=remedy,
            evidence=evidence,
        )
    return Finding(verdict=Verdict.PASS, summary=f"The file system is {disk.filesystem}.")


CHECK = Check(id="disk.filesystem", title="A file system that can hold nodes", judge=judge)
