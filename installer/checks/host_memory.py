"""Is there enough free memory for the nodes at all?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.memory import FACT as MEMORY
from installer.units import Size


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when the nodes are larger than what is free."""
    available = facts.get(MEMORY).available
    needed = Size(sum(node.memory for node in config.spec.nodes))
    summary = f"{available} of memory are free, the nodes need {needed}."
    if available >= needed:
        return Finding(verdict=Verdict.PASS, summary=summary)
    return Finding(
        verdict=Verdict.FAIL,
        summary=summary,
        remedy="Close other programs, give the nodes less memory, or add memory to this PC.",
        evidence={"MemAvailable": str(int(available)), "spec.nodes[*].memory": str(int(needed))},
    )


CHECK = Check(
    id="host.memory",
    title="Enough memory for the nodes",
    judge=judge,
    windows=judge,
    only_before=True,
)
