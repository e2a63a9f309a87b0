"""Does another Kubernetes run on this PC already?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.programs import FACT as PROGRAMS
from installer.facts.protection import FACT as PROTECTION


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


def judge_windows(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when one is installed that has virtual machines and a NAT network of its own."""
    others = facts.get(PROTECTION).kubernetes
    if not others:
        return Finding(verdict=Verdict.PASS, summary="No other Kubernetes is on this PC.")
    names = ", ".join(others)
    return Finding(
        verdict=Verdict.WARN,
        summary=f"Another product that runs containers in virtual machines is here: {names}.",
        remedy="Both need memory, and Windows documents one NAT network for a PC. Remove the "
        "other one if it is no longer needed.",
        evidence={"installed": names},
    )


CHECK = Check(
    id="software.conflict",
    title="No other Kubernetes",
    judge=judge,
    windows=judge_windows,
    mandatory=False,
)
