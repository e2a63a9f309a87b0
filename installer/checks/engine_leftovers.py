"""Is something left of an earlier installation?"""

from __future__ import annotations

from collections.abc import Sequence

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.leftovers import FACT as LEFTOVERS
from installer.facts.leftovers import RunningVm


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when a node runs of which no installation knows, WARN when this PC has clusters."""
    found = facts.get(LEFTOVERS)
    lost = [vm for vm in found.running if vm.cluster not in found.clusters]
    if lost:
        return _lost(lost)
    if not found.clusters:
        return Finding(verdict=Verdict.PASS, summary="No earlier installation was found.")
    evidence = {
        "clusters": ", ".join(found.clusters),
        "running nodes": ", ".join(f"{vm.cluster}/{vm.name}" for vm in found.running) or "none",
    }
    if config.name in found.clusters:
        return Finding(
            verdict=Verdict.WARN,
            summary=f"A cluster named {config.name} was begun on this PC before.",
            remedy=f"Go on with `edgewright resume {config.name}`, or remove it with "
            f"`edgewright destroy {config.name}`.",
            evidence=evidence,
        )
    return Finding(
        verdict=Verdict.WARN,
        summary=f"This PC has other clusters: {', '.join(found.clusters)}.",
        remedy="Their nodes take memory and processors too. Remove one that is no longer needed "
        f"with `edgewright destroy NAME`, for example `edgewright destroy {found.clusters[0]}`.",
        evidence=evidence,
    )


def _lost(machines: Sequence[RunningVm]) -> Finding:
    names = ", ".join(f"{vm.cluster}/{vm.name}" for vm in machines)
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"A node runs whose installation has lost its journal: {names}.",
        remedy=f"End it with `kill {' '.join(str(vm.pid) for vm in machines)}`, "
        "then move the folder of that cluster away.",
        evidence={f"process {vm.pid}": f"{vm.cluster}/{vm.name}" for vm in machines},
    )


CHECK = Check(id="engine.leftovers", title="No earlier installation", judge=judge, windows=judge)
