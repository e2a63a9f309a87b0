"""Does Windows compress or encrypt the folder for clusters?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.volume import FACT as VOLUME


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when it does: Hyper-V takes no such disk files."""
    volume = facts.get(VOLUME)
    if not (volume.compressed or volume.encrypted):
        return Finding(verdict=Verdict.PASS, summary="The folder is kept as it is.")
    what, option = ("compresses", "C") if volume.compressed else ("encrypts", "E")
    program = "compact /u" if option == "C" else "cipher /d"
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"Windows {what} the folder for clusters; Hyper-V does not take such disks.",
        remedy=f'Run `{program} "{volume.folder}"`, or choose another folder with --state.',
        evidence={"folder": volume.folder},
    )


CHECK = Check(
    id="disk.compressed",
    title="Files are kept as they are",
    judge=judge,
    platform=Platform.WINDOWS,
)
