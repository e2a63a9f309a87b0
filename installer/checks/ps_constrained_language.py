"""Does PowerShell have its whole language?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.powershell import FACT as POWERSHELL


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when AppLocker or App Control leaves it a part only."""
    found = facts.get(POWERSHELL)
    if not found.constrained:
        return Finding(verdict=Verdict.PASS, summary="PowerShell has its whole language.")
    return Finding(
        verdict=Verdict.FAIL,
        summary=found.trouble,
        remedy=found.remedy,
        evidence={"PowerShell": found.details},
    )


CHECK = Check(
    id="ps.constrained_language",
    title="PowerShell has its whole language",
    judge=judge,
    platform=Platform.WINDOWS,
)
