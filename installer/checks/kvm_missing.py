"""Does the PC offer hardware virtualisation to Linux?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.accelerator import FACT as ACCELERATOR
from installer.facts.base import Facts


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when /dev/kvm does not exist: nodes run, but slowly."""
    found = facts.get(ACCELERATOR)
    if found.cause != "missing":
        return Finding(verdict=Verdict.PASS, summary="The PC has a KVM device.")
    return Finding(
        verdict=Verdict.WARN,
        summary="This PC has no KVM device; nodes run 10 to 20 times slower without it.",
        remedy="Switch virtualisation (VT-x, AMD-V, SVM) on in the PC's firmware settings.",
        evidence={"QEMU said": found.reason},
    )


CHECK = Check(
    id="kvm.missing", title="Hardware virtualisation is there", judge=judge, mandatory=False
)
