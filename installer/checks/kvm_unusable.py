"""Does a guest really run with hardware virtualisation?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.accelerator import FACT as ACCELERATOR
from installer.facts.base import Facts
from installer.hypervisors.base import Accelerator


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when the device opens but the trial guest hangs or fails."""
    found = facts.get(ACCELERATOR)
    if found.kind is Accelerator.KVM:
        return Finding(verdict=Verdict.PASS, summary="A trial guest ran with KVM.")
    if found.cause not in ("hangs", "fails"):
        return Finding(verdict=Verdict.SKIP, summary="KVM could not be tried.")
    how = "hung" if found.cause == "hangs" else "failed"
    return Finding(
        verdict=Verdict.WARN,
        summary=f"KVM is there, but a trial guest {how}; nodes run 10 to 20 times slower.",
        remedy="If this PC is itself a virtual machine, switch nested virtualisation on for it.",
        evidence={"trial guest": found.reason},
    )


CHECK = Check(
    id="kvm.unusable", title="Hardware virtualisation works", judge=judge, mandatory=False
)
