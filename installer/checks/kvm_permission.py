"""May this user use hardware virtualisation?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict, without_kvm
from installer.config.model import EdgeCluster
from installer.facts.accelerator import FACT as ACCELERATOR
from installer.facts.base import Facts
from installer.facts.groups import FACT as GROUPS
from installer.facts.kvm import FACT as KVM

_USUAL_GROUP = "kvm"


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """Not good when /dev/kvm may not be opened."""
    kvm = facts.get(KVM)
    if not kvm.device:
        return Finding(verdict=Verdict.SKIP, summary="There is nothing to ask permission for.")
    trial = facts.find(ACCELERATOR)
    if kvm.usable and not (trial and trial.cause == "permission"):
        return Finding(verdict=Verdict.PASS, summary="You may use KVM.")
    groups = facts.find(GROUPS)
    # A device that belongs to root's group was not set up for users: the usual rule names kvm.
    group = kvm.group if kvm.group not in ("", "root", "UNKNOWN") else _USUAL_GROUP
    return without_kvm(
        config,
        "You may not use KVM",
        remedy="Log out and in again: you are in the group already."
        if groups and group in groups.registered and group not in groups.present
        else f'Join the group {group}: `sudo usermod -aG {group} "$USER"`. '
        "Then log out and in again.",
        evidence={
            "/dev/kvm": f"belongs to the group {kvm.group or 'of nobody known'}",
            "your groups": " ".join(groups.present) if groups and groups.present else "none known",
            **({"trial guest": trial.reason} if trial and trial.reason else {}),
        },
    )


CHECK = Check(
    id="kvm.permission",
    title="You may use hardware virtualisation",
    judge=judge,
    fix="join-kvm-group",
)
