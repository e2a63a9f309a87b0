"""Is the folder for clusters on a disk of this PC?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.disk import FACT as DISK

# Types of file systems (/proc/filesystems, and programs that bring their own) behind a network.
_NETWORK = {
    *("afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.sshfs"),
    *("gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "smb3", "smbfs"),
}


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL on a network drive: a lost connection would tear the disks of running nodes."""
    disk = facts.get(DISK)
    if disk.filesystem not in _NETWORK:
        return Finding(verdict=Verdict.PASS, summary="The folder for clusters is on this PC.")
    return Finding(
        verdict=Verdict.FAIL,
        summary="The folder for clusters is on a network drive; nodes would lose their disks "
        "whenever the network stumbles.",
        remedy="Choose a folder on a disk of this PC with --state.",
        evidence={"file system": f"{disk.filesystem} at {disk.mount_point}"},
    )


CHECK = Check(id="disk.network", title="A disk of this PC", judge=judge, windows=judge)
