"""May this user run virtual machines?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.windows_rights import FACT as WINDOWS_RIGHTS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL for a user who is neither an administrator nor a Hyper-V administrator."""
    rights = facts.get(WINDOWS_RIGHTS)
    if rights.may_run_machines or rights.hyperv_registered:
        return Finding(verdict=Verdict.PASS, summary="You may run virtual machines on this PC.")
    return Finding(
        verdict=Verdict.FAIL,
        summary="You are neither an administrator nor a Hyper-V administrator of this PC.",
        remedy="Let an administrator run in PowerShell: `Add-LocalGroupMember -SID S-1-5-32-578 "
        f"-Member '{rights.user}'`; then log out and in again.",
        evidence={"user": rights.user, "S-1-5-32-578": "not a member"},
    )


CHECK = Check(
    id="rights.hyperv_admins",
    title="You may run virtual machines",
    judge=judge,
    platform=Platform.WINDOWS,
)
