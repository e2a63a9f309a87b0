"""Is the service that manages virtual machines at work?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.hyperv import FACT as HYPERV

_START = "As an administrator run in PowerShell: `Start-Service vmms`."
_REMEDIES = {
    "Disabled": "As an administrator run in PowerShell: `Set-Service vmms -StartupType Automatic`, "
    "then `Start-Service vmms`.",
    "Missing": "Restart the PC; if the service stays away, switch Hyper-V off and on again.",
}


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when Hyper-V is on and vmms is not."""
    hyperv = facts.get(HYPERV)
    if not hyperv.on:
        return Finding(verdict=Verdict.SKIP, summary="Hyper-V is not switched on.")
    if hyperv.restart and hyperv.service == "Missing":
        return Finding(verdict=Verdict.SKIP, summary="It comes with the restart that is due.")
    if hyperv.service == "Running":
        return Finding(verdict=Verdict.PASS, summary="Hyper-V's service runs.")
    return Finding(
        verdict=Verdict.FAIL,
        summary="Hyper-V's service (vmms) does not run.",
        remedy=_REMEDIES.get(hyperv.service, _START),
        evidence={"vmms": hyperv.service},
    )


CHECK = Check(
    id="hyperv.service",
    title="Hyper-V is at work",
    judge=judge,
    fix="start-hyperv",
    platform=Platform.WINDOWS,
)
