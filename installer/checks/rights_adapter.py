"""May this user bring virtual machines behind the adapters that the cluster file names?"""

from __future__ import annotations

from installer.adapter_kind import AdapterKind
from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.config.outside_rules import outside_networks
from installer.facts.adapters import FACT as ADAPTERS
from installer.facts.base import Facts
from installer.facts.groups import FACT as GROUPS
from installer.facts.rights import FACT as RIGHTS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL unless the user is root, or all adapters are taps that were made for this user."""
    adapters, rights = facts.get(ADAPTERS), facts.get(RIGHTS)
    networks = outside_networks(config.spec.network)
    if not networks:
        return Finding(verdict=Verdict.PASS, summary="The nodes use no adapter of this PC.")
    if rights.user_id == 0:
        return Finding(verdict=Verdict.PASS, summary="An administrator may use every adapter.")
    groups = facts.find(GROUPS)
    names = {str(rights.user_id), groups.user if groups else ""}
    closed: dict[str, str] = {}
    for _, network in networks:
        adapter = adapters.named(network.adapter)
        if adapter is None or adapter.kind is None:
            continue
        if adapter.kind is not AdapterKind.TAP:
            closed[adapter.name] = f"{adapter.what}: only an administrator may add to it"
        elif adapter.user not in names:
            closed[adapter.name] = f"a tap of {adapter.user or 'root'}"
    if not closed:
        return Finding(verdict=Verdict.PASS, summary="You may use the adapters.")
    user = (groups.user if groups else "") or str(rights.user_id)
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"Only an administrator may use {' and '.join(closed)} for nodes.",
        remedy="Run this program as root (`sudo edgewright ...`), or let an administrator make a "
        f"tap for you in a bridge (`ip tuntap add dev NAME mode tap user {user}`, `ip link set "
        "NAME master BRIDGE up`) and write its name to the cluster file.",
        evidence=closed,
    )


CHECK = Check(id="rights.adapter", title="You may use the adapters for the nodes", judge=judge)
