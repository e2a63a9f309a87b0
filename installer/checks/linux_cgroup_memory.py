"""Can the kernel limit and count memory, as everything around containers expects?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.cgroups import FACT as CGROUPS

_WANTED = "cgroup_memory=1 cgroup_enable=memory"


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when the memory controller is off."""
    found = facts.get(CGROUPS)
    if found.memory:
        return Finding(verdict=Verdict.PASS, summary="The kernel can limit memory.")
    asked = "cgroup_enable=memory" in found.options
    return Finding(
        verdict=Verdict.FAIL,
        summary="The memory controller (cgroup) of this PC's kernel is off"
        + (", although it is asked for." if asked else "."),
        remedy="Install a newer kernel; all options must stand in one line."
        if asked
        else f"Add `{_WANTED}` to the kernel's options, take `cgroup_disable=memory` away if it "
        "is there, and restart the PC.",
        evidence={
            "cgroups": f"version {found.version}, without memory",
            "kernel options": " ".join(found.options) or "none about cgroups",
        },
    )


# A caution only: nodes are virtual machines with a kernel of their own.
CHECK = Check(
    id="linux.cgroup_memory", title="The kernel can limit memory", judge=judge, mandatory=False
)
