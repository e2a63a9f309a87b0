"""Does the processor say that it has what KVM needs?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.architecture import FACT as ARCHITECTURE
from installer.facts.base import Facts
from installer.facts.kvm import FACT as KVM
from installer.facts.processors import FACT as PROCESSORS

# Only processors of PCs have these flags.
_WITH_FLAGS = ("x86_64", "i686", "i586", "i386")


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """WARN when there is a device but no flag: KVM is imitated by software somewhere below."""
    if not facts.get(KVM).device:
        return Finding(verdict=Verdict.SKIP, summary="There is no KVM device.")
    processors, architecture = facts.get(PROCESSORS), facts.get(ARCHITECTURE)
    if processors.virtualization or architecture not in _WITH_FLAGS:
        return Finding(verdict=Verdict.PASS, summary="The processor has what KVM needs.")
    return Finding(
        verdict=Verdict.WARN,
        summary="There is a KVM device, but the processor does not say that it has hardware "
        "virtualisation; only a trial can tell whether it works.",
        remedy="Look at what became of the trial guest in this report. If nodes hang later, "
        "use a real PC or a virtual machine with nested virtualisation.",
        evidence={"processor": processors.model, "flags": "neither vmx nor svm"},
    )


CHECK = Check(
    id="kvm.no_cpu_flags",
    title="The processor has hardware virtualisation",
    judge=judge,
    mandatory=False,
)
