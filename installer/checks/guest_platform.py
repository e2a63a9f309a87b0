"""If this PC is itself a virtual machine: does its platform run others inside it well?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.guest import FACT as GUEST
from installer.facts.kvm import FACT as KVM
from installer.facts.virtualization import FACT as VIRTUALIZATION

# Their makers support no KVM inside them, or only a hypervisor of their own.
_NOT_RECOMMENDED = {
    "bhyve": "bhyve",
    "microsoft": "Hyper-V or Azure",
    "oracle": "VirtualBox",
    "parallels": "Parallels",
    "vmware": "VMware",
    "xen": "Xen",
}


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN for platforms whose makers do not support KVM inside them."""
    guest = facts.get(GUEST)
    if guest.wsl or (guest.platform and not facts.get(KVM).device):
        return Finding(verdict=Verdict.SKIP, summary="There is no KVM inside this machine.")
    if guest.platform not in _NOT_RECOMMENDED:
        return Finding(verdict=Verdict.PASS, summary="Nothing speaks against what is below.")
    return Finding(
        verdict=Verdict.WARN,
        summary="This PC is a virtual machine of "
        f"{_NOT_RECOMMENDED[guest.platform]}; nodes inside it are slower and less dependable.",
        remedy="It will do for a trial. For daily work use a real PC.",
        evidence={"platform": guest.platform},
    )


def judge_windows(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN in every virtual machine: Hyper-V inside of another one is for trials."""
    guest, found = facts.get(GUEST), facts.get(VIRTUALIZATION)
    if not guest.platform:
        return Finding(verdict=Verdict.PASS, summary="This is a real PC.")
    if not (found.launched or found.firmware or found.monitor_mode):
        return Finding(verdict=Verdict.SKIP, summary="There is no Hyper-V inside this machine.")
    name = _NOT_RECOMMENDED.get(guest.platform, guest.platform)
    return Finding(
        verdict=Verdict.WARN,
        summary=f"This PC is a virtual machine of {name}; nodes inside it are slower and less "
        "dependable.",
        remedy="It will do for a trial. For daily work use a real PC.",
        evidence={"platform": guest.platform},
    )


CHECK = Check(
    id="guest.platform",
    title="A real PC, or a platform made for nodes inside it",
    judge=judge,
    windows=judge_windows,
    mandatory=False,
)
