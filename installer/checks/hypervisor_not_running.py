"""Does the hypervisor run?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.hyperv import FACT as HYPERV
from installer.facts.virtualization import FACT as VIRTUALIZATION


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when it does not run and no other check names the reason."""
    hyperv, found = facts.get(HYPERV), facts.get(VIRTUALIZATION)
    if found.hypervisor:
        return Finding(verdict=Verdict.PASS, summary="A hypervisor runs on this PC.")
    explained = hyperv.restart or hyperv.launch.lower() == "off"
    if not hyperv.on or explained or not (found.firmware and found.slat):
        return Finding(verdict=Verdict.SKIP, summary="Another check says why it does not run.")
    return Finding(
        verdict=Verdict.FAIL,
        summary="Hyper-V is on and nothing speaks against it, but the hypervisor does not run.",
        remedy="Switch the PC off and on again. If that does not help, switch Hyper-V off, "
        "restart, switch it on, restart; and update the firmware of the PC.",
        evidence={"HypervisorPresent": "false", "VirtualizationFirmwareEnabled": "true"},
    )


CHECK = Check(
    id="hypervisor.not_running",
    title="The hypervisor runs",
    judge=judge,
    platform=Platform.WINDOWS,
)
