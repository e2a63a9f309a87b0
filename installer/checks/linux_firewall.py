"""Does the firewall of this PC let traffic through that is passed on?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.firewall import FACT as FIREWALL

_LETS_THROUGH = ("accept", "allow")
_WAYS = {
    "ufw": "`sudo ufw default allow routed` and `sudo ufw allow 8472/udp`",
    "firewalld": "`sudo firewall-cmd --permanent --zone=trusted --add-source={pods} "
    "--add-source={services}` and `sudo firewall-cmd --reload`",
    "iptables": "`sudo iptables -P FORWARD ACCEPT`",
}


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when a firewall is on that drops what it passes on, or may do so."""
    found = facts.get(FIREWALL)
    if not found.name:
        return Finding(verdict=Verdict.PASS, summary="No firewall is known to be in the way.")
    if found.forward in _LETS_THROUGH:
        return Finding(verdict=Verdict.PASS, summary=f"{found.name} lets traffic through.")
    network = config.spec.network
    way = _WAYS[found.name].format(pods=network.pod_cidr, services=network.service_cidr)
    does = "may drop" if found.forward == "unknown" else "drops"
    return Finding(
        verdict=Verdict.WARN,
        summary=f"The firewall {found.name} is on; it {does} traffic that this PC passes on "
        "between nodes, pods and other PCs.",
        remedy="A single node behind this PC is not concerned. If nodes on several PCs, or other "
        f"PCs and published ports, shall reach each other: {way}.",
        evidence={"firewall": found.name, "traffic that is passed on": found.forward},
    )


CHECK = Check(id="linux.firewall", title="No firewall is in the way", judge=judge, mandatory=False)
