"""Does enough memory stay free for the PC itself while the nodes run?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.config.presets import memory_headroom
from installer.facts.base import Facts
from installer.facts.memory import FACT as MEMORY
from installer.units import Size


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when less than max(1.5 GiB, 15 % of the nodes) would stay free."""
    available = facts.get(MEMORY).available
    nodes = Size(sum(node.memory for node in config.spec.nodes))
    headroom = memory_headroom(nodes)
    if available < nodes:
        return Finding(verdict=Verdict.SKIP, summary="The nodes themselves do not fit.")
    left = Size(available - nodes)
    summary = f"{left} of memory stay free for this PC, at least {headroom} should."
    if left >= headroom:
        return Finding(verdict=Verdict.PASS, summary=summary)
    return Finding(
        verdict=Verdict.FAIL,
        summary=summary,
        remedy="Close other programs, or give the nodes less memory.",
        evidence={"MemAvailable": str(int(available)), "needed": str(int(nodes + headroom))},
    )


CHECK = Check(
    id="host.memory_headroom",
    title="Enough memory left for this PC",
    judge=judge,
    windows=judge,
    only_before=True,
)
