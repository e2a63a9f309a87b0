"""Does the PC offer hardware virtualisation to Linux at all?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict, without_kvm
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.guest import FACT as GUEST
from installer.facts.kvm import FACT as KVM
from installer.facts.processors import FACT as PROCESSORS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """Not good when there is no device, and neither firmware nor a module would bring it."""
    kvm = facts.get(KVM)
    if kvm.device:
        return Finding(verdict=Verdict.PASS, summary="The PC has a KVM device.")
    processors = facts.get(PROCESSORS)
    if kvm.refusal or (processors.virtualization and not kvm.modules):
        return Finding(
            verdict=Verdict.SKIP, summary="The processor has it; Linux does not get at it."
        )
    guest = facts.find(GUEST)
    return without_kvm(
        config,
        "This PC has no KVM device",
        remedy=_remedy(
            loaded=bool(kvm.modules),
            guest=processors.hypervisor or bool(guest and guest.platform),
        ),
        evidence={
            "/dev/kvm": "does not exist",
            "processor": processors.model,
            "loaded modules": " ".join(kvm.modules) or "none",
        },
    )


def _remedy(*, loaded: bool, guest: bool) -> str:
    if loaded:
        return "Linux has KVM but does not show it here: let this container use /dev/kvm."
    if guest:
        return (
            "This PC is itself a virtual machine: "
            "switch nested virtualisation on for it where it is managed."
        )
    return (
        "Restart the PC and switch virtualisation (VT-x, AMD-V or SVM) on in its firmware "
        "settings, or use a PC whose processor has it."
    )


CHECK = Check(id="kvm.missing", title="Hardware virtualisation is there", judge=judge)
