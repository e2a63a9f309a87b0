"""Has the PC a network adapter that works?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.links import FACT as LINKS

# Interfaces that programs make; they lead nowhere without a real one.
_MADE = (
    *("br-", "cali", "cni", "docker", "dummy", "flannel", "ifb", "lxc", "lxdbr", "podman", "sit"),
    *("tap", "teql", "tun", "tunl", "veth", "virbr", "vmnet", "wg", "zt"),
)


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when there is none: nodes run, but nobody outside reaches them."""
    links = facts.get(LINKS)
    real = [
        link
        for link in links
        if not link.name.startswith(_MADE) and link.kind not in ("virtual", "vpn")
    ]
    if any(link.up for link in real):
        return Finding(verdict=Verdict.PASS, summary="A network adapter works.")
    states = {link.name: "up" if link.up else "down" for link in links}
    return Finding(
        verdict=Verdict.WARN,
        summary="No network adapter of this PC works; nobody outside would reach the cluster.",
        remedy="Plug a cable in or switch the adapter on; without a network the cluster can be "
        "used on this PC only.",
        evidence=states or {"adapters": "none"},
    )


CHECK = Check(
    id="net.no_adapter",
    title="A network adapter that works",
    judge=judge,
    windows=judge,
    mandatory=False,
)
