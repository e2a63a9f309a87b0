"""Is a VPN at work that may take the nodes' networks for itself?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.links import FACT as LINKS

# How interfaces of VPN programs are called: the usual kinds of the kernel, then names of products.
_VPN = (
    *("ipsec", "ppp", "tun", "vpn", "wg", "xfrm"),
    *("cscotun", "gpd", "nordlynx", "tailscale", "zt"),
)
# Calico's and other tunnels of Kubernetes are none.
_NOT_VPN = ("tunl",)


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when an interface of a VPN is up."""
    up = [link for link in facts.get(LINKS) if link.up]
    named = [n.name for n in up if n.name.startswith(_VPN) and not n.name.startswith(_NOT_VPN)]
    vpn = named + [link.name for link in up if link.kind == "vpn"]
    if not vpn:
        return Finding(verdict=Verdict.PASS, summary="No VPN is at work.")
    return Finding(
        verdict=Verdict.WARN,
        summary="A VPN is at work on this PC; it may change which networks are free, and how "
        "nodes get out.",
        remedy="Check again with the VPN off and on. If both are fine, nothing has to be done.",
        evidence={"interfaces": ", ".join(vpn)},
    )


CHECK = Check(
    id="net.vpn", title="No VPN is in the way", judge=judge, windows=judge, mandatory=False
)
