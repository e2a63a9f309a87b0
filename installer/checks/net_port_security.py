"""Does the network of the house ask who comes in?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.lan import FACT as LAN
from installer.facts.links import FACT as LINKS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when it does (802.1X) and nodes shall be in it by a cable."""
    links, guarded = facts.get(LINKS), facts.get(LAN)
    external = config.spec.network.external
    if external is None:
        return Finding(verdict=Verdict.PASS, summary="The nodes use no adapter of this PC.")
    wifi = any(link.name == external.adapter and link.kind == "wifi" for link in links)
    if wifi or not guarded:
        return Finding(verdict=Verdict.PASS, summary="Windows logs on to no wired network.")
    return Finding(
        verdict=Verdict.WARN,
        summary="Windows logs on to the network of the house (802.1X); it may refuse devices "
        "that it does not know, such as nodes.",
        remedy="Ask who manages the network to let the hardware addresses of the nodes in, or "
        "take spec.network.external out of the file.",
        evidence={"dot3svc": "running"},
    )


CHECK = Check(
    id="net.port_security",
    title="The network of the house lets nodes in",
    judge=judge,
    mandatory=False,
    platform=Platform.WINDOWS,
)
