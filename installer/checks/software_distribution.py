"""Is every cluster on this PC of one kind of Kubernetes?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.distributions import FACT as DISTRIBUTIONS


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL when a cluster of another kind is kept on this PC, also when it does not run.

    AKS Edge Essentials has the same rule: updates, backups and support then know what they meet.
    """
    wanted = config.spec.distribution
    others = {
        name: distribution
        for name, distribution in facts.get(DISTRIBUTIONS).items()
        if distribution != wanted and name != config.name
    }
    if not others:
        return Finding(
            verdict=Verdict.PASS, summary="No cluster of another kind of Kubernetes is kept here."
        )
    name, kind = next(iter(others.items()))
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"This PC has the cluster {name} with {kind}, and {wanted} was asked for. "
        "A PC holds one kind of Kubernetes.",
        remedy=f"Write `distribution: {kind}` into the cluster file, or remove the other cluster "
        f"with `edgewright destroy {name}`.",
        evidence=others,
    )


CHECK = Check(id="software.distribution", title="One kind of Kubernetes on this PC", judge=judge)
