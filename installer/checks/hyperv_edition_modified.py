"""Was Hyper-V forced into an edition that does not have it?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.hyperv import FACT as HYPERV
from installer.facts.windows import FACT as WINDOWS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when a Home edition has it all the same."""
    windows, hyperv = facts.get(WINDOWS), facts.get(HYPERV)
    if not (windows.home and hyperv.on):
        return Finding(verdict=Verdict.PASS, summary="Hyper-V was not forced into this Windows.")
    return Finding(
        verdict=Verdict.WARN,
        summary="Hyper-V was forced into this Home edition; Microsoft does not support that, and "
        "an update may take it away.",
        remedy="Change to Windows Pro for a PC that nodes shall run on.",
        evidence={"edition": windows.edition},
    )


CHECK = Check(
    id="hyperv.edition_modified",
    title="Hyper-V as Microsoft delivers it",
    judge=judge,
    mandatory=False,
    platform=Platform.WINDOWS,
)
