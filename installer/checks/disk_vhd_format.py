"""Can disk files be made here?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.volume import FACT as VOLUME

# Where Hyper-V cannot be asked yet it was not tried; other checks say why.
_FINE = ("made", "")


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when the kind that is used cannot be made, WARN when only the old kind cannot."""
    volume = facts.get(VOLUME)
    evidence = {"vhdx": volume.vhdx or "not tried", "vhd": volume.vhd or "not tried"}
    if volume.vhdx not in _FINE:
        return Finding(
            verdict=Verdict.FAIL,
            summary=f"No disk can be made in {volume.folder}.",
            remedy="Choose another folder with --state; the words of Windows below name the cause.",
            evidence=evidence,
        )
    if volume.vhd not in _FINE:
        return Finding(
            verdict=Verdict.WARN,
            summary="Windows makes no disk of the old kind (.vhd) here, only of the new (.vhdx).",
            remedy="Nodes use .vhdx, so nothing has to be done for them. If other programs need "
            ".vhd, look at the antivirus software and at controlled folder access.",
            evidence=evidence,
        )
    return Finding(verdict=Verdict.PASS, summary="Nothing keeps Windows from making disks here.")


CHECK = Check(
    id="disk.vhd_format",
    title="Disk files can be made",
    judge=judge,
    platform=Platform.WINDOWS,
)
