"""Do the cluster's networks stay out of the way of those that this PC reaches?"""

from __future__ import annotations

from installer.checks.base import Check, Finding, Verdict
from installer.config.model import EdgeCluster
from installer.facts.base import Facts
from installer.facts.routes import FACT as ROUTES

# No private network is wider; wider routes, like the two halves that some VPNs set, only say
# "everything else goes this way".
_WIDEST = 8


def judge(facts: Facts, config: EdgeCluster) -> Finding:
    """FAIL with every pair of networks that overlap."""
    network = config.spec.network
    ours = {
        "spec.network.subnet": network.subnet,
        "spec.network.podCidr": network.pod_cidr,
        "spec.network.serviceCidr": network.service_cidr,
    }
    if network.lan is not None:
        ours["spec.network.lan"] = network.lan
    routes = [route for route in facts.get(ROUTES) if route.network.prefixlen >= _WIDEST]
    overlaps = {
        field: [
            f"{route.network} on {route.interface}"
            for route in routes
            if own.overlaps(route.network)
        ]
        for field, own in ours.items()
    }
    clashes = {
        field: f"{ours[field]} overlaps {' and '.join(others)}"
        for field, others in overlaps.items()
        if others
    }
    if not clashes:
        return Finding(
            verdict=Verdict.PASS, summary="The cluster's networks overlap none of this PC's."
        )
    return Finding(
        verdict=Verdict.FAIL,
        summary=f"A network that was chosen is in use: {'; '.join(clashes.values())}.",
        remedy=f"Choose another network for {', '.join(clashes)}, or let `edgewright new` choose.",
        evidence=clashes,
    )


CHECK = Check(id="net.subnet_overlap", title="The networks are free", judge=judge, windows=judge)
