"""May the user who runs QEMU go all the way to the folder for clusters?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.access import FACT as ACCESS
from installer.facts.base import Facts
from installer.facts.hyperv import FACT as HYPERV
from installer.facts.volume import FACT as VOLUME


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when a folder on the way is closed, which hides everything in it."""
    found = facts.get(ACCESS)
    if not found.closed:
        return Finding(verdict=Verdict.PASS, summary="The way to the folder is open.")
    user = found.user or "this user"
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"QEMU runs as {user}, who may not enter the folder {found.closed}.",
        remedy="Choose another folder with --state, or let that user pass: "
        f"`setfacl -m u:{user}:x {found.closed}`.",
        evidence={
            "folder": found.closed,
            "mode": found.mode or "not shown",
            "owner": found.owner or "not shown",
        },
    )


def judge_windows(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when nothing can be written there, or Hyper-V's own folder cannot be reached."""
    volume, hyperv = facts.get(VOLUME), facts.get(HYPERV)
    if volume.refused:
        return Finding(
            verdict=Verdict.FAIL,
            summary=f"Nothing can be written in {volume.folder}.",
            remedy="Choose another folder with --state, or let an administrator give you access.",
            evidence={"folder": volume.folder, "Windows": volume.refused},
        )
    if not hyperv.usable:
        return Finding(
            verdict=Verdict.FAIL,
            summary=f"Hyper-V cannot reach the folder that it is set to: {hyperv.folder}.",
            remedy="As an administrator run in PowerShell: `Set-VMHost -VirtualMachinePath "
            r"C:\ProgramData\Microsoft\Windows\Hyper-V`.",
            evidence={"VirtualMachinePath": hyperv.folder},
        )
    return Finding(verdict=Verdict.PASS, summary="The way to the folder is open.")


CHECK = Check(
    id="disk.path_access", title="The way to the folder is open", judge=judge, windows=judge_windows
)
