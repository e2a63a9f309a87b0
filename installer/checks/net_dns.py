"""Will nodes be able to turn names into addresses?"""

from __future__ import annotations

from ipaddress import IPv4Address

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.links import FACT as LINKS
from installer.facts.resolver import FACT as RESOLVER


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when nodes would ask this PC and it has nobody to ask.

    QEMU's user network passes questions on to a name server of the PC with an IPv4 address.
    """
    servers = facts.get(RESOLVER)
    network = config.spec.network
    if network.dns:
        return Finding(verdict=Verdict.PASS, summary="The cluster file names name servers.")
    if any(isinstance(server, IPv4Address) for server in servers):
        return Finding(verdict=Verdict.PASS, summary="Nodes ask the name servers of this PC.")
    if network.outbound == "deny":
        return Finding(verdict=Verdict.SKIP, summary="Nodes shall not get out of this PC.")
    if not any(link.up for link in facts.get(LINKS)):
        return Finding(verdict=Verdict.SKIP, summary="No network works, so no name can be asked.")
    return Finding(
        verdict=Verdict.WARN,
        summary="This PC has no name server with an IPv4 address; nodes will find no names.",
        remedy="Write the address of a name server of your network to spec.network.dns, or set "
        "one on this PC.",
        evidence={"name servers": ", ".join(map(str, servers)) or "none"},
    )


CHECK = Check(id="net.dns", title="Names can be found", judge=judge, windows=judge, mandatory=False)
