"""May this user use hardware virtualisation?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.accelerator import FACT as ACCELERATOR
from installer.facts.base import Facts


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when /dev/kvm may not be opened: nodes run, but slowly."""
    found = facts.get(ACCELERATOR)
    if found.cause != "permission":
        return Finding(verdict=Verdict.PASS, summary="Nothing forbids the use of KVM.")
    return Finding(
        verdict=Verdict.WARN,
        summary="You may not use KVM; nodes run 10 to 20 times slower without it.",
        remedy="Join the group kvm (sudo usermod -aG kvm $USER), then log out and in again.",
        evidence={"QEMU said": found.reason},
    )


CHECK = Check(
    id="kvm.permission", title="You may use hardware virtualisation", judge=judge, mandatory=False
)
