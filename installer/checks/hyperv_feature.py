"""Is Hyper-V switched on?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.hyperv import FACT as HYPERV
from installer.facts.windows import FACT as WINDOWS

_SERVER = "Install-WindowsFeature -Name Hyper-V -IncludeManagementTools"
_CLIENT = "Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V -All"


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when it is there and off."""
    windows, hyperv = facts.get(WINDOWS), facts.get(HYPERV)
    if windows.home and not hyperv.on:
        return Finding(verdict=Verdict.SKIP, summary="This edition of Windows has no Hyper-V.")
    if hyperv.on:
        return Finding(verdict=Verdict.PASS, summary="Hyper-V is switched on.")
    way = _SERVER if windows.server else _CLIENT
    return Finding(
        verdict=Verdict.FAIL,
        summary="Hyper-V is not switched on.",
        remedy=f"As an administrator run in PowerShell: `{way}`. Then restart the PC.",
        evidence={"Microsoft-Hyper-V": "off" if hyperv.offered else "absent"},
    )


CHECK = Check(
    id="hyperv.feature",
    title="Hyper-V is switched on",
    judge=judge,
    fix="enable-hyperv",
    platform=Platform.WINDOWS,
)
