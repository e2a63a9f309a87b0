"""Does a policy forbid scripts?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.powershell import FACT as POWERSHELL


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when script files are forbidden; this program uses none."""
    policy = facts.get(POWERSHELL).policy
    if policy != "Restricted" and policy != "AllSigned":
        return Finding(verdict=Verdict.PASS, summary="PowerShell may run scripts.")
    return Finding(
        verdict=Verdict.WARN,
        summary=f"PowerShell runs no script files here (policy {policy}).",
        remedy="This program gives PowerShell no files, so nothing has to be done for it.",
        evidence={"execution policy": policy},
    )


CHECK = Check(
    id="ps.execution_policy",
    title="Scripts are allowed",
    judge=judge,
    mandatory=False,
    platform=Platform.WINDOWS,
)
