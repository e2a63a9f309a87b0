"""Does the kernel have the parts that networks and images of Kubernetes are made of?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.modules import FACT as MODULES


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when the running kernel's list lacks a module."""
    found = facts.get(MODULES)
    if not found.listed:
        return Finding(
            verdict=Verdict.SKIP, summary="This kernel comes without a list of its modules."
        )
    if not found.missing:
        return Finding(verdict=Verdict.PASS, summary="The kernel has all modules that are needed.")
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"The kernel of this PC lacks modules: {', '.join(found.missing)}.",
        remedy="Install the rest of the kernel's modules (on Ubuntu: `sudo apt-get install "
        f"linux-modules-extra-{found.release}`), or the usual kernel of your distribution, "
        "and restart the PC.",
        evidence={"kernel": found.release, "missing": " ".join(found.missing)},
    )


# A caution only: nodes are virtual machines with a kernel of their own.
CHECK = Check(
    id="linux.kernel_module", title="The kernel is complete", judge=judge, mandatory=False
)
