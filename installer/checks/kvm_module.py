"""Has Linux loaded the module that the processor's virtualisation needs?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict, without_kvm
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.kvm import FACT as KVM
from installer.facts.processors import FACT as PROCESSORS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """Not good when the processor can and nothing forbids it, but no module is loaded."""
    kvm = facts.get(KVM)
    if kvm.device:
        return Finding(verdict=Verdict.PASS, summary="The KVM module is at work.")
    if kvm.refusal or kvm.modules or not facts.get(PROCESSORS).virtualization:
        return Finding(verdict=Verdict.SKIP, summary="The module is not what is missing.")
    return without_kvm(
        config,
        "The processor has hardware virtualisation, but its KVM module is not loaded",
        remedy="Load it: `sudo modprobe kvm_intel` (Intel) or `sudo modprobe kvm_amd` (AMD), and "
        "write its name to /etc/modules-load.d/kvm.conf. If it is refused, switch "
        "virtualisation (VT-x, AMD-V or SVM) on in the PC's firmware settings.",
        evidence={"/dev/kvm": "does not exist", "loaded modules": "no kvm module"},
    )


CHECK = Check(id="kvm.module", title="The KVM module is loaded", judge=judge, fix="load-kvm-module")
