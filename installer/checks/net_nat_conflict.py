"""Is there a NAT network that ours would overlap?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.hyperv import FACT as HYPERV


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when one holds a part of the network of the nodes."""
    subnet = config.spec.network.subnet
    clashes = [nat for nat in facts.get(HYPERV).nats if nat.network.overlaps(subnet)]
    if not clashes:
        return Finding(verdict=Verdict.PASS, summary="No NAT network overlaps that of the nodes.")
    names = ", ".join(f"{nat.name} ({nat.network})" for nat in clashes)
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"The network of the nodes overlaps a NAT network of this PC: {names}.",
        remedy="Choose another spec.network.subnet, or let `edgewright new` choose one.",
        evidence={"spec.network.subnet": str(subnet), "NAT networks": names},
    )


CHECK = Check(
    id="net.nat_conflict",
    title="No NAT network is in the way",
    judge=judge,
    only_before=True,
    platform=Platform.WINDOWS,
)
