"""Does a guest really run with hardware virtualisation?"""

from __future__ import annotations

from installer.accelerator import Accelerator
from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.accelerator import FACT as ACCELERATOR
from installer.facts.base import Facts
from installer.facts.processors import FACT as PROCESSORS

_OTHERS = "End the virtual machines of other programs, such as VirtualBox, and check again."
_NESTED = (
    "This PC is itself a virtual machine: "
    "switch nested virtualisation on for it where it is managed, or use a real PC."
)


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when the device opens but the trial guest hangs or fails: nodes run, but slowly."""
    found = facts.get(ACCELERATOR)
    if found.kind is Accelerator.KVM:
        return Finding(verdict=Verdict.PASS, summary="A trial guest ran with KVM.")
    if found.cause not in ("hangs", "fails"):
        return Finding(verdict=Verdict.SKIP, summary="KVM could not be tried.")
    how = "hung" if found.cause == "hangs" else "failed"
    processors = facts.find(PROCESSORS)
    guest = processors is not None and processors.hypervisor
    return Finding(
        verdict=Verdict.WARN,
        summary=f"KVM is there, but a trial guest {how}; "
        "without KVM nodes are 10 to 20 times slower.",
        remedy=_NESTED if guest else _OTHERS,
        evidence={"trial guest": found.reason},
    )


CHECK = Check(
    id="kvm.unusable", title="Hardware virtualisation works", judge=judge, mandatory=False
)
