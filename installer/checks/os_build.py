"""Is this Windows new enough?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.windows import FACT as WINDOWS

# Windows 10 1607 and Windows Server 2016: the first with NAT networks for virtual machines.
_FIRST = 14393


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL below the first build with the commands and networks that are used."""
    windows = facts.get(WINDOWS)
    build = f"{windows.build}.{windows.revision}"
    if windows.build >= _FIRST:
        return Finding(verdict=Verdict.PASS, summary=f"This is build {build} of Windows.")
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"This is build {build} of Windows; build {_FIRST} or later is needed.",
        remedy="Update Windows, then check again.",
        evidence={"build": build},
    )


CHECK = Check(
    id="os.build",
    title="A Windows that is new enough",
    judge=judge,
    platform=Platform.WINDOWS,
)
