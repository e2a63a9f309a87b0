"""Do nodes in the network of the house have addresses of their own?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.lan import FACT as LAN
from installer.facts.links import FACT as LINKS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when they have none: nobody hands addresses out on a virtual switch by itself."""
    links, guarded = facts.get(LINKS), facts.get(LAN)
    external = config.spec.network.external
    if external is None:
        return Finding(verdict=Verdict.PASS, summary="The nodes use no adapter of this PC.")
    wifi = any(link.name == external.adapter and link.kind == "wifi" for link in links)
    if wifi or guarded:
        return Finding(verdict=Verdict.SKIP, summary="Another check speaks of this network.")
    without = [node.name for node in config.spec.nodes if node.address is None]
    if not without:
        return Finding(verdict=Verdict.PASS, summary="Every node has an address of its own.")
    return Finding(
        verdict=Verdict.WARN,
        summary=f"Nodes in the network of the house have no address: {', '.join(without)}.",
        remedy="Ask who manages the network for a free address for each node, and write it to "
        "spec.nodes[*].address.",
        evidence={"without an address": ", ".join(without)},
    )


CHECK = Check(
    id="net.dhcp_missing",
    title="Nodes have their addresses",
    judge=judge,
    mandatory=False,
    platform=Platform.WINDOWS,
)
