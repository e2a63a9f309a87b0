"""May this user use hardware virtualisation?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.accelerator import FACT as ACCELERATOR
from installer.facts.base import Facts
from installer.facts.rights import FACT as RIGHTS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when /dev/kvm may not be opened: nodes run, but slowly."""
    found = facts.get(ACCELERATOR)
    if found.cause in ("no-qemu", "missing"):
        return Finding(verdict=Verdict.SKIP, summary="There is nothing to ask permission for.")
    if found.cause != "permission":
        return Finding(verdict=Verdict.PASS, summary="Nothing forbids the use of KVM.")
    rights = facts.find(RIGHTS)
    groups = {"your groups": " ".join(rights.groups)} if rights is not None else {}
    return Finding(
        verdict=Verdict.WARN,
        summary="You may not use KVM; without it nodes are 10 to 20 times slower.",
        remedy='Join the group kvm: `sudo usermod -aG kvm "$USER"`. Then log out and in again.',
        evidence={"trial guest": found.reason, **groups},
    )


CHECK = Check(
    id="kvm.permission", title="You may use hardware virtualisation", judge=judge, mandatory=False
)
