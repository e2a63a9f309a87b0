"""Does the PC stay awake?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.sleep import FACT as SLEEP


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when it sleeps while it is plugged in: nodes then stand still, and their clocks too."""
    found = facts.get(SLEEP)
    if not found.after:
        return Finding(verdict=Verdict.PASS, summary="This PC does not go to sleep by itself.")
    minutes = max(1, found.after // 60)
    return Finding(
        verdict=Verdict.WARN,
        summary=f"This PC sleeps after {minutes} minutes without use, and the nodes with it.",
        remedy="As an administrator run `powercfg /change standby-timeout-ac 0`.",
        evidence={"power plan": found.plan, "seconds": str(found.after)},
    )


CHECK = Check(
    id="power.sleep",
    title="The PC stays awake",
    judge=judge,
    mandatory=False,
    fix="stay-awake",
    platform=Platform.WINDOWS,
)
