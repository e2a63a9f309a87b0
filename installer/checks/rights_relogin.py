"""Does this logon know the groups that the user was given?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict, without_kvm
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.groups import FACT as GROUPS
from installer.facts.kvm import FACT as KVM
from installer.facts.windows_rights import FACT as WINDOWS_RIGHTS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """Not good when the user is in the group of /dev/kvm, but the logon is older than that."""
    kvm, groups = facts.get(KVM), facts.get(GROUPS)
    new = sorted(set(groups.registered) - set(groups.present))
    if kvm.device and not kvm.usable and kvm.group in new:
        return without_kvm(
            config,
            f"You are in the group {kvm.group}, but your present logon does not know it yet",
            remedy="Log out and in again, or restart the PC; a new terminal window is not enough.",
            evidence={
                "groups of this logon": " ".join(groups.present) or "none",
                "groups in the PC's records": " ".join(groups.registered),
            },
        )
    return Finding(verdict=Verdict.PASS, summary="Your logon knows the groups that it needs.")


def judge_windows(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when the user is a Hyper-V administrator of whom the present logon does not know."""
    rights = facts.get(WINDOWS_RIGHTS)
    if rights.hyperv_registered and not rights.may_run_machines:
        return Finding(
            verdict=Verdict.FAIL,
            summary="You are a Hyper-V administrator, but your present logon does not know it yet.",
            remedy="Log out of Windows and in again; to lock the screen is not enough.",
            evidence={"user": rights.user, "S-1-5-32-578": "in the PC's records only"},
        )
    return Finding(verdict=Verdict.PASS, summary="Your logon knows the groups that it needs.")


CHECK = Check(
    id="rights.relogin", title="Your logon is up to date", judge=judge, windows=judge_windows
)
