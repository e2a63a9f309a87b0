"""Does the PC's firmware let Linux use hardware virtualisation?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict, without_kvm
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.kvm import FACT as KVM


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """Not good when the kernel says that the firmware keeps it off."""
    kvm = facts.get(KVM)
    if kvm.device:
        return Finding(verdict=Verdict.PASS, summary="The firmware has virtualisation on.")
    if not kvm.refusal:
        return Finding(verdict=Verdict.SKIP, summary="Linux names no firmware setting as a cause.")
    return without_kvm(
        config,
        "Virtualisation is switched off in the PC's firmware",
        remedy="Restart the PC, open its firmware settings (often by F2, F10 or Del) and switch "
        "virtualisation on; it is called VT-x, VMX, AMD-V or SVM there. Save, and switch the PC "
        "off and on once.",
        evidence={"kernel": kvm.refusal},
    )


CHECK = Check(
    id="kvm.bios_disabled", title="The firmware allows hardware virtualisation", judge=judge
)
