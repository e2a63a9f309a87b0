"""Can the processor translate the addresses of virtual machines?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.virtualization import FACT as VIRTUALIZATION


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL without it; with a hypervisor at work nothing else is looked at."""
    found = facts.get(VIRTUALIZATION)
    if found.hypervisor or found.slat:
        return Finding(verdict=Verdict.PASS, summary="The processor can run Hyper-V.")
    return Finding(
        verdict=Verdict.FAIL,
        summary="The processor lacks second level address translation (EPT or RVI), without "
        "which Hyper-V does not run.",
        remedy="Use a PC with a newer processor.",
        evidence={"SecondLevelAddressTranslationExtensions": "false"},
    )


CHECK = Check(
    id="cpu.no_slat",
    title="A processor for Hyper-V",
    judge=judge,
    platform=Platform.WINDOWS,
)
