"""May nodes inside this virtual machine have addresses of their own?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.guest import FACT as GUEST


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN in a virtual machine of Hyper-V, which drops them unless it is told otherwise."""
    guest = facts.get(GUEST)
    if config.spec.network.external is None or guest.platform != "microsoft":
        return Finding(verdict=Verdict.PASS, summary="Nothing around filters addresses of nodes.")
    return Finding(
        verdict=Verdict.WARN,
        summary="This PC is a virtual machine of Hyper-V, which drops what comes from nodes "
        "inside it unless that is allowed.",
        remedy="On the outer PC run in PowerShell: `Set-VMNetworkAdapter -VMName NAME "
        "-MacAddressSpoofing On`. In Azure take spec.network.external out of the file.",
        evidence={"platform": guest.platform},
    )


CHECK = Check(
    id="guest.mac_spoofing",
    title="The outer PC lets the addresses of nodes pass",
    judge=judge,
    mandatory=False,
    platform=Platform.WINDOWS,
)
