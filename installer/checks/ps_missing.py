"""Can PowerShell be used at all?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.powershell import FACT as POWERSHELL


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when Windows does not let it work, WARN when it is not in PATH."""
    found = facts.get(POWERSHELL)
    if found.trouble and not found.constrained:
        return Finding(
            verdict=Verdict.FAIL,
            summary=found.trouble,
            remedy=found.remedy,
            evidence={"PowerShell": found.details},
        )
    if not found.in_path:
        return Finding(
            verdict=Verdict.WARN,
            summary="PATH does not lead to powershell.exe, so other programs do not find it.",
            remedy=r"Add C:\Windows\System32\WindowsPowerShell\v1.0 to PATH again. This program "
            "knows the place and needs no PATH.",
            evidence={"powershell.exe": "not found in PATH"},
        )
    return Finding(verdict=Verdict.PASS, summary="PowerShell can be used.")


CHECK = Check(
    id="ps.missing",
    title="PowerShell can be used",
    judge=judge,
    platform=Platform.WINDOWS,
)
