"""Does a guest really run with hardware virtualisation?"""

from __future__ import annotations

from installer.accelerator import Accelerator
from installer.checks.base import Check, Finding, Verdict, without_kvm
from installer.config.model import EdgeCluster
from installer.facts.accelerator import FACT as ACCELERATOR
from installer.facts.base import Facts
from installer.facts.guest import FACT as GUEST

_HERE = (
    "Install the updates of Linux and QEMU, restart the PC and check again; if it stays so, "
    "this PC runs nodes slowly only."
)
_NESTED = (
    "This PC is itself a virtual machine whose nested virtualisation does not work: "
    "ask where it is managed, or use a real PC."
)


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """Not good when the device opens but the trial guest hangs, aborts or says nothing."""
    found = facts.get(ACCELERATOR)
    if found.kind is Accelerator.KVM:
        return Finding(verdict=Verdict.PASS, summary="A trial guest ran with KVM.")
    if found.cause not in ("hangs", "fails"):
        return Finding(verdict=Verdict.SKIP, summary="KVM could not be tried.")
    how = "hung" if found.cause == "hangs" else "failed"
    guest = facts.find(GUEST)
    return without_kvm(
        config,
        f"KVM is there, but a trial guest {how}",
        remedy=_NESTED if guest and guest.platform else _HERE,
        evidence={"trial guest": found.reason},
    )


CHECK = Check(id="kvm.unusable", title="Hardware virtualisation works", judge=judge)
