"""Is virtualisation switched off in the firmware?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.virtualization import FACT as VIRTUALIZATION


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when it is; with a hypervisor at work nothing else is looked at."""
    found = facts.get(VIRTUALIZATION)
    if found.hypervisor or found.firmware:
        return Finding(verdict=Verdict.PASS, summary="Virtualisation is on in the firmware.")
    return Finding(
        verdict=Verdict.FAIL,
        summary="Virtualisation (VT-x or AMD-V) is switched off in the firmware of this PC.",
        remedy="Restart into the firmware settings (often F2 or Del) and switch on Intel VT-x or "
        "AMD-V, often named SVM. Then switch the PC off and on again.",
        evidence={"VirtualizationFirmwareEnabled": "false", "HypervisorPresent": "false"},
    )


CHECK = Check(
    id="cpu.virtualization_disabled",
    title="Virtualisation is on in the firmware",
    judge=judge,
    platform=Platform.WINDOWS,
)
