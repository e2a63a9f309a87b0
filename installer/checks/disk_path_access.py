"""May the user who runs QEMU go all the way to the folder for clusters?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.access import FACT as ACCESS
from installer.facts.base import Facts


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


CHECK = Check(id="disk.path_access", title="The way to the folder is open", judge=judge)
