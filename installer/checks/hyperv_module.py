"""Are the commands of Hyper-V installed?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.hyperv import FACT as HYPERV


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when Hyper-V is on without them."""
    hyperv = facts.get(HYPERV)
    if not hyperv.on:
        return Finding(verdict=Verdict.SKIP, summary="Hyper-V is not switched on.")
    if hyperv.module:
        return Finding(verdict=Verdict.PASS, summary="The commands of Hyper-V are installed.")
    return Finding(
        verdict=Verdict.FAIL,
        summary="Hyper-V is on, but its PowerShell commands are not installed.",
        remedy="As an administrator run in PowerShell: `Enable-WindowsOptionalFeature -Online "
        "-FeatureName Microsoft-Hyper-V-Management-PowerShell`; on a server "
        "`Install-WindowsFeature -Name Hyper-V-PowerShell`.",
        evidence={"Hyper-V module": "not found"},
    )


CHECK = Check(
    id="hyperv.module",
    title="The commands of Hyper-V",
    judge=judge,
    platform=Platform.WINDOWS,
)
