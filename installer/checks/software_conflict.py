"""Does another Kubernetes run on this PC already?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.programs import FACT as PROGRAMS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when one runs: both want the same ports and networks, and memory."""
    others = facts.get(PROGRAMS).kubernetes
    if not others:
        return Finding(verdict=Verdict.PASS, summary="No other Kubernetes runs on this PC.")
    names = ", ".join(others)
    return Finding(
        verdict=Verdict.WARN,
        summary=f"Another Kubernetes runs on this PC: {names}.",
        remedy="Both can run side by side as long as ports, networks and memory suffice. "
        "Stop or remove the other one if it is no longer needed.",
        evidence={"running": names},
    )


CHECK = Check(id="software.conflict", title="No other Kubernetes", judge=judge, mandatory=False)
