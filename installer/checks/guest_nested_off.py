"""If this PC is itself a virtual machine: may it run virtual machines?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict, without_kvm
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.guest import FACT as GUEST
from installer.facts.kvm import FACT as KVM
from installer.facts.processors import FACT as PROCESSORS
from installer.facts.virtualization import FACT as VIRTUALIZATION

_HOW = {
    "google": "Make this virtual machine anew with nested virtualisation enabled.",
    "kvm": "On the outer PC load kvm_intel or kvm_amd with nested=1 and give this virtual machine "
    "the processor type host.",
    "microsoft": "On the outer PC, with this virtual machine off: `Set-VMProcessor "
    "-ExposeVirtualizationExtensions $true -VMName NAME`; in a cloud choose a size that allows it.",
    "oracle": "In VirtualBox, with this virtual machine off: `VBoxManage modifyvm NAME "
    "--nested-hw-virt on`.",
    "vmware": "In VMware, with this virtual machine off, switch on "
    '"Virtualize Intel VT-x/EPT or AMD-V/RVI" among its processor settings.',
}
_USUAL = "Switch nested virtualisation on where this virtual machine is managed."


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """Not good in a virtual machine that gets no virtualisation from its platform."""
    guest = facts.get(GUEST)
    if guest.wsl:
        return Finding(verdict=Verdict.SKIP, summary="WSL is judged by a check of its own.")
    if not guest.platform:
        return Finding(verdict=Verdict.PASS, summary="This is a real PC.")
    if facts.get(KVM).device or facts.get(PROCESSORS).virtualization:
        return Finding(
            verdict=Verdict.PASS, summary="This virtual machine was given virtualisation."
        )
    return without_kvm(
        config,
        "This PC is a virtual machine that may not run virtual machines with KVM",
        remedy=f"{_HOW.get(guest.platform, _USUAL)} Or use a real PC.",
        evidence={"platform": guest.platform},
    )


def judge_windows(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL in a virtual machine that gets no virtualisation from its platform."""
    guest, found = facts.get(GUEST), facts.get(VIRTUALIZATION)
    if not guest.platform:
        return Finding(verdict=Verdict.PASS, summary="This is a real PC.")
    if found.launched or found.firmware or found.monitor_mode:
        return Finding(
            verdict=Verdict.PASS, summary="This virtual machine was given virtualisation."
        )
    return Finding(
        verdict=Verdict.FAIL,
        summary="This PC is a virtual machine that may not run virtual machines.",
        remedy=f"{_HOW.get(guest.platform, _USUAL)} Or use a real PC.",
        evidence={"platform": guest.platform},
    )


CHECK = Check(
    id="guest.nested_off",
    title="Nested virtualisation is on, where it is needed",
    judge=judge,
    windows=judge_windows,
)
