"""Is the hypervisor left out when the PC starts?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.hyperv import FACT as HYPERV


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when the boot setting hypervisorlaunchtype is off."""
    hyperv = facts.get(HYPERV)
    if not hyperv.on:
        return Finding(verdict=Verdict.SKIP, summary="Hyper-V is not switched on.")
    if hyperv.launch.lower() != "off":
        return Finding(verdict=Verdict.PASS, summary="Nothing keeps the hypervisor from starting.")
    return Finding(
        verdict=Verdict.FAIL,
        summary="A boot setting keeps the hypervisor from starting, often for another product.",
        remedy="As an administrator run `bcdedit /set hypervisorlaunchtype auto`, then restart "
        "the PC.",
        evidence={"hypervisorlaunchtype": hyperv.launch},
    )


CHECK = Check(
    id="hypervisor.launch_off",
    title="The hypervisor starts with the PC",
    judge=judge,
    platform=Platform.WINDOWS,
)
