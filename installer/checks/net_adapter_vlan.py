"""Can the nodes get into the VLANs that the cluster file names?"""

from __future__ import annotations

from installer.adapter_kind import AdapterKind
from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.config.outside import External, Secondary
from installer.config.outside_rules import outside_networks
from installer.facts.adapters import FACT as ADAPTERS
from installer.facts.adapters import Adapter, Adapters
from installer.facts.base import Facts


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL with every adapter that does not lead into the VLAN which is wanted."""
    adapters = facts.get(ADAPTERS)
    closed: dict[str, str] = {}
    remedies: dict[str, None] = {}
    for place, network in outside_networks(config.spec.network):
        adapter = adapters.named(network.adapter)
        if network.vlan is None or adapter is None or adapter.kind is None:
            continue
        if found := _trouble(network, adapter, adapters):
            closed[f"{place}.vlan"], remedy = found
            remedies[remedy] = None
    if not closed:
        return Finding(verdict=Verdict.PASS, summary="Nothing keeps the nodes from their VLANs.")
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"A VLAN cannot be reached: {'; '.join(closed.values())}.",
        remedy=" ".join(remedies),
        evidence=closed,
    )


def _trouble(
    network: External | Secondary, adapter: Adapter, adapters: Adapters
) -> tuple[str, str] | None:
    """Why an adapter does not lead into the VLAN, and what helps."""
    name, number = adapter.name, network.vlan
    if adapter.kind is AdapterKind.TAP:
        why = f"{name} is a tap, whose VLAN was settled by whoever made it"
        return why, "Write `vlan: null` for a ready tap."
    if adapter.kind is AdapterKind.BRIDGE:
        if adapter.splits:
            return None
        why = f"the bridge {name} does not keep VLANs apart"
        remedy = (
            f"Let an administrator run `ip link set {name} type bridge vlan_filtering 1`, or name "
            "a bridge that leads into this VLAN alone, with `vlan: null`."
        )
        return why, remedy
    if adapter.vlan is not None:
        why = f"{name} leads into VLAN {adapter.vlan} already"
        return why, f"Write `vlan: null`, or name {adapter.below or 'the card below it'}."
    there = next((e for e in adapters.entries if (e.below, e.vlan) == (name, number)), None)
    if there is None or there.name.startswith("ew-"):
        return None
    why = f"this PC has VLAN {number} on {name} already, as {there.name}"
    return why, f"Name {there.name} as the adapter, with `vlan: null`."


CHECK = Check(id="net.adapter_vlan", title="The VLANs can be reached", judge=judge)
