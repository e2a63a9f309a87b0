"""Does the PC have the processors that the nodes ask for?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.processors import FACT as PROCESSORS

# kubeadm refuses a control plane with fewer (its preflight check NumCPU).
_KUBEADM_CPUS = 2


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when a node asks for more than there are, WARN when all together do.

    That none is left for the PC is only said.
    """
    there = facts.get(PROCESSORS).count
    needed = sum(node.cpus for node in config.spec.nodes)
    summary = f"This PC has {there} processors, the nodes use {needed}."
    evidence = {"processors": str(there), "spec.nodes[*].cpus": str(needed)}
    weak = [node.name for node in config.spec.servers if node.cpus < _KUBEADM_CPUS]
    if weak and config.spec.distribution == "kubeadm":
        return Finding(
            verdict=Verdict.FAIL,
            summary=f"K8s does not start with fewer than {_KUBEADM_CPUS} processors.",
            remedy=f"Give {_KUBEADM_CPUS} processors or more to {', '.join(weak)}.",
            evidence=evidence,
        )
    if there < needed:
        # Nodes may share processors; one node with more than there are only gets in its own way.
        shared = there >= max(node.cpus for node in config.spec.nodes)
        verdict = Verdict.WARN if shared else Verdict.FAIL
        remedy = "Give the nodes fewer processors, or use a PC with more."
        if shared:
            summary += " They share them, and are slow when all of them work."
        return Finding(verdict=verdict, summary=summary, remedy=remedy, evidence=evidence)
    if there == needed:
        summary += " The PC may answer slowly while they work hard."
    return Finding(verdict=Verdict.PASS, summary=summary)


CHECK = Check(id="cpu.count", title="Enough processors", judge=judge, windows=judge)
