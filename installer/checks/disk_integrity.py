"""Does the volume keep sums of its files?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.volume import FACT as VOLUME


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL on ReFS with integrity streams: Hyper-V takes no such disk files."""
    volume = facts.get(VOLUME)
    if not volume.integrity:
        return Finding(verdict=Verdict.PASS, summary="The volume keeps no sums of its files.")
    return Finding(
        verdict=Verdict.FAIL,
        summary="The folder for clusters is on ReFS with integrity streams, where Hyper-V keeps "
        "no disks.",
        remedy=f"As an administrator run in PowerShell: `Set-FileIntegrity -FileName "
        f"'{volume.folder}' -Enable $false`, or choose a folder on NTFS with --state.",
        evidence={"folder": volume.folder},
    )


CHECK = Check(
    id="disk.integrity",
    title="A volume without integrity streams",
    judge=judge,
    platform=Platform.WINDOWS,
)
