"""Do the packets of the nodes fit through the adapters?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.config.outside_rules import outside_networks
from installer.facts.adapters import FACT as ADAPTERS
from installer.facts.base import Facts


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL with every adapter whose MTU is smaller than that of the network."""
    adapters = facts.get(ADAPTERS)
    small = {}
    for place, network in outside_networks(config.spec.network):
        adapter = adapters.named(network.adapter)
        if adapter is not None and network.mtu > adapter.mtu:
            small[f"{place}.mtu"] = (
                f"{network.mtu} bytes, and {adapter.name} passes {adapter.mtu} at most"
            )
    if not small:
        return Finding(verdict=Verdict.PASS, summary="The packets of the nodes fit.")
    return Finding(
        verdict=Verdict.FAIL,
        summary="Packets of the nodes would be too large for an adapter and get lost.",
        remedy=f"Write a smaller number to {', '.join(small)}; all others in that network must "
        "have the same. Or raise the MTU of the adapter.",
        evidence=small,
    )


CHECK = Check(id="net.adapter_mtu", title="Packets of the nodes fit the adapters", judge=judge)
