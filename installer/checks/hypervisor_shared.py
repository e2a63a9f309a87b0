"""Does another product want the processor for itself?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.protection import FACT as PROTECTION


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when one is installed."""
    others = facts.get(PROTECTION).hypervisors
    if not others:
        return Finding(verdict=Verdict.PASS, summary="No other hypervisor is installed.")
    names = ", ".join(others)
    return Finding(
        verdict=Verdict.WARN,
        summary=f"{names} is installed; beside Hyper-V it runs slowly or not at all, and some "
        "of its guides switch Hyper-V off.",
        remedy="Use a PC without it for nodes, or leave Hyper-V on and accept that it is slow.",
        evidence={"installed": names},
    )


CHECK = Check(
    id="hypervisor.shared",
    title="No other hypervisor",
    judge=judge,
    mandatory=False,
    platform=Platform.WINDOWS,
)
