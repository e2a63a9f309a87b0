"""Is a restart due before the hypervisor can run?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts, Platform
from installer.facts.hyperv import FACT as HYPERV
from installer.facts.virtualization import FACT as VIRTUALIZATION


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when Hyper-V is on, does not run yet, and Windows waits for a restart."""
    hyperv, found = facts.get(HYPERV), facts.get(VIRTUALIZATION)
    # WSL2 has a hypervisor at work too; the service comes with the restart.
    incomplete = not found.hypervisor or hyperv.service == "Missing"
    if not (hyperv.on and hyperv.restart and incomplete):
        return Finding(verdict=Verdict.PASS, summary="Hyper-V waits for no restart.")
    return Finding(
        verdict=Verdict.FAIL,
        summary="Hyper-V was switched on; it begins to run after a restart.",
        remedy="Restart the PC, then check again.",
        evidence={"RebootPending": "there"},
    )


CHECK = Check(
    id="hypervisor.reboot_pending",
    title="No restart is due",
    judge=judge,
    platform=Platform.WINDOWS,
)
