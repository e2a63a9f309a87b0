"""Does the platform of which this PC is a virtual machine carry the frames of nodes?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.config.outside_rules import outside_networks
from installer.facts.base import Facts
from installer.facts.guest import FACT as GUEST

# Clouds whose networks know only the machines that were rented, and let no other address in.
_CLOUDS = ("amazon", "google")
# What the administrator of another platform has to allow, by its name (systemd-detect-virt(1)).
_ALLOW = {
    "microsoft": "switch on MAC address spoofing for its network adapter in Hyper-V",
    "oracle": "set its network adapter to promiscuous mode in VirtualBox",
    "vmware": "allow promiscuous mode and forged transmits for its port group",
}


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL in a cloud, WARN on a platform that refuses foreign hardware addresses by default."""
    platform = facts.get(GUEST).platform
    if not outside_networks(config.spec.network):
        return Finding(verdict=Verdict.PASS, summary="The nodes need no network outside this PC.")
    evidence = {"platform": platform}
    if platform in _CLOUDS:
        return Finding(
            verdict=Verdict.FAIL,
            summary="This PC is rented in a cloud, whose network lets no node in.",
            remedy="Take the external and secondary networks out of the cluster file; nodes are "
            "then reached by ports of this PC.",
            evidence=evidence,
        )
    if platform in _ALLOW:
        return Finding(
            verdict=Verdict.WARN,
            summary="This PC is itself a virtual machine, and its platform usually drops what "
            "nodes send.",
            remedy=f"Where this virtual machine is managed, {_ALLOW[platform]}.",
            evidence=evidence,
        )
    return Finding(verdict=Verdict.PASS, summary="Nothing is known to keep frames of nodes back.")


def judge_windows(facts: Facts, config: EdgeCluster) -> Finding:
    """As `judge`; of Hyper-V around Hyper-V speaks guest.mac_spoofing."""
    if facts.get(GUEST).platform == "microsoft":
        return Finding(verdict=Verdict.SKIP, summary="Another check speaks of this platform.")
    return judge(facts, config)


CHECK = Check(
    id="net.external_unsupported",
    title="The platform carries the frames of nodes",
    judge=judge,
    windows=judge_windows,
)
