"""Does the PC offer hardware virtualisation to Linux?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.accelerator import FACT as ACCELERATOR
from installer.facts.base import Facts
from installer.facts.processors import FACT as PROCESSORS
from installer.facts.processors import Processors

_FIRMWARE = "switch virtualisation (VT-x, AMD-V or SVM) on in the PC's firmware settings"


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when /dev/kvm does not exist: nodes run, but slowly."""
    found = facts.get(ACCELERATOR)
    if found.cause == "no-qemu":
        return Finding(verdict=Verdict.SKIP, summary="Without QEMU this could not be tried.")
    if found.cause != "missing":
        return Finding(verdict=Verdict.PASS, summary="The PC has a KVM device.")
    return Finding(
        verdict=Verdict.WARN,
        summary="This PC has no KVM device; without it nodes are 10 to 20 times slower.",
        remedy=_remedy(facts.find(PROCESSORS)),
        evidence={"trial guest": found.reason},
    )


def _remedy(processors: Processors | None) -> str:
    """The flags of the processor tell where the way to KVM is blocked."""
    if processors is not None and processors.virtualization:
        return (
            "Load KVM: `sudo modprobe kvm_intel` (Intel) or `sudo modprobe kvm_amd` (AMD). "
            f"If that is refused, {_FIRMWARE}."
        )
    if processors is not None and processors.hypervisor:
        return (
            "This PC is itself a virtual machine: "
            "switch nested virtualisation on for it where it is managed."
        )
    return f"Restart the PC and {_FIRMWARE}."


CHECK = Check(
    id="kvm.missing", title="Hardware virtualisation is there", judge=judge, mandatory=False
)
