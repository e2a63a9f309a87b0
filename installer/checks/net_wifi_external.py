"""Shall nodes be in the network of the house by Wi-Fi?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.links import FACT as LINKS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when they shall: an access point lets one address in for each of its clients."""
    links, external = facts.get(LINKS), config.spec.network.external
    if external is None:
        return Finding(verdict=Verdict.PASS, summary="The nodes use no adapter of this PC.")
    link = next((link for link in links if link.name == external.adapter), None)
    if link is None or link.kind != "wifi":
        return Finding(verdict=Verdict.PASS, summary="The adapter for the nodes is no Wi-Fi.")
    return Finding(
        verdict=Verdict.WARN,
        summary=f"{external.adapter} is Wi-Fi: Windows shows all nodes under its own hardware "
        "address, and addresses for services in the house often fail.",
        remedy="Use an adapter with a cable, or take spec.network.external out of the file.",
        evidence={"spec.network.external.adapter": external.adapter},
    )


CHECK = Check(
    id="net.wifi_external",
    title="Nodes reach the house by a cable",
    judge=judge,
    mandatory=False,
    platform=Platform.WINDOWS,
)
