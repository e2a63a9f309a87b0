"""Is this a preview of Windows?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.windows import FACT as WINDOWS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN for a build of the Insider Program: some have lost virtual switches at a restart."""
    windows = facts.get(WINDOWS)
    if not windows.preview:
        return Finding(verdict=Verdict.PASS, summary="This is a released Windows.")
    return Finding(
        verdict=Verdict.WARN,
        summary=f"This is a preview of Windows (build {windows.build}); previews have lost "
        "virtual switches at a restart.",
        remedy="Leave the Insider Program for a PC that nodes shall run on.",
        evidence={"build": f"{windows.build}.{windows.revision}"},
    )


CHECK = Check(
    id="os.insider",
    title="A Windows that is released",
    judge=judge,
    mandatory=False,
    platform=Platform.WINDOWS,
)
