"""Is Hyper-V a part of this Windows?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.hyperv import FACT as HYPERV
from installer.facts.windows import FACT as WINDOWS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL for the Home editions."""
    windows, hyperv = facts.get(WINDOWS), facts.get(HYPERV)
    if not windows.home or hyperv.on:
        return Finding(verdict=Verdict.PASS, summary=f"This is Windows {windows.edition}.")
    return Finding(
        verdict=Verdict.FAIL,
        summary="This is a Home edition of Windows, of which Hyper-V is no part.",
        remedy="Change to Windows Pro: Settings, System, Activation, Upgrade. Everything on the "
        "PC stays as it is.",
        evidence={"edition": windows.edition},
    )


CHECK = Check(
    id="hyperv.edition",
    title="An edition of Windows with Hyper-V",
    judge=judge,
    platform=Platform.WINDOWS,
)
