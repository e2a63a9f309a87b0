"""May this user keep clusters in the state folder?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.access import FACT as ACCESS
from installer.facts.base import Facts
from installer.facts.rights import FACT as RIGHTS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when the folder, or the nearest one above it, cannot be written."""
    rights = facts.get(RIGHTS)
    if rights.writable:
        return Finding(verdict=Verdict.PASS, summary="The folder for clusters can be written.")
    access = facts.find(ACCESS)
    if access is not None and access.closed:
        return Finding(verdict=Verdict.SKIP, summary="The way to the folder is closed already.")
    return Finding(
        verdict=Verdict.FAIL,
        summary="You may not write where the clusters would be kept.",
        remedy=f"Choose another folder with --state, or make {rights.folder} a folder "
        "in which you may write.",
        evidence={"folder": rights.folder, "user id": str(rights.user_id)},
    )


CHECK = Check(id="rights.state_dir", title="The folder for clusters can be written", judge=judge)
