"""Does the QEMU of this PC run a guest, and can it do so with KVM?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict, without_kvm
from installer.config.model import EdgeCluster
from installer.facts.accelerator import FACT as ACCELERATOR
from installer.facts.base import Facts


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when the probe ran neither way; not good when QEMU was built without KVM."""
    found = facts.get(ACCELERATOR)
    if found.cause == "no-qemu":
        return Finding(verdict=Verdict.SKIP, summary="Without QEMU this could not be tried.")
    if found.kind is None:
        return Finding(
            verdict=Verdict.FAIL,
            summary="A trial guest did not run on this PC, neither with KVM nor without it.",
            remedy="Install QEMU anew from your distribution; the evidence names what it said.",
            evidence={"trial guest": found.reason},
        )
    if found.cause == "not-built-in":
        return without_kvm(
            config,
            "The QEMU on this PC was built without KVM",
            remedy="Install QEMU from your distribution "
            "(on Debian or Ubuntu: `sudo apt-get install qemu-system-x86`), and take away the "
            "one that is found first: `command -v qemu-system-x86_64` names it.",
            evidence={"trial guest": found.reason},
        )
    return Finding(
        verdict=Verdict.PASS, summary=f"A trial guest ran with {found.kind.value.upper()}."
    )


CHECK = Check(id="qemu.accel", title="A virtual machine runs on this PC", judge=judge)
