"""Does anything on this PC really run a guest?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.accelerator import FACT as ACCELERATOR
from installer.facts.base import Facts


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when neither KVM nor translation ran the probe; slowness is judged elsewhere."""
    found = facts.get(ACCELERATOR)
    if found.kind is not None:
        return Finding(
            verdict=Verdict.PASS, summary=f"A trial guest ran with {found.kind.value.upper()}."
        )
    if found.cause == "no-qemu":
        return Finding(verdict=Verdict.SKIP, summary="Without QEMU this could not be tried.")
    return Finding(
        verdict=Verdict.FAIL,
        summary="A trial guest did not run on this PC, neither with KVM nor without it.",
        remedy="Install QEMU anew from your distribution; the evidence names what it said.",
        evidence={"trial guest": found.reason},
    )


CHECK = Check(id="qemu.accel", title="A virtual machine runs on this PC", judge=judge)
