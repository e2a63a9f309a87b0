"""Do the cluster's networks stay out of the way of those that this PC reaches?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.routes import FACT as ROUTES

# A route as wide as this leads everywhere, like the two halves that some VPNs set.
_WIDEST = 8


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL with every pair of networks that overlap."""
    network = config.spec.network
    ours = {
        "spec.network.subnet": network.subnet,
        "spec.network.podCidr": network.pod_cidr,
        "spec.network.serviceCidr": network.service_cidr,
    }
    overlaps = {
        field: f"{own} overlaps {route.network} on {route.interface}"
        for field, own in ours.items()
        for route in facts.get(ROUTES)
        if route.network.prefixlen >= _WIDEST and own.overlaps(route.network)
    }
    if not overlaps:
        return Finding(
            verdict=Verdict.PASS, summary="The cluster's networks overlap none of this PC's."
        )
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"A network that was chosen is in use: {'; '.join(overlaps.values())}.",
        remedy=f"Choose another network for {', '.join(overlaps)}, or let `edgewright new` choose.",
        evidence=overlaps,
    )


CHECK = Check(id="net.subnet_overlap", title="The networks are free", judge=judge)
