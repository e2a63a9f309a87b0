"""Is there a NAT network already?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.hyperv import FACT as HYPERV


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when there is one: Windows documents one for a PC."""
    subnet = config.spec.network.subnet
    others = [nat for nat in facts.get(HYPERV).nats if not nat.network.overlaps(subnet)]
    if not others:
        return Finding(verdict=Verdict.PASS, summary="No other program uses NAT on this PC.")
    names = ", ".join(f"{nat.name} ({nat.network})" for nat in others)
    return Finding(
        verdict=Verdict.WARN,
        summary=f"Another program has a NAT network: {names}. Windows documents only one for a PC.",
        remedy="Choose a spec.network.subnet inside of it, so that both share it; it is never "
        "changed or removed.",
        evidence={"NAT networks": names},
    )


CHECK = Check(
    id="net.nat_present",
    title="The NAT network is ours alone",
    judge=judge,
    mandatory=False,
    only_before=True,
    platform=Platform.WINDOWS,
)
