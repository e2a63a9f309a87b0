"""Is the network behind an adapter the one that the cluster file names?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.config.outside_rules import outside_networks
from installer.facts.adapters import FACT as ADAPTERS
from installer.facts.base import Facts


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when this PC has an address there, and it is of another network.

    A PC without an address there knows nothing, and an adapter may carry several networks: so
    this is no more than a caution.
    """
    adapters = facts.get(ADAPTERS)
    other = {}
    for place, network in outside_networks(config.spec.network):
        adapter = adapters.named(network.adapter)
        # In a VLAN of its own the addresses of the adapter say nothing.
        if adapter is None or not adapter.addresses or network.vlan is not None:
            continue
        if all(address.network != network.subnet for address in adapter.addresses):
            known = " and ".join(str(address) for address in adapter.addresses)
            other[f"{place}.subnet"] = f"{network.subnet}, but {adapter.name} has {known}"
    if not other:
        return Finding(verdict=Verdict.PASS, summary="No adapter is known for another network.")
    return Finding(
        verdict=Verdict.WARN,
        summary=f"An adapter seems to lead into another network: {'; '.join(other.values())}.",
        remedy=f"Compare {', '.join(other)} and its adapter with the plan of your network.",
        evidence=other,
    )


CHECK = Check(
    id="net.adapter_subnet",
    title="The adapters lead into the right networks",
    judge=judge,
    mandatory=False,
)
