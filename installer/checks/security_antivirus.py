"""Is there antivirus software that is known to stop virtual machines?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.protection import FACT as PROTECTION

# From reports of users of other products that run virtual machines on Hyper-V.
_KNOWN = {
    "comodo": (
        Verdict.FAIL,
        "is known to keep virtual machines from starting",
        "Take it off this PC, or switch off its containment and its own use of virtualisation.",
    ),
    "symantec": (
        Verdict.WARN,
        "is known to block the network between a PC and its virtual machines",
        "Let who manages it allow the network of the nodes, or take its firewall off this PC.",
    ),
}


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL or WARN by what is known of the product."""
    found = facts.get(PROTECTION).antivirus
    for product, (verdict, what, remedy) in _KNOWN.items():
        name = next((name for name in found if product in name.lower()), "")
        if name:
            return Finding(
                verdict=verdict,
                summary=f"{name} {what}.",
                remedy=remedy,
                evidence={"antivirus": name},
            )
    return Finding(
        verdict=Verdict.PASS, summary="No antivirus software is known to get in the way."
    )


CHECK = Check(
    id="security.antivirus",
    title="Antivirus software that leaves virtual machines alone",
    judge=judge,
    platform=Platform.WINDOWS,
)
