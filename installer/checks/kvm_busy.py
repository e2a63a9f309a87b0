"""Is the processor's virtualisation free, or does another hypervisor hold it?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict, without_kvm
from installer.config.model import EdgeCluster
from installer.facts.accelerator import FACT as ACCELERATOR
from installer.facts.base import Facts
from installer.facts.programs import FACT as PROGRAMS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """Not good when KVM answers that the processor is taken (EBUSY)."""
    trial = facts.get(ACCELERATOR)
    if trial.cause in ("no-qemu", "missing", "permission", "not-built-in"):
        return Finding(verdict=Verdict.SKIP, summary="KVM could not be tried.")
    if trial.cause != "busy":
        return Finding(verdict=Verdict.PASS, summary="No other hypervisor holds the processor.")
    running = facts.find(PROGRAMS)
    others = ", ".join(running.machines) if running else ""
    return without_kvm(
        config,
        f"Another hypervisor{f' ({others})' if others else ''} holds the processor",
        remedy="Shut down the virtual machines of other programs, such as VirtualBox or VMware, "
        "and check again.",
        evidence={"trial guest": trial.reason},
    )


CHECK = Check(id="kvm.busy", title="No other hypervisor is in the way", judge=judge)
