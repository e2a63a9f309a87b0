"""Is this Linux the PC's own, or the one inside Windows?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.guest import FACT as GUEST


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL inside WSL: Windows ends it when nobody uses it, and the nodes with it."""
    if not facts.get(GUEST).wsl:
        return Finding(verdict=Verdict.PASS, summary="This Linux does not run inside Windows.")
    return Finding(
        verdict=Verdict.FAIL,
        summary="This is WSL, the Linux inside Windows; it stops, and nodes would stop with it, "
        "when nobody is logged on.",
        remedy="Start the program on Windows itself, or on a PC that runs Linux.",
        evidence={"kernel": "made by Microsoft for WSL"},
    )


CHECK = Check(id="linux.wsl", title="Linux runs on the PC itself", judge=judge)
